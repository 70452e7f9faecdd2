// What rounding may do at most to a softmax in single precision, by the standard model of its error (Higham
// 2002, "Accuracy and stability of numerical algorithms", sections 2.2 and 3.1): every operation errs by a
// factor 1 + d, |d| <= u = 2^-24, and a sum of n products by at most gamma(n) sum |a b|, in whatever order it
// is added up.
//
// A score that may err by `slack` puts its weight into an interval:
//   1 / (1 + sum_r exp(score_r + slack_r - (score_s - slack_s)))  <=  weight_s
//   weight_s  <=  1 / (1 + sum_r exp(score_r - slack_r - (score_s + slack_s))),   r over the other keys.
// Where the largest scores lie further apart than their slack, that is a point, however large they are; where
// they lie closer, no computation in single precision can tell which is the larger.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace mirada_test {

// What is smaller may count as 0.
inline constexpr double kLeastNormal = 1.2e-38;

// gamma(n) = n u / (1 - n u).
inline double rounding_of(int64_t operations) {
  const double nu = static_cast<double>(operations) * 0x1p-24;
  return nu / (1.0 - nu);
}

// log(e^a + e^b).
inline double log_add(double a, double b) {
  const double high = std::max(a, b);
  return high == -INFINITY ? high : high + std::log1p(std::exp(std::min(a, b) - high));
}

struct ScoreWithSlack {
  double score, slack;
  double weight = 0.0, weight_error = 0.0;
};

// Fills in the weights and their errors; returns the error of the scores' logSumExp.
template <class Scores>
double find_softmax_errors(Scores& scores) {
  const size_t count = scores.size();
  // The logSumExp of the other scores, shifted by `side` times their slack: of those before and those behind.
  const auto others = [&](double side) {
    std::vector<double> before(count + 1, -INFINITY), behind(count + 1, -INFINITY), result(count);
    for (size_t i = 0; i < count; ++i)
      before[i + 1] = log_add(before[i], scores[i].score + side * scores[i].slack);
    for (size_t i = count; i-- > 0;)
      behind[i] = log_add(behind[i + 1], scores[i].score + side * scores[i].slack);
    for (size_t i = 0; i < count; ++i) result[i] = log_add(before[i], behind[i + 1]);
    return result;
  };
  const std::vector<double> low = others(-1.0), exact = others(0.0), high = others(1.0);
  const auto share = [](double score, double other) { return 1.0 / (1.0 + std::exp(other - score)); };
  const double relative = rounding_of(static_cast<int64_t>(count) + 16);
  for (size_t i = 0; i < count; ++i) {
    ScoreWithSlack& s = scores[i];
    s.weight = share(s.score, exact[i]);
    const double most = share(s.score + s.slack, low[i]), least = share(s.score - s.slack, high[i]);
    // An exponential is 0 below e^-87.33 (vec_math.h).
    s.weight_error = std::max(most - s.weight, s.weight - least) + relative * most + kLeastNormal;
  }
  const double all = log_add(scores[0].score, exact[0]);
  return std::max(log_add(scores[0].score + scores[0].slack, high[0]) - all,
                  all - log_add(scores[0].score - scores[0].slack, low[0])) +
         rounding_of(2) * (std::fabs(all) + std::log(static_cast<double>(count))) + relative;
}

}  // namespace mirada_test
