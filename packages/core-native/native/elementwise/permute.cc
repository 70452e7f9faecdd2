// Transposition. The innermost two axes of interest, the last one of the output and the one whose elements
// are neighbours in the input, are walked in square tiles, so that both sides use whole cache lines.
#include <algorithm>
#include <cstring>

#include "../cpu/thread_pool.h"
#include "elementwise.h"

namespace mirada {
namespace {

constexpr int64_t kTile = 16;
constexpr int64_t kTaskElements = int64_t{1} << 14;

// out[i * out_step + j] = x[i + j * x_step]: i runs along the input's neighbours, j along the output's.
void transpose_tiles(const float* x, int64_t x_step, float* out, int64_t out_step, int64_t rows,
                     int64_t columns) {
  for (int64_t i0 = 0; i0 < rows; i0 += kTile)
    for (int64_t j0 = 0; j0 < columns; j0 += kTile) {
      const int64_t i1 = std::min(i0 + kTile, rows), j1 = std::min(j0 + kTile, columns);
      for (int64_t i = i0; i < i1; ++i)
        for (int64_t j = j0; j < j1; ++j) out[i * out_step + j] = x[i + j * x_step];
    }
}

}  // namespace

void permute(const PermutedShape& shape, const float* x, float* out) {
  const int last = shape.rank - 1;
  int64_t out_steps[kMaxAxes];
  int64_t total = 1;
  for (int axis = last; axis >= 0; --axis) {
    out_steps[axis] = total;
    total *= shape.sizes[axis];
  }
  if (total == 0) return;
  // The axis whose elements are neighbours in the input; where it is the last one too, runs are copied.
  int near = last;
  for (int axis = 0; axis <= last; ++axis)
    if (shape.steps[axis] == 1 && shape.sizes[axis] > 1) near = axis;
  const bool copies = near == last;
  // Rows of the near axis in one task, so that a plain matrix is shared out too.
  const int64_t rows = copies ? 1 : shape.sizes[near];
  const int64_t row_block =
      std::clamp(kTaskElements / shape.sizes[last] / kTile * kTile, kTile, std::max(rows, kTile));
  const int64_t row_blocks = (rows + row_block - 1) / row_block;
  // All other axes.
  int axes[kMaxAxes];
  int count = 0;
  for (int axis = 0; axis < last; ++axis)
    if (axis != near) axes[count++] = axis;
  const int64_t places = total / (rows * shape.sizes[last]);
  const int64_t grain = std::max<int64_t>(1, kTaskElements / (std::min(row_block, rows) * shape.sizes[last]));
  parallel_for(0, places * row_blocks, grain, [&](int64_t from, int64_t to) {
    for (int64_t task = from; task < to; ++task) {
      int64_t rest = task / row_blocks, x_offset = 0, out_offset = 0;
      for (int q = count - 1; q >= 0; --q) {
        const int64_t index = rest % shape.sizes[axes[q]];
        rest /= shape.sizes[axes[q]];
        x_offset += index * shape.steps[axes[q]];
        out_offset += index * out_steps[axes[q]];
      }
      if (!copies) {
        const int64_t row = task % row_blocks * row_block;
        transpose_tiles(x + x_offset + row, shape.steps[last], out + out_offset + row * out_steps[near],
                        out_steps[near], std::min(row_block, rows - row), shape.sizes[last]);
      } else if (shape.steps[last] == 1) {
        std::memcpy(out + out_offset, x + x_offset, static_cast<size_t>(shape.sizes[last]) * sizeof(float));
      } else {
        for (int64_t j = 0; j < shape.sizes[last]; ++j)
          out[out_offset + j] = x[x_offset + j * shape.steps[last]];
      }
    }
  });
}

}  // namespace mirada
