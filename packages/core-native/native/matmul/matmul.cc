#include "matmul.h"

#include <algorithm>

#include "../cpu/kernel_table.h"
#include "../cpu/scratch.h"
#include "../cpu/thread_pool.h"

namespace mirada {
namespace {

// Columns packed at once; the block of B they make lives in the second- or third-level cache.
constexpr int64_t kWidth = 2048;
// Rows packed at once, where A is packed.
constexpr int64_t kPackedRows = 3072;
// Up to so many rows B is read in place: packing it would cost more than the product.
constexpr int64_t kInPlaceRows = 16;
// Multiply-adds from which on products go to the tile unit where there is one.
constexpr int64_t kSplitWork = int64_t{1} << 19;
// Multiply-adds up to which handing a part to a thread takes longer than it saves.
constexpr int64_t kThreadWork = int64_t{1} << 19;
// Floats of packed operands that a thread's second-level cache holds beside C.
constexpr int64_t kCachedFloats = int64_t{3} << 17;
// Floats up to which A is read in place whichever way it lies.
constexpr int64_t kInPlaceA = int64_t{1} << 14;
// Multiply-adds that matrices of a batch make together before they are shared between threads.
constexpr int64_t kSerialWork = int64_t{1} << 16;

int64_t round_up(int64_t x, int64_t multiple) { return (x + multiple - 1) / multiple * multiple; }

void scale_rows(const MatmulArgs& args, float* c) {
  for (int64_t i = 0; i < args.m; ++i)
    for (int64_t j = 0; j < args.n; ++j) {
      float& out = c[i * args.c_row_stride + j];
      out = (args.beta == 0.0f ? 0.0f : args.beta * out) + (args.bias ? args.bias[j] : 0.0f);
    }
}

// The tile unit pays where there is enough to do for whole tiles; the choice depends on the shape alone.
const MatmulKernelTable& kernels_for(int64_t m, int64_t n, int64_t k) {
  const KernelTable& table = kernel_table();
  const bool large = m >= 12 && n >= 32 && k >= 32 && m * n * k >= kSplitWork;
  return table.split_matmul.block && large ? table.split_matmul : table.matmul;
}

MatrixView part(const MatrixView& view, int64_t i, int64_t j) {
  return {view.data + i * view.row_stride + j * view.column_stride, view.row_stride, view.column_stride};
}

// C = alpha A B + beta C for a few rows, with B where it is.
void matmul_in_place(const MatmulArgs& args, const MatmulKernelTable& kernels, MatrixView a, MatrixView b,
                     float* c) {
  const int64_t group = kernels.columns * kernels.task_panels, depth = kernels.depth;
  parallel_for(0, (args.n + group - 1) / group, 1, [&](int64_t from, int64_t to) {
    const int64_t j = from * group, n = std::min(to * group, args.n) - j;
    for (int64_t l = 0; l < args.k; l += depth)
      kernels.block({args.m, n, std::min(depth, args.k - l), part(a, 0, l), nullptr, part(b, l, j), nullptr,
                     c + j, args.c_row_stride, args.alpha, l == 0 ? args.beta : 1.0f,
                     l == 0 && args.bias ? args.bias + j : nullptr});
  });
}

// C = alpha A B + beta C where all of A and B fits a thread's cache once packed. C is cut along its longer
// side into a part a thread, which packs by itself whatever it multiplies: the operand that the parts share
// is packed again for each, since taking it from another core's cache would be no faster, and nobody waits.
void matmul_in_cache(const MatmulArgs& args, const MatmulKernelTable& kernels, MatrixView a, MatrixView b,
                     float* c) {
  const bool by_rows = args.m >= args.n;
  const int64_t side = by_rows ? args.m : args.n, unit = by_rows ? kernels.row_unit : kernels.columns;
  const bool alone = args.m * args.n * args.k <= kThreadWork;
  const int64_t parts = alone ? 1 : std::min<int64_t>(num_threads(), (side + unit - 1) / unit);
  const int64_t length = round_up((side + parts - 1) / parts, unit);
  const auto multiply = [&](int64_t from, int64_t to) {
    const int64_t i = by_rows ? from : 0, m = by_rows ? to - from : args.m;
    const int64_t j = by_rows ? 0 : from, n = by_rows ? args.n : to - from;
    const MatrixView a_part = part(a, i, 0), b_part = part(b, 0, j);
    Scratch scratch;
    float* panels =
        scratch.floats((n + kernels.columns - 1) / kernels.columns * kernels.panel_floats(args.k));
    kernels.pack_b(b_part, args.k, n, panels);
    float* strips = nullptr;
    const int64_t strips_size = kernels.packed_a_floats(a_part, m, args.k);
    if (strips_size && !(kernels.in_place && m * args.k <= kInPlaceA)) {
      strips = scratch.floats(strips_size);
      kernels.pack_a(a_part, m, args.k, strips);
    }
    kernels.block({m, n, args.k, a_part, strips, b_part, panels, c + i * args.c_row_stride + j,
                   args.c_row_stride, args.alpha, args.beta, args.bias ? args.bias + j : nullptr});
  };
  if (parts == 1) return multiply(0, side);
  parallel_for(0, side, length, multiply);
}

void matmul_one(const MatmulArgs& args, const float* a_data, const float* b_data, float* c) {
  if (args.k == 0) return scale_rows(args, c);
  const MatrixView a_all{a_data, args.a.row_stride, args.a.column_stride};
  const MatrixView b_all{b_data, args.b.row_stride, args.b.column_stride};
  const MatmulKernelTable& kernels = kernels_for(args.m, args.n, args.k);
  if (kernels.in_place && args.m <= kInPlaceRows && b_all.column_stride == 1)
    return matmul_in_place(args, kernels, a_all, b_all, c);
  if (args.k <= kernels.depth && (args.m + args.n) * args.k <= kCachedFloats)
    return matmul_in_cache(args, kernels, a_all, b_all, c);
  const int64_t columns = kernels.columns;
  const int64_t width = std::min(round_up(args.n, columns), round_up(kWidth, columns));
  // The depth in equal parts: a thin last one would cost a pass over C like the others.
  const int64_t parts = (args.k + kernels.depth - 1) / kernels.depth;
  const int64_t depth = std::min(round_up((args.k + parts - 1) / parts, 32), args.k);
  const int64_t most_rows = std::min(round_up(args.m, kernels.rows), round_up(kPackedRows, kernels.rows));
  // Row tasks of one size, at least two so that every thread has one.
  const int64_t row_cuts = std::max<int64_t>((args.m + kernels.task_rows - 1) / kernels.task_rows, 2);
  const int64_t height = round_up((args.m + row_cuts - 1) / row_cuts, kernels.rows);
  Scratch scratch;
  float* panels = scratch.floats(kernels.panel_floats(depth) * (width / columns));
  const int64_t strips_size = kernels.packed_a_floats(a_all, most_rows, depth);
  float* strips = strips_size ? scratch.floats(strips_size) : nullptr;
  for (int64_t j0 = 0; j0 < args.n; j0 += width)
    for (int64_t l0 = 0; l0 < args.k; l0 += depth) {
      const int64_t n = std::min(width, args.n - j0), k = std::min(depth, args.k - l0);
      const int64_t panel = kernels.panel_floats(k);
      for (int64_t i0 = 0; i0 < args.m; i0 += most_rows) {
        const int64_t m = std::min(most_rows, args.m - i0);
        const MatrixView a = part(a_all, i0, l0), b = part(b_all, l0, j0);
        // 1. Pack this block of B, once for all rows, and this block of A, a few panels or strips a task.
        const int64_t b_tasks = i0 == 0 ? (n + 8 * columns - 1) / (8 * columns) : 0;
        const int64_t a_tasks = strips ? (m + height - 1) / height : 0;
        const auto strips_at = [&](int64_t i) { return strips + kernels.packed_a_floats(a, i, k); };
        parallel_for(0, b_tasks + a_tasks, 1, [&](int64_t from, int64_t to) {
          for (int64_t task = from; task < to; ++task) {
            if (task < b_tasks) {
              const int64_t j = task * 8 * columns;
              kernels.pack_b(part(b, 0, j), k, std::min(8 * columns, n - j), panels + j / columns * panel);
            } else {
              const int64_t i = (task - b_tasks) * height;
              kernels.pack_a(part(a, i, 0), std::min(height, m - i), k, strips_at(i));
            }
          }
        });
        // 2. Rows x panel groups of C: each task owns its part of C, so the order of sums is fixed.
        const int64_t group = columns * kernels.task_panels;
        const int64_t row_tasks = (m + height - 1) / height, column_tasks = (n + group - 1) / group;
        parallel_for(0, row_tasks * column_tasks, 1, [&](int64_t from, int64_t to) {
          for (int64_t task = from; task < to; ++task) {
            const int64_t i = task / column_tasks * height, j = task % column_tasks * group;
            kernels.block({std::min(height, m - i), std::min(group, n - j), k, part(a, i, 0),
                           strips ? strips_at(i) : nullptr, part(b, 0, j), panels + j / columns * panel,
                           c + (i0 + i) * args.c_row_stride + j0 + j, args.c_row_stride, args.alpha,
                           l0 == 0 ? args.beta : 1.0f, l0 == 0 && args.bias ? args.bias + j0 + j : nullptr});
          }
        });
      }
    }
}

}  // namespace

void matmul(const MatmulArgs& args) {
  if (args.batch <= 0 || args.m <= 0 || args.n <= 0) return;
  const int64_t work = args.m * args.n * std::max<int64_t>(args.k, 1);
  const auto one = [&](int64_t batch) {
    matmul_one(args, args.a.data + batch * args.a_batch_stride, args.b.data + batch * args.b_batch_stride,
               args.c + batch * args.c_batch_stride);
  };
  if (args.batch > 1) {
    // A task inside a task runs on its own thread, so small matrices are shared out whole.
    const int64_t grain = std::max<int64_t>(1, kSerialWork / work);
    if (work < kSerialWork * 64) {
      parallel_for(0, args.batch, grain, [&](int64_t from, int64_t to) {
        for (int64_t batch = from; batch < to; ++batch) one(batch);
      });
      return;
    }
  }
  for (int64_t batch = 0; batch < args.batch; ++batch) one(batch);
}

PackedMatrix::PackedMatrix(const MatrixView& b, int64_t k, int64_t n, int64_t total_rows, Scratch& scratch)
    : kernels_(kernels_for(total_rows, n, k)), b_(b), k_(k), n_(n) {
  // One or two rows read it no faster from panels.
  if (kernels_.in_place && total_rows <= 2 && b.column_stride == 1) return;
  const int64_t columns = kernels_.columns, panel = kernels_.panel_floats(k);
  float* panels = scratch.floats((n + columns - 1) / columns * panel);
  parallel_for(0, (n + columns - 1) / columns, 8, [&](int64_t from, int64_t to) {
    const int64_t j = from * columns;
    kernels_.pack_b(part(b, 0, j), k, std::min(n, to * columns) - j, panels + from * panel);
  });
  panels_ = panels;
}

void PackedMatrix::multiply(int64_t rows, const MatrixView& a, float* c, int64_t c_row) const {
  Scratch scratch;
  const int64_t packed_size = kernels_.packed_a_floats(a, rows, k_);
  float* a_packed = packed_size ? scratch.floats(packed_size) : nullptr;
  if (a_packed) kernels_.pack_a(a, rows, k_, a_packed);
  kernels_.block({rows, n_, k_, a, a_packed, b_, panels_, c, c_row});
}

}  // namespace mirada
