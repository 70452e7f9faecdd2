// Fused attention, forward and backward, on every instruction set and 1, 2, 3 threads, against double
// precision. The bound is computed: twice (gradients: three times) the error of the same formula in plain
// single precision.
#include "../attention/attention.h"

#include <utility>

#include "../attention/attention_reference.h"
#include "attention_cases.h"
#include "native_test.h"

using namespace mirada;
using namespace mirada_test;

namespace {

// |got - truth| <= factor |plain - truth| + two units in the last place of the largest value, or of
// `magnitude` where the values are differences that cancel.
void check_error(const std::vector<float>& got, const std::vector<double>& truth,
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
  std::vector<float> output, log_sum_exp, weights;
  ForwardResult(const AttentionCase& c, bool with_weights)
      : output(size(c.args.batch * c.args.target_length * c.args.num_heads * c.args.value_dim), NAN),
        log_sum_exp(size(c.args.batch * c.args.num_heads * c.args.target_length), NAN),
        weights(with_weights ? log_sum_exp.size() * size(c.args.source_length) : 0, NAN) {
    AttentionForwardArgs forward{c.args, output.data(), log_sum_exp.data(),
                                 with_weights ? weights.data() : nullptr};
    attention_forward(forward);
  }
  static size_t size(int64_t n) { return static_cast<size_t>(n); }
};

struct BackwardResult {
  std::vector<float> d_query, d_key, d_value, d_bias;
  BackwardResult(const AttentionCase& c, const ForwardResult& f)
      : d_query(size(c.args.batch * c.args.target_length * c.args.num_heads * c.args.head_dim), NAN),
        d_key(size(c.args.batch * c.args.source_length * c.args.num_key_heads * c.args.head_dim), NAN),
        d_value(size(c.args.batch * c.args.source_length * c.args.num_key_heads * c.args.value_dim), NAN),
        d_bias(c.args.bias ? size(broadcast_size(c.args, c.args.bias_strides)) : 0, NAN) {
    AttentionBackwardArgs backward{c.args,
                                   f.output.data(),
                                   f.log_sum_exp.data(),
                                   c.d_output.data(),
                                   c.d_weights.empty() ? nullptr : c.d_weights.data(),
                                   d_query.data(),
                                   d_key.data(),
                                   d_value.data(),
                                   c.args.bias ? d_bias.data() : nullptr};
    attention_backward(backward);
  }
  static size_t size(int64_t n) { return static_cast<size_t>(n); }
};

std::vector<float> joined(std::initializer_list<const std::vector<float>*> parts) {
  std::vector<float> all;
  for (const auto* part : parts) all.insert(all.end(), part->begin(), part->end());
  return all;
}

void check_case(const AttentionCase& c) {
  const auto truth = attention_forward_reference<double>(c.args);
  const auto plain = attention_forward_reference<float>(c.args);
  const float* d_weights = c.d_weights.empty() ? nullptr : c.d_weights.data();
  const auto d_truth = attention_backward_reference<double>(c.args, c.d_output.data(), d_weights);
  const auto d_plain = attention_backward_reference<float>(c.args, c.d_output.data(), d_weights);
  for_each_instruction_set([&](const std::string& set) {
    const std::string name = c.name + " on " + set;
    set_num_threads(1);
    const ForwardResult f(c, true);
    check_error(f.output, truth.output, plain.output, 2, name + ", output");
    check_error(f.log_sum_exp, truth.log_sum_exp, plain.log_sum_exp, 2, name + ", logSumExp");
    check_error(f.weights, truth.weights, plain.weights, 2, name + ", weights");
    check_same_bits(ForwardResult(c, false).output, f.output, name + ", output without weights");
    const BackwardResult g(c, f);
    // d_score = weight (d_weight - delta) is 0 for a row with one key, up to the rounding of d_output ·
    // value.
    const double terms = std::sqrt(static_cast<double>(c.args.value_dim));
    check_error(g.d_query, d_truth.d_query, d_plain.d_query, 3, name + ", d_query", c.args.scale * terms);
    check_error(
        g.d_key, d_truth.d_key, d_plain.d_key, 3, name + ", d_key",
        c.args.scale * terms * std::max(1.0, std::sqrt(static_cast<double>(c.args.target_length)) / 4));
    check_error(g.d_value, d_truth.d_value, d_plain.d_value, 3, name + ", d_value");
    // The gradient of one bias for all scores is 0, since softmax does not see it: what is left is rounding.
    const double scores = c.bias.size() == 1 ? static_cast<double>(f.weights.size()) : 1.0;
    check_error(g.d_bias, d_truth.d_bias, d_plain.d_bias, 3, name + ", d_bias",
                0.1 * terms * std::sqrt(scores));
    for (const int threads : {2, 3}) {
      set_num_threads(threads);
      const ForwardResult again(c, true);
      const BackwardResult g_again(c, again);
      check_same_bits(
          joined({&again.output, &again.log_sum_exp, &again.weights, &g_again.d_query, &g_again.d_key,
                  &g_again.d_value, &g_again.d_bias}),
          joined({&f.output, &f.log_sum_exp, &f.weights, &g.d_query, &g.d_key, &g.d_value, &g.d_bias}),
          name + " on " + std::to_string(threads) + " threads");
    }
  });
}

// The double reference's gradient against central differences of sum(output dOutput) + sum(weights dWeights).
void check_differences(const CaseOptions& options) {
  AttentionCase c(options);
  const auto objective = [&] {
    const auto r = attention_forward_reference<double>(c.args);
    double sum = 0.0;
    for (size_t i = 0; i < r.output.size(); ++i) sum += r.output[i] * c.d_output[i];
    for (size_t i = 0; i < c.d_weights.size(); ++i) sum += r.weights[i] * c.d_weights[i];
    return sum;
  };
  const auto g = attention_backward_reference<double>(c.args, c.d_output.data(),
                                                      c.d_weights.empty() ? nullptr : c.d_weights.data());
  const std::pair<std::vector<float>*, const std::vector<double>*> parts[] = {
      {&c.query, &g.d_query}, {&c.key, &g.d_key}, {&c.value, &g.d_value}, {&c.bias, &g.d_bias}};
  double worst = 0.0;
  for (const auto& [input, gradient] : parts)
    for (size_t i = 0; i < input->size(); ++i) {
      const float x = (*input)[i];
      if (std::isnan(x)) continue;
      const float high = x + 1e-3f, low = x - 1e-3f;
      (*input)[i] = high;
      const double above = objective();
      (*input)[i] = low;
      const double slope = (above - objective()) / (static_cast<double>(high) - low);
      (*input)[i] = x;
      worst = std::max(worst, std::fabs(slope - (*gradient)[i]));
    }
  char text[80];
  std::snprintf(text, sizeof text, ": worst %.3g", worst);
  check(worst < 1e-5, c.name + ", gradient against differences" + text);
}

}  // namespace

int main() {
  for (const CaseOptions& options : difference_cases()) check_differences(options);
  for (const CaseOptions& options : kernel_cases()) check_case(AttentionCase(options));
  return report("attention_test");
}
