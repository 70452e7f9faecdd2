#include "adam.h"

#include <algorithm>
#include <cmath>

#include "../cpu/kernel_table.h"
#include "../cpu/scratch.h"
#include "../cpu/thread_pool.h"
#include "gradient_reader.h"

namespace mirada {
namespace {

// Elements of one task and of one partial sum, so that the norm does not depend on the threads.
constexpr int64_t kBlock = 16384;
// Elements of a gradient of rows that are laid out at a time: few enough for the first-level cache.
constexpr int64_t kPiece = 2048;

int64_t blocks_of(int64_t count) { return (count + kBlock - 1) / kBlock; }

double joint_norm(const AdamTensor* tensors, int64_t tensor_count) {
  double total = 0.0;
  for (int64_t i = 0; i < tensor_count; ++i) {
    const AdamTensor& tensor = tensors[i];
    Scratch scratch;
    const int64_t blocks = blocks_of(tensor.count);
    float* partial = scratch.floats(blocks + 1);
    parallel_for(0, blocks, 4, [&](int64_t from, int64_t to) {
      GradientReader gradient(tensor, kBlock);
      for (int64_t b = from; b < to; ++b) {
        const int64_t begin = b * kBlock, end = std::min(begin + kBlock, tensor.count);
        partial[b] = gradient.has_any(begin, end)
                         ? kernel_table().sum_of_squares(end - begin, gradient.read(begin, end))
                         : 0.0f;
      }
    });
    for (int64_t b = 0; b < blocks; ++b) total += partial[b];
  }
  return std::sqrt(total);
}

}  // namespace

double adam_step(const AdamTensor* tensors, int64_t tensor_count, const AdamArgs& args) {
  const double norm = joint_norm(tensors, tensor_count);
  const double clip = args.clip_norm > 0 && norm > args.clip_norm ? args.clip_norm / norm : 1.0;
  const double step = static_cast<double>(args.step);
  const AdamCoefficients coefficients{
      static_cast<float>(clip),
      static_cast<float>(args.beta1),
      static_cast<float>(1.0 - args.beta1),
      static_cast<float>(args.beta2),
      static_cast<float>(1.0 - args.beta2),
      static_cast<float>(args.learning_rate / (1.0 - std::pow(args.beta1, step))),
      static_cast<float>(1.0 / std::sqrt(1.0 - std::pow(args.beta2, step))),
      static_cast<float>(args.epsilon),
  };
  for (int64_t i = 0; i < tensor_count; ++i) {
    const AdamTensor& tensor = tensors[i];
    parallel_for(0, blocks_of(tensor.count), 4, [&](int64_t from, int64_t to) {
      const int64_t first = from * kBlock, last = std::min(to * kBlock, tensor.count);
      const int64_t piece = tensor.is_dense() ? last - first : kPiece;
      GradientReader gradient(tensor, kPiece);
      for (int64_t begin = first; begin < last; begin += piece) {
        const int64_t end = std::min(begin + piece, last);
        kernel_table().adam_update(end - begin, coefficients, gradient.read(begin, end),
                                   tensor.variable + begin, tensor.m + begin, tensor.v + begin);
      }
    });
  }
  return norm;
}

double adam_step_reference(const AdamTensor* tensors, int64_t tensor_count, const AdamArgs& args) {
  double squares = 0.0;
  for (int64_t i = 0; i < tensor_count; ++i)
    for (int64_t j = 0; j < tensors[i].count; ++j)
      squares += static_cast<double>(tensors[i].gradient[j]) * tensors[i].gradient[j];
  const double norm = std::sqrt(squares);
  const double clip = args.clip_norm > 0 && norm > args.clip_norm ? args.clip_norm / norm : 1.0;
  const double step = static_cast<double>(args.step);
  for (int64_t i = 0; i < tensor_count; ++i)
    for (int64_t j = 0; j < tensors[i].count; ++j) {
      const AdamTensor& tensor = tensors[i];
      const double g = clip * tensor.gradient[j];
      const double m = args.beta1 * tensor.m[j] + (1.0 - args.beta1) * g;
      const double v = args.beta2 * tensor.v[j] + (1.0 - args.beta2) * g * g;
      const double m_hat = m / (1.0 - std::pow(args.beta1, step)),
                   v_hat = v / (1.0 - std::pow(args.beta2, step));
      tensor.m[j] = static_cast<float>(m);
      tensor.v[j] = static_cast<float>(v);
      tensor.variable[j] = static_cast<float>(tensor.variable[j] -
                                              args.learning_rate * m_hat / (std::sqrt(v_hat) + args.epsilon));
    }
  return norm;
}

}  // namespace mirada
