// What attention writes for a case, every array full of NaN before, and how far that is from the truth.
#pragma once
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "../attention/attention.h"
#include "../attention/attention_reference.h"
#include "attention_cases.h"
#include "native_test.h"

namespace mirada_test {

// |got - truth| <= factor |plain - truth| + two units in the last place of the largest value, or of
// `magnitude` where the values are differences that cancel.
inline void check_error(const std::vector<float>& got, const std::vector<double>& truth,
                        const std::vector<float>& plain, double factor, const std::string& what,
                        double magnitude = 0.0) {
  double error = 0.0, plain_error = 0.0, largest = magnitude;
  size_t at = 0;
  bool alike = got.size() == truth.size();
  for (size_t i = 0; alike && i < got.size(); ++i) {
    if (!std::isfinite(truth[i])) {
      alike = std::isnan(truth[i]) ? std::isnan(got[i]) : static_cast<double>(got[i]) == truth[i];
      if (!alike) at = i;
      continue;
    }
    const double difference = std::fabs(got[i] - truth[i]);
    if (std::isnan(difference)) alike = false, at = i;
    if (difference > error) error = difference, at = i;
    plain_error = std::max(plain_error, std::fabs(plain[i] - truth[i]));
    largest = std::max(largest, std::fabs(truth[i]));
  }
  const double bound = factor * plain_error + largest * 2.4e-7;
  char text[200];
  std::snprintf(text, sizeof text, ": error %.3g at %zu (%.9g, truth %.9g), bound %.3g", error, at,
                got.empty() ? 0.0 : got[at], truth.empty() ? 0.0 : truth[at], bound);
  check(alike && error <= bound, what + text);
}

struct ForwardResult {
  std::vector<float> output, log_sum_exp, row_max, row_sum, weights;
  ForwardResult(const AttentionCase& c, bool with_weights)
      : output(size(c.args.batch * c.args.target_length * c.args.num_heads * c.args.value_dim), NAN),
        log_sum_exp(size(c.args.batch * c.args.num_heads * c.args.target_length), NAN),
        row_max(log_sum_exp.size(), NAN),
        row_sum(log_sum_exp.size(), NAN),
        weights(with_weights ? log_sum_exp.size() * size(c.args.source_length) : 0, NAN) {
    mirada::AttentionForwardArgs forward{
        c.args,         output.data(),  log_sum_exp.data(),
        row_max.data(), row_sum.data(), with_weights ? weights.data() : nullptr};
    mirada::attention_forward(forward);
  }
  static size_t size(int64_t n) { return static_cast<size_t>(n); }
};

struct BackwardResult {
  std::vector<float> d_query, d_key, d_value, d_bias;
  BackwardResult(const AttentionCase& c, const ForwardResult& f)
      : d_query(size(c.args.batch * c.args.target_length * c.args.num_heads * c.args.head_dim), NAN),
        d_key(size(c.args.batch * c.args.source_length * c.args.num_key_heads * c.args.head_dim), NAN),
        d_value(size(c.args.batch * c.args.source_length * c.args.num_key_heads * c.args.value_dim), NAN),
        d_bias(c.args.bias ? size(mirada::broadcast_size(c.args, c.args.bias_strides)) : 0, NAN) {
    mirada::AttentionBackwardArgs backward{c.args,
                                           f.output.data(),
                                           f.row_max.data(),
                                           f.row_sum.data(),
                                           c.d_output.data(),
                                           c.d_weights.empty() ? nullptr : c.d_weights.data(),
                                           d_query.data(),
                                           d_key.data(),
                                           d_value.data(),
                                           c.args.bias ? d_bias.data() : nullptr};
    mirada::attention_backward(backward);
  }
  static size_t size(int64_t n) { return static_cast<size_t>(n); }
};

inline std::vector<float> joined(std::initializer_list<const std::vector<float>*> parts) {
  std::vector<float> all;
  for (const auto* part : parts) all.insert(all.end(), part->begin(), part->end());
  return all;
}

}  // namespace mirada_test
