// The seam between attention and a GPU: both functions return false where this build or this machine has no
// CUDA kernel for the problem, and the CPU's kernel then runs.
#pragma once
#include "../attention/attention_args.h"

namespace mirada {

bool attention_forward_cuda(const AttentionForwardArgs& args);
bool attention_backward_cuda(const AttentionBackwardArgs& args);

}  // namespace mirada
