#include <algorithm>
#include <cmath>
#include <vector>

#include "linear_cross_entropy.h"

namespace mirada {

double linear_cross_entropy_reference(const LinearCrossEntropyArgs& args,
                                      const LinearCrossEntropyGradients& gradients) {
  const int64_t D = args.input_size, V = args.classes;
  const int64_t count = std::count_if(args.labels, args.labels + args.rows,
                                      [&](int32_t label) { return label != args.ignore_label; });
  std::vector<double> d_kernel(static_cast<size_t>(D * V)), d_bias(static_cast<size_t>(V));
  double total = 0.0;
  for (int64_t r = 0; r < args.rows; ++r) {
    std::vector<double> d_hidden(static_cast<size_t>(D)), logits(static_cast<size_t>(V));
    if (args.labels[r] != args.ignore_label) {
      double greatest = -INFINITY, sum = 0.0;
      for (int64_t j = 0; j < V; ++j) {
        logits[j] = args.bias[j];
        for (int64_t d = 0; d < D; ++d)
          logits[j] += static_cast<double>(args.hidden[r * D + d]) * args.kernel[d * V + j];
        greatest = std::max(greatest, logits[j]);
      }
      for (int64_t j = 0; j < V; ++j) sum += std::exp(logits[j] - greatest);
      for (int64_t j = 0; j < V; ++j) {
        const double log_probability = logits[j] - greatest - std::log(sum);
        const double target = (j == args.labels[r] ? 1.0 - args.label_smoothing : 0.0) +
                              static_cast<double>(args.label_smoothing) / static_cast<double>(V);
        // A class that is no target costs nothing, even where its logit is -inf.
        if (target != 0.0) total -= target * log_probability;
        const double d_logit = (std::exp(log_probability) - target) / static_cast<double>(count);
        d_bias[j] += d_logit;
        for (int64_t d = 0; d < D; ++d) {
          d_hidden[d] += d_logit * args.kernel[d * V + j];
          d_kernel[d * V + j] += d_logit * args.hidden[r * D + d];
        }
      }
    }
    if (gradients.d_hidden)
      for (int64_t d = 0; d < D; ++d) gradients.d_hidden[r * D + d] = static_cast<float>(d_hidden[d]);
  }
  if (gradients.d_kernel) {
    for (size_t j = 0; j < d_kernel.size(); ++j) gradients.d_kernel[j] = static_cast<float>(d_kernel[j]);
    for (size_t j = 0; j < d_bias.size(); ++j) gradients.d_bias[j] = static_cast<float>(d_bias[j]);
  }
  return count > 0 ? total / static_cast<double>(count) : 0.0;
}

}  // namespace mirada
