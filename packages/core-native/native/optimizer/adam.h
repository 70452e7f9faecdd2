// One Adam step over all variables, with the gradients clipped by their joint norm.
#pragma once
#include <cstdint>

namespace mirada {

struct AdamTensor {
  int64_t count;
  float* variable;
  const float* gradient;
  float *m, *v;
};

struct AdamArgs {
  double learning_rate, beta1, beta2, epsilon;
  int64_t step;      // 1 for the first
  double clip_norm;  // 0: no clipping
};

// In place (Kingma & Ba 2015, algorithm 1). Returns the norm of all gradients before clipping.
double adam_step(const AdamTensor* tensors, int64_t tensor_count, const AdamArgs& args);
double adam_step_reference(const AdamTensor* tensors, int64_t tensor_count, const AdamArgs& args);

}  // namespace mirada
