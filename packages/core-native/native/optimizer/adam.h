// One Adam step over all variables, with the gradients clipped by their joint norm.
#pragma once
#include <cstdint>

namespace mirada {

struct AdamTensor {
  int64_t count;
  float* variable;
  const float* gradient;  // (count), or where it consists of some rows (row_count, width)
  float *m, *v;
  // The rows that the gradient consists of, ascending, each once; all others are zero.
  const int32_t* rows = nullptr;
  int64_t row_count = kDense, width = 0;

  static constexpr int64_t kDense = -1;
  bool is_dense() const { return row_count == kDense; }
};

struct AdamArgs {
  double learning_rate, beta1, beta2, epsilon;
  int64_t step;      // 1 for the first
  double clip_norm;  // 0: no clipping
};

// In place (Kingma & Ba 2015, algorithm 1). Returns the norm of all gradients before clipping. A gradient
// given as rows gives the bits of the same gradient with its zeros.
double adam_step(const AdamTensor* tensors, int64_t tensor_count, const AdamArgs& args);
// For dense gradients.
double adam_step_reference(const AdamTensor* tensors, int64_t tensor_count, const AdamArgs& args);

}  // namespace mirada
