// The matrix products of attention on blocks that lie in cache: C (+)= A B with a tile of C in registers.
#pragma once
#include <cstdint>

namespace mirada {

// Element (i, l) at data[i * row + l * column]; either stride may be 1, so a transpose is free.
struct Operand {
  const float* data;
  int64_t row, column;
};

// A right operand: row l < rows at data[l * row], and its panels where the products want them packed.
struct RightOperand {
  const float* data;
  int64_t row, rows;
  const float* panels;
};

template <class V>
struct AttentionProducts {
  using Vec = V;
  static constexpr int kLanes = Vec::kLanes;
  // With 32 registers, 12 x 2 accumulators leave room for two vectors of B and a broadcast of A.
  static constexpr int kRows = kLanes == 16 ? 12 : Vec::kGemmRows;
  static constexpr int kVectors = Vec::kGemmVectors;
  static constexpr int kColumns = kLanes * kVectors;
  // Where a part of a right operand may start.
  static constexpr int kDepthStep = 1;

  // What the thread needs while it multiplies, memory for a left operand, and panels of a right one: nothing
  // here.
  struct Scope {};
  // The products that take any operand; these do.
  using Plain = AttentionProducts;
  static bool fits(int64_t, int64_t, const float*, int64_t) { return true; }
  // Whether `fits` lets only finite numbers through.
  static constexpr bool kFiniteOnly = false;
  // Of the dots of product_packed, those of rows that do not fit, once more.
  static void redo_unfit_dots(int64_t, int64_t, int64_t, const float*, int64_t, const float*, int64_t, float*,
                              int64_t) {}
  static int64_t left_floats(int64_t, int64_t) { return 0; }
  static int64_t right_floats(int64_t, int64_t) { return 0; }
  static void pack_right(int64_t, int64_t, const float*, int64_t, float*) {}

  static int64_t round_up(int64_t n, int64_t multiple) { return (n + multiple - 1) / multiple * multiple; }
  // Rows of the next tile when so many remain: as even as possible, 16 = 8 + 8 rather than 12 + 4.
  static int64_t even_rows(int64_t remaining) {
    const int64_t tiles = (remaining + kRows - 1) / kRows;
    return (remaining + tiles - 1) / tiles;
  }

  // C (+)= A B for `rows` x `columns` of C and the sum over rows [first, first + depth) of B.
  static void product(int64_t rows, int64_t columns, int64_t depth, Operand a, RightOperand right,
                      int64_t first, float* c, int64_t c_row, bool accumulate, float* /*left*/) {
    product_in_place(rows, columns, depth, a, right.data + first * right.row, right.row, c, c_row,
                     accumulate);
  }

  // The same for operands that may hold NaN or infinity: an element of A that is exactly 0 contributes
  // nothing, so a forbidden key does not reach the result through 0 * NaN.
  static void product_skipping_zeros(int64_t rows, int64_t columns, int64_t depth, Operand a,
                                     RightOperand right, int64_t first, float* c, int64_t c_row,
                                     bool accumulate, float* /*left*/) {
    const float* b = right.data + first * right.row;
    for (int64_t i = 0; i < rows; ++i) {
      float* out = c + i * c_row;
      for (int64_t j = 0; !accumulate && j < columns; ++j) out[j] = 0.0f;
      for (int64_t l = 0; l < depth; ++l) {
        const float x = a.data[i * a.row + l * a.column];
        for (int64_t j = 0; x != 0.0f && j < columns; ++j) out[j] += x * b[l * right.row + j];
      }
    }
  }

  // Keys as panels of kColumns columns, [ceil(rows / kColumns)][depth][kColumns], the last one padded with
  // zeros: the transposed operand of query keyᵀ, laid out so that a tile reads it in one stream.
  static int64_t transposed_floats(int64_t rows, int64_t depth) { return round_up(rows, kColumns) * depth; }
  static void pack_transposed(int64_t rows, int64_t depth, const float* b, int64_t b_row, float* panels) {
    for (int64_t j = 0; j < rows; j += kColumns)
      for (int64_t column = 0; column < kColumns; column += kLanes) {
        float* to = panels + j * depth + column;
        for (int64_t l = 0; l < depth; l += kLanes)
          pack_square(rows - j - column, depth - l, b + (j + column) * b_row + l, b_row, to + l * kColumns);
      }
  }

  // C = A Bᵀ over packed rows [begin, end) of B; `begin` is a multiple of kColumns and C's columns start
  // there. Writes up to the next multiple of kLanes columns.
  static void product_packed(int64_t rows, int64_t begin, int64_t end, int64_t depth, const float* a,
                             int64_t a_row, RightOperand right, float* c, int64_t c_row, float* /*left*/) {
    for (int64_t j = begin; j < end; j += kColumns) {
      const int64_t columns = round_up(end - j < kColumns ? end - j : kColumns, kLanes);
      product_in_place(rows, columns, depth, {a, a_row, 1}, right.panels + j * depth, kColumns, c + j - begin,
                       c_row, false);
    }
  }

  // C = A Bᵀ without packing, each element a dot product along contiguous rows: for few rows of A.
  static void product_dots(int64_t rows, int64_t columns, int64_t depth, const float* a, int64_t a_row,
                           const float* b, int64_t b_row, float* c, int64_t c_row) {
    for (int64_t i = 0; i < rows; i += kDotRows)
      for (int64_t j = 0; j < columns; j += kDotColumns) {
        const float* a_tile = a + i * a_row;
        const float* b_tile = b + j * b_row;
        float* c_tile = c + i * c_row + j;
        const int64_t height = rows - i, width = columns - j;
        if (height >= kDotRows && width >= kDotColumns)
          dots<kDotRows, kDotColumns>(depth, a_tile, a_row, b_tile, b_row, c_tile, c_row);
        else
          for (int64_t r = 0; r < height && r < kDotRows; ++r) {
            if (width >= kDotColumns)
              dots<1, kDotColumns>(depth, a_tile + r * a_row, a_row, b_tile, b_row, c_tile + r * c_row,
                                   c_row);
            else
              for (int64_t q = 0; q < width; ++q)
                dots<1, 1>(depth, a_tile + r * a_row, a_row, b_tile + q * b_row, b_row,
                           c_tile + r * c_row + q, c_row);
          }
      }
  }

  // Whether `rows` rows of `columns` numbers hold a NaN or an infinity.
  static bool has_non_finite(int64_t rows, int64_t columns, const float* data, int64_t row) {
    // 0 * x is NaN for both, and NaN stays in the sum.
    Vec sum = Vec::zero();
    for (int64_t i = 0; i < rows; ++i) {
      const float* x = data + i * row;
      int64_t j = 0;
      for (; j + kLanes <= columns; j += kLanes) sum = fma(Vec::load(x + j), Vec::zero(), sum);
      if (j < columns) sum = fma(Vec::load_partial(x + j, static_cast<int>(columns - j)), Vec::zero(), sum);
    }
    const float total = reduce_add(sum);
    return total != total;
  }

 private:
  // Row l of B at b + l * b_row.
  static void product_in_place(int64_t rows, int64_t columns, int64_t depth, Operand a, const float* b,
                               int64_t b_row, float* c, int64_t c_row, bool accumulate) {
    for (int64_t j = 0; j < columns; j += kColumns) {
      const int width = static_cast<int>(columns - j < kColumns ? columns - j : kColumns);
      const TileRow& tiles = tiles_of_width(width);
      for (int64_t i = 0; i < rows;) {
        const int64_t height = even_rows(rows - i);
        tiles.of_height[height - 1](depth, a.data + i * a.row, a.row, a.column, b + j, b_row,
                                    c + i * c_row + j, c_row, width, accumulate);
        i += height;
      }
    }
  }

  // Transposes kLanes rows of kLanes numbers, of which the first `rows` and `columns` exist, zeros in the
  // others' place.
  static void pack_square(int64_t rows, int64_t columns, const float* from, int64_t from_row, float* to) {
    Vec square[kLanes];
    for (int i = 0; i < kLanes; ++i) {
      if (i >= rows)
        square[i] = Vec::zero();
      else
        square[i] = columns >= kLanes ? Vec::load(from + i * from_row)
                                      : Vec::load_partial(from + i * from_row, static_cast<int>(columns));
    }
    transpose(square);
    for (int i = 0; i < kLanes && i < columns; ++i) square[i].store(to + i * kColumns);
  }

  static constexpr int kDotRows = kLanes == 16 ? 4 : 2;
  static constexpr int kDotColumns = 4;

  template <int R, int C>
  static void dots(int64_t depth, const float* a, int64_t a_row, const float* b, int64_t b_row, float* c,
                   int64_t c_row) {
    typename Vec::Sum sum[R][C];
    for (int r = 0; r < R; ++r)
      for (int q = 0; q < C; ++q) sum[r][q] = Vec::Sum::zero();
    int64_t l = 0;
    for (; l + kLanes <= depth; l += kLanes) {
      Vec x[R];
      for (int r = 0; r < R; ++r) x[r] = Vec::load(a + r * a_row + l);
      for (int q = 0; q < C; ++q) {
        const Vec y = Vec::load(b + q * b_row + l);
        for (int r = 0; r < R; ++r) sum[r][q] = fma(x[r], y, sum[r][q]);
      }
    }
    if (l < depth) {
      const int lanes = static_cast<int>(depth - l);
      for (int q = 0; q < C; ++q) {
        const Vec y = Vec::load_partial(b + q * b_row + l, lanes);
        for (int r = 0; r < R; ++r)
          sum[r][q] = fma(Vec::load_partial(a + r * a_row + l, lanes), y, sum[r][q]);
      }
    }
    for (int r = 0; r < R; ++r)
      for (int q = 0; q < C; ++q) c[r * c_row + q] = reduce_add(sum[r][q]);
  }

  // R rows by W vectors of C; the last vector holds `width - (W - 1) kLanes` columns where kPartial.
  template <int R, int W, bool kPartial>
  static void tile(int64_t depth, const float* a, int64_t a_row, int64_t a_column, const float* b,
                   int64_t b_row, float* c, int64_t c_row, int width, bool accumulate) {
    const int last = width - (W - 1) * kLanes;
    Vec sum[R][W];
    for (int r = 0; r < R; ++r)
      for (int w = 0; w < W; ++w) sum[r][w] = Vec::zero();
    for (int64_t l = 0; l < depth; ++l) {
      Vec y[W];
      for (int w = 0; w < W; ++w) {
        if (kPartial && w == W - 1)
          y[w] = Vec::load_partial(b + w * kLanes, last);
        else
          y[w] = Vec::load(b + w * kLanes);
      }
      for (int r = 0; r < R; ++r) {
        const Vec x = Vec::broadcast(a[r * a_row]);
        for (int w = 0; w < W; ++w) sum[r][w] = fma(x, y[w], sum[r][w]);
      }
      a += a_column;
      b += b_row;
    }
    for (int r = 0; r < R; ++r)
      for (int w = 0; w < W; ++w) {
        float* out = c + r * c_row + w * kLanes;
        // Added last: sums of parts round less than one long sum.
        if (kPartial && w == W - 1)
          (accumulate ? Vec::load_partial(out, last) + sum[r][w] : sum[r][w]).store_partial(out, last);
        else
          (accumulate ? Vec::load(out) + sum[r][w] : sum[r][w]).store(out);
      }
  }

  using Tile = void (*)(int64_t, const float*, int64_t, int64_t, const float*, int64_t, float*, int64_t, int,
                        bool);
  struct TileRow {
    Tile of_height[12];
  };
  template <int R>
  static constexpr int kHeight = R <= kRows ? R : kRows;
  template <int W, bool kPartial>
  static constexpr TileRow kTiles = {
      {tile<kHeight<1>, W, kPartial>, tile<kHeight<2>, W, kPartial>, tile<kHeight<3>, W, kPartial>,
       tile<kHeight<4>, W, kPartial>, tile<kHeight<5>, W, kPartial>, tile<kHeight<6>, W, kPartial>,
       tile<kHeight<7>, W, kPartial>, tile<kHeight<8>, W, kPartial>, tile<kHeight<9>, W, kPartial>,
       tile<kHeight<10>, W, kPartial>, tile<kHeight<11>, W, kPartial>, tile<kHeight<12>, W, kPartial>}};

  template <int W = 1>
  static const TileRow& tiles_of_width(int width) {
    if constexpr (W < kVectors) {
      if (width > W * kLanes) return tiles_of_width<W + 1>(width);
    }
    return width == W * kLanes ? kTiles<W, false> : kTiles<W, true>;
  }
};

}  // namespace mirada
