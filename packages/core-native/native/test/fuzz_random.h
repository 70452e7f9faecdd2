// Random numbers that are the same on every machine, for cases that can be told by two numbers.
#pragma once
#include <cmath>
#include <cstdint>
#include <initializer_list>

namespace mirada_test {

// SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators").
class FuzzRandom {
 public:
  explicit FuzzRandom(uint64_t seed, uint64_t index = 0) : state_(seed * 0xD1B54A32D192ED03u + index) {
    for (int i = 0; i < 4; ++i) bits();
  }

  uint64_t bits() {
    uint64_t z = state_ += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  // least <= x <= most.
  int64_t between(int64_t least, int64_t most) {
    return least + static_cast<int64_t>(bits() % static_cast<uint64_t>(most - least + 1));
  }
  bool chance(int percent) { return between(1, 100) <= percent; }
  int64_t one_of(std::initializer_list<int64_t> values) {
    return values.begin()[between(0, static_cast<int64_t>(values.size()) - 1)];
  }
  // Mostly small, and often beside a multiple of a vector or of a block.
  int64_t length(int64_t most) {
    if (chance(4)) return 0;
    if (chance(45)) return between(1, most < 12 ? most : 12);
    if (chance(50)) {
      const int64_t near = one_of({8, 16, 24, 32, 48, 64, 96, 128, 256, 512}) + between(-2, 2);
      if (near <= most) return near;
    }
    return between(1, most);
  }
  // -1 <= x < 1.
  float uniform() { return static_cast<float>(static_cast<double>(bits() >> 11) * 0x1p-52 - 1.0); }

 private:
  uint64_t state_;
};

}  // namespace mirada_test
