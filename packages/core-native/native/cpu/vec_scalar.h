// The baseline instruction set: one lane, plain C++. It runs everywhere and is the vector code's twin.
#pragma once
#include <cmath>
#include <cstdint>
#include <cstring>

namespace mirada::scalar {

// Unsigned integers of 32 bits, as many as a Vec has floats.
struct Words {
  uint32_t v;

  static Words broadcast(uint32_t x) { return {x}; }
  // first, first + 1, ...
  static Words counting(uint32_t first) { return {first}; }
};

inline Words operator^(Words a, Words b) { return {a.v ^ b.v}; }
inline bool less(Words a, Words b) { return a.v < b.v; }
// The low halves of the products a b, and the high ones.
inline Words multiply(Words a, uint32_t b, Words& high) {
  const uint64_t product = uint64_t{a.v} * b;
  high.v = static_cast<uint32_t>(product >> 32);
  return {static_cast<uint32_t>(product)};
}

// A pair of integers of 16 bits.
struct Pairs {
  int16_t low, high;
};
// The sum of the pair's products with the two 16-bit halves of `factors`, added to `sum`.
inline Words add_products(Pairs a, Words factors, Words sum) {
  const int32_t low = static_cast<int16_t>(factors.v & 0xffff), high = static_cast<int16_t>(factors.v >> 16);
  return {sum.v + static_cast<uint32_t>(a.low * low + a.high * high)};
}

struct Vec {
  // Of products in a dot product.
  using Sum = Vec;
  using Words = scalar::Words;
  using Pairs = scalar::Pairs;
  static constexpr int kLanes = 1;
  static constexpr int kGemmRows = 4;
  static constexpr int kGemmVectors = 4;
  using Mask = bool;

  float v;

  static Vec zero() { return {0.0f}; }
  static Vec broadcast(float x) { return {x}; }
  static Vec load(const float* p) { return {*p}; }
  static Vec load_partial(const float* p, int n) { return {n > 0 ? *p : 0.0f}; }
  // Lanes whose byte is not 0; of the first n lanes only.
  static bool load_mask(const uint8_t* p) { return *p != 0; }
  static bool load_mask_partial(const uint8_t* p, int n) { return n > 0 && *p != 0; }
  // A pair of bytes, their signs extended.
  static Pairs load_pairs(const int8_t* p) { return {p[0], p[1]}; }
  static Vec from_integers(Words x) { return {static_cast<float>(static_cast<int32_t>(x.v))}; }
  void store(float* p) const { *p = v; }
  void store_partial(float* p, int n) const {
    if (n > 0) *p = v;
  }
};

inline Vec operator+(Vec a, Vec b) { return {a.v + b.v}; }
inline Vec operator-(Vec a, Vec b) { return {a.v - b.v}; }
inline Vec operator*(Vec a, Vec b) { return {a.v * b.v}; }
inline Vec operator/(Vec a, Vec b) { return {a.v / b.v}; }
inline Vec operator-(Vec a) { return {-a.v}; }
// Without a hardware instruction std::fma is a slow library call; a product and a sum is the honest baseline.
inline Vec fma(Vec a, Vec b, Vec c) { return {a.v * b.v + c.v}; }
// As on x86: where either operand is NaN the second one is returned.
inline Vec max(Vec a, Vec b) { return {a.v > b.v ? a.v : b.v}; }
inline Vec min(Vec a, Vec b) { return {a.v < b.v ? a.v : b.v}; }
inline Vec abs(Vec a) { return {std::fabs(a.v)}; }
inline Vec sqrt(Vec a) { return {std::sqrt(a.v)}; }
inline Vec floor(Vec a) { return {std::floor(a.v)}; }
inline Vec round_even(Vec a) { return {std::nearbyint(a.v)}; }
inline bool less(Vec a, Vec b) { return a.v < b.v; }
inline bool is_nan(Vec a) { return a.v != a.v; }
inline Vec select(bool mask, Vec yes, Vec no) { return mask ? yes : no; }
inline float reduce_add(Vec a) { return a.v; }
inline float reduce_max(Vec a) { return a.v; }
// r[i][j] and r[j][i] change places: a square block of a matrix is transposed in registers.
inline void transpose(Vec (&)[1]) {}
// x[w][i] goes to place 4 i + w of the four vectors, one behind the other.
inline void interleave(Vec (&)[4]) {}
// The n of x = m 2^n, 1 <= m < 2, for a normal x > 0.
inline Vec exponent(Vec x) {
  uint32_t bits;
  std::memcpy(&bits, &x.v, sizeof bits);
  return {static_cast<float>(static_cast<int32_t>(bits >> 23) - 127)};
}
// p 2^n for an integral n in [-126, 127]; any number for another n.
inline Vec times_pow2(Vec p, Vec n) {
  const int32_t bits = (static_cast<int32_t>(n.v > -126.0f ? n.v : -126.0f) + 127) << 23;
  float factor;
  std::memcpy(&factor, &bits, sizeof factor);
  return {p.v * factor};
}

}  // namespace mirada::scalar
