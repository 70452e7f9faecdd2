#include "matmul.h"

#include <algorithm>

#include "../cpu/kernel_table.h"
#include "../cpu/scratch.h"
#include "../cpu/thread_pool.h"

namespace mirada {
namespace {

// Rows or columns packed at once where all tasks read them; they lie in the third-level cache.
constexpr int64_t kSharedSide = 3072;
// Rows or columns of a task where there could be more tasks.
constexpr int64_t kLeastSide = 64;
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

// Elements from which on one or two rows read B faster where it lies, whichever way that is.
constexpr int64_t kLargeInPlace = int64_t{1} << 20;

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

struct Cuts {
  int64_t depth;          // of a pass over C
  int64_t height, width;  // of a task: rows, columns
};

// The length of parts of `size`: eight parts, or as many as `most` asks for, none far below kLeastSide.
int64_t cut(int64_t size, int64_t tile, int64_t most) {
  const int64_t parts =
      std::max({int64_t{1}, (size + most - 1) / most, std::min<int64_t>(8, size / kLeastSide)});
  return round_up((size + parts - 1) / parts, tile);
}

// C = alpha A B + beta C, cut along its columns. 1. A is packed for all tasks, a strip each. 2. Every task
// packs its own columns of B, so that they are in its core's cache, and passes all rows over them; it owns
// its part of C, so the order of sums is fixed.
void matmul_by_columns(const MatmulArgs& args, const MatmulKernelTable& kernels, MatrixView a_all,
                       MatrixView b_all, float* c, const Cuts& cuts) {
  Scratch scratch;
  const int64_t most_rows = std::min(round_up(args.m, cuts.height), round_up(kSharedSide, cuts.height));
  const int64_t strips_size = kernels.packed_a_floats(a_all, most_rows, cuts.depth);
  float* strips = strips_size ? scratch.floats(strips_size) : nullptr;
  for (int64_t l0 = 0; l0 < args.k; l0 += cuts.depth)
    for (int64_t i0 = 0; i0 < args.m; i0 += most_rows) {
      const int64_t m = std::min(most_rows, args.m - i0), k = std::min(cuts.depth, args.k - l0);
      const MatrixView a = part(a_all, i0, l0);
      const auto strips_at = [&](int64_t i) {
        return strips ? strips + kernels.packed_a_floats(a, i, k) : nullptr;
      };
      if (strips)
        parallel_for(0, m, kernels.rows, [&](int64_t from, int64_t to) {
          kernels.pack_a(part(a, from, 0), to - from, k, strips_at(from));
        });
      parallel_for(0, args.n, cuts.width, [&](int64_t from, int64_t to) {
        Scratch own;
        const int64_t n = to - from, columns = kernels.columns;
        float* panels = own.floats((n + columns - 1) / columns * kernels.panel_floats(k));
        const MatrixView b = part(b_all, l0, from);
        kernels.pack_b(b, k, n, panels);
        for (int64_t i = 0; i < m; i += cuts.height)
          kernels.block({std::min(cuts.height, m - i), n, k, part(a, i, 0), strips_at(i), b, panels,
                         c + (i0 + i) * args.c_row_stride + from, args.c_row_stride, args.alpha,
                         l0 == 0 ? args.beta : 1.0f, l0 == 0 && args.bias ? args.bias + from : nullptr});
      });
    }
}

// The same, cut along the rows: B is packed for all, A by the tasks.
void matmul_by_rows(const MatmulArgs& args, const MatmulKernelTable& kernels, MatrixView a_all,
                    MatrixView b_all, float* c, const Cuts& cuts) {
  Scratch scratch;
  const int64_t columns = kernels.columns;
  const int64_t most_columns = std::min(round_up(args.n, columns), round_up(kSharedSide, columns));
  float* panels = scratch.floats(kernels.panel_floats(cuts.depth) * (most_columns / columns));
  for (int64_t l0 = 0; l0 < args.k; l0 += cuts.depth)
    for (int64_t j0 = 0; j0 < args.n; j0 += most_columns) {
      const int64_t n = std::min(most_columns, args.n - j0), k = std::min(cuts.depth, args.k - l0);
      const MatrixView b = part(b_all, l0, j0);
      parallel_for(0, n, columns, [&](int64_t from, int64_t to) {
        kernels.pack_b(part(b, 0, from), k, to - from, panels + from / columns * kernels.panel_floats(k));
      });
      parallel_for(0, args.m, cuts.height, [&](int64_t from, int64_t to) {
        Scratch own;
        const MatrixView a = part(a_all, from, l0);
        const int64_t strips_size = kernels.packed_a_floats(a, to - from, k);
        float* strips = strips_size ? own.floats(strips_size) : nullptr;
        if (strips) kernels.pack_a(a, to - from, k, strips);
        kernels.block({to - from, n, k, a, strips, b, panels, c + from * args.c_row_stride + j0,
                       args.c_row_stride, args.alpha, l0 == 0 ? args.beta : 1.0f,
                       l0 == 0 && args.bias ? args.bias + j0 : nullptr});
      });
    }
}

void matmul_one(const MatmulArgs& args, const MatmulKernelTable& kernels, const float* a_data,
                const float* b_data, float* c) {
  if (args.k == 0) return scale_rows(args, c);
  const MatrixView a_all{a_data, args.a.row_stride, args.a.column_stride};
  const MatrixView b_all{b_data, args.b.row_stride, args.b.column_stride};
  if (kernels.in_place && args.m <= kInPlaceRows && b_all.column_stride == 1)
    return matmul_in_place(args, kernels, a_all, b_all, c);
  if (args.k <= kernels.depth && (args.m + args.n) * args.k <= kCachedFloats)
    return matmul_in_cache(args, kernels, a_all, b_all, c);
  // The depth in equal parts: a thin last one would cost a pass over C like the others.
  const int64_t parts = (args.k + kernels.depth - 1) / kernels.depth;
  const Cuts cuts{std::min(round_up((args.k + parts - 1) / parts, 32), args.k),
                  cut(args.m, kernels.rows, kernels.task_rows),
                  cut(args.n, kernels.columns, kernels.columns * kernels.task_panels)};
  (args.n >= args.m ? matmul_by_columns : matmul_by_rows)(args, kernels, a_all, b_all, c, cuts);
}

}  // namespace

void matmul(const MatmulArgs& args) {
  if (args.batch <= 0 || args.m <= 0 || args.n <= 0) return;
  const int64_t work = args.m * args.n * std::max<int64_t>(args.k, 1);
  const MatmulKernelTable& kernels = kernels_for(args.m, args.n, args.k);
  const auto one = [&](int64_t batch) {
    matmul_one(args, kernels, args.a.data + batch * args.a_batch_stride,
               args.b.data + batch * args.b_batch_stride, args.c + batch * args.c_batch_stride);
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

// A sum over k does not depend on the other rows and columns, once the kernels are chosen.
void matmul_of_columns(const MatmulArgs& args, int64_t all_columns) {
  if (args.m <= 0 || args.n <= 0) return;
  matmul_one(args, kernels_for(args.m, all_columns, args.k), args.a.data, args.b.data, args.c);
}

bool same_arithmetic(int64_t m, int64_t k, int64_t n, int64_t other_n) {
  return &kernels_for(m, n, k) == &kernels_for(m, other_n, k);
}

PackedMatrix::PackedMatrix(const MatrixView& b, int64_t k, int64_t n, int64_t total_rows, Scratch& scratch)
    : kernels_(kernels_for(total_rows, n, k)), b_(b), k_(k), n_(n) {
  // One or two rows read it no faster from panels, and a large one faster along its rows or columns.
  const bool large = n * k >= kLargeInPlace && b.row_stride == 1;
  if (kernels_.in_place && total_rows <= 2 && (b.column_stride == 1 || large)) return;
  float* panels = scratch.floats(panel_floats(k, n, total_rows));
  pack(b, k, n, total_rows, panels);
  panels_ = panels;
}

void PackedMatrix::multiply(int64_t rows, const MatrixView& a, float* c, int64_t c_row) const {
  if (!panels_ && b_.column_stride != 1) return read_in_place(rows, a, 1, 0, n_, c, c_row);
  Scratch scratch;
  const int64_t packed_size = kernels_.packed_a_floats(a, rows, k_);
  float* a_packed = packed_size ? scratch.floats(packed_size) : nullptr;
  if (a_packed) kernels_.pack_a(a, rows, k_, a_packed);
  kernels_.block({rows, n_, k_, a, a_packed, b_, panels_, c, c_row});
}

PackedMatrix::PackedMatrix(const MatrixView& b, int64_t k, int64_t n, int64_t total_rows, const float* panels)
    : kernels_(kernels_for(total_rows, n, k)), b_(b), k_(k), n_(n), panels_(panels) {}

int64_t PackedMatrix::panel_floats(int64_t k, int64_t n, int64_t total_rows) {
  const MatmulKernelTable& kernels = kernels_for(total_rows, n, k);
  return (n + kernels.columns - 1) / kernels.columns * kernels.panel_floats(k);
}

void PackedMatrix::pack(const MatrixView& b, int64_t k, int64_t n, int64_t total_rows, float* panels) {
  const MatmulKernelTable& kernels = kernels_for(total_rows, n, k);
  const int64_t columns = kernels.columns, panel = kernels.panel_floats(k);
  parallel_for(0, (n + columns - 1) / columns, 2, [&](int64_t from, int64_t to) {
    const int64_t j = from * columns;
    kernels.pack_b(part(b, 0, j), k, std::min(n, to * columns) - j, panels + from * panel);
  });
}

bool PackedMatrix::agrees(int64_t rows, int64_t columns) const {
  // A deeper product is cut into several passes over C.
  return panels_ && k_ > 0 && k_ <= kernels_.depth && &kernels_for(rows, columns, k_) == &kernels_;
}

const float* PackedMatrix::packed_rows(int64_t rows, const MatrixView& a, Scratch& scratch) const {
  const int64_t packed_size = kernels_.packed_a_floats(a, rows, k_);
  if (packed_size == 0) return nullptr;
  float* a_packed = scratch.floats(packed_size);
  kernels_.pack_a(a, rows, k_, a_packed);
  return a_packed;
}

void PackedMatrix::add_multiply(int64_t rows, const MatrixView& a, float* c, int64_t c_row) const {
  Scratch scratch;
  const float* a_packed = packed_rows(rows, a, scratch);
  parallel_for(0, n_, 2 * kernels_.columns, [&](int64_t from, int64_t to) {
    kernels_.block({rows, to - from, k_, a, a_packed, part(b_, 0, from),
                    panels_ + from / kernels_.columns * kernels_.panel_floats(k_), c + from, c_row, 1.0f,
                    1.0f});
  });
}

void PackedMatrix::multiply_columns(int64_t rows, const MatrixView& a, const float* a_packed, int64_t from,
                                    int64_t to, const float* bias, float* c, int64_t c_row) const {
  kernels_.block({rows, to - from, k_, a, a_packed, part(b_, 0, from),
                  panels_ + from / kernels_.columns * kernels_.panel_floats(k_), c, c_row, 1.0f, 0.0f,
                  bias + from});
}

void PackedMatrix::multiply_groups(int64_t rows, const MatrixView& a, int64_t groups, int64_t from,
                                   int64_t to, float* c, int64_t c_row) const {
  const int64_t width = n_ / groups;
  if (!panels_) return read_in_place(rows, a, groups, from, to, c, c_row);
  Scratch scratch;
  const int64_t packed_size = kernels_.packed_a_floats(a, rows, k_);
  float* a_packed = packed_size ? scratch.floats(packed_size) : nullptr;
  if (a_packed) kernels_.pack_a(a, rows, k_, a_packed);
  for (int64_t group = 0; group < groups; ++group) {
    const int64_t j = group * width + from;
    kernels_.block({rows, to - from, k_, a, a_packed, part(b_, 0, j),
                    panels_ + j / kernels_.columns * kernels_.panel_floats(k_), c + j, c_row});
  }
}

// One or two rows wait for B's memory, which comes fastest in the order in which it lies.
void PackedMatrix::read_in_place(int64_t rows, const MatrixView& a, int64_t groups, int64_t from, int64_t to,
                                 float* c, int64_t c_row) const {
  const DecoderKernelTable& kernels = kernel_table().decoder;
  const int64_t width = n_ / groups;
  if (b_.row_stride == 1) {
    for (int64_t j = 0; j < n_; j += width)
      for (int64_t q = j + from; q < j + to; ++q)
        for (int64_t r = 0; r < rows; ++r)
          c[r * c_row + q] = kernels.dot(k_, a.data + r * a.row_stride, b_.data + q * b_.column_stride);
    return;
  }
  constexpr int64_t kTogether = 8;
  for (int64_t r = 0; r < rows; ++r)
    for (int64_t j = from; j < n_; j += width)
      std::fill(c + r * c_row + j, c + r * c_row + j + to - from, 0.0f);
  for (int64_t i = 0; i < k_; i += kTogether)
    for (int64_t j = from; j < n_; j += width)
      kernels.add_rows_product(rows, to - from, std::min(kTogether, k_ - i), a.data + i, a.row_stride,
                               b_.data + i * b_.row_stride + j, b_.row_stride, c + j, c_row);
}

}  // namespace mirada
