#pragma once
#include "../cpu/vec_math.h"
#include "probability_rows.h"

namespace mirada {

template <class V>
struct ProbabilityKernels {
  // Calls work(at, lanes): whole vectors, then what is left of the row.
  template <class Work>
  static void over(int64_t n, Work&& work) {
    for (int64_t i = 0; i < n; i += V::kLanes)
      work(i, static_cast<int>(n - i < V::kLanes ? n - i : V::kLanes));
  }
  static V load(const float* p, int lanes) {
    return lanes == V::kLanes ? V::load(p) : V::load_partial(p, lanes);
  }
  static void store(V x, float* p, int lanes) { lanes == V::kLanes ? x.store(p) : x.store_partial(p, lanes); }

  // max and min give their second operand where one is NaN: NaN stays NaN.
  static float clipped_sum(int64_t n, const float* p, float least, float most) {
    const V low = V::broadcast(least), high = V::broadcast(most);
    const int64_t whole = n / V::kLanes * V::kLanes;
    V sum = V::zero();
    for (int64_t i = 0; i < whole; i += V::kLanes) sum = sum + max(low, min(high, V::load(p + i)));
    float total = reduce_add(sum);
    for (int64_t i = whole; i < n; ++i) total += p[i] < least ? least : p[i] > most ? most : p[i];
    return total;
  }

  static void where_within(int64_t n, const float* p, float least, float most, float value, float* out) {
    const V low = V::broadcast(least), high = V::broadcast(most), yes = V::broadcast(value);
    over(n, [&](int64_t i, int lanes) {
      const V x = load(p + i, lanes);
      store(select(less(x, low), V::zero(), select(less(high, x), V::zero(), yes)), out + i, lanes);
    });
  }

  static void softmax_gradient(int64_t n, const float* y, const float* dy, float* dx) {
    V sum = V::zero();
    over(n, [&](int64_t i, int lanes) { sum = fma(load(y + i, lanes), load(dy + i, lanes), sum); });
    const V total = V::broadcast(reduce_add(sum));
    over(n, [&](int64_t i, int lanes) {
      store(load(y + i, lanes) * (load(dy + i, lanes) - total), dx + i, lanes);
    });
  }

  static ProbabilityRows rows() { return {clipped_sum, where_within, softmax_gradient}; }
};

}  // namespace mirada
