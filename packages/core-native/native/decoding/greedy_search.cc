#include "greedy_search.h"

#include <algorithm>
#include <limits>
#include <vector>

#include "../cpu/scratch.h"
#include "decoder_features.h"
#include "decoder_products.h"
#include "search_words.h"
#include "vocabulary_screen.h"
#include "word_ranking.h"

namespace mirada {
namespace {

// Words that were chosen without their log probabilities, which many rows at once find faster.
struct Unscored {
  std::vector<float> features, logits;
  std::vector<int64_t> places;  // in log_probs
};

}  // namespace

void greedy_search(const GreedySearchArgs& args, const GreedySearchOutputs& out) {
  const int64_t R = args.decoder.rows, U = args.decoder.units, V = args.decoder.words;
  const int64_t T = args.most_steps, S = args.decoder.source_length;
  std::fill_n(out.words, R * T, -1);
  std::fill_n(out.lengths, R, 0);
  if (out.log_probs) std::fill_n(out.log_probs, R * T, 0.0f);
  if (out.weights) std::fill_n(out.weights, R * T * S, 0.0f);
  const VocabularyScreen screen(U, V, args.vocabulary);
  const SearchWords words(args.decoder.banned, V, args.last_word);

  Scratch scratch;
  // The states before a step and after it, in turn.
  float* states[2][2];
  for (auto& state : states)
    for (float*& part : state) part = scratch.floats(R * U);
  float* features = scratch.floats(R * U);
  float* weights = out.weights ? scratch.floats(R * S) : nullptr;
  float* scores = scratch.floats(R);
  Unscored unscored;
  std::vector<int32_t> tokens(static_cast<size_t>(R), args.first_word), parents, rows, memory_rows, chosen;
  for (int64_t r = 0; r < R; ++r) rows.push_back(static_cast<int32_t>(r));
  parents = rows;

  DecoderStepArgs step = args.decoder;
  step.count = 1;
  for (int64_t t = 0; t < T && !rows.empty(); ++t) {
    const int64_t n = step.rows = static_cast<int64_t>(rows.size());
    const bool is_too_early = t < args.least_words;
    memory_rows.resize(rows.size());
    chosen.resize(rows.size());
    for (size_t i = 0; step.key && i < rows.size(); ++i) memory_rows[i] = args.decoder.memory_rows[rows[i]];
    step.tokens = tokens.data();
    step.parents = parents.data();
    step.memory_rows = memory_rows.data();
    step.banned = words.banned(is_too_early);
    float* const* next = states[t % 2];
    decoder_features(step, {next[0], next[1], weights, nullptr, nullptr}, features);
    step.h = next[0];
    step.c = next[1];

    // Many rows have their logits made together anyway where log probabilities are asked for.
    const bool is_scored_later = out.log_probs && n < kManyRows;
    bool has_scores = false;
    if (!((!out.log_probs || is_scored_later) &&
          screen.choose(n, features, words.banned_list(is_too_early), chosen.data(), scores))) {
      rank_words(step, features, chosen.data(), scores);
      has_scores = true;
    }

    std::vector<int32_t> going;
    tokens.clear();
    parents.clear();
    for (int64_t i = 0; i < n; ++i) {
      const int32_t row = rows[static_cast<size_t>(i)], word = chosen[static_cast<size_t>(i)];
      const int64_t place = row * T + t;
      out.words[place] = word;
      out.lengths[row] = static_cast<int32_t>(t + 1);
      if (weights) std::copy_n(weights + i * S, S, out.weights + place * S);
      if (out.log_probs && (has_scores || word < 0)) out.log_probs[place] = scores[i];
      if (out.log_probs && !has_scores && word >= 0) {
        unscored.features.insert(unscored.features.end(), features + i * U, features + (i + 1) * U);
        unscored.logits.push_back(scores[i]);
        unscored.places.push_back(place);
      }
      if (word < 0 || word == args.last_word) continue;
      going.push_back(row);
      tokens.push_back(word);
      parents.push_back(static_cast<int32_t>(i));
    }
    rows = going;
  }

  if (unscored.places.empty()) return;
  std::vector<float> log_probs(unscored.places.size());
  few_rows_log_probs(args.decoder, static_cast<int64_t>(log_probs.size()), unscored.features.data(),
                     unscored.logits.data(), log_probs.data());
  for (size_t i = 0; i < log_probs.size(); ++i) out.log_probs[unscored.places[i]] = log_probs[i];
}

}  // namespace mirada
