// One step of a decoder over R rows: it reads a word, looks at the source, and ranks the words that may
// follow.
#pragma once
#include <cstdint>

namespace mirada {

// Weights of DecoderStepArgs packed by pack_decoder_matrix, each or null: where there are many rows they
// spare a step the packing and change no bit of its results.
struct DecoderPanels {
  const float *kernel, *recurrent_kernel, *hidden_kernel, *context_kernel, *output_kernel;
};

// Axes: R rows, E embedding width, U units, V words, M sources of S words, P rows before this step, K ranked
// words. Everything is contiguous; gates in Keras' order i, f, g, o.
struct DecoderStepArgs {
  int64_t rows, embedding_size, units, words, count;
  const int32_t* tokens;          // (R), the word that each row reads, 0..V'-1
  const int32_t* parents;         // (R), the row before this step that each row goes on from, 0..P-1
  const float* embedding;         // (V', E)
  const float* kernel;            // (E, 4U)
  const float* recurrent_kernel;  // (U, 4U)
  const float* bias;              // (4U)
  const float* h;                 // (P, U)
  const float* c;                 // (P, U)
  const float* hidden_kernel;     // (U, U)
  const float* output_kernel;     // (U, V)
  const float* output_bias;       // (V)
  const uint8_t* banned;          // (V), 1 where a word may not be ranked
  // Attention, or none: then all of these are null and 0.
  int64_t source_length;        // S
  const int32_t* memory_rows;   // (R), the source of each row, 0..M-1
  const float* key;             // (M, S, U)
  const float* value;           // (M, S, U)
  const int32_t* lengths;       // (M), each 1..S
  const float* context_kernel;  // (U, U)
  float scale;                  // factor on the scores
  DecoderPanels panels;
};

struct DecoderStepOutputs {
  float* h;            // (R, U)
  float* c;            // (R, U)
  float* weights;      // (R, S), 0 beyond the length; null without attention
  int32_t* likeliest;  // (R, K), best first; -1 where there are fewer, or where the logits hold NaN
  float* log_probs;    // (R, K), of those words; -inf at -1
};

// (h, c) = LSTM(embedding[tokens], h[parents], c[parents]); weights = softmax(scale h keyᵀ) over the source's
// own words; features = tanh(h hidden_kernel + (weights value) context_kernel)     (Luong et al. 2015, eq.
// 5); logits = features output_kernel + output_bias. Of the words with the greatest logits that are not
// banned, and of equal ones the first, log_probs = logit - log sum exp(all logits).
void decoder_step(const DecoderStepArgs& args, const DecoderStepOutputs& out);
void decoder_step_reference(const DecoderStepArgs& args, const DecoderStepOutputs& out);

}  // namespace mirada
