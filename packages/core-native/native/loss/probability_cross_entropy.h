// Cross-entropy of probabilities that a softmax has already made, as Keras and tfjs-layers define it, and the
// gradient of that softmax.
#pragma once
#include <cstdint>

namespace mirada {

struct ProbabilityCrossEntropyArgs {
  int64_t rows, classes;
  const float* probabilities;  // (rows, classes)
  const int32_t* labels;       // (rows), each 0..classes - 1; or null
  const float* targets;        // (rows, classes); or null: exactly one of the two is given
  float least, most;           // what clip(x) clips to: epsilon and 1 - epsilon
};

// With targets t: loss (rows) = -sum_k t_k log clip(p_k / sum_j p_j).
// With labels y:  loss (rows) = -log clip(c_y / sum_j c_j), c = clip(p).
void probability_cross_entropy(const ProbabilityCrossEntropyArgs& args, float* loss);
// A number that is clipped has gradient 0.
void probability_cross_entropy_gradient(const ProbabilityCrossEntropyArgs& args, const float* d_loss,
                                        float* d_probabilities);

// dx of y = softmax(x) along rows of `columns`.
void softmax_gradient(const float* y, const float* dy, float* dx, int64_t rows, int64_t columns);

// The same in double precision: the truth that tests compare with.
void probability_cross_entropy_reference(const ProbabilityCrossEntropyArgs& args, float* loss);
void probability_cross_entropy_gradient_reference(const ProbabilityCrossEntropyArgs& args,
                                                  const float* d_loss, float* d_probabilities);
void softmax_gradient_reference(const float* y, const float* dy, float* dx, int64_t rows, int64_t columns);

}  // namespace mirada
