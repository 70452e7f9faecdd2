// Attention whose softmax is saturated: scores up to 1e36, where one weight is 1 and the others are 0 unless
// two scores tie within their rounding, and scores up to 1e3, where a weight is as exact as its score is. On
// every instruction set and 1, 2, 3 threads, forward and backward.
#include <limits>
#include <map>

#include "attention_error_bounds.h"
#include "attention_results.h"

using namespace mirada;
using namespace mirada_test;

namespace {

// |got - truth| <= bound for every element.
template <class Number>
void check_within(const std::vector<Number>& got, const std::vector<double>& truth,
                  const std::vector<double>& bounds, const std::string& what) {
  size_t at = 0;
  double worst = -1.0;
  for (size_t i = 0; i < truth.size(); ++i) {
    const double have = static_cast<double>(got[i]);
    double excess = std::isfinite(truth[i]) ? std::fabs(have - truth[i]) - bounds[i]
                                            : (have == truth[i] ? -1.0 : INFINITY);
    if (std::isnan(excess)) excess = INFINITY;
    if (excess > worst) worst = excess, at = i;
  }
  char text[160] = "";
  if (!truth.empty())
    std::snprintf(text, sizeof text, ": [%zu] is %.9g, in double precision %.9g, bound %.3g", at,
                  static_cast<double>(got[at]), truth[at], bounds[at]);
  check(got.size() == truth.size() && worst <= 0.0, what + text);
}

const float* d_weights_of(const AttentionCase& c) {
  return c.d_weights.empty() ? nullptr : c.d_weights.data();
}

std::vector<float> all_of(const ForwardResult& f, const BackwardResult& g) {
  return joined({&f.output, &f.log_sum_exp, &f.row_max, &f.row_sum, &f.weights, &g.d_query, &g.d_key,
                 &g.d_value, &g.d_bias});
}

// The plain computation in single precision keeps the bounds, and so does every kernel.
void check_against_bounds(const AttentionCase& c, const std::string& what) {
  const auto truth = attention_forward_reference<double>(c.args);
  const auto d_truth = attention_backward_reference<double>(c.args, c.d_output.data(), d_weights_of(c));
  const AttentionErrorBounds bounds(c.args, c.d_output.data(), d_weights_of(c));
  const auto check_all = [&](const auto& f, const auto& g, const std::string& name) {
    check_within(f.output, truth.output, bounds.output, name + ", output");
    check_within(f.log_sum_exp, truth.log_sum_exp, bounds.log_sum_exp, name + ", logSumExp");
    check_within(f.weights, truth.weights, bounds.weights, name + ", weights");
    check_within(g.d_query, d_truth.d_query, bounds.d_query, name + ", d_query");
    check_within(g.d_key, d_truth.d_key, bounds.d_key, name + ", d_key");
    check_within(g.d_value, d_truth.d_value, bounds.d_value, name + ", d_value");
    check_within(g.d_bias, d_truth.d_bias, bounds.d_bias, name + ", d_bias");
  };
  check_all(attention_forward_reference<float>(c.args),
            attention_backward_reference<float>(c.args, c.d_output.data(), d_weights_of(c)),
            what + " in plain single precision");
  for_each_instruction_set([&](const std::string& set) {
    const std::string name = what + " on " + set;
    set_num_threads(1);
    const ForwardResult f(c, true);
    const BackwardResult g(c, f);
    check_all(f, g, name);
    check_same_bits(ForwardResult(c, false).output, f.output, name + ", output without weights");
    for (const int threads : thread_counts(2, 3)) {
      set_num_threads(threads);
      const ForwardResult again(c, true);
      check_same_bits(all_of(again, BackwardResult(c, again)), all_of(f, g),
                      name + " on " + std::to_string(threads) + " threads");
    }
  });
}

// Every kernel: general, packed and not, several blocks of keys, chunks of queries, short sources, one query
// over several parts, a tile unit; every mask, a bias, dropout, gradients of the weights.
std::vector<CaseOptions> shapes() {
  std::vector<CaseOptions> cases = {
      {.T = 32, .S = 32, .H = 32, .V = 32},
      {.T = 3, .S = 9, .H = 7, .V = 5, .d_weights = true},
      {.T = 9, .S = 30, .N = 4, .mask = "xxxx", .bias = "1xxx", .dropout = 0.2f, .d_weights = true},
      {.T = 40, .S = 200, .lengths = true, .causal = true, .bottom_right = true, .strided = true},
      {.T = 9, .S = 140, .bias = "11xx", .window = 30},
      {.B = 1, .T = 70, .S = 1200, .N = 1, .K = 1, .bias = "1111", .d_weights = true},
      {.B = 1, .T = 300, .S = 150, .N = 2, .K = 1, .mask = "x11x", .causal = true},
      {.T = 1, .S = 9, .N = 3, .K = 1, .H = 19},
      {.T = 1, .S = 1100, .N = 6, .K = 2, .bias = "xx1x", .d_weights = true},
      {.B = 1, .T = 1, .S = 200, .N = 16, .K = 1, .H = 5, .V = 7},
      {.T = 97, .S = 127, .H = 33, .V = 44, .bias = "xxxx", .d_weights = true},
      {.B = 1, .T = 130, .S = 600, .N = 2, .K = 1, .H = 64, .V = 64, .lengths = true, .dropout = 0.1f},
  };
  return cases;
}

void check_huge_scores() {
  struct HugeCase {
    CaseOptions options;
    float scale;
  };
  std::vector<HugeCase> cases;
  for (const float magnitude : {1e2f, 1e5f, 1e9f, 1e18f})
    for (CaseOptions shape : shapes())
      for (const float scale : {1.0f, -0.7f, 0.0f}) {
        shape.magnitude = magnitude;
        cases.push_back({shape, scale});
      }
  for (const auto& [options, scale] : cases_of_this_build(cases)) {
    AttentionCase c(options);
    c.args.scale *= scale;
    char text[64];
    std::snprintf(text, sizeof text, ", magnitude %g, scale %g", static_cast<double>(options.magnitude),
                  static_cast<double>(c.args.scale));
    check_against_bounds(c, c.name + text);
  }
}

// The tile unit takes numbers below 2^60; of those near the greatest float it cannot even split off a first
// part. Beside one of them scores keep their bits in the backward: it may meet the large number among other
// queries, for the gradient of the bias, or not at all.
void check_numbers_that_do_not_fit() {
  const CaseOptions options{.B = 1, .T = 150, .S = 100, .N = 1, .K = 1, .H = 40, .V = 40, .bias = "11xx"};
  for (const float large : {1e25f, 3.4e38f}) {
    const auto check_with = [&](const char* what, auto&& change) {
      AttentionCase c(options);
      // Differences of two products with the large number must not overflow.
      for (float& x : c.value) x *= 0.4f;
      change(c);
      char text[64];
      std::snprintf(text, sizeof text, ", %g in %s", static_cast<double>(large), what);
      check_against_bounds(c, c.name + text);
    };
    check_with("a query", [&](AttentionCase& c) { c.query[140 * 40 + 17] = large; });
    check_with("a key", [&](AttentionCase& c) { c.key[60 * 40 + 3] = -large; });
    check_with("a value", [&](AttentionCase& c) { c.value[30 * 40 + 5] = large; });
    check_with("the gradient of the output", [&](AttentionCase& c) { c.d_output[90 * 40 + 5] = large; });
  }
}

// The largest errors of each result over a few fills of a case, and the largest value of the truth.
struct Errors {
  double plain = 0.0, kernel = 0.0, largest = 0.0;

  void add(const std::vector<float>& got, const std::vector<double>& truth, const std::vector<float>& alone) {
    for (size_t i = 0; i < truth.size(); ++i) {
      const double error = std::fabs(got[i] - truth[i]);
      kernel = std::isnan(error) ? INFINITY : std::max(kernel, error);
      plain = std::max(plain, std::fabs(alone[i] - truth[i]));
      largest = std::max(largest, std::fabs(truth[i]));
    }
  }
  void judge(const std::string& what) const {
    const double bound = 2 * plain + 2.4e-7 * largest;
    char text[120];
    std::snprintf(text, sizeof text, ": error %.3g, plain %.3g, bound %.3g, largest %.3g", kernel, plain,
                  bound, largest);
    check(kernel <= bound, what + text);
  }
};

// The errors of each result on one instruction set.
struct ResultErrors {
  std::string name;
  Errors output, weights, d_query, d_key, d_value, d_bias;
};

// No further from the truth than twice a plain computation in single precision whose gradient has the
// probabilities that its forward kept. One number may be exact by luck: the errors are those of some fills.
void check_against_plain(CaseOptions options, const std::string& what) {
  constexpr uint32_t kFills = 6;
  std::map<std::string, ResultErrors> errors;
  set_num_threads(1);
  for (options.fill = 1; options.fill <= kFills; ++options.fill) {
    const AttentionCase c(options);
    const auto truth = attention_forward_reference<double>(c.args);
    const auto plain = attention_forward_reference<float>(c.args);
    const auto d_truth = attention_backward_reference<double>(c.args, c.d_output.data(), d_weights_of(c));
    const auto d_plain = attention_backward_reference<float>(c.args, c.d_output.data(), d_weights_of(c));
    for_each_instruction_set([&](const std::string& set) {
      const ForwardResult f(c, true);
      const BackwardResult g(c, f);
      ResultErrors& on_set = errors[set];
      on_set.name = c.name + what + " on " + set;
      on_set.output.add(f.output, truth.output, plain.output);
      on_set.weights.add(f.weights, truth.weights, plain.weights);
      on_set.d_query.add(g.d_query, d_truth.d_query, d_plain.d_query);
      on_set.d_key.add(g.d_key, d_truth.d_key, d_plain.d_key);
      on_set.d_value.add(g.d_value, d_truth.d_value, d_plain.d_value);
      on_set.d_bias.add(g.d_bias, d_truth.d_bias, d_plain.d_bias);
    });
  }
  for (const auto& [set, on_set] : errors) {
    on_set.output.judge(on_set.name + ", output");
    on_set.weights.judge(on_set.name + ", weights");
    on_set.d_query.judge(on_set.name + ", d_query");
    on_set.d_key.judge(on_set.name + ", d_key");
    on_set.d_value.judge(on_set.name + ", d_value");
    on_set.d_bias.judge(on_set.name + ", d_bias");
  }
}

void check_saturated_rows() {
  std::vector<CaseOptions> cases;
  // Scores up to 750, and up to 1e3.
  for (const float magnitude : {24.0f, 28.0f})
    for (CaseOptions shape : {CaseOptions{.T = 33, .S = 63, .N = 1, .K = 1, .H = 17, .V = 1},
                              CaseOptions{.T = 33, .S = 200, .N = 2, .K = 1, .H = 17},
                              CaseOptions{.T = 5, .S = 200, .H = 33, .d_weights = true},
                              CaseOptions{.B = 20, .T = 1, .S = 300, .N = 3, .K = 3},
                              CaseOptions{.B = 1, .T = 40, .S = 1100, .N = 2, .K = 2, .causal = true},
                              CaseOptions{.B = 1, .T = 130, .S = 160, .N = 1, .K = 1, .H = 64, .V = 64}}) {
      shape.magnitude = magnitude;
      cases.push_back(shape);
    }
  // Many keys of the same weight beside a logSumExp of 1e3.
  for (CaseOptions shape :
       {CaseOptions{.T = 33, .S = 63, .H = 17, .V = 1}, CaseOptions{.T = 40, .S = 200, .d_weights = true},
        CaseOptions{.B = 20, .T = 1, .S = 300}, CaseOptions{.B = 1, .T = 130, .S = 160, .H = 64, .V = 64}})
    for (const float offset : {1e3f, -1e3f, 1e5f}) {
      shape.bias = "1xxx";
      shape.bias_offset = offset;
      cases.push_back(shape);
    }
  for (const CaseOptions& options : cases_of_this_build(cases)) {
    char text[64];
    std::snprintf(text, sizeof text, ", magnitude %g, bias %g", static_cast<double>(options.magnitude),
                  static_cast<double>(options.bias_offset));
    check_against_plain(options, text);
  }
}

}  // namespace

int main() {
  check_huge_scores();
  check_numbers_that_do_not_fit();
  check_saturated_rows();
  return report("attention_saturation_test");
}
