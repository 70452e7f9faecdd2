// The attentional hidden state of Luong et al. 2015.
#pragma once
#include <cstdint>

namespace mirada {

// Axes: R rows, U width of the decoder's own state, M width of a context, F features.
struct AttentionalStateArgs {
  int64_t rows, units, context_size, features;
  const float* hidden;          // (R, U)
  const float* hidden_kernel;   // (U, F)
  const float* context;         // (R, M), or null: then there is no second product
  const float* context_kernel;  // (M, F)
};

// features (R, F) = tanh(hidden Wh + context Wc), which is eq. 5, tanh(W [context; hidden]), with W in two
// parts.
void attentional_state(const AttentionalStateArgs& args, float* features);
void attentional_state_reference(const AttentionalStateArgs& args, float* features);

// Of the shapes of what they are gradients of; the last two null without a context.
struct AttentionalStateGradients {
  float *d_hidden, *d_hidden_kernel, *d_context, *d_context_kernel;
};

// From the features that the forward made and the gradient with respect to them, both (R, F).
void attentional_state_backward(const AttentionalStateArgs& args, const float* features,
                                const float* d_features, const AttentionalStateGradients& out);
void attentional_state_backward_reference(const AttentionalStateArgs& args, const float* d_features,
                                          const AttentionalStateGradients& out);

}  // namespace mirada
