// Attention for one way to compute its products.
#pragma once
#include "attention_backward_kernel.h"
#include "attention_bias_gradient.h"
#include "attention_forward_kernel.h"
#include "attention_kernel_table.h"

namespace mirada {

template <class Products>
AttentionKernelTable attention_kernels() {
  return {AttentionForwardKernel<Products>::run, AttentionBackwardKernel<Products>::run,
          AttentionBiasGradientKernel<Products>::run};
}

}  // namespace mirada
