// Arm NEON (AArch64): four lanes. It compiles for AArch64; no machine of ours has run it yet.
#pragma once
#include <arm_neon.h>

#include <cstdint>

namespace mirada::neon {

// Unsigned integers of 32 bits, as many as a Vec has floats.
struct Words {
  uint32x4_t v;

  static Words broadcast(uint32_t x) { return {vdupq_n_u32(x)}; }
  // first, first + 1, ...
  static Words counting(uint32_t first) {
    constexpr uint32_t lanes[4] = {0, 1, 2, 3};
    return {vaddq_u32(vdupq_n_u32(first), vld1q_u32(lanes))};
  }
};

inline Words operator^(Words a, Words b) { return {veorq_u32(a.v, b.v)}; }
inline uint32x4_t less(Words a, Words b) { return vcltq_u32(a.v, b.v); }
// The low halves of the products a b, and the high ones.
inline Words multiply(Words a, uint32_t b, Words& high) {
  const uint32x4_t low = vreinterpretq_u32_u64(vmull_n_u32(vget_low_u32(a.v), b));
  const uint32x4_t upper = vreinterpretq_u32_u64(vmull_n_u32(vget_high_u32(a.v), b));
  high.v = vuzp2q_u32(low, upper);
  return {vuzp1q_u32(low, upper)};
}

// Integers of 16 bits in pairs, as many pairs as a Vec has floats.
struct Pairs {
  int16x8_t v;
};
// Lane by lane the sum of a pair's products with the two 16-bit halves of `factors`, added to `sum`.
inline Words add_products(Pairs a, Words factors, Words sum) {
  const int16x8_t b = vreinterpretq_s16_u32(factors.v);
  const int32x4_t low = vmull_s16(vget_low_s16(a.v), vget_low_s16(b)), high = vmull_high_s16(a.v, b);
  return {vaddq_u32(sum.v, vreinterpretq_u32_s32(vpaddq_s32(low, high)))};
}

struct Vec {
  // Of products in a dot product.
  using Sum = Vec;
  using Words = neon::Words;
  using Pairs = neon::Pairs;
  static constexpr int kLanes = 4;
  // 6 x 4 vectors: 24 accumulators of the 32 registers.
  static constexpr int kGemmRows = 6;
  static constexpr int kGemmVectors = 4;
  using Mask = uint32x4_t;

  float32x4_t v;

  static Vec zero() { return {vdupq_n_f32(0.0f)}; }
  static Vec broadcast(float x) { return {vdupq_n_f32(x)}; }
  static Vec load(const float* p) { return {vld1q_f32(p)}; }
  static Vec load_partial(const float* p, int n) {
    float lanes[4] = {0.0f, 0.0f, 0.0f, 0.0f};
    for (int i = 0; i < 4 && i < n; ++i) lanes[i] = p[i];
    return {vld1q_f32(lanes)};
  }
  // Lanes whose byte is not 0; of the first n lanes only.
  static uint32x4_t load_mask(const uint8_t* p) { return load_mask_partial(p, 4); }
  static uint32x4_t load_mask_partial(const uint8_t* p, int n) {
    uint32_t lanes[4] = {0, 0, 0, 0};
    for (int i = 0; i < 4 && i < n; ++i) lanes[i] = p[i];
    const uint32x4_t bytes = vld1q_u32(lanes);
    return vtstq_u32(bytes, bytes);
  }
  // Pairs of bytes, their signs extended.
  static Pairs load_pairs(const int8_t* p) { return {vmovl_s8(vld1_s8(p))}; }
  static Vec from_integers(Words x) { return {vcvtq_f32_s32(vreinterpretq_s32_u32(x.v))}; }
  void store(float* p) const { vst1q_f32(p, v); }
  void store_partial(float* p, int n) const {
    float lanes[4];
    vst1q_f32(lanes, v);
    for (int i = 0; i < 4 && i < n; ++i) p[i] = lanes[i];
  }
};

inline Vec operator+(Vec a, Vec b) { return {vaddq_f32(a.v, b.v)}; }
inline Vec operator-(Vec a, Vec b) { return {vsubq_f32(a.v, b.v)}; }
inline Vec operator*(Vec a, Vec b) { return {vmulq_f32(a.v, b.v)}; }
inline Vec operator/(Vec a, Vec b) { return {vdivq_f32(a.v, b.v)}; }
inline Vec operator-(Vec a) { return {vnegq_f32(a.v)}; }
inline Vec fma(Vec a, Vec b, Vec c) { return {vfmaq_f32(c.v, a.v, b.v)}; }
// vmaxq would return NaN for a NaN in either operand; the other sets return the second operand.
inline Vec max(Vec a, Vec b) { return {vbslq_f32(vcgtq_f32(a.v, b.v), a.v, b.v)}; }
inline Vec min(Vec a, Vec b) { return {vbslq_f32(vcltq_f32(a.v, b.v), a.v, b.v)}; }
inline Vec abs(Vec a) { return {vabsq_f32(a.v)}; }
inline Vec sqrt(Vec a) { return {vsqrtq_f32(a.v)}; }
inline Vec floor(Vec a) { return {vrndmq_f32(a.v)}; }
inline Vec round_even(Vec a) { return {vrndnq_f32(a.v)}; }
inline uint32x4_t less(Vec a, Vec b) { return vcltq_f32(a.v, b.v); }
inline uint32x4_t is_nan(Vec a) { return vmvnq_u32(vceqq_f32(a.v, a.v)); }
inline Vec select(uint32x4_t mask, Vec yes, Vec no) { return {vbslq_f32(mask, yes.v, no.v)}; }
inline float reduce_add(Vec a) { return vaddvq_f32(a.v); }
inline float reduce_max(Vec a) { return vmaxvq_f32(a.v); }
// r[i][j] and r[j][i] change places: a square block of a matrix is transposed in registers.
inline void transpose(Vec (&r)[4]) {
  const float32x4x2_t low = vtrnq_f32(r[0].v, r[1].v), high = vtrnq_f32(r[2].v, r[3].v);
  r[0].v = vcombine_f32(vget_low_f32(low.val[0]), vget_low_f32(high.val[0]));
  r[1].v = vcombine_f32(vget_low_f32(low.val[1]), vget_low_f32(high.val[1]));
  r[2].v = vcombine_f32(vget_high_f32(low.val[0]), vget_high_f32(high.val[0]));
  r[3].v = vcombine_f32(vget_high_f32(low.val[1]), vget_high_f32(high.val[1]));
}
// x[w][i] goes to place 4 i + w of the four vectors, one behind the other.
inline void interleave(Vec (&x)[4]) { transpose(x); }
// The n of x = m 2^n, 1 <= m < 2, for a normal x > 0.
inline Vec exponent(Vec x) {
  const int32x4_t biased = vreinterpretq_s32_u32(vshrq_n_u32(vreinterpretq_u32_f32(x.v), 23));
  return {vcvtq_f32_s32(vsubq_s32(biased, vdupq_n_s32(127)))};
}
// p 2^n for an integral n in [-126, 127]; any number for another n.
inline Vec times_pow2(Vec p, Vec n) {
  const int32x4_t exponent = vaddq_s32(vcvtq_s32_f32(n.v), vdupq_n_s32(127));
  return {vmulq_f32(p.v, vreinterpretq_f32_s32(vshlq_n_s32(exponent, 23)))};
}

}  // namespace mirada::neon
