// Fused masked multi-head attention: softmax(scale query keyᵀ + bias, over allowed keys) value, and its
// gradient.
#pragma once
#include "attention_args.h"

namespace mirada {

// Writes output, log_sum_exp and, where asked, weights. A row with no allowed key: 0, +inf, 0.
void attention_forward(const AttentionForwardArgs& args);

// Writes d_query, d_key, d_value and, where asked, d_bias (all overwritten).
void attention_backward(const AttentionBackwardArgs& args);

}  // namespace mirada
