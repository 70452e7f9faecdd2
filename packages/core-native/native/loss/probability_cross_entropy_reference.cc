#include <algorithm>
#include <cmath>

#include "probability_cross_entropy.h"

namespace mirada {
namespace {

// One row in the words of the definition: q = c / sum(c), c = clip(p) with labels and p with targets.
struct Row {
  const ProbabilityCrossEntropyArgs& args;
  int64_t row;
  double least = args.least, most = args.most;
  double p(int64_t k) const { return args.probabilities[row * args.classes + k]; }
  double c(int64_t k) const { return args.labels ? std::clamp(p(k), least, most) : p(k); }
  double t(int64_t k) const {
    return args.labels ? static_cast<double>(k == args.labels[row]) : args.targets[row * args.classes + k];
  }
  double sum() const {
    double total = 0.0;
    for (int64_t k = 0; k < args.classes; ++k) total += c(k);
    return total;
  }
};

bool within(const Row& row, double x) { return x >= row.least && x <= row.most; }

}  // namespace

void probability_cross_entropy_reference(const ProbabilityCrossEntropyArgs& args, float* loss) {
  for (int64_t r = 0; r < args.rows; ++r) {
    const Row row{args, r};
    const double sum = row.sum();
    double total = 0.0;
    for (int64_t k = 0; k < args.classes; ++k)
      total -= row.t(k) * std::log(std::clamp(row.c(k) / sum, row.least, row.most));
    loss[r] = static_cast<float>(total);
  }
}

void probability_cross_entropy_gradient_reference(const ProbabilityCrossEntropyArgs& args,
                                                  const float* d_loss, float* d_probabilities) {
  for (int64_t r = 0; r < args.rows; ++r) {
    const Row row{args, r};
    const double sum = row.sum();
    // d q_k = -t_k / q_k; q = c / sum, so d c_k = d q_k / sum - sum_j d q_j c_j / sum².
    const auto d_q = [&](int64_t k) {
      const double q = row.c(k) / sum;
      return within(row, q) && row.t(k) != 0.0 ? -row.t(k) / q : 0.0;
    };
    double d_sum = 0.0;
    for (int64_t k = 0; k < args.classes; ++k) d_sum -= d_q(k) * row.c(k) / (sum * sum);
    for (int64_t k = 0; k < args.classes; ++k) {
      const double d_c = d_q(k) / sum + d_sum;
      const bool passes = !args.labels || within(row, row.p(k));
      d_probabilities[r * args.classes + k] = static_cast<float>(passes ? d_loss[r] * d_c : 0.0);
    }
  }
}

void softmax_gradient_reference(const float* y, const float* dy, float* dx, int64_t rows, int64_t columns) {
  for (int64_t r = 0; r < rows; ++r) {
    double sum = 0.0;
    for (int64_t k = r * columns; k < (r + 1) * columns; ++k) sum += static_cast<double>(y[k]) * dy[k];
    for (int64_t k = r * columns; k < (r + 1) * columns; ++k)
      dx[k] = static_cast<float>(y[k] * (dy[k] - sum));
  }
}

}  // namespace mirada
