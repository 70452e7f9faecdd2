// What forward and backward share about one batch and key head: the keys in sight, packed for the score
// product.
#pragma once
#include "attention_products.h"
#include "attention_rows.h"
#include "attention_scratch.h"
#include "attention_visibility.h"

namespace mirada {

// Keys and values of one batch and key head, and queries t0 <= t < t1 of all heads that share them.
template <class Products>
class AttentionHeadBlock {
 public:
  using Vec = typename Products::Vec;
  using Rows = AttentionRows<Vec>;
  AttentionHeadBlock(const AttentionArgs& args, int64_t batch, int64_t key_head, int64_t t0, int64_t t1)
      : args_(args),
        batch_(batch),
        group_(args.num_heads / args.num_key_heads),
        first_head_(key_head * group_),
        packed_(packs_keys(args)),
        key_(args.key + batch * args.key_strides.batch + key_head * args.key_strides.head),
        value_(args.value + batch * args.value_strides.batch + key_head * args.value_strides.head) {
    for (int64_t head = first_head_; head < first_head_ + group_; ++head) {
      seen_ = seen_.joined(VisibleKeys(args, batch, head).range(t0, t1));
      if (!args.mask || args.mask_strides.head == 0) break;
    }
    keys_fit_ = Products::fits(keys(), args.head_dim, key_row(seen_.begin), args.key_strides.position);
    for (int64_t head = first_head_; head < end_head(); ++head)
      keys_fit_ = keys_fit_ &&
                  Products::fits(t1 - t0, args.head_dim, query_row(head, t0), args.query_strides.position);
    values_fit_ = Products::fits(keys(), args.value_dim, value_row(seen_.begin), args.value_strides.position);
  }

  // Whether the keys are packed for the products with the queries. It depends on the shape of the whole call,
  // so that the backward gives a score the bits that the forward gave it: the weights are recomputed from the
  // forward's largest score.
  static bool packs_keys(const AttentionArgs& args) {
    const int64_t T = args.target_length, group = args.num_heads / args.num_key_heads;
    return T * group >= kFewRows || (T >= kShortQueries && args.source_length <= kShortKeys);
  }

  int64_t first_head() const { return first_head_; }
  int64_t end_head() const { return first_head_ + group_; }
  // Keys that some query sees; nothing outside is read.
  KeyRange seen() const { return seen_; }
  // Of those the keys that queries t0 <= t < t1 see: `seen()` is what memory was taken for, even if somebody
  // changes the mask meanwhile.
  KeyRange range(const VisibleKeys& visible, int64_t t0, int64_t t1) const {
    const KeyRange keys = visible.range(t0, t1);
    return {keys.begin > seen_.begin ? keys.begin : seen_.begin, keys.end < seen_.end ? keys.end : seen_.end};
  }
  const float* key_row(int64_t s) const { return key_ + s * args_.key_strides.position; }
  const float* value_row(int64_t s) const { return value_ + s * args_.value_strides.position; }
  const float* query_row(int64_t head, int64_t t) const {
    return args_.query + batch_ * args_.query_strides.batch + head * args_.query_strides.head +
           t * args_.query_strides.position;
  }

  // Whether a weight inside the seen range can be 0 by a rule rather than by its size. What it multiplies
  // must then be finite, or be skipped: 0 * NaN is NaN.
  static bool may_forbid(const AttentionArgs& args) {
    return args.mask || args.bias || args.is_causal || args.sliding_window > 0 || args.dropout_rate > 0.0f;
  }
  bool may_forbid() const { return may_forbid(args_); }

  // Whether the products take all of these queries and keys; the values.
  bool keys_fit() const { return keys_fit_; }
  bool values_fit() const { return values_fit_; }

  // Packs keys (and values, for the gradient of the weights) as the right operand of dot products, when there
  // are rows enough.
  void pack_keys(Scratch& scratch) {
    key_dots_ = pack_transposed(scratch, args_.head_dim, key_row(seen_.begin), args_.key_strides);
  }
  void pack_values(Scratch& scratch) {
    value_dots_ = pack_transposed(scratch, args_.value_dim, value_row(seen_.begin), args_.value_strides);
  }
  // The seen keys and values as right operands of weighted sums; row 0 is key seen().begin.
  RightOperand keys_to_sum(Scratch& scratch) const {
    return pack_rows(scratch, keys(), args_.head_dim, key_row(seen_.begin), args_.key_strides.position);
  }
  RightOperand values_to_sum(Scratch& scratch) const {
    return pack_rows(scratch, keys(), args_.value_dim, value_row(seen_.begin), args_.value_strides.position);
  }
  static RightOperand pack_rows(Scratch& scratch, int64_t rows, int64_t columns, const float* data,
                                int64_t row) {
    return right_operand(rows, columns, data, row, right_panels(scratch, rows, columns));
  }
  // Packs into `panels`, or reads in place where they are null.
  static RightOperand right_operand(int64_t rows, int64_t columns, const float* data, int64_t row,
                                    float* panels) {
    if (panels) Products::pack_right(rows, columns, data, row, panels);
    return {data, row, rows, panels};
  }
  static float* right_panels(Scratch& scratch, int64_t rows, int64_t columns) {
    const int64_t floats = rows > 0 ? Products::right_floats(rows, columns) : 0;
    return floats ? take_floats(scratch, floats) : nullptr;
  }
  // The first key of a weighted sum whose first key with a weight is `s`.
  int64_t sum_start(int64_t s) const {
    return seen_.begin + (s - seen_.begin) / Products::kDepthStep * Products::kDepthStep;
  }

  // The first key from which a block that holds `s` can start.
  int64_t block_start(int64_t s) const {
    return packed_ ? seen_.begin + (s - seen_.begin) / Products::kColumns * Products::kColumns : s;
  }
  // Floats in a row of scores of `keys` keys: whole panels, and the spare vector that AttentionRows asks for.
  static int64_t row_floats(int64_t keys) {
    return Products::round_up(keys, Products::kColumns) + Products::kLanes;
  }

  // dots[i][s - begin] = rows_i · key_s for keys [begin, end); `begin` comes from block_start.
  void key_dots(int64_t rows, const float* a, int64_t a_row, int64_t begin, int64_t end, float* dots,
                int64_t row, float* left) const {
    any_dots(rows, args_.head_dim, a, a_row, key_dots_, keys_fit_, begin, end, dots, row, left);
  }
  // `values_fit`: whether the products take these rows and the values.
  void value_dots(int64_t rows, const float* a, int64_t a_row, bool values_fit, int64_t begin, int64_t end,
                  float* dots, int64_t row, float* left) const {
    any_dots(rows, args_.value_dim, a, a_row, value_dots_, values_fit, begin, end, dots, row, left);
  }

  // What makes scores of the dots of query t with the keys of `visible`.
  static ScoreTerms terms(const AttentionArgs& args, int64_t batch, const VisibleRow& visible, int64_t head,
                          int64_t t) {
    const ScoreStrides& strides = args.bias_strides;
    const int64_t s = visible.keys.begin;
    return {args.scale,
            args.bias ? args.bias + batch * strides.batch + head * strides.head + t * strides.target +
                            s * strides.source
                      : nullptr,
            strides.source, visible.mask ? visible.mask + s : nullptr};
  }
  ScoreTerms terms(const VisibleRow& visible, int64_t head, int64_t t) const {
    return terms(args_, batch_, visible, head, t);
  }

 private:
  RightOperand pack_transposed(Scratch& scratch, int64_t depth, const float* first,
                               const HeadStrides& strides) const {
    if (!packed_ || seen_.empty()) return {first, strides.position, keys(), nullptr};
    float* panels = take_floats(scratch, Products::transposed_floats(keys(), depth));
    Products::pack_transposed(keys(), depth, first, strides.position, panels);
    return {first, strides.position, keys(), panels};
  }

  void any_dots(int64_t rows, int64_t depth, const float* a, int64_t a_row, RightOperand b, bool fit,
                int64_t begin, int64_t end, float* dots, int64_t row, float* left) const {
    begin -= seen_.begin;
    end -= seen_.begin;
    if (!packed_)
      return Products::product_dots(rows, end - begin, depth, a, a_row, b.data + begin * b.row, b.row, dots,
                                    row);
    Products::product_packed(rows, begin, end, depth, a, a_row, b, dots, row, left);
    if (!fit)
      Products::redo_unfit_dots(rows, end - begin, depth, a, a_row, b.data + begin * b.row, b.row, dots, row);
  }

  int64_t keys() const { return seen_.empty() ? 0 : seen_.end - seen_.begin; }

  const AttentionArgs& args_;
  int64_t batch_, group_, first_head_;
  bool packed_, keys_fit_ = true, values_fit_ = true;
  const float *key_, *value_;
  RightOperand key_dots_{}, value_dots_{};
  KeyRange seen_{0, 0};
};

}  // namespace mirada
