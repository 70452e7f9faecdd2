// A gradient piece by piece, so that one of few rows needs no memory for its zeros.
#pragma once
#include <algorithm>

#include "../cpu/scratch.h"
#include "adam.h"

namespace mirada {

class GradientReader {
 public:
  // For pieces of at most `largest` elements, on one thread.
  GradientReader(const AdamTensor& tensor, int64_t largest) : tensor_(tensor) {
    if (tensor.is_dense()) return;
    piece_ = scratch_.floats(largest);
    std::fill(piece_, piece_ + largest, 0.0f);
  }

  // False where no row reaches into elements [begin, end), so that all are zero.
  bool has_any(int64_t begin, int64_t end) const {
    if (tensor_.is_dense()) return true;
    const int64_t r = first_row(begin);
    return r < tensor_.row_count && tensor_.rows[r] * tensor_.width < end;
  }

  // Elements [begin, end), valid until the next call.
  const float* read(int64_t begin, int64_t end) {
    if (tensor_.is_dense()) return tensor_.gradient + begin;
    // Zeros but for what the last piece had: the memory of untouched pieces stays in the first-level cache.
    std::fill(piece_ + filled_from_, piece_ + filled_to_, 0.0f);
    filled_from_ = filled_to_ = 0;
    const int64_t width = tensor_.width;
    for (int64_t r = first_row(begin); r < tensor_.row_count && tensor_.rows[r] * width < end; ++r) {
      const int64_t start = tensor_.rows[r] * width;
      const int64_t from = std::max(start, begin), to = std::min(start + width, end);
      // Rows that somebody changes meanwhile give a wrong gradient and nothing worse.
      if (from >= to) continue;
      const float* row = tensor_.gradient + r * width;
      std::copy(row + (from - start), row + (to - start), piece_ + (from - begin));
      if (filled_to_ == 0) filled_from_ = from - begin;
      filled_to_ = to - begin;
    }
    return piece_;
  }

 private:
  // The first of the given rows that ends after `begin`.
  int64_t first_row(int64_t begin) const {
    const int64_t width = tensor_.width;
    return std::partition_point(tensor_.rows, tensor_.rows + tensor_.row_count,
                                [&](int32_t row) { return (row + int64_t{1}) * width <= begin; }) -
           tensor_.rows;
  }

  const AdamTensor& tensor_;
  Scratch scratch_;
  float* piece_ = nullptr;
  int64_t filled_from_ = 0, filled_to_ = 0;
};

}  // namespace mirada
