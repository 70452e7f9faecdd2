// The loss of one row of logits: the part that exists once per instruction set.
#pragma once
#include <cstdint>

namespace mirada {

// loss = logSumExp(logits) - sum_j target_j logits_j with target = (1 - smoothing) onehot(label) + smoothing
// / V. With `weight` != 0 the logits are overwritten by their gradient, weight (softmax - target), which is
// also added to column_sums. Returns the loss.
using CrossEntropyRow = float (*)(int64_t classes, float* logits, int64_t label, float smoothing,
                                  float weight, float* column_sums);

}  // namespace mirada
