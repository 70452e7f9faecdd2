// Matrix products for every instruction set and any number of threads.
#pragma once
#include "../cpu/scratch.h"
#include "matmul_args.h"

namespace mirada {

// C = alpha A B + beta C (+ bias); sums over k run in one order whatever the number of threads.
void matmul(const MatmulArgs& args);

// The same for some columns of a product that has `all_columns` of them: to the bits of the whole product.
void matmul_of_columns(const MatmulArgs& args, int64_t all_columns);
// Whether products of `m` rows over `k` are computed in the same way for `n` columns and for `other_n`.
bool same_arithmetic(int64_t m, int64_t k, int64_t n, int64_t other_n);

// The same in double precision, one loop per index: the truth that tests compare with.
void matmul_reference(const MatmulArgs& args);

// A right operand packed once for many products, as a recurrent network needs it.
class PackedMatrix {
 public:
  // Packs B (k, n) on all threads; panels come from `scratch` and B itself must stay. `total_rows`: of A in
  // one step of the whole problem, so that the way of computing does not depend on how its rows are shared
  // out.
  PackedMatrix(const MatrixView& b, int64_t k, int64_t n, int64_t total_rows, Scratch& scratch);
  // C = A B on the calling thread.
  void multiply(int64_t rows, const MatrixView& a, float* c, int64_t c_row) const;
  // The same over panels that `pack` made of B before.
  PackedMatrix(const MatrixView& b, int64_t k, int64_t n, int64_t total_rows, const float* panels);
  static int64_t panel_floats(int64_t k, int64_t n, int64_t total_rows);
  static void pack(const MatrixView& b, int64_t k, int64_t n, int64_t total_rows, float* panels);

  // Whether the two below, for so many rows and `columns` columns of B, have the bits of matmul.
  bool agrees(int64_t rows, int64_t columns) const;
  // C += A B on all threads.
  void add_multiply(int64_t rows, const MatrixView& a, float* c, int64_t c_row) const;
  // A in the form that multiply_columns reads, null where it reads A itself.
  const float* packed_rows(int64_t rows, const MatrixView& a, Scratch& scratch) const;
  // C = A B + bias on the calling thread, columns [from, to) alone; from is a multiple of 64.
  void multiply_columns(int64_t rows, const MatrixView& a, const float* a_packed, int64_t from, int64_t to,
                        const float* bias, float* c, int64_t c_row) const;
  // C = A B, only columns [from, to) of each of `groups` equal groups, which hold whole panels of 64
  // columns.
  void multiply_groups(int64_t rows, const MatrixView& a, int64_t groups, int64_t from, int64_t to, float* c,
                       int64_t c_row) const;

 private:
  void read_in_place(int64_t rows, const MatrixView& a, int64_t groups, int64_t from, int64_t to, float* c,
                     int64_t c_row) const;

  const MatmulKernelTable& kernels_;
  MatrixView b_;
  int64_t k_, n_;
  const float* panels_ = nullptr;  // null: B is read in place
};

}  // namespace mirada
