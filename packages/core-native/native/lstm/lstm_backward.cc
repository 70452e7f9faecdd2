#include <algorithm>
#include <cstring>

#include "../cpu/kernel_table.h"
#include "../cpu/scratch.h"
#include "../cpu/thread_pool.h"
#include "../matmul/matmul.h"
#include "lstm.h"
#include "lstm_rows.h"

namespace mirada {
namespace {

size_t bytes(int64_t floats) { return static_cast<size_t>(floats) * sizeof(float); }

// Steps of these rows in reverse order. d_gates and previous_hidden hold only real steps, row after row:
// step t of a row lies at first[row] + t.
void backward_rows(const LstmArgs& args, const LstmGradientInputs& in, const LstmGradients& out,
                   const float* recurrent_panels, const int64_t* first, float* d_gates,
                   float* previous_hidden, int64_t row0, int64_t row1) {
  const KernelTable& kernels = kernel_table();
  const int64_t T = args.steps, U = args.units, rows = row1 - row0;
  Scratch scratch;
  float* d_hidden = scratch.floats(U);
  float* step_d_gates = scratch.floats(rows * 4 * U);
  float* d_state = scratch.floats(rows * U);
  std::memcpy(out.d_h0 + row0 * U, in.d_last_hidden + row0 * U, bytes(rows * U));
  std::memcpy(out.d_c0 + row0 * U, in.d_last_cell + row0 * U, bytes(rows * U));
  int64_t longest = 0;
  for (int64_t row = row0; row < row1; ++row) longest = std::max(longest, row_length(args, row));

  for (int64_t step = longest - 1; step >= 0; --step) {
    for (int64_t row = row0; row < row1; ++row) {
      const int64_t length = row_length(args, row);
      float* row_d_gates = step_d_gates + (row - row0) * 4 * U;
      if (step >= length) {
        std::fill(row_d_gates, row_d_gates + 4 * U, 0.0f);
        continue;
      }
      const int64_t t = step_time(args, length, step), at = row * T + t;
      const int64_t before = step > 0 ? row * T + step_time(args, length, step - 1) : 0;
      for (int64_t u = 0; u < U; ++u) d_hidden[u] = in.d_hidden[at * U + u] + out.d_h0[row * U + u];
      kernels.lstm_cell_backward(U, in.gates + at * 4 * U, in.cells + at * U,
                                 step > 0 ? in.cells + before * U : args.c0 + row * U, d_hidden,
                                 out.d_c0 + row * U, row_d_gates);
      std::memcpy(d_gates + (first[row] + t) * 4 * U, row_d_gates, bytes(4 * U));
      std::memcpy(previous_hidden + (first[row] + t) * U,
                  step > 0 ? in.hidden + before * U : args.h0 + row * U, bytes(U));
    }
    // gates = ... + h_{t-1} R
    kernels.gemm_block(rows, U, 4 * U, {step_d_gates, 4 * U, 1}, recurrent_panels, d_state, U, 1.0f, 0.0f,
                       nullptr, nullptr);
    for (int64_t row = row0; row < row1; ++row)
      if (step < row_length(args, row)) std::memcpy(out.d_h0 + row * U, d_state + (row - row0) * U, bytes(U));
  }
}

void sum_columns(const float* matrix, int64_t rows, int64_t columns, float* sums) {
  parallel_for(0, columns, 128, [&](int64_t from, int64_t to) {
    std::fill(sums + from, sums + to, 0.0f);
    for (int64_t row = 0; row < rows; ++row)
      for (int64_t j = from; j < to; ++j) sums[j] += matrix[row * columns + j];
  });
}

}  // namespace

void lstm_backward(const LstmArgs& args, const LstmGradientInputs& in, const LstmGradients& out) {
  const int64_t B = args.batch, T = args.steps, D = args.input_size, U = args.units;
  if (U <= 0) return;
  Scratch scratch;
  int64_t* first = scratch.items<int64_t>(B + 1);
  first[0] = 0;
  for (int64_t row = 0; row < B; ++row) first[row + 1] = first[row] + row_length(args, row);
  const int64_t real = first[B];
  float* d_gates = scratch.floats(real * 4 * U);
  float* previous_hidden = scratch.floats(real * U);

  // 1. Back through time, a block of rows per task.
  float* recurrent_panels = scratch.floats(packed_b_floats(4 * U, U));
  pack_b({args.recurrent_kernel, 1, 4 * U}, 4 * U, U, recurrent_panels);
  parallel_for(0, B, kLstmRowsPerTask, [&](int64_t from, int64_t to) {
    backward_rows(args, in, out, recurrent_panels, first, d_gates, previous_hidden, from, to);
  });

  // 2. x without its padding, so that nothing behind a length is read.
  const float* x = args.x;
  float* d_x = out.d_x;
  if (real != B * T) {
    float* real_x = scratch.floats(real * D);
    for (int64_t row = 0; row < B; ++row)
      std::memcpy(real_x + first[row] * D, args.x + row * T * D, bytes((first[row + 1] - first[row]) * D));
    x = real_x;
    d_x = scratch.floats(real * D);
  }

  // 3. gates = x W + h_{t-1} R + b
  matmul({real, D, 4 * U, {d_gates, 4 * U, 1}, {args.kernel, 1, 4 * U}, d_x, D});
  matmul({D, 4 * U, real, {x, 1, D}, {d_gates, 4 * U, 1}, out.d_kernel, 4 * U});
  matmul({U, 4 * U, real, {previous_hidden, 1, U}, {d_gates, 4 * U, 1}, out.d_recurrent_kernel, 4 * U});
  sum_columns(d_gates, real, 4 * U, out.d_bias);

  if (d_x != out.d_x)
    for (int64_t row = 0; row < B; ++row) {
      const int64_t length = first[row + 1] - first[row];
      std::memcpy(out.d_x + row * T * D, d_x + first[row] * D, bytes(length * D));
      std::fill(out.d_x + (row * T + length) * D, out.d_x + (row + 1) * T * D, 0.0f);
    }
}

}  // namespace mirada
