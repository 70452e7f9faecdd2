// Linear + softmax cross-entropy on random sizes, labels and smoothing, with poison in the rows that do not
// count, on every instruction set and 1, 2, 3 threads, against double precision.
#include <algorithm>
#include <memory>

#include "../loss/linear_cross_entropy.h"
#include "fuzz_compare.h"

using namespace mirada;
using namespace mirada_test;

namespace {

struct LossCase {
  int64_t R = 1, D = 1, V = 1;
  // Percentage of rows that do not count.
  int64_t ignored = 0, smoothing_percent = 0, gradients = 1, magnitude = 0, at_end = 1, fill = 1;

  std::vector<FuzzField> fields() {
    return {{"R", &R},
            {"D", &D},
            {"V", &V},
            {"ignored", &ignored},
            {"smoothingPercent", &smoothing_percent},
            {"gradients", &gradients},
            {"magnitude", &magnitude},
            {"atEnd", &at_end},
            {"fill", &fill}};
  }
  int64_t work() const { return R * D * V; }
  bool possible() const {
    return D >= 1 && V >= 1 && ignored <= 100 && smoothing_percent < 100 && magnitude < 3 &&
           work() <= 200'000'000;
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
  c.magnitude = random.chance(60) ? 0 : random.between(1, 2);
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

  explicit Problem(const LossCase& options) : c(options) {
    FuzzRandom random(static_cast<uint64_t>(c.fill));
    const float magnitudes[] = {1.0f, 6.0f, 1e-3f};
    const bool at_end = c.at_end != 0;
    labels.make(c.R, at_end), hidden.make(c.R * c.D, at_end);
    kernel.make(c.D * c.V, at_end), bias.make(c.V, at_end);
    for (int64_t r = 0; r < c.R; ++r) {
      const bool counts = c.V > 1 && !random.chance(static_cast<int>(c.ignored));
      labels[r] = counts ? static_cast<int32_t>(random.between(1, c.V - 1)) : kIgnored;
      counted += counts;
      // Rows that do not count are never multiplied.
      for (int64_t d = 0; d < c.D; ++d)
        hidden[r * c.D + d] = counts ? magnitudes[c.magnitude] * random.uniform() : NAN;
    }
    for (float& x : kernel) x = random.uniform();
    for (float& x : bias) x = random.uniform();
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
    const LinearCrossEntropyArgs args{c.R,
                                      c.D,
                                      c.V,
                                      p.hidden.data(),
                                      p.kernel.data(),
                                      p.bias.data(),
                                      p.labels.data(),
                                      Problem::kIgnored,
                                      static_cast<float>(c.smoothing_percent) / 100.0f};
    loss[0] =
        static_cast<float>((reference ? linear_cross_entropy_reference : linear_cross_entropy)(args, out));
  }
  std::vector<FuzzPart> parts() const {
    return {{"loss", &loss}, {"d_hidden", &d_hidden}, {"d_kernel", &d_kernel}, {"d_bias", &d_bias}};
  }
};

// The same formula in plain single precision, which says how exact a result may be expected to be: loss,
// d_hidden, d_kernel, d_bias.
std::vector<std::vector<float>> plain_loss(const Problem& p) {
  const LossCase& c = p.c;
  const float smoothing = static_cast<float>(c.smoothing_percent) / 100.0f;
  std::vector<std::vector<float>> results{{0.0f},
                                          std::vector<float>(p.hidden.size()),
                                          std::vector<float>(p.kernel.size()),
                                          std::vector<float>(static_cast<size_t>(c.V))};
  std::vector<float> logits(static_cast<size_t>(c.V));
  const float share = 1.0f / static_cast<float>(std::max<int64_t>(p.counted, 1));
  for (int64_t r = 0; r < c.R; ++r) {
    if (p.labels[r] == Problem::kIgnored) continue;
    float largest = -INFINITY, sum = 0.0f;
    for (int64_t j = 0; j < c.V; ++j) {
      float& logit = logits[static_cast<size_t>(j)] = 0.0f;
      for (int64_t d = 0; d < c.D; ++d) logit += p.hidden[r * c.D + d] * p.kernel[d * c.V + j];
      logit += p.bias[j];
      largest = std::max(largest, logit);
    }
    for (const float logit : logits) sum += std::exp(logit - largest);
    const float log_sum = std::log(sum);
    for (int64_t j = 0; j < c.V; ++j) {
      const float log_probability = logits[static_cast<size_t>(j)] - largest - log_sum;
      const float target = (j == p.labels[r] ? 1.0f - smoothing : 0.0f) + smoothing / static_cast<float>(c.V);
      results[0][0] -= share * target * log_probability;
      const float d_logit = share * (std::exp(log_probability) - target);
      results[3][static_cast<size_t>(j)] += d_logit;
      for (int64_t d = 0; d < c.D; ++d) {
        results[1][static_cast<size_t>(r * c.D + d)] += d_logit * p.kernel[d * c.V + j];
        results[2][static_cast<size_t>(d * c.V + j)] += d_logit * p.hidden[r * c.D + d];
      }
    }
  }
  return results;
}

// The largest error of the plain computation in each result. That of a few elements may be small by luck:
// then the same case, filled with other numbers, counts too.
std::vector<double> plain_errors(LossCase c) {
  std::vector<double> errors;
  for (int64_t refill = 0; refill == 0 || (refill < 16 && c.V < 64); ++refill, ++c.fill) {
    const Problem problem(c);
    const Results truth(problem, true);
    const auto plain = plain_loss(problem);
    const auto parts = truth.parts();
    errors.resize(parts.size());
    for (size_t i = 0; i < parts.size(); ++i) {
      const float* first = parts[i].array->data();
      errors[i] = std::max(errors[i], largest_error(plain[i], {first, first + parts[i].array->size()}));
    }
  }
  return errors;
}

FuzzVerdict check_case(const LossCase& c) {
  FuzzVerdict verdict;
  const Problem problem(c);
  const Results truth(problem, true);
  const std::vector<double> plain = plain_errors(c);
  // The floor of an error: a few units in the last place of a logit, in one row's probability.
  const double magnitudes[] = {1.0, 6.0, 1.0};
  const double size = magnitudes[c.magnitude];
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
