// Dropout of attention weights by a counter-based generator: whether a weight is kept depends only on
// (seed, batch * N + head, query, key), so forward, backward and any device agree without storing a mask.
//
// Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"):
// words = philox(counter = {key / 4, query, row low, row high}, key = {seed, 0}); weight `key` is kept where
// words[key % 4] >= rate 2^32.
#pragma once
#include <cstdint>

namespace mirada {

struct DropoutRule {
  uint32_t seed;
  uint32_t threshold;  // words below it drop
  float kept_factor;   // 1 / (1 - rate)
};

template <class Vec>
struct Dropout {
  static DropoutRule rule(float rate, uint32_t seed) {
    return {seed, static_cast<uint32_t>(static_cast<double>(rate) * 4294967296.0), 1.0f / (1.0f - rate)};
  }

  // The factors, 0 or 1 / (1 - rate), of keys first <= s < last of one query of head row `batch * N + head`:
  // somewhere in `memory` of row_floats(last - first), since counters are taken whole and a vector at a time.
  static const float* row(const DropoutRule& rule, int64_t head_row, int64_t query, int64_t first,
                          int64_t last, float* memory) {
    float* to = memory;
    for (int64_t group = first / 4; group * 4 < last; group += Vec::kLanes) {
      Vec factors[4];
      draw(rule, head_row, Words::broadcast(low(query)), Words::counting(low(group)), factors);
      interleave(factors);
      for (int i = 0; i < 4; ++i, to += Vec::kLanes) factors[i].store(to);
    }
    return memory + first % 4;
  }
  // With room to read whole vectors.
  static int64_t row_floats(int64_t keys) { return keys + 3 + 4 * Vec::kLanes; }

  // The same for several queries: out[(s - first) kRow + i] for key s of query `query + i`, i < rows <= kRow
  // (more are written, never beyond the row).
  template <int kRow>
  static void columns(const DropoutRule& rule, int64_t head_row, int64_t query, int64_t rows, int64_t first,
                      int64_t last, float* out) {
    static_assert(kRow % Vec::kLanes == 0);
    for (int64_t group = first / 4; group * 4 < last; ++group)
      for (int64_t q = 0; q < rows; q += Vec::kLanes) {
        Vec factors[4];
        draw(rule, head_row, Words::counting(low(query + q)), Words::broadcast(low(group)), factors);
        for (int64_t s = group * 4; s < group * 4 + 4; ++s)
          if (s >= first && s < last) factors[s % 4].store(out + (s - first) * kRow + q);
      }
  }

 private:
  using Words = typename Vec::Words;

  static uint32_t low(int64_t x) { return static_cast<uint32_t>(x); }

  // factors[w]: of word w of each lane's counter.
  static void draw(const DropoutRule& rule, int64_t head_row, Words query, Words group, Vec (&factors)[4]) {
    Words c[4] = {group, query, Words::broadcast(low(head_row)),
                  Words::broadcast(static_cast<uint32_t>(static_cast<uint64_t>(head_row) >> 32))};
    philox(rule.seed, c);
    const Words threshold = Words::broadcast(rule.threshold);
    const Vec kept = Vec::broadcast(rule.kept_factor);
    for (int w = 0; w < 4; ++w) factors[w] = select(less(c[w], threshold), Vec::zero(), kept);
  }

  static void philox(uint32_t seed, Words (&c)[4]) {
    uint32_t k0 = seed, k1 = 0;
    for (int round = 0; round < 10; ++round, k0 += 0x9E3779B9u, k1 += 0xBB67AE85u) {
      Words high0, high1;
      const Words low0 = multiply(c[0], 0xD2511F53u, high0), low1 = multiply(c[2], 0xCD9E8D57u, high1);
      c[0] = high1 ^ c[1] ^ Words::broadcast(k0);
      c[1] = low1;
      c[2] = high0 ^ c[3] ^ Words::broadcast(k1);
      c[3] = low0;
    }
  }
};

}  // namespace mirada
