// Products with a decoder's weights: few rows read them where they lie, many by a matrix product.
#pragma once
#include <cstdint>

#include "../matmul/matmul.h"

namespace mirada {

// From here on a product is worth packing its weights for.
constexpr int64_t kManyRows = 24;

struct DecoderProduct {
  int64_t rows, n, depth;
  const float* x;  // (rows, depth)
  const float* w;  // (depth, columns of w)
  int64_t w_step;
  float* out;  // (rows, n)
  int64_t out_step;
};

// out += x w: of few rows on the calling thread, of many on all.
void add_product(const DecoderProduct& product);

// out += x w on all threads: of few rows, the columns are shared out. The same bits.
void add_shared_product(const DecoderProduct& product);

// A (depth, columns) matrix packed for many rows; its elements, for the instruction set in use.
int64_t packed_decoder_matrix_floats(int64_t depth, int64_t columns);
void pack_decoder_matrix(int64_t depth, int64_t columns, const float* matrix, float* panels);
// `panels` by pack_decoder_matrix, or null.
PackedMatrix packed_decoder_matrix(int64_t depth, int64_t columns, const float* matrix, const float* panels);

}  // namespace mirada
