#include <algorithm>

#include "../cpu/kernel_table.h"
#include "../cpu/scratch.h"
#include "../cpu/thread_pool.h"
#include "../matmul/matmul.h"
#include "lstm.h"
#include "lstm_rows.h"

namespace mirada {
namespace {

// Zeros beyond the lengths of rows [row0, row1); returns the longest.
int64_t clear_beyond_lengths(const LstmArgs& args, const LstmOutputs& out, int64_t row0, int64_t row1) {
  const int64_t T = args.steps, U = args.units;
  int64_t longest = 0;
  for (int64_t row = row0; row < row1; ++row) {
    const int64_t length = row_length(args, row);
    longest = std::max(longest, length);
    const auto clear = [&](float* p, int64_t width) {
      std::fill(p + (row * T + length) * width, p + (row + 1) * T * width, 0.0f);
    };
    clear(out.gates, 4 * U);
    clear(out.cells, U);
    clear(out.hidden, U);
  }
  return longest;
}

void copy_last_states(const LstmArgs& args, const LstmOutputs& out, int64_t row0, int64_t row1) {
  const int64_t U = args.units;
  for (int64_t row = row0; row < row1; ++row) {
    const int64_t length = row_length(args, row);
    std::copy_n(state_before(args, out.cells, args.c0, row, length), U, out.last_cell + row * U);
    std::copy_n(state_before(args, out.hidden, args.h0, row, length), U, out.last_hidden + row * U);
  }
}

// All steps of rows [row0, row1). Step t of a row finds its x W + b at x_gates[real.at(row, t) 4U].
void forward_rows(const LstmArgs& args, const LstmOutputs& out, const float* x_gates, const RealSteps& real,
                  const PackedMatrix& recurrent_kernel, int64_t row0, int64_t row1) {
  const KernelTable& kernels = kernel_table();
  const int64_t T = args.steps, U = args.units, rows = row1 - row0;
  Scratch scratch;
  // Rows of one length are at the same position in every step: the product reads their states where they lie.
  const bool together = real.all();
  float* states = together ? nullptr : scratch.floats(rows * U);
  float* recurrent = scratch.floats(rows * 4 * U);

  // 1. Zeros beyond the lengths.
  const int64_t longest = clear_beyond_lengths(args, out, row0, row1);

  // 2. Step by step: all rows of this block share one product with R, then each row's gates are closed.
  if (states) std::copy_n(args.h0 + row0 * U, rows * U, states);
  for (int64_t step = 0; step < longest; ++step) {
    const MatrixView before =
        states ? MatrixView{states, U, 1}
               : MatrixView{state_before(args, out.hidden, args.h0, row0, step), step > 0 ? T * U : U, 1};
    recurrent_kernel.multiply(rows, before, recurrent, 4 * U);
    for (int64_t row = row0; row < row1; ++row) {
      const int64_t length = row_length(args, row);
      if (step >= length) continue;
      const int64_t t = step_time(args, length, step), at = row * T + t;
      kernels.lstm_cell_forward(args.hard_sigmoid, U, 0, U, x_gates + real.at(row, t) * 4 * U,
                                recurrent + (row - row0) * 4 * U,
                                state_before(args, out.cells, args.c0, row, step), out.gates + at * 4 * U,
                                out.cells + at * U, out.hidden + at * U);
      if (states) std::copy_n(out.hidden + at * U, U, states + (row - row0) * U);
    }
  }
  copy_last_states(args, out, row0, row1);
}

// All rows step by step, the units shared out. Each task reads the whole state of the step before and makes
// its own units of the next.
void forward_units(const LstmArgs& args, const LstmOutputs& out, const float* x_gates, const RealSteps& real,
                   const PackedMatrix& recurrent_kernel) {
  const KernelTable& kernels = kernel_table();
  const int64_t B = args.batch, T = args.steps, U = args.units;
  Scratch scratch;
  float* states[2] = {scratch.floats(B * U), scratch.floats(B * U)};
  float* recurrent = scratch.floats(B * 4 * U);
  std::copy_n(args.h0, B * U, states[0]);
  const int64_t longest = clear_beyond_lengths(args, out, 0, B);
  for (int64_t step = 0; step < longest; ++step) {
    const float* state = states[step % 2];
    float* next_state = states[1 - step % 2];
    parallel_for(0, U, units_per_task(U, num_threads()), [&](int64_t from, int64_t to) {
      recurrent_kernel.multiply_groups(B, {state, U, 1}, 4, from, to, recurrent, 4 * U);
      for (int64_t row = 0; row < B; ++row) {
        const int64_t length = row_length(args, row), own = row * U + from;
        if (step >= length) {
          std::copy_n(state + own, to - from, next_state + own);
          continue;
        }
        const int64_t t = step_time(args, length, step), at = row * T + t;
        kernels.lstm_cell_forward(args.hard_sigmoid, U, from, to, x_gates + real.at(row, t) * 4 * U,
                                  recurrent + row * 4 * U, state_before(args, out.cells, args.c0, row, step),
                                  out.gates + at * 4 * U, out.cells + at * U, out.hidden + at * U);
        std::copy_n(out.hidden + at * U + from, to - from, next_state + own);
      }
    });
  }
  copy_last_states(args, out, 0, B);
}

}  // namespace

void lstm_forward(const LstmArgs& args, const LstmOutputs& out) {
  const int64_t B = args.batch, D = args.input_size, U = args.units;
  if (B <= 0 || U <= 0) return;
  Scratch scratch;
  // 1. gates = x W + b for every real step at once.
  const RealSteps real(args, scratch);
  const float* x = real.all() ? args.x : real.gather(args.x, D, scratch);
  float* x_gates = real.all() ? out.gates : scratch.floats(real.count() * 4 * U);
  MatmulArgs product{real.count(), 4 * U, D, {x, D, 1}, {args.kernel, 4 * U, 1}, x_gates, 4 * U};
  product.bias = args.bias;
  matmul(product);

  // 2. Rows do not depend on each other: but for a few, a block of rows runs through all its steps on one
  // thread, with no waiting between steps.
  const PackedMatrix recurrent_kernel({args.recurrent_kernel, 4 * U, 1}, U, 4 * U, B, scratch);
  if (shares_units(args)) return forward_units(args, out, x_gates, real, recurrent_kernel);
  parallel_for(0, B, rows_per_task(B, num_threads()), [&](int64_t from, int64_t to) {
    forward_rows(args, out, x_gates, real, recurrent_kernel, from, to);
  });
}

}  // namespace mirada
