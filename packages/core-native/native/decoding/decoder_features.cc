#include "decoder_features.h"

#include <algorithm>
#include <cstring>

#include "../cpu/kernel_table.h"
#include "../cpu/thread_pool.h"
#include "decoder_products.h"

namespace mirada {
namespace {

// weights = softmax(scale query keyᵀ), context = weights value, of one row.
void attend_row(const DecoderStepArgs& args, int64_t row, const float* query, float* weights,
                float* context) {
  const KernelTable& kernels = kernel_table();
  const int64_t U = args.units, S = args.source_length, source = args.memory_rows[row];
  const int64_t length = args.lengths[source];
  const float* key = args.key + source * S * U;
  for (int64_t s = 0; s < length; ++s) weights[s] = args.scale * kernels.decoder.dot(U, query, key + s * U);
  kernels.elementwise.softmax_row(weights, weights, length);
  std::fill(weights + length, weights + S, 0.0f);
  std::fill(context, context + U, 0.0f);
  kernels.decoder.add_rows_product(1, U, length, weights, length, args.value + source * S * U, U, context, U);
}

// out (rows, n) += x w, from panels where they give the same bits.
void add_weights(int64_t rows, int64_t n, int64_t depth, const float* x, const float* w, const float* panels,
                 float* out) {
  if (panels && rows >= kManyRows) {
    const PackedMatrix packed = packed_decoder_matrix(depth, n, w, panels);
    if (packed.agrees(rows, n)) return packed.add_multiply(rows, {x, depth, 1}, out, n);
  }
  add_shared_product({rows, n, depth, x, w, n, out, n});
}

}  // namespace

void decoder_features(const DecoderStepArgs& args, const DecoderStepOutputs& out, float* features) {
  const int64_t R = args.rows, E = args.embedding_size, U = args.units;
  const KernelTable& kernels = kernel_table();
  Scratch scratch;
  float* embedded = scratch.floats(R * E);
  float* previous = scratch.floats(R * U);
  float* gates = scratch.floats(R * 4 * U);
  float* recurrent = scratch.floats(R * 4 * U);
  // 1. gates = embedding[tokens] W + b, recurrent = h[parents] R.
  for (int64_t r = 0; r < R; ++r) {
    std::memcpy(embedded + r * E, args.embedding + args.tokens[r] * E,
                static_cast<size_t>(E) * sizeof(float));
    std::memcpy(previous + r * U, args.h + args.parents[r] * U, static_cast<size_t>(U) * sizeof(float));
    std::memcpy(gates + r * 4 * U, args.bias, static_cast<size_t>(4 * U) * sizeof(float));
  }
  std::fill(recurrent, recurrent + R * 4 * U, 0.0f);
  add_weights(R, 4 * U, E, embedded, args.kernel, args.panels.kernel, gates);
  add_weights(R, 4 * U, U, previous, args.recurrent_kernel, args.panels.recurrent_kernel, recurrent);
  // 2. The cells, and 3. attention, row by row.
  float* contexts = args.key ? scratch.floats(R * U) : nullptr;
  parallel_for(0, R, 4, [&](int64_t from, int64_t to) {
    for (int64_t r = from; r < to; ++r) {
      float* h = out.h + r * U;
      kernels.lstm_cell_forward(false, U, 0, U, gates + r * 4 * U, recurrent + r * 4 * U,
                                args.c + args.parents[r] * U, gates + r * 4 * U, out.c + r * U, h);
      if (args.key) attend_row(args, r, h, out.weights + r * args.source_length, contexts + r * U);
    }
  });
  // 4. features = tanh(h Wh + context Wc).
  std::fill(features, features + R * U, 0.0f);
  add_weights(R, U, U, out.h, args.hidden_kernel, args.panels.hidden_kernel, features);
  if (args.key) add_weights(R, U, U, contexts, args.context_kernel, args.panels.context_kernel, features);
  kernels.elementwise.unary[static_cast<int>(Unary::kTanh)](features, features, R * U, 0.0f, 0.0f);
}

}  // namespace mirada
