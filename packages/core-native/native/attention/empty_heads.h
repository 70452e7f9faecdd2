// Attention of heads without size (H = V = 0). Keys and values take no memory, so there may be any number of
// them: none is looked at.
#pragma once
#include "attention_args.h"

namespace mirada {

inline bool has_empty_heads(const AttentionArgs& args) { return args.head_dim == 0 && args.value_dim == 0; }

// Whether no argument but the weights is as long as the keys are.
bool counts_keys(const AttentionForwardArgs& args);
// Every score of a query is the same, bias, so that logSumExp = bias + log(visible keys).
void count_keys(const AttentionForwardArgs& args);

}  // namespace mirada
