// Operands of a product on tiles: every float as the sum of three bf16 numbers, laid out tile after tile.
#pragma once
#include <cstdint>

#include "matmul_args.h"

namespace mirada {

// A strip is up to two tiles of rows of A, a panel two tiles of columns of B; both run over k in blocks of
// Tiles::kDepth: [block][part 0..2][tile of the strip or panel]. Inside a block, k and k + 16 share a pair of
// bf16.
template <class V, class Tiles>
struct SplitPanels {
  static constexpr int kSide = Tiles::kSide, kDepth = Tiles::kDepth, kParts = 3;
  static constexpr int kColumns = 2 * kSide;
  static_assert(V::kLanes == kSide && kDepth == 2 * kSide);

  static int64_t blocks(int64_t k) { return (k + kDepth - 1) / kDepth; }
  // Of one tile of rows or columns.
  static int64_t floats(int64_t k) { return blocks(k) * kParts * Tiles::kFloats; }

  static int64_t packed_a_floats(int64_t rows, int64_t k) { return (rows + kSide - 1) / kSide * floats(k); }
  static int64_t panel_floats(int64_t k) { return 2 * floats(k); }

  static void pack_a(const MatrixView& a, int64_t rows, int64_t k, float* strips) {
    for (int64_t r0 = 0; r0 < rows; r0 += kSide) {
      const int64_t strip = r0 / (2 * kSide) * 2 * kSide;
      const int64_t tiles = rows - strip > kSide ? 2 : 1;
      float* to = strips + strip / kSide * floats(k) + (r0 - strip) / kSide * Tiles::kFloats;
      for (int64_t k0 = 0; k0 < k; k0 += kDepth, to += kParts * tiles * Tiles::kFloats) {
        float buffer[kSide * kDepth];
        const Block block = load_block(a, r0, rows, kSide, k0, k, kDepth, buffer);
        for (int r = 0; r < kSide; ++r) {
          const float* from = block.data + r * block.row;
          float* row = to + r * kSide;
          Tiles::store_parts(V::load(from), V::load(from + kSide), row, row + tiles * Tiles::kFloats,
                             row + 2 * tiles * Tiles::kFloats);
        }
      }
    }
  }

  static void pack_b(const MatrixView& b, int64_t k, int64_t n, float* panels) {
    // Whichever way the matrix is contiguous is the inner loop.
    if (b.column_stride == 1)
      for (int64_t k0 = 0; k0 < k; k0 += kDepth)
        for (int64_t j = 0; j < n; j += kColumns) pack_b_block(b, k, n, k0, j, panels);
    else
      for (int64_t j = 0; j < n; j += kColumns)
        for (int64_t k0 = 0; k0 < k; k0 += kDepth) pack_b_block(b, k, n, k0, j, panels);
  }

 private:
  static void pack_b_block(const MatrixView& b, int64_t k, int64_t n, int64_t k0, int64_t j, float* panels) {
    for (int tile = 0; tile < 2; ++tile) {
      float* to = panels + j / kSide * floats(k) + (k0 / kDepth * kParts * 2 + tile) * Tiles::kFloats;
      float buffer[kDepth * kSide];
      const Block block = load_block(b, k0, k, kDepth, j + tile * kSide, n, kSide, buffer);
      for (int p = 0; p < kSide; ++p)
        Tiles::store_parts(V::load(block.data + p * block.row), V::load(block.data + (p + kSide) * block.row),
                           to + p * kSide, to + p * kSide + 2 * Tiles::kFloats,
                           to + p * kSide + 4 * Tiles::kFloats);
    }
  }

  struct Block {
    const float* data;
    int64_t row;
  };

  // `height` x `width` elements from (i0, j0) on, zeros beyond (rows, columns): in place where the matrix
  // holds them row by row, otherwise gathered in `buffer`.
  static Block load_block(const MatrixView& matrix, int64_t i0, int64_t rows, int height, int64_t j0,
                          int64_t columns, int width, float* buffer) {
    const float* from = matrix.data + i0 * matrix.row_stride + j0 * matrix.column_stride;
    const int64_t real_rows = rows - i0 < height ? rows - i0 : height;
    const int64_t real_columns = columns - j0 < width ? (columns > j0 ? columns - j0 : 0) : width;
    if (matrix.column_stride == 1 && real_rows == height && real_columns == width)
      return {from, matrix.row_stride};
    if (matrix.column_stride == 1) {
      for (int64_t i = 0; i < height; ++i)
        for (int64_t j = 0; j < width; j += kSide) {
          const int64_t remaining = i < real_rows ? real_columns - j : 0;
          (remaining > 0 ? V::load_partial(from + i * matrix.row_stride + j, static_cast<int>(remaining))
                         : V::zero())
              .store(buffer + i * width + j);
        }
    } else if (matrix.row_stride == 1) {
      for (int64_t i = 0; i < height; i += kSide)
        for (int64_t j = 0; j < width; j += kSide) {
          V square[kSide];
          for (int64_t q = 0; q < kSide; ++q) {
            const int64_t remaining = j + q < real_columns ? real_rows - i : 0;
            square[q] = remaining > 0 ? V::load_partial(from + (j + q) * matrix.column_stride + i,
                                                        static_cast<int>(remaining))
                                      : V::zero();
          }
          transpose(square);
          for (int64_t q = 0; q < kSide; ++q) square[q].store(buffer + (i + q) * width + j);
        }
    } else {
      for (int64_t i = 0; i < height; ++i)
        for (int64_t j = 0; j < width; ++j)
          buffer[i * width + j] = i < real_rows && j < real_columns
                                      ? from[i * matrix.row_stride + j * matrix.column_stride]
                                      : 0.0f;
    }
    return {buffer, width};
  }
};

}  // namespace mirada
