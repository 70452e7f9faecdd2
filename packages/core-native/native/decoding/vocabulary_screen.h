// The likeliest word of a row without all its logits: weights of few bits leave a few words in question,
// whose logits are computed in fp32. The word is the one that fp32 finds, by the following bound and not by
// luck.
//
// w is a word's column of the output layer, b its bias, h a row's features, w' and h' what few bits hold of
// them.
//   |h w - h' w'| <= |h| |w - w'| + |h - h'| |w'|                                              (Cauchy,
//   Schwarz)
// and a logit x that fp32 sums up in any order, by fused multiply-adds or from three bf16 parts of w and h,
// is at most kappa / 2 (|b| + |h| |w|) from b + h w, with kappa / 2 = (8 U + 32) 2^-24: no way of ours rounds
// a sum more than 6 U + 16 times, and what the parts leave out is less than two roundings. The other half of
// kappa is for the roundings of the approximation itself, of its products' sums and of the comparisons. So,
// with
//   radius = |h| |w - w'| + (|h - h'| + kappa |h|) max(|w|, |w'|) + kappa (|b| + 1),
// |x - (b + h' w')| <= radius; the 1 is for products below the normal numbers. A word whose b + h' w' +
// radius is below the b + h' w' - radius of another cannot have the greatest logit, nor one as great.
//
// Few rows: w' of 8 bits, h' of 16, products added up as integers. Many rows: bf16 on a tile unit. Weights
// that are not finite or above 1e30 are not screened, and neither are features above 1e6.
#pragma once
#include <cstdint>
#include <vector>

#include "decoder_step.h"

namespace mirada {

// The floats of a packed vocabulary, for the instruction set in use.
int64_t packed_vocabulary_floats(int64_t units, int64_t words);

// Packs an output layer, kernel (units, words) and bias (words).
void pack_vocabulary(int64_t units, int64_t words, const float* kernel, const float* bias, float* packed);

class VocabularyScreen {
 public:
  // `packed` stays where it is. Null: nothing is screened.
  VocabularyScreen(int64_t units, int64_t words, const float* packed);

  // The word of each row of features (rows, U) that rank_words would put first, and its logit, to the bit; -1
  // and -inf where every word is banned. `banned` in ascending order. False, and nothing is written, where it
  // cannot tell or would take longer.
  bool choose(int64_t rows, const float* features, const std::vector<int32_t>& banned, int32_t* chosen,
              float* logits) const;

 private:
  struct Rows;
  void logits_of_many(int64_t rows, const float* features, const std::vector<int32_t>& words,
                      float* logits) const;

  const int64_t units_, words_;
  const float* packed_ = nullptr;
};

}  // namespace mirada
