// Attention in a build without CUDA.
#include "attention_cuda.h"

namespace mirada {

bool attention_forward_cuda(const AttentionForwardArgs&) { return false; }
bool attention_backward_cuda(const AttentionBackwardArgs&) { return false; }

}  // namespace mirada
