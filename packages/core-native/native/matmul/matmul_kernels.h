// SGEMM on packed panels: B is laid out as [k][kColumns] panels, A is read in place or packed when its rows
// are not contiguous, and a block of C stays in registers while k runs.
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
            const int left = width - v * V::kLanes;
            const V x = left >= V::kLanes
                            ? V::load(row + v * V::kLanes)
                            : (left > 0 ? V::load_partial(row + v * V::kLanes, left) : V::zero());
            x.store(panel + i * kColumns + v * V::kLanes);
          }
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

  // C[R x kColumns] = alpha A panel + beta C (+ bias), `width` columns of it stored.
  template <int R>
  static void tile(int64_t k, const float* a, int64_t a_row, int64_t a_column, const float* panel, float* c,
                   int64_t c_row, int width, float alpha, float beta, const float* bias) {
    V sum[R][kVectors];
    for (int r = 0; r < R; ++r)
      for (int v = 0; v < kVectors; ++v) sum[r][v] = V::zero();
    for (int64_t i = 0; i < k; ++i) {
      V b[kVectors];
      for (int v = 0; v < kVectors; ++v) b[v] = V::load(panel + i * kColumns + v * V::kLanes);
      for (int r = 0; r < R; ++r) {
        const V x = V::broadcast(a[r * a_row + i * a_column]);
        for (int v = 0; v < kVectors; ++v) sum[r][v] = fma(x, b[v], sum[r][v]);
      }
    }
    for (int v = 0; v < kVectors; ++v) {
      const int left = width - v * V::kLanes;
      if (left <= 0) break;
      const bool whole = left >= V::kLanes;
      const V plus =
          !bias ? V::zero()
                : (whole ? V::load(bias + v * V::kLanes) : V::load_partial(bias + v * V::kLanes, left));
      for (int r = 0; r < R; ++r) {
        float* out = c + r * c_row + v * V::kLanes;
        V x = fma(sum[r][v], V::broadcast(alpha), plus);
        if (beta != 0.0f) x = fma(V::broadcast(beta), whole ? V::load(out) : V::load_partial(out, left), x);
        if (whole)
          x.store(out);
        else
          x.store_partial(out, left);
      }
    }
  }

  using Tile = void (*)(int64_t, const float*, int64_t, int64_t, const float*, float*, int64_t, int, float,
                        float, const float*);
  // The tile for `rows` rows of A, 1 to kRows: sizes that do not divide lose no lanes.
  static Tile tile_for(int rows) {
    static constexpr Tile kTiles[16] = {nullptr,
                                        tile<1>,
                                        tile<2>,
                                        tile<3>,
                                        tile<4>,
                                        kRows >= 5 ? tile<(kRows >= 5 ? 5 : 1)> : nullptr,
                                        kRows >= 6 ? tile<(kRows >= 6 ? 6 : 1)> : nullptr,
                                        kRows >= 7 ? tile<(kRows >= 7 ? 7 : 1)> : nullptr,
                                        kRows >= 8 ? tile<(kRows >= 8 ? 8 : 1)> : nullptr};
    return kTiles[rows];
  }

  // `rows` x `n` of C from A rows and packed panels of B whose depth is `k`. The panel is the outer loop: it
  // stays in the first-level cache while all rows pass over it. `a_packed` holds rows * k floats when A's
  // columns are not contiguous; it may be null otherwise.
  static void block(int64_t rows, int64_t n, int64_t k, MatrixView a, const float* panels, float* c,
                    int64_t c_row, float alpha, float beta, const float* bias, float* a_packed) {
    if (a.column_stride != 1 && a_packed) {
      for (int64_t r = 0; r < rows; r += kRows) {
        const int64_t height = rows - r < kRows ? rows - r : kRows;
        float* strip = a_packed + r * k;
        for (int64_t i = 0; i < k; ++i)
          for (int64_t q = 0; q < height; ++q)
            strip[i * height + q] = a.data[(r + q) * a.row_stride + i * a.column_stride];
      }
    }
    for (int64_t j = 0; j < n; j += kColumns) {
      const int width = static_cast<int>(n - j < kColumns ? n - j : kColumns);
      for (int64_t r = 0; r < rows; r += kRows) {
        const int height = static_cast<int>(rows - r < kRows ? rows - r : kRows);
        const bool packed = a.column_stride != 1 && a_packed;
        tile_for(height)(k, packed ? a_packed + r * k : a.data + r * a.row_stride, packed ? 1 : a.row_stride,
                         packed ? height : a.column_stride, panels + j * k, c + r * c_row + j, c_row, width,
                         alpha, beta, bias ? bias + j : nullptr);
      }
    }
  }
};

}  // namespace mirada
