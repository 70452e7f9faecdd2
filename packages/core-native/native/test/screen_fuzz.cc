// The screen of a vocabulary on random sizes, weights and features, near ties among them, against rank_words:
// the same words, on every instruction set and 1, 2 threads.
#include <algorithm>

#include "../decoding/vocabulary_screen.h"
#include "../decoding/word_ranking.h"
#include "fenced.h"
#include "fuzz.h"

using namespace mirada;
using namespace mirada_test;

namespace {

struct ScreenCase {
  int64_t R = 1, U = 1, V = 1, ties = 0, magnitude = 0, sparse = 0, banned = 0, wrong = 0, at_end = 1,
          fill = 1;

  std::vector<FuzzField> fields() {
    return {{"R", &R},          {"U", &U},           {"V", &V},           {"ties", &ties},
            {"wrong", &wrong},  {"sparse", &sparse}, {"banned", &banned}, {"magnitude", &magnitude},
            {"atEnd", &at_end}, {"fill", &fill}};
  }
  int64_t work() const { return R * U * V; }
  bool possible() const { return U >= 1 && V >= 1 && magnitude < 6 && wrong < 5 && work() <= 100'000'000; }
};

ScreenCase draw(FuzzRandom& random) {
  ScreenCase c;
  do {
    c.R = random.chance(50) ? random.between(1, 8) : random.length(80);
    c.U = std::max<int64_t>(random.length(600), 1), c.V = std::max<int64_t>(random.length(5000), 1);
  } while (c.work() > (random.chance(5) ? 30'000'000 : 3'000'000));
  c.ties = random.chance(60) ? random.between(1, 3) : 0;
  c.magnitude = random.chance(60) ? 0 : random.between(1, 5);
  c.sparse = random.chance(20);
  c.banned = random.chance(50) ? random.between(0, 100) : 0;
  c.wrong = random.chance(85) ? 0 : random.between(1, 4);
  c.at_end = random.chance(70);
  c.fill = random.between(1, 1'000'000'000);
  return c;
}

FuzzVerdict check_case(const ScreenCase& c) {
  FuzzVerdict verdict;
  FuzzRandom random(static_cast<uint64_t>(c.fill));
  const float magnitudes[] = {1.0f, 30.0f, 1e-6f, 1e-40f, 1e15f, 1e31f};
  Fenced<float> kernel, bias, features;
  kernel.make(c.U * c.V, c.at_end != 0), bias.make(c.V, c.at_end != 0),
      features.make(c.R * c.U, c.at_end != 0);
  for (float& x : kernel)
    x = c.sparse && random.chance(90) ? 0.0f : magnitudes[c.magnitude] * random.uniform();
  for (float& x : bias) x = magnitudes[c.magnitude] * random.uniform();
  for (float& x : features) x = std::tanh(3.0f * random.uniform());
  // 1: one word is another. 2: all but for the last bits of a weight. 3: many words are few.
  const auto copy = [&](int64_t from, int64_t to) {
    for (int64_t u = 0; u < c.U; ++u) kernel[u * c.V + to] = kernel[u * c.V + from];
    bias[to] = bias[from];
  };
  for (int64_t i = 0; c.ties && i < (c.ties == 3 ? c.V : std::min<int64_t>(c.V, 20)); ++i) {
    const int64_t from = random.between(0, c.ties == 3 ? std::min<int64_t>(c.V - 1, 5) : c.V - 1);
    const int64_t to = random.between(0, c.V - 1), u = random.between(0, c.U - 1);
    copy(from, to);
    if (c.ties == 2)
      kernel[u * c.V + to] = std::nextafter(kernel[u * c.V + to], random.chance(50) ? 1e38f : -1e38f);
  }
  const float wrongs[] = {0.0f, NAN, INFINITY, -INFINITY, 3e38f};
  if (c.wrong) {
    float* const arrays[] = {kernel.data(), bias.data(), features.data()};
    const int64_t sizes[] = {c.U * c.V, c.V, c.R * c.U};
    const int64_t which = random.between(0, 2);
    if (sizes[which] > 0) arrays[which][random.between(0, sizes[which] - 1)] = wrongs[c.wrong];
  }
  std::vector<uint8_t> banned(static_cast<size_t>(c.V), 0);
  std::vector<int32_t> banned_words;
  for (int64_t word = 0; word < c.V; ++word)
    if (random.between(0, 99) < c.banned) {
      banned[static_cast<size_t>(word)] = 1;
      banned_words.push_back(static_cast<int32_t>(word));
    }
  DecoderStepArgs args{};
  args.rows = c.R;
  args.units = c.U;
  args.words = c.V;
  args.count = 1;
  args.output_kernel = kernel.data();
  args.output_bias = bias.data();
  args.banned = banned.data();
  for (const KernelTable* table : available_kernel_tables()) {
    use_kernel_table(table->name);
    for (const int threads : thread_counts(1, 2)) {
      set_num_threads(threads);
      const size_t R = static_cast<size_t>(c.R);
      std::vector<int32_t> want(R, -7), got(R, -7);
      std::vector<float> log_probs(R), logits(R), scores(R);
      rank_words(args, features.data(), want.data(), log_probs.data());
      Fenced<float> packed;
      packed.make(packed_vocabulary_floats(c.U, c.V), c.at_end != 0);
      pack_vocabulary(c.U, c.V, kernel.data(), bias.data(), packed.data());
      const VocabularyScreen screen(c.U, c.V, packed.data());
      if (!screen.choose(c.R, features.data(), banned_words, got.data(), logits.data())) continue;
      const std::string where = std::string(table->name) + ", " + std::to_string(threads) + " threads, row ";
      if (c.R < 24) few_rows_log_probs(args, c.R, features.data(), logits.data(), scores.data());
      for (size_t r = 0; r < R; ++r) {
        if (got[r] != want[r])
          verdict.fail(where + std::to_string(r) + ": word " + std::to_string(got[r]) + ", expected " +
                       std::to_string(want[r]));
        if (c.R < 24 && got[r] >= 0 && scores[r] != log_probs[r])
          verdict.fail(where + std::to_string(r) + ": another log probability");
      }
    }
  }
  return verdict;
}

}  // namespace

int main(int argc, char** argv) { return fuzz_main<ScreenCase>(argc, argv, "screen_fuzz", draw, check_case); }
