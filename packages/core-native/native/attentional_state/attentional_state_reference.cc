#include <cmath>
#include <vector>

#include "attentional_state.h"

namespace mirada {
namespace {

std::vector<double> features_of(const AttentionalStateArgs& args) {
  std::vector<double> features(static_cast<size_t>(args.rows * args.features));
  for (int64_t r = 0; r < args.rows; ++r)
    for (int64_t f = 0; f < args.features; ++f) {
      double sum = 0.0;
      for (int64_t u = 0; u < args.units; ++u)
        sum +=
            static_cast<double>(args.hidden[r * args.units + u]) * args.hidden_kernel[u * args.features + f];
      for (int64_t m = 0; args.context && m < args.context_size; ++m)
        sum += static_cast<double>(args.context[r * args.context_size + m]) *
               args.context_kernel[m * args.features + f];
      features[static_cast<size_t>(r * args.features + f)] = std::tanh(sum);
    }
  return features;
}

// Of one of the two products.
void back(const AttentionalStateArgs& args, const std::vector<double>& d_sum, int64_t width, const float* x,
          const float* kernel, float* d_x, float* d_kernel) {
  const int64_t R = args.rows, F = args.features;
  for (int64_t r = 0; r < R; ++r)
    for (int64_t i = 0; i < width; ++i) {
      double sum = 0.0;
      for (int64_t f = 0; f < F; ++f) sum += d_sum[static_cast<size_t>(r * F + f)] * kernel[i * F + f];
      d_x[r * width + i] = static_cast<float>(sum);
    }
  for (int64_t i = 0; i < width; ++i)
    for (int64_t f = 0; f < F; ++f) {
      double sum = 0.0;
      for (int64_t r = 0; r < R; ++r) sum += x[r * width + i] * d_sum[static_cast<size_t>(r * F + f)];
      d_kernel[i * F + f] = static_cast<float>(sum);
    }
}

}  // namespace

void attentional_state_reference(const AttentionalStateArgs& args, float* features) {
  const std::vector<double> exact = features_of(args);
  for (size_t i = 0; i < exact.size(); ++i) features[i] = static_cast<float>(exact[i]);
}

void attentional_state_backward_reference(const AttentionalStateArgs& args, const float* d_features,
                                          const AttentionalStateGradients& out) {
  std::vector<double> d_sum = features_of(args);
  for (size_t i = 0; i < d_sum.size(); ++i) d_sum[i] = (1.0 - d_sum[i] * d_sum[i]) * d_features[i];
  back(args, d_sum, args.units, args.hidden, args.hidden_kernel, out.d_hidden, out.d_hidden_kernel);
  if (args.context)
    back(args, d_sum, args.context_size, args.context, args.context_kernel, out.d_context,
         out.d_context_kernel);
}

}  // namespace mirada
