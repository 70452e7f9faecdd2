// C = alpha A B + beta C for a batch of matrices with any strides; the arguments of every matrix product.
#pragma once
#include <cstdint>

namespace mirada {

// Element (i, j) of the matrix at `data[i * row_stride + j * column_stride]`: a transpose swaps the strides.
struct MatrixView {
  const float* data;
  int64_t row_stride, column_stride;
};

struct MatmulArgs {
  int64_t m, n, k;
  MatrixView a;  // (m, k)
  MatrixView b;  // (k, n)
  float* c;      // (m, n), columns contiguous
  int64_t c_row_stride;
  float alpha = 1.0f;
  // 0: C is only written, whatever it held; otherwise C = ... + beta C.
  float beta = 0.0f;
  // Added to every row of C when not null; (n).
  const float* bias = nullptr;
  int64_t batch = 1;
  // Elements from one matrix of the batch to the next; 0 uses the same matrix again.
  int64_t a_batch_stride = 0, b_batch_stride = 0, c_batch_stride = 0;
};

// One task of a product: `rows` x `n` of C from packed operands, on one thread.
struct MatmulBlock {
  int64_t rows, n, k;
  MatrixView a;           // (rows, k)
  const float* a_packed;  // by pack_a, or null where packed_a_floats says 0
  MatrixView b;           // (k, n)
  const float* panels;    // by pack_b; null: read B in place, its columns contiguous (only if `in_place`)
  float* c;
  int64_t c_row;
  float alpha = 1.0f, beta = 0.0f;
  const float* bias = nullptr;
};

// One way to compute products; there is one or two per instruction set.
struct MatmulKernelTable {
  // Rows and columns of a tile of C: cuts between tasks fall on their multiples.
  int rows, columns;
  // The fewest rows that a part of C may be cut to without waste.
  int row_unit;
  // How far a product is cut: the depth of a packed block, and the rows and panels of a task.
  int depth, task_rows, task_panels;
  // Whether `block` can read B without panels.
  bool in_place;
  int64_t (*packed_a_floats)(const MatrixView& a, int64_t rows, int64_t k);
  void (*pack_a)(const MatrixView& a, int64_t rows, int64_t k, float* packed);
  // Of one panel of `columns` columns; panels lie one after the other.
  int64_t (*panel_floats)(int64_t k);
  void (*pack_b)(const MatrixView& b, int64_t k, int64_t n, float* panels);
  void (*block)(const MatmulBlock& block);
};

}  // namespace mirada
