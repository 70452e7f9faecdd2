// Fused attention, forward: scores, softmax and context of a few query rows at a time, so that no (T,S)
// matrix exists. Keys come in blocks; within a block the softmax is the plain two-pass one, and across blocks
// the sums are rescaled to the larger maximum (online_softmax.h).
#pragma once
#include "attention_dropout.h"
#include "attention_head_block.h"
#include "online_softmax.h"

namespace mirada {

template <class Products>
class AttentionForwardKernel {
  using Vec = typename Products::Vec;
  using Rows = AttentionRows<Vec>;
  using HeadBlock = AttentionHeadBlock<Products>;

  // Keys and values of a block (256 kB at H = V = 64) stay in the second-level cache while kRowBlock rows
  // pass.
  static constexpr int64_t kKeyBlock = 512;
  static constexpr int64_t kRowBlock = 8 * Products::kRows;
  static constexpr float kInfinity = Rows::kInfinity;

 public:
  // Queries t0 <= t < t1 of all heads that read `key_head` of `batch`.
  static void run(const AttentionForwardArgs& args, int64_t batch, int64_t key_head, int64_t t0, int64_t t1,
                  Scratch& scratch) {
    [[maybe_unused]] const typename Products::Scope scope;
    HeadBlock block(args, batch, key_head, t0, t1);
    block.pack_keys(scratch);
    const KeyRange seen = block.seen();
    const bool skips_zeros =
        !(Products::kFiniteOnly && block.values_fit()) && block.may_forbid() && !seen.empty() &&
        Products::has_non_finite(seen.end - seen.begin, args.value_dim, block.value_row(seen.begin),
                                 args.value_strides.position);
    AttentionForwardKernel kernel(args, block, batch, skips_zeros, scratch);
    for (int64_t head = block.first_head(); head < block.end_head(); ++head) {
      const VisibleKeys visible(args, batch, head);
      for (int64_t t = t0; t < t1; t += kRowBlock)
        kernel.row_block(head, visible, t, t + kRowBlock < t1 ? t + kRowBlock : t1);
    }
  }

 private:
  AttentionForwardKernel(const AttentionForwardArgs& args, const HeadBlock& block, int64_t batch,
                         bool skips_zeros, Scratch& scratch)
      : args_(args),
        block_(block),
        exponential_(args.bias, args.scale),
        batch_(batch),
        skips_zeros_(skips_zeros),
        values_(block.values_to_sum(scratch)) {
    const int64_t keys = block.seen().end - block.seen().begin;
    row_ = HeadBlock::row_floats(keys < kKeyBlock ? keys : kKeyBlock);
    scores_ = take_floats(scratch, Products::kRows * row_);
    left_ = take_floats(scratch,
                        Products::left_floats(Products::kRows, row_ > args.head_dim ? row_ : args.head_dim));
    if (args.dropout_rate > 0.0f) {
      dropout_ = take_floats(scratch, Dropout<Vec>::row_floats(row_));
      rule_ = Dropout<Vec>::rule(args.dropout_rate, args.seed);
    }
    if (args.weights) block_max_ = take_floats(scratch, kRowBlock * (keys / kKeyBlock + 2));
  }

  float* output_row(int64_t head, int64_t t) const {
    return args_.output + ((batch_ * args_.target_length + t) * args_.num_heads + head) * args_.value_dim;
  }
  int64_t score_row(int64_t head, int64_t t) const {
    return (batch_ * args_.num_heads + head) * args_.target_length + t;
  }

  void row_block(int64_t head, const VisibleKeys& visible, int64_t t0, int64_t t1) {
    const KeyRange keys = block_.range(visible, t0, t1);
    for (int64_t r = 0; r < t1 - t0; ++r) {
      softmax_[r] = {};
      started_[r] = false;
      if (args_.weights)
        Rows::fill(args_.source_length, 0.0f, args_.weights + score_row(head, t0 + r) * args_.source_length);
    }
    int64_t key_block = 0;
    if (!keys.empty())
      for (int64_t s = block_.block_start(keys.begin); s < keys.end; s += kKeyBlock, ++key_block)
        for (int64_t t = t0; t < t1;) {
          const int64_t rows = Products::even_rows(t1 - t);
          row_group(head, visible, t0, t, t + rows, s, s + kKeyBlock < keys.end ? s + kKeyBlock : keys.end,
                    key_block);
          t += rows;
        }
    for (int64_t t = t0; t < t1; ++t) finish_row(head, visible, t0, t, keys);
  }

  // Rows [t, t_end) against keys [s0, s1), block `key_block`: scores, exponentials, context.
  void row_group(int64_t head, const VisibleKeys& visible, int64_t t0, int64_t t, int64_t t_end, int64_t s0,
                 int64_t s1, int64_t key_block) {
    VisibleRow own[Products::kRows];
    KeyRange keys{0, 0};
    for (int64_t i = 0; i < t_end - t; ++i) {
      own[i] = visible.row(t + i, {s0, s1});
      keys = keys.joined(own[i].keys);
      if (block_max_) block_max_[key_block * kRowBlock + t + i - t0] = -kInfinity;
    }
    if (keys.empty()) return;
    const int64_t start = block_.block_start(keys.begin), sum_start = block_.sum_start(keys.begin);
    // 1. scores = query keyᵀ for the keys that any of the rows sees.
    block_.key_dots(t_end - t, block_.query_row(head, t), args_.query_strides.position, start, keys.end,
                    scores_, row_, left_);
    for (int64_t i = 0; i < t_end - t; ++i) {
      float* row = scores_ + i * row_ - start;
      if (own[i].keys.empty()) {
        Rows::fill(keys.end - sum_start, 0.0f, row + sum_start);
        continue;
      }
      // 2. weights of this block, still to be divided by the sum.
      exponentials(head, own[i], t + i, t + i - t0, row + own[i].keys.begin, key_block);
      Rows::fill(own[i].keys.begin - sum_start, 0.0f, row + sum_start);
      Rows::fill(keys.end - own[i].keys.end, 0.0f, row + own[i].keys.end);
    }
    // 3. output += weights value. Rows that start here are written, not added to.
    const bool accumulate = started_[t - t0];
    if (!accumulate)
      for (int64_t i = t - t0; i < t_end - t0; ++i) started_[i] = true;
    const Operand weights{scores_ + (sum_start - start), row_, 1};
    const auto product = skips_zeros_          ? Products::product_skipping_zeros
                         : block_.values_fit() ? Products::product
                                               : Products::Plain::product;
    product(t_end - t, args_.value_dim, keys.end - sum_start, weights, values_,
            sum_start - block_.seen().begin, output_row(head, t), args_.num_heads * args_.value_dim,
            accumulate, left_);
  }

  // Turns the dots of row r = t - t0 into exp(score - max) with dropout, and rescales what the row has
  // gathered so far when the maximum grows.
  void exponentials(int64_t head, const VisibleRow& visible, int64_t t, int64_t r, float* scores,
                    int64_t key_block) {
    const KeyRange own = visible.keys;
    const int64_t n = own.end - own.begin;
    const float largest = Rows::finish_scores_or_nan(n, block_.terms(visible, head, t), scores);
    // Nothing allowed here: all -inf.
    if (largest == -kInfinity) {
      Rows::fill(n, 0.0f, scores);
      return;
    }
    OnlineSoftmax<Vec>& softmax = softmax_[r];
    const float shrink = softmax.raise(exponential_, largest);
    if (started_[r] && shrink != 1.0f) Rows::multiply(args_.value_dim, shrink, output_row(head, t));
    softmax.add(exponential_, n, scores);
    if (args_.weights) {
      float* weights = args_.weights + score_row(head, t) * args_.source_length + own.begin;
      Rows::copy(n, scores, weights);
      block_max_[key_block * kRowBlock + r] = softmax.max;
    }
    if (dropout_) {
      const float* factors =
          Dropout<Vec>::row(rule_, batch_ * args_.num_heads + head, t, own.begin, own.end, dropout_);
      Rows::multiply_rows(n, factors, scores);
    }
  }

  // output /= sum, weights = exp(score - max) / sum.
  void finish_row(int64_t head, const VisibleKeys& visible, int64_t t0, int64_t t, KeyRange keys) {
    const int64_t r = t - t0;
    const OnlineSoftmax<Vec>& softmax = softmax_[r];
    float* out = output_row(head, t);
    softmax.store(exponential_, args_, score_row(head, t));
    if (softmax.empty()) return Rows::fill(args_.value_dim, 0.0f, out);
    const float inverse = 1.0f / softmax.sum;
    Rows::multiply(args_.value_dim, inverse, out);
    if (!args_.weights) return;
    float* weights = args_.weights + score_row(head, t) * args_.source_length;
    const KeyRange own = visible.range(t);
    int64_t key_block = 0;
    for (int64_t s = block_.block_start(keys.begin); s < keys.end; s += kKeyBlock, ++key_block) {
      const int64_t begin = own.begin > s ? own.begin : s;
      const int64_t end = own.end < s + kKeyBlock ? own.end : s + kKeyBlock;
      if (begin >= end) continue;
      const float own_max = block_max_[key_block * kRowBlock + r];
      Rows::normalise(end - begin, softmax.rescaling(exponential_, own_max, softmax.max) * inverse,
                      weights + begin);
    }
  }

  const AttentionForwardArgs& args_;
  const HeadBlock& block_;
  ScoreExponential<Vec> exponential_;
  int64_t batch_, row_;
  bool skips_zeros_;
  RightOperand values_;
  float *scores_, *left_;
  float* dropout_ = nullptr;
  float* block_max_ = nullptr;
  DropoutRule rule_{};
  OnlineSoftmax<Vec> softmax_[kRowBlock];
  bool started_[kRowBlock];
};

}  // namespace mirada
