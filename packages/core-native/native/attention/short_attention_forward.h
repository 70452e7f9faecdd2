// Fused attention over short sources, forward: the softmax of all keys at once, on transposed scores.
#pragma once
#include "short_attention_block.h"

namespace mirada {

template <class Products>
class ShortAttentionForward {
  using Vec = typename Products::Vec;
  using Rows = AttentionRows<Vec>;
  using HeadBlock = AttentionHeadBlock<Products>;
  using Block = ShortAttentionBlock<Products>;

 public:
  // Queries t0 <= t < t1 of all heads that read `key_head` of `batch`.
  static void run(const AttentionForwardArgs& args, int64_t batch, int64_t key_head, int64_t t0, int64_t t1,
                  Scratch& scratch) {
    const HeadBlock heads(args, batch, key_head, t0, t1);
    const KeyRange seen = heads.seen();
    const bool skips_zeros =
        heads.may_forbid() && !seen.empty() &&
        Products::has_non_finite(seen.end - seen.begin, args.value_dim, heads.value_row(seen.begin),
                                 args.value_strides.position);
    ShortAttentionForward forward{args, heads, batch, skips_zeros, Block(args, heads, batch, scratch)};
    forward.scores = forward.block.matrix(scratch);
    forward.queries = take_floats(scratch, Products::transposed_floats(Block::kQueries, args.head_dim));
    const int64_t step = forward.block.step();
    for (int64_t head = heads.first_head(); head < heads.end_head(); ++head) {
      const VisibleKeys visible(args, batch, head);
      for (int64_t t = t0; t < t1; t += step)
        forward.query_block(head, visible, t, t + step < t1 ? t + step : t1);
    }
  }

  const AttentionForwardArgs& args;
  const HeadBlock& heads;
  int64_t batch;
  bool skips_zeros;
  Block block;
  float* scores = nullptr;
  float* queries = nullptr;

 private:
  void query_block(int64_t head, const VisibleKeys& visible, int64_t t0, int64_t t1) {
    block.start(head, visible, t0, t1);
    const KeyRange keys = block.keys();
    const int64_t count = keys.end - keys.begin, rows = t1 - t0, out_row = args.num_heads * args.value_dim;
    const int64_t first = (batch * args.num_heads + head) * args.target_length + t0;
    float* output =
        args.output + ((batch * args.target_length + t0) * args.num_heads + head) * args.value_dim;
    if (args.weights)
      for (int64_t i = 0; i < rows; ++i)
        Rows::fill(args.source_length, 0.0f, args.weights + (first + i) * args.source_length);
    if (keys.empty()) {
      for (int64_t i = 0; i < rows; ++i) Rows::fill(args.value_dim, 0.0f, output + i * out_row);
      Rows::fill(rows, Rows::kInfinity, args.log_sum_exp + first);
      Rows::fill(rows, -Rows::kInfinity, args.row_max + first);
      Rows::fill(rows, 0.0f, args.row_sum + first);
      return;
    }
    // 1. scores = key queryᵀ.
    Products::pack_transposed(rows, args.head_dim, heads.query_row(head, t0), args.query_strides.position,
                              queries);
    Products::product_packed(count, 0, rows, args.head_dim, heads.key_row(keys.begin),
                             args.key_strides.position, {nullptr, 0, rows, queries}, scores, Block::kQueries,
                             nullptr);
    // 2. weights = softmax(scores), with dropout.
    softmax(first);
    if (args.weights)
      block.untransposed(scores, args.weights + first * args.source_length + keys.begin, args.source_length);
    if (block.dropout()) Rows::multiply_rows(count * Block::kQueries, block.dropout(), scores);
    // 3. output = weights value.
    const auto product = skips_zeros ? Products::product_skipping_zeros : Products::product;
    product(rows, args.value_dim, count, {scores, 1, Block::kQueries},
            {heads.value_row(keys.begin), args.value_strides.position, count, nullptr}, 0, output, out_row,
            false, nullptr);
  }

  // Row `first` of (B,N,T) is that of the block's first query.
  void softmax(int64_t first) {
    const Vec zero = Vec::zero(), infinity = Vec::broadcast(Rows::kInfinity);
    const ScoreExponential<Vec> exponential = block.exponential();
    block.finish_scores(scores);
    block.for_queries([&](int64_t c) {
      // max sees no NaN. Where no score is above -inf, 0 is subtracted, so that exp(-inf - 0) is 0 and a NaN
      // stays: a row without an allowed key has sum 0, one that lost its numbers has sum NaN.
      Vec best = -infinity;
      block.for_keys(c, [&](int64_t at) { best = max(Vec::load(scores + at), best); });
      const Vec most = select(less(-infinity, best), best, zero);
      const Vec offset = exponential.offset(most);
      Vec sum = zero;
      block.for_keys(c, [&](int64_t at) {
        const Vec p = exponential(Vec::load(scores + at), offset);
        p.store(scores + at);
        sum = sum + p;
      });
      const auto has_keys = less(zero, sum);
      const Vec inverse = select(has_keys, Vec::broadcast(1.0f) / sum, sum);
      const Vec log_sum_exp =
          select(has_keys, exponential.score(most) + log_from_one(sum), select(is_nan(sum), sum, infinity));
      const int lanes = static_cast<int>(block.rows() - c);
      log_sum_exp.store_partial(args.log_sum_exp + first + c, lanes);
      select(is_nan(sum), sum, best).store_partial(args.row_max + first + c, lanes);
      sum.store_partial(args.row_sum + first + c, lanes);
      // A weight of 0 stays 0 even if the row's sum is NaN.
      block.for_keys(c, [&](int64_t at) {
        const Vec p = Vec::load(scores + at);
        select(Rows::is_zero(p), zero, p * inverse).store(scores + at);
      });
    });
  }
};

}  // namespace mirada
