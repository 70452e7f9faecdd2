#include "probability_cross_entropy.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "../cpu/kernel_table.h"
#include "../cpu/thread_pool.h"

namespace mirada {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

// Rows of a task: some ten thousand elements.
int64_t rows_per_task(int64_t columns) { return std::max<int64_t>(1, 16384 / std::max<int64_t>(columns, 1)); }

bool within(float x, float least, float most) { return x >= least && x <= most; }
// NaN stays NaN.
float clip(float x, float least, float most) { return x < least ? least : x > most ? most : x; }

float row_loss(const ProbabilityCrossEntropyArgs& args, const ProbabilityRows& rows, int64_t row) {
  const float* p = args.probabilities + row * args.classes;
  const float least = args.least, most = args.most;
  if (args.labels) {
    const float sum = rows.clipped_sum(args.classes, p, least, most);
    return -std::log(clip(clip(p[args.labels[row]], least, most) / sum, least, most));
  }
  const float sum = rows.clipped_sum(args.classes, p, -kInfinity, kInfinity);
  const float* t = args.targets + row * args.classes;
  // A NaN anywhere in the row is the row's loss.
  float loss = std::isnan(sum) ? sum : 0.0f;
  for (int64_t k = 0; k < args.classes; ++k)
    if (t[k] != 0.0f) loss -= t[k] * std::log(clip(p[k] / sum, least, most));
  return loss;
}

void row_gradient(const ProbabilityCrossEntropyArgs& args, const ProbabilityRows& rows, int64_t row,
                  float d_loss, float* d_p) {
  const float* p = args.probabilities + row * args.classes;
  const float least = args.least, most = args.most;
  if (args.labels) {
    const float sum = rows.clipped_sum(args.classes, p, least, most);
    const int32_t label = args.labels[row];
    const float c = clip(p[label], least, most);
    if (!within(c / sum, least, most)) d_loss = 0.0f;
    // loss = log(sum) - log(c_y)
    rows.where_within(args.classes, p, least, most, d_loss / sum, d_p);
    if (within(p[label], least, most)) d_p[label] -= d_loss / c;
    return;
  }
  const float sum = rows.clipped_sum(args.classes, p, -kInfinity, kInfinity);
  const float* t = args.targets + row * args.classes;
  float share = 0.0f;
  for (int64_t k = 0; k < args.classes; ++k)
    if (t[k] != 0.0f && within(p[k] / sum, least, most)) share += t[k];
  // loss = sum_k t_k (log(sum) - log(p_k)), over those that are not clipped
  rows.where_within(args.classes, p, -kInfinity, kInfinity, d_loss * share / sum, d_p);
  for (int64_t k = 0; k < args.classes; ++k)
    if (t[k] != 0.0f && within(p[k] / sum, least, most)) d_p[k] -= d_loss * t[k] / p[k];
}

}  // namespace

void probability_cross_entropy(const ProbabilityCrossEntropyArgs& args, float* loss) {
  const ProbabilityRows& rows = kernel_table().probability_rows;
  parallel_for(0, args.rows, rows_per_task(args.classes), [&](int64_t from, int64_t to) {
    for (int64_t row = from; row < to; ++row) loss[row] = row_loss(args, rows, row);
  });
}

void probability_cross_entropy_gradient(const ProbabilityCrossEntropyArgs& args, const float* d_loss,
                                        float* d_probabilities) {
  const ProbabilityRows& rows = kernel_table().probability_rows;
  parallel_for(0, args.rows, rows_per_task(args.classes), [&](int64_t from, int64_t to) {
    for (int64_t row = from; row < to; ++row)
      row_gradient(args, rows, row, d_loss[row], d_probabilities + row * args.classes);
  });
}

void softmax_gradient(const float* y, const float* dy, float* dx, int64_t rows, int64_t columns) {
  // Rows of nothing take no memory: there may be any number of them.
  if (columns <= 0) return;
  const auto kernel = kernel_table().probability_rows.softmax_gradient;
  parallel_for(0, rows, rows_per_task(columns), [&](int64_t from, int64_t to) {
    for (int64_t row = from; row < to; ++row)
      kernel(columns, y + row * columns, dy + row * columns, dx + row * columns);
  });
}

}  // namespace mirada
