#include "empty_heads.h"

#include <cmath>
#include <limits>

#include "attention_visibility.h"

namespace mirada {

bool counts_keys(const AttentionForwardArgs& args) {
  const bool mask_has_keys = args.mask && args.mask_strides.source != 0;
  const bool bias_has_keys = args.bias && args.bias_strides.source != 0;
  return has_empty_heads(args) && !mask_has_keys && !bias_has_keys;
}

void count_keys(const AttentionForwardArgs& args) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  const ScoreStrides& strides = args.bias_strides;
  int64_t row = 0;
  for (int64_t batch = 0; batch < args.batch; ++batch)
    for (int64_t head = 0; head < args.num_heads; ++head) {
      const VisibleKeys visible(args, batch, head);
      for (int64_t t = 0; t < args.target_length; ++t, ++row) {
        const KeyRange keys = visible.range(t);
        const float bias =
            args.bias ? args.bias[batch * strides.batch + head * strides.head + t * strides.target] : 0.0f;
        if (keys.empty() || bias == -kInfinity) {
          args.row_max[row] = -kInfinity;
          args.row_sum[row] = 0.0f;
          args.log_sum_exp[row] = kInfinity;
          continue;
        }
        // NaN where the scores are infinite or NaN, as their softmax is; else 0.
        const float nothing = bias - bias;
        const double count = static_cast<double>(keys.end - keys.begin);
        args.row_max[row] = bias + nothing;
        args.row_sum[row] = static_cast<float>(count) + nothing;
        args.log_sum_exp[row] = static_cast<float>(bias + std::log(count)) + nothing;
      }
    }
}

}  // namespace mirada
