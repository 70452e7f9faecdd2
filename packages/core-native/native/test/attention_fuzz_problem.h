// The arrays of one case of attention_fuzz. Whatever no query may read holds the case's dead value or lies
// behind a fence.
#pragma once
#include <algorithm>
#include <limits>
#include <vector>

#include "../attention/attention_args.h"
#include "attention_fuzz_case.h"
#include "fenced.h"

namespace mirada_test {

class AttentionFuzzProblem {
 public:
  // `refill`: other numbers of the same kind behind the same masks.
  AttentionFuzzProblem(const AttentionFuzzCase& options, int64_t refill)
      : c(options), numbers_(static_cast<uint64_t>(c.fill), static_cast<uint64_t>(refill) + 1) {
    args.batch = c.B, args.target_length = c.T, args.source_length = c.S;
    args.num_heads = c.N(), args.num_key_heads = c.K, args.head_dim = c.H, args.value_dim = c.V;
    args.is_causal = c.causal != 0;
    args.causal_alignment =
        c.causal == 2 ? mirada::CausalAlignment::kBottomRight : mirada::CausalAlignment::kTopLeft;
    args.sliding_window = c.window;
    args.dropout_rate = static_cast<float>(c.dropout_percent) / 100.0f;
    args.seed = static_cast<uint32_t>(c.fill);
    const float natural = c.H > 0 ? 1.0f / std::sqrt(static_cast<float>(c.H)) : 1.0f;
    const float scales[] = {natural, 1.0f, 0.0f, -0.7f * natural, 3.0f * natural, 1e-3f};
    args.scale = scales[c.scale];
    query_size = AttentionFuzzCase::kSizes[c.magnitude];
    FuzzRandom structure(static_cast<uint64_t>(c.fill));
    fill_masks(structure);
    find_visibility();
    fill_numbers();
  }

  bool allowed(int64_t b, int64_t n, int64_t t, int64_t s) const { return allowed_[pair(b, n, t, s)] != 0; }
  bool key_seen(int64_t b, int64_t s, int64_t k) const {
    return key_seen_[static_cast<size_t>((b * c.S + s) * c.K + k)] != 0;
  }
  bool query_sees(int64_t b, int64_t n, int64_t t) const {
    return query_sees_[static_cast<size_t>((b * c.N() + n) * c.T + t)] != 0;
  }

  const AttentionFuzzCase c;
  mirada::AttentionArgs args{};
  Fenced<float> query, key, value, bias, d_output, d_weights;
  Fenced<int32_t> lengths;
  Fenced<uint8_t> mask;
  // The largest number in query and key; those in value, d_output and d_weights stay below 1.
  double query_size;

 private:
  size_t pair(int64_t b, int64_t n, int64_t t, int64_t s) const {
    return static_cast<size_t>(((b * c.N() + n) * c.T + t) * c.S + s);
  }
  static int64_t at(const mirada::ScoreStrides& strides, int64_t b, int64_t n, int64_t t, int64_t s) {
    return b * strides.batch + n * strides.head + t * strides.target + s * strides.source;
  }
  static int64_t at(const mirada::HeadStrides& strides, int64_t b, int64_t position, int64_t head) {
    return b * strides.batch + position * strides.position + head * strides.head;
  }
  float dead() const {
    const float values[] = {NAN, INFINITY, std::numeric_limits<float>::max()};
    return values[c.dead];
  }
  float number(double size) { return static_cast<float>(size) * numbers_.uniform(); }

  // Calls body(b, n, t, s) for every pair of a query and a key.
  template <class Body>
  void for_pairs(Body&& body) const {
    for (int64_t b = 0; b < c.B; ++b)
      for (int64_t n = 0; n < c.N(); ++n)
        for (int64_t t = 0; t < c.T; ++t)
          for (int64_t s = 0; s < c.S; ++s) body(b, n, t, s);
  }

  // Strides over (B,N,T,S) where `axes` is 1 + a bit per axis that is not broadcast, `gap` elements between
  // rows; gives the number of elements.
  int64_t score_strides(int64_t axes, int64_t gap, mirada::ScoreStrides& strides) const {
    int64_t reach = 1;
    const auto axis = [&](int bit, int64_t length, int64_t& stride) {
      const bool full = ((axes - 1) >> bit & 1) != 0;
      stride = full ? reach : 0;
      if (full) reach = reach * length + (bit == 3 ? gap : 0);
    };
    axis(3, c.S, strides.source);
    axis(2, c.T, strides.target);
    axis(1, c.N(), strides.head);
    axis(0, c.B, strides.batch);
    return reach;
  }

  mirada::HeadStrides head_strides(int64_t layout, int64_t length, int64_t heads, int64_t size) const {
    static constexpr int kOrders[6][3] = {{2, 1, 0}, {1, 2, 0}, {2, 0, 1}, {0, 2, 1}, {1, 0, 2}, {0, 1, 2}};
    mirada::HeadStrides strides{};
    int64_t* const stride[] = {&strides.batch, &strides.position, &strides.head};
    const int64_t lengths_of[] = {c.B, length, heads};
    int64_t reach = size + c.gap;
    for (const int axis : kOrders[layout < 6 ? layout : 0]) {
      const bool same = (layout == 6 && axis == 0) || (layout == 7 && axis == 1);
      *stride[axis] = same ? 0 : reach;
      if (!same) reach = reach * std::max<int64_t>(lengths_of[axis], 1) + c.gap;
    }
    return strides;
  }

  void fill_masks(FuzzRandom& random) {
    if (c.lengths) {
      lengths.make(c.B, c.at_end != 0);
      for (int32_t& length : lengths)
        length = static_cast<int32_t>(random.chance(20) ? random.one_of({0, c.S}) : random.between(0, c.S));
      args.key_lengths = lengths.data();
    }
    if (!c.mask) return;
    mask.make(score_strides(c.mask, c.mask_gap, args.mask_strides), c.at_end != 0);
    const int64_t row = args.mask_strides.source ? std::max<int64_t>(c.S, 1) : 1;
    for (int64_t i = 0, begin = 0, end = 0; i < mask.size(); ++i) {
      if (i % row == 0) begin = random.between(0, row), end = random.between(begin, row);
      const bool yes =
          c.allowed == 101 ? i % row >= begin && i % row < end : random.chance(static_cast<int>(c.allowed));
      mask[i] = yes ? static_cast<uint8_t>(random.chance(50) ? 1 : 255) : uint8_t{0};
    }
    args.mask = mask.data();
  }

  bool allowed_by_rule(int64_t b, int64_t n, int64_t t, int64_t s) const {
    const int64_t offset = s - t - (c.causal == 2 ? c.S - c.T : 0);
    return (!c.lengths || s < lengths[b]) && (!c.mask || mask[at(args.mask_strides, b, n, t, s)] != 0) &&
           (!c.causal || offset <= 0) && (!c.window || (offset < c.window && -offset < c.window));
  }

  void find_visibility() {
    allowed_.assign(pair(c.B, 0, 0, 0), 0);
    key_seen_.assign(static_cast<size_t>(c.B * c.S * c.K), 0);
    query_sees_.assign(static_cast<size_t>(c.B * c.N() * c.T), 0);
    for_pairs([&](int64_t b, int64_t n, int64_t t, int64_t s) {
      if (!allowed_by_rule(b, n, t, s)) return;
      allowed_[pair(b, n, t, s)] = 1;
      key_seen_[static_cast<size_t>((b * c.S + s) * c.K + n / c.group)] = 1;
      query_sees_[static_cast<size_t>((b * c.N() + n) * c.T + t)] = 1;
    });
  }

  // An array over (B, length, heads, size) that ends with its last row that may be read.
  template <class MayRead, class Seen>
  void fill_rows(Fenced<float>& array, int64_t layout, int64_t length, int64_t heads, int64_t size,
                 double largest, mirada::HeadStrides& strides, MayRead&& may_read, Seen&& seen) {
    strides = head_strides(layout, length, heads, size);
    int64_t count = 0;
    const auto for_rows = [&](auto&& body) {
      for (int64_t b = 0; b < c.B; ++b)
        for (int64_t position = 0; position < length; ++position)
          for (int64_t head = 0; head < heads; ++head) body(b, position, head);
    };
    for_rows([&](int64_t b, int64_t position, int64_t head) {
      if (may_read(b, position)) count = std::max(count, at(strides, b, position, head) + size);
    });
    array.make(count, c.at_end != 0);
    std::fill(array.begin(), array.end(), dead());
    for_rows([&](int64_t b, int64_t position, int64_t head) {
      if (!seen(b, position, head)) return;
      for (int64_t i = 0; i < size; ++i) array[at(strides, b, position, head) + i] = number(largest);
    });
  }

  void fill_numbers() {
    const auto in_length = [&](int64_t b, int64_t s) { return !c.lengths || s < lengths[b]; };
    const auto seen = [&](int64_t b, int64_t s, int64_t k) { return key_seen(b, s, k); };
    fill_rows(
        query, c.query_layout, c.T, c.N(), c.H, query_size, args.query_strides,
        [](int64_t, int64_t) { return true; },
        [&](int64_t b, int64_t t, int64_t n) { return query_sees(b, n, t); });
    fill_rows(key, c.key_layout, c.S, c.K, c.H, query_size, args.key_strides, in_length, seen);
    fill_rows(value, c.value_layout, c.S, c.K, c.V, 1.0, args.value_strides, in_length, seen);
    args.query = query.data(), args.key = key.data(), args.value = value.data();
    if (c.bias) {
      bias.make(score_strides(c.bias, 0, args.bias_strides), c.at_end != 0);
      std::fill(bias.begin(), bias.end(), dead());
      std::vector<uint8_t> filled(static_cast<size_t>(bias.size()));
      for_pairs([&](int64_t b, int64_t n, int64_t t, int64_t s) {
        const int64_t i = at(args.bias_strides, b, n, t, s);
        if (!allowed(b, n, t, s) || filled[static_cast<size_t>(i)]++) return;
        bias[i] = c.infinite_bias && numbers_.chance(25) ? -INFINITY : number(2.0);
      });
      args.bias = bias.data();
    }
    d_output.make(c.B * c.T * c.N() * c.V, c.at_end != 0);
    for (int64_t i = 0; i < d_output.size(); ++i) {
      const int64_t n = i / c.V % c.N(), t = i / c.V / c.N() % c.T, b = i / c.V / c.N() / c.T;
      d_output[i] = query_sees(b, n, t) ? number(1.0) : dead();
    }
    if (c.d_weights) {
      d_weights.make(c.B * c.N() * c.T * c.S, c.at_end != 0);
      for_pairs([&](int64_t b, int64_t n, int64_t t, int64_t s) {
        d_weights[static_cast<int64_t>(pair(b, n, t, s))] = allowed(b, n, t, s) ? number(1.0) : dead();
      });
    }
    place_live_nan();
  }

  // One number that some query sees becomes NaN.
  void place_live_nan() {
    if (!c.live_nan) return;
    const auto first_seen = static_cast<int64_t>(
        std::find(key_seen_.begin() + static_cast<std::ptrdiff_t>(key_seen_.size() / 2), key_seen_.end(), 1) -
        key_seen_.begin());
    const int64_t k = first_seen % c.K, s = first_seen / c.K % std::max<int64_t>(c.S, 1),
                  b = first_seen / c.K / std::max<int64_t>(c.S, 1);
    if (first_seen == static_cast<int64_t>(key_seen_.size())) return;
    if (c.live_nan == 1 && c.H > 0) key[at(args.key_strides, b, s, k) + c.H / 2] = NAN;
    if (c.live_nan == 2 && c.V > 0) value[at(args.value_strides, b, s, k) + c.V / 2] = NAN;
    if (c.live_nan == 3 && c.H > 0 && c.T > 0)
      query[at(args.query_strides, b, c.T / 2, k * c.group) + c.H / 2] = NAN;
  }

  FuzzRandom numbers_;
  std::vector<uint8_t> allowed_, key_seen_, query_sees_;
};

}  // namespace mirada_test
