// A loop of nothing but fused multiply-adds: the most that one core computes with one instruction set.
#pragma once
#include <cstdint>

namespace mirada {

// Twelve independent sums cover the latency of two pipes (4 cycles each) and, with the two factors, fit into
// the sixteen registers of AVX2.
constexpr int kFmaSums = 12;

// `iterations` rounds of kFmaSums vector multiply-adds: 2 kFmaSums V::kLanes floating-point operations each.
// The result keeps the compiler from dropping the loop; the sums tend to 1, so that no number leaves the
// normal range.
template <class V>
float fma_loop(int64_t iterations) {
  V sums[kFmaSums];
  for (int i = 0; i < kFmaSums; ++i) sums[i] = V::broadcast(0.5f + 0.01f * static_cast<float>(i));
  const V factor = V::broadcast(0.75f), addend = V::broadcast(0.25f);
  for (int64_t n = 0; n < iterations; ++n)
    for (int i = 0; i < kFmaSums; ++i) sums[i] = fma(sums[i], factor, addend);
  V total = V::zero();
  for (int i = 0; i < kFmaSums; ++i) total = total + sums[i];
  return reduce_add(total);
}

}  // namespace mirada
