// Fused masked multi-head attention: softmax(scale query keyᵀ + bias, over allowed keys) value, and its
// gradient.
#pragma once
#include "attention_args.h"

namespace mirada {

// Writes output, log_sum_exp, row_max, row_sum and, where asked, weights.
void attention_forward(const AttentionForwardArgs& args);

// From what the forward wrote; writes d_query, d_key, d_value and, where asked, d_bias (all overwritten).
void attention_backward(const AttentionBackwardArgs& args);

}  // namespace mirada
