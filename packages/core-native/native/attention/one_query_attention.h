// Fused attention of one query, forward: a step of a decoder. Every key and value is used once, so memory
// sets the pace. The heads of a position lie side by side: a thread goes through the positions in order and
// takes all heads of each, first of the keys, then of the values, a run of positions at a time, with the sums
// of earlier runs rescaled as in attention_forward_kernel.h. Parts of a long source are computed apart and
// joined.
#pragma once
#include "attention_dropout.h"
#include "attention_head_block.h"

namespace mirada {

template <class Products>
class OneQueryAttention {
  using Vec = typename Products::Vec;
  using Rows = AttentionRows<Vec>;
  using HeadBlock = AttentionHeadBlock<Products>;

  // What a part of the keys contributes to head n: its largest score max[n], and with that
  // sum[n] = sum_s exp(score_s - max) and output[n] = sum_s exp(score_s - max) value_s.
  struct Part {
    Part(const AttentionArgs& args, float* memory)
        : max(memory), sum(memory + args.num_heads), output(memory + 2 * args.num_heads) {}
    float *max, *sum, *output;
  };

  static constexpr float kInfinity = Rows::kInfinity;
  // Short enough that the sums over a run round little, long enough that adding them up costs little.
  static constexpr int64_t kRun = 64;
  // Positions whose heads are taken in turn: few enough that they lie in the second-level cache.
  static constexpr int64_t kPositions = 32;
  static constexpr int64_t kRow = kRun + Products::kLanes;

 public:
  static int64_t part_floats(const AttentionArgs& args) { return args.num_heads * (args.value_dim + 2); }

  // The part of keys s0 <= s < s1, in part_floats of `memory`. Where weights are asked for, the
  // scores take their place, up to the factor that `join` applies.
  static void part(const AttentionForwardArgs& args, int64_t batch, int64_t s0, int64_t s1, float* memory,
                   Scratch& scratch) {
    OneQueryAttention(args, batch, Part(args, memory), scratch).compute(s0, s1);
  }

  // Output, logSumExp and weights of one head from its `parts` parts, which lie one behind the other.
  static void join(const AttentionForwardArgs& args, int64_t batch, int64_t head, int64_t parts,
                   float* memory) {
    const int64_t floats = part_floats(args), size = args.value_dim;
    const int64_t row = batch * args.num_heads + head;
    float largest = -kInfinity, sum = 0.0f;
    for (int64_t i = 0; i < parts; ++i) {
      const float own = Part(args, memory + i * floats).max[head];
      if (own > largest || own != own) largest = own;
    }
    float* output = args.output + row * size;
    Rows::fill(size, 0.0f, output);
    float* weights = args.weights ? args.weights + row * args.source_length : nullptr;
    // No allowed key at all: zeros, and +inf so that exp(score - logSumExp) is 0 in the backward.
    if (largest == -kInfinity) {
      args.log_sum_exp[row] = kInfinity;
      if (weights) Rows::fill(args.source_length, 0.0f, weights);
      return;
    }
    for (int64_t i = 0; i < parts; ++i) {
      const Part own(args, memory + i * floats);
      if (own.max[head] == -kInfinity) continue;
      const float factor = own.max[head] == largest ? 1.0f : std::exp(own.max[head] - largest);
      sum += factor * own.sum[head];
      Rows::add_multiple(size, factor, own.output + head * size, output);
    }
    const float inverse = 1.0f / sum;
    Rows::multiply(size, inverse, output);
    args.log_sum_exp[row] = largest + std::log(sum);
    if (!weights) return;
    Rows::weights_from_scores(args.source_length, Rows::factor_left(args.bias, args.scale), largest, inverse,
                              weights);
  }

 private:
  OneQueryAttention(const AttentionForwardArgs& args, int64_t batch, Part part, Scratch& scratch)
      : args_(args),
        batch_(batch),
        group_(args.num_heads / args.num_key_heads),
        part_(part),
        careful_(HeadBlock::may_forbid(args)),
        scores_(take_floats(scratch, args.num_heads * kRow)),
        run_output_(take_floats(scratch, args.num_heads * args.value_dim)) {
    if (args.dropout_rate > 0.0f) {
      dropout_ = take_floats(scratch, Dropout<Vec>::row_floats(kRun));
      rule_ = Dropout<Vec>::rule(args.dropout_rate, args.seed);
    }
  }

  void compute(int64_t s0, int64_t s1) {
    Rows::fill(args_.num_heads, -kInfinity, part_.max);
    Rows::fill(args_.num_heads * (args_.value_dim + 1), 0.0f, part_.sum);
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
        const bool skip = careful_ && Products::has_non_finite(count, args_.value_dim, values, row);
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
    float factor;
    const float largest = Rows::finish_scores_or_nan(n, HeadBlock::terms(args_, batch_, visible, head, 0),
                                                     scores + own.begin, factor);
    // Nothing allowed here: all -inf.
    if (largest == -kInfinity) return Rows::fill(seen.end - seen.begin, 0.0f, scores + seen.begin), false;
    if (args_.weights) Rows::copy(n, scores + own.begin, weights_row(head) + own.begin);

    float& max = part_.max[head];
    if (largest > max || largest != largest) {
      const float shrink = max == -kInfinity ? 0.0f : std::exp(max - largest);
      part_.sum[head] *= shrink;
      Rows::multiply(args_.value_dim, shrink, part_.output + head * args_.value_dim);
      max = largest;
    }
    part_.sum[head] += Rows::exponentials(n, factor, max, scores + own.begin);
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
  int64_t batch_, group_;
  Part part_;
  bool careful_;
  float *scores_, *run_output_;
  float* dropout_ = nullptr;
  DropoutRule rule_{};
};

}  // namespace mirada
