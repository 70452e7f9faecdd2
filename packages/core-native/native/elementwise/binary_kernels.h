// out[i] = f(a[i], b[i]), either operand possibly one value for the whole run; comparisons; select.
#pragma once
#include <cstdint>

#include "elementwise_args.h"

namespace mirada {

template <class V>
struct BinaryKernels {
  template <class F>
  static void apply(const float* a, int64_t a_step, const float* b, int64_t b_step, float* out, int64_t n,
                    F f) {
    int64_t i = 0;
    if (a_step == 1 && b_step == 1) {
      for (; i + V::kLanes <= n; i += V::kLanes) f(V::load(a + i), V::load(b + i)).store(out + i);
    } else if (a_step == 1) {
      const V y = V::broadcast(*b);
      for (; i + V::kLanes <= n; i += V::kLanes) f(V::load(a + i), y).store(out + i);
    } else {
      const V x = V::broadcast(*a);
      for (; i + V::kLanes <= n; i += V::kLanes)
        f(x, b_step == 1 ? V::load(b + i) : V::broadcast(*b)).store(out + i);
    }
    if (i < n) {
      const int left = static_cast<int>(n - i);
      const V x = a_step == 1 ? V::load_partial(a + i, left) : V::broadcast(*a);
      const V y = b_step == 1 ? V::load_partial(b + i, left) : V::broadcast(*b);
      f(x, y).store_partial(out + i, left);
    }
  }

#define MIRADA_BINARY(name, expression)                                                                     \
  static void name(const float* a, int64_t a_step, const float* b, int64_t b_step, float* out, int64_t n) { \
    apply(a, a_step, b, b_step, out, n, [](V x, V y) { return expression; });                               \
  }
  MIRADA_BINARY(add, x + y)
  MIRADA_BINARY(sub, x - y)
  MIRADA_BINARY(mul, x* y)
  MIRADA_BINARY(div, x / y)
  // max and min return their second operand where one is NaN, so only the first is left to watch.
  MIRADA_BINARY(maximum, select(is_nan(x), x, max(x, y)))
  MIRADA_BINARY(minimum, select(is_nan(x), x, min(x, y)))
  MIRADA_BINARY(squared_difference, (x - y) * (x - y))
#undef MIRADA_BINARY

  // Plain loops, which compilers vectorise: narrowing a mask to bytes has no portable vector form.
#define MIRADA_COMPARISON(name, sign)                                                                       \
  static void name(const float* a, int64_t a_step, const float* b, int64_t b_step, uint8_t* __restrict out, \
                   int64_t n) {                                                                             \
    if (a_step == 1 && b_step == 1) {                                                                       \
      for (int64_t i = 0; i < n; ++i) out[i] = a[i] sign b[i];                                              \
    } else {                                                                                                \
      for (int64_t i = 0; i < n; ++i) out[i] = a[i * a_step] sign b[i * b_step];                            \
    }                                                                                                       \
  }
  MIRADA_COMPARISON(equal, ==)
  MIRADA_COMPARISON(not_equal, !=)
  MIRADA_COMPARISON(greater, >)
  MIRADA_COMPARISON(greater_equal, >=)
  MIRADA_COMPARISON(less_than, <)
  MIRADA_COMPARISON(less_equal, <=)
#undef MIRADA_COMPARISON

  static void select_of(const uint8_t* condition, const float* a, const float* b, float* out, int64_t n) {
    for (int64_t i = 0; i < n; ++i) out[i] = condition[i] ? a[i] : b[i];
  }

  static void fill(ElementwiseTable& table) {
    const auto set = [&](Binary operation, auto kernel) {
      table.binary[static_cast<int>(operation)] = kernel;
    };
    set(Binary::kAdd, add);
    set(Binary::kSub, sub);
    set(Binary::kMul, mul);
    set(Binary::kDiv, div);
    set(Binary::kMaximum, maximum);
    set(Binary::kMinimum, minimum);
    set(Binary::kSquaredDifference, squared_difference);
    const auto compare = [&](Comparison operation, auto kernel) {
      table.comparison[static_cast<int>(operation)] = kernel;
    };
    compare(Comparison::kEqual, equal);
    compare(Comparison::kNotEqual, not_equal);
    compare(Comparison::kGreater, greater);
    compare(Comparison::kGreaterEqual, greater_equal);
    compare(Comparison::kLess, less_than);
    compare(Comparison::kLessEqual, less_equal);
    table.select = select_of;
  }
};

}  // namespace mirada
