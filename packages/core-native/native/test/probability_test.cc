// Cross-entropy of probabilities and the gradient of a softmax, against double precision and differences.
#include "../loss/probability_cross_entropy.h"

#include "native_test.h"

using namespace mirada;
using namespace mirada_test;

namespace {

constexpr float kLeast = 1e-7f, kMost = 1.0f - 1e-7f;

struct Problem {
  int64_t rows, classes;
  bool sparse;
  std::vector<float> p, targets, d_loss;
  std::vector<int32_t> labels;

  // Rows of positive numbers, some of them below and above what is clipped to; not quite of sum 1.
  Problem(int64_t r, int64_t v, bool with_labels, bool clipped)
      : rows(r),
        classes(v),
        sparse(with_labels),
        p(random_floats(r * v, 1)),
        targets(p.size()),
        d_loss(random_floats(r, 2)) {
    for (size_t i = 0; i < p.size(); ++i) p[i] = (p[i] + 1.1f) / static_cast<float>(classes);
    for (int64_t row = 0; row < rows; ++row) {
      labels.push_back(static_cast<int32_t>((row * 5 + 2) % classes));
      targets[static_cast<size_t>(row * classes + labels.back())] = 0.75f;
      targets[static_cast<size_t>(row * classes)] += 0.25f;
      if (clipped && row % 3 == 0) p[static_cast<size_t>(row * classes + labels.back())] = 1e-9f;
      if (clipped && row % 3 == 1) p[static_cast<size_t>(row * classes + labels.back())] = 1e9f;
    }
  }
  ProbabilityCrossEntropyArgs args() const {
    return {rows,   classes, p.data(), sparse ? labels.data() : nullptr, sparse ? nullptr : targets.data(),
            kLeast, kMost};
  }
  std::vector<float> loss(bool reference) const {
    std::vector<float> out(static_cast<size_t>(rows), NAN);
    reference ? probability_cross_entropy_reference(args(), out.data())
              : probability_cross_entropy(args(), out.data());
    return out;
  }
  std::vector<float> gradient(bool reference) const {
    std::vector<float> out(p.size(), NAN);
    reference ? probability_cross_entropy_gradient_reference(args(), d_loss.data(), out.data())
              : probability_cross_entropy_gradient(args(), d_loss.data(), out.data());
    return out;
  }
};

double greatest(const std::vector<float>& values) {
  double most = 1.0;
  for (const float value : values) most = std::fmax(most, std::fabs(value));
  return most;
}

void check_differences(bool sparse) {
  Problem problem(4, 5, sparse, false);
  const std::vector<float> gradient = problem.gradient(true);
  for (size_t i = 0; i < problem.p.size(); ++i) {
    const float kept = problem.p[i], step = 1e-3f;
    const size_t row = i / 5;
    problem.p[i] = kept + step;
    const double above = problem.loss(true)[row];
    problem.p[i] = kept - step;
    const double below = problem.loss(true)[row];
    problem.p[i] = kept;
    const double difference = problem.d_loss[row] * (above - below) / (2.0 * step);
    check(std::fabs(difference - gradient[i]) < 2e-3 * std::fmax(1.0, std::fabs(difference)),
          "probability loss gradient equals differences: " + std::to_string(gradient[i]) + " and " +
              std::to_string(difference));
  }
}

}  // namespace

int main() {
  check_differences(false);
  check_differences(true);
  for_each_instruction_set([&](const std::string& isa) {
    for (const int64_t rows : {0, 1, 7, 40})
      for (const int64_t classes : {1, 2, 33, 5000}) {
        const std::string shape = isa + " R" + std::to_string(rows) + " V" + std::to_string(classes);
        // A sum in single precision errs with its length over the lanes of a vector, at worst one lane.
        const double u = 6e-8 * (16.0 + static_cast<double>(classes));
        for (const bool sparse : {false, true})
          for (const bool clipped : {false, true}) {
            const Problem problem(rows, classes, sparse, clipped);
            const std::string name = shape + (sparse ? " labels" : " targets") + (clipped ? " clipped" : "");
            const std::vector<float> loss = problem.loss(true), gradient = problem.gradient(true);
            check_close(same_for_all_threads([&] { return problem.loss(false); }, name), loss,
                        u * greatest(loss), name + " loss");
            check_close(same_for_all_threads([&] { return problem.gradient(false); }, name + " gradient"),
                        gradient, u * greatest(gradient), name + " gradient");
          }
        const Problem y(rows, classes, false, false);
        const std::vector<float> dy = random_floats(rows * classes, 3);
        std::vector<float> want(dy.size());
        softmax_gradient_reference(y.p.data(), dy.data(), want.data(), rows, classes);
        const std::vector<float> got = same_for_all_threads(
            [&] {
              std::vector<float> dx(dy.size(), NAN);
              softmax_gradient(y.p.data(), dy.data(), dx.data(), rows, classes);
              return dx;
            },
            shape + " softmax gradient");
        check_close(got, want, u, shape + " softmax gradient");
      }
    // A class of probability 0, as a logit of -inf gives it, costs nothing where it is no target.
    for (const bool sparse : {false, true}) {
      Problem problem(4, 37, sparse, false);
      for (size_t i = 0; i < problem.p.size(); ++i)
        if (i % 37 != 0 && problem.targets[i] == 0.0f && i % 3 == 0) problem.p[i] = 0.0f;
      const std::vector<float> loss = problem.loss(true), gradient = problem.gradient(true);
      check_close(problem.loss(false), loss, 6e-8 * 50 * greatest(loss),
                  isa + " loss beside excluded classes");
      check_close(problem.gradient(false), gradient, 6e-8 * 50 * greatest(gradient),
                  isa + " gradient beside excluded classes");
      check(std::isfinite(greatest(gradient)) && std::isfinite(loss[0]),
            isa + " excluded classes are finite");
    }
    // A NaN is not lost.
    for (const bool sparse : {false, true}) {
      Problem problem(2, 33, sparse, false);
      problem.p[20] = NAN;
      const std::vector<float> loss = problem.loss(false);
      check(std::isnan(loss[0]) && !std::isnan(loss[1]), isa + " a NaN probability makes its row's loss NaN");
    }
  });
  return report("probability_test");
}
