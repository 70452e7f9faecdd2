// Few rows against a vocabulary of int8 weights: products of 16-bit and 8-bit integers, added up exactly.
#pragma once
#include <limits>

#include "../cpu/vec_math.h"
#include "screen_kernel_table.h"

namespace mirada {

template <class V>
struct ScreenKernels {
  using Words = typename V::Words;
  using Pairs = typename V::Pairs;
  static constexpr int L = V::kLanes;
  // A tile of sums stays in registers: rows that read the weights together, by vectors of words.
  static constexpr int kVectors = 4;
  static constexpr int64_t kTogether = L == 16 ? 5 : L == 8 ? 2 : 4;

  template <int Rows>
  static void tile(int64_t pairs, const int16_t* integers, int64_t row, const int8_t* weights, float* sums,
                   int64_t step) {
    Words sum[Rows][kVectors];
    for (int r = 0; r < Rows; ++r)
      for (int v = 0; v < kVectors; ++v) sum[r][v] = Words::broadcast(0);
    for (int64_t p = 0; p < pairs; ++p, weights += 2 * kScreenPanel) {
      Pairs pair[kVectors];
      for (int v = 0; v < kVectors; ++v) pair[v] = V::load_pairs(weights + 2 * v * L);
      for (int r = 0; r < Rows; ++r) {
        // Two neighbours of a row in one number, the first in its low half.
        const int16_t* two = integers + r * row + 2 * p;
        const uint32_t both = static_cast<uint32_t>(static_cast<uint16_t>(two[0])) |
                              static_cast<uint32_t>(static_cast<uint16_t>(two[1])) << 16;
        const Words factors = Words::broadcast(both);
        for (int v = 0; v < kVectors; ++v) sum[r][v] = add_products(pair[v], factors, sum[r][v]);
      }
    }
    for (int r = 0; r < Rows; ++r)
      for (int v = 0; v < kVectors; ++v) V::from_integers(sum[r][v]).store(sums + r * step + v * L);
  }

  static void integer_sums(int64_t rows, int64_t panels, int64_t pairs, const int16_t* integers,
                           const int8_t* weights, float* sums, int64_t step) {
    using Tile = void (*)(int64_t, const int16_t*, int64_t, const int8_t*, float*, int64_t);
    static constexpr Tile kTiles[] = {tile<1>, tile<2>, tile<3>, tile<4>, tile<5>};
    for (int64_t j = 0; j < panels * kScreenPanel; j += kVectors * L) {
      const int8_t* from = weights + j / kScreenPanel * pairs * 2 * kScreenPanel + j % kScreenPanel * 2;
      for (int64_t r = 0; r < rows; r += kTogether)
        kTiles[(rows - r < kTogether ? rows - r : kTogether) - 1](pairs, integers + r * 2 * pairs, 2 * pairs,
                                                                  from, sums + r * step + j, step);
    }
  }

  // The arrays of `words` and `sums` go on to a whole vector.
  static float bound(int64_t n, const ScreenedRow& row, const ScreenedWords& words, float kappa,
                     float* sums) {
    const V scale = V::broadcast(row.scale), norm = V::broadcast(row.norm), slack = V::broadcast(row.slack);
    const V share = V::broadcast(kappa);
    V most = V::broadcast(-std::numeric_limits<float>::infinity());
    for (int64_t j = 0; j < n; j += L) {
      const V bias = V::load(words.bias + j);
      const V factor = words.scale ? V::load(words.scale + j) * scale : scale;
      const V middle = fma(V::load(sums + j), factor, bias);
      const V radius = fma(V::load(words.distance + j), norm,
                           fma(V::load(words.norm + j), slack, fma(abs(bias), share, share)));
      (middle + radius).store(sums + j);
      most = max(middle - radius, most);
    }
    return reduce_max(most);
  }

  static int64_t collect(int64_t n, const float* upper, float least, int32_t first_word, Candidate* found) {
    int64_t count = 0;
    for (int64_t begin = 0; begin < n; begin += 4 * L) {
      const int64_t end = n - begin < 4 * L ? n : begin + 4 * L;
      if (end - begin == 4 * L) {
        // NaN, which a banned word may have, is passed over.
        V most = V::broadcast(-std::numeric_limits<float>::infinity());
        for (int v = 0; v < 4; ++v) most = max(V::load(upper + begin + v * L), most);
        if (reduce_max(most) < least) continue;
      }
      for (int64_t j = begin; j < end; ++j)
        if (upper[j] >= least) found[count++] = {first_word + static_cast<int32_t>(j), upper[j]};
    }
    return count;
  }

  static void logits(int64_t n, const int32_t* words, int64_t depth, const float* features,
                     const float* weights, const float* bias, float* logits) {
    constexpr int kWords = 8;
    for (int64_t i = 0; i < n; i += kWords) {
      const int count = static_cast<int>(n - i < kWords ? n - i : kWords);
      const float* row[kWords];
      V sum[kWords];
      for (int q = 0; q < kWords; ++q) {
        const int32_t word = words[i + (q < count ? q : 0)];
        row[q] = weights + word * depth;
        sum[q] = V::broadcast(bias[word]);
      }
      for (int64_t k = 0; k < depth; ++k) {
        const V factor = V::broadcast(features[k]);
        for (int q = 0; q < kWords; ++q) sum[q] = fma(factor, V::broadcast(row[q][k]), sum[q]);
      }
      for (int q = 0; q < count; ++q) sum[q].store_partial(logits + i + q, 1);
    }
  }

  static ScreenKernelTable table() {
    ScreenKernelTable table{};
    table.integer_sums = integer_sums;
    table.bound = bound;
    table.collect = collect;
    table.logits = logits;
    return table;
  }
};

}  // namespace mirada
