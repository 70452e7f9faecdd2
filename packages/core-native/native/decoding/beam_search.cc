#include "beam_search.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

#include "../cpu/scratch.h"
#include "decoder_features.h"
#include "search_words.h"
#include "word_ranking.h"

namespace mirada {
namespace {

constexpr double kNothing = -std::numeric_limits<double>::infinity();
// A word without any attention would cost infinitely much.
constexpr double kLeastAttention = 1e-9;

struct Extension {
  size_t parent;  // among the live translations
  int32_t word;
  float log_prob;
  double sum;
};

struct LiveTranslation {
  int32_t slot;  // its k
  int32_t word;
  double sum;
};

// One sentence's search.
struct Beam {
  int32_t sentence;
  std::vector<LiveTranslation> live;  // best first; their rows stand side by side
  std::vector<double> scores;         // of the finished ones
};

// The greatest sums, best first: of equal ones the first met stays ahead. A row's words come best first.
void best_extensions(const Beam& beam, int64_t most, int64_t count, const int32_t* words,
                     const float* log_probs, std::vector<Extension>& best) {
  best.clear();
  double threshold = kNothing;
  for (size_t parent = 0; parent < beam.live.size(); ++parent)
    for (int64_t i = static_cast<int64_t>(parent) * count, end = i + count; i < end; ++i) {
      const double sum = beam.live[parent].sum + static_cast<double>(log_probs[i]);
      if (words[i] < 0 || !(sum > threshold)) break;
      auto place = best.end();
      while (place != best.begin() && place[-1].sum < sum) --place;
      best.insert(place, {parent, words[i], log_probs[i], sum});
      if (static_cast<int64_t>(best.size()) > most) best.pop_back();
      if (static_cast<int64_t>(best.size()) == most) threshold = best.back().sum;
    }
}

class Search {
 public:
  Search(const BeamSearchArgs& args, const BeamSearchOutputs& out)
      : args_(args), out_(out), T_(args.most_steps), K_(args.beam_size), S_(args.decoder.source_length) {}

  void run();

 private:
  int64_t place(int32_t sentence, int64_t t, int64_t k) const { return (sentence * T_ + t) * K_ + k; }
  bool advance(Beam& beam, int64_t t, const std::vector<Extension>& best, const float* weights);
  double score_of(int32_t sentence, int64_t t, int64_t k, double sum) const;
  bool is_decided(Beam& beam, int64_t length) const;
  int64_t most_live() const;

  const BeamSearchArgs& args_;
  const BeamSearchOutputs& out_;
  const int64_t T_, K_, S_;
};

// score(Y, X) = log P(Y|X) / divisor + beta sum over s of ln min(sum over t of A[t, s], 1)
//                                                                       (Wu et al., 2016, eq. 14)
double Search::score_of(int32_t sentence, int64_t t, int64_t k, double sum) const {
  const double score = sum / args_.divisors[t + 1];
  if (args_.coverage_penalty == 0.0) return score;
  const int64_t length = args_.decoder.lengths[args_.decoder.memory_rows[sentence]];
  double logarithms = 0.0;
  for (int64_t s = 0; s < length; ++s) {
    double attention = 0.0;
    for (int64_t step = t, slot = k; step >= 0; slot = out_.parents[place(sentence, step--, slot)])
      attention += static_cast<double>(out_.weights[place(sentence, step, slot) * S_ + s]);
    logarithms += std::log(std::max(kLeastAttention, std::min(attention, 1.0)));
  }
  return score + args_.coverage_penalty * logarithms;
}

// Whether the wanted translations are finished, whatever the live ones become: their sums only fall, and the
// divisor is monotonic in the length.
bool Search::is_decided(Beam& beam, int64_t length) const {
  if (args_.wanted <= 0 || static_cast<int64_t>(beam.scores.size()) < args_.wanted) return false;
  const auto last = beam.scores.begin() + (args_.wanted - 1);
  std::nth_element(beam.scores.begin(), last, beam.scores.end(), std::greater<>());
  const double sum = beam.live.front().sum;
  const double bound = std::max(sum / args_.divisors[length + 1], sum / args_.divisors[T_]);
  // The caller's logarithms may differ from ours in their last bits: a sentence then rather goes on.
  const double margin = args_.coverage_penalty == 0.0 ? 0.0 : 1e-9 * (1.0 + std::fabs(*last));
  return bound <= *last - margin;
}

// Writes the best extensions of step t; whether the sentence goes on.
bool Search::advance(Beam& beam, int64_t t, const std::vector<Extension>& best, const float* weights) {
  out_.lengths[beam.sentence] = static_cast<int32_t>(t + 1);
  std::vector<LiveTranslation> live;
  for (size_t k = 0; k < best.size(); ++k) {
    const Extension& extension = best[k];
    const int32_t slot = static_cast<int32_t>(k);
    const int64_t at = place(beam.sentence, t, slot);
    out_.words[at] = extension.word;
    out_.parents[at] = beam.live[extension.parent].slot;
    out_.log_probs[at] = extension.log_prob;
    if (weights)
      std::copy_n(weights + static_cast<int64_t>(extension.parent) * S_, S_, out_.weights + at * S_);
    if (extension.word != args_.last_word)
      live.push_back({slot, extension.word, extension.sum});
    else if (args_.wanted > 0)
      beam.scores.push_back(score_of(beam.sentence, t, slot, extension.sum));
  }
  beam.live = std::move(live);
  return !beam.live.empty() && t + 1 < T_ && !is_decided(beam, t + 1);
}

// The most translations of a sentence that are live at once.
int64_t Search::most_live() const {
  int64_t live = 1;
  for (int64_t t = 1; t < T_ && live < K_ && args_.decoder.words > 1; ++t)
    live = args_.decoder.words > K_ / live ? K_ : std::min(K_, live * args_.decoder.words);
  return live;
}

void Search::run() {
  const int64_t N = args_.decoder.rows, U = args_.decoder.units, V = args_.decoder.words;
  std::fill_n(out_.words, N * T_ * K_, -1);
  std::fill_n(out_.parents, N * T_ * K_, 0);
  std::fill_n(out_.log_probs, N * T_ * K_, 0.0f);
  std::fill_n(out_.lengths, N, 0);
  if (out_.weights) std::fill_n(out_.weights, N * T_ * K_ * S_, 0.0f);
  if (N == 0 || T_ == 0) return;
  const SearchWords words(args_.decoder.banned, V, args_.last_word);
  std::vector<Beam> searching;
  for (int32_t n = 0; n < N; ++n) searching.push_back({n, {{0, args_.first_word, 0.0}}, {}});
  std::vector<int32_t> parents(static_cast<size_t>(N)), tokens, memory_rows;
  for (size_t n = 0; n < parents.size(); ++n) parents[n] = static_cast<int32_t>(n);

  // No more than K extensions of one translation can be among the best.
  const int64_t count = std::min(K_, V), most_rows = N * most_live();
  Scratch scratch;
  // The states before a step and after it, in turn.
  float* states[2][2];
  for (auto& state : states)
    for (float*& part : state) part = scratch.floats(most_rows * U);
  float* features = scratch.floats(most_rows * U);
  float* weights = out_.weights ? scratch.floats(most_rows * S_) : nullptr;
  int32_t* ranked = scratch.items<int32_t>(most_rows * count);
  float* log_probs = scratch.floats(most_rows * count);
  std::vector<Extension> best;
  DecoderStepArgs step = args_.decoder;
  step.count = count;
  for (int64_t t = 0; t < T_ && !searching.empty(); ++t) {
    tokens.clear();
    memory_rows.clear();
    for (const Beam& beam : searching)
      for (const LiveTranslation& live : beam.live) {
        tokens.push_back(live.word);
        if (step.key) memory_rows.push_back(args_.decoder.memory_rows[beam.sentence]);
      }
    step.rows = static_cast<int64_t>(tokens.size());
    step.tokens = tokens.data();
    step.parents = parents.data();
    step.memory_rows = memory_rows.data();
    step.banned = words.banned(t < args_.least_words);
    float* const* next = states[t % 2];
    decoder_features(step, {next[0], next[1], weights, nullptr, nullptr}, features);
    step.h = next[0];
    step.c = next[1];
    rank_words(step, features, ranked, log_probs);

    std::vector<Beam> going;
    parents.clear();
    int64_t row = 0;
    for (Beam& beam : searching) {
      const int64_t first = row;
      row += static_cast<int64_t>(beam.live.size());
      best_extensions(beam, K_, count, ranked + first * count, log_probs + first * count, best);
      if (!advance(beam, t, best, weights ? weights + first * S_ : nullptr)) continue;
      for (const Extension& extension : best)
        if (extension.word != args_.last_word)
          parents.push_back(static_cast<int32_t>(first + static_cast<int64_t>(extension.parent)));
      going.push_back(std::move(beam));
    }
    searching = std::move(going);
  }
}

}  // namespace

void beam_search(const BeamSearchArgs& args, const BeamSearchOutputs& out) { Search(args, out).run(); }

}  // namespace mirada
