// SGEMM on a unit that multiplies tiles of bf16: with a = a1 + a2 + a3 and b = b1 + b2 + b3 (split_panels.h),
// six of the nine products a_i b_j are added up in fp32. What is left out, a2 b3 + a3 b2 + a3 b3, is at most
// 2^-24 |a b|, one fp32 rounding, and 2^-27 |a b| in the mean square.
#pragma once
#include "matmul_kernels.h"
#include "split_panels.h"

namespace mirada {

template <class V, class Tiles>
struct SplitMatmulKernels {
  using Panels = SplitPanels<V, Tiles>;
  using Plain = MatmulKernels<V>;
  static constexpr int kSide = Tiles::kSide, kParts = Panels::kParts;
  static constexpr int kRows = 2 * kSide, kColumns = Panels::kColumns;
  static constexpr int64_t kTile = Tiles::kFloats;
  // Columns whose sums are written to C together: long pieces of its rows, which may lie on a page each.
  static constexpr int64_t kGroup = 4 * kColumns;

  static int64_t packed_a_floats(const MatrixView&, int64_t rows, int64_t k) {
    return Panels::packed_a_floats(rows, k);
  }

  // Deep, since a tile of C costs a pause of the unit before and after; eight panels and 192 rows lie in a
  // second-level cache of 2 MB.
  static constexpr int kDepth = 512;

  static MatmulKernelTable table() {
    return {kRows,
            kColumns,
            kSide,
            kDepth,
            192,
            8,
            false,
            packed_a_floats,
            Panels::pack_a,
            Panels::panel_floats,
            Panels::pack_b,
            block};
  }

  static void block(const MatmulBlock& args) {
    typename Tiles::Scope scope;
    const int64_t blocks = Panels::blocks(args.k), floats = Panels::floats(args.k);
    const int64_t paired = paired_rows(args.rows);
    alignas(64) float sums[kRows * kGroup];
    for (int64_t j = 0; j < args.n; j += kGroup) {
      const int64_t end = j + kGroup < args.n ? j + kGroup : args.n;
      const auto panel = [&](int64_t column) { return args.panels + column / kSide * floats; };
      // 1. Pairs of row tiles.
      for (int64_t i = 0; i < paired; i += kRows) {
        for (int64_t q = j; q < end; q += kColumns) {
          prefetch(args, i, q);
          two_by_two(blocks, args.a_packed + i / kSide * floats, panel(q), sums + q - j, kGroup);
        }
        finish(args, i, j, end, sums);
      }
      // 2. A last row tile of its own: two panels at once keep four tiles of C in flight.
      if (paired >= args.rows) continue;
      const float* strip = args.a_packed + paired / kSide * floats;
      for (int64_t q = j; q < end; q += 2 * kColumns)
        if (end - q > kColumns)
          one_by_four(blocks, strip, panel(q), 2 * floats, sums + q - j, kGroup);
        else
          one_by_two(blocks, strip, panel(q), sums + q - j, kGroup);
      finish(args, paired, j, end, sums);
    }
  }

  // Rows whose tiles go in pairs; at most one tile is left.
  static int64_t paired_rows(int64_t rows) { return rows % kRows > kSide ? rows : rows / kRows * kRows; }

  // The order of the six products, the same in every shape of tile: a1 b3, a1 b2, a2 b2, a2 b1, a3 b1, a1 b1.
  // Each step loads one operand anew and keeps the other. Tiles 0 to 3 are C.
  static void two_by_two(int64_t blocks, const float* a, const float* b, float* c, int64_t c_row) {
    float* lower = c + kSide * c_row;
    zero_c();
    for (int64_t block = 0; block < blocks; ++block, a += 2 * kParts * kTile, b += 2 * kParts * kTile) {
      const float *a1 = a, *a2 = a + 2 * kTile, *a3 = a + 4 * kTile;
      const float *b1 = b, *b2 = b + 2 * kTile, *b3 = b + 4 * kTile;
      Tiles::keep_vectors_awake();
      Tiles::template load<4>(a1);
      Tiles::template load<5>(a1 + kTile);
      change_b(b3);
      change_b(b2);
      change_a(a2);
      change_b(b1);
      change_a(a3);
      change_a(a1);
    }
    Tiles::template store_rows<0>(c, c_row);
    Tiles::template store_rows<1>(c + kSide, c_row);
    Tiles::template store_rows<2>(lower, c_row);
    Tiles::template store_rows<3>(lower + kSide, c_row);
  }

  // One tile of rows by two of columns.
  static void one_by_two(int64_t blocks, const float* a, const float* b, float* c, int64_t c_row) {
    zero_c();
    for (int64_t block = 0; block < blocks; ++block, a += kParts * kTile, b += 2 * kParts * kTile) {
      Tiles::keep_vectors_awake();
      load_a(a);
      column<0>(b);
      column<1>(b + kTile);
    }
    Tiles::template store_rows<0>(c, c_row);
    Tiles::template store_rows<1>(c + kSide, c_row);
  }

 private:
  static void change_b(const float* b) {
    Tiles::template load<6>(b);
    Tiles::template multiply_add<0, 4, 6>();
    Tiles::template multiply_add<2, 5, 6>();
    Tiles::template load<7>(b + kTile);
    Tiles::template multiply_add<1, 4, 7>();
    Tiles::template multiply_add<3, 5, 7>();
  }
  static void change_a(const float* a) {
    Tiles::template load<4>(a);
    Tiles::template multiply_add<0, 4, 6>();
    Tiles::template multiply_add<1, 4, 7>();
    Tiles::template load<5>(a + kTile);
    Tiles::template multiply_add<2, 5, 6>();
    Tiles::template multiply_add<3, 5, 7>();
  }

  // One tile of rows by two of columns in each of two panels, `panel` floats apart.
  static void one_by_four(int64_t blocks, const float* a, const float* b, int64_t panel, float* c,
                          int64_t c_row) {
    zero_c();
    for (int64_t block = 0; block < blocks; ++block, a += kParts * kTile, b += 2 * kParts * kTile) {
      Tiles::keep_vectors_awake();
      load_a(a);
      column<0>(b);
      column<1>(b + kTile);
      column<2>(b + panel);
      column<3>(b + panel + kTile);
    }
    Tiles::template store_rows<0>(c, c_row);
    Tiles::template store_rows<1>(c + kSide, c_row);
    Tiles::template store_rows<2>(c + 2 * kSide, c_row);
    Tiles::template store_rows<3>(c + 3 * kSide, c_row);
  }
  static void load_a(const float* a) {
    Tiles::template load<4>(a);
    Tiles::template load<5>(a + kTile);
    Tiles::template load<6>(a + 2 * kTile);
  }
  // One tile of C; the parts of A lie in tiles 4, 5, 6.
  template <int kC>
  static void column(const float* b) {
    Tiles::template load<7>(b + 4 * kTile);
    Tiles::template multiply_add<kC, 4, 7>();
    Tiles::template load<7>(b + 2 * kTile);
    Tiles::template multiply_add<kC, 4, 7>();
    Tiles::template multiply_add<kC, 5, 7>();
    Tiles::template load<7>(b);
    Tiles::template multiply_add<kC, 5, 7>();
    Tiles::template multiply_add<kC, 6, 7>();
    Tiles::template multiply_add<kC, 4, 7>();
  }
  static void zero_c() {
    Tiles::template zero<0>();
    Tiles::template zero<1>();
    Tiles::template zero<2>();
    Tiles::template zero<3>();
  }

  // C is far away where it is large: asked for before the product, it is here after it.
  static void prefetch(const MatmulBlock& args, int64_t i, int64_t j) {
    const int64_t end = args.rows - i < kRows ? args.rows : i + kRows;
    for (; i < end; ++i) {
      __builtin_prefetch(args.c + i * args.c_row + j, 1);
      __builtin_prefetch(args.c + i * args.c_row + j + kSide, 1);
    }
  }

  // C = alpha sums + beta C (+ bias) for a strip from row i on and columns [j, end).
  static void finish(const MatmulBlock& args, int64_t i, int64_t j, int64_t end, const float* sums) {
    const int64_t height = args.rows - i < kRows ? args.rows - i : kRows;
    // 0 * x is NaN for NaN and infinity, and NaN stays in the sum: in four, since each waits for itself.
    V non_finite[4] = {V::zero(), V::zero(), V::zero(), V::zero()};
    for (int64_t r = 0; r < height; r += 2)
      for (int64_t v = 0; v < end - j; v += kColumns)
        for (int q = 0; q < 4; ++q)
          non_finite[q] =
              fma(V::load(sums + (r + q / 2) * kGroup + v + q % 2 * kSide), V::zero(), non_finite[q]);
    const float total = reduce_add((non_finite[0] + non_finite[1]) + (non_finite[2] + non_finite[3]));
    if (total != total) return plain(args, i, height, j, end);
    const V alpha = V::broadcast(args.alpha), beta = V::broadcast(args.beta);
    for (int64_t r = 0; r < height; ++r)
      for (int64_t v = j; v < end; v += kSide) {
        const int remaining = static_cast<int>(end - v);
        const bool whole = remaining >= kSide;
        const auto load = [&](const float* from) {
          return whole ? V::load(from) : V::load_partial(from, remaining);
        };
        float* out = args.c + (i + r) * args.c_row + v;
        V x = fma(V::load(sums + r * kGroup + v - j), alpha, args.bias ? load(args.bias + v) : V::zero());
        if (args.beta != 0.0f) x = fma(beta, load(out), x);
        if (whole)
          x.store(out);
        else
          x.store_partial(out, remaining);
      }
  }

  // The parts of an infinity are not its sum, and of a number near the greatest the first part overflows:
  // what comes out so is computed again by fused multiply-adds, from the operands themselves.
  static void plain(const MatmulBlock& args, int64_t i, int64_t height, int64_t j, int64_t end) {
    constexpr int64_t kDepth = 128;
    static_assert(Plain::kColumns == kColumns);
    float panel[kDepth * kColumns];
    for (; j < end; j += kColumns) {
      const int width = static_cast<int>(end - j < kColumns ? end - j : kColumns);
      for (int64_t l = 0; l < args.k; l += kDepth) {
        const int64_t k = args.k - l < kDepth ? args.k - l : kDepth;
        Plain::pack_b({args.b.data + l * args.b.row_stride + j * args.b.column_stride, args.b.row_stride,
                       args.b.column_stride},
                      k, width, panel);
        for (int64_t r = 0; r < height; r += Plain::kRows) {
          const int64_t rows = height - r < Plain::kRows ? height - r : Plain::kRows;
          Plain::template tile_for<false>(rows, false)(
              k, args.a.data + (i + r) * args.a.row_stride + l * args.a.column_stride, args.a.row_stride,
              args.a.column_stride, panel, kColumns, 0, args.c + (i + r) * args.c_row + j, args.c_row, width,
              args.alpha, l == 0 ? args.beta : 1.0f, l == 0 && args.bias ? args.bias + j : nullptr);
        }
      }
    }
  }
};

}  // namespace mirada
