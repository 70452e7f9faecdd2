// SGEMM by fused multiply-adds: B is laid out as [k][kColumns] panels, or read in place for a few rows; A is
// read in place, or packed when its rows are not contiguous; a tile of C stays in registers while k runs.
#pragma once
#include <cstdint>

#include "matmul_args.h"

namespace mirada {

template <class V>
struct MatmulKernels {
  static constexpr int kRows = V::kGemmRows;
  static constexpr int kVectors = V::kGemmVectors;
  static constexpr int kColumns = V::kLanes * V::kGemmVectors;

  // Columns [0, n) of rows [0, k) of B into ceil(n / kColumns) panels, the last one padded with zeros.
  static void pack_b(const MatrixView& b, int64_t k, int64_t n, float* panels) {
    for (int64_t j = 0; j < n; j += kColumns) {
      const int width = static_cast<int>(n - j < kColumns ? n - j : kColumns);
      float* panel = panels + j * k;
      if (b.column_stride == 1) {
        for (int64_t i = 0; i < k; ++i) {
          const float* row = b.data + i * b.row_stride + j;
          for (int v = 0; v < kVectors; ++v) {
            const int remaining = width - v * V::kLanes;
            const V x = remaining >= V::kLanes
                            ? V::load(row + v * V::kLanes)
                            : (remaining > 0 ? V::load_partial(row + v * V::kLanes, remaining) : V::zero());
            x.store(panel + i * kColumns + v * V::kLanes);
          }
        }
      } else if (b.row_stride == 1) {
        // Squares turned in registers.
        constexpr int L = V::kLanes;
        for (int64_t i = 0; i < k; i += L)
          for (int c = 0; c < kColumns; c += L) {
            const int depth = static_cast<int>(k - i < L ? k - i : L);
            const float* from = b.data + (j + c) * b.column_stride + i;
            V square[L];
            for (int q = 0; q < L; ++q)
              square[q] = c + q >= width ? V::zero()
                          : depth == L   ? V::load(from + q * b.column_stride)
                                         : V::load_partial(from + q * b.column_stride, depth);
            transpose(square);
            for (int q = 0; q < depth; ++q) square[q].store(panel + (i + q) * kColumns + c);
          }
      } else {
        // 16 rows of the panel at a time stay in the first-level cache while every column fills its place.
        for (int64_t i0 = 0; i0 < k; i0 += 16) {
          const int64_t i1 = i0 + 16 < k ? i0 + 16 : k;
          for (int c = 0; c < kColumns; ++c) {
            const float* column = b.data + (j + c) * b.column_stride;
            for (int64_t i = i0; i < i1; ++i)
              panel[i * kColumns + c] = c < width ? column[i * b.row_stride] : 0.0f;
          }
        }
      }
    }
  }

  // Panels that a tile of R rows takes at a time: with few rows, more columns keep the pipes full.
  static constexpr int panels_for(int rows) { return rows == 1 ? 4 : (rows == 2 ? 2 : 1); }

  // C[R x P kColumns] = alpha A B + beta C (+ bias), `width` columns of it stored; P is panels_for(R), or 1.
  // Row i of B at b + i * b_row, panels `panel` floats apart, the last one padded to kColumns unless
  // kInPlace.
  template <int R, int P, bool kInPlace>
  static void tile(int64_t k, const float* a, int64_t a_row, int64_t a_column, const float* b, int64_t b_row,
                   int64_t panel, float* c, int64_t c_row, int width, float alpha, float beta,
                   const float* bias) {
    constexpr int kAll = P * kVectors;
    const bool partial = kInPlace && width < P * kColumns;
    V sum[R][kAll];
    for (int r = 0; r < R; ++r)
      for (int v = 0; v < kAll; ++v) sum[r][v] = V::zero();
    for (int64_t i = 0; i < k; ++i) {
      V y[kAll];
      for (int v = 0; v < kAll; ++v) {
        const float* from = b + i * b_row + v / kVectors * panel + v % kVectors * V::kLanes;
        y[v] = partial ? V::load_partial(from, width - v * V::kLanes) : V::load(from);
      }
      for (int r = 0; r < R; ++r) {
        const V x = V::broadcast(a[r * a_row + i * a_column]);
        for (int v = 0; v < kAll; ++v) sum[r][v] = fma(x, y[v], sum[r][v]);
      }
    }
    for (int v = 0; v < kAll; ++v) {
      const int remaining = width - v * V::kLanes;
      if (remaining <= 0) break;
      const bool whole = remaining >= V::kLanes;
      const auto load = [&](const float* from) {
        return whole ? V::load(from) : V::load_partial(from, remaining);
      };
      const V plus = bias ? load(bias + v * V::kLanes) : V::zero();
      for (int r = 0; r < R; ++r) {
        float* out = c + r * c_row + v * V::kLanes;
        V x = fma(sum[r][v], V::broadcast(alpha), plus);
        if (beta != 0.0f) x = fma(V::broadcast(beta), load(out), x);
        if (whole)
          x.store(out);
        else
          x.store_partial(out, remaining);
      }
    }
  }

  using Tile = void (*)(int64_t, const float*, int64_t, int64_t, const float*, int64_t, int64_t, float*,
                        int64_t, int, float, float, const float*);
  // The tile for `rows` rows of A, 1 to kRows: sizes that do not divide lose no lanes. It takes
  // panels_for(rows) panels if `wide`, else one.
  template <bool kInPlace>
  static Tile tile_for(int64_t rows, bool wide) {
    static constexpr Tile kTiles[] = {
        tile<1, 1, kInPlace>,
        tile<2, 1, kInPlace>,
        tile<3, 1, kInPlace>,
        tile<4, 1, kInPlace>,
        tile < kRows >= 5 ? 5 : 1,
        1,
        kInPlace >,
        tile < kRows >= 6 ? 6 : 1,
        1,
        kInPlace >
        , tile < kRows >= 7 ? 7 : 1, 1, kInPlace >, tile < kRows >= 8 ? 8 : 1, 1, kInPlace > };
    if (wide && rows == 1) return tile<1, panels_for(1), kInPlace>;
    if (wide && rows == 2) return tile<2, panels_for(2), kInPlace>;
    return kTiles[rows - 1];
  }

  static int64_t packed_a_floats(const MatrixView& a, int64_t rows, int64_t k) {
    return a.column_stride == 1 ? 0 : rows * k;
  }

  // Strips of kRows rows, [k][height of the strip].
  static void pack_a(const MatrixView& a, int64_t rows, int64_t k, float* packed) {
    if (a.column_stride == 1) return;
    for (int64_t r = 0; r < rows; r += kRows) {
      const int64_t height = rows - r < kRows ? rows - r : kRows;
      float* strip = packed + r * k;
      for (int64_t i = 0; i < k; ++i)
        for (int64_t q = 0; q < height; ++q)
          strip[i * height + q] = a.data[(r + q) * a.row_stride + i * a.column_stride];
    }
  }

  static int64_t panel_floats(int64_t k) { return k * kColumns; }

  // The panel is the outer loop: it stays in the first-level cache while all rows pass over it. Where sums
  // are short, C is most of the work, and its rows, the outer loop then, are written in long runs.
  static constexpr int64_t kShortSum = 64;

  static void block(const MatmulBlock& args) {
    // Few rows are one tile high; several panels go together while so many are left.
    const int64_t group = args.rows <= 2 ? panels_for(static_cast<int>(args.rows)) * kColumns : kColumns;
    const int64_t height = args.k <= kShortSum ? kRows : args.rows;
    for (int64_t r = 0; r < args.rows; r += height)
      for (int64_t j = 0; j < args.n;) {
        const bool wide = group > kColumns && args.n - j >= group;
        rows_by_panel(args, r, r + height < args.rows ? r + height : args.rows, j, wide);
        j += wide ? group : kColumns;
      }
  }

  // Rows [r0, r1) of C by one panel, or by as many as a wide tile takes.
  static void rows_by_panel(const MatmulBlock& args, int64_t r0, int64_t r1, int64_t j, bool wide) {
    const bool in_place = args.panels == nullptr;
    const bool packed_a = args.a_packed && args.a.column_stride != 1;
    const int64_t panel = in_place ? kColumns : panel_floats(args.k);
    const int64_t b_row = in_place ? args.b.row_stride : kColumns;
    const int64_t step = wide ? panels_for(static_cast<int>(args.rows)) * kColumns : kColumns;
    const int width = static_cast<int>(args.n - j < step ? args.n - j : step);
    const float* b = in_place ? args.b.data + j : args.panels + j / kColumns * panel;
    for (int64_t r = r0; r < r1; r += kRows) {
      const int64_t height = r1 - r < kRows ? r1 - r : kRows;
      const Tile tile = in_place ? tile_for<true>(height, wide) : tile_for<false>(height, wide);
      tile(args.k, packed_a ? args.a_packed + r * args.k : args.a.data + r * args.a.row_stride,
           packed_a ? 1 : args.a.row_stride, packed_a ? height : args.a.column_stride, b, b_row, panel,
           args.c + r * args.c_row + j, args.c_row, width, args.alpha, args.beta,
           args.bias ? args.bias + j : nullptr);
    }
  }

  // The panels of a task lie in the second-level cache: half a megabyte of them, or 256 KB, since small
  // caches go with narrow vectors.
  static constexpr bool kWide = V::kLanes == 16;

  static MatmulKernelTable table() {
    return {kRows, kColumns,        kRows,  kWide ? 512 : 256, kWide ? 192 : 96, kWide ? 8 : 16,
            true,  packed_a_floats, pack_a, panel_floats,      pack_b,           block};
  }
};

}  // namespace mirada
