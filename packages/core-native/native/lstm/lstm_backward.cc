#include <algorithm>
#include <cstring>

#include "../cpu/element_count.h"
#include "../cpu/kernel_table.h"
#include "../cpu/scratch.h"
#include "../cpu/thread_pool.h"
#include "../matmul/matmul.h"
#include "lstm.h"
#include "lstm_rows.h"

namespace mirada {
namespace {

size_t bytes(int64_t floats) { return static_cast<size_t>(floats) * sizeof(float); }

// Steps of these rows in reverse order. d_gates and previous_hidden hold only real steps.
void backward_rows(const LstmArgs& args, const LstmGradientInputs& in, const LstmGradients& out,
                   const PackedMatrix& recurrent_kernel, const RealSteps& real, float* d_gates,
                   float* previous_hidden, int64_t row0, int64_t row1) {
  const KernelTable& kernels = kernel_table();
  const int64_t T = args.steps, U = args.units, rows = row1 - row0;
  Scratch scratch;
  // Rows of one length are at the same position in every step: the product reads their d_gates where they
  // lie.
  const bool together = real.all();
  float* step_d_gates = together ? nullptr : scratch.floats(rows * 4 * U);
  float* d_state = together ? nullptr : scratch.floats(rows * U);
  std::memcpy(out.d_h0 + row0 * U, in.d_last_hidden + row0 * U, bytes(rows * U));
  std::memcpy(out.d_c0 + row0 * U, in.d_last_cell + row0 * U, bytes(rows * U));
  int64_t longest = 0;
  for (int64_t row = row0; row < row1; ++row) longest = std::max(longest, row_length(args, row));

  for (int64_t step = longest - 1; step >= 0; --step) {
    for (int64_t row = row0; row < row1; ++row) {
      const int64_t length = row_length(args, row);
      if (step >= length) {
        std::fill_n(step_d_gates + (row - row0) * 4 * U, 4 * U, 0.0f);
        continue;
      }
      const int64_t t = step_time(args, length, step), at = row * T + t;
      float* row_d_gates = d_gates + real.at(row, t) * 4 * U;
      kernels.lstm_cell_backward(args.hard_sigmoid, U, 0, U, in.gates + at * 4 * U, in.cells + at * U,
                                 state_before(args, in.cells, args.c0, row, step), in.d_hidden + at * U,
                                 out.d_h0 + row * U, out.d_c0 + row * U, row_d_gates);
      if (step_d_gates) std::memcpy(step_d_gates + (row - row0) * 4 * U, row_d_gates, bytes(4 * U));
      std::memcpy(previous_hidden + real.at(row, t) * U, state_before(args, in.hidden, args.h0, row, step),
                  bytes(U));
    }
    // gates = ... + h_{t-1} R
    if (together) {
      const float* first = d_gates + real.at(row0, step_time(args, T, step)) * 4 * U;
      recurrent_kernel.multiply(rows, {first, T * 4 * U, 1}, out.d_h0 + row0 * U, U);
      continue;
    }
    recurrent_kernel.multiply(rows, {step_d_gates, 4 * U, 1}, d_state, U);
    for (int64_t row = row0; row < row1; ++row)
      if (step < row_length(args, row)) std::memcpy(out.d_h0 + row * U, d_state + (row - row0) * U, bytes(U));
  }
}

// The same for a few rows, the units shared out: a task finishes the step after (its d_gates are all there)
// for its units, then makes their d_gates of this step.
void backward_units(const LstmArgs& args, const LstmGradientInputs& in, const LstmGradients& out,
                    const PackedMatrix& recurrent_kernel, const RealSteps& real, float* d_gates,
                    float* previous_hidden) {
  const KernelTable& kernels = kernel_table();
  const int64_t B = args.batch, T = args.steps, U = args.units;
  Scratch scratch;
  float* step_d_gates[2] = {scratch.floats(B * 4 * U), scratch.floats(B * 4 * U)};
  float* d_state = scratch.floats(B * U);
  std::memcpy(out.d_h0, in.d_last_hidden, bytes(B * U));
  std::memcpy(out.d_c0, in.d_last_cell, bytes(B * U));
  int64_t longest = 0;
  for (int64_t row = 0; row < B; ++row) longest = std::max(longest, row_length(args, row));

  for (int64_t step = longest - 1; step >= -1; --step)
    parallel_for(0, U, units_per_task(U, num_threads()), [&](int64_t from, int64_t to) {
      // gates = ... + h_{t-1} R, of the step after
      const float* later = step_d_gates[(step + 1) % 2];
      if (step + 1 < longest) recurrent_kernel.multiply_groups(B, {later, 4 * U, 1}, 1, from, to, d_state, U);
      for (int64_t row = 0; row < B; ++row) {
        const int64_t length = row_length(args, row);
        float* d_h = out.d_h0 + row * U;
        if (step + 1 < length) std::memcpy(d_h + from, d_state + row * U + from, bytes(to - from));
        if (step < 0) continue;
        float* row_d_gates = step_d_gates[step % 2] + row * 4 * U;
        if (step >= length) {
          for (int64_t gate = 0; gate < 4; ++gate)
            std::fill(row_d_gates + gate * U + from, row_d_gates + gate * U + to, 0.0f);
          continue;
        }
        const int64_t t = step_time(args, length, step), at = row * T + t, place = real.at(row, t);
        kernels.lstm_cell_backward(args.hard_sigmoid, U, from, to, in.gates + at * 4 * U, in.cells + at * U,
                                   state_before(args, in.cells, args.c0, row, step), in.d_hidden + at * U,
                                   d_h, out.d_c0 + row * U, row_d_gates);
        for (int64_t gate = 0; gate < 4; ++gate)
          std::memcpy(d_gates + (place * 4 + gate) * U + from, row_d_gates + gate * U + from,
                      bytes(to - from));
        std::memcpy(previous_hidden + place * U + from,
                    state_before(args, in.hidden, args.h0, row, step) + from, bytes(to - from));
      }
    });
}

void sum_columns(const float* matrix, int64_t rows, int64_t columns, float* sums) {
  parallel_for(0, columns, 512, [&](int64_t from, int64_t to) {
    std::fill(sums + from, sums + to, 0.0f);
    for (int64_t row = 0; row < rows; ++row)
      for (int64_t j = from; j < to; ++j) sums[j] += matrix[row * columns + j];
  });
}

}  // namespace

void lstm_backward(const LstmArgs& args, const LstmGradientInputs& in, const LstmGradients& out) {
  const int64_t B = args.batch, D = args.input_size, U = args.units;
  if (U <= 0) {
    // x reaches nothing. The other gradients are empty.
    std::fill_n(out.d_x, element_count({B, args.steps, D}), 0.0f);
    return;
  }
  Scratch scratch;
  const RealSteps real(args, scratch);
  const int64_t steps = real.count();
  float* d_gates = scratch.floats(steps * 4 * U);
  float* previous_hidden = scratch.floats(steps * U);

  // 1. Back through time, a block of rows per task.
  const PackedMatrix recurrent_kernel({args.recurrent_kernel, 1, 4 * U}, 4 * U, U, B, scratch);
  if (shares_units(args))
    backward_units(args, in, out, recurrent_kernel, real, d_gates, previous_hidden);
  else
    parallel_for(0, B, rows_per_task(B, num_threads()), [&](int64_t from, int64_t to) {
      backward_rows(args, in, out, recurrent_kernel, real, d_gates, previous_hidden, from, to);
    });

  // 2. gates = x W + h_{t-1} R + b
  const float* x = real.all() ? args.x : real.gather(args.x, D, scratch);
  float* d_x = real.all() ? out.d_x : scratch.floats(steps * D);
  matmul({steps, D, 4 * U, {d_gates, 4 * U, 1}, {args.kernel, 1, 4 * U}, d_x, D});
  matmul({D, 4 * U, steps, {x, 1, D}, {d_gates, 4 * U, 1}, out.d_kernel, 4 * U});
  matmul({U, 4 * U, steps, {previous_hidden, 1, U}, {d_gates, 4 * U, 1}, out.d_recurrent_kernel, 4 * U});
  sum_columns(d_gates, steps, 4 * U, out.d_bias);
  if (!real.all()) real.scatter(d_x, D, out.d_x);
}

}  // namespace mirada
