// The parts of a vocabulary's screen that exist once per instruction set.
#pragma once
#include <cstdint>

namespace mirada {

// How far a row's features reach: the factors of a word's radius (vocabulary_screen.h).
struct ScreenedRow {
  float scale;  // of the row's sums; 1 for sums of tiles
  float norm;   // |h|
  float slack;  // |h - h'| + kappa |h|
};

// What is known of n words, each an array.
struct ScreenedWords {
  const float* bias;
  const float* scale;     // of the word's sums; null where all are 1
  const float* distance;  // |w - w'|
  const float* norm;      // the greatest of |w| and |w'|
};

// A word that may be the likeliest of its row, and the most that its logit can be.
struct Candidate {
  int32_t word;
  float upper;
};

struct ScreenKernelTable {
  // sums[r][j] = sum over the depth of integers[r][k] weights[k][j], exactly, rounded to float; for `panels`
  // panels of kScreenPanel words. `integers` (rows, 2 pairs), weights [panel][pair][word][2].
  void (*integer_sums)(int64_t rows, int64_t panels, int64_t pairs, const int16_t* integers,
                       const int8_t* weights, float* sums, int64_t step);
  // Turns the sums of n words into the most that their logits can be; the greatest of the least that they can
  // be, where NaN counts for nothing.
  float (*bound)(int64_t n, const ScreenedRow& row, const ScreenedWords& words, float kappa, float* sums);
  // The words with upper >= least, in their order; returns how many.
  int64_t (*collect)(int64_t n, const float* upper, float least, int32_t first_word, Candidate* found);
  // logits[i] of words[i], from rows (words, depth) of weights: the sums of add_rows_product.
  void (*logits)(int64_t n, const int32_t* words, int64_t depth, const float* features, const float* weights,
                 const float* bias, float* logits);
  // Features rounded to bf16 in tiles, and their products with tiles of weights; null where the set has no
  // tile unit. Strips of 16 rows: [strip][block of 32][tile]; weights: [panel of 32 words][block][tile 0, 1].
  void (*pack_rows)(int64_t rows, int64_t depth, const float* features, float* tiles);
  void (*tile_sums)(int64_t rows, int64_t panels, int64_t blocks, const float* tiles, const float* weights,
                    float* sums, int64_t step);
};

// Words of a panel of int8 weights, and of one of bf16 weights.
constexpr int64_t kScreenPanel = 64, kTilePanel = 32;

}  // namespace mirada
