#pragma once
#include <cmath>

#include "../cpu/vec_math.h"
#include "cross_entropy_row.h"

namespace mirada {

template <class V>
float cross_entropy_row(int64_t classes, float* logits, int64_t label, float smoothing, float weight,
                        float* column_sums) {
  const int64_t whole = classes / V::kLanes * V::kLanes;
  const int rest = static_cast<int>(classes - whole);
  const float label_logit = logits[label];

  // 1. The greatest logit, and their sum where smoothing needs it.
  V top = V::broadcast(logits[0]), sums = V::zero();
  for (int64_t j = 0; j < whole; j += V::kLanes) {
    const V x = V::load(logits + j);
    top = max(x, top);
    sums = sums + x;
  }
  float greatest = reduce_max(top), sum_logits = reduce_add(sums);
  for (int64_t j = whole; j < classes; ++j) {
    greatest = logits[j] > greatest ? logits[j] : greatest;
    sum_logits += logits[j];
  }

  // 2. sum of e^(logit - greatest); the exponentials stay in place of the logits for pass 3.
  const V shift = V::broadcast(greatest);
  V total = V::zero();
  for (int64_t j = 0; j < whole; j += V::kLanes) {
    const V e = exp_nonpositive(V::load(logits + j) - shift);
    e.store(logits + j);
    total = total + e;
  }
  float sum_exp = reduce_add(total);
  if (rest > 0) {
    const V e = exp_nonpositive(V::load_partial(logits + whole, rest) - shift);
    e.store_partial(logits + whole, rest);
    for (int64_t j = whole; j < classes; ++j) sum_exp += logits[j];
  }

  // 3. weight (e / sum - smoothing / V), and the label's own share.
  const float even = smoothing / static_cast<float>(classes);
  if (weight != 0.0f) {
    const V scale = V::broadcast(weight / sum_exp), minus = V::broadcast(-weight * even);
    for (int64_t j = 0; j < whole; j += V::kLanes) {
      const V gradient = fma(V::load(logits + j), scale, minus);
      gradient.store(logits + j);
      (V::load(column_sums + j) + gradient).store(column_sums + j);
    }
    if (rest > 0) {
      const V gradient = fma(V::load_partial(logits + whole, rest), scale, minus);
      gradient.store_partial(logits + whole, rest);
      (V::load_partial(column_sums + whole, rest) + gradient).store_partial(column_sums + whole, rest);
    }
    const float share = weight * (1.0f - smoothing);
    logits[label] -= share;
    column_sums[label] -= share;
  }
  const float log_sum_exp = greatest + std::log(sum_exp);
  return log_sum_exp - (1.0f - smoothing) * label_logit - even * sum_logits;
}

}  // namespace mirada
