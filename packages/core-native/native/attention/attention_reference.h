// Fused attention, one loop per index. In double precision it is the truth that kernels are compared with; in
// single precision it says how large the rounding error of a plain computation is, which bounds that of the
// kernels.
#pragma once
#include <vector>

#include "attention_args.h"

namespace mirada {

template <class Real>
struct AttentionReference {
  std::vector<Real> output, log_sum_exp, row_max, row_sum, weights;
};
// Reads the inputs of `args` only, none of its outputs.
template <class Real>
AttentionReference<Real> attention_forward_reference(const AttentionArgs& args);

template <class Real>
struct AttentionGradientReference {
  std::vector<Real> d_query, d_key, d_value, d_bias;
};
// `d_weights` may be null. Recomputes the forward; d_bias is filled where `args` has a bias.
template <class Real>
AttentionGradientReference<Real> attention_backward_reference(const AttentionArgs& args,
                                                              const float* d_output, const float* d_weights);

// Size of a bias or mask over (B,N,T,S) whose axes with stride 0 have size 1.
int64_t broadcast_size(const AttentionArgs& args, const ScoreStrides& strides);

}  // namespace mirada
