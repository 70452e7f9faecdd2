// The element-wise parts of an Adam step, which exist once per instruction set.
#pragma once
#include <cstdint>

namespace mirada {

using SumOfSquares = float (*)(int64_t count, const float* values);

// m = beta1 m + (1 - beta1) g, v = beta2 v + (1 - beta2) g², variable -= rate m / (sqrt(v) scale + epsilon),
// with g = gradient_scale gradient, rate = learningRate / (1 - beta1^step), scale = 1 / sqrt(1 - beta2^step).
struct AdamCoefficients {
  float gradient_scale, beta1, one_minus_beta1, beta2, one_minus_beta2, rate, scale, epsilon;
};
using AdamUpdate = void (*)(int64_t count, const AdamCoefficients& coefficients, const float* gradient,
                            float* variable, float* m, float* v);

}  // namespace mirada
