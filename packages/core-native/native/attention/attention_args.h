// The arguments of fused attention; the axes of every tensor are named here once.
//
// B batch, T target (query) length, S source (key) length, N query heads, K key/value heads (N a multiple of
// K), H size per head of query and key, V size per head of value.
#pragma once
#include <cstdint>

namespace mirada {

// Up to so many keys, all scores of a few queries stay in the first-level cache; queries enough fill its
// lanes.
inline constexpr int64_t kShortKeys = 128, kShortQueries = 8;
// With fewer query rows to a key, heads that share it included, a dot product per score is cheaper than
// packing the keys.
inline constexpr int64_t kFewRows = 16;

// Elements from one batch, position and head to the next; the last axis is contiguous.
struct HeadStrides {
  int64_t batch, position, head;
};

// Strides of a tensor over (B,N,T,S); 0 along an axis that is broadcast.
struct ScoreStrides {
  int64_t batch, head, target, source;
};

enum class CausalAlignment { kTopLeft, kBottomRight };

// Query head n reads key and value head n / (N / K).
struct AttentionArgs {
  int64_t batch, target_length, source_length, num_heads, num_key_heads, head_dim, value_dim;
  const float* query;  // (B,T,N,H)
  const float* key;    // (B,S,K,H)
  const float* value;  // (B,S,K,V)
  HeadStrides query_strides, key_strides, value_strides;

  const int32_t* key_lengths = nullptr;  // (B), 0 <= length <= S; keys at or beyond it are never read
  const uint8_t* mask = nullptr;         // over (B,N,T,S), non-zero = may attend
  const float* bias = nullptr;           // over (B,N,T,S), added to the scaled scores
  // The source stride is 1 or 0.
  ScoreStrides mask_strides{}, bias_strides{};

  float scale = 1.0f;
  bool is_causal = false;
  // diagonal(t) = t, or t + S - T from the bottom right; S is the padded length, whatever key_lengths says.
  CausalAlignment causal_alignment = CausalAlignment::kTopLeft;
  // Query t sees keys with |s - diagonal(t)| < sliding_window; 0 means no window.
  int64_t sliding_window = 0;
  float dropout_rate = 0.0f;
  uint32_t seed = 0;
};

// All outputs are dense. A row is a query of a head; one that sees a NaN has NaN in all three of its numbers.
struct AttentionForwardArgs : AttentionArgs {
  float* output;       // (B,T,N,V)
  float* log_sum_exp;  // (B,N,T): log sum_s exp(score_s), +inf in a row without an allowed key
  // What the backward recomputes the weights from, to the bit. (B,N,T): the largest dot product where the
  // scale is positive and there is no bias, otherwise the largest score; -inf in a row without an allowed
  // key.
  float* row_max;
  float* row_sum;            // (B,N,T): sum_s exp(score_s - largest score), 0 in a row without an allowed key
  float* weights = nullptr;  // (B,N,T,S), before dropout
};

struct AttentionBackwardArgs : AttentionArgs {
  const float* output;               // (B,T,N,V), of the forward
  const float* row_max;              // (B,N,T), of the forward
  const float* row_sum;              // (B,N,T), of the forward
  const float* d_output;             // (B,T,N,V)
  const float* d_weights = nullptr;  // (B,N,T,S)
  float* d_query;                    // (B,T,N,H)
  float* d_key;                      // (B,S,K,H)
  float* d_value;                    // (B,S,K,V)
  float* d_bias = nullptr;           // in the dense shape of bias: axes with stride 0 have size 1
};

}  // namespace mirada
