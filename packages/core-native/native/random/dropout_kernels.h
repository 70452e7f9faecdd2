#pragma once
#include "counter_random.h"
#include "dropout_row.h"

namespace mirada {

// Plain integer loops, which compilers vectorise. A class template, so that each instruction set has a copy
// of its own.
template <class V>
struct DropoutKernels {
  static constexpr int64_t kBlock = 256;

  static void row(const float* x, float* out, int64_t width, uint32_t key, int32_t threshold, float kept) {
    uint32_t pairs[kBlock / 2];
    uint32_t bits[kBlock];
    float mask[kBlock];
    for (int64_t begin = 0; begin < width; begin += kBlock) {
      const int64_t n = width - begin < kBlock ? width - begin : kBlock;
      // 1. 32 bits for each pair of features.
      const uint32_t first = key + static_cast<uint32_t>(begin / 2 + 1) * kGolden;
      for (uint32_t p = 0; p < kBlock / 2; ++p) {
        uint32_t bits32 = first + p * kGolden;
        bits32 = (bits32 ^ (bits32 >> 16)) * 0x85ebca6bu;
        bits32 = (bits32 ^ (bits32 >> 13)) * 0xc2b2ae35u;
        pairs[p] = bits32 ^ (bits32 >> 16);
      }
      // 2. 16 of them for each feature.
      for (int64_t p = 0; p < kBlock / 2; ++p) {
        bits[2 * p] = pairs[p] & 0xffffu;
        bits[2 * p + 1] = pairs[p] >> 16;
      }
      for (int64_t i = 0; i < kBlock; ++i) mask[i] = static_cast<int32_t>(bits[i]) >= threshold ? kept : 0.0f;
      // 3. The product, not a choice: what is dropped keeps the sign of its zero, and NaN stays NaN.
      int64_t i = 0;
      for (; i + V::kLanes <= n; i += V::kLanes)
        (V::load(x + begin + i) * V::load(mask + i)).store(out + begin + i);
      if (i < n) {
        const int left = static_cast<int>(n - i);
        (V::load_partial(x + begin + i, left) * V::load_partial(mask + i, left))
            .store_partial(out + begin + i, left);
      }
    }
  }
};

}  // namespace mirada
