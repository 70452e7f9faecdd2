// The passes over one row of scores between the matrix products: mask, softmax, and the softmax's gradient.
#pragma once
#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "../cpu/vec_math.h"
#include "score_exponential.h"

namespace mirada {

// What turns dot products of one query into scores, from the first visible key of a block on.
struct ScoreTerms {
  float scale;
  const float* bias;  // null, or the bias of the first key
  int64_t bias_stride;
  const uint8_t* mask;  // null where every key is allowed
};

// Rows of scores lie in scratch memory with kLanes floats to spare behind them: they are read and written in
// whole vectors (a partial store would stall the load that follows it), and what lies behind the row's end is
// garbage. The caller's arrays are only touched inside their bounds.
template <class Vec>
struct AttentionRows {
  static constexpr int kLanes = Vec::kLanes;
  static constexpr float kInfinity = std::numeric_limits<float>::infinity();

  // Dots become the numbers x that stand for scores (score_exponential.h), -inf where forbidden. Returns the
  // largest: -inf for an empty row and for one that is all -inf or NaN.
  static float finish_scores(int64_t n, const ScoreTerms& terms, float* scores) {
    const Vec lowest = Vec::broadcast(-kInfinity);
    Vec best = lowest;
    if (!terms.mask && exponential(terms).defers())
      for_vectors(n, [&](int64_t i, int lanes, auto whole) {
        best = max(keep(Vec::load(scores + i), lowest, lanes, whole), best);
      });
    else
      for_scores(n, terms, scores, [&](int64_t i, int lanes, auto whole, Vec x) {
        x.store(scores + i);
        best = max(keep(x, lowest, lanes, whole), best);
      });
    return reduce_max(best);
  }

  static ScoreExponential<Vec> exponential(const ScoreTerms& terms) { return {terms.bias, terms.scale}; }

  // As finish_scores, but NaN for a row without a score above -inf that holds a NaN: it lost its numbers, and
  // must not pass for a masked one. (A maximum sees no NaN.)
  static float finish_scores_or_nan(int64_t n, const ScoreTerms& terms, float* scores) {
    const float largest = finish_scores(n, terms, scores);
    const bool lost = largest == -kInfinity && has_nan(n, scores);
    return lost ? std::numeric_limits<float>::quiet_NaN() : largest;
  }

  static bool has_nan(int64_t n, const float* scores) {
    for (int64_t s = 0; s < n; ++s)
      if (scores[s] != scores[s]) return true;
    return false;
  }

  // scores = exp(score - largest score); returns their sum. `largest` is at least every x, or NaN in a row
  // that lost its numbers: only the allowed keys of that row become NaN.
  static float exponentials(int64_t n, const ScoreExponential<Vec>& exponential, float largest,
                            float* scores) {
    if (largest != largest) return lose(n, scores), largest;
    const Vec offset = exponential.offset(Vec::broadcast(largest));
    Vec sum = Vec::zero();
    for_vectors(n, [&](int64_t i, int lanes, auto whole) {
      const Vec p = exponential(Vec::load(scores + i), offset);
      p.store(scores + i);
      sum = sum + keep(p, Vec::zero(), lanes, whole);
    });
    return reduce_add(sum);
  }

  // Where the largest x and the sum of the exponentials are known before, dots become weights at once; zeros
  // in a row without an allowed key, whose sum is 0.
  static void weights_from_dots(int64_t n, const ScoreTerms& terms, float largest, float sum, float* dots) {
    if (sum == 0.0f) return fill(n, 0.0f, dots);
    if (sum != sum) {
      finish_scores(n, terms, dots);
      return lose(n, dots);
    }
    const ScoreExponential<Vec> exponential = AttentionRows::exponential(terms);
    const Vec offset = exponential.offset(Vec::broadcast(largest)), inverse = Vec::broadcast(1.0f / sum);
    for_scores(n, terms, dots,
               [&](int64_t i, int, auto, Vec x) { (exponential(x, offset) * inverse).store(dots + i); });
  }

  // d_scores = factor * weights (dropout d_dropped + d_weights - delta), in place of d_dropped; then the
  // dropout is applied to the weights too, as d_value needs them. `dropout` (a row in scratch) and
  // `d_weights` may be null.
  static void softmax_gradient(int64_t n, float factor, float delta, const float* dropout,
                               const float* d_weights, float* weights, float* d_scores) {
    const Vec by = Vec::broadcast(factor), minus = Vec::broadcast(delta);
    for_vectors(n, [&](int64_t i, int lanes, auto whole) {
      const Vec p = Vec::load(weights + i);
      Vec d = Vec::load(d_scores + i);
      if (dropout) d = d * Vec::load(dropout + i);
      if (d_weights) d = d + load(d_weights + i, lanes, whole);
      select(is_zero(p), Vec::zero(), p * (d - minus) * by).store(d_scores + i);
      if (dropout) (p * Vec::load(dropout + i)).store(weights + i);
    });
  }

  // x *= factors, both rows in scratch.
  static void multiply_rows(int64_t n, const float* factors, float* x) {
    for_vectors(n, [&](int64_t i, int, auto) { (Vec::load(x + i) * Vec::load(factors + i)).store(x + i); });
  }

  // sum_s weight_s d_weight_s; a weight of 0 counts for nothing, whatever stands beside it.
  static float dot_of_weights(int64_t n, const float* weights, const float* d_weights) {
    Vec sum = Vec::zero();
    for_vectors(n, [&](int64_t i, int lanes, auto whole) {
      const Vec p = keep(Vec::load(weights + i), Vec::zero(), lanes, whole);
      sum = sum + select(is_zero(p), Vec::zero(), p * load(d_weights + i, lanes, whole));
    });
    return reduce_add(sum);
  }

  // The rest works on any array.
  static void multiply(int64_t n, float factor, float* x) {
    for_vectors(n, [&](int64_t i, int lanes, auto whole) {
      store(load(x + i, lanes, whole) * Vec::broadcast(factor), x + i, lanes, whole);
    });
  }
  // scores = exp(score - largest score) * inverse, where what is forbidden or 0 stays 0 even if the row lost
  // its numbers and `largest` or `inverse` is NaN.
  static void weights_from_scores(int64_t n, const ScoreExponential<Vec>& exponential, float largest,
                                  float inverse, float* scores) {
    const Vec offset = exponential.offset(Vec::broadcast(largest)), times = Vec::broadcast(inverse);
    const Vec lowest = Vec::broadcast(std::numeric_limits<float>::lowest()), zero = Vec::zero();
    for_vectors(n, [&](int64_t i, int lanes, auto whole) {
      const Vec x = load(scores + i, lanes, whole), p = exponential(x, offset);
      store(select(less(x, lowest), zero, select(is_zero(p), zero, p * times)), scores + i, lanes, whole);
    });
  }
  // weights *= factor, where a weight of 0 stays 0 even if the row's sum, and so the factor, is NaN.
  static void normalise(int64_t n, float factor, float* weights) {
    if (factor == factor) return multiply(n, factor, weights);
    for (int64_t s = 0; s < n; ++s) weights[s] = weights[s] == 0.0f ? 0.0f : factor;
  }
  static void fill(int64_t n, float value, float* x) {
    for_vectors(n,
                [&](int64_t i, int lanes, auto whole) { store(Vec::broadcast(value), x + i, lanes, whole); });
  }
  static void copy(int64_t n, const float* from, float* to) {
    for_vectors(n, [&](int64_t i, int lanes, auto whole) {
      store(load(from + i, lanes, whole), to + i, lanes, whole);
    });
  }
  // y += x.
  static void add(int64_t n, const float* x, float* y) {
    for_vectors(n, [&](int64_t i, int lanes, auto whole) {
      store(load(y + i, lanes, whole) + load(x + i, lanes, whole), y + i, lanes, whole);
    });
  }
  // y += factor x.
  static void add_multiple(int64_t n, float factor, const float* x, float* y) {
    const Vec by = Vec::broadcast(factor);
    for_vectors(n, [&](int64_t i, int lanes, auto whole) {
      store(fma(by, load(x + i, lanes, whole), load(y + i, lanes, whole)), y + i, lanes, whole);
    });
  }
  static float sum(int64_t n, const float* x) {
    Vec total = Vec::zero();
    for_vectors(n, [&](int64_t i, int lanes, auto whole) { total = total + load(x + i, lanes, whole); });
    return reduce_add(total);
  }
  static float dot(int64_t n, const float* x, const float* y) {
    typename Vec::Sum sum = Vec::Sum::zero();
    for_vectors(n, [&](int64_t i, int lanes, auto whole) {
      sum = fma(load(x + i, lanes, whole), load(y + i, lanes, whole), sum);
    });
    return reduce_add(sum);
  }

  // Weights are at least 0 or NaN; a NaN is no zero and stays.
  static auto is_zero(Vec p) { return less(p, Vec::broadcast(std::numeric_limits<float>::min())); }

 private:
  // The scores of a row that lost its numbers: NaN where a key is allowed.
  static void lose(int64_t n, float* scores) {
    for (int64_t s = 0; s < n; ++s)
      scores[s] = scores[s] == -kInfinity ? 0.0f : std::numeric_limits<float>::quiet_NaN();
  }

  // Calls body(offset, lanes, whole) for consecutive vectors of [0, n); `whole` is a type, so that only the
  // last vector pays for being partial.
  template <class Body>
  static void for_vectors(int64_t n, Body&& body) {
    int64_t i = 0;
    for (; i + kLanes <= n; i += kLanes) body(i, kLanes, std::true_type{});
    if (i < n) body(i, static_cast<int>(n - i), std::false_type{});
  }
  // The same with the numbers x that the dots make.
  template <class Body>
  static void for_scores(int64_t n, const ScoreTerms& terms, const float* dots, Body&& body) {
    // A dot product, which stands for a score up to the scale or has to be multiplied by it.
    const float factor = exponential(terms).defers() ? 1.0f : terms.scale;
    const Vec by = Vec::broadcast(factor);
    if (!terms.bias && !terms.mask)
      return for_vectors(
          n, [&](int64_t i, int lanes, auto whole) { body(i, lanes, whole, Vec::load(dots + i) * by); });
    if (!terms.bias)
      return for_vectors(n, [&](int64_t i, int lanes, auto whole) {
        body(i, lanes, whole, forbid(Vec::load(dots + i) * by, terms.mask + i, lanes, whole));
      });
    for_vectors(n, [&](int64_t i, int lanes, auto whole) {
      Vec x = fma(Vec::load(dots + i), by,
                  terms.bias_stride ? load(terms.bias + i, lanes, whole) : Vec::broadcast(*terms.bias));
      if (terms.mask) x = forbid(x, terms.mask + i, lanes, whole);
      body(i, lanes, whole, x);
    });
  }

  static Vec load(const float* p, int lanes, auto whole) {
    if constexpr (whole)
      return (void)lanes, Vec::load(p);
    else
      return Vec::load_partial(p, lanes);
  }
  static void store(Vec x, float* p, int lanes, auto whole) {
    if constexpr (whole)
      (void)lanes, x.store(p);
    else
      x.store_partial(p, lanes);
  }
  // `x` in the lanes that take part, `other` in those past the end of a row.
  static Vec keep(Vec x, Vec other, int lanes, auto whole) {
    if constexpr (whole) {
      return (void)other, (void)lanes, x;
    } else {
      float index[kLanes];
      for (int i = 0; i < kLanes; ++i) index[i] = static_cast<float>(i);
      return select(less(Vec::load(index), Vec::broadcast(static_cast<float>(lanes))), x, other);
    }
  }
  // -inf where the mask forbids. It replaces the score and never adds to it, so a forbidden NaN disappears
  // too.
  static Vec forbid(Vec x, const uint8_t* mask, int lanes, auto whole) {
    if constexpr (whole)
      return (void)lanes, select(Vec::load_mask(mask), x, Vec::broadcast(-kInfinity));
    else
      return select(Vec::load_mask_partial(mask, lanes), x, Vec::broadcast(-kInfinity));
  }
};

}  // namespace mirada
