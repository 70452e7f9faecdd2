#include "attentional_state.h"

#include "../cpu/scratch.h"
#include "../cpu/thread_pool.h"
#include "../elementwise/elementwise.h"
#include "../matmul/matmul.h"

namespace mirada {

void attentional_state(const AttentionalStateArgs& args, float* features) {
  const int64_t R = args.rows, U = args.units, M = args.context_size, F = args.features;
  matmul({R, F, U, {args.hidden, U, 1}, {args.hidden_kernel, F, 1}, features, F});
  if (args.context) {
    MatmulArgs product{R, F, M, {args.context, M, 1}, {args.context_kernel, F, 1}, features, F};
    product.beta = 1.0f;
    matmul(product);
  }
  unary(Unary::kTanh, features, features, R * F, 0.0f, 0.0f);
}

void attentional_state_backward(const AttentionalStateArgs& args, const float* features,
                                const float* d_features, const AttentionalStateGradients& out) {
  const int64_t R = args.rows, U = args.units, M = args.context_size, F = args.features;
  Scratch scratch;
  // 1. y = tanh(z), so dz = dy (1 - y²).
  float* d_sum = scratch.floats(R * F);
  parallel_for(0, R * F, 16384, [&](int64_t from, int64_t to) {
    for (int64_t i = from; i < to; ++i) d_sum[i] = (1.0f - features[i] * features[i]) * d_features[i];
  });
  // 2. z = x W, for both parts.
  const auto back = [&](int64_t width, const float* x, const float* kernel, float* d_x, float* d_kernel) {
    matmul({R, width, F, {d_sum, F, 1}, {kernel, 1, F}, d_x, width});
    matmul({width, F, R, {x, 1, width}, {d_sum, F, 1}, d_kernel, F});
  };
  back(U, args.hidden, args.hidden_kernel, out.d_hidden, out.d_hidden_kernel);
  if (args.context) back(M, args.context, args.context_kernel, out.d_context, out.d_context_kernel);
}

}  // namespace mirada
