// Gradient of the bias: score = scale query · key + bias, so d_bias sums d_score over the axes along which
// the bias is broadcast. It has a sweep of its own, whose tasks own parts of d_bias and add in a fixed order;
// that costs two products more and keeps the result the same for any number of threads.
#pragma once
#include "attention_score_gradient.h"

namespace mirada {

template <class Products>
struct AttentionBiasGradientKernel {
  using Rows = AttentionRows<typename Products::Vec>;
  using ScoreGradient = AttentionScoreGradient<Products>;

  // Adds the d_scores of queries t0 <= t < t1 of one batch and head to d_bias.
  static void run(const AttentionBackwardArgs& args, int64_t batch, int64_t head, int64_t t0, int64_t t1,
                  Scratch& scratch) {
    [[maybe_unused]] const typename Products::Scope scope;
    AttentionHeadBlock<Products> block(args, batch, head / (args.num_heads / args.num_key_heads), t0, t1);
    block.pack_keys(scratch);
    block.pack_values(scratch);
    ScoreGradient gradient(args, block, batch, t0, t1, 1.0f, scratch);
    const VisibleKeys visible(args, batch, head);
    const ScoreStrides& strides = args.bias_strides;
    for (int64_t t = t0; t < t1; t += ScoreGradient::kQueries) {
      const int64_t rows = t1 - t < ScoreGradient::kQueries ? t1 - t : ScoreGradient::kQueries;
      const KeyRange keys = visible.range(t, t + rows);
      if (keys.empty()) continue;
      gradient.start(head, visible, t, t + rows);
      for (int64_t s0 = block.block_start(keys.begin); s0 < keys.end; s0 += ScoreGradient::kKeys) {
        gradient.compute(s0, s0 + ScoreGradient::kKeys < keys.end ? s0 + ScoreGradient::kKeys : keys.end);
        for (int64_t i = 0; i < rows; ++i) {
          const KeyRange own = gradient.keys_of(i);
          const float* d_scores = gradient.d_scores() + i * gradient.row() + own.begin - s0;
          float* d_bias = args.d_bias + batch * strides.batch + head * strides.head +
                          (t + i) * strides.target + own.begin * strides.source;
          if (own.empty()) continue;
          if (strides.source == 0)
            *d_bias += Rows::sum(own.end - own.begin, d_scores);
          else
            Rows::add(own.end - own.begin, d_scores, d_bias);
        }
      }
    }
  }
};

}  // namespace mirada
