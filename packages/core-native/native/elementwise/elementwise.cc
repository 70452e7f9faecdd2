#include "elementwise.h"

#include <algorithm>
#include <cstring>

#include "../cpu/kernel_table.h"
#include "../cpu/scratch.h"
#include "../cpu/thread_pool.h"

namespace mirada {
namespace {

// Elements in one task: 64 kB of each operand, so that a task is long beside the cost of handing it out.
constexpr int64_t kGrain = int64_t{1} << 14;

// Runs fn(a offset, b offset, out offset, n) for every run along the last axis; long runs are cut in pieces.
template <class Fn>
void for_each_run(const BroadcastShape& shape, const Fn& fn) {
  const int last = shape.rank - 1;
  const int64_t length = shape.sizes[last];
  int64_t runs = 1;
  for (int axis = 0; axis < last; ++axis) runs *= shape.sizes[axis];
  if (length == 0 || runs == 0) return;
  const int64_t a_step = shape.a_steps[last], b_step = shape.b_steps[last];
  if (runs == 1) {
    parallel_for(0, length, kGrain,
                 [&](int64_t from, int64_t to) { fn(from * a_step, from * b_step, from, to - from); });
    return;
  }
  const int64_t grain = std::max<int64_t>(1, kGrain / length);
  parallel_for(0, runs, grain, [&](int64_t from, int64_t to) {
    // The place of the first run, then one step of an odometer for each further one.
    int64_t index[kMaxAxes] = {}, a = 0, b = 0;
    for (int64_t axis = last - 1, rest = from; axis >= 0; --axis) {
      index[axis] = rest % shape.sizes[axis];
      rest /= shape.sizes[axis];
      a += index[axis] * shape.a_steps[axis];
      b += index[axis] * shape.b_steps[axis];
    }
    for (int64_t run = from; run < to; ++run) {
      fn(a, b, run * length, length);
      for (int axis = last - 1; axis >= 0; --axis) {
        a += shape.a_steps[axis];
        b += shape.b_steps[axis];
        if (++index[axis] < shape.sizes[axis]) break;
        a -= shape.a_steps[axis] * shape.sizes[axis];
        b -= shape.b_steps[axis] * shape.sizes[axis];
        index[axis] = 0;
      }
    }
  });
}

}  // namespace

void unary(Unary operation, const float* x, float* out, int64_t n, float alpha, float beta) {
  const auto kernel = kernel_table().elementwise.unary[static_cast<int>(operation)];
  parallel_for(0, n, kGrain,
               [&](int64_t from, int64_t to) { kernel(x + from, out + from, to - from, alpha, beta); });
}

void binary(Binary operation, const BroadcastShape& shape, const float* a, const float* b, float* out) {
  const auto kernel = kernel_table().elementwise.binary[static_cast<int>(operation)];
  const int64_t a_step = shape.a_steps[shape.rank - 1], b_step = shape.b_steps[shape.rank - 1];
  for_each_run(shape, [&](int64_t a_offset, int64_t b_offset, int64_t offset, int64_t n) {
    kernel(a + a_offset, a_step, b + b_offset, b_step, out + offset, n);
  });
}

void comparison(Comparison operation, const BroadcastShape& shape, const float* a, const float* b,
                uint8_t* out) {
  const auto kernel = kernel_table().elementwise.comparison[static_cast<int>(operation)];
  const int64_t a_step = shape.a_steps[shape.rank - 1], b_step = shape.b_steps[shape.rank - 1];
  for_each_run(shape, [&](int64_t a_offset, int64_t b_offset, int64_t offset, int64_t n) {
    kernel(a + a_offset, a_step, b + b_offset, b_step, out + offset, n);
  });
}

void select(const uint8_t* condition, const float* a, const float* b, float* out, int64_t n) {
  const auto kernel = kernel_table().elementwise.select;
  parallel_for(0, n, kGrain, [&](int64_t from, int64_t to) {
    kernel(condition + from, a + from, b + from, out + from, to - from);
  });
}

void reduce(Reduction operation, const float* x, float* out, int64_t outer, int64_t reduced, int64_t inner,
            float scale) {
  const ElementwiseTable& table = kernel_table().elementwise;
  const auto row = table.reduce_row[static_cast<int>(operation)];
  const auto columns = table.reduce_columns[static_cast<int>(operation)];
  if (outer == 0 || inner == 0) return;
  if (inner == 1) {
    if (outer == 1 && reduced > kGrain) {
      // One long row: parts of fixed size, then the parts.
      const int64_t parts = (reduced + kGrain - 1) / kGrain;
      Scratch scratch;
      float* part = scratch.floats(parts);
      parallel_for(0, parts, 1, [&](int64_t from, int64_t to) {
        for (int64_t p = from; p < to; ++p)
          part[p] = row(x + p * kGrain, std::min(kGrain, reduced - p * kGrain));
      });
      out[0] = row(part, parts) * scale;
      return;
    }
    const int64_t grain = std::max<int64_t>(1, kGrain / std::max<int64_t>(reduced, 1));
    parallel_for(0, outer, grain, [&](int64_t from, int64_t to) {
      for (int64_t i = from; i < to; ++i) out[i] = row(x + i * reduced, reduced) * scale;
    });
    return;
  }
  // Columns in strips of at most 512, so that tall matrices (a bias' gradient) are shared out too.
  constexpr int64_t kStrip = 512;
  const int64_t strips = (inner + kStrip - 1) / kStrip;
  const int64_t grain =
      std::max<int64_t>(1, kGrain / std::max<int64_t>(std::min(kStrip, inner) * reduced, 1));
  parallel_for(0, outer * strips, grain, [&](int64_t from, int64_t to) {
    for (int64_t task = from; task < to; ++task) {
      const int64_t i = task / strips, j = task % strips * kStrip, n = std::min(kStrip, inner - j);
      float* strip = out + i * inner + j;
      columns(x + i * reduced * inner + j, inner, reduced, strip, n);
      if (scale != 1.0f)
        for (int64_t q = 0; q < n; ++q) strip[q] *= scale;
    }
  });
}

void softmax(const float* x, float* out, int64_t rows, int64_t columns, bool logarithm) {
  const ElementwiseTable& table = kernel_table().elementwise;
  const auto kernel = logarithm ? table.log_softmax_row : table.softmax_row;
  // An exponential costs some ten times a copy.
  const int64_t grain = std::max<int64_t>(1, kGrain / 8 / std::max<int64_t>(columns, 1));
  parallel_for(0, rows, grain, [&](int64_t from, int64_t to) {
    for (int64_t i = from; i < to; ++i) kernel(x + i * columns, out + i * columns, columns);
  });
}

void copy_rows(const float* x, int64_t x_step, float* out, int64_t out_step, int64_t rows, int64_t n) {
  const int64_t grain = std::max<int64_t>(1, 4 * kGrain / std::max<int64_t>(n, 1));
  parallel_for(0, rows, grain, [&](int64_t from, int64_t to) {
    for (int64_t i = from; i < to; ++i)
      std::memcpy(out + i * out_step, x + i * x_step, static_cast<size_t>(n) * sizeof(float));
  });
}

}  // namespace mirada
