// AMX: eight tile registers of 16 rows x 64 bytes and a unit that multiplies tiles of bf16 into one of fp32,
// beside the AVX-512 vectors. Only kernels_amx.cc, compiled with these flags, includes this.
#pragma once
#include <cstdint>

#include "vec_avx512.h"

namespace mirada::amx {

using avx512::Vec;

struct Tiles {
  // A tile of C has kSide x kSide numbers; one product of tiles sums over kDepth.
  static constexpr int kSide = 16, kDepth = 32;
  // A tile in memory: its 16 rows of 64 bytes, one after the other.
  static constexpr int64_t kFloats = 256;

  // Two vectors as three vectors of pairs of bf16 (the low half of a pair from `low`): each number is the sum
  // of its three parts, 8 + 8 + 8 bits of its significand, exactly while the last part is a normal number,
  // |x| > 2^-109.
  static void store_parts(Vec low, Vec high, float* first, float* second, float* third) {
    const __m512i half = _mm512_set1_epi32(0x8000), top = _mm512_set1_epi32(static_cast<int>(0xffff0000u));
    const auto pair = [&](__m512i a, __m512i b) {
      // (b & top) | (a >> 16)
      return _mm512_ternarylogic_epi32(b, top, _mm512_srli_epi32(a, 16), 0xea);
    };
    const auto round = [&](__m512 x) {
      return _mm512_and_si512(_mm512_add_epi32(_mm512_castps_si512(x), half), top);
    };
    const __m512i low1 = round(low.v), high1 = round(high.v);
    const __m512 low_rest = _mm512_sub_ps(low.v, _mm512_castsi512_ps(low1));
    const __m512 high_rest = _mm512_sub_ps(high.v, _mm512_castsi512_ps(high1));
    const __m512i low2 = round(low_rest), high2 = round(high_rest);
    const __m512 low3 = _mm512_sub_ps(low_rest, _mm512_castsi512_ps(low2));
    const __m512 high3 = _mm512_sub_ps(high_rest, _mm512_castsi512_ps(high2));
    _mm512_storeu_si512(first, pair(low1, high1));
    _mm512_storeu_si512(second, pair(low2, high2));
    _mm512_storeu_si512(third, pair(_mm512_castps_si512(low3), _mm512_castps_si512(high3)));
  }

  // Two vectors rounded to one vector of pairs of bf16: the first of the three parts.
  static void store_rounded(Vec low, Vec high, float* to) {
    const __m512i half = _mm512_set1_epi32(0x8000), top = _mm512_set1_epi32(static_cast<int>(0xffff0000u));
    const __m512i a = _mm512_srli_epi32(_mm512_add_epi32(_mm512_castps_si512(low.v), half), 16);
    const __m512i b = _mm512_add_epi32(_mm512_castps_si512(high.v), half);
    _mm512_storeu_si512(to, _mm512_ternarylogic_epi32(b, top, a, 0xea));
  }

  // The registers are this thread's to use while one of these lives.
  class Scope {
   public:
    Scope() {
      struct alignas(64) Configuration {
        uint8_t palette = 1, start_row = 0, reserved[14] = {};
        uint16_t row_bytes[16] = {64, 64, 64, 64, 64, 64, 64, 64};
        uint8_t rows[16] = {16, 16, 16, 16, 16, 16, 16, 16};
      };
      static constexpr Configuration kWhole{};
      asm volatile("ldtilecfg %0" ::"m"(kWhole));
    }
    ~Scope() { asm volatile("tilerelease"); }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;
  };

  // The compiler's own intrinsics take literal numbers of registers only; these take template arguments.
  template <int kTile>
  static void zero() {
    asm volatile("tilezero %%tmm%c0" ::"i"(kTile));
  }
  template <int kTile>
  static void load(const float* tile) {
    constexpr int64_t kRowBytes = 4 * kSide;
    asm volatile("tileloadd (%0,%1,1), %%tmm%c2" ::"r"(tile), "r"(kRowBytes), "i"(kTile) : "memory");
  }
  // Rows of 16 floats, `row_floats` apart.
  template <int kTile>
  static void store_rows(float* to, int64_t row_floats) {
    asm volatile("tilestored %%tmm%c2, (%0,%1,1)" ::"r"(to), "r"(row_floats * 4), "i"(kTile) : "memory");
  }
  // C += A B, rounded to nearest; products and sums below 2^-126 count as 0.
  template <int kC, int kA, int kB>
  static void multiply_add() {
    asm volatile("tdpbf16ps %%tmm%c2, %%tmm%c1, %%tmm%c0" ::"i"(kC), "i"(kA), "i"(kB));
  }

  // Half a microsecond without work and the vector units' adders and multipliers go to sleep; the store of a
  // tile then waits 300 ns until they are back. One addition per block of a product keeps them awake.
  static void keep_vectors_awake() {
    asm volatile("vpxord %%zmm31, %%zmm31, %%zmm31\n\tvaddps %%zmm31, %%zmm31, %%zmm31" ::: "xmm31");
  }
};

}  // namespace mirada::amx
