// The softmax of a row whose scores come in blocks: the largest score so far, and the sum of the exponentials
// with that one subtracted (online softmax, Milakov and Gimelshein 2018; FlashAttention-2, alg. 1).
#pragma once
#include <cmath>

#include "attention_args.h"
#include "attention_rows.h"

namespace mirada {

template <class Vec>
struct OnlineSoftmax {
  using Rows = AttentionRows<Vec>;
  using Exponential = ScoreExponential<Vec>;

  // As in memory, so not multiplied by the factor of the exponential. -inf while no key was allowed, NaN once
  // the row lost its numbers.
  float max = -Rows::kInfinity;
  float sum = 0.0f;

  bool empty() const { return max == -Rows::kInfinity; }

  // The factor that turns exponentials with `from` subtracted into those with `to` subtracted.
  static float rescaling(const Exponential& exponential, float from, float to) {
    return from == to ? 1.0f : from == -Rows::kInfinity ? 0.0f : exponential(from, to);
  }

  // Takes note of the largest score of the next block. Returns the factor on what has been weighed so far.
  float raise(const Exponential& exponential, float largest) {
    if (!(largest > max) && largest == largest) return 1.0f;
    const float shrink = rescaling(exponential, max, largest);
    max = largest;
    sum *= shrink;
    return shrink;
  }
  // Scores of at most `max` become exponentials, and count.
  void add(const Exponential& exponential, int64_t n, float* scores) {
    sum += Rows::exponentials(n, exponential, max, scores);
  }

  // Of row `row` of (B,N,T).
  void store(const Exponential& exponential, const AttentionForwardArgs& args, int64_t row) const {
    args.log_sum_exp[row] = empty() ? Rows::kInfinity : exponential.score(max) + std::log(sum);
    args.row_max[row] = sum != sum ? sum : max;
    args.row_sum[row] = sum;
  }
};

}  // namespace mirada
