// AVX-512 (F, BW, DQ, VL): sixteen lanes. Only kernels_avx512.cc, compiled with these flags, includes this.
#pragma once
// GCC 12 warns of uninitialised values inside its own AVX-512 header (GCC bug 105593).
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#pragma GCC diagnostic ignored "-Wuninitialized"
#endif
#include <immintrin.h>

#include <cstdint>

namespace mirada::avx512 {

// Unsigned integers of 32 bits, as many as a Vec has floats.
struct Words {
  __m512i v;

  static Words broadcast(uint32_t x) { return {_mm512_set1_epi32(static_cast<int>(x))}; }
  // first, first + 1, ...
  static Words counting(uint32_t first) {
    const __m512i lanes = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    return {_mm512_add_epi32(_mm512_set1_epi32(static_cast<int>(first)), lanes)};
  }
};

inline Words operator^(Words a, Words b) { return {_mm512_xor_si512(a.v, b.v)}; }
inline __mmask16 less(Words a, Words b) { return _mm512_cmplt_epu32_mask(a.v, b.v); }
// The low halves of the products a b, and the high ones.
inline Words multiply(Words a, uint32_t b, Words& high) {
  const __m512i factor = _mm512_set1_epi32(static_cast<int>(b));
  const __m512i even = _mm512_mul_epu32(a.v, factor);
  const __m512i odd = _mm512_mul_epu32(_mm512_srli_epi64(a.v, 32), factor);
  high.v = _mm512_mask_blend_epi32(0xaaaa, _mm512_srli_epi64(even, 32), odd);
  return {_mm512_mask_blend_epi32(0xaaaa, even, _mm512_slli_epi64(odd, 32))};
}

// Integers of 16 bits in pairs, as many pairs as a Vec has floats.
struct Pairs {
  __m512i v;
};
// Lane by lane the sum of a pair's products with the two 16-bit halves of `factors`, added to `sum`.
inline Words add_products(Pairs a, Words factors, Words sum) {
  return {_mm512_add_epi32(sum.v, _mm512_madd_epi16(a.v, factors.v))};
}

struct Vec {
  // Of products in a dot product.
  using Sum = Vec;
  using Words = avx512::Words;
  using Pairs = avx512::Pairs;
  static constexpr int kLanes = 16;
  // 8 x 2 vectors: 16 accumulators cover the latency of two FMA pipes, and 8 divides the usual batch sizes.
  static constexpr int kGemmRows = 8;
  static constexpr int kGemmVectors = 2;
  using Mask = __mmask16;

  __m512 v;

  static Vec zero() { return {_mm512_setzero_ps()}; }
  static Vec broadcast(float x) { return {_mm512_set1_ps(x)}; }
  static Vec load(const float* p) { return {_mm512_loadu_ps(p)}; }
  static Vec load_partial(const float* p, int n) { return {_mm512_maskz_loadu_ps(first(n), p)}; }
  // Lanes whose byte is not 0; of the first n lanes only.
  static __mmask16 load_mask(const uint8_t* p) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    return _mm_test_epi8_mask(bytes, bytes);
  }
  static __mmask16 load_mask_partial(const uint8_t* p, int n) {
    const __m128i bytes = _mm_maskz_loadu_epi8(first(n), p);
    return _mm_test_epi8_mask(bytes, bytes);
  }
  // Pairs of bytes, their signs extended.
  static Pairs load_pairs(const int8_t* p) {
    return {_mm512_cvtepi8_epi16(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)))};
  }
  static Vec from_integers(Words x) { return {_mm512_cvtepi32_ps(x.v)}; }
  void store(float* p) const { _mm512_storeu_ps(p, v); }
  void store_partial(float* p, int n) const { _mm512_mask_storeu_ps(p, first(n), v); }

  static __mmask16 first(int n) {
    return n >= 16 ? static_cast<__mmask16>(0xffff) : static_cast<__mmask16>((1u << (n > 0 ? n : 0)) - 1u);
  }
};

inline Vec operator+(Vec a, Vec b) { return {_mm512_add_ps(a.v, b.v)}; }
inline Vec operator-(Vec a, Vec b) { return {_mm512_sub_ps(a.v, b.v)}; }
inline Vec operator*(Vec a, Vec b) { return {_mm512_mul_ps(a.v, b.v)}; }
inline Vec operator/(Vec a, Vec b) { return {_mm512_div_ps(a.v, b.v)}; }
inline Vec operator-(Vec a) { return {_mm512_xor_ps(a.v, _mm512_set1_ps(-0.0f))}; }
inline Vec fma(Vec a, Vec b, Vec c) { return {_mm512_fmadd_ps(a.v, b.v, c.v)}; }
inline Vec max(Vec a, Vec b) { return {_mm512_max_ps(a.v, b.v)}; }
inline Vec min(Vec a, Vec b) { return {_mm512_min_ps(a.v, b.v)}; }
inline Vec abs(Vec a) { return {_mm512_andnot_ps(_mm512_set1_ps(-0.0f), a.v)}; }
inline Vec sqrt(Vec a) { return {_mm512_sqrt_ps(a.v)}; }
inline Vec floor(Vec a) { return {_mm512_roundscale_ps(a.v, _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC)}; }
inline Vec round_even(Vec a) {
  return {_mm512_roundscale_ps(a.v, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC)};
}
inline __mmask16 less(Vec a, Vec b) { return _mm512_cmp_ps_mask(a.v, b.v, _CMP_LT_OQ); }
inline __mmask16 is_nan(Vec a) { return _mm512_cmp_ps_mask(a.v, a.v, _CMP_UNORD_Q); }
inline Vec select(__mmask16 mask, Vec yes, Vec no) { return {_mm512_mask_blend_ps(mask, no.v, yes.v)}; }
inline float reduce_add(Vec a) { return _mm512_reduce_add_ps(a.v); }
inline float reduce_max(Vec a) { return _mm512_reduce_max_ps(a.v); }
// r[i][j] and r[j][i] change places: a square block of a matrix is transposed in registers.
inline void transpose(Vec (&r)[16]) {
  __m512 pairs[16], quads[16];
  for (int i = 0; i < 16; i += 2) {
    pairs[i] = _mm512_unpacklo_ps(r[i].v, r[i + 1].v);
    pairs[i + 1] = _mm512_unpackhi_ps(r[i].v, r[i + 1].v);
  }
  // quads[h + j]: columns j, j + 4, j + 8 and j + 12 of rows h to h + 3.
  for (int h = 0; h < 16; h += 4)
    for (int j = 0; j < 2; ++j) {
      quads[h + 2 * j] = _mm512_shuffle_ps(pairs[h + j], pairs[h + j + 2], 0x44);
      quads[h + 2 * j + 1] = _mm512_shuffle_ps(pairs[h + j], pairs[h + j + 2], 0xee);
    }
  for (int j = 0; j < 4; ++j) {
    const __m512 low_even = _mm512_shuffle_f32x4(quads[j], quads[4 + j], 0x88);
    const __m512 low_odd = _mm512_shuffle_f32x4(quads[j], quads[4 + j], 0xdd);
    const __m512 high_even = _mm512_shuffle_f32x4(quads[8 + j], quads[12 + j], 0x88);
    const __m512 high_odd = _mm512_shuffle_f32x4(quads[8 + j], quads[12 + j], 0xdd);
    r[j].v = _mm512_shuffle_f32x4(low_even, high_even, 0x88);
    r[4 + j].v = _mm512_shuffle_f32x4(low_odd, high_odd, 0x88);
    r[8 + j].v = _mm512_shuffle_f32x4(low_even, high_even, 0xdd);
    r[12 + j].v = _mm512_shuffle_f32x4(low_odd, high_odd, 0xdd);
  }
}
// x[w][i] goes to place 4 i + w of the four vectors, one behind the other.
inline void interleave(Vec (&x)[4]) {
  const __m512d low01 = _mm512_castps_pd(_mm512_unpacklo_ps(x[0].v, x[1].v));
  const __m512d high01 = _mm512_castps_pd(_mm512_unpackhi_ps(x[0].v, x[1].v));
  const __m512d low23 = _mm512_castps_pd(_mm512_unpacklo_ps(x[2].v, x[3].v));
  const __m512d high23 = _mm512_castps_pd(_mm512_unpackhi_ps(x[2].v, x[3].v));
  // quads[j]: four numbers each of i = j, j + 4, j + 8 and j + 12.
  const __m512 quads[4] = {_mm512_castpd_ps(_mm512_unpacklo_pd(low01, low23)),
                           _mm512_castpd_ps(_mm512_unpackhi_pd(low01, low23)),
                           _mm512_castpd_ps(_mm512_unpacklo_pd(high01, high23)),
                           _mm512_castpd_ps(_mm512_unpackhi_pd(high01, high23))};
  const __m512 even_low = _mm512_shuffle_f32x4(quads[0], quads[1], 0x88);
  const __m512 odd_low = _mm512_shuffle_f32x4(quads[0], quads[1], 0xdd);
  const __m512 even_high = _mm512_shuffle_f32x4(quads[2], quads[3], 0x88);
  const __m512 odd_high = _mm512_shuffle_f32x4(quads[2], quads[3], 0xdd);
  x[0].v = _mm512_shuffle_f32x4(even_low, even_high, 0x88);
  x[1].v = _mm512_shuffle_f32x4(odd_low, odd_high, 0x88);
  x[2].v = _mm512_shuffle_f32x4(even_low, even_high, 0xdd);
  x[3].v = _mm512_shuffle_f32x4(odd_low, odd_high, 0xdd);
}
// The n of x = m 2^n, 1 <= m < 2, for a normal x > 0.
inline Vec exponent(Vec x) { return {_mm512_getexp_ps(x.v)}; }
// p 2^n for an integral n in [-126, 127]; any number for another n.
inline Vec times_pow2(Vec p, Vec n) { return {_mm512_scalef_ps(p.v, n.v)}; }

}  // namespace mirada::avx512
