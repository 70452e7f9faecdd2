// Fused attention of one query, forward: a step of a decoder. Every key and value is used once, so memory
// sets the pace. The heads of a position lie side by side: a thread goes through the positions in order and
// takes all heads of each, first of the keys, then of the values, a run of positions at a time, with the sums
// of earlier runs rescaled as in attention_forward_kernel.h. Parts of a long source are computed apart and
// joined.
#pragma once
#include "attention_dropout.h"
#include "attention_head_block.h"
#include "online_softmax.h"

namespace mirada {

template <class Products>
class OneQueryAttention {
  using Vec = typename Products::Vec;
  using Rows = AttentionRows<Vec>;
  using HeadBlock = AttentionHeadBlock<Products>;

  using Softmax = OnlineSoftmax<Vec>;
  // What a part of the keys contributes to head n: its softmax[n], and output[n] = sum_s exp(score_s - max)
  // value_s.
  struct Part {
    Part(const AttentionArgs& args, float* memory)
        : softmax(reinterpret_cast<Softmax*>(memory)), output(memory + kSoftmaxFloats * args.num_heads) {}
    Softmax* softmax;
    float* output;
  };
  static constexpr int64_t kSoftmaxFloats = sizeof(Softmax) / sizeof(float);

  static constexpr float kInfinity = Rows::kInfinity;
  // Short enough that the sums over a run round little, long enough that adding them up costs little.
  static constexpr int64_t kRun = 64;
  // Positions whose heads are taken in turn: few enough that they lie in the second-level cache.
  static constexpr int64_t kPositions = 32;
  static constexpr int64_t kRow = kRun + Products::kLanes;

 public:
  static int64_t part_floats(const AttentionArgs& args) {
    return args.num_heads * (args.value_dim + kSoftmaxFloats);
  }

  // The part of keys s0 <= s < s1, in part_floats of `memory`. Where weights are asked for, the
  // scores take their place, as finish_scores leaves them.
  static void part(const AttentionForwardArgs& args, int64_t batch, int64_t s0, int64_t s1, float* memory,
                   Scratch& scratch) {
    OneQueryAttention(args, batch, Part(args, memory), scratch).compute(s0, s1);
  }

  // Output, logSumExp and weights of one head from its `parts` parts, which lie one behind the other.
  static void join(const AttentionForwardArgs& args, int64_t batch, int64_t head, int64_t parts,
                   float* memory) {
    const int64_t floats = part_floats(args), size = args.value_dim;
    const int64_t row = batch * args.num_heads + head;
    const ScoreExponential<Vec> exponential(args.bias, args.scale);
    Softmax all;
    for (int64_t i = 0; i < parts; ++i)
      all.raise(exponential, Part(args, memory + i * floats).softmax[head].max);
    float* output = args.output + row * size;
    Rows::fill(size, 0.0f, output);
    for (int64_t i = 0; i < parts; ++i) {
      const Part part(args, memory + i * floats);
      const Softmax& own = part.softmax[head];
      if (own.empty()) continue;
      const float factor = Softmax::rescaling(exponential, own.max, all.max);
      all.sum += factor * own.sum;
      Rows::add_multiple(size, factor, part.output + head * size, output);
    }
    all.store(exponential, args, row);
    float* weights = args.weights ? args.weights + row * args.source_length : nullptr;
    if (all.empty()) {
      if (weights) Rows::fill(args.source_length, 0.0f, weights);
      return;
    }
    const float inverse = 1.0f / all.sum;
    Rows::multiply(size, inverse, output);
    if (!weights) return;
    Rows::weights_from_scores(args.source_length, exponential, all.max, inverse, weights);
  }

 private:
  OneQueryAttention(const AttentionForwardArgs& args, int64_t batch, Part part, Scratch& scratch)
      : args_(args),
        exponential_(args.bias, args.scale),
        batch_(batch),
        group_(args.num_heads / args.num_key_heads),
        part_(part),
        may_forbid_(HeadBlock::may_forbid(args)),
        scores_(take_floats(scratch, args.num_heads * kRow)),
        run_output_(take_floats(scratch, args.num_heads * args.value_dim)) {
    if (args.dropout_rate > 0.0f) {
      dropout_ = take_floats(scratch, Dropout<Vec>::row_floats(kRun));
      rule_ = Dropout<Vec>::rule(args.dropout_rate, args.seed);
    }
  }

  void compute(int64_t s0, int64_t s1) {
    for (int64_t head = 0; head < args_.num_heads; ++head) part_.softmax[head] = {};
    Rows::fill(args_.num_heads * args_.value_dim, 0.0f, part_.output);
    for (int64_t head = 0; head < args_.num_heads && args_.weights; ++head)
      Rows::fill(s1 - s0, -kInfinity, weights_row(head) + s0);
    for (int64_t s = s0; s < s1; s += kRun) one_run({s, s + kRun < s1 ? s + kRun : s1});
  }

  void one_run(KeyRange run) {
    // What any head sees; nothing outside is read.
    KeyRange seen{0, 0};
    for (int64_t head = 0; head < args_.num_heads; ++head) {
      seen = seen.joined(VisibleKeys(args_, batch_, head).row(0, run).keys);
      if (!args_.mask || args_.mask_strides.head == 0) break;
    }
    if (seen.empty()) return;
    // 1. scores = query keyᵀ.
    for_positions(seen, [&](int64_t s, int64_t count) {
      for (int64_t k = 0; k < args_.num_key_heads; ++k)
        Products::product_dots(group_, count, args_.head_dim, query_row(k * group_), args_.query_strides.head,
                               row_of(args_.key, args_.key_strides, k, s), args_.key_strides.position,
                               scores_ + k * group_ * kRow + s - seen.begin, kRow);
    });
    // 2. weights of this run, still to be divided by the sum.
    bool any = false;
    for (int64_t head = 0; head < args_.num_heads; ++head) any |= exponentials(head, seen);
    if (!any) return;
    // 3. output += weights value.
    for_positions(seen, [&](int64_t s, int64_t count) {
      for (int64_t k = 0; k < args_.num_key_heads; ++k) {
        const float* values = row_of(args_.value, args_.value_strides, k, s);
        const int64_t row = args_.value_strides.position;
        const bool skip = may_forbid_ && Products::has_non_finite(count, args_.value_dim, values, row);
        const auto product = skip ? Products::product_skipping_zeros : Products::product;
        product(group_, args_.value_dim, count, {scores_ + k * group_ * kRow + s - seen.begin, kRow, 1},
                {values, row, count, nullptr}, 0, run_output_ + k * group_ * args_.value_dim, args_.value_dim,
                s > seen.begin, nullptr);
      }
    });
    Rows::add(args_.num_heads * args_.value_dim, run_output_, part_.output);
  }

  // Turns the dots of a head into exp(score - max) with dropout, and rescales what the head has gathered so
  // far when the maximum grows. Returns whether any key of the run is allowed.
  bool exponentials(int64_t head, KeyRange seen) {
    float* scores = scores_ + head * kRow - seen.begin;
    const VisibleRow visible = VisibleKeys(args_, batch_, head).row(0, seen);
    const KeyRange own = visible.keys;
    const int64_t n = own.end - own.begin;
    if (own.empty()) return Rows::fill(seen.end - seen.begin, 0.0f, scores + seen.begin), false;
    const float largest =
        Rows::finish_scores_or_nan(n, HeadBlock::terms(args_, batch_, visible, head, 0), scores + own.begin);
    // Nothing allowed here: all -inf.
    if (largest == -kInfinity) return Rows::fill(seen.end - seen.begin, 0.0f, scores + seen.begin), false;
    if (args_.weights) Rows::copy(n, scores + own.begin, weights_row(head) + own.begin);

    Softmax& softmax = part_.softmax[head];
    const float shrink = softmax.raise(exponential_, largest);
    if (shrink != 1.0f) Rows::multiply(args_.value_dim, shrink, part_.output + head * args_.value_dim);
    softmax.add(exponential_, n, scores + own.begin);
    if (dropout_) {
      const float* factors =
          Dropout<Vec>::row(rule_, batch_ * args_.num_heads + head, 0, own.begin, own.end, dropout_);
      Rows::multiply_rows(n, factors, scores + own.begin);
    }
    Rows::fill(own.begin - seen.begin, 0.0f, scores + seen.begin);
    Rows::fill(seen.end - own.end, 0.0f, scores + own.end);
    return true;
  }

  template <class Body>
  static void for_positions(KeyRange keys, Body&& body) {
    for (int64_t s = keys.begin; s < keys.end; s += kPositions)
      body(s, s + kPositions < keys.end ? kPositions : keys.end - s);
  }

  const float* query_row(int64_t head) const {
    return args_.query + batch_ * args_.query_strides.batch + head * args_.query_strides.head;
  }
  const float* row_of(const float* data, const HeadStrides& strides, int64_t key_head, int64_t s) const {
    return data + batch_ * strides.batch + s * strides.position + key_head * strides.head;
  }
  float* weights_row(int64_t head) const {
    return args_.weights + (batch_ * args_.num_heads + head) * args_.source_length;
  }

  const AttentionForwardArgs& args_;
  ScoreExponential<Vec> exponential_;
  int64_t batch_, group_;
  Part part_;
  bool may_forbid_;
  float *scores_, *run_output_;
  float* dropout_ = nullptr;
  DropoutRule rule_{};
};

}  // namespace mirada
