// The arguments of attention read element by element, as the reference and the tests' error bounds do.
#pragma once
#include <cstdint>
#include <cstdlib>

#include "attention_args.h"

namespace mirada {

// Philox4x32-10 as attention_dropout.h uses it, one counter at a time: the word of one weight.
uint32_t dropout_word(uint32_t seed, int64_t head_row, int64_t query, int64_t key);

template <class Real>
struct AttentionElements {
  const AttentionArgs& args;
  int64_t group = args.num_key_heads > 0 ? args.num_heads / args.num_key_heads : 1;

  Real query(int64_t b, int64_t t, int64_t n, int64_t h) const {
    return args.query[b * args.query_strides.batch + t * args.query_strides.position +
                      n * args.query_strides.head + h];
  }
  Real key(int64_t b, int64_t s, int64_t n, int64_t h) const {
    return args.key[b * args.key_strides.batch + s * args.key_strides.position +
                    n / group * args.key_strides.head + h];
  }
  Real value(int64_t b, int64_t s, int64_t n, int64_t v) const {
    return args.value[b * args.value_strides.batch + s * args.value_strides.position +
                      n / group * args.value_strides.head + v];
  }
  static int64_t at(const ScoreStrides& strides, int64_t b, int64_t n, int64_t t, int64_t s) {
    return b * strides.batch + n * strides.head + t * strides.target + s * strides.source;
  }

  bool allowed(int64_t b, int64_t n, int64_t t, int64_t s) const {
    const int64_t diagonal =
        t + (args.causal_alignment == CausalAlignment::kBottomRight ? args.source_length - args.target_length
                                                                    : 0);
    if (args.key_lengths && s >= args.key_lengths[b]) return false;
    if (args.mask && !args.mask[at(args.mask_strides, b, n, t, s)]) return false;
    if (args.is_causal && s > diagonal) return false;
    if (args.sliding_window > 0 && std::abs(s - diagonal) >= args.sliding_window) return false;
    return true;
  }

  Real dropout_factor(int64_t b, int64_t n, int64_t t, int64_t s) const {
    if (args.dropout_rate == 0.0f) return 1;
    const double drops = static_cast<double>(args.dropout_rate) * 4294967296.0;
    const uint32_t word = dropout_word(args.seed, b * args.num_heads + n, t, s);
    return word < static_cast<uint32_t>(drops) ? 0.0 : 1 / (1 - static_cast<Real>(args.dropout_rate));
  }
};

}  // namespace mirada
