// Random bits as a pure function of a key and a counter, on any number of threads: the twin of
// `counter-random.ts` in seq2seq, bit for bit.
#pragma once
#include <cstdint>

namespace mirada {

// 2^32 / golden ratio: its multiples are spread evenly over 32 bits.
constexpr uint32_t kGolden = 0x9e3779b9u;

// The finaliser of MurmurHash3 (Appleby, public domain).
inline uint32_t mix32(uint32_t x) {
  x = (x ^ (x >> 16)) * 0x85ebca6bu;
  x = (x ^ (x >> 13)) * 0xc2b2ae35u;
  return x ^ (x >> 16);
}

// One step of making one key out of several integers.
inline uint32_t join_key(uint32_t key, uint32_t part) { return mix32(key * 5u + mix32(part + kGolden)); }

// deriveKey(a, b, c)
inline uint32_t derive_key(uint32_t a, uint32_t b, uint32_t c) {
  return join_key(join_key(join_key(kGolden, a), b), c);
}

}  // namespace mirada
