// What rounding may do at most to attention in single precision: every score may err by the rounding of its
// dot product, which puts its weight into an interval (softmax_error_bounds.h), and what is made of the
// weights errs by their intervals and by its own sums.
#pragma once
#include <algorithm>
#include <cmath>
#include <vector>

#include "../attention/attention_elements.h"
#include "../attention/attention_reference.h"
#include "softmax_error_bounds.h"

namespace mirada_test {

// Bounds of |computed - exact|, in the shapes of the results.
class AttentionErrorBounds {
 public:
  std::vector<double> output, log_sum_exp, weights, d_query, d_key, d_value, d_bias;

  AttentionErrorBounds(const mirada::AttentionArgs& args, const float* d_output, const float* d_weights)
      : elements_{args}, d_output_(d_output), d_weights_(d_weights) {
    const auto size = [](int64_t n) { return static_cast<size_t>(n); };
    const int64_t B = args.batch, T = args.target_length, S = args.source_length, N = args.num_heads;
    output.assign(size(B * T * N * args.value_dim), 0.0);
    log_sum_exp.assign(size(B * N * T), 0.0);
    weights.assign(size(B * N * T * S), 0.0);
    d_query.assign(size(B * T * N * args.head_dim), 0.0);
    d_key.assign(size(B * S * args.num_key_heads * args.head_dim), 0.0);
    d_value.assign(size(B * S * args.num_key_heads * args.value_dim), 0.0);
    if (args.bias) d_bias.assign(size(mirada::broadcast_size(args, args.bias_strides)), 0.0);
    for (int64_t b = 0; b < B; ++b)
      for (int64_t n = 0; n < N; ++n)
        for (int64_t t = 0; t < T; ++t) row(b, n, t);
  }

 private:
  // A key that the row may look at.
  struct Key : ScoreWithSlack {
    int64_t s;
    // Of the weight, by dropout.
    double factor = 1.0;
  };

  void row(int64_t b, int64_t n, int64_t t) {
    const mirada::AttentionArgs& args = elements_.args;
    std::vector<Key> keys = scored_keys(b, n, t);
    if (keys.empty()) return;
    log_sum_exp[at((b * args.num_heads + n) * args.target_length + t)] = find_softmax_errors(keys);
    for (const Key& key : keys)
      weights[at(((b * args.num_heads + n) * args.target_length + t) * args.source_length + key.s)] =
          key.weight_error;
    for (Key& key : keys) key.factor = elements_.dropout_factor(b, n, t, key.s);
    find_outputs(keys, b, n, t);
    find_gradients(keys, b, n, t);
  }

  std::vector<Key> scored_keys(int64_t b, int64_t n, int64_t t) const {
    const mirada::AttentionArgs& args = elements_.args;
    std::vector<Key> keys;
    for (int64_t s = 0; s < args.source_length; ++s) {
      if (!elements_.allowed(b, n, t, s)) continue;
      double dot = 0.0, size = 0.0;
      for (int64_t h = 0; h < args.head_dim; ++h) {
        const double product = elements_.query(b, t, n, h) * elements_.key(b, s, n, h);
        dot += product;
        size += std::fabs(product);
      }
      const double bias = args.bias ? args.bias[elements_.at(args.bias_strides, b, n, t, s)] : 0.0;
      if (bias == -INFINITY) continue;
      const double scale = args.scale;
      const double slack =
          rounding_of(args.head_dim + 4) * std::fabs(scale) * size + rounding_of(2) * std::fabs(bias);
      keys.push_back({{scale * dot + bias, slack}, s});
    }
    return keys;
  }

  void find_outputs(const std::vector<Key>& keys, int64_t b, int64_t n, int64_t t) {
    const mirada::AttentionArgs& args = elements_.args;
    const double relative = rounding_of(args.source_length + 4);
    output_size_.assign(at(args.value_dim), 0.0);
    for (int64_t v = 0; v < args.value_dim; ++v) {
      double& error = output[at(((b * args.target_length + t) * args.num_heads + n) * args.value_dim + v)];
      for (const Key& key : keys) {
        const double value = key.factor == 0.0 ? 0.0 : std::fabs(elements_.value(b, key.s, n, v));
        error += key.factor * (key.weight_error + relative * key.weight) * value;
        output_size_[at(v)] += key.factor * key.weight * value;
      }
    }
  }

  void find_gradients(const std::vector<Key>& keys, int64_t b, int64_t n, int64_t t) {
    const mirada::AttentionArgs& args = elements_.args;
    const int64_t H = args.head_dim, V = args.value_dim, K = args.num_key_heads;
    const int64_t first = ((b * args.target_length + t) * args.num_heads + n) * V;
    const double dot_error = rounding_of(V + 4);
    // 3. d_weight = dropout (d_output · value) + d_weights, and delta = sum_s weight d_weight.
    std::vector<double> d_weight(keys.size()), d_weight_error(keys.size());
    double delta = 0.0, delta_error = 0.0;
    for (int64_t v = 0; v < V; ++v)
      delta_error +=
          std::fabs(d_output_[first + v]) * (output[at(first + v)] + dot_error * output_size_[at(v)]);
    for (size_t i = 0; i < keys.size(); ++i) {
      const Key& key = keys[i];
      double size = 0.0;
      for (int64_t v = 0; v < V && key.factor != 0.0; ++v) {
        const double product = key.factor * d_output_[first + v] * elements_.value(b, key.s, n, v);
        d_weight[i] += product;
        size += std::fabs(product);
        d_value[at(((b * args.source_length + key.s) * K + n / elements_.group) * V + v)] +=
            key.factor * (key.weight_error + query_sum() * key.weight) * std::fabs(d_output_[first + v]);
      }
      if (d_weights_) {
        const double given =
            d_weights_[((b * args.num_heads + n) * args.target_length + t) * args.source_length + key.s];
        d_weight[i] += given;
        size += std::fabs(given);
        delta_error +=
            (key.weight_error + rounding_of(args.source_length + 4) * key.weight) * std::fabs(given);
      }
      delta += key.weight * d_weight[i];
      d_weight_error[i] = dot_error * size;
    }
    // 2. d_score = weight (d_weight - delta). 1. score = scale query · key + bias.
    for (size_t i = 0; i < keys.size(); ++i) {
      const Key& key = keys[i];
      const double difference = std::fabs(d_weight[i] - delta);
      const double slack =
          d_weight_error[i] + delta_error + rounding_of(4) * (std::fabs(d_weight[i]) + std::fabs(delta));
      const double error = key.weight_error * (difference + slack) + key.weight * slack + kLeastNormal;
      const double size = key.weight * difference, scale = std::fabs(static_cast<double>(args.scale));
      for (int64_t h = 0; h < H; ++h) {
        d_query[at(((b * args.target_length + t) * args.num_heads + n) * H + h)] +=
            scale * (error + rounding_of(args.source_length + 4) * size) *
            std::fabs(elements_.key(b, key.s, n, h));
        d_key[at(((b * args.source_length + key.s) * K + n / elements_.group) * H + h)] +=
            scale * (error + query_sum() * size) * std::fabs(elements_.query(b, t, n, h));
      }
      if (args.bias) {
        const size_t i_bias = at(elements_.at(args.bias_strides, b, n, t, key.s));
        d_bias[i_bias] += error + bias_sum() * size;
      }
    }
  }

  // Of a sum over the queries that share a key, and over the scores that share a bias.
  double query_sum() const { return rounding_of(elements_.args.target_length * elements_.group + 4); }
  double bias_sum() const {
    return rounding_of(static_cast<int64_t>(weights.size() / std::max<size_t>(d_bias.size(), 1)) + 4);
  }
  static size_t at(int64_t i) { return static_cast<size_t>(i); }

  mirada::AttentionElements<double> elements_;
  const float *d_output_, *d_weights_;
  // Of the row: sum_s |dropout weight value|.
  std::vector<double> output_size_;
};

}  // namespace mirada_test
