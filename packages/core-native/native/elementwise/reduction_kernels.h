// Sum, maximum and minimum along rows or down columns, and softmax of a row. The order of sums is fixed by
// the shape. A NaN in the input is the result, as in tfjs' cpu backend.
#pragma once
#include <cmath>
#include <cstdint>
#include <limits>

#include "../cpu/vec_math.h"
#include "elementwise_args.h"

namespace mirada {

// The three reductions: a start value, and how a value joins.
template <class V>
struct SumReduction {
  static V start() { return V::zero(); }
  static V join(V sum, V x) { return sum + x; }
};
template <class V>
struct MaxReduction {
  static V start() { return V::broadcast(-std::numeric_limits<float>::infinity()); }
  // max returns its second operand where one is NaN: a NaN in `most` would be lost.
  static V join(V most, V x) { return select(is_nan(most), most, max(most, x)); }
};
template <class V>
struct MinReduction {
  static V start() { return V::broadcast(std::numeric_limits<float>::infinity()); }
  static V join(V least, V x) { return select(is_nan(least), least, min(least, x)); }
};

template <class V>
struct ReductionKernels {
  // Terms that one accumulator takes before it is joined to the total: the error of a long sum grows with the
  // length of its parts and their number, not with their product.
  static constexpr int64_t kPart = 128;

  // Four accumulators hide the latency of one.
  template <class R>
  static float row(const float* x, int64_t n) {
    constexpr int kLanes = V::kLanes;
    constexpr int64_t kStep = 4 * kLanes;
    V total = R::start();
    int64_t i = 0;
    while (i + kStep <= n) {
      V part[4] = {R::start(), R::start(), R::start(), R::start()};
      const int64_t end = n - i < kPart * kStep ? n : i + kPart * kStep;
      for (; i + kStep <= end; i += kStep)
        for (int q = 0; q < 4; ++q) part[q] = R::join(part[q], V::load(x + i + q * kLanes));
      total = R::join(total, R::join(R::join(part[0], part[1]), R::join(part[2], part[3])));
    }
    for (; i + kLanes <= n; i += kLanes) total = R::join(total, V::load(x + i));
    float lanes[kLanes];
    total.store(lanes);
    V result = V::broadcast(lanes[0]);
    for (int q = 1; q < kLanes; ++q) result = R::join(result, V::broadcast(lanes[q]));
    for (; i < n; ++i) result = R::join(result, V::broadcast(x[i]));
    result.store(lanes);
    return lanes[0];
  }

  template <class R>
  static void columns(const float* x, int64_t row_step, int64_t rows, float* out, int64_t n) {
    constexpr int kLanes = V::kLanes;
    int64_t j = 0;
    for (; j + 4 * kLanes <= n; j += 4 * kLanes) {
      V total[4] = {R::start(), R::start(), R::start(), R::start()};
      for (int64_t i0 = 0; i0 < rows; i0 += kPart) {
        V part[4] = {R::start(), R::start(), R::start(), R::start()};
        const int64_t end = rows - i0 < kPart ? rows : i0 + kPart;
        for (int64_t i = i0; i < end; ++i)
          for (int q = 0; q < 4; ++q) part[q] = R::join(part[q], V::load(x + i * row_step + j + q * kLanes));
        for (int q = 0; q < 4; ++q) total[q] = R::join(total[q], part[q]);
      }
      for (int q = 0; q < 4; ++q) total[q].store(out + j + q * kLanes);
    }
    for (; j < n; j += kLanes) {
      const int left = static_cast<int>(n - j < kLanes ? n - j : kLanes);
      V total = R::start();
      for (int64_t i0 = 0; i0 < rows; i0 += kPart) {
        V part = R::start();
        const int64_t end = rows - i0 < kPart ? rows : i0 + kPart;
        for (int64_t i = i0; i < end; ++i) part = R::join(part, V::load_partial(x + i * row_step + j, left));
        total = R::join(total, part);
      }
      total.store_partial(out + j, left);
    }
  }

  // out[i] = e^(x[i] - most); returns their sum. A row of nothing but -inf is NaN throughout, as in tfjs.
  static float exp_shifted(const float* x, float* out, int64_t n, float most) {
    constexpr int kLanes = V::kLanes;
    const V shift = V::broadcast(most);
    V sum = V::zero();
    int64_t i = 0;
    for (; i + kLanes <= n; i += kLanes) {
      const V e = exp_nonpositive(V::load(x + i) - shift);
      e.store(out + i);
      sum = sum + e;
    }
    float total = reduce_add(sum);
    if (i < n) {
      const int left = static_cast<int>(n - i);
      exp_nonpositive(V::load_partial(x + i, left) - shift).store_partial(out + i, left);
      for (; i < n; ++i) total += out[i];
    }
    return total;
  }

  static void softmax_row(const float* x, float* out, int64_t n) {
    if (n == 0) return;
    const float sum = exp_shifted(x, out, n, row<MaxReduction<V>>(x, n));
    for (int64_t i = 0; i < n; ++i) out[i] /= sum;
  }

  static void log_softmax_row(const float* x, float* out, int64_t n) {
    if (n == 0) return;
    const float most = row<MaxReduction<V>>(x, n);
    const float log_sum = std::log(exp_shifted(x, out, n, most));
    for (int64_t i = 0; i < n; ++i) out[i] = (x[i] - most) - log_sum;
  }

  static void fill(ElementwiseTable& table) {
    table.reduce_row[static_cast<int>(Reduction::kSum)] = row<SumReduction<V>>;
    table.reduce_row[static_cast<int>(Reduction::kMax)] = row<MaxReduction<V>>;
    table.reduce_row[static_cast<int>(Reduction::kMin)] = row<MinReduction<V>>;
    table.reduce_columns[static_cast<int>(Reduction::kSum)] = columns<SumReduction<V>>;
    table.reduce_columns[static_cast<int>(Reduction::kMax)] = columns<MaxReduction<V>>;
    table.reduce_columns[static_cast<int>(Reduction::kMin)] = columns<MinReduction<V>>;
    table.softmax_row = softmax_row;
    table.log_softmax_row = log_softmax_row;
  }
};

}  // namespace mirada
