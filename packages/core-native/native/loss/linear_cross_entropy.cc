#include "linear_cross_entropy.h"

#include <algorithm>
#include <cstring>

#include "../cpu/kernel_table.h"
#include "../cpu/scratch.h"
#include "../cpu/thread_pool.h"
#include "../matmul/matmul.h"

namespace mirada {
namespace {

// Floats of logits held at a time (32 MB): large enough that a usual batch is one chunk, since each chunk
// packs the whole kernel anew and adds to its whole gradient.
constexpr int64_t kLogits = int64_t{1} << 23;

// Rows whose gradients are summed together; their sums are then added in order, on any number of threads the
// same.
constexpr int64_t kRowBlock = 32;

}  // namespace

double linear_cross_entropy(const LinearCrossEntropyArgs& args,
                            const LinearCrossEntropyGradients& gradients) {
  const KernelTable& kernels = kernel_table();
  const int64_t D = args.input_size, V = args.classes;
  const bool with_gradient = gradients.d_kernel != nullptr;
  Scratch scratch;

  // 1. The rows that count.
  int64_t* counted = scratch.items<int64_t>(args.rows + 1);
  int64_t count = 0;
  for (int64_t row = 0; row < args.rows; ++row)
    if (args.labels[row] != args.ignore_label) counted[count++] = row;
  if (with_gradient) {
    std::fill(gradients.d_hidden, gradients.d_hidden + args.rows * D, 0.0f);
    std::fill(gradients.d_bias, gradients.d_bias + V, 0.0f);
    if (count == 0) std::fill(gradients.d_kernel, gradients.d_kernel + D * V, 0.0f);
  }
  if (count == 0) return 0.0;
  const float weight = with_gradient ? 1.0f / static_cast<float>(count) : 0.0f;

  const int64_t chunk = std::max<int64_t>(1, std::min(count, kLogits / V));
  float* hidden = scratch.floats(chunk * D);
  float* d_hidden = with_gradient ? scratch.floats(chunk * D) : nullptr;
  float* logits = scratch.floats(chunk * V);
  float* losses = scratch.floats(chunk);
  float* column_sums = with_gradient ? scratch.floats((chunk + kRowBlock - 1) / kRowBlock * V) : nullptr;
  double total = 0.0;
  for (int64_t first = 0; first < count; first += chunk) {
    const int64_t rows = std::min(chunk, count - first);
    parallel_for(0, rows, kRowBlock, [&](int64_t from, int64_t to) {
      for (int64_t r = from; r < to; ++r)
        std::memcpy(hidden + r * D, args.hidden + counted[first + r] * D,
                    static_cast<size_t>(D) * sizeof(float));
    });
    // 2. logits = hidden kernel + bias
    MatmulArgs product{rows, V, D, {hidden, D, 1}, {args.kernel, V, 1}, logits, V};
    product.bias = args.bias;
    matmul(product);
    // 3. Loss and d_logits, in place; d_bias is the sum of d_logits.
    parallel_for(0, rows, kRowBlock, [&](int64_t from, int64_t to) {
      float* sums = with_gradient ? column_sums + from / kRowBlock * V : nullptr;
      if (sums) std::fill(sums, sums + V, 0.0f);
      for (int64_t r = from; r < to; ++r)
        losses[r] = kernels.cross_entropy_row(V, logits + r * V, args.labels[counted[first + r]],
                                              args.label_smoothing, weight, sums);
    });
    for (int64_t r = 0; r < rows; ++r) total += losses[r];
    if (!with_gradient) continue;
    // 4. Back through logits = hidden kernel + bias.
    matmul({rows, D, V, {logits, V, 1}, {args.kernel, 1, V}, d_hidden, D});
    parallel_for(0, rows, kRowBlock, [&](int64_t from, int64_t to) {
      for (int64_t r = from; r < to; ++r)
        std::memcpy(gradients.d_hidden + counted[first + r] * D, d_hidden + r * D,
                    static_cast<size_t>(D) * sizeof(float));
    });
    MatmulArgs d_kernel{D, V, rows, {hidden, 1, D}, {logits, V, 1}, gradients.d_kernel, V};
    d_kernel.beta = first == 0 ? 0.0f : 1.0f;
    matmul(d_kernel);
    for (int64_t r = 0; r < rows; r += kRowBlock)
      for (int64_t j = 0; j < V; ++j) gradients.d_bias[j] += column_sums[r / kRowBlock * V + j];
  }
  return total / static_cast<double>(count);
}

}  // namespace mirada
