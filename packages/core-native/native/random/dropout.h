// Inverted dropout whose mask is a pure function of (key, row, time, feature).
#pragma once
#include <cstdint>

namespace mirada {

// Axes: B rows, T steps, D features.
struct DropoutArgs {
  int64_t batch, steps, width;
  double rate;   // in [0, 1)
  uint32_t key;  // of the seed, the training step and the place in the model
};

// out[b,t,d] = x[b,t,d] mask[b,t,d], mask 0 or 1 / (1 - rate) (Srivastava et al. 2014). Features 2 p and 2 p
// + 1 take the low and the high 16 bits of mix32(derive_key(key, b, t) + (p + 1) kGolden); one is dropped
// where they are below rate 2^16. `out` may be `x`.
void dropout(const DropoutArgs& args, const float* x, float* out);
void dropout_reference(const DropoutArgs& args, const float* x, float* out);

}  // namespace mirada
