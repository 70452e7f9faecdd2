// The problems of attention_test: sizes, masks and options in every combination that has gone wrong
// somewhere.
#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "../attention/attention_args.h"
#include "native_test.h"

namespace mirada_test {

struct CaseOptions {
  int64_t B = 2, T = 5, S = 7, N = 2, K = 2, H = 8, V = 8;
  bool lengths = false;
  // Axes of the mask and bias over b, n, t, s: '1' broadcast, 'x' full; empty: absent.
  std::string mask = "", bias = "";
  bool causal = false, bottom_right = false;
  int64_t window = 0;
  float dropout = 0.0f;
  bool d_weights = false;
  // Query, key and value are slices of one wider array.
  bool strided = false;
  // NaN in a key and value row that the masks hide from some queries or all.
  bool poison = false;
  // -inf in the bias, which forbids a key as a mask does.
  bool infinite_bias = false;
  float magnitude = 1.0f;
  // Added to every bias.
  float bias_offset = 0.0f;
  // Other numbers of the same kind.
  uint32_t fill = 0;
};

struct AttentionCase {
  std::string name;
  std::vector<float> query, key, value, bias, d_output, d_weights;
  std::vector<int32_t> lengths;
  std::vector<uint8_t> mask;
  mirada::AttentionArgs args{};

  AttentionCase(const AttentionCase&) = delete;
  explicit AttentionCase(const CaseOptions& o) {
    char text[160];
    std::snprintf(text, sizeof text,
                  "B%d T%d S%d N%d K%d H%d V%d%s mask '%s' bias '%s' causal %d window %d dropout %g%s%s%s",
                  int(o.B), int(o.T), int(o.S), int(o.N), int(o.K), int(o.H), int(o.V),
                  o.lengths ? " lengths" : "", o.mask.c_str(), o.bias.c_str(),
                  o.causal ? 1 + o.bottom_right : 0, int(o.window), double(o.dropout),
                  o.d_weights ? " dWeights" : "", o.strided ? " strided" : "", o.poison ? " poison" : "");
    name = text;
    args.batch = o.B, args.target_length = o.T, args.source_length = o.S, args.num_heads = o.N;
    args.num_key_heads = o.K, args.head_dim = o.H, args.value_dim = o.V;
    const int64_t gap = o.strided ? 3 : 0;
    const uint32_t seed = 1000 * o.fill;
    query = tensor(o.T, o.N, o.H, gap, seed + 11, o.magnitude, args.query_strides);
    key = tensor(o.S, o.K, o.H, gap, seed + 12, o.magnitude, args.key_strides);
    value = tensor(o.S, o.K, o.V, gap, seed + 13, 1.0f, args.value_strides);
    d_output = random_floats(o.B * o.T * o.N * o.V, seed + 14);
    if (o.d_weights) d_weights = random_floats(o.B * o.N * o.T * o.S, seed + 15);
    if (!o.mask.empty()) {
      args.mask_strides = broadcast(o.mask, mask_size_);
      const std::vector<float> random = random_floats(mask_size_, 16);
      for (const float x : random) mask.push_back(x > -0.2f ? 1 : 0);
      // One row of the mask forbids everything.
      if (args.mask_strides.source)
        for (int64_t s = 0; s < o.S && o.S <= mask_size_; ++s)
          mask[static_cast<size_t>(mask_size_ - 1 - s)] = 0;
    }
    if (!o.bias.empty()) {
      int64_t size = 0;
      args.bias_strides = broadcast(o.bias, size);
      bias = random_floats(size, seed + 17, 2.0f);
      for (float& x : bias) x += o.bias_offset;
      if (o.infinite_bias)
        for (size_t i = 0; i < bias.size(); i += 3) bias[i] = -INFINITY;
    }
    if (o.lengths)
      for (int64_t b = 0; b < o.B; ++b)
        lengths.push_back(static_cast<int32_t>((b * 5 + o.S / 2) % (o.S + 1)));
    for (int64_t b = 0; b < o.B && o.lengths; ++b) poison_keys(b, lengths[static_cast<size_t>(b)], o.S);
    if (o.poison && o.S > 2) poison_keys(0, o.S / 2, o.S / 2 + 1), poison_keys(0, o.S - 1, o.S);
    args.query = query.data(), args.key = key.data(), args.value = value.data();
    args.key_lengths = o.lengths ? lengths.data() : nullptr;
    args.mask = o.mask.empty() ? nullptr : mask.data();
    args.bias = o.bias.empty() ? nullptr : bias.data();
    args.scale = o.H > 0 ? 1.0f / std::sqrt(static_cast<float>(o.H)) : 1.0f;
    args.is_causal = o.causal;
    args.causal_alignment =
        o.bottom_right ? mirada::CausalAlignment::kBottomRight : mirada::CausalAlignment::kTopLeft;
    args.sliding_window = o.window, args.dropout_rate = o.dropout, args.seed = 123456789u;
  }

 private:
  // A (B, length, heads, size) tensor whose head rows and positions have `gap` foreign elements between them.
  std::vector<float> tensor(int64_t length, int64_t heads, int64_t size, int64_t gap, uint32_t seed,
                            float magnitude, mirada::HeadStrides& strides) const {
    strides.head = size + gap;
    strides.position = heads * strides.head + 2 * gap;
    strides.batch = length * strides.position;
    // The reference reports dense gradients, so finite differences use dense cases only.
    return random_floats(args.batch * strides.batch, seed, magnitude);
  }

  mirada::ScoreStrides broadcast(const std::string& axes, int64_t& size) const {
    mirada::ScoreStrides strides{};
    size = 1;
    const auto axis = [&](char kind, int64_t length, int64_t& stride) {
      stride = kind == 'x' ? size : 0;
      if (kind == 'x') size *= length;
    };
    axis(axes[3], args.source_length, strides.source);
    axis(axes[2], args.target_length, strides.target);
    axis(axes[1], args.num_heads, strides.head);
    axis(axes[0], args.batch, strides.batch);
    return strides;
  }

  void poison_keys(int64_t b, int64_t begin, int64_t end) {
    for (int64_t s = begin; s < end; ++s) {
      const int64_t k = b * args.key_strides.batch + s * args.key_strides.position;
      const int64_t v = b * args.value_strides.batch + s * args.value_strides.position;
      for (int64_t i = 0; i < args.key_strides.position; ++i) key[static_cast<size_t>(k + i)] = NAN;
      for (int64_t i = 0; i < args.value_strides.position; ++i) value[static_cast<size_t>(v + i)] = NAN;
    }
  }

  int64_t mask_size_ = 0;
};

inline std::vector<CaseOptions> difference_cases() {
  return {
      {},
      {.T = 4, .S = 6, .N = 4, .K = 2, .H = 3, .V = 5, .lengths = true, .bias = "1xxx", .d_weights = true},
      {.T = 6, .S = 4, .mask = "x1xx", .bias = "x11x", .causal = true, .bottom_right = true, .dropout = 0.3f},
      {.T = 5, .S = 5, .bias = "xx1x", .causal = true, .window = 2, .d_weights = true},
  };
}

inline std::vector<CaseOptions> kernel_cases() {
  std::vector<CaseOptions> cases;
  // 1. Sizes, with and without packing, tails of every kind.
  for (const int64_t T : {0, 1, 2, 5, 16, 23, 24, 25, 49, 130})
    for (const int64_t S : {0, 1, 2, 7, 16, 17, 33, 65})
      cases.push_back({.T = T, .S = S, .H = T % 7 + 3, .V = S % 5 + 6});
  for (const int64_t size : {0, 1, 3, 8, 16, 20, 33, 64, 65, 128, 256}) {
    cases.push_back({.T = 6, .S = 9, .H = size, .V = size});
    cases.push_back({.T = 30, .S = 40, .H = size, .V = 13, .lengths = true});
    cases.push_back({.T = 30, .S = 40, .H = 13, .V = size, .causal = true});
  }
  cases.push_back({.B = 0});
  cases.push_back({.N = 0, .K = 1});
  // 2. Every mask with every other, small and packed.
  for (const int64_t T : {6, 37})
    for (const int64_t S : {9, 37, 50})
      for (const bool lengths : {false, true})
        for (const std::string mask : {"", "x11x", "11xx", "1xx1", "xxxx"})
          for (const int causal : {0, 1, 2})
            for (const int64_t window : {0, 4}) {
              cases.push_back({.T = T,
                               .S = S,
                               .H = 8,
                               .V = 12,
                               .lengths = lengths,
                               .mask = mask,
                               .causal = causal > 0,
                               .bottom_right = causal == 2,
                               .window = window,
                               .poison = causal > 0 || !mask.empty()});
              if (S == 50 && T == 6) cases.back().bottom_right = true;
            }
  // 3. Bias in every shape, with -inf in it, and dropout, and gradients of the weights.
  for (const std::string bias : {"1111", "x11x", "1xxx", "11xx", "xx1x", "x1x1", "xxxx"}) {
    cases.push_back({.T = 7, .S = 10, .bias = bias});
    cases.push_back({.T = 40,
                     .S = 35,
                     .lengths = true,
                     .bias = bias,
                     .causal = true,
                     .dropout = 0.2f,
                     .d_weights = true});
    cases.push_back({.T = 9, .S = 12, .bias = bias, .d_weights = true, .infinite_bias = true});
  }
  // 4. Grouped queries and slices of wider arrays.
  for (const int64_t K : {1, 2, 4}) {
    cases.push_back({.T = 5, .S = 6, .N = 4, .K = K, .lengths = true, .strided = true});
    cases.push_back(
        {.T = 33, .S = 40, .N = 4, .K = K, .H = 17, .mask = "xxxx", .dropout = 0.5f, .strided = true});
  }
  // 5. Several blocks of keys, chunks of queries, and scores far apart.
  cases.push_back({.B = 1, .T = 40, .S = 1200, .N = 1, .K = 1, .lengths = true, .d_weights = true});
  cases.push_back({.B = 1, .T = 5, .S = 1200, .N = 2, .K = 1, .mask = "11xx", .poison = true});
  cases.push_back({.B = 1,
                   .T = 300,
                   .S = 700,
                   .N = 1,
                   .K = 1,
                   .bias = "1111",
                   .causal = true,
                   .bottom_right = true,
                   .window = 90});
  cases.push_back({.B = 1, .T = 300, .S = 300, .N = 2, .K = 1, .causal = true, .dropout = 0.1f});
  cases.push_back({.B = 1, .T = 12, .S = 700, .N = 2, .K = 2, .bias = "11xx", .infinite_bias = true});
  cases.push_back({.T = 30, .S = 30, .magnitude = 8.0f});
  // 6. One query: heads, masks and options over several runs of keys and several parts.
  for (const int64_t S : {1, 9, 64, 65, 200, 1100})
    for (const std::string mask : {"", "x11x", "11xx", "xxxx", "xxx1"}) {
      cases.push_back({.T = 1, .S = S, .N = 6, .K = 2, .H = 19, .V = 33, .lengths = true, .mask = mask});
      cases.push_back({.B = 3, .T = 1, .S = S, .N = 3, .K = 3, .mask = mask, .poison = !mask.empty()});
      cases.push_back({.T = 1, .S = S, .V = 40, .bias = "xx1x", .strided = true, .infinite_bias = true});
      cases.back().mask = mask;
      cases.push_back({.T = 1, .S = S, .dropout = 0.3f, .strided = true});
      // Up to 15 query heads to a key head; 16 go to the general kernel.
      for (const int64_t K : {1, 2}) {
        cases.push_back(
            {.B = 5, .T = 1, .S = S, .N = 16, .K = K, .H = 5, .V = 7, .mask = mask, .causal = true});
        cases.back().bottom_right = true;
        cases.back().window = 70;
      }
    }
  // 7. Large enough for a tile unit: rows, keys and sizes that are no multiple of its tiles, under every
  // mask.
  for (const int64_t S : {96, 127, 290})
    for (const int64_t H : {32, 45}) {
      cases.push_back({.B = 1, .T = 97, .S = S, .H = H, .V = 77 - H, .d_weights = true});
      cases.push_back({.B = 1, .T = 41, .S = S, .N = 6, .H = H, .V = 32, .lengths = true, .strided = true});
      cases.push_back(
          {.B = 1, .T = 130, .S = S, .N = 1, .K = 1, .H = H, .V = 64, .dropout = 0.2f, .magnitude = 4.0f});
    }
  for (const bool lengths : {false, true})
    for (const std::string mask : {"", "x11x", "11xx", "xxxx"})
      for (const int causal : {0, 1, 2})
        for (const int64_t window : {0, 40}) {
          cases.push_back(
              {.T = 101, .S = 117, .N = 1, .K = 1, .H = 33, .V = 32, .lengths = lengths, .mask = mask});
          cases.back().causal = causal > 0;
          cases.back().bottom_right = causal == 2;
          cases.back().window = window;
          cases.back().poison = window > 0 && (causal > 0 || !mask.empty());
          if (window == 0 && !lengths) cases.back().bias = "x1xx";
        }
  return cases;
}

}  // namespace mirada_test
