// The weights and the gradient of the scores for a block of queries and keys: the part of the backward that
// the gradients of query, key, value and of the bias have in common.
#pragma once
#include <initializer_list>

#include "attention_dropout.h"
#include "attention_head_block.h"

namespace mirada {

template <class Products>
class AttentionScoreGradient {
  using Vec = typename Products::Vec;
  using Rows = AttentionRows<Vec>;
  using HeadBlock = AttentionHeadBlock<Products>;

 public:
  // Both blocks of kQueries x kKeys floats stay in the second-level cache.
  static constexpr int64_t kQueries = 4 * Products::kRows;
  static constexpr int64_t kKeys = 256;

  // d_scores is multiplied by `factor`: the scale for the gradients of query and key, 1 for that of the bias.
  // Of queries t0 <= t < t1, those of `block`.
  AttentionScoreGradient(const AttentionBackwardArgs& args, const HeadBlock& block, int64_t batch, int64_t t0,
                         int64_t t1, float factor, Scratch& scratch)
      : args_(args),
        block_(block),
        batch_(batch),
        values_fit_(values_fit(args, block, batch, t0, t1)),
        factor_(factor) {
    const int64_t keys = block.seen().end - block.seen().begin;
    row_ = HeadBlock::row_floats(keys < kKeys ? keys : kKeys);
    weights_ = take_floats(scratch, kQueries * row_);
    d_scores_ = take_floats(scratch, kQueries * row_);
    left_ = take_floats(
        scratch, Products::left_floats(
                     Products::kRows, greatest(args.head_dim, args.value_dim, greatest(kQueries, kKeys, 0))));
    if (args.dropout_rate > 0.0f) {
      dropout_ = take_floats(scratch, Dropout<Vec>::row_floats(row_));
      rule_ = Dropout<Vec>::rule(args.dropout_rate, args.seed);
    }
  }

  // Whether the products take all that the gradient multiplies.
  bool fits() const { return block_.keys_fit() && values_fit_; }

  // Chooses the queries t0 <= t < t1 (at most kQueries) of a head and computes their delta.
  void start(int64_t head, const VisibleKeys& visible, int64_t t0, int64_t t1) {
    head_ = head;
    visible_ = &visible;
    t0_ = t0;
    rows_ = t1 - t0;
    for (int64_t i = 0; i < rows_; ++i) {
      const int64_t at = ((batch_ * args_.target_length + t0 + i) * args_.num_heads + head) * args_.value_dim;
      delta_[i] = Rows::dot(args_.value_dim, args_.d_output + at, args_.output + at);
    }
    if (!args_.d_weights) return;
    // sum_s weight d_weights needs the weights of whole rows before the first d_score.
    const KeyRange keys = block_.range(visible, t0, t1);
    if (keys.empty()) return;
    for (int64_t s0 = block_.block_start(keys.begin); s0 < keys.end; s0 += kKeys) {
      clip(s0, s0 + kKeys < keys.end ? s0 + kKeys : keys.end);
      for (int64_t i = 0; i < rows_;) {
        const int64_t end = i + Products::even_rows(rows_ - i);
        recompute_weights(i, end);
        for (; i < end; ++i)
          delta_[i] +=
              Rows::dot_of_weights(keys_of(i).end - keys_of(i).begin, at(weights_, i, keys_of(i).begin),
                                   d_weights_row(i) + keys_of(i).begin);
      }
    }
  }

  // Fills weights() (after dropout) and d_scores() for keys [s0, s1), at most kKeys, `s0` from block_start:
  // column 0 is key s0, and pairs that are not allowed hold 0 wherever keys_of and queries_of may look.
  void compute(int64_t s0, int64_t s1) {
    clip(s0, s1);
    for (int64_t i = 0; i < rows_;) {
      const int64_t rows = Products::even_rows(rows_ - i);
      const KeyRange keys = keys_of(i, i + rows);
      if (!keys.empty()) {
        recompute_weights(i, i + rows);
        const int64_t start = block_.block_start(keys.begin);
        block_.value_dots(rows, d_output_row(i), args_.num_heads * args_.value_dim, values_fit_, start,
                          keys.end, at(d_scores_, i, start), row_, left_);
      }
      for (int64_t r = i; r < i + rows; ++r) finish_row(r);
      i += rows;
    }
  }

  const float* weights() const { return weights_; }
  const float* d_scores() const { return d_scores_; }
  int64_t row() const { return row_; }
  // Memory for a left operand of the products that follow.
  float* left() const { return left_; }
  const float* d_output_row(int64_t i) const {
    return args_.d_output +
           ((batch_ * args_.target_length + t0_ + i) * args_.num_heads + head_) * args_.value_dim;
  }

  // Keys of the block that row i sees, and that any of rows [i, end) sees.
  KeyRange keys_of(int64_t i) const { return seen_[i].keys; }
  KeyRange keys_of(int64_t i, int64_t end) const {
    KeyRange all{0, 0};
    for (; i < end; ++i) all = all.joined(keys_of(i));
    return all;
  }

  // Rows that see any of keys [s, end).
  KeyRange queries_of(int64_t s, int64_t end) const {
    KeyRange all{0, 0};
    for (int64_t i = 0; i < rows_; ++i)
      if (keys_of(i).begin < end && keys_of(i).end > s && !keys_of(i).empty()) {
        if (all.empty()) all.begin = i;
        all.end = i + 1;
      }
    return all;
  }

 private:
  // Whether the products take the values and d_output, for all heads of the block.
  static bool values_fit(const AttentionBackwardArgs& args, const HeadBlock& block, int64_t batch, int64_t t0,
                         int64_t t1) {
    const int64_t row = args.num_heads * args.value_dim;
    const float* first =
        args.d_output + (batch * args.target_length + t0) * row + block.first_head() * args.value_dim;
    return block.values_fit() &&
           Products::fits(t1 - t0, (block.end_head() - block.first_head()) * args.value_dim, first, row);
  }

  static int64_t greatest(int64_t a, int64_t b, int64_t c) {
    const int64_t ab = a > b ? a : b;
    return ab > c ? ab : c;
  }
  float* at(float* matrix, int64_t i, int64_t s) const { return matrix + i * row_ + (s - s0_); }
  const float* d_weights_row(int64_t i) const {
    return args_.d_weights +
           ((batch_ * args_.num_heads + head_) * args_.target_length + t0_ + i) * args_.source_length;
  }

  void clip(int64_t s0, int64_t s1) {
    s0_ = s0;
    s1_ = s1;
    for (int64_t i = 0; i < rows_; ++i) seen_[i] = visible_->row(t0_ + i, {s0, s1});
  }

  // weight = exp(scale query · key + bias - max) / sum for rows [i, end), one tile of rows.
  void recompute_weights(int64_t i, int64_t end) {
    const KeyRange keys = keys_of(i, end);
    if (keys.empty()) return;
    const int64_t start = block_.block_start(keys.begin);
    block_.key_dots(end - i, block_.query_row(head_, t0_ + i), args_.query_strides.position, start, keys.end,
                    at(weights_, i, start), row_, left_);
    for (int64_t r = i; r < end; ++r) {
      const int64_t n = keys_of(r).end - keys_of(r).begin;
      if (n <= 0) continue;
      const int64_t row = (batch_ * args_.num_heads + head_) * args_.target_length + t0_ + r;
      Rows::weights_from_dots(n, block_.terms(seen_[r], head_, t0_ + r), args_.row_max[row],
                              args_.row_sum[row], at(weights_, r, keys_of(r).begin));
    }
  }

  void finish_row(int64_t i) {
    const KeyRange keys = keys_of(i);
    const int64_t n = keys.end - keys.begin;
    if (n > 0) {
      const float* dropout = dropout_ ? Dropout<Vec>::row(rule_, batch_ * args_.num_heads + head_, t0_ + i,
                                                          keys.begin, keys.end, dropout_)
                                      : nullptr;
      Rows::softmax_gradient(n, factor_, delta_[i], dropout,
                             args_.d_weights ? d_weights_row(i) + keys.begin : nullptr,
                             at(weights_, i, keys.begin), at(d_scores_, i, keys.begin));
    }
    for (float* matrix : {weights_, d_scores_}) {
      Rows::fill(keys.begin - s0_, 0.0f, at(matrix, i, s0_));
      Rows::fill(s1_ - keys.end, 0.0f, at(matrix, i, keys.end));
    }
  }

  const AttentionBackwardArgs& args_;
  const HeadBlock& block_;
  int64_t batch_;
  bool values_fit_;
  float factor_;
  int64_t row_;
  float *weights_, *d_scores_, *left_;
  float* dropout_ = nullptr;
  DropoutRule rule_{};

  int64_t head_ = 0, t0_ = 0, rows_ = 0, s0_ = 0, s1_ = 0;
  const VisibleKeys* visible_ = nullptr;
  VisibleRow seen_[kQueries];
  float delta_[kQueries];
};

}  // namespace mirada
