// WebAssembly SIMD (simd128): four lanes. It has no fused multiply-add; the "relaxed" one, whose bits depend
// on the machine, is left alone, so that a page, Node and a phone compute the same numbers.
#pragma once
#include <wasm_simd128.h>

#include <cstdint>

namespace mirada::wasm {

// Unsigned integers of 32 bits, as many as a Vec has floats.
struct Words {
  v128_t v;

  static Words broadcast(uint32_t x) { return {wasm_u32x4_splat(x)}; }
  // first, first + 1, ...
  static Words counting(uint32_t first) {
    return {wasm_i32x4_add(wasm_u32x4_splat(first), wasm_u32x4_const(0, 1, 2, 3))};
  }
};

inline Words operator^(Words a, Words b) { return {wasm_v128_xor(a.v, b.v)}; }
inline v128_t less(Words a, Words b) { return wasm_u32x4_lt(a.v, b.v); }
// The low halves of the products a b, and the high ones.
inline Words multiply(Words a, uint32_t b, Words& high) {
  const v128_t factor = wasm_u32x4_splat(b);
  const v128_t first = wasm_u64x2_extmul_low_u32x4(a.v, factor);
  const v128_t last = wasm_u64x2_extmul_high_u32x4(a.v, factor);
  high.v = wasm_i32x4_shuffle(first, last, 1, 3, 5, 7);
  return {wasm_i32x4_shuffle(first, last, 0, 2, 4, 6)};
}

// Integers of 16 bits in pairs, as many pairs as a Vec has floats.
struct Pairs {
  v128_t v;
};
// Lane by lane the sum of a pair's products with the two 16-bit halves of `factors`, added to `sum`.
inline Words add_products(Pairs a, Words factors, Words sum) {
  return {wasm_i32x4_add(sum.v, wasm_i32x4_dot_i16x8(a.v, factors.v))};
}

// A sum of products in double precision, which holds each of them exactly: without a fused multiply-add a sum
// of rounded products of large numbers loses what decides a softmax.
struct Sum {
  v128_t low, high;
  static Sum zero() { return {wasm_f64x2_splat(0.0), wasm_f64x2_splat(0.0)}; }
};

struct Vec {
  using Sum = wasm::Sum;
  using Words = wasm::Words;
  using Pairs = wasm::Pairs;
  static constexpr int kLanes = 4;
  // 4 x 2 vectors: engines spill more accumulators on x86, which has 16 registers.
  static constexpr int kGemmRows = 4;
  static constexpr int kGemmVectors = 2;
  using Mask = v128_t;

  v128_t v;

  static Vec zero() { return {wasm_f32x4_splat(0.0f)}; }
  static Vec broadcast(float x) { return {wasm_f32x4_splat(x)}; }
  static Vec load(const float* p) { return {wasm_v128_load(p)}; }
  static Vec load_partial(const float* p, int n) {
    float lanes[4] = {0.0f, 0.0f, 0.0f, 0.0f};
    for (int i = 0; i < 4 && i < n; ++i) lanes[i] = p[i];
    return {wasm_v128_load(lanes)};
  }
  // Lanes whose byte is not 0; of the first n lanes only.
  static v128_t load_mask(const uint8_t* p) {
    const v128_t words = wasm_u32x4_extend_low_u16x8(wasm_u16x8_extend_low_u8x16(wasm_v128_load32_zero(p)));
    return wasm_i32x4_ne(words, wasm_i32x4_const_splat(0));
  }
  static v128_t load_mask_partial(const uint8_t* p, int n) {
    uint8_t bytes[4] = {0, 0, 0, 0};
    for (int i = 0; i < 4 && i < n; ++i) bytes[i] = p[i];
    return load_mask(bytes);
  }
  // Pairs of bytes, their signs extended.
  static Pairs load_pairs(const int8_t* p) { return {wasm_i16x8_load8x8(p)}; }
  static Vec from_integers(Words x) { return {wasm_f32x4_convert_i32x4(x.v)}; }
  void store(float* p) const { wasm_v128_store(p, v); }
  void store_partial(float* p, int n) const {
    float lanes[4];
    wasm_v128_store(lanes, v);
    for (int i = 0; i < 4 && i < n; ++i) p[i] = lanes[i];
  }
};

inline Vec operator+(Vec a, Vec b) { return {wasm_f32x4_add(a.v, b.v)}; }
inline Vec operator-(Vec a, Vec b) { return {wasm_f32x4_sub(a.v, b.v)}; }
inline Vec operator*(Vec a, Vec b) { return {wasm_f32x4_mul(a.v, b.v)}; }
inline Vec operator/(Vec a, Vec b) { return {wasm_f32x4_div(a.v, b.v)}; }
inline Vec operator-(Vec a) { return {wasm_f32x4_neg(a.v)}; }
inline Vec fma(Vec a, Vec b, Vec c) { return {wasm_f32x4_add(wasm_f32x4_mul(a.v, b.v), c.v)}; }
// pmax(b, a) is b < a ? a : b: where either operand is NaN the second one is returned, as by the other sets.
inline Vec max(Vec a, Vec b) { return {wasm_f32x4_pmax(b.v, a.v)}; }
inline Vec min(Vec a, Vec b) { return {wasm_f32x4_pmin(b.v, a.v)}; }
inline Vec abs(Vec a) { return {wasm_f32x4_abs(a.v)}; }
inline Vec sqrt(Vec a) { return {wasm_f32x4_sqrt(a.v)}; }
inline Vec floor(Vec a) { return {wasm_f32x4_floor(a.v)}; }
inline Vec round_even(Vec a) { return {wasm_f32x4_nearest(a.v)}; }
inline v128_t less(Vec a, Vec b) { return wasm_f32x4_lt(a.v, b.v); }
inline v128_t is_nan(Vec a) { return wasm_f32x4_ne(a.v, a.v); }
inline Vec select(v128_t mask, Vec yes, Vec no) { return {wasm_v128_bitselect(yes.v, no.v, mask)}; }
inline float reduce_add(Vec a) {
  const v128_t pairs = wasm_f32x4_add(a.v, wasm_i32x4_shuffle(a.v, a.v, 2, 3, 0, 1));
  return wasm_f32x4_extract_lane(pairs, 0) + wasm_f32x4_extract_lane(pairs, 1);
}
inline Sum fma(Vec a, Vec b, Sum c) {
  const auto first = [](v128_t x) { return wasm_f64x2_promote_low_f32x4(x); };
  const auto last = [](v128_t x) {
    return wasm_f64x2_promote_low_f32x4(wasm_i32x4_shuffle(x, x, 2, 3, 0, 1));
  };
  return {wasm_f64x2_add(c.low, wasm_f64x2_mul(first(a.v), first(b.v))),
          wasm_f64x2_add(c.high, wasm_f64x2_mul(last(a.v), last(b.v)))};
}
inline float reduce_add(Sum a) {
  const v128_t pair = wasm_f64x2_add(a.low, a.high);
  return static_cast<float>(wasm_f64x2_extract_lane(pair, 0) + wasm_f64x2_extract_lane(pair, 1));
}
inline float reduce_max(Vec a) {
  const v128_t pairs = wasm_f32x4_pmax(a.v, wasm_i32x4_shuffle(a.v, a.v, 2, 3, 0, 1));
  const float first = wasm_f32x4_extract_lane(pairs, 0), last = wasm_f32x4_extract_lane(pairs, 1);
  return first > last ? first : last;
}
// r[i][j] and r[j][i] change places: a square block of a matrix is transposed in registers.
inline void transpose(Vec (&r)[4]) {
  const v128_t a = wasm_i32x4_shuffle(r[0].v, r[1].v, 0, 4, 1, 5);
  const v128_t b = wasm_i32x4_shuffle(r[0].v, r[1].v, 2, 6, 3, 7);
  const v128_t c = wasm_i32x4_shuffle(r[2].v, r[3].v, 0, 4, 1, 5);
  const v128_t d = wasm_i32x4_shuffle(r[2].v, r[3].v, 2, 6, 3, 7);
  r[0].v = wasm_i32x4_shuffle(a, c, 0, 1, 4, 5);
  r[1].v = wasm_i32x4_shuffle(a, c, 2, 3, 6, 7);
  r[2].v = wasm_i32x4_shuffle(b, d, 0, 1, 4, 5);
  r[3].v = wasm_i32x4_shuffle(b, d, 2, 3, 6, 7);
}
// x[w][i] goes to place 4 i + w of the four vectors, one behind the other.
inline void interleave(Vec (&x)[4]) { transpose(x); }
// The n of x = m 2^n, 1 <= m < 2, for a normal x > 0.
inline Vec exponent(Vec x) {
  return {wasm_f32x4_convert_i32x4(wasm_i32x4_sub(wasm_u32x4_shr(x.v, 23), wasm_i32x4_const_splat(127)))};
}
// p 2^n for an integral n in [-126, 127]; any number for another n.
inline Vec times_pow2(Vec p, Vec n) {
  const v128_t exponent = wasm_i32x4_add(wasm_i32x4_trunc_sat_f32x4(n.v), wasm_i32x4_const_splat(127));
  return {wasm_f32x4_mul(p.v, wasm_i32x4_shl(exponent, 23))};
}

}  // namespace mirada::wasm
