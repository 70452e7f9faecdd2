// Which steps of a row are real, and in which order they are read.
#pragma once
#include <algorithm>
#include <cstring>

#include "../cpu/scratch.h"
#include "../cpu/thread_pool.h"
#include "lstm.h"

namespace mirada {

// Rows that share one product with the recurrent kernel: whole tiles, as many as leave every thread a share.
// No row's result depends on which rows are beside it.
inline int64_t rows_per_task(int64_t batch, int threads) {
  constexpr int64_t kLeast = 16, kMost = 96;
  const int64_t share = (batch + threads - 1) / threads;
  return std::min(kMost, (share + kLeast - 1) / kLeast * kLeast);
}

// Whether a few rows, too few for a task a thread, share out the units instead: then threads meet after every
// step, which has to be long enough for that, and each reads only its units' part of the weights.
inline bool shares_units(const LstmArgs& args) {
  constexpr int64_t kFewRows = 16, kLeastWork = int64_t{1} << 20;
  const int64_t work = args.units * 4 * args.units * std::max<int64_t>(args.batch, 4);
  return args.batch <= kFewRows && args.units % 64 == 0 && work >= kLeastWork;
}

// Units of a task, whole panels of the packed weights.
inline int64_t units_per_task(int64_t units, int threads) {
  return ((units + threads - 1) / threads + 63) / 64 * 64;
}

inline int64_t row_length(const LstmArgs& args, int64_t row) {
  return args.lengths ? args.lengths[row] : args.steps;
}

// The position in the sequence of a row's step.
inline int64_t step_time(const LstmArgs& args, int64_t length, int64_t step) {
  return args.reverse ? length - 1 - step : step;
}

// The state (U) that a row's step reads: that of the step before in `states` (B, T, U), or its first one.
inline const float* state_before(const LstmArgs& args, const float* states, const float* first, int64_t row,
                                 int64_t step) {
  if (step == 0) return first + row * args.units;
  return states + (row * args.steps + step_time(args, row_length(args, row), step - 1)) * args.units;
}

// The steps within the lengths, row after row without gaps.
class RealSteps {
 public:
  RealSteps(const LstmArgs& args, Scratch& scratch) : batch_(args.batch), steps_(args.steps) {
    int64_t* first = scratch.items<int64_t>(batch_ + 1);
    first[0] = 0;
    for (int64_t row = 0; row < batch_; ++row) first[row + 1] = first[row] + row_length(args, row);
    first_ = first;
  }

  int64_t count() const { return first_[batch_]; }
  bool all() const { return count() == batch_ * steps_; }
  // The place of step t of a row among them.
  int64_t at(int64_t row, int64_t t) const { return first_[row] + t; }
  int64_t length(int64_t row) const { return first_[row + 1] - first_[row]; }

  // (B, T, width) -> (count(), width), without what lies beyond the lengths: it is not read.
  float* gather(const float* padded, int64_t width, Scratch& scratch) const {
    float* real = scratch.floats(count() * width);
    parallel_for(0, batch_, kRowsMoved, [&](int64_t from, int64_t to) {
      for (int64_t row = from; row < to; ++row)
        std::memcpy(real + first_[row] * width, padded + row * steps_ * width,
                    static_cast<size_t>(length(row) * width) * sizeof(float));
    });
    return real;
  }
  // The way back, zeros beyond the lengths.
  void scatter(const float* real, int64_t width, float* padded) const {
    parallel_for(0, batch_, kRowsMoved, [&](int64_t from, int64_t to) {
      for (int64_t row = from; row < to; ++row) {
        std::memcpy(padded + row * steps_ * width, real + first_[row] * width,
                    static_cast<size_t>(length(row) * width) * sizeof(float));
        std::fill(padded + (row * steps_ + length(row)) * width, padded + (row + 1) * steps_ * width, 0.0f);
      }
    });
  }

 private:
  // Rows that a thread takes at a time where they are only moved.
  static constexpr int64_t kRowsMoved = 8;
  int64_t batch_, steps_;
  const int64_t* first_;
};

}  // namespace mirada
