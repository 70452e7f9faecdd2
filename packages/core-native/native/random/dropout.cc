#include "dropout.h"

#include <algorithm>
#include <cmath>

#include "../cpu/kernel_table.h"
#include "../cpu/thread_pool.h"
#include "counter_random.h"

namespace mirada {
namespace {

int32_t threshold_of(double rate) { return static_cast<int32_t>(std::floor(rate * 65536.0 + 0.5)); }
float kept_of(double rate) { return static_cast<float>(1.0 / (1.0 - rate)); }

}  // namespace

void dropout(const DropoutArgs& args, const float* x, float* out) {
  const auto row_kernel = kernel_table().dropout_row;
  const int32_t threshold = threshold_of(args.rate);
  const float kept = kept_of(args.rate);
  const int64_t width = args.width, steps = args.steps;
  const int64_t grain = std::max<int64_t>(1, 16384 / std::max<int64_t>(width, 1));
  parallel_for(0, args.batch * steps, grain, [&](int64_t from, int64_t to) {
    for (int64_t row = from; row < to; ++row) {
      const uint32_t key =
          derive_key(args.key, static_cast<uint32_t>(row / steps), static_cast<uint32_t>(row % steps));
      row_kernel(x + row * width, out + row * width, width, key, threshold, kept);
    }
  });
}

void dropout_reference(const DropoutArgs& args, const float* x, float* out) {
  for (int64_t b = 0; b < args.batch; ++b)
    for (int64_t t = 0; t < args.steps; ++t)
      for (int64_t d = 0; d < args.width; ++d) {
        const uint32_t key = derive_key(args.key, static_cast<uint32_t>(b), static_cast<uint32_t>(t));
        const uint32_t bits = mix32(key + static_cast<uint32_t>(d / 2 + 1) * kGolden);
        const uint32_t own = d % 2 == 0 ? bits & 0xffffu : bits >> 16;
        const bool is_kept = static_cast<double>(own) >= std::floor(args.rate * 65536.0 + 0.5);
        const int64_t i = (b * args.steps + t) * args.width + d;
        out[i] = x[i] * (is_kept ? static_cast<float>(1.0 / (1.0 - args.rate)) : 0.0f);
      }
}

}  // namespace mirada
