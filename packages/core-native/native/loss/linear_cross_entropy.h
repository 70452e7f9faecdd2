// The output layer and its loss in one: logits = hidden kernel + bias, softmax cross-entropy, gradients.
#pragma once
#include <cstdint>

namespace mirada {

struct LinearCrossEntropyArgs {
  int64_t rows, input_size, classes;
  const float* hidden;    // (R, D)
  const float* kernel;    // (D, V)
  const float* bias;      // (V)
  const int32_t* labels;  // (R), 0 <= label < V or ignore_label
  int32_t ignore_label;   // -1: every row counts
  float label_smoothing;
};

// Null where no gradient is wanted; gradients are of the mean over the rows that count.
struct LinearCrossEntropyGradients {
  float* d_hidden;  // (R, D)
  float* d_kernel;  // (D, V)
  float* d_bias;    // (V)
};

// Returns the mean loss over the rows that count, 0 when there are none. The logits of at most a few hundred
// rows are held at a time; rows that do not count are never multiplied.
double linear_cross_entropy(const LinearCrossEntropyArgs& args, const LinearCrossEntropyGradients& gradients);
double linear_cross_entropy_reference(const LinearCrossEntropyArgs& args,
                                      const LinearCrossEntropyGradients& gradients);

}  // namespace mirada
