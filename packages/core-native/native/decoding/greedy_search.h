// Greedy search over R rows from their first word to their last, in one call.
#pragma once
#include "decoder_step.h"

namespace mirada {

struct GreedySearchArgs {
  // Its `tokens`, `parents` and `count` are not read; h and c (R, U) are the states before the first word,
  // and memory_rows (R) the sources of the rows.
  DecoderStepArgs decoder;
  int32_t first_word, last_word;  // bos, eos; every word is a row of the embedding
  int64_t most_steps;             // T
  int64_t least_words;            // before which the last word is not chosen
  const float* vocabulary;        // by pack_vocabulary, or null; changes no bit of the results
};

struct GreedySearchOutputs {
  int32_t* words;    // (R, T), the last word included; -1 beyond, and where no word has a probability
  int32_t* lengths;  // (R), the steps taken; a row ends at its last word, or where none has a probability
  float* log_probs;  // (R, T), 0 beyond the length; null where nobody asks for them
  float* weights;    // (R, T, S), 0 beyond the length; null without attention
};

// Step after step the word that decoder_step puts first, to the bit.
void greedy_search(const GreedySearchArgs& args, const GreedySearchOutputs& out);

}  // namespace mirada
