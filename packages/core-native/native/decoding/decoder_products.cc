#include "decoder_products.h"

#include <algorithm>

#include "../cpu/kernel_table.h"
#include "../cpu/thread_pool.h"

namespace mirada {

void add_product(const DecoderProduct& product) {
  if (product.rows < kManyRows) {
    kernel_table().decoder.add_rows_product(product.rows, product.n, product.depth, product.x, product.depth,
                                            product.w, product.w_step, product.out, product.out_step);
    return;
  }
  MatmulArgs args{};
  args.m = product.rows;
  args.n = product.n;
  args.k = product.depth;
  args.a = {product.x, product.depth, 1};
  args.b = {product.w, product.w_step, 1};
  args.c = product.out;
  args.c_row_stride = product.out_step;
  args.alpha = 1.0f;
  args.beta = 1.0f;
  matmul(args);
}

namespace {

// The way of computing that panels are packed for is that of so many rows.
constexpr int64_t kPackedRows = 64;
// Floats that make the panels begin at a multiple of 64 bytes.
constexpr int64_t kAlignment = 16;

template <class Float>
Float* aligned(Float* floats) {
  const auto address = reinterpret_cast<uintptr_t>(floats);
  return floats + (((address + 63) & ~uintptr_t{63}) - address) / sizeof(float);
}

}  // namespace

int64_t packed_decoder_matrix_floats(int64_t depth, int64_t columns) {
  return PackedMatrix::panel_floats(depth, columns, kPackedRows) + kAlignment;
}

void pack_decoder_matrix(int64_t depth, int64_t columns, const float* matrix, float* panels) {
  std::fill_n(panels, packed_decoder_matrix_floats(depth, columns), 0.0f);
  PackedMatrix::pack({matrix, columns, 1}, depth, columns, kPackedRows, aligned(panels));
}

PackedMatrix packed_decoder_matrix(int64_t depth, int64_t columns, const float* matrix, const float* panels) {
  return PackedMatrix({matrix, columns, 1}, depth, columns, kPackedRows, panels ? aligned(panels) : nullptr);
}

void add_shared_product(const DecoderProduct& whole) {
  if (whole.rows >= kManyRows) return add_product(whole);
  constexpr int64_t kColumns = 128;
  parallel_for(0, whole.n, kColumns, [&](int64_t from, int64_t to) {
    DecoderProduct part = whole;
    part.n = to - from;
    part.w += from;
    part.out += from;
    add_product(part);
  });
}

}  // namespace mirada
