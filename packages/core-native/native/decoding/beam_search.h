// Beam search over N sentences from their first word to their last, in one call.
#pragma once
#include "decoder_step.h"

namespace mirada {

struct BeamSearchArgs {
  // Its `tokens`, `parents` and `count` are not read; its `rows` are the N sentences: h and c (N, U) are the
  // states before the first word, and memory_rows (N) the sources.
  DecoderStepArgs decoder;
  int32_t first_word, last_word;  // bos, eos; every word is a row of the embedding
  int64_t most_steps;             // T
  int64_t least_words;            // before which the last word is not chosen
  int64_t beam_size;              // K
  // A sentence ends early where no live translation can be among its `wanted` best; 0: none does.
  int64_t wanted;
  const double* divisors;   // (T + 1), of the log probability of a translation of so many words
  double coverage_penalty;  // beta of Wu et al., 2016, eq. 14; 0 without attention
};

// The search's tree: entry (n, t, k) is the k-th likeliest translation of t + 1 words of sentence n, the last
// word included. Only those that do not end in it are gone on from.
struct BeamSearchOutputs {
  int32_t* words;    // (N, T, K), the last word of each; -1 where there is none
  int32_t* parents;  // (N, T, K), the k of the translation of t words that it goes on from
  float* log_probs;  // (N, T, K), of the word alone
  int32_t* lengths;  // (N), the steps taken; at the last of them no word has a probability, or it is decided
  float* weights;    // (N, T, K, S), the attention that the word was chosen with; null without attention
};

// Step by step the `beam_size` greatest sums of log probabilities, in fp64, over the words that decoder_step
// ranks; ties go to the better parent, then to the word ranked first.
void beam_search(const BeamSearchArgs& args, const BeamSearchOutputs& out);

}  // namespace mirada
