// Attention for one way to compute its products.
#pragma once
#include "attention_backward_kernel.h"
#include "attention_bias_gradient.h"
#include "attention_forward_kernel.h"
#include "attention_kernel_table.h"
#include "one_query_attention.h"
#include "short_attention_backward.h"
#include "short_attention_forward.h"

namespace mirada {

template <class Products>
AttentionKernelTable attention_kernels() {
  return {AttentionForwardKernel<Products>::run, AttentionBackwardKernel<Products>::run,
          AttentionBiasGradientKernel<Products>::run};
}

template <class Products>
AttentionKernelTable short_attention_kernels() {
  return {ShortAttentionForward<Products>::run, ShortAttentionBackward<Products>::run,
          AttentionBiasGradientKernel<Products>::run};
}

template <class Products>
OneQueryKernelTable one_query_kernels() {
  using Kernel = OneQueryAttention<Products>;
  return {Kernel::part_floats, Kernel::part, Kernel::join};
}

}  // namespace mirada
