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

// The type parameter gives each instruction set its own copy of these functions.
template <class Tag>
struct Dropout {
  static DropoutRule rule(float rate, uint32_t seed) {
    return {seed, static_cast<uint32_t>(static_cast<double>(rate) * 4294967296.0), 1.0f / (1.0f - rate)};
  }

  // out[s - first] = 0 or 1 / (1 - rate) for keys first <= s < last of one query of head row `batch * N +
  // head`.
  static void row(const DropoutRule& rule, int64_t head_row, int64_t query, int64_t first, int64_t last,
                  float* out) {
    // Counters of a batch run side by side so that the compiler turns the inner loops into vector code.
    constexpr int kBatch = 16;
    for (int64_t group = first / 4; group * 4 < last; group += kBatch) {
      uint32_t c[4][kBatch];
      for (int i = 0; i < kBatch; ++i) {
        c[0][i] = static_cast<uint32_t>(group + i);
        c[1][i] = static_cast<uint32_t>(query);
        c[2][i] = static_cast<uint32_t>(head_row);
        c[3][i] = static_cast<uint32_t>(static_cast<uint64_t>(head_row) >> 32);
      }
      philox(rule.seed, c);
      for (int i = 0; i < kBatch; ++i)
        for (int word = 0; word < 4; ++word) {
          const int64_t s = (group + i) * 4 + word;
          if (s >= first && s < last) out[s - first] = c[word][i] < rule.threshold ? 0.0f : rule.kept_factor;
        }
    }
  }

  // The same for several queries: out[(s - first) kRow + i] for key s of query `query + i`, i < rows <= kRow
  // (more are written, never beyond the row).
  template <int kRow>
  static void columns(const DropoutRule& rule, int64_t head_row, int64_t query, int64_t rows, int64_t first,
                      int64_t last, float* out) {
    constexpr int kBatch = kRow < 16 ? kRow : 16;
    for (int64_t group = first / 4; group * 4 < last; ++group)
      for (int64_t q = 0; q < rows; q += kBatch) {
        uint32_t c[4][kBatch];
        for (int i = 0; i < kBatch; ++i) {
          c[0][i] = static_cast<uint32_t>(group);
          c[1][i] = static_cast<uint32_t>(query + q + i);
          c[2][i] = static_cast<uint32_t>(head_row);
          c[3][i] = static_cast<uint32_t>(static_cast<uint64_t>(head_row) >> 32);
        }
        philox(rule.seed, c);
        for (int word = 0; word < 4; ++word) {
          const int64_t s = group * 4 + word;
          if (s < first || s >= last) continue;
          float* row = out + (s - first) * kRow + q;
          for (int i = 0; i < kBatch; ++i) row[i] = c[word][i] < rule.threshold ? 0.0f : rule.kept_factor;
        }
      }
  }

 private:
  template <int kBatch>
  static void philox(uint32_t seed, uint32_t (&c)[4][kBatch]) {
    uint32_t k0 = seed, k1 = 0;
    for (int round = 0; round < 10; ++round) {
      for (int i = 0; i < kBatch; ++i) {
        const uint64_t p0 = uint64_t{0xD2511F53u} * c[0][i], p1 = uint64_t{0xCD9E8D57u} * c[2][i];
        c[0][i] = static_cast<uint32_t>(p1 >> 32) ^ c[1][i] ^ k0;
        c[1][i] = static_cast<uint32_t>(p1);
        c[2][i] = static_cast<uint32_t>(p0 >> 32) ^ c[3][i] ^ k1;
        c[3][i] = static_cast<uint32_t>(p0);
      }
      k0 += 0x9E3779B9u;
      k1 += 0xBB67AE85u;
    }
  }
};

}  // namespace mirada
