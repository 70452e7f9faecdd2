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
  const float label_logit = logits[label], even = smoothing / static_cast<float>(classes);

  // 1. The greatest logit.
  V top = V::broadcast(logits[0]);
  for (int64_t j = 0; j < whole; j += V::kLanes) top = max(V::load(logits + j), top);
  float greatest = reduce_max(top);
  for (int64_t j = whole; j < classes; ++j) greatest = logits[j] > greatest ? logits[j] : greatest;

  // 2. sum of e^(logit - greatest); the exponentials stay in place of the logits for pass 3. With smoothing
  // also the differences' own part of the loss; without, a class of logit -inf would make it 0 * -inf.
  const V shift = V::broadcast(greatest);
  const V evens = V::broadcast(even);
  V total = V::zero(), smoothed = V::zero();
  for (int64_t j = 0; j < whole; j += V::kLanes) {
    const V x = V::load(logits + j) - shift;
    const V e = exp_nonpositive(x);
    e.store(logits + j);
    total = total + e;
    if (even > 0.0f) smoothed = fma(x, evens, smoothed);
  }
  float sum_exp = reduce_add(total), sum_smoothed = reduce_add(smoothed);
  if (rest > 0) {
    for (int64_t j = whole; j < classes && even > 0.0f; ++j) sum_smoothed += even * (logits[j] - greatest);
    const V e = exp_nonpositive(V::load_partial(logits + whole, rest) - shift);
    e.store_partial(logits + whole, rest);
    for (int64_t j = whole; j < classes; ++j) sum_exp += logits[j];
  }

  // 3. weight (e / sum - smoothing / V), and the label's own share.
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
  // log(sum) - sum_j target_j (logit_j - greatest): the differences first, since next to a large logit
  // log(sum) would be lost.
  float loss = std::log(sum_exp);
  if (smoothing < 1.0f) loss -= (1.0f - smoothing) * (label_logit - greatest);
  return loss - sum_smoothed;
}

}  // namespace mirada
