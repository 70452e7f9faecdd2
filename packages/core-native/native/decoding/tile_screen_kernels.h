// Many rows against a vocabulary of bf16 weights, on a unit that multiplies tiles of bf16.
#pragma once
#include <cstdint>

#include "screen_kernel_table.h"

namespace mirada {

template <class V, class Tiles>
struct TileScreenKernels {
  static constexpr int kSide = Tiles::kSide, kDepth = Tiles::kDepth;
  static constexpr int64_t kTile = Tiles::kFloats;
  static_assert(kTilePanel == 2 * kSide && V::kLanes == kSide);

  static void pack_rows(int64_t rows, int64_t depth, const float* features, float* tiles) {
    for (int64_t strip = 0; strip < rows; strip += kSide)
      for (int64_t k = 0; k < depth; k += kDepth)
        for (int r = 0; r < kSide; ++r, tiles += kSide) {
          const float* from = features + (strip + r) * depth + k;
          const auto load = [&](int64_t at) {
            const int64_t left = strip + r < rows ? depth - k - at : 0;
            return left >= kSide ? V::load(from + at)
                   : left > 0    ? V::load_partial(from + at, static_cast<int>(left))
                                 : V::zero();
          };
          Tiles::store_rounded(load(0), load(kSide), tiles);
        }
  }

  static void tile_sums(int64_t rows, int64_t panels, int64_t blocks, const float* tiles,
                        const float* weights, float* sums, int64_t step) {
    typename Tiles::Scope scope;
    const int64_t strips = (rows + kSide - 1) / kSide, strip = blocks * kTile;
    // A panel stays in the first-level cache while all rows pass over it.
    for (int64_t panel = 0; panel < panels; ++panel) {
      const float* b = weights + panel * 2 * strip;
      float* out = sums + panel * kTilePanel;
      int64_t s = 0;
      for (; s + 2 <= strips; s += 2)
        two_strips(blocks, tiles + s * strip, strip, b, out + s * kSide * step, step);
      if (s < strips) one_strip(blocks, tiles + s * strip, b, out + s * kSide * step, step);
    }
  }

 private:
  static void two_strips(int64_t blocks, const float* a, int64_t strip, const float* b, float* out,
                         int64_t step) {
    Tiles::template zero<0>();
    Tiles::template zero<1>();
    Tiles::template zero<2>();
    Tiles::template zero<3>();
    for (int64_t block = 0; block < blocks; ++block, a += kTile, b += 2 * kTile) {
      Tiles::keep_vectors_awake();
      Tiles::template load<4>(a);
      Tiles::template load<6>(b);
      Tiles::template load<5>(a + strip);
      Tiles::template load<7>(b + kTile);
      Tiles::template multiply_add<0, 4, 6>();
      Tiles::template multiply_add<2, 5, 6>();
      Tiles::template multiply_add<1, 4, 7>();
      Tiles::template multiply_add<3, 5, 7>();
    }
    Tiles::template store_rows<0>(out, step);
    Tiles::template store_rows<1>(out + kSide, step);
    Tiles::template store_rows<2>(out + kSide * step, step);
    Tiles::template store_rows<3>(out + kSide * step + kSide, step);
  }

  static void one_strip(int64_t blocks, const float* a, const float* b, float* out, int64_t step) {
    Tiles::template zero<0>();
    Tiles::template zero<1>();
    for (int64_t block = 0; block < blocks; ++block, a += kTile, b += 2 * kTile) {
      Tiles::keep_vectors_awake();
      Tiles::template load<4>(a);
      Tiles::template load<6>(b);
      Tiles::template load<7>(b + kTile);
      Tiles::template multiply_add<0, 4, 6>();
      Tiles::template multiply_add<1, 4, 7>();
    }
    Tiles::template store_rows<0>(out, step);
    Tiles::template store_rows<1>(out + kSide, step);
  }

 public:
  static void add_to(ScreenKernelTable& table) {
    table.pack_rows = pack_rows;
    table.tile_sums = tile_sums;
  }
};

}  // namespace mirada
