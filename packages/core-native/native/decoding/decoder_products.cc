#include "decoder_products.h"

#include "../cpu/kernel_table.h"
#include "../cpu/thread_pool.h"
#include "../matmul/matmul.h"

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
