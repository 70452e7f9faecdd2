// Fused attention on random arguments: sizes, layouts, masks, bias, dropout, poison, on every instruction set
// and 1, 2, 3 threads, forward and backward, against double precision. The bound is computed: twice
// (gradients: three times) the error of the same formula in plain single precision, and a few units in the
// last place; of huge scores what rounding may do at most (attention_error_bounds.h).
#include <algorithm>
#include <cmath>
#include <memory>

#include "../attention/attention.h"
#include "../attention/attention_reference.h"
#include "attention_error_bounds.h"
#include "attention_fuzz_problem.h"
#include "fuzz_compare.h"

using namespace mirada;
using namespace mirada_test;

namespace {

// The errors of a few numbers say little about those that the formula may have: they are taken over so many
// rows of scores, from the same case filled with other numbers.
constexpr int64_t kRowsForBound = 1000;
constexpr int64_t kMostRefills = 16;
constexpr int64_t kWorkForBound = 600'000;

struct Truth {
  AttentionReference<double> forward;
  AttentionGradientReference<double> backward;
  // The largest error of each result in plain single precision.
  double output = 0, log_sum_exp = 0, weights = 0, d_query = 0, d_key = 0, d_value = 0, d_bias = 0;
  // The same of d_output · output, which is what the kernels take from d_weight.
  double delta = 0;

  explicit Truth(const AttentionFuzzProblem& problem) {
    const AttentionFuzzCase& c = problem.c;
    const int64_t rows = std::max<int64_t>(c.B * c.N() * c.T, 1), work = std::max<int64_t>(c.work(), 1);
    const int64_t fills =
        std::clamp<int64_t>(std::min(kRowsForBound / rows, kWorkForBound / work), 1, kMostRefills);
    for (int64_t fill = fills - 1; fill >= 0; --fill) {
      std::unique_ptr<AttentionFuzzProblem> other;
      if (fill > 0) other = std::make_unique<AttentionFuzzProblem>(c, fill);
      const AttentionFuzzProblem& p = other ? *other : problem;
      const float* d_weights = c.d_weights ? p.d_weights.data() : nullptr;
      forward = attention_forward_reference<double>(p.args);
      backward = attention_backward_reference<double>(p.args, p.d_output.data(), d_weights);
      const auto plain = attention_forward_reference<float>(p.args);
      const auto d_plain = attention_backward_reference<float>(p.args, p.d_output.data(), d_weights);
      raise(output, plain.output, forward.output);
      raise(log_sum_exp, plain.log_sum_exp, forward.log_sum_exp);
      raise(weights, plain.weights, forward.weights);
      raise(d_query, d_plain.d_query, backward.d_query);
      raise(d_key, d_plain.d_key, backward.d_key);
      raise(d_value, d_plain.d_value, backward.d_value);
      raise(d_bias, d_plain.d_bias, backward.d_bias);
      raise_delta(p, plain.output);
    }
  }

 private:
  void raise_delta(const AttentionFuzzProblem& p, const std::vector<float>& output) {
    for (size_t row = 0, i = 0; p.c.V > 0 && i < output.size(); ++row) {
      float plain = 0.0f;
      double exact = 0.0;
      for (int64_t v = 0; v < p.c.V; ++v, ++i) {
        const float other = p.d_output[static_cast<int64_t>(i)];
        plain += output[i] * other;
        exact += static_cast<double>(output[i]) * static_cast<double>(other);
      }
      if (std::isfinite(exact)) delta = std::max(delta, std::fabs(plain - exact));
    }
  }
  static void raise(double& error, const std::vector<float>& plain, const std::vector<double>& truth) {
    error = std::max(error, largest_error(plain, truth));
  }
};

struct Results {
  Fenced<float> output, log_sum_exp, row_max, row_sum, weights, d_query, d_key, d_value, d_bias;

  Results(const AttentionFuzzProblem& p, bool with_weights) {
    const AttentionFuzzCase& c = p.c;
    const bool at_end = c.at_end != 0;
    output.make(c.B * c.T * c.N() * c.V, at_end);
    for (Fenced<float>* row : {&log_sum_exp, &row_max, &row_sum}) row->make(c.B * c.N() * c.T, at_end);
    weights.make(with_weights ? c.B * c.N() * c.T * c.S : 0, at_end);
    attention_forward({p.args, output.data(), log_sum_exp.data(), row_max.data(), row_sum.data(),
                       with_weights ? weights.data() : nullptr});
    if (!with_weights) return;
    d_query.make(c.B * c.T * c.N() * c.H, at_end);
    d_key.make(c.B * c.S * c.K * c.H, at_end);
    d_value.make(c.B * c.S * c.K * c.V, at_end);
    d_bias.make(c.bias ? broadcast_size(p.args, p.args.bias_strides) : 0, at_end);
    attention_backward({p.args, output.data(), row_max.data(), row_sum.data(), p.d_output.data(),
                        c.d_weights ? p.d_weights.data() : nullptr, d_query.data(), d_key.data(),
                        d_value.data(), c.bias ? d_bias.data() : nullptr});
  }

  std::vector<FuzzPart> parts() const {
    return {{"output", &output},   {"log_sum_exp", &log_sum_exp}, {"row_max", &row_max},
            {"row_sum", &row_sum}, {"weights", &weights},         {"d_query", &d_query},
            {"d_key", &d_key},     {"d_value", &d_value},         {"d_bias", &d_bias}};
  }
};

void compare_all(const AttentionFuzzProblem& p, const Truth& truth, const Results& got,
                 FuzzVerdict& verdict) {
  const AttentionFuzzCase& c = p.c;
  const auto dead_query = [&](int64_t i, int64_t size) {
    const int64_t n = i / size % c.N(), t = i / size / c.N() % c.T, b = i / size / c.N() / c.T;
    return !p.query_sees(b, n, t);
  };
  const auto dead_key = [&](int64_t i, int64_t size) {
    const int64_t k = i / size % c.K, s = i / size / c.K % c.S, b = i / size / c.K / c.S;
    return !p.key_seen(b, s, k);
  };
  const auto none = [](int64_t) { return false; };
  // A score is as exact as its size allows, or that of the sums on the way to it, which are about
  // `score_size` even where every score ends up small or below 0; a weight p of it is off by p (1 - p) times
  // as much. The backward's weights are those of the forward; the sums it takes have as many terms as there
  // are keys.
  const double largest_sum = largest_finite(truth.forward.log_sum_exp);
  const double score_size =
      std::fabs(p.args.scale) * p.query_size * p.query_size * std::sqrt(static_cast<double>(c.H));
  const double slip = 1.0 + std::max({0.0, (largest_sum - 4.0) / 2, (score_size - 1.0) / 2});
  const double back_slip = slip + std::sqrt(static_cast<double>(c.S)) / 8;
  const auto ulps = [](const std::vector<double>& values) { return largest_finite(values) * kFloor; };
  // An output is a mean of numbers up to 1 / keep, which it may be much smaller than.
  const double keep = 1.0 - static_cast<double>(p.args.dropout_rate);
  // A softmax's exponential is 0 below e^-87.33, which is where floats become subnormal (vec_math.h).
  const double least_weight = 1.01 * std::exp(-87.33) / keep;
  compare("output", got.output, truth.forward.output,
          2 * truth.output + slip * std::max(ulps(truth.forward.output), kFloor / 2 / keep), verdict,
          [&](int64_t i) { return dead_query(i, c.V); });
  // A sum of products may be much smaller than they are, and so may the largest score and the logarithm
  // beside it.
  compare("log_sum_exp", got.log_sum_exp, truth.forward.log_sum_exp,
          2 * truth.log_sum_exp + ulps(truth.forward.log_sum_exp) +
              kFloor / 2 * (score_size + (c.S > 1 || c.bias ? 1.0 : 0.0)),
          verdict, none);
  compare("weights", got.weights, truth.forward.weights,
          2 * truth.weights + slip * ulps(truth.forward.weights) + least_weight, verdict,
          [&](int64_t i) { return truth.forward.weights[static_cast<size_t>(i)] == 0.0; });
  // d_score = weight (d_weight - delta) cancels, for a row with one key whole: what is left is the rounding
  // of d_output · value, of d_output · output, of d_weights and of the weights.
  const double score_error =
      3 * truth.delta +
      kFloor * back_slip * (std::sqrt(static_cast<double>(c.V)) / keep + static_cast<double>(c.d_weights));
  const double side_error = std::fabs(p.args.scale) * score_error * p.query_size;
  // A sum over many queries is rounded as many times.
  const double rows = std::max(1.0, std::sqrt(static_cast<double>(c.T * c.group)) / 2);
  const auto& d = truth.backward;
  compare("d_query", got.d_query, d.d_query, 3 * truth.d_query + side_error + back_slip * ulps(d.d_query),
          verdict, [&](int64_t i) { return dead_query(i, c.H); });
  compare("d_key", got.d_key, d.d_key, 3 * truth.d_key + side_error * rows + back_slip * rows * ulps(d.d_key),
          verdict, [&](int64_t i) { return dead_key(i, c.H); });
  compare("d_value", got.d_value, d.d_value,
          3 * truth.d_value + back_slip * rows * ulps(d.d_value) +
              static_cast<double>(c.T * c.group) * least_weight,
          verdict, [&](int64_t i) { return dead_key(i, c.V); });
  if (!c.bias) return;
  const double shared = static_cast<double>(c.B * c.N() * c.T * c.S) /
                        static_cast<double>(std::max<int64_t>(got.d_bias.size(), 1));
  compare("d_bias", got.d_bias, d.d_bias,
          3 * truth.d_bias + score_error * std::max(1.0, std::sqrt(shared) / 2) + back_slip * ulps(d.d_bias),
          verdict, none);
}

// Every result within what rounding may do, the plain computation's in single precision too.
FuzzVerdict check_huge_case(const AttentionFuzzProblem& p) {
  FuzzVerdict verdict;
  const float* d_weights = p.c.d_weights ? p.d_weights.data() : nullptr;
  const auto truth = attention_forward_reference<double>(p.args);
  const auto d_truth = attention_backward_reference<double>(p.args, p.d_output.data(), d_weights);
  const AttentionErrorBounds bounds(p.args, p.d_output.data(), d_weights);
  const auto judge = [&](const auto& forward, const auto& backward, const std::string& whose) {
    const auto part = [&](const char* name, const auto& got, const std::vector<double>& exact,
                          const std::vector<double>& bound) {
      compare_each(
          whose + name, got.data(), static_cast<int64_t>(got.size()), exact,
          [&](int64_t i) { return bound[static_cast<size_t>(i)]; }, verdict, [](int64_t) { return false; });
    };
    part("output", forward.output, truth.output, bounds.output);
    part("log_sum_exp", forward.log_sum_exp, truth.log_sum_exp, bounds.log_sum_exp);
    part("weights", forward.weights, truth.weights, bounds.weights);
    part("d_query", backward.d_query, d_truth.d_query, bounds.d_query);
    part("d_key", backward.d_key, d_truth.d_key, bounds.d_key);
    part("d_value", backward.d_value, d_truth.d_value, bounds.d_value);
    if (p.c.bias) part("d_bias", backward.d_bias, d_truth.d_bias, bounds.d_bias);
  };
  judge(attention_forward_reference<float>(p.args),
        attention_backward_reference<float>(p.args, p.d_output.data(), d_weights), "plain ");
  const auto run = [&](bool with_weights) { return std::make_unique<Results>(p, with_weights); };
  check_on_every_set(
      verdict, [&] { return run(true); },
      [&](const Results& first) {
        judge(first, first, "");
        compare_bits(first.parts(), run(false)->parts(), "without weights", verdict);
      });
  return verdict;
}

FuzzVerdict check_case(const AttentionFuzzCase& c) {
  FuzzVerdict verdict;
  const AttentionFuzzProblem problem(c, 0);
  if (c.is_huge()) return check_huge_case(problem);
  const Truth truth(problem);
  const auto run = [&](bool with_weights) { return std::make_unique<Results>(problem, with_weights); };
  check_on_every_set(
      verdict, [&] { return run(true); },
      [&](const Results& first) {
        compare_all(problem, truth, first, verdict);
        compare_bits(first.parts(), run(false)->parts(), "without weights", verdict);
      });
  return verdict;
}

}  // namespace

int main(int argc, char** argv) {
  return fuzz_main<AttentionFuzzCase>(argc, argv, "attention_fuzz", draw_attention_case, check_case);
}
