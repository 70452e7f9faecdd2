// AVX2 with FMA: eight lanes. Only kernels_avx2.cc, which is compiled with -mavx2 -mfma, includes this.
#pragma once
#include <immintrin.h>

#include <cstdint>

namespace mirada::avx2 {

// Unsigned integers of 32 bits, as many as a Vec has floats.
struct Words {
  __m256i v;

  static Words broadcast(uint32_t x) { return {_mm256_set1_epi32(static_cast<int>(x))}; }
  // first, first + 1, ...
  static Words counting(uint32_t first) {
    return {_mm256_add_epi32(_mm256_set1_epi32(static_cast<int>(first)),
                             _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7))};
  }
};

inline Words operator^(Words a, Words b) { return {_mm256_xor_si256(a.v, b.v)}; }
inline __m256 less(Words a, Words b) {
  // Comparisons are signed.
  const __m256i half = _mm256_set1_epi32(INT32_MIN);
  return _mm256_castsi256_ps(_mm256_cmpgt_epi32(_mm256_xor_si256(b.v, half), _mm256_xor_si256(a.v, half)));
}
// The low halves of the products a b, and the high ones.
inline Words multiply(Words a, uint32_t b, Words& high) {
  const __m256i factor = _mm256_set1_epi32(static_cast<int>(b));
  const __m256i even = _mm256_mul_epu32(a.v, factor);
  const __m256i odd = _mm256_mul_epu32(_mm256_srli_epi64(a.v, 32), factor);
  high.v = _mm256_blend_epi32(_mm256_srli_epi64(even, 32), odd, 0xaa);
  return {_mm256_blend_epi32(even, _mm256_slli_epi64(odd, 32), 0xaa)};
}

// Integers of 16 bits in pairs, as many pairs as a Vec has floats.
struct Pairs {
  __m256i v;
};
// Lane by lane the sum of a pair's products with the two 16-bit halves of `factors`, added to `sum`.
inline Words add_products(Pairs a, Words factors, Words sum) {
  return {_mm256_add_epi32(sum.v, _mm256_madd_epi16(a.v, factors.v))};
}

struct Vec {
  // Of products in a dot product.
  using Sum = Vec;
  using Words = avx2::Words;
  using Pairs = avx2::Pairs;
  static constexpr int kLanes = 8;
  // 6 x 2 vectors: 12 accumulators, 2 of B and 1 of A fill the 16 registers.
  static constexpr int kGemmRows = 6;
  static constexpr int kGemmVectors = 2;
  using Mask = __m256;

  __m256 v;

  static Vec zero() { return {_mm256_setzero_ps()}; }
  static Vec broadcast(float x) { return {_mm256_set1_ps(x)}; }
  static Vec load(const float* p) { return {_mm256_loadu_ps(p)}; }
  static Vec load_partial(const float* p, int n) { return {_mm256_maskload_ps(p, first(n))}; }
  // Lanes whose byte is not 0; of the first n lanes only.
  static __m256 load_mask(const uint8_t* p) {
    const __m128i bytes = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(p));
    return _mm256_castsi256_ps(_mm256_cmpgt_epi32(_mm256_cvtepu8_epi32(bytes), _mm256_setzero_si256()));
  }
  static __m256 load_mask_partial(const uint8_t* p, int n) {
    uint8_t bytes[8] = {};
    for (int i = 0; i < 8 && i < n; ++i) bytes[i] = p[i];
    return load_mask(bytes);
  }
  // Pairs of bytes, their signs extended.
  static Pairs load_pairs(const int8_t* p) {
    return {_mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)))};
  }
  static Vec from_integers(Words x) { return {_mm256_cvtepi32_ps(x.v)}; }
  void store(float* p) const { _mm256_storeu_ps(p, v); }
  void store_partial(float* p, int n) const { _mm256_maskstore_ps(p, first(n), v); }

  // All bits set in the first n lanes.
  static __m256i first(int n) {
    return _mm256_cmpgt_epi32(_mm256_set1_epi32(n), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
  }
};

inline Vec operator+(Vec a, Vec b) { return {_mm256_add_ps(a.v, b.v)}; }
inline Vec operator-(Vec a, Vec b) { return {_mm256_sub_ps(a.v, b.v)}; }
inline Vec operator*(Vec a, Vec b) { return {_mm256_mul_ps(a.v, b.v)}; }
inline Vec operator/(Vec a, Vec b) { return {_mm256_div_ps(a.v, b.v)}; }
inline Vec operator-(Vec a) { return {_mm256_xor_ps(a.v, _mm256_set1_ps(-0.0f))}; }
inline Vec fma(Vec a, Vec b, Vec c) { return {_mm256_fmadd_ps(a.v, b.v, c.v)}; }
inline Vec max(Vec a, Vec b) { return {_mm256_max_ps(a.v, b.v)}; }
inline Vec min(Vec a, Vec b) { return {_mm256_min_ps(a.v, b.v)}; }
inline Vec abs(Vec a) { return {_mm256_andnot_ps(_mm256_set1_ps(-0.0f), a.v)}; }
inline Vec sqrt(Vec a) { return {_mm256_sqrt_ps(a.v)}; }
inline Vec floor(Vec a) { return {_mm256_floor_ps(a.v)}; }
inline Vec round_even(Vec a) { return {_mm256_round_ps(a.v, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC)}; }
inline __m256 less(Vec a, Vec b) { return _mm256_cmp_ps(a.v, b.v, _CMP_LT_OQ); }
inline __m256 is_nan(Vec a) { return _mm256_cmp_ps(a.v, a.v, _CMP_UNORD_Q); }
inline Vec select(__m256 mask, Vec yes, Vec no) { return {_mm256_blendv_ps(no.v, yes.v, mask)}; }
inline float reduce_add(Vec a) {
  __m128 s = _mm_add_ps(_mm256_castps256_ps128(a.v), _mm256_extractf128_ps(a.v, 1));
  s = _mm_add_ps(s, _mm_movehl_ps(s, s));
  return _mm_cvtss_f32(_mm_add_ss(s, _mm_shuffle_ps(s, s, 1)));
}
inline float reduce_max(Vec a) {
  __m128 s = _mm_max_ps(_mm256_castps256_ps128(a.v), _mm256_extractf128_ps(a.v, 1));
  s = _mm_max_ps(s, _mm_movehl_ps(s, s));
  return _mm_cvtss_f32(_mm_max_ss(s, _mm_shuffle_ps(s, s, 1)));
}
// r[i][j] and r[j][i] change places: a square block of a matrix is transposed in registers.
inline void transpose(Vec (&r)[8]) {
  __m256 pairs[8], quads[8];
  for (int i = 0; i < 8; i += 2) {
    pairs[i] = _mm256_unpacklo_ps(r[i].v, r[i + 1].v);
    pairs[i + 1] = _mm256_unpackhi_ps(r[i].v, r[i + 1].v);
  }
  // quads[4 h + j]: columns j and j + 4 of rows 4 h to 4 h + 3.
  for (int h = 0; h < 8; h += 4)
    for (int j = 0; j < 2; ++j) {
      quads[h + 2 * j] = _mm256_shuffle_ps(pairs[h + j], pairs[h + j + 2], 0x44);
      quads[h + 2 * j + 1] = _mm256_shuffle_ps(pairs[h + j], pairs[h + j + 2], 0xee);
    }
  for (int j = 0; j < 4; ++j) {
    r[j].v = _mm256_permute2f128_ps(quads[j], quads[4 + j], 0x20);
    r[4 + j].v = _mm256_permute2f128_ps(quads[j], quads[4 + j], 0x31);
  }
}
// x[w][i] goes to place 4 i + w of the four vectors, one behind the other.
inline void interleave(Vec (&x)[4]) {
  const __m256d low01 = _mm256_castps_pd(_mm256_unpacklo_ps(x[0].v, x[1].v));
  const __m256d high01 = _mm256_castps_pd(_mm256_unpackhi_ps(x[0].v, x[1].v));
  const __m256d low23 = _mm256_castps_pd(_mm256_unpacklo_ps(x[2].v, x[3].v));
  const __m256d high23 = _mm256_castps_pd(_mm256_unpackhi_ps(x[2].v, x[3].v));
  // quads[j]: four numbers each of i = j and j + 4.
  const __m256 quads[4] = {_mm256_castpd_ps(_mm256_unpacklo_pd(low01, low23)),
                           _mm256_castpd_ps(_mm256_unpackhi_pd(low01, low23)),
                           _mm256_castpd_ps(_mm256_unpacklo_pd(high01, high23)),
                           _mm256_castpd_ps(_mm256_unpackhi_pd(high01, high23))};
  x[0].v = _mm256_permute2f128_ps(quads[0], quads[1], 0x20);
  x[1].v = _mm256_permute2f128_ps(quads[2], quads[3], 0x20);
  x[2].v = _mm256_permute2f128_ps(quads[0], quads[1], 0x31);
  x[3].v = _mm256_permute2f128_ps(quads[2], quads[3], 0x31);
}
// The n of x = m 2^n, 1 <= m < 2, for a normal x > 0.
inline Vec exponent(Vec x) {
  const __m256i biased = _mm256_srli_epi32(_mm256_castps_si256(x.v), 23);
  return {_mm256_cvtepi32_ps(_mm256_sub_epi32(biased, _mm256_set1_epi32(127)))};
}
// p 2^n for an integral n in [-126, 127]; any number for another n.
inline Vec times_pow2(Vec p, Vec n) {
  const __m256i exponent = _mm256_add_epi32(_mm256_cvtps_epi32(n.v), _mm256_set1_epi32(127));
  return {_mm256_mul_ps(p.v, _mm256_castsi256_ps(_mm256_slli_epi32(exponent, 23)))};
}

}  // namespace mirada::avx2
