// Attention over short sources: all scores of a few queries lie in the first-level cache, transposed, so that
// the lanes of a vector are queries. A softmax is then plain vector code for as many rows as there are lanes,
// with no reduction inside a vector, and what differs from query to query (its range of keys, its largest
// score) is a vector too.
#pragma once
#include "attention_dropout.h"
#include "attention_head_block.h"

namespace mirada {

// The score terms of up to kQueries queries of a head and all keys that any of them sees, and matrices
// [key][query] with rows of kQueries floats: row 0 is key keys().begin.
template <class Products>
class ShortAttentionBlock {
 public:
  using Vec = typename Products::Vec;
  using HeadBlock = AttentionHeadBlock<Products>;
  static constexpr int kLanes = Vec::kLanes;
  static constexpr int kQueries = 64;
  static_assert(kQueries % Products::kColumns == 0);
  static constexpr float kInfinity = AttentionRows<Vec>::kInfinity;

  ShortAttentionBlock(const AttentionArgs& args, const HeadBlock& heads, int64_t batch, Scratch& scratch)
      : args_(args), heads_(heads), exponential_(args.bias, args.scale), batch_(batch), seen_(heads.seen()) {
    if (args.mask) allowed_ = matrix(scratch);
    if (args.bias) bias_ = matrix(scratch);
    if (args.dropout_rate > 0.0f) {
      dropout_ = matrix(scratch);
      rule_ = Dropout<Vec>::rule(args.dropout_rate, args.seed);
    }
  }

  // A matrix for the keys in sight; products write whole tiles.
  float* matrix(Scratch& scratch) const {
    return take_floats(scratch, Products::round_up(seen_.end - seen_.begin, Products::kColumns) * kQueries);
  }

  // Chooses queries t0 <= t < t1 of a head.
  void start(int64_t head, const VisibleKeys& visible, int64_t t0, int64_t t1) {
    head_ = head;
    t0_ = t0;
    rows_ = t1 - t0;
    keys_ = heads_.range(visible, t0, t1);
    if (keys_.empty()) return;
    // 1. The range of each query, where they differ, and the holes of a mask.
    by_query_ = masked_ = false;
    if (args_.mask || args_.is_causal || args_.sliding_window > 0) find_ranges(visible);
    // 2. Bias.
    if (bias_) {
      const ScoreStrides& strides = args_.bias_strides;
      const float* first = args_.bias + batch_ * strides.batch + head * strides.head + t0 * strides.target +
                           keys_.begin * strides.source;
      transposed(
          [&](int64_t i, int64_t s, int lanes) {
            const float* from = first + i * strides.target + s * strides.source;
            return strides.source == 0 ? Vec::broadcast(*from)
                                       : (lanes < kLanes ? Vec::load_partial(from, lanes) : Vec::load(from));
          },
          bias_);
    }
    // 3. Dropout.
    if (dropout_)
      Dropout<Vec>::template columns<kQueries>(rule_, batch_ * args_.num_heads + head, t0, rows_, keys_.begin,
                                               keys_.end, dropout_);
  }

  // Queries of a block. A causal mask hides more keys from fewer queries; otherwise the gradients of keys and
  // values are added up less often, the more there are.
  int64_t step() const { return args_.is_causal || args_.sliding_window > 0 ? kQueries / 2 : kQueries; }

  KeyRange keys() const { return keys_; }
  int64_t rows() const { return rows_; }
  // Factors of the weights, or null.
  const float* dropout() const { return dropout_; }

  // Calls body(first query) for each vector of queries.
  template <class Body>
  void for_queries(Body&& body) const {
    for (int64_t c = 0; c < rows_; c += kLanes) body(c);
  }
  // Calls body(offset into a matrix) for each key, for the vector of queries that starts at `c`.
  template <class Body>
  void for_keys(int64_t c, Body&& body) const {
    for (int64_t at = c; at < (keys_.end - keys_.begin) * kQueries; at += kQueries) body(at);
  }

  // Dots become the numbers x that stand for scores (score_exponential.h), -inf where forbidden.
  void finish_scores(float* scores) const {
    const bool defers = exponential_.defers();
    if (defers && !by_query_ && !masked_) return;
    const Vec scale = Vec::broadcast(defers ? 1.0f : args_.scale), lowest = Vec::broadcast(-kInfinity);
    for_queries([&](int64_t c) {
      const Vec begin = Vec::load(begin_ + c), end = Vec::load(end_ + c);
      Vec s = Vec::zero();
      for_keys(c, [&](int64_t at) {
        const Vec dot = Vec::load(scores + at);
        Vec x = bias_ ? fma(dot, scale, Vec::load(bias_ + at)) : dot * scale;
        // Selected, not added: a forbidden NaN disappears too.
        if (by_query_) x = select(less(s, begin), lowest, select(less(s, end), x, lowest));
        if (masked_) x = select(less(Vec::zero(), Vec::load(allowed_ + at)), x, lowest);
        x.store(scores + at);
        s = s + Vec::broadcast(1.0f);
      });
    });
  }
  const ScoreExponential<Vec>& exponential() const { return exponential_; }

  // to[s][i] = load(i, s, lanes from s on that exist) for the queries and keys of the block.
  template <class Load>
  void transposed(Load&& load, float* to) const {
    const int64_t keys = keys_.end - keys_.begin;
    for_queries([&](int64_t c) {
      for (int64_t s = 0; s < keys; s += kLanes) {
        Vec square[kLanes];
        for (int i = 0; i < kLanes; ++i)
          square[i] = c + i < rows_ ? load(c + i, s, static_cast<int>(keys - s)) : Vec::zero();
        transpose(square);
        for (int64_t i = 0; i < kLanes && s + i < keys; ++i) square[i].store(to + (s + i) * kQueries + c);
      }
    });
  }

  // Writes the rows of a matrix to arrays of numbers, `row` floats apart, one for each query.
  void untransposed(const float* matrix, float* to, int64_t row) const {
    const int64_t keys = keys_.end - keys_.begin;
    for_queries([&](int64_t c) {
      for (int64_t s = 0; s < keys; s += kLanes) {
        Vec square[kLanes];
        for (int64_t i = 0; i < kLanes; ++i)
          square[i] = s + i < keys ? Vec::load(matrix + (s + i) * kQueries + c) : Vec::zero();
        transpose(square);
        for (int64_t i = 0; i < kLanes && c + i < rows_; ++i)
          square[i].store_partial(to + (c + i) * row + s, static_cast<int>(keys - s));
      }
    });
  }

 private:
  void find_ranges(const VisibleKeys& visible) {
    const uint8_t* masks[kQueries];
    for (int64_t i = 0; i < rows_; ++i) {
      const VisibleRow row = visible.row(t0_ + i, keys_);
      begin_[i] = static_cast<float>(row.keys.begin - keys_.begin);
      end_[i] = static_cast<float>(row.keys.end - keys_.begin);
      by_query_ |= row.keys.begin != keys_.begin || row.keys.end != keys_.end;
      masked_ |= row.mask != nullptr;
      masks[i] = row.mask ? row.mask + keys_.begin : nullptr;
    }
    if (!masked_) return;
    const Vec yes = Vec::broadcast(1.0f);
    transposed(
        [&](int64_t i, int64_t s, int lanes) {
          if (!masks[i]) return yes;
          return select(
              lanes < kLanes ? Vec::load_mask_partial(masks[i] + s, lanes) : Vec::load_mask(masks[i] + s),
              yes, Vec::zero());
        },
        allowed_);
  }

  const AttentionArgs& args_;
  const HeadBlock& heads_;
  ScoreExponential<Vec> exponential_;
  int64_t batch_;
  KeyRange seen_;
  float *allowed_ = nullptr, *bias_ = nullptr, *dropout_ = nullptr;
  DropoutRule rule_{};

  int64_t head_ = 0, t0_ = 0, rows_ = 0;
  KeyRange keys_{0, 0};
  bool by_query_ = false, masked_ = false;
  // Of each query, counted from keys().begin.
  float begin_[kQueries]{}, end_[kQueries]{};
};

}  // namespace mirada
