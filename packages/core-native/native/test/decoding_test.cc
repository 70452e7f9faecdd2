// One step of a decoder against double precision, for every instruction set, few rows and many.
#include "../decoding/decoder_step.h"

#include "decoder_problem.h"

using namespace mirada;
using namespace mirada_test;

namespace {

constexpr int64_t kReadWords = 9;

struct Case {
  int64_t rows, embedding_size, units, words, count;
  bool attention;
};

struct Step : DecoderProblem {
  std::vector<int32_t> tokens, parents;
  int64_t count;

  explicit Step(const Case& sizes)
      : DecoderProblem({sizes.rows, sizes.embedding_size, sizes.units, sizes.words, sizes.attention,
                        kReadWords, sizes.rows + 2}),
        count(sizes.count) {
    for (size_t word = 0; word < banned.size(); word += 7) banned[word] = 1;
    for (int64_t r = 0; r < sizes.rows; ++r) {
      tokens.push_back(static_cast<int32_t>(r * 5 % kReadWords));
      parents.push_back(static_cast<int32_t>((r * 3 + 1) % (sizes.rows + 2)));
    }
  }

  // The ranked words, and everything else in one list.
  std::vector<float> run(bool reference, std::vector<int32_t>& likeliest) const {
    DecoderStepArgs args = this->args();
    args.count = count;
    args.tokens = tokens.data();
    args.parents = parents.data();
    const size_t R = static_cast<size_t>(args.rows), U = static_cast<size_t>(args.units);
    const size_t K = static_cast<size_t>(args.count);
    std::vector<float> next_h(R * U, NAN), next_c(R * U, NAN), log_probs(R * K, NAN);
    std::vector<float> weights(R * static_cast<size_t>(args.source_length), NAN);
    likeliest.assign(R * K, -7);
    const DecoderStepOutputs out{next_h.data(), next_c.data(), args.key ? weights.data() : nullptr,
                                 likeliest.data(), log_probs.data()};
    reference ? decoder_step_reference(args, out) : decoder_step(args, out);
    std::vector<float> all = next_h;
    for (const auto* part : {&next_c, &weights, &log_probs})
      all.insert(all.end(), part->begin(), part->end());
    return all;
  }
};

void check_step(const std::string& isa) {
  const Case cases[] = {{1, 4, 5, 3, 1, true},     {1, 16, 16, 200, 5, true},   {2, 17, 9, 300, 3, false},
                        {5, 32, 33, 700, 5, true}, {7, 8, 64, 90, 12, true},    {23, 5, 7, 520, 2, true},
                        {24, 5, 7, 5000, 2, true}, {65, 16, 20, 600, 5, false}, {3, 4, 6, 6000, 4, true}};
  for (const Case& sizes : cases) {
    const Step step(sizes);
    const std::string name = isa + " decoder step R" + std::to_string(sizes.rows) + " U" +
                             std::to_string(sizes.units) + " V" + std::to_string(sizes.words);
    std::vector<int32_t> likeliest, first, want;
    const std::vector<float> expected = step.run(true, want);
    const std::vector<float> got = same_for_all_threads(
        [&] {
          std::vector<float> all = step.run(false, likeliest);
          if (first.empty()) first = likeliest;
          check(likeliest == first, name + ": other words on other threads");
          return all;
        },
        name);
    // -inf where there are fewer words than asked for.
    std::vector<float> finite_got, finite_want;
    for (size_t i = 0; i < got.size(); ++i) {
      if (std::isinf(expected[i]) && got[i] == expected[i]) continue;
      finite_got.push_back(got[i]);
      finite_want.push_back(expected[i]);
    }
    check_close(finite_got, finite_want, 2e-5, name);
    check(first == want, name + ": other words than the reference");
  }
}

void check_ranking(const std::string& isa) {
  for (const int64_t rows : {1, 3, 30}) {
    Step step({rows, 3, 4, 5000, 4, false});
    // All logits equal: the first words that are not banned, in their order.
    std::fill(step.output_kernel.begin(), step.output_kernel.end(), 0.0f);
    std::fill(step.output_bias.begin(), step.output_bias.end(), 0.25f);
    std::vector<int32_t> likeliest;
    step.run(false, likeliest);
    bool ok = true;
    for (size_t i = 0; i < likeliest.size(); ++i) ok = ok && likeliest[i] == static_cast<int32_t>(i % 4 + 1);
    check(ok, isa + " equal logits: not the first words");
    // Two words far ahead, in the last block, the greater one last.
    step.output_bias[4997] = 9.0f;
    step.output_bias[4999] = 9.5f;
    step.run(false, likeliest);
    check(likeliest[0] == 4999 && likeliest[1] == 4997 && likeliest[2] == 1, isa + " words far ahead");
    // A logit that is no number leaves no word a probability.
    step.output_bias[3000] = NAN;
    step.run(false, likeliest);
    check(likeliest == std::vector<int32_t>(likeliest.size(), -1), isa + " NaN among the logits");
  }
}

// Scores and logits of any size, and words that a logit of -inf excludes.
void check_extremes(const std::string& isa) {
  Step step({4, 3, 8, 300, 3, true});
  std::vector<int32_t> likeliest, want;
  for (const float size : {1e5f, 1e9f, 1e18f}) {
    for (float& x : step.key) x *= size;
    const std::vector<float> got = step.run(false, likeliest), expected = step.run(true, want);
    check_close(got, expected, 2e-5, isa + " scores of " + std::to_string(size));
    check(likeliest == want, isa + " words behind large scores");
    for (float& x : step.key) x /= size;
  }
  // Two words tie far ahead of those that are not excluded.
  for (size_t word = 0; word < step.output_bias.size(); ++word)
    step.output_bias[word] = word % 3 == 0 ? -INFINITY : 0.0f;
  step.output_bias[100] = step.output_bias[200] = 1e30f;
  const std::vector<float> got = step.run(false, likeliest);
  const std::vector<float> log_probs(got.end() - static_cast<std::ptrdiff_t>(likeliest.size()), got.end());
  bool ok = true;
  for (size_t i = 0; i < likeliest.size(); i += 3) {
    ok = ok && likeliest[i] == 100 && likeliest[i + 1] == 200 && likeliest[i + 2] % 3 != 0;
    for (size_t k = 0; k < 2; ++k) ok = ok && std::fabs(log_probs[i + k] + std::log(2.0f)) < 1e-6f;
    ok = ok && log_probs[i + 2] < -9e29f;
  }
  check(ok, isa + " words of large logits, excluded words");
  // Excluded words only: none is ranked.
  std::fill(step.output_bias.begin(), step.output_bias.end(), -INFINITY);
  step.run(false, likeliest);
  check(likeliest == std::vector<int32_t>(likeliest.size(), -1), isa + " every word excluded");
}

}  // namespace

int main() {
  for_each_instruction_set([&](const std::string& isa) {
    check_step(isa);
    check_ranking(isa);
    check_extremes(isa);
  });
  return report("decoding_test");
}
