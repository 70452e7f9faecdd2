// The exponential of a softmax, exp(score - largest score), for scores of any size.
#pragma once
#include <cmath>

#include "../cpu/vec_math.h"

namespace mirada {

// Numbers x stand for scores factor x. Without a bias they are the dot products, and the factor is the scale
// where that is positive; otherwise they are the scores, and the factor is 1.
//
// exp(factor (x - largest)), x <= largest: the difference comes first, since it is exact for neighbours
// however large they are. A fused factor x - (factor largest) would keep the rounding error of the product,
// which is a thousand beside scores of 1e10. Below 1 the factor's half is taken into the difference: that of
// finite numbers may overflow while its multiple is small.
template <class Vec>
class ScoreExponential {
 public:
  ScoreExponential(const float* bias, float scale)
      : defers_(!bias && scale > 0.0f),
        factor_(defers_ ? scale : 1.0f),
        before_(factor_ < 1.0f ? 0.5f : 1.0f),
        after_(factor_ / before_) {}

  // Whether the numbers are dot products still.
  bool defers() const { return defers_; }
  float score(float x) const { return factor_ * x; }
  Vec score(Vec x) const { return Vec::broadcast(factor_) * x; }

  // What the vector form subtracts.
  Vec offset(Vec largest) const { return largest * Vec::broadcast(before_); }
  Vec operator()(Vec x, Vec offset) const {
    return exp_nonpositive(fma(x, Vec::broadcast(before_), -offset) * Vec::broadcast(after_));
  }
  float operator()(float x, float largest) const {
    return std::exp((x * before_ - largest * before_) * after_);
  }

 private:
  bool defers_;
  float factor_, before_, after_;
};

}  // namespace mirada
