// Attention for one vector type.
#pragma once
#include "attention_backward_kernel.h"
#include "attention_bias_gradient.h"
#include "attention_forward_kernel.h"
#include "attention_kernel_table.h"

namespace mirada {

template <class Vec>
AttentionKernelTable attention_kernels() {
  return {AttentionForwardKernel<Vec>::run, AttentionBackwardKernel<Vec>::run,
          AttentionBiasGradientKernel<Vec>::run};
}

}  // namespace mirada
