// The parts of a decoder's step that exist once per instruction set.
#pragma once
#include <cstdint>

namespace mirada {

// What one row's logits in a block of words come to.
struct BlockSummary {
  float most;  // their greatest
  float sum;   // sum of exp(logit - most)
};

struct DecoderKernelTable {
  // out (rows, n) += x (rows, depth) w (depth, n): rows of x `x_step` apart, of w `w_step`, of out
  // `out_step`. Few rows: w is read once, in the order in which it lies, and never packed.
  void (*add_rows_product)(int64_t rows, int64_t n, int64_t depth, const float* x, int64_t x_step,
                           const float* w, int64_t w_step, float* out, int64_t out_step);
  float (*dot)(int64_t n, const float* a, const float* b);
  BlockSummary (*summarize)(int64_t n, const float* logits);
  // The `count` greatest of logits[0..n), best first and of equal ones the first, joined to `best` and
  // `words`, which hold those of earlier words; an entry's word is first_word + its place.
  void (*rank)(int64_t n, const float* logits, int32_t first_word, int64_t count, float* best,
               int32_t* words);
};

}  // namespace mirada
