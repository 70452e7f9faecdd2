#include "empty_heads.h"

#include <cmath>
#include <limits>

#include "attention_visibility.h"

namespace mirada {

bool counts_keys(const AttentionForwardArgs& args) {
  const bool mask_has_keys = args.mask && args.mask_strides.source != 0;
  const bool bias_has_keys = args.bias && args.bias_strides.source != 0;
  return has_empty_heads(args) && !args.weights && !mask_has_keys && !bias_has_keys;
}

void count_keys(const AttentionForwardArgs& args) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  const ScoreStrides& strides = args.bias_strides;
  float* log_sum_exp = args.log_sum_exp;
  for (int64_t batch = 0; batch < args.batch; ++batch)
    for (int64_t head = 0; head < args.num_heads; ++head) {
      const VisibleKeys visible(args, batch, head);
      for (int64_t t = 0; t < args.target_length; ++t) {
        const KeyRange keys = visible.range(t);
        const float bias =
            args.bias ? args.bias[batch * strides.batch + head * strides.head + t * strides.target] : 0.0f;
        const double count = static_cast<double>(keys.end - keys.begin);
        // +inf where no key is allowed, as everywhere; the softmax of infinite scores is NaN.
        if (keys.empty() || bias == -kInfinity)
          *log_sum_exp++ = kInfinity;
        else
          *log_sum_exp++ = static_cast<float>(bias + std::log(count)) + (bias - bias);
      }
    }
}

}  // namespace mirada
