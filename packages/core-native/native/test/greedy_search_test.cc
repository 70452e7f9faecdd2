// Greedy search in one call against decoder_step called word by word, with and without a packed vocabulary:
// the same words and the same bits, whatever the weights. And the screen against rank_words where its bound
// is tight.
#include "../decoding/greedy_search.h"

#include <algorithm>

#include "../decoding/vocabulary_screen.h"
#include "../decoding/word_ranking.h"
#include "decoder_problem.h"

using namespace mirada;
using namespace mirada_test;

namespace {

constexpr int32_t kFirst = 1, kLast = 2;

// Rows that end, at different times.
struct Problem : DecoderProblem {
  int64_t rows, units, words, steps;

  Problem(int64_t R, int64_t U, int64_t V, int64_t T, bool has_attention)
      : DecoderProblem({R, 4, U, V, has_attention, std::max<int64_t>(V, 3), R}),
        rows(R),
        units(U),
        words(V),
        steps(T) {
    for (float& x : output_bias) x *= 0.5f;
    banned[0] = 1;
    if (V > 1) banned[1] = 1;
    if (V > kLast) output_bias[kLast] = 0.6f;
  }
};

struct Found {
  std::vector<int32_t> words, lengths;
  std::vector<float> numbers;  // log probabilities and weights
};

std::vector<float> packed_vocabulary(const Problem& problem) {
  std::vector<float> packed(static_cast<size_t>(packed_vocabulary_floats(problem.units, problem.words)));
  pack_vocabulary(problem.units, problem.words, problem.output_kernel.data(), problem.output_bias.data(),
                  packed.data());
  return packed;
}

Found search(const Problem& problem, bool has_vocabulary, bool has_scores, int64_t least_words = 1) {
  const size_t size = static_cast<size_t>(problem.rows * problem.steps);
  const size_t S = static_cast<size_t>(problem.source_length());
  Found found{
      std::vector<int32_t>(size, -7), std::vector<int32_t>(static_cast<size_t>(problem.rows), -7), {}};
  std::vector<float> log_probs(size, NAN), weights(size * S, NAN);
  std::vector<float> packed;
  if (has_vocabulary) packed = packed_vocabulary(problem);
  greedy_search(
      {problem.args(), kFirst, kLast, problem.steps, least_words, has_vocabulary ? packed.data() : nullptr},
      {found.words.data(), found.lengths.data(), has_scores ? log_probs.data() : nullptr,
       problem.sizes.attention ? weights.data() : nullptr});
  if (!has_scores) std::fill(log_probs.begin(), log_probs.end(), 0.0f);
  found.numbers = log_probs;
  found.numbers.insert(found.numbers.end(), weights.begin(), weights.end());
  return found;
}

// The same, one call of decoder_step a word.
Found word_by_word(const Problem& problem, bool has_scores, int64_t least_words = 1) {
  const int64_t R = problem.rows, U = problem.units, T = problem.steps;
  const int64_t S = problem.source_length();
  const auto size = [](int64_t n) { return static_cast<size_t>(n); };
  Found found{std::vector<int32_t>(size(R * T), -1), std::vector<int32_t>(size(R), 0), {}};
  std::vector<float> log_probs(size(R * T), 0.0f), weights(size(R * T * S), 0.0f);
  std::vector<float> h = problem.h, c = problem.c;
  std::vector<uint8_t> banned = problem.banned;
  std::vector<int32_t> rows, tokens(size(R), kFirst), parents;
  for (int64_t r = 0; r < R; ++r) rows.push_back(static_cast<int32_t>(r));
  parents = rows;
  for (int64_t t = 0; t < T && !rows.empty(); ++t) {
    const size_t n = rows.size();
    if (problem.words > kLast) banned[kLast] = t < least_words;
    std::vector<float> next_h(n * size(U)), next_c(n * size(U)), step_weights(n * size(S)), step_probs(n);
    std::vector<int32_t> likeliest(n), memory_rows;
    for (const int32_t row : rows) memory_rows.push_back(problem.memory_rows[size(row)]);
    DecoderStepArgs args = problem.args();
    args.rows = static_cast<int64_t>(n);
    args.tokens = tokens.data();
    args.parents = parents.data();
    args.memory_rows = memory_rows.data();
    args.h = h.data();
    args.c = c.data();
    args.banned = banned.data();
    decoder_step(args, {next_h.data(), next_c.data(), problem.sizes.attention ? step_weights.data() : nullptr,
                        likeliest.data(), step_probs.data()});
    std::vector<int32_t> going;
    tokens.clear();
    parents.clear();
    for (size_t i = 0; i < n; ++i) {
      const size_t place = size(rows[i]) * size(T) + size(t);
      found.words[place] = likeliest[i];
      found.lengths[size(rows[i])] = static_cast<int32_t>(t + 1);
      if (has_scores) log_probs[place] = step_probs[i];
      std::copy_n(step_weights.begin() + static_cast<std::ptrdiff_t>(i * size(S)), S,
                  weights.begin() + static_cast<std::ptrdiff_t>(place * size(S)));
      if (likeliest[i] < 0 || likeliest[i] == kLast) continue;
      going.push_back(rows[i]);
      tokens.push_back(likeliest[i]);
      parents.push_back(static_cast<int32_t>(i));
    }
    rows = going;
    h = next_h;
    c = next_c;
  }
  found.numbers = log_probs;
  found.numbers.insert(found.numbers.end(), weights.begin(), weights.end());
  return found;
}

void check_search(const Problem& problem, const std::string& name) {
  for (const bool has_scores : {true, false}) {
    const Found want = word_by_word(problem, has_scores);
    for (const bool has_vocabulary : {false, true})
      for (const int threads : thread_counts(1, 2)) {
        set_num_threads(threads);
        const Found got = search(problem, has_vocabulary, has_scores);
        const std::string what = name + (has_vocabulary ? ", packed" : "") + (has_scores ? ", scored" : "") +
                                 ", " + std::to_string(threads) + " threads";
        check(got.words == want.words, what + ": other words");
        check(got.lengths == want.lengths, what + ": other lengths");
        check_same_bits(got.numbers, want.numbers, what);
      }
  }
}

void check_searches(const std::string& isa) {
  for (const int64_t words : {3, 5, 17, 64, 65, 513, 2049, 8001})
    for (const int64_t rows : {1, 3, 23, 24, 41})
      for (const int64_t units : {1, 5, 33, 64}) {
        if (words * rows * units > 3'000'000 || (words > 600 && units < 33)) continue;
        Problem problem(rows, units, words, 6, rows % 2 == 1);
        check_search(problem, isa + " search R" + std::to_string(rows) + " U" + std::to_string(units) + " V" +
                                  std::to_string(words));
      }
  // Every word equally likely, or many of them.
  for (const int64_t rows : {2, 30}) {
    Problem equal(rows, 40, 700, 5, false);
    std::fill(equal.output_kernel.begin(), equal.output_kernel.end(), 0.0f);
    std::fill(equal.output_bias.begin(), equal.output_bias.end(), 0.5f);
    check_search(equal, isa + " equal words");
    Problem pairs(rows, 40, 700, 5, true);
    for (size_t u = 0; u < 40; ++u)
      for (size_t word = 0; word < 350; ++word)
        pairs.output_kernel[u * 700 + 350 + word] = pairs.output_kernel[u * 700 + word];
    for (size_t word = 0; word < 350; ++word) pairs.output_bias[350 + word] = pairs.output_bias[word];
    check_search(pairs, isa + " words in equal pairs");
    // Sizes at which nothing is screened, and at which it barely is.
    for (const float size : {1e-42f, 1e-30f, 1e10f, 1e20f, 1e32f, 3e38f}) {
      Problem huge(rows, 40, 700, 4, false);
      for (float& x : huge.output_kernel) x *= size;
      check_search(huge, isa + " weights of " + std::to_string(size));
    }
    for (const float wrong : {NAN, INFINITY, -INFINITY}) {
      Problem bad(rows, 40, 700, 4, false);
      bad.output_kernel[40 * 300 + 17] = wrong;
      check_search(bad, isa + " weight of " + std::to_string(wrong));
      Problem bad_bias(rows, 40, 700, 4, false);
      bad_bias.output_bias[650] = wrong;
      check_search(bad_bias, isa + " bias of " + std::to_string(wrong));
      Problem bad_state(rows, 40, 700, 4, false);
      bad_state.c[3] = wrong;
      check_search(bad_state, isa + " state of " + std::to_string(wrong));
    }
    Problem all_banned(rows, 40, 700, 4, false);
    std::fill(all_banned.banned.begin(), all_banned.banned.end(), 1);
    check_search(all_banned, isa + " every word banned but the last");
  }
}

// One step with packed weights and without: the same bits, whatever the number of rows and words ranked.
void check_panels(const std::string& isa) {
  for (const int64_t rows : {23, 24, 100})
    for (const auto& [units, words] : std::vector<std::pair<int64_t, int64_t>>{
             {1, 5}, {33, 17}, {64, 513}, {64, 2049}, {96, 2200}, {600, 70}}) {
      const Problem problem(rows, units, words, 1, rows != 24);
      const DecoderProblemPanels panels(problem);
      std::vector<int32_t> tokens(static_cast<size_t>(rows)), parents(static_cast<size_t>(rows));
      for (int64_t r = 0; r < rows; ++r) {
        tokens[static_cast<size_t>(r)] = static_cast<int32_t>(r % 3);
        parents[static_cast<size_t>(r)] = static_cast<int32_t>((r * 7) % rows);
      }
      DecoderStepArgs args = problem.args();
      args.count = 5;
      args.tokens = tokens.data();
      args.parents = parents.data();
      const auto step = [&](bool is_packed) {
        const size_t R = static_cast<size_t>(rows), U = static_cast<size_t>(units);
        std::vector<float> h(R * U), c(R * U);
        std::vector<float> weights(R * static_cast<size_t>(args.source_length)), log_probs(R * 5);
        std::vector<int32_t> likeliest(R * 5);
        args.panels = is_packed ? panels.view() : DecoderPanels{};
        decoder_step(args, {h.data(), c.data(), args.key ? weights.data() : nullptr, likeliest.data(),
                            log_probs.data()});
        std::vector<float> all(likeliest.begin(), likeliest.end());
        for (const auto* part : {&h, &c, &weights, &log_probs})
          all.insert(all.end(), part->begin(), part->end());
        return all;
      };
      const std::string name = isa + " packed step R" + std::to_string(rows) + " U" + std::to_string(units) +
                               " V" + std::to_string(words);
      set_num_threads(1);
      const std::vector<float> plain = step(false);
      check_same_bits(same_for_all_threads([&] { return step(true); }, name), plain, name);
    }
}

// The screen against rank_words on the same features.
struct Ranking {
  int64_t rows, units, words;
  std::vector<float> kernel, bias, features;

  // Checks that the words are those of rank_words; false where the screen leaves them undecided.
  bool agrees(const std::string& name) const {
    DecoderStepArgs args{};
    args.rows = rows;
    args.units = units;
    args.words = words;
    args.count = 1;
    args.output_kernel = kernel.data();
    args.output_bias = bias.data();
    const std::vector<uint8_t> banned(static_cast<size_t>(words), 0);
    args.banned = banned.data();
    std::vector<int32_t> want(static_cast<size_t>(rows)), got(static_cast<size_t>(rows), -7);
    std::vector<float> log_probs(static_cast<size_t>(rows)), logits(static_cast<size_t>(rows));
    rank_words(args, features.data(), want.data(), log_probs.data());
    std::vector<float> packed(static_cast<size_t>(packed_vocabulary_floats(units, words)));
    pack_vocabulary(units, words, kernel.data(), bias.data(), packed.data());
    const VocabularyScreen screen(units, words, packed.data());
    if (!screen.choose(rows, features.data(), {}, got.data(), logits.data())) return false;
    check(got == want, name);
    return true;
  }
};

// Words that few bits hold worst: their weights lie half a step from what is kept, towards the features'
// signs or away from them, so that the approximation is wrong by as much as the bound allows and in the worst
// order.
void check_bound(const std::string& isa) {
  for (const int64_t rows : {1, 5, 23, 24, 64})
    for (uint32_t seed = 1; seed <= 12; ++seed) {
      Ranking ranking{rows, 64, 600, {}, random_floats(600, seed, 1e-3f), {}};
      const size_t U = 64, V = 600;
      ranking.kernel.assign(U * V, 0.0f);
      ranking.features = random_floats(rows * 64, seed + 100);
      for (float& x : ranking.features) x = std::copysign(0.5f + 0.5f * std::fabs(x), x);
      const std::vector<float> base = random_floats(64, seed + 200), jitter = random_floats(600, seed + 300);
      for (size_t u = 0; u < U; ++u) {
        // The first row's signs; steps of 1 / 127 as 8 bits have them below a weight of 1, of 2^-8 as bf16
        // has.
        const float sign = std::copysign(1.0f, ranking.features[u]);
        for (size_t word = 0; word < V; ++word) {
          const float step = rows < 24 ? 1.0f / 127.0f : 1.0f / 256.0f;
          const float kept = std::round(base[u] / step) * step * 0.999f;
          const bool is_near = word % 7 == 3;
          const float push = (word % 14 == 3 ? 0.499f : -0.499f) * step * sign;
          ranking.kernel[u * V + word] =
              u == 0 ? 1.0f
                     : (is_near ? kept + push * (1.0f + 1e-3f * jitter[word]) : 0.5f * kept * jitter[word]);
        }
      }
      // What the pushes do to the first row is taken back by the bias, up to a few units in the last place:
      // the order of the words is then a matter of the last bits.
      for (size_t word = 3; word < V; word += 7) {
        double logit = 0.0, first = 0.0;
        for (size_t u = 0; u < U; ++u) {
          logit += static_cast<double>(ranking.features[u]) * ranking.kernel[u * V + word];
          first += static_cast<double>(ranking.features[u]) * ranking.kernel[u * V + 3];
        }
        ranking.bias[word] = static_cast<float>(40.0 + first - logit);
      }
      ranking.agrees(isa + " words half a step from their integers, R" + std::to_string(rows));
    }
  // Two words apart by the last bit: few enough for the screen to decide in every case.
  int undecided = 0;
  for (const int64_t rows : {1, 2, 5, 22}) {
    for (uint32_t seed = 1; seed <= 20; ++seed) {
      Ranking ranking{rows,
                      96,
                      1500,
                      random_floats(96 * 1500, seed),
                      random_floats(1500, seed + 1),
                      random_floats(rows * 96, seed + 2)};
      // Copies of a likely word, one weight of each moved by a unit in the last place.
      for (size_t u = 0; u < 96; ++u)
        for (const size_t word : {700, 701, 1400})
          ranking.kernel[u * 1500 + word] =
              (ranking.features[u] > 0 ? 1.0f : -1.0f) * (0.6f + 0.004f * static_cast<float>(u % 90));
      ranking.bias[700] = ranking.bias[701] = ranking.bias[1400] = 0.3f;
      float& moved = ranking.kernel[(seed % 96) * 1500 + (seed % 2 ? 701 : 1400)];
      moved = std::nextafter(moved, seed % 3 ? 2.0f : -2.0f);
      if (!ranking.agrees(isa + " words apart by one bit")) ++undecided;
    }
  }
  check(undecided == 0, isa + " a few words in question are decided");
}

}  // namespace

int main() {
  for_each_instruction_set([&](const std::string& isa) {
    check_searches(isa);
    check_panels(isa);
    check_bound(isa);
  });
  return report("greedy_search_test");
}
