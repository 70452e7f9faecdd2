// What rounding may do at most to the linear cross-entropy in single precision: every logit may err by the
// rounding of its dot product, and the shares of the classes with it (softmax_error_bounds.h).
#pragma once
#include <cmath>
#include <cstdint>
#include <vector>

#include "../loss/linear_cross_entropy.h"
#include "softmax_error_bounds.h"

namespace mirada_test {

// Bounds of |computed - exact|, in the shapes of the results.
struct LossErrorBounds {
  std::vector<double> loss, d_hidden, d_kernel, d_bias;

  explicit LossErrorBounds(const mirada::LinearCrossEntropyArgs& args) : loss(1) {
    const auto at = [](int64_t i) { return static_cast<size_t>(i); };
    const int64_t D = args.input_size, V = args.classes;
    d_hidden.resize(at(args.rows * D)), d_kernel.resize(at(D * V)), d_bias.resize(at(V));
    int64_t counted = 0;
    for (int64_t r = 0; r < args.rows; ++r) counted += args.labels[r] != args.ignore_label;
    const double part = 1.0 / static_cast<double>(std::max<int64_t>(counted, 1)),
                 smoothing = args.label_smoothing;
    for (int64_t r = 0; r < args.rows; ++r) {
      if (args.labels[r] == args.ignore_label) continue;
      // 1. logits = hidden kernel + bias.
      std::vector<ScoreWithSlack> classes;
      for (int64_t j = 0; j < V; ++j) {
        double logit = args.bias[j], size = std::fabs(args.bias[j]);
        for (int64_t d = 0; d < D; ++d) {
          const double product = static_cast<double>(args.hidden[r * D + d]) * args.kernel[d * V + j];
          logit += product;
          size += std::fabs(product);
        }
        classes.push_back({logit, std::isinf(size) ? 0.0 : rounding_of(D + 4) * size});
      }
      // 2. loss = logSumExp - sum_j target_j logit_j, relative to the largest logit.
      double largest = -INFINITY;
      for (const ScoreWithSlack& c : classes) largest = std::max(largest, c.score);
      double error = find_softmax_errors(classes);
      for (int64_t j = 0; j < V; ++j) {
        const ScoreWithSlack& c = classes[at(j)];
        const double target =
            (j == args.labels[r] ? 1.0 - smoothing : 0.0) + smoothing / static_cast<double>(V);
        if (target > 0.0) error += target * (c.slack + rounding_of(V + 8) * (largest - c.score));
        // 3. d_logit = (share - target) / counted, and back through the product.
        const double size = part * (c.weight + target),
                     d_error = part * c.weight_error + rounding_of(4) * size + kLeastNormal;
        d_bias[at(j)] += d_error + rounding_of(counted + 4) * size;
        for (int64_t d = 0; d < D; ++d) {
          d_hidden[at(r * D + d)] +=
              (d_error + rounding_of(V + 4) * size) * std::fabs(args.kernel[d * V + j]);
          d_kernel[at(d * V + j)] +=
              (d_error + rounding_of(counted + 4) * size) * std::fabs(args.hidden[r * D + d]);
        }
      }
      loss[0] += part * error;
    }
  }
};

}  // namespace mirada_test
