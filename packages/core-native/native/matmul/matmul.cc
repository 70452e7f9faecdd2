#include "matmul.h"

#include <algorithm>

#include "../cpu/kernel_table.h"
#include "../cpu/scratch.h"
#include "../cpu/thread_pool.h"

namespace mirada {
namespace {

// Depth of a packed block: a panel of 256 x 32 floats fills two thirds of a 48 KB first-level cache.
constexpr int64_t kDepth = 256;
// Columns packed at once; the block of B they make lives in the second- or third-level cache.
constexpr int64_t kWidth = 2048;
// Rows of C in one task.
constexpr int64_t kHeight = 96;
// Multiply-adds under which a matrix is not worth sharing between threads.
constexpr int64_t kSerialWork = int64_t{1} << 16;

int64_t round_up(int64_t x, int64_t multiple) { return (x + multiple - 1) / multiple * multiple; }

void scale_rows(const MatmulArgs& args, float* c) {
  for (int64_t i = 0; i < args.m; ++i)
    for (int64_t j = 0; j < args.n; ++j) {
      float& out = c[i * args.c_row_stride + j];
      out = (args.beta == 0.0f ? 0.0f : args.beta * out) + (args.bias ? args.bias[j] : 0.0f);
    }
}

void matmul_one(const MatmulArgs& args, const float* a, const float* b, float* c) {
  if (args.k == 0) return scale_rows(args, c);
  const KernelTable& kernels = kernel_table();
  const int64_t columns = kernels.gemm_columns;
  const int64_t width = std::min(round_up(args.n, columns), round_up(kWidth, columns));
  // Few rows over a narrow C: smaller tasks, so that every thread has one.
  const int64_t height =
      args.m > 2 * kHeight ? kHeight : round_up(std::max<int64_t>((args.m + 1) / 2, 1), kernels.gemm_rows);
  Scratch scratch;
  float* panels = scratch.floats(std::min(kDepth, args.k) * width);
  for (int64_t j0 = 0; j0 < args.n; j0 += width) {
    const int64_t n = std::min(width, args.n - j0);
    for (int64_t l0 = 0; l0 < args.k; l0 += kDepth) {
      const int64_t k = std::min(kDepth, args.k - l0);
      const bool first = l0 == 0;
      // 1. Pack this block of B, a few panels a task.
      parallel_for(0, (n + columns - 1) / columns, 8, [&](int64_t from, int64_t to) {
        const int64_t j = from * columns;
        const MatrixView view{b + l0 * args.b.row_stride + (j0 + j) * args.b.column_stride, args.b.row_stride,
                              args.b.column_stride};
        kernels.pack_b(view, k, std::min(n, to * columns) - j, panels + j * k);
      });
      // 2. Rows x panel groups of C: each task owns its part of C, so the order of sums is fixed.
      const int64_t group = columns * 16;
      const int64_t row_tasks = (args.m + height - 1) / height, column_tasks = (n + group - 1) / group;
      parallel_for(0, row_tasks * column_tasks, 1, [&](int64_t from, int64_t to) {
        for (int64_t task = from; task < to; ++task) {
          const int64_t i = task / column_tasks * height, j = task % column_tasks * group;
          const int64_t rows = std::min(height, args.m - i);
          const MatrixView view{a + i * args.a.row_stride + l0 * args.a.column_stride, args.a.row_stride,
                                args.a.column_stride};
          Scratch own;
          float* a_packed = args.a.column_stride == 1 ? nullptr : own.floats(rows * k);
          kernels.gemm_block(rows, std::min(group, n - j), k, view, panels + j * k,
                             c + i * args.c_row_stride + j0 + j, args.c_row_stride, args.alpha,
                             first ? args.beta : 1.0f, first && args.bias ? args.bias + j0 + j : nullptr,
                             a_packed);
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

int64_t packed_b_floats(int64_t k, int64_t n) { return k * round_up(n, kernel_table().gemm_columns); }

void pack_b(const MatrixView& b, int64_t k, int64_t n, float* panels) {
  const KernelTable& kernels = kernel_table();
  const int64_t columns = kernels.gemm_columns;
  parallel_for(0, (n + columns - 1) / columns, 8, [&](int64_t from, int64_t to) {
    const int64_t j = from * columns;
    kernels.pack_b({b.data + j * b.column_stride, b.row_stride, b.column_stride}, k,
                   std::min(n, to * columns) - j, panels + j * k);
  });
}

}  // namespace mirada
