// The matrix products of attention on a unit that multiplies tiles of bf16, accurate to fp32: see
// matmul/split_matmul_kernels.h.
#pragma once
#include "../matmul/split_matmul_kernels.h"
#include "attention_products.h"

namespace mirada {

// What AttentionProducts offers, with every operand packed, for operands that `fits` accepts. For others
// there are the products of Plain; a dot product beside one that does not fit is not disturbed by it.
template <class V, class Tiles>
struct SplitAttentionProducts : AttentionProducts<V> {
  using Kernels = SplitMatmulKernels<V, Tiles>;
  using Panels = SplitPanels<V, Tiles>;
  static constexpr int kRows = Kernels::kRows, kColumns = Kernels::kColumns, kSide = Tiles::kSide;
  // A part of a right operand starts at a whole block of its depth.
  static constexpr int kDepthStep = Tiles::kDepth;
  static_assert(kColumns == AttentionProducts<V>::kColumns);

  using Scope = typename Tiles::Scope;
  // For the rest.
  using Plain = AttentionProducts<V>;

  static constexpr bool kFiniteOnly = true;
  // Whether numbers can be split: finite, and small enough that neither a part nor a sum of products
  // overflows.
  static bool fits(int64_t rows, int64_t columns, const float* data, int64_t row) {
    const V limit = V::broadcast(0x1p60f);
    V others = V::zero();
    const auto test = [&](V x) {
      others = others + select(less(abs(x), limit), V::zero(), V::broadcast(1.0f));
    };
    for (int64_t i = 0; i < rows; ++i) {
      const float* x = data + i * row;
      int64_t j = 0;
      for (; j + V::kLanes <= columns; j += V::kLanes) test(V::load(x + j));
      if (j < columns) test(V::load_partial(x + j, static_cast<int>(columns - j)));
    }
    return reduce_add(others) == 0.0f;
  }

  // At most kRows rows. Each dot product depends on its own two rows alone, so that a score has the same bits
  // whatever is computed beside it.
  static void redo_unfit_dots(int64_t rows, int64_t columns, int64_t depth, const float* a, int64_t a_row,
                              const float* b, int64_t b_row, float* c, int64_t c_row) {
    bool row_fits[kRows];
    for (int64_t i = 0; i < rows; ++i) row_fits[i] = fits(1, depth, a + i * a_row, a_row);
    for (int64_t j = 0; j < columns; ++j) {
      const bool column_fits = fits(1, depth, b + j * b_row, b_row);
      for (int64_t i = 0; i < rows; ++i)
        if (!column_fits || !row_fits[i])
          Plain::product_dots(1, 1, depth, a + i * a_row, a_row, b + j * b_row, b_row, c + i * c_row + j,
                              c_row);
    }
  }

  static int64_t even_rows(int64_t remaining) { return remaining < kRows ? remaining : kRows; }
  static int64_t left_floats(int64_t rows, int64_t depth) { return Panels::packed_a_floats(rows, depth); }
  static int64_t right_floats(int64_t depth, int64_t columns) {
    return (columns + kColumns - 1) / kColumns * Panels::panel_floats(depth);
  }
  static void pack_right(int64_t depth, int64_t columns, const float* b, int64_t b_row, float* panels) {
    Panels::pack_b({b, b_row, 1}, depth, columns, panels);
  }
  static void product(int64_t rows, int64_t columns, int64_t depth, Operand a, RightOperand right,
                      int64_t first, float* c, int64_t c_row, bool accumulate, float* left) {
    Panels::pack_a({a.data, a.row, a.column}, rows, depth, left);
    const float* panels = right.panels + first / kDepthStep * Panels::kParts * 2 * Tiles::kFloats;
    const int64_t panel_floats = Panels::panel_floats(right.rows);
    for (int64_t j = 0; j < columns; j += kColumns, panels += panel_floats)
      for (int64_t i = 0; i < rows; i += kRows) {
        const int64_t height = rows - i, width = columns - j;
        float* out = c + i * c_row + j;
        if (!accumulate && width >= kColumns && (height >= kRows || height == kSide)) {
          tiles(height, depth, left + i / kSide * Panels::floats(depth), panels, out, c_row);
        } else {
          // Added last: sums of parts round less than one long sum.
          alignas(64) float sums[kRows * kColumns];
          tiles(height, depth, left + i / kSide * Panels::floats(depth), panels, sums, kColumns);
          add_part(height < kRows ? height : kRows, width < kColumns ? width : kColumns, sums, out, c_row,
                   accumulate);
        }
      }
  }

  static int64_t transposed_floats(int64_t rows, int64_t depth) { return right_floats(depth, rows); }
  static void pack_transposed(int64_t rows, int64_t depth, const float* b, int64_t b_row, float* panels) {
    Panels::pack_b({b, 1, b_row}, depth, rows, panels);
  }
  // C has whole tiles to write to: rows to the next multiple of kSide, columns to that of kColumns.
  static void product_packed(int64_t rows, int64_t begin, int64_t end, int64_t depth, const float* a,
                             int64_t a_row, RightOperand right, float* c, int64_t c_row, float* left) {
    Panels::pack_a({a, a_row, 1}, rows, depth, left);
    const int64_t panel_floats = Panels::panel_floats(depth);
    for (int64_t j = begin; j < end; j += kColumns)
      for (int64_t i = 0; i < rows; i += kRows)
        tiles(rows - i, depth, left + i / kSide * Panels::floats(depth),
              right.panels + j / kColumns * panel_floats, c + i * c_row + j - begin, c_row);
  }

 private:
  // One or two tiles of rows, as many as `height` asks for, by two of columns.
  static void tiles(int64_t height, int64_t depth, const float* strip, const float* panel, float* c,
                    int64_t c_row) {
    const int64_t blocks = Panels::blocks(depth);
    height > kSide ? Kernels::two_by_two(blocks, strip, panel, c, c_row)
                   : Kernels::one_by_two(blocks, strip, panel, c, c_row);
  }

  static void add_part(int64_t height, int64_t width, const float* sums, float* c, int64_t c_row,
                       bool accumulate) {
    for (int64_t i = 0; i < height; ++i)
      for (int64_t j = 0; j < width; j += V::kLanes) {
        const int lanes = static_cast<int>(width - j);
        float* out = c + i * c_row + j;
        const V x = V::load(sums + i * kColumns + j);
        (accumulate ? V::load_partial(out, lanes) + x : x).store_partial(out, lanes);
      }
  }
};

}  // namespace mirada
