// Comparisons of the fuzz programs: with the truth under a bound, and to the bit between threads.
#pragma once
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "fenced.h"
#include "fuzz.h"

namespace mirada_test {

// Two units in the last place.
inline constexpr double kFloor = 2.4e-7;

inline double largest_finite(const std::vector<double>& values) {
  double largest = 0.0;
  for (const double x : values)
    if (std::isfinite(x)) largest = std::max(largest, std::fabs(x));
  return largest;
}

// The largest error of a plain computation in single precision.
inline double largest_error(const std::vector<float>& plain, const std::vector<double>& truth) {
  double error = 0.0;
  for (size_t i = 0; i < truth.size(); ++i)
    if (std::isfinite(truth[i]) && std::isfinite(plain[i]))
      error = std::max(error, std::fabs(plain[i] - truth[i]));
  return error;
}

// |got - truth| <= bound(i). `is_zero(i)` names the elements that have to be 0 exactly.
template <class Bound, class IsZero>
void compare_each(const std::string& what, const float* got, int64_t size, const std::vector<double>& truth,
                  Bound&& bound, FuzzVerdict& verdict, IsZero&& is_zero) {
  if (size != static_cast<int64_t>(truth.size())) return verdict.fail(what + ": another size");
  double worst = 0.0;
  int64_t at = -1;
  for (int64_t i = 0; i < size; ++i) {
    const double want = truth[static_cast<size_t>(i)], have = got[i];
    double error = std::fabs(have - want);
    if (!std::isfinite(want)) error = (std::isnan(want) ? std::isnan(have) : have == want) ? 0.0 : INFINITY;
    if (std::isnan(error) || (is_zero(i) && have != 0.0)) error = INFINITY;
    const double share = error == 0.0 ? 0.0 : error / bound(i);
    if (share > worst) worst = share, at = i;
  }
  if (at < 0) return;
  if (worst > verdict.closest) verdict.closest = worst, verdict.closest_at = what;
  if (worst <= 1.0) return;
  const double have = got[at], want = truth[static_cast<size_t>(at)];
  char text[200];
  std::snprintf(text, sizeof text, "[%lld] is %.9g, in double precision %.9g; error %.3g, bound %.3g",
                static_cast<long long>(at), have, want, std::fabs(have - want), bound(at));
  verdict.fail(what + text);
}

template <class IsZero>
void compare(const std::string& what, const Fenced<float>& got, const std::vector<double>& truth,
             double bound, FuzzVerdict& verdict, IsZero&& is_zero) {
  compare_each(what, got.data(), got.size(), truth, [&](int64_t) { return bound; }, verdict, is_zero);
}

struct FuzzPart {
  const char* name;
  const Fenced<float>* array;
};

// Every part has the bits of the first run's, and nothing was written beside it.
inline void compare_bits(const std::vector<FuzzPart>& first, const std::vector<FuzzPart>& again,
                         const std::string& when, FuzzVerdict& verdict) {
  for (size_t i = 0; i < first.size(); ++i) {
    if (!again[i].array->intact()) verdict.fail(std::string(first[i].name) + ": written beside it " + when);
    if (again[i].array->size() > 0 && !first[i].array->same_bits(*again[i].array))
      verdict.fail(std::string(first[i].name) + ": other bits " + when);
  }
}

// On every instruction set: `judge(result)` of a run on one thread, and the same bits on more. A result has
// `parts()`, and `run()` makes one.
template <class Run, class Judge>
void check_on_every_set(FuzzVerdict& verdict, Run&& run, Judge&& judge) {
  for_each_instruction_set([&](const std::string& set) {
    if (!verdict.ok()) return;
    mirada::set_num_threads(1);
    const auto first = run();
    judge(*first);
    compare_bits(first->parts(), first->parts(), "on 1 thread", verdict);
    for (const int threads : thread_counts(2, 3)) {
      mirada::set_num_threads(threads);
      compare_bits(first->parts(), run()->parts(), "on " + std::to_string(threads) + " threads", verdict);
    }
    if (!verdict.ok()) verdict.failure = set + ", " + verdict.failure;
  });
}

}  // namespace mirada_test
