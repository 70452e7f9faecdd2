// out[i] = f(x[i]) for every unary operation. NaN comes out where NaN goes in, as in JavaScript.
#pragma once
#include <cmath>
#include <cstdint>

#include "../cpu/vec_math.h"
#include "elementwise_args.h"

namespace mirada {

template <class V>
struct UnaryKernels {
  // `f(x, alpha, beta)` on whole vectors, and on a last part of one.
  template <class F>
  static void apply(const float* x, float* out, int64_t n, float alpha, float beta, F f) {
    const V a = V::broadcast(alpha), b = V::broadcast(beta);
    int64_t i = 0;
    for (; i + V::kLanes <= n; i += V::kLanes) f(V::load(x + i), a, b).store(out + i);
    if (i < n) {
      const int left = static_cast<int>(n - i);
      f(V::load_partial(x + i, left), a, b).store_partial(out + i, left);
    }
  }

#define MIRADA_UNARY(name, expression)                                                        \
  static void name(const float* in, float* out, int64_t n, float low, float high) {           \
    apply(in, out, n, low, high, [](V x, [[maybe_unused]] V alpha, [[maybe_unused]] V beta) { \
      [[maybe_unused]] const V zero = V::zero(), one = V::broadcast(1.0f);                    \
      return expression;                                                                      \
    });                                                                                       \
  }
  MIRADA_UNARY(exp_of, exp(x))
  MIRADA_UNARY(sqrt_of, sqrt(x))
  MIRADA_UNARY(rsqrt_of, one / sqrt(x))
  MIRADA_UNARY(square_of, x* x)
  MIRADA_UNARY(neg_of, -x)
  MIRADA_UNARY(abs_of, abs(x))
  MIRADA_UNARY(tanh_of, tanh(x))
  MIRADA_UNARY(sigmoid_of, sigmoid(x))
  // max and min return their second operand where one is NaN.
  MIRADA_UNARY(relu_of, max(zero, x))
  MIRADA_UNARY(reciprocal_of, one / x)
  MIRADA_UNARY(floor_of, floor(x))
  MIRADA_UNARY(step_of, select(is_nan(x), x, select(less(zero, x), one, alpha)))
  MIRADA_UNARY(clip_of, min(beta, max(alpha, x)))
  MIRADA_UNARY(leaky_relu_of, select(less(x, zero), alpha* x, x))
#undef MIRADA_UNARY

  // No vector form: rare in training, and the library's are exact to half a unit.
  static void log_of(const float* x, float* out, int64_t n, float, float) {
    for (int64_t i = 0; i < n; ++i) out[i] = std::log(x[i]);
  }
  static void erf_of(const float* x, float* out, int64_t n, float, float) {
    for (int64_t i = 0; i < n; ++i) out[i] = std::erf(x[i]);
  }

  static void fill(ElementwiseTable& table) {
    const auto set = [&](Unary operation, auto kernel) { table.unary[static_cast<int>(operation)] = kernel; };
    set(Unary::kExp, exp_of);
    set(Unary::kLog, log_of);
    set(Unary::kSqrt, sqrt_of);
    set(Unary::kRsqrt, rsqrt_of);
    set(Unary::kSquare, square_of);
    set(Unary::kNeg, neg_of);
    set(Unary::kAbs, abs_of);
    set(Unary::kTanh, tanh_of);
    set(Unary::kSigmoid, sigmoid_of);
    set(Unary::kRelu, relu_of);
    set(Unary::kReciprocal, reciprocal_of);
    set(Unary::kFloor, floor_of);
    set(Unary::kErf, erf_of);
    set(Unary::kStep, step_of);
    set(Unary::kClip, clip_of);
    set(Unary::kLeakyRelu, leaky_relu_of);
  }
};

}  // namespace mirada
