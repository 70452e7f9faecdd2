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
void add_weights(int64_t rows, int64_t n, int64_t depth, const float* x, const float* w,
                 const PackedMatrix* panels, float* out) {
  if (panels && rows >= kManyRows && panels->agrees(rows))
    panels->add_multiply(rows, {x, depth, 1}, out, n);
  else
    add_shared_product({rows, n, depth, x, w, n, out, n});
}

}  // namespace

DecoderPanels::DecoderPanels(const DecoderStepArgs& args, int64_t rows, Scratch& scratch)
    : kernel_({args.kernel, 4 * args.units, 1}, args.embedding_size, 4 * args.units, rows, scratch),
      recurrent_kernel_({args.recurrent_kernel, 4 * args.units, 1}, args.units, 4 * args.units, rows,
                        scratch),
      hidden_kernel_({args.hidden_kernel, args.units, 1}, args.units, args.units, rows, scratch),
      context_kernel_({args.context_kernel, args.units, 1}, args.units, args.key ? args.units : 0, rows,
                      scratch) {}

void decoder_features(const DecoderStepArgs& args, const DecoderPanels* panels, const DecoderStepOutputs& out,
                      float* features) {
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
  add_weights(R, 4 * U, E, embedded, args.kernel, panels ? &panels->kernel_ : nullptr, gates);
  add_weights(R, 4 * U, U, previous, args.recurrent_kernel, panels ? &panels->recurrent_kernel_ : nullptr,
              recurrent);
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
  add_weights(R, U, U, out.h, args.hidden_kernel, panels ? &panels->hidden_kernel_ : nullptr, features);
  if (args.key)
    add_weights(R, U, U, contexts, args.context_kernel, panels ? &panels->context_kernel_ : nullptr,
                features);
  kernels.elementwise.unary[static_cast<int>(Unary::kTanh)](features, features, R * U, 0.0f, 0.0f);
}

}  // namespace mirada
