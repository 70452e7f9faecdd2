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
  using OneQuery = OneQueryAttention<typename Products::Plain>;
  return {AttentionForwardKernel<Products>::run, OneQuery::part, OneQuery::join,
          AttentionBackwardKernel<Products>::run, AttentionBiasGradientKernel<Products>::run};
}

template <class Products>
AttentionKernelTable short_attention_kernels() {
  AttentionKernelTable table = attention_kernels<Products>();
  table.forward = ShortAttentionForward<Products>::run;
  table.backward = ShortAttentionBackward<Products>::run;
  return table;
}

}  // namespace mirada
