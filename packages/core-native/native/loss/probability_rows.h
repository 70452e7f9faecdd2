// One row of probabilities: the parts of their losses and gradients that exist once per instruction set.
#pragma once
#include <cstdint>

namespace mirada {

struct ProbabilityRows {
  // sum of clip(p, least, most)
  float (*clipped_sum)(int64_t n, const float* p, float least, float most);
  // out = least <= p <= most ? value : 0
  void (*where_within)(int64_t n, const float* p, float least, float most, float value, float* out);
  // y = softmax(x), so dx = y (dy - sum(y dy)).
  void (*softmax_gradient)(int64_t n, const float* y, const float* dy, float* dx);
};

}  // namespace mirada
