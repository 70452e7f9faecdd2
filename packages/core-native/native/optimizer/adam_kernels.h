#pragma once
#include "adam_step.h"

namespace mirada {

template <class V>
float sum_of_squares(int64_t count, const float* values) {
  V a = V::zero(), b = V::zero(), c = V::zero(), d = V::zero();
  int64_t i = 0;
  for (; i + 4 * V::kLanes <= count; i += 4 * V::kLanes) {
    const V w = V::load(values + i), x = V::load(values + i + V::kLanes);
    const V y = V::load(values + i + 2 * V::kLanes), z = V::load(values + i + 3 * V::kLanes);
    a = fma(w, w, a);
    b = fma(x, x, b);
    c = fma(y, y, c);
    d = fma(z, z, d);
  }
  for (; i < count; i += V::kLanes) {
    const V x = V::load_partial(values + i, static_cast<int>(count - i < V::kLanes ? count - i : V::kLanes));
    a = fma(x, x, a);
  }
  return reduce_add((a + b) + (c + d));
}

template <class V>
void adam_update(int64_t count, const AdamCoefficients& coefficients, const float* gradient, float* variable,
                 float* m, float* v) {
  const V gradient_scale = V::broadcast(coefficients.gradient_scale);
  const V beta1 = V::broadcast(coefficients.beta1), rest1 = V::broadcast(coefficients.one_minus_beta1);
  const V beta2 = V::broadcast(coefficients.beta2), rest2 = V::broadcast(coefficients.one_minus_beta2);
  const V rate = V::broadcast(coefficients.rate), scale = V::broadcast(coefficients.scale);
  const V epsilon = V::broadcast(coefficients.epsilon);
  for (int64_t i = 0; i < count; i += V::kLanes) {
    const int n = static_cast<int>(count - i < V::kLanes ? count - i : V::kLanes);
    const bool whole = n == V::kLanes;
    const auto load = [&](const float* p) { return whole ? V::load(p + i) : V::load_partial(p + i, n); };
    const auto store = [&](V x, float* p) { whole ? x.store(p + i) : x.store_partial(p + i, n); };
    const V g = load(gradient) * gradient_scale;
    const V first = fma(beta1, load(m), rest1 * g);
    const V second = fma(beta2, load(v), rest2 * (g * g));
    store(first, m);
    store(second, v);
    store(load(variable) - rate * first / fma(sqrt(second), scale, epsilon), variable);
  }
}

}  // namespace mirada
