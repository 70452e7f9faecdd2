// Fused attention, forward and backward, on every instruction set and 1, 2, 3 threads, against double
// precision. The bound is computed: twice (gradients: three times) the error of the same formula in plain
// single precision.
#include "../attention/attention_reference.h"

#include <algorithm>
#include <utility>

#include "attention_cases.h"
#include "attention_results.h"

using namespace mirada;
using namespace mirada_test;

namespace {

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
    check_error(f.row_max, truth.row_max, plain.row_max, 2, name + ", row_max");
    check_error(f.row_sum, truth.row_sum, plain.row_sum, 2, name + ", row_sum");
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
    for (const int threads : thread_counts(2, 3)) {
      set_num_threads(threads);
      const ForwardResult again(c, true);
      const BackwardResult g_again(c, again);
      check_same_bits(
          joined({&again.output, &again.log_sum_exp, &again.row_max, &again.row_sum, &again.weights,
                  &g_again.d_query, &g_again.d_key, &g_again.d_value, &g_again.d_bias}),
          joined({&f.output, &f.log_sum_exp, &f.row_max, &f.row_sum, &f.weights, &g.d_query, &g.d_key,
                  &g.d_value, &g.d_bias}),
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

// Heads that share keys: head 0 sees them from 40 on, another head the first ones, and key 35, which holds
// NaN, lies hidden from all between them. A sum over the keys of head 0 that starts at a whole step of depth
// passes over it.
void check_hidden_before_the_first_key_of_a_head() {
  AttentionCase c({.B = 1, .T = 32, .S = 126, .N = 3, .K = 1, .H = 47, .V = 47, .mask = "1x1x"});
  constexpr int64_t kHidden = 35, kFirst = 40;
  for (int64_t n = 0; n < 3; ++n)
    for (int64_t s = 0; s < 126; ++s)
      c.mask[static_cast<size_t>(n * 126 + s)] = s != kHidden && (n > 0 || s >= kFirst);
  std::fill_n(c.key.begin() + kHidden * c.args.key_strides.position, 47, NAN);
  std::fill_n(c.value.begin() + kHidden * c.args.value_strides.position, 47, NAN);
  c.name += ", NaN before the first key of a head";
  check_case(c);
}

}  // namespace

int main() {
  for (const CaseOptions& options : cases_of_this_build(difference_cases())) check_differences(options);
  for (const CaseOptions& options : kernel_cases()) check_case(AttentionCase(options));
  check_hidden_before_the_first_key_of_a_head();
  return report("attention_test");
}
