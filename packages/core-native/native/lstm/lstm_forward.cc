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

void forward_rows(const LstmArgs& args, const LstmOutputs& out, const float* kernel_panels,
                  const float* recurrent_panels, int64_t row0, int64_t row1) {
  const KernelTable& kernels = kernel_table();
  const int64_t T = args.steps, D = args.input_size, U = args.units, rows = row1 - row0;
  Scratch scratch;
  float* state = scratch.floats(rows * U);
  float* recurrent = scratch.floats(rows * 4 * U);
  std::memcpy(state, args.h0 + row0 * U, static_cast<size_t>(rows * U) * sizeof(float));
  std::memcpy(out.last_cell + row0 * U, args.c0 + row0 * U, static_cast<size_t>(rows * U) * sizeof(float));

  // 1. gates = x W + b for every step at once.
  int64_t longest = 0;
  for (int64_t row = row0; row < row1; ++row) {
    const int64_t length = row_length(args, row);
    longest = std::max(longest, length);
    float* gates = out.gates + row * T * 4 * U;
    if (length > 0 && D > 0)
      kernels.gemm_block(length, 4 * U, D, {args.x + row * T * D, D, 1}, kernel_panels, gates, 4 * U, 1.0f,
                         0.0f, args.bias, nullptr);
    else
      for (int64_t t = 0; t < length; ++t)
        std::memcpy(gates + t * 4 * U, args.bias, static_cast<size_t>(4 * U) * sizeof(float));
    const auto clear = [&](float* p, int64_t width) {
      std::fill(p + (row * T + length) * width, p + (row + 1) * T * width, 0.0f);
    };
    clear(out.gates, 4 * U);
    clear(out.cells, U);
    clear(out.hidden, U);
  }

  // 2. Step by step: all rows of this block share one product with R, then each row's gates are closed.
  for (int64_t step = 0; step < longest; ++step) {
    kernels.gemm_block(rows, 4 * U, U, {state, U, 1}, recurrent_panels, recurrent, 4 * U, 1.0f, 0.0f, nullptr,
                       nullptr);
    for (int64_t row = row0; row < row1; ++row) {
      const int64_t length = row_length(args, row);
      if (step >= length) continue;
      const int64_t at = row * T + step_time(args, length, step);
      float* last_cell = out.last_cell + row * U;
      kernels.lstm_cell_forward(U, recurrent + (row - row0) * 4 * U, last_cell, out.gates + at * 4 * U,
                                out.cells + at * U, out.hidden + at * U);
      std::memcpy(last_cell, out.cells + at * U, static_cast<size_t>(U) * sizeof(float));
      std::memcpy(state + (row - row0) * U, out.hidden + at * U, static_cast<size_t>(U) * sizeof(float));
    }
  }
  std::memcpy(out.last_hidden + row0 * U, state, static_cast<size_t>(rows * U) * sizeof(float));
}

}  // namespace

void lstm_forward(const LstmArgs& args, const LstmOutputs& out) {
  if (args.batch <= 0 || args.units <= 0) return;
  Scratch scratch;
  float* kernel_panels = scratch.floats(packed_b_floats(args.input_size, 4 * args.units));
  float* recurrent_panels = scratch.floats(packed_b_floats(args.units, 4 * args.units));
  pack_b({args.kernel, 4 * args.units, 1}, args.input_size, 4 * args.units, kernel_panels);
  pack_b({args.recurrent_kernel, 4 * args.units, 1}, args.units, 4 * args.units, recurrent_panels);
  // Rows do not depend on each other: a block of rows runs through all its steps on one thread, with no
  // waiting between steps.
  parallel_for(0, args.batch, kLstmRowsPerTask, [&](int64_t from, int64_t to) {
    forward_rows(args, out, kernel_panels, recurrent_panels, from, to);
  });
}

}  // namespace mirada
