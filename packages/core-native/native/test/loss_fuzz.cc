// Linear + softmax cross-entropy on random sizes, labels and smoothing, with poison in the rows that do not
// count, on every instruction set and 1, 2, 3 threads, against double precision.
#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

#include "../loss/linear_cross_entropy.h"
#include "fuzz_compare.h"
#include "loss_error_bounds.h"

using namespace mirada;
using namespace mirada_test;

namespace {

struct LossCase {
  int64_t R = 1, D = 1, V = 1;
  // Percentage of rows that do not count.
  int64_t ignored = 0, smoothing_percent = 0, gradients = 1, magnitude = 0, at_end = 1, fill = 1;
  // Percentage of the classes that are no label whose bias is -inf.
  int64_t infinite_bias = 0;
  // Sizes of hidden; from the first huge one on those of kernel too, and the results keep LossErrorBounds, as
  // the plain ones must.
  static constexpr double kSizes[] = {1.0, 6.0, 1e-3, 1e2, 1e5, 1e10, 1e18};
  static constexpr int64_t kMagnitudes = 7, kHuge = 3;
  bool is_huge() const { return magnitude >= kHuge; }

  std::vector<FuzzField> fields() {
    return {{"R", &R},
            {"D", &D},
            {"V", &V},
            {"ignored", &ignored},
            {"smoothingPercent", &smoothing_percent},
            {"gradients", &gradients},
            {"magnitude", &magnitude},
            {"infiniteBias", &infinite_bias},
            {"atEnd", &at_end},
            {"fill", &fill}};
  }
  int64_t work() const { return R * D * V; }
  bool possible() const {
    return D >= 1 && V >= 1 && ignored <= 100 && smoothing_percent < 100 && magnitude < kMagnitudes &&
           infinite_bias <= 100 && work() <= 200'000'000;
  }
};

LossCase draw(FuzzRandom& random) {
  LossCase c;
  const bool large = random.chance(5);
  do {
    c.R = random.length(large ? 1500 : 200), c.D = std::max<int64_t>(random.length(130), 1);
    c.V = std::max<int64_t>(random.length(large ? 20'000 : 600), 1);
  } while (c.work() > (large ? 30'000'000 : 2'000'000));
  c.ignored = random.chance(50) ? 0 : random.one_of({10, 50, 90, 100});
  c.smoothing_percent = random.chance(60) ? 0 : random.between(1, 60);
  c.gradients = random.chance(85);
  c.magnitude = random.chance(50) ? 0 : random.between(1, LossCase::kMagnitudes - 1);
  c.infinite_bias = random.chance(75) ? 0 : random.one_of({1, 20, 100});
  c.at_end = random.chance(70);
  c.fill = random.between(1, 1'000'000'000);
  return c;
}

struct Problem {
  const LossCase c;
  Fenced<float> hidden, kernel, bias;
  Fenced<int32_t> labels;
  int64_t counted = 0;
  // Label 0 stands for padding.
  static constexpr int32_t kIgnored = 0;
  float smoothing() const { return static_cast<float>(c.smoothing_percent) / 100.0f; }
  LinearCrossEntropyArgs args() const {
    return {c.R, c.D, c.V, hidden.data(), kernel.data(), bias.data(), labels.data(), kIgnored, smoothing()};
  }

  explicit Problem(const LossCase& options) : c(options) {
    FuzzRandom random(static_cast<uint64_t>(c.fill));
    const float size = static_cast<float>(LossCase::kSizes[c.magnitude]);
    const bool at_end = c.at_end != 0;
    labels.make(c.R, at_end), hidden.make(c.R * c.D, at_end);
    kernel.make(c.D * c.V, at_end), bias.make(c.V, at_end);
    for (int64_t r = 0; r < c.R; ++r) {
      const bool counts = c.V > 1 && !random.chance(static_cast<int>(c.ignored));
      labels[r] = counts ? static_cast<int32_t>(random.between(1, c.V - 1)) : kIgnored;
      counted += counts;
      // Rows that do not count are never multiplied.
      for (int64_t d = 0; d < c.D; ++d) hidden[r * c.D + d] = counts ? size * random.uniform() : NAN;
    }
    for (float& x : kernel) x = (c.is_huge() ? size : 1.0f) * random.uniform();
    for (float& x : bias) x = random.uniform();
    std::vector<uint8_t> is_label(static_cast<size_t>(c.V));
    for (const int32_t label : labels) is_label[static_cast<size_t>(label)] = 1;
    for (int64_t j = 0; j < c.V; ++j)
      if (!is_label[static_cast<size_t>(j)] && random.chance(static_cast<int>(c.infinite_bias)))
        bias[j] = -INFINITY;
  }
};

struct Results {
  Fenced<float> loss, d_hidden, d_kernel, d_bias;

  Results(const Problem& p, bool reference) {
    const LossCase& c = p.c;
    const bool at_end = c.at_end != 0;
    loss.make(1, at_end);
    LinearCrossEntropyGradients out{};
    if (c.gradients) {
      d_hidden.make(c.R * c.D, at_end), d_kernel.make(c.D * c.V, at_end), d_bias.make(c.V, at_end);
      out = {d_hidden.data(), d_kernel.data(), d_bias.data()};
    }
    loss[0] = static_cast<float>(
        (reference ? linear_cross_entropy_reference : linear_cross_entropy)(p.args(), out));
  }
  std::vector<FuzzPart> parts() const {
    return {{"loss", &loss}, {"d_hidden", &d_hidden}, {"d_kernel", &d_kernel}, {"d_bias", &d_bias}};
  }
};

// The logits of a row, hidden kernel + bias, less the largest of them; returns log sum_j e^logit_j.
template <class Real>
Real log_sum_of_shifted(const Problem& p, int64_t row, std::vector<Real>& logits) {
  const LossCase& c = p.c;
  logits.assign(static_cast<size_t>(c.V), Real{0});
  Real largest = -std::numeric_limits<Real>::infinity(), sum{0};
  for (int64_t j = 0; j < c.V; ++j) {
    Real& logit = logits[static_cast<size_t>(j)];
    for (int64_t d = 0; d < c.D; ++d) logit += Real{p.hidden[row * c.D + d]} * Real{p.kernel[d * c.V + j]};
    logit += Real{p.bias[j]};
    largest = std::max(largest, logit);
  }
  for (Real& logit : logits) sum += std::exp(logit -= largest);
  return std::log(sum);
}

template <class Real>
Real target(const Problem& p, int64_t row, int64_t j) {
  const Real smoothing = static_cast<Real>(p.smoothing());
  return (j == p.labels[row] ? 1 - smoothing : Real{0}) + smoothing / static_cast<Real>(p.c.V);
}

// mean of -sum_j target_j log softmax(logits)_j over the rows that count.
template <class Real>
Real plain_loss(const Problem& p) {
  Real mean{0};
  std::vector<Real> logits;
  for (int64_t r = 0; r < p.c.R; ++r) {
    if (p.labels[r] == Problem::kIgnored) continue;
    const Real log_sum = log_sum_of_shifted(p, r, logits);
    Real loss{0};
    for (int64_t j = 0; j < p.c.V; ++j)
      if (const Real share = target<Real>(p, r, j); share != Real{0})
        loss -= share * (logits[static_cast<size_t>(j)] - log_sum);
    mean += loss / static_cast<Real>(p.counted);
  }
  return mean;
}

// d_hidden, d_kernel, d_bias in plain single precision.
std::vector<std::vector<float>> plain_gradients(const Problem& p) {
  const LossCase& c = p.c;
  std::vector<float> d_hidden(p.hidden.size()), d_kernel(p.kernel.size()), d_bias(p.bias.size()), logits;
  const float share = 1.0f / static_cast<float>(std::max<int64_t>(p.counted, 1));
  for (int64_t r = 0; r < c.R; ++r) {
    if (p.labels[r] == Problem::kIgnored) continue;
    const float log_sum = log_sum_of_shifted(p, r, logits);
    for (int64_t j = 0; j < c.V; ++j) {
      const float probability = std::exp(logits[static_cast<size_t>(j)] - log_sum);
      const float d_logit = share * (probability - target<float>(p, r, j));
      d_bias[static_cast<size_t>(j)] += d_logit;
      for (int64_t d = 0; d < c.D; ++d) {
        d_hidden[static_cast<size_t>(r * c.D + d)] += d_logit * p.kernel[d * c.V + j];
        d_kernel[static_cast<size_t>(d * c.V + j)] += d_logit * p.hidden[r * c.D + d];
      }
    }
  }
  return {d_hidden, d_kernel, d_bias};
}

// The largest error of the plain computation in loss, d_hidden, d_kernel and d_bias, which says how exact a
// result may be expected to be. That of a few elements may be small by luck, and the loss is a single one:
// then the same case, filled with other numbers, counts too.
std::vector<double> plain_errors(LossCase c) {
  const int64_t loss_fills = c.work() <= 2'000'000 ? 16 : 4, gradient_fills = c.V < 64 ? 16 : 1;
  std::vector<double> errors(4);
  for (int64_t fill = 0; fill < std::max(loss_fills, gradient_fills); ++fill, ++c.fill) {
    const Problem problem(c);
    const double exact_loss = plain_loss<double>(problem);
    if (fill < loss_fills && std::isfinite(exact_loss))
      errors[0] = std::max(errors[0], std::fabs(plain_loss<float>(problem) - exact_loss));
    if (fill >= gradient_fills || !c.gradients) continue;
    const Results truth(problem, true);
    const auto plain = plain_gradients(problem);
    for (size_t i = 0; i < plain.size(); ++i) {
      const Fenced<float>& exact = *truth.parts()[i + 1].array;
      errors[i + 1] =
          std::max(errors[i + 1], largest_error(plain[i], {exact.data(), exact.data() + exact.size()}));
    }
  }
  return errors;
}

// Every result within what rounding may do, the plain computation's in single precision too.
FuzzVerdict check_huge_case(const Problem& p) {
  FuzzVerdict verdict;
  const Results truth(p, true);
  const LossErrorBounds bounds(p.args());
  const std::vector<double>* const of_parts[] = {&bounds.loss, &bounds.d_hidden, &bounds.d_kernel,
                                                 &bounds.d_bias};
  const auto judge = [&](size_t part, const std::string& name, const float* got, int64_t size) {
    const Fenced<float>& exact = *truth.parts()[part].array;
    const std::vector<double> want(exact.data(), exact.data() + exact.size());
    // The truth was rounded to single precision.
    const auto bound = [&](int64_t i) {
      return (*of_parts[part])[static_cast<size_t>(i)] + 0x1p-23 * std::fabs(want[static_cast<size_t>(i)]);
    };
    compare_each(name, got, size, want, bound, verdict, [](int64_t) { return false; });
  };
  const float plain = plain_loss<float>(p);
  judge(0, "plain loss", &plain, 1);
  if (p.c.gradients) {
    const auto gradients = plain_gradients(p);
    for (size_t i = 0; i < gradients.size(); ++i)
      judge(i + 1, "plain gradient", gradients[i].data(), static_cast<int64_t>(gradients[i].size()));
  }
  check_on_every_set(
      verdict, [&] { return std::make_unique<Results>(p, false); },
      [&](const Results& first) {
        for (size_t i = 0; i < (p.c.gradients ? 4u : 1u); ++i)
          judge(i, first.parts()[i].name, first.parts()[i].array->data(), first.parts()[i].array->size());
      });
  return verdict;
}

FuzzVerdict check_case(const LossCase& c) {
  FuzzVerdict verdict;
  const Problem problem(c);
  if (c.is_huge()) return check_huge_case(problem);
  const Results truth(problem, true);
  const std::vector<double> plain = plain_errors(c);
  // The floor of an error: a few units in the last place of a logit, in one row's probability.
  const double size = std::max(LossCase::kSizes[c.magnitude], 1.0);
  const double logit_error = kFloor * (size * std::sqrt(static_cast<double>(c.D)) / 2 + 4.0);
  const double share = 1.0 / static_cast<double>(std::max<int64_t>(problem.counted, 1));
  // Sums over the rows are rounded as often.
  const double sums = std::max(1.0, std::sqrt(static_cast<double>(problem.counted)) / 4);
  const double floors[] = {logit_error, logit_error * share, logit_error * share * size * sums,
                           logit_error * share * sums};
  check_on_every_set(
      verdict, [&] { return std::make_unique<Results>(problem, false); },
      [&](const Results& first) {
        const auto wanted = truth.parts(), got = first.parts();
        for (size_t i = 0; i < wanted.size(); ++i) {
          const std::vector<double> want(wanted[i].array->data(),
                                         wanted[i].array->data() + wanted[i].array->size());
          const double bound = (i == 0 ? 2 : 3) * plain[i] + floors[i] + kFloor * largest_finite(want);
          compare(got[i].name, *got[i].array, want, bound, verdict,
                  [&](int64_t at) { return want[static_cast<size_t>(at)] == 0.0; });
        }
      });
  return verdict;
}

}  // namespace

int main(int argc, char** argv) { return fuzz_main<LossCase>(argc, argv, "loss_fuzz", draw, check_case); }
