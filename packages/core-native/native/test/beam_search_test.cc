// Beam search in one call against a plain search over decoder_step, called word by word: the same
// translations and the same bits, for every instruction set, 1 and 2 threads. And against a search over
// decoder_step_reference, in double precision.
#include "../decoding/beam_search.h"

#include <algorithm>

#include "decoder_problem.h"

using namespace mirada;
using namespace mirada_test;

namespace {

constexpr int32_t kFirst = 1, kLast = 2;

struct Problem : DecoderProblem {
  int64_t steps = 7, beam_size, least_words = 1, wanted = 1;
  double alpha = 0.6, coverage_penalty = 0.0;

  Problem(int64_t N, int64_t K, int64_t U, int64_t V, bool has_attention)
      : DecoderProblem({N, 4, U, V, has_attention, std::max<int64_t>(V, 3), N}), beam_size(K) {
    for (float& x : output_bias) x *= 0.5f;
    banned[0] = 1;
    if (V > 1) banned[1] = 1;
    // Translations that end, at different times.
    if (V > kLast) output_bias[kLast] = 1.0f;
  }

  std::vector<double> divisors() const {
    std::vector<double> all;
    for (int64_t length = 0; length <= steps; ++length)
      all.push_back(std::pow((5.0 + static_cast<double>(length)) / 6.0, alpha));
    return all;
  }
};

struct Tree {
  std::vector<int32_t> words, parents, lengths;
  std::vector<float> log_probs, weights;

  explicit Tree(const Problem& p) {
    const size_t N = static_cast<size_t>(p.sizes.rows),
                 places = N * static_cast<size_t>(p.steps * p.beam_size);
    words.assign(places, -1), parents.assign(places, 0), lengths.assign(N, 0);
    log_probs.assign(places, 0.0f), weights.assign(places * static_cast<size_t>(p.source_length()), 0.0f);
  }
};

Tree search(const Problem& p, bool has_panels) {
  Tree tree(p);
  for (auto* part : {&tree.words, &tree.parents, &tree.lengths}) std::fill(part->begin(), part->end(), -7);
  for (auto* part : {&tree.log_probs, &tree.weights}) std::fill(part->begin(), part->end(), NAN);
  const std::vector<double> divisors = p.divisors();
  const DecoderProblemPanels panels(p);
  BeamSearchArgs args{p.args(),    kFirst,   kLast,           p.steps,           p.least_words,
                      p.beam_size, p.wanted, divisors.data(), p.coverage_penalty};
  if (has_panels) args.decoder.panels = panels.view();
  beam_search(args, {tree.words.data(), tree.parents.data(), tree.log_probs.data(), tree.lengths.data(),
                     p.sizes.attention ? tree.weights.data() : nullptr});
  return tree;
}

// A sentence of the plain search: whole translations, each with its own copy of everything.
struct Translation {
  std::vector<int32_t> words;
  double sum = 0.0;
  int32_t place = 0, row = 0;
  std::vector<double> attention = std::vector<double>(DecoderProblem::kSourceLength, 0.0);
};
struct Sentence {
  std::vector<Translation> live = {Translation{}};
  std::vector<double> scores;
  bool done = false;
};

using StepFunction = void (*)(const DecoderStepArgs&, const DecoderStepOutputs&);

Tree plain_search(const Problem& p, StepFunction step_function) {
  const int64_t N = p.sizes.rows, U = p.sizes.units, K = p.beam_size, T = p.steps, S = p.source_length();
  const int64_t count = std::min(K, p.sizes.words);
  const auto size = [](int64_t n) { return static_cast<size_t>(n); };
  const std::vector<double> divisors = p.divisors();
  Tree tree(p);
  std::vector<Sentence> sentences(size(N));
  for (size_t n = 0; n < size(N); ++n) sentences[n].live[0].row = static_cast<int32_t>(n);
  std::vector<float> h = p.h, c = p.c;
  for (int64_t t = 0; t < T; ++t) {
    std::vector<int32_t> tokens, parents, memory_rows;
    for (size_t n = 0; n < size(N); ++n)
      for (const Translation& live : sentences[n].live)
        if (!sentences[n].done) {
          tokens.push_back(live.words.empty() ? kFirst : live.words.back());
          parents.push_back(live.row);
          memory_rows.push_back(p.memory_rows[n]);
        }
    if (tokens.empty()) break;
    const int64_t R = static_cast<int64_t>(tokens.size());
    DecoderStepArgs args = p.args();
    std::vector<uint8_t> banned = p.banned;
    if (p.sizes.words > kLast) banned[kLast] = t < p.least_words;
    args.rows = R;
    args.count = count;
    args.tokens = tokens.data();
    args.parents = parents.data();
    args.memory_rows = memory_rows.data();
    args.h = h.data();
    args.c = c.data();
    args.banned = banned.data();
    std::vector<float> next_h(size(R * U)), next_c(size(R * U)), weights(size(R * S)),
        log_probs(size(R * count));
    std::vector<int32_t> ranked(size(R * count));
    step_function(args, {next_h.data(), next_c.data(), S > 0 ? weights.data() : nullptr, ranked.data(),
                         log_probs.data()});
    int64_t row = 0;
    for (size_t n = 0; n < size(N); ++n) {
      Sentence& sentence = sentences[n];
      if (sentence.done) continue;
      // Every extension, sorted: stable, so that ties keep the order of parents and of ranks.
      std::vector<std::pair<Translation, int64_t>> all;
      for (const Translation& live : sentence.live) {
        for (int64_t i = row * count; i < (row + 1) * count; ++i) {
          if (ranked[size(i)] < 0) continue;
          Translation next = live;
          next.words.push_back(ranked[size(i)]);
          next.sum += static_cast<double>(log_probs[size(i)]);
          next.row = static_cast<int32_t>(row);
          all.emplace_back(next, i);
        }
        ++row;
      }
      std::stable_sort(all.begin(), all.end(),
                       [](const auto& a, const auto& b) { return a.first.sum > b.first.sum; });
      if (all.size() > size(K)) all.resize(size(K));
      tree.lengths[n] = static_cast<int32_t>(t + 1);
      std::vector<Translation> live;
      for (size_t k = 0; k < all.size(); ++k) {
        auto& [next, i] = all[k];
        const size_t at = (n * size(T) + size(t)) * size(K) + k;
        tree.words[at] = next.words.back();
        tree.parents[at] = next.place;
        tree.log_probs[at] = log_probs[size(i)];
        for (size_t s = 0; s < size(S); ++s) {
          const float weight = weights[static_cast<size_t>(next.row) * size(S) + s];
          tree.weights[at * size(S) + s] = weight;
          next.attention[s] += static_cast<double>(weight);
        }
        next.place = static_cast<int32_t>(k);
        if (next.words.back() != kLast) {
          live.push_back(next);
          continue;
        }
        double coverage = 0.0;
        for (int32_t s = 0; S > 0 && s < p.lengths[size(p.memory_rows[n])]; ++s)
          coverage += std::log(std::clamp(next.attention[size(s)], 1e-9, 1.0));
        sentence.scores.push_back(next.sum / divisors[size(t + 1)] +
                                  (p.coverage_penalty == 0.0 ? 0.0 : p.coverage_penalty * coverage));
      }
      sentence.live = live;
      sentence.done = live.empty();
      if (live.empty() || p.wanted == 0 || sentence.scores.size() < size(p.wanted) || t + 1 == T) continue;
      std::sort(sentence.scores.rbegin(), sentence.scores.rend());
      double bound = -INFINITY;
      for (int64_t length = t + 2; length <= T; ++length)
        bound = std::max(bound, live[0].sum / divisors[size(length)]);
      sentence.done = bound <= sentence.scores[size(p.wanted - 1)];
    }
    h = next_h;
    c = next_c;
  }
  return tree;
}

void check_same_words(const Tree& got, const Tree& want, const std::string& name) {
  check(got.words == want.words, name + ": other words");
  check(got.parents == want.parents, name + ": other parents");
  check(got.lengths == want.lengths, name + ": other lengths");
}

void check_search(const Problem& problem, const std::string& name) {
  set_num_threads(1);
  const Tree want = plain_search(problem, decoder_step);
  for (const bool has_panels : {false, true})
    for (const int threads : thread_counts(1, 2)) {
      set_num_threads(threads);
      const Tree got = search(problem, has_panels);
      const std::string what =
          name + (has_panels ? ", packed, " : ", ") + std::to_string(threads) + " threads";
      check_same_words(got, want, what);
      check_same_bits(got.log_probs, want.log_probs, what + ", log probabilities");
      check_same_bits(got.weights, want.weights, what + ", weights");
    }
}

void check_sizes(const std::string& isa) {
  struct Sizes {
    int64_t sentences, beam_size, units, words;
  };
  std::vector<Sizes> all;
  for (const int64_t words : {1, 2, 3, 5, 17, 65, 513, 2049, 4100})
    for (const int64_t sentences : {1, 2, 9})
      for (const int64_t beam_size : {1, 2, 5, 16}) {
        const int64_t units = words > 600 ? 33 : 5 + words % 9;
        if (words * sentences * beam_size * units <= 1'500'000)
          all.push_back({sentences, beam_size, units, words});
      }
  for (const auto& [sentences, beam_size, units, words] : cases_of_this_build(all)) {
    Problem problem(sentences, beam_size, units, words, sentences % 2 == 1);
    problem.least_words = beam_size % 3;
    problem.wanted = beam_size == 16 ? 3 : beam_size == 2 ? 0 : 1;
    if (problem.sizes.attention && beam_size == 5) problem.coverage_penalty = 0.3;
    check_search(problem, isa + " beam N" + std::to_string(sentences) + " K" + std::to_string(beam_size) +
                              " V" + std::to_string(words));
  }
}

void check_penalties(const std::string& isa) {
  for (const double alpha : {0.0, 1.0, -0.5})
    for (const double coverage : {0.0, 0.2, 5.0}) {
      Problem problem(4, 5, 12, 90, true);
      problem.steps = 12;
      problem.alpha = alpha;
      problem.coverage_penalty = coverage;
      problem.wanted = 2;
      check_search(problem, isa + " penalties " + std::to_string(alpha) + ", " + std::to_string(coverage));
    }
  // A search that only ends where nothing is live, or after its last step.
  Problem whole(3, 4, 12, 60, true);
  whole.wanted = 0;
  check_search(whole, isa + " whole search");
  const Tree tree = search(whole, false);
  check(tree.lengths == std::vector<int32_t>(3, static_cast<int32_t>(whole.steps)), isa + " not whole");
  whole.steps = 1;
  check_search(whole, isa + " one step");
  Problem none(0, 3, 4, 20, true);
  check_search(none, isa + " no sentences");
}

void check_extremes(const std::string& isa) {
  for (const int64_t sentences : {1, 8}) {
    Problem equal(sentences, 5, 20, 300, false);
    std::fill(equal.output_kernel.begin(), equal.output_kernel.end(), 0.0f);
    std::fill(equal.output_bias.begin(), equal.output_bias.end(), 0.5f);
    check_search(equal, isa + " equal words");
    Problem pairs(sentences, 5, 20, 300, true);
    for (size_t u = 0; u < 20; ++u)
      for (size_t word = 0; word < 150; ++word)
        pairs.output_kernel[u * 300 + 150 + word] = pairs.output_kernel[u * 300 + word];
    for (size_t word = 0; word < 150; ++word) pairs.output_bias[150 + word] = pairs.output_bias[word];
    check_search(pairs, isa + " words in equal pairs");
    for (const float size : {1e-42f, 1e-30f, 1e4f, 1e10f, 1e32f, 3e38f}) {
      Problem huge(sentences, 5, 20, 300, false);
      for (float& x : huge.output_kernel) x *= size;
      check_search(huge, isa + " weights of " + std::to_string(size));
    }
    for (const float wrong : {NAN, INFINITY, -INFINITY}) {
      const std::string name = isa + " " + std::to_string(wrong);
      Problem weight(sentences, 5, 20, 300, false);
      weight.output_kernel[300 * 3 + 17] = wrong;
      check_search(weight, name + " weight");
      Problem bias(sentences, 5, 20, 300, true);
      bias.output_bias[250] = wrong;
      check_search(bias, name + " bias");
      Problem state(sentences, 5, 20, 300, true);
      state.c[3] = wrong;
      check_search(state, name + " state");
    }
    Problem banned(sentences, 5, 20, 300, true);
    std::fill(banned.banned.begin(), banned.banned.end(), 1);
    check_search(banned, isa + " every word banned");
    banned.least_words = 0;
    check_search(banned, isa + " every word banned but the last");
    banned.banned[7] = 0;
    banned.least_words = 3;
    check_search(banned, isa + " two words");
  }
}

// Words far enough apart for rounding to change none of them.
void check_reference(const std::string& isa) {
  for (const int64_t sentences : {1, 3, 7}) {
    Problem problem(sentences, 5, 24, 200, sentences != 7);
    const Tree want = plain_search(problem, decoder_step_reference);
    const Tree got = search(problem, true);
    check_same_words(got, want, isa + " against double precision");
    check_close(got.log_probs, want.log_probs, 2e-5, isa + " log probabilities against double precision");
    check_close(got.weights, want.weights, 2e-5, isa + " weights against double precision");
  }
}

}  // namespace

int main() {
  for_each_instruction_set([&](const std::string& isa) {
    check_sizes(isa);
    check_penalties(isa);
    check_extremes(isa);
    check_reference(isa);
  });
  return report("beam_search_test");
}
