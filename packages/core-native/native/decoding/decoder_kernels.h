#pragma once
#include <cstdint>
#include <limits>

#include "../cpu/vec_math.h"
#include "decoder_kernel_table.h"

namespace mirada {

template <class V>
struct DecoderKernels {
  static constexpr int L = V::kLanes;
  // Rows of w that one sweep over the columns takes: enough to hide that out is loaded and stored.
  static constexpr int kDepth = 8;

  // out[r][j] += sum over q < Depth of x[r][q] w[q][j], for Rows rows.
  template <int Rows, int Depth>
  static void sweep(int64_t n, const float* x, int64_t x_step, const float* w, int64_t w_step, float* out,
                    int64_t out_step) {
    V factor[Rows][Depth];
    for (int r = 0; r < Rows; ++r)
      for (int q = 0; q < Depth; ++q) factor[r][q] = V::broadcast(x[r * x_step + q]);
    int64_t j = 0;
    for (; j + L <= n; j += L) {
      V sum[Rows];
      for (int r = 0; r < Rows; ++r) sum[r] = V::load(out + r * out_step + j);
      for (int q = 0; q < Depth; ++q) {
        const V column = V::load(w + q * w_step + j);
        for (int r = 0; r < Rows; ++r) sum[r] = fma(factor[r][q], column, sum[r]);
      }
      for (int r = 0; r < Rows; ++r) sum[r].store(out + r * out_step + j);
    }
    if (j == n) return;
    const int left = static_cast<int>(n - j);
    for (int r = 0; r < Rows; ++r) {
      V sum = V::load_partial(out + r * out_step + j, left);
      for (int q = 0; q < Depth; ++q) sum = fma(factor[r][q], V::load_partial(w + q * w_step + j, left), sum);
      sum.store_partial(out + r * out_step + j, left);
    }
  }

  // Rows that read w together: with more of them fewer rows of w a sweep, so that the factors stay in
  // registers.
  static constexpr int64_t kRowsTogether = L == 16 ? 5 : 2;
  static constexpr int depth_for(int rows) { return rows > 2 ? kDepth / 2 : kDepth; }

  template <int Rows>
  static void rows_product(int64_t n, int64_t depth, const float* x, int64_t x_step, const float* w,
                           int64_t w_step, float* out, int64_t out_step) {
    constexpr int kSweep = depth_for(Rows);
    int64_t q = 0;
    for (; q + kSweep <= depth; q += kSweep)
      sweep<Rows, kSweep>(n, x + q, x_step, w + q * w_step, w_step, out, out_step);
    for (; q < depth; ++q) sweep<Rows, 1>(n, x + q, x_step, w + q * w_step, w_step, out, out_step);
  }

  static void add_rows_product(int64_t rows, int64_t n, int64_t depth, const float* x, int64_t x_step,
                               const float* w, int64_t w_step, float* out, int64_t out_step) {
    using Product = void (*)(int64_t, int64_t, const float*, int64_t, const float*, int64_t, float*, int64_t);
    static constexpr Product kProducts[] = {rows_product<1>, rows_product<2>, rows_product<3>,
                                            rows_product<4>, rows_product<5>};
    // Few rows of w at a time pass over all rows of x, so that they are read once from memory.
    for (int64_t q = 0; q < depth; q += kDepth)
      for (int64_t r = 0; r < rows; r += kRowsTogether)
        kProducts[(rows - r < kRowsTogether ? rows - r : kRowsTogether) - 1](
            n, depth - q < kDepth ? depth - q : kDepth, x + r * x_step + q, x_step, w + q * w_step, w_step,
            out + r * out_step, out_step);
  }

  static float dot(int64_t n, const float* a, const float* b) {
    V sum[2] = {V::zero(), V::zero()};
    int64_t i = 0;
    for (; i + 2 * L <= n; i += 2 * L)
      for (int q = 0; q < 2; ++q) sum[q] = fma(V::load(a + i + q * L), V::load(b + i + q * L), sum[q]);
    for (; i < n; i += L) {
      const int left = static_cast<int>(n - i < L ? n - i : L);
      sum[0] = fma(V::load_partial(a + i, left), V::load_partial(b + i, left), sum[0]);
    }
    return reduce_add(sum[0] + sum[1]);
  }

  // Lane by lane the greatest of x[0..n - n % L); NaN is passed over.
  static V lane_maxima(int64_t n, const float* x) {
    V most[2] = {V::broadcast(-std::numeric_limits<float>::infinity()),
                 V::broadcast(-std::numeric_limits<float>::infinity())};
    int64_t i = 0;
    for (; i + 2 * L <= n; i += 2 * L)
      for (int q = 0; q < 2; ++q) most[q] = max(V::load(x + i + q * L), most[q]);
    if (i + L <= n) most[0] = max(V::load(x + i), most[0]);
    return max(most[0], most[1]);
  }

  static BlockSummary summarize(int64_t n, const float* logits) {
    float most = reduce_max(lane_maxima(n, logits));
    for (int64_t i = n - n % L; i < n; ++i)
      if (logits[i] > most) most = logits[i];
    // Nothing to hold on to: all -inf, or NaN, which the sum then shows.
    const float shift = most == -std::numeric_limits<float>::infinity() ? 0.0f : most;
    const V shifts = V::broadcast(shift);
    V sum = V::zero();
    int64_t i = 0;
    for (; i + L <= n; i += L) sum = sum + exp_nonpositive(V::load(logits + i) - shifts);
    float total = reduce_add(sum);
    if (i < n) {
      float rest[L];
      const int left = static_cast<int>(n - i);
      exp_nonpositive(V::load_partial(logits + i, left) - shifts).store_partial(rest, left);
      for (int q = 0; q < left; ++q) total += rest[q];
    }
    return {most, total};
  }

  static void insert(float logit, int32_t word, int64_t count, float* best, int32_t* words) {
    int64_t place = count - 1;
    for (; place > 0 && best[place - 1] < logit; --place) {
      best[place] = best[place - 1];
      words[place] = words[place - 1];
    }
    best[place] = logit;
    words[place] = word;
  }

  static void rank(int64_t n, const float* logits, int32_t first_word, int64_t count, float* best,
                   int32_t* words) {
    // The lanes' maxima are logits of L different words: the count-th of them is no greater than the count-th
    // of all, so that most groups of words need no second look.
    float bound = best[count - 1];
    if (count <= L && n >= L) {
      float maxima[L];
      lane_maxima(n, logits).store(maxima);
      for (int64_t chosen = 0; chosen < count; ++chosen) {
        int at = 0;
        for (int q = 1; q < L; ++q)
          if (maxima[q] > maxima[at]) at = q;
        if (chosen == count - 1 && maxima[at] > bound) bound = maxima[at];
        maxima[at] = -std::numeric_limits<float>::infinity();
      }
    }
    for (int64_t begin = 0; begin < n; begin += 4 * L) {
      const int64_t end = n - begin < 4 * L ? n : begin + 4 * L;
      if (end - begin == 4 * L && !(reduce_max(lane_maxima(4 * L, logits + begin)) >= bound)) continue;
      for (int64_t i = begin; i < end; ++i)
        if (logits[i] >= bound && logits[i] > best[count - 1])
          insert(logits[i], first_word + static_cast<int32_t>(i), count, best, words);
    }
  }
};

template <class V>
DecoderKernelTable decoder_kernels() {
  using Kernels = DecoderKernels<V>;
  return {Kernels::add_rows_product, Kernels::dot, Kernels::summarize, Kernels::rank};
}

}  // namespace mirada
