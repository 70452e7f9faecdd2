// Which steps of a row are real, and in which order they are read.
#pragma once
#include "lstm.h"

namespace mirada {

// Rows that share one product with the recurrent kernel. Fixed, so that results do not depend on the threads.
constexpr int64_t kLstmRowsPerTask = 16;

inline int64_t row_length(const LstmArgs& args, int64_t row) {
  return args.lengths ? args.lengths[row] : args.steps;
}

// The position in the sequence of a row's step.
inline int64_t step_time(const LstmArgs& args, int64_t length, int64_t step) {
  return args.reverse ? length - 1 - step : step;
}

}  // namespace mirada
