// Attention of one query by one_query_attention.h.
#pragma once
#include "attention_args.h"

namespace mirada {

// Whether the kernel is made for these arguments.
bool takes_one_query_kernel(const AttentionArgs& args);
void one_query_forward(AttentionForwardArgs args);

}  // namespace mirada
