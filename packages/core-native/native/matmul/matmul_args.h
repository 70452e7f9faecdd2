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

}  // namespace mirada
