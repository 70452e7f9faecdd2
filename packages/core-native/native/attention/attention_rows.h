// The passes over one row of scores between the matrix products: mask, softmax, and the softmax's gradient.
#pragma once
#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "../cpu/vec_math.h"

namespace mirada {

// What turns dot products of one query into scores, from the first visible key of a block on.
struct ScoreTerms {
  float scale;
  const float* bias;  // null, or the bias of the first key
  int64_t bias_stride;
  const uint8_t* mask;  // null where every key is allowed
};

template <class Vec>
struct AttentionRows {
  static constexpr int kLanes = Vec::kLanes;
  static constexpr float kInfinity = std::numeric_limits<float>::infinity();

  // Calls body(offset, lanes, whole) for consecutive vectors of [0, n).
  template <class Body>
  static void for_vectors(int64_t n, Body&& body) {
    int64_t i = 0;
    for (; i + kLanes <= n; i += kLanes) body(i, kLanes, std::true_type{});
    if (i < n) body(i, static_cast<int>(n - i), std::false_type{});
  }
  static Vec load(const float* p, int lanes, std::true_type) { return (void)lanes, Vec::load(p); }
  static Vec load(const float* p, int lanes, std::false_type) { return Vec::load_partial(p, lanes); }
  static void store(Vec x, float* p, int lanes, std::true_type) { (void)lanes, x.store(p); }
  static void store(Vec x, float* p, int lanes, std::false_type) { x.store_partial(p, lanes); }
  // `x` in the lanes that take part, `other` in those past the end of a row.
  static Vec keep(Vec x, Vec, int, std::true_type) { return x; }
  static Vec keep(Vec x, Vec other, int lanes, std::false_type) {
    float index[kLanes];
    for (int i = 0; i < kLanes; ++i) index[i] = static_cast<float>(i);
    return select(less(Vec::load(index), Vec::broadcast(static_cast<float>(lanes))), x, other);
  }

  // Puts -inf where the mask forbids; never adds to a score, so a forbidden NaN disappears too.
  static void apply_mask(int64_t n, const uint8_t* mask, float* scores) {
    for (int64_t s = 0; s < n; ++s) scores[s] = mask[s] ? scores[s] : -kInfinity;
  }

  // scores = scale * dots + bias, -inf where forbidden.
  static void finish_scores(int64_t n, const ScoreTerms& terms, float* scores) {
    const Vec scale = Vec::broadcast(terms.scale);
    if (!terms.bias) {
      for_vectors(n, [&](int64_t i, int lanes, auto whole) {
        store(load(scores + i, lanes, whole) * scale, scores + i, lanes, whole);
      });
    } else {
      for_vectors(n, [&](int64_t i, int lanes, auto whole) {
        const Vec bias = terms.bias_stride ? load(terms.bias + i, lanes, whole) : Vec::broadcast(*terms.bias);
        store(fma(load(scores + i, lanes, whole), scale, bias), scores + i, lanes, whole);
      });
    }
    if (terms.mask) apply_mask(n, terms.mask, scores);
  }

  // max_s scores; -inf for an empty row or one that is all -inf or NaN.
  static float largest(int64_t n, const float* scores) {
    Vec best = Vec::broadcast(-kInfinity);
    for_vectors(n, [&](int64_t i, int lanes, auto whole) {
      best = max(keep(load(scores + i, lanes, whole), best, lanes, whole), best);
    });
    return reduce_max(best);
  }

  static bool has_nan(int64_t n, const float* scores) {
    for (int64_t s = 0; s < n; ++s)
      if (scores[s] != scores[s]) return true;
    return false;
  }

  // scores = exp(scores - shift); returns their sum. `shift` is at least every score, or NaN in a row that
  // lost its numbers: only the allowed keys of that row become NaN.
  static float exponentials(int64_t n, float shift, float* scores) {
    if (shift != shift) {
      for (int64_t s = 0; s < n; ++s) scores[s] = scores[s] == -kInfinity ? 0.0f : shift;
      return shift;
    }
    const Vec offset = Vec::broadcast(shift);
    Vec sum = Vec::zero();
    for_vectors(n, [&](int64_t i, int lanes, auto whole) {
      const Vec p = exp_nonpositive(load(scores + i, lanes, whole) - offset);
      store(p, scores + i, lanes, whole);
      sum = sum + keep(p, Vec::zero(), lanes, whole);
    });
    return reduce_add(sum);
  }

  static void multiply(int64_t n, float factor, float* x) {
    for_vectors(n, [&](int64_t i, int lanes, auto whole) {
      store(load(x + i, lanes, whole) * Vec::broadcast(factor), x + i, lanes, whole);
    });
  }
  static void multiply(int64_t n, const float* factors, float* x) {
    for_vectors(n, [&](int64_t i, int lanes, auto whole) {
      store(load(x + i, lanes, whole) * load(factors + i, lanes, whole), x + i, lanes, whole);
    });
  }
  // weights *= factor, where a weight of 0 stays 0 even if the row's sum, and so the factor, is NaN.
  static void normalise(int64_t n, float factor, float* weights) {
    if (factor == factor) return multiply(n, factor, weights);
    for (int64_t s = 0; s < n; ++s) weights[s] = weights[s] == 0.0f ? 0.0f : factor;
  }
  static void fill(int64_t n, float value, float* x) {
    for (int64_t i = 0; i < n; ++i) x[i] = value;
  }

  // y += x.
  static void add(int64_t n, const float* x, float* y) {
    for_vectors(n, [&](int64_t i, int lanes, auto whole) {
      store(load(y + i, lanes, whole) + load(x + i, lanes, whole), y + i, lanes, whole);
    });
  }

  static float sum(int64_t n, const float* x) {
    Vec total = Vec::zero();
    for_vectors(n, [&](int64_t i, int lanes, auto whole) { total = total + load(x + i, lanes, whole); });
    return reduce_add(total);
  }

  static float dot(int64_t n, const float* x, const float* y) {
    Vec sum = Vec::zero();
    for_vectors(n, [&](int64_t i, int lanes, auto whole) {
      sum = fma(load(x + i, lanes, whole), load(y + i, lanes, whole), sum);
    });
    return reduce_add(sum);
  }

  // sum_s weight_s d_weight_s; a weight of 0 counts for nothing, whatever stands beside it.
  static float dot_of_weights(int64_t n, const float* weights, const float* d_weights) {
    Vec sum = Vec::zero();
    for_vectors(n, [&](int64_t i, int lanes, auto whole) {
      const Vec p = load(weights + i, lanes, whole);
      sum = sum + select(is_zero(p), Vec::zero(), p * load(d_weights + i, lanes, whole));
    });
    return reduce_add(sum);
  }

  // d_scores = factor * weights (dropout d_dropped + d_weights - delta), in place of d_dropped; then the
  // dropout is applied to the weights too, as d_value needs them. `dropout` and `d_weights` may be null.
  static void softmax_gradient(int64_t n, float factor, float delta, const float* dropout,
                               const float* d_weights, float* weights, float* d_scores) {
    const Vec by = Vec::broadcast(factor), minus = Vec::broadcast(delta);
    for_vectors(n, [&](int64_t i, int lanes, auto whole) {
      Vec p = load(weights + i, lanes, whole);
      Vec d = load(d_scores + i, lanes, whole);
      if (dropout) d = d * load(dropout + i, lanes, whole);
      if (d_weights) d = d + load(d_weights + i, lanes, whole);
      store(select(is_zero(p), Vec::zero(), p * (d - minus) * by), d_scores + i, lanes, whole);
      if (dropout) store(p * load(dropout + i, lanes, whole), weights + i, lanes, whole);
    });
  }

 private:
  // Weights are at least 0 or NaN; a NaN is no zero and stays.
  static auto is_zero(Vec p) { return less(p, Vec::broadcast(std::numeric_limits<float>::min())); }
};

}  // namespace mirada
