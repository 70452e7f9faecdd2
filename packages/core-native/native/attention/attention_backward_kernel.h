// Fused attention, backward: the weights are recomputed block by block from each row's largest score and sum
// of exponentials (FlashAttention, alg. 4), and the forward's passes are differentiated in reverse.
//
//   forward  1. score = scale query · key + bias       backward  d_query += scale d_score key
//                                                                d_key   += scale d_score query
//            2. weight = exp(score - max) / sum                  d_score = weight (d_weight - delta)
//            3. output = sum_s dropout weight value              d_weight = dropout (d_output · value) +
//            d_weights
//                                                                d_value += dropout weight d_output
//   delta = sum_s weight d_weight = d_output · output + sum_s weight d_weights
#pragma once
#include "attention_score_gradient.h"

namespace mirada {

template <class Products>
class AttentionBackwardKernel {
  using Vec = typename Products::Vec;
  using Rows = AttentionRows<Vec>;
  using HeadBlock = AttentionHeadBlock<Products>;
  using ScoreGradient = AttentionScoreGradient<Products>;

 public:
  // Queries t0 <= t < t1 of all heads that read `key_head` of `batch`: their d_query, and their share of
  // d_key (S,H) and d_value (S,V), which are overwritten; rows `d_key_row` and `d_value_row` floats apart.
  static void run(const AttentionBackwardArgs& args, int64_t batch, int64_t key_head, int64_t t0, int64_t t1,
                  float* d_key, int64_t d_key_row, float* d_value, int64_t d_value_row, Scratch& scratch) {
    [[maybe_unused]] const typename Products::Scope scope;
    HeadBlock block(args, batch, key_head, t0, t1);
    block.pack_keys(scratch);
    block.pack_values(scratch);
    for (int64_t s = 0; s < args.source_length; ++s) {
      Rows::fill(args.head_dim, 0.0f, d_key + s * d_key_row);
      Rows::fill(args.value_dim, 0.0f, d_value + s * d_value_row);
    }
    AttentionBackwardKernel kernel{args,
                                   block,
                                   ScoreGradient(args, block, batch, t0, t1, args.scale, scratch),
                                   block.keys_to_sum(scratch),
                                   batch,
                                   d_key,
                                   d_key_row,
                                   d_value,
                                   d_value_row,
                                   HeadBlock::right_panels(scratch, ScoreGradient::kQueries, args.head_dim),
                                   HeadBlock::right_panels(scratch, ScoreGradient::kQueries, args.value_dim)};
    for (int64_t head = block.first_head(); head < block.end_head(); ++head) {
      const VisibleKeys visible(args, batch, head);
      for (int64_t t = t0; t < t1; t += ScoreGradient::kQueries)
        kernel.query_block(head, visible, t,
                           t + ScoreGradient::kQueries < t1 ? t + ScoreGradient::kQueries : t1);
    }
  }

  const AttentionBackwardArgs& args;
  const HeadBlock& block;
  ScoreGradient gradient;
  RightOperand keys_to_sum;
  int64_t batch;
  float* d_key;
  int64_t d_key_row;
  float* d_value;
  int64_t d_value_row;
  // Of the queries of a block, and of their d_output; null where products read them in place.
  float *query_panels, *d_output_panels;

 private:
  void query_block(int64_t head, const VisibleKeys& visible, int64_t t0, int64_t t1) {
    const int64_t rows = t1 - t0, query_row = args.num_heads * args.head_dim;
    float* d_query =
        args.d_query + ((batch * args.target_length + t0) * args.num_heads + head) * args.head_dim;
    for (int64_t i = 0; i < rows; ++i) Rows::fill(args.head_dim, 0.0f, d_query + i * query_row);
    const KeyRange keys = block.range(visible, t0, t1);
    if (keys.empty()) return;
    gradient.start(head, visible, t0, t1);
    const bool fits = gradient.fits();
    // The sums over keys start at a whole step of depth: keys that only other heads see may stand there.
    const KeyRange summed{block.sum_start(keys.begin), keys.end};
    const bool skips_zeros =
        !(Products::kFiniteOnly && fits) && block.may_forbid() && has_non_finite(head, t0, t1, summed);
    const auto product = skips_zeros ? Products::product_skipping_zeros
                         : fits      ? Products::product
                                     : Products::Plain::product;
    const RightOperand queries = HeadBlock::right_operand(rows, args.head_dim, block.query_row(head, t0),
                                                          args.query_strides.position, query_panels);
    const RightOperand d_outputs = HeadBlock::right_operand(rows, args.value_dim, gradient.d_output_row(0),
                                                            args.num_heads * args.value_dim, d_output_panels);
    for (int64_t s0 = block.block_start(keys.begin); s0 < keys.end; s0 += ScoreGradient::kKeys) {
      const int64_t s1 = s0 + ScoreGradient::kKeys < keys.end ? s0 + ScoreGradient::kKeys : keys.end;
      gradient.compute(s0, s1);
      // d_value and d_key: a few keys at a time, from the queries that see any of them.
      for (int64_t s = s0; s < s1;) {
        const int64_t keys_together = Products::even_rows(s1 - s);
        const KeyRange own = gradient.queries_of(s, s + keys_together);
        if (!own.empty()) {
          const int64_t first = own.begin / Products::kDepthStep * Products::kDepthStep,
                        depth = own.end - first;
          const int64_t at = first * gradient.row() + s - s0;
          product(keys_together, args.value_dim, depth, {gradient.weights() + at, 1, gradient.row()},
                  d_outputs, first, d_value + s * d_value_row, d_value_row, true, gradient.left());
          product(keys_together, args.head_dim, depth, {gradient.d_scores() + at, 1, gradient.row()}, queries,
                  first, d_key + s * d_key_row, d_key_row, true, gradient.left());
        }
        s += keys_together;
      }
      // d_query: a few queries at a time, from the keys that any of them sees.
      for (int64_t i = 0; i < rows;) {
        const int64_t count = Products::even_rows(rows - i);
        const KeyRange own = gradient.keys_of(i, i + count);
        if (!own.empty()) {
          const int64_t first = block.sum_start(own.begin);
          product(count, args.head_dim, own.end - first,
                  {gradient.d_scores() + i * gradient.row() + first - s0, gradient.row(), 1}, keys_to_sum,
                  first - block.seen().begin, d_query + i * query_row, query_row, true, gradient.left());
        }
        i += count;
      }
    }
  }

  bool has_non_finite(int64_t head, int64_t t0, int64_t t1, KeyRange keys) const {
    return Products::has_non_finite(keys.end - keys.begin, args.head_dim, block.key_row(keys.begin),
                                    args.key_strides.position) ||
           Products::has_non_finite(t1 - t0, args.head_dim, block.query_row(head, t0),
                                    args.query_strides.position) ||
           Products::has_non_finite(t1 - t0, args.value_dim, gradient.d_output_row(0),
                                    args.num_heads * args.value_dim);
  }
};

}  // namespace mirada
