#include "attention_reference.h"

#include <cmath>
#include <limits>

#include "attention_elements.h"

namespace mirada {

uint32_t dropout_word(uint32_t seed, int64_t head_row, int64_t query, int64_t key) {
  const uint64_t row = static_cast<uint64_t>(head_row);
  uint32_t c[4] = {static_cast<uint32_t>(key / 4), static_cast<uint32_t>(query), static_cast<uint32_t>(row),
                   static_cast<uint32_t>(row >> 32)};
  uint32_t k[2] = {seed, 0};
  for (int round = 0; round < 10; ++round) {
    const uint64_t p0 = uint64_t{0xD2511F53u} * c[0], p1 = uint64_t{0xCD9E8D57u} * c[2];
    c[0] = static_cast<uint32_t>(p1 >> 32) ^ c[1] ^ k[0];
    c[1] = static_cast<uint32_t>(p1);
    c[2] = static_cast<uint32_t>(p0 >> 32) ^ c[3] ^ k[1];
    c[3] = static_cast<uint32_t>(p0);
    k[0] += 0x9E3779B9u;
    k[1] += 0xBB67AE85u;
  }
  return c[key % 4];
}

int64_t broadcast_size(const AttentionArgs& args, const ScoreStrides& strides) {
  return (strides.batch ? args.batch : 1) * (strides.head ? args.num_heads : 1) *
         (strides.target ? args.target_length : 1) * (strides.source ? args.source_length : 1);
}

template <class Real>
AttentionReference<Real> attention_forward_reference(const AttentionArgs& args) {
  const AttentionElements<Real> problem{args};
  const int64_t B = args.batch, T = args.target_length, S = args.source_length, N = args.num_heads;
  const int64_t H = args.head_dim, V = args.value_dim;
  constexpr Real kInfinity = std::numeric_limits<Real>::infinity();
  AttentionReference<Real> result;
  result.output.assign(B * T * N * V, 0.0);
  result.log_sum_exp.assign(B * N * T, kInfinity);
  result.row_max.assign(B * N * T, -kInfinity);
  result.row_sum.assign(B * N * T, 0.0);
  result.weights.assign(B * N * T * S, 0.0);
  for (int64_t b = 0; b < B; ++b)
    for (int64_t n = 0; n < N; ++n)
      for (int64_t t = 0; t < T; ++t) {
        Real* weights = &result.weights.data()[((b * N + n) * T + t) * S];
        // 1. score_s = scale query_t · key_s + bias_ts for allowed keys; max_s score_s.
        Real largest = -kInfinity;
        bool any = false;
        for (int64_t s = 0; s < S; ++s) {
          if (!problem.allowed(b, n, t, s)) continue;
          Real dot = 0.0;
          for (int64_t h = 0; h < H; ++h) dot += problem.query(b, t, n, h) * problem.key(b, s, n, h);
          weights[s] = args.scale * dot;
          if (args.bias) weights[s] += args.bias[AttentionElements<Real>::at(args.bias_strides, b, n, t, s)];
          if (!(weights[s] <= largest)) largest = weights[s];
          any = any || weights[s] != -kInfinity;
        }
        // A bias of -inf forbids a key as a mask does.
        if (!any) {
          for (int64_t s = 0; s < S; ++s) weights[s] = 0.0;
          continue;
        }
        // 2. weight_s = exp(score_s - max) / sum_s exp(score_s - max).
        Real sum = 0.0;
        for (int64_t s = 0; s < S; ++s)
          if (problem.allowed(b, n, t, s)) sum += weights[s] = std::exp(weights[s] - largest);
        for (int64_t s = 0; s < S; ++s)
          if (problem.allowed(b, n, t, s)) weights[s] /= sum;
        const bool of_dots = !args.bias && args.scale > 0.0f;
        result.row_max[(b * N + n) * T + t] = std::isnan(sum) ? sum
                                              : of_dots       ? largest / args.scale
                                                              : largest;
        result.row_sum[(b * N + n) * T + t] = sum;
        result.log_sum_exp[(b * N + n) * T + t] = largest + std::log(sum);
        // 3. output_t = sum_s dropout_ts weight_s value_s.
        for (int64_t s = 0; s < S; ++s) {
          if (!problem.allowed(b, n, t, s) || weights[s] == 0.0) continue;
          const Real factor = problem.dropout_factor(b, n, t, s);
          if (factor == 0.0) continue;
          for (int64_t v = 0; v < V; ++v)
            result.output[((b * T + t) * N + n) * V + v] += factor * weights[s] * problem.value(b, s, n, v);
        }
      }
  return result;
}

template <class Real>
AttentionGradientReference<Real> attention_backward_reference(const AttentionArgs& args,
                                                              const float* d_output, const float* d_weights) {
  const AttentionElements<Real> problem{args};
  const int64_t B = args.batch, T = args.target_length, S = args.source_length, N = args.num_heads;
  const int64_t K = args.num_key_heads, H = args.head_dim, V = args.value_dim;
  const AttentionReference<Real> forward = attention_forward_reference<Real>(args);
  AttentionGradientReference<Real> result;
  result.d_query.assign(B * T * N * H, 0.0);
  result.d_key.assign(B * S * K * H, 0.0);
  result.d_value.assign(B * S * K * V, 0.0);
  if (args.bias) result.d_bias.assign(broadcast_size(args, args.bias_strides), 0.0);
  std::vector<Real> d_weight(S);
  for (int64_t b = 0; b < B; ++b)
    for (int64_t n = 0; n < N; ++n)
      for (int64_t t = 0; t < T; ++t) {
        const Real* weights = &forward.weights.data()[((b * N + n) * T + t) * S];
        const float* d_out = d_output + ((b * T + t) * N + n) * V;
        // 3. output_t = sum_s dropout_ts weight_s value_s.
        Real dot = 0.0;
        for (int64_t s = 0; s < S; ++s) {
          d_weight[s] = 0.0;
          if (weights[s] == 0.0) continue;
          const Real factor = problem.dropout_factor(b, n, t, s);
          for (int64_t v = 0; v < V && factor != 0.0; ++v) {
            d_weight[s] += factor * d_out[v] * problem.value(b, s, n, v);
            result.d_value[((b * S + s) * K + n / problem.group) * V + v] += factor * weights[s] * d_out[v];
          }
          if (d_weights) d_weight[s] += d_weights[((b * N + n) * T + t) * S + s];
          dot += weights[s] * d_weight[s];
        }
        // 2. weight = softmax(score): d_score_s = weight_s (d_weight_s - sum_r weight_r d_weight_r).
        // 1. score_s = scale query_t · key_s + bias_ts.
        for (int64_t s = 0; s < S; ++s) {
          if (weights[s] == 0.0) continue;
          const Real d_score = weights[s] * (d_weight[s] - dot);
          for (int64_t h = 0; h < H; ++h) {
            result.d_query[((b * T + t) * N + n) * H + h] += args.scale * d_score * problem.key(b, s, n, h);
            result.d_key[((b * S + s) * K + n / problem.group) * H + h] +=
                args.scale * d_score * problem.query(b, t, n, h);
          }
          if (args.bias) result.d_bias[AttentionElements<Real>::at(args.bias_strides, b, n, t, s)] += d_score;
        }
      }
  return result;
}

template AttentionReference<float> attention_forward_reference(const AttentionArgs&);
template AttentionReference<double> attention_forward_reference(const AttentionArgs&);
template AttentionGradientReference<float> attention_backward_reference(const AttentionArgs&, const float*,
                                                                        const float*);
template AttentionGradientReference<double> attention_backward_reference(const AttentionArgs&, const float*,
                                                                         const float*);

}  // namespace mirada
