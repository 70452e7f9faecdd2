// The LSTM over sequences, forward and backward, against double precision; and its gradient against
// differences.
#include "../lstm/lstm.h"

#include "native_test.h"

using namespace mirada;
using namespace mirada_test;

namespace {

struct Problem {
  int64_t B, T, D, U;
  bool reverse, hard_sigmoid;
  std::vector<int32_t> lengths;  // empty: none
  std::vector<float> x, kernel, recurrent, bias, h0, c0, d_hidden, d_last_hidden, d_last_cell;

  Problem(int64_t b, int64_t t, int64_t d, int64_t u, bool reversed, bool with_lengths, bool hard)
      : B(b),
        T(t),
        D(d),
        U(u),
        reverse(reversed),
        hard_sigmoid(hard),
        x(random_floats(b * t * d, 1)),
        kernel(random_floats(d * 4 * u, 2, 0.5f)),
        recurrent(random_floats(u * 4 * u, 3, u < 100 ? 0.5f : 0.05f)),
        bias(random_floats(4 * u, 4)),
        h0(random_floats(b * u, 5)),
        c0(random_floats(b * u, 6)),
        d_hidden(random_floats(b * t * u, 7)),
        d_last_hidden(random_floats(b * u, 8)),
        d_last_cell(random_floats(b * u, 9)) {
    if (!with_lengths) return;
    for (int64_t row = 0; row < B; ++row) {
      lengths.push_back(static_cast<int32_t>((row * 7 + 3) % (T + 1)));
      // What lies behind a length is never read.
      for (int64_t i = lengths.back() * D; i < T * D; ++i) x[static_cast<size_t>(row * T * D + i)] = NAN;
    }
  }

  LstmArgs args() const {
    return {B,
            T,
            D,
            U,
            reverse,
            hard_sigmoid,
            x.data(),
            kernel.data(),
            recurrent.data(),
            bias.data(),
            h0.data(),
            c0.data(),
            lengths.empty() ? nullptr : lengths.data()};
  }
};

struct Forward {
  std::vector<float> hidden, last_hidden, last_cell, gates, cells;
  Forward(const Problem& p, bool reference)
      : hidden(size(p.B * p.T * p.U), NAN),
        last_hidden(size(p.B * p.U), NAN),
        last_cell(size(p.B * p.U), NAN),
        gates(size(p.B * p.T * 4 * p.U), NAN),
        cells(size(p.B * p.T * p.U), NAN) {
    const LstmOutputs out{hidden.data(), last_hidden.data(), last_cell.data(), gates.data(), cells.data()};
    reference ? lstm_forward_reference(p.args(), out) : lstm_forward(p.args(), out);
  }
  static size_t size(int64_t n) { return static_cast<size_t>(n); }
  std::vector<float> all() const {
    std::vector<float> joined;
    for (const auto* part : {&hidden, &last_hidden, &last_cell, &gates, &cells})
      joined.insert(joined.end(), part->begin(), part->end());
    return joined;
  }
};

std::vector<float> backward(const Problem& p, const Forward& f, bool reference) {
  const std::vector<int64_t> sizes{p.B * p.T * p.D, p.D * 4 * p.U, p.U * 4 * p.U,
                                   4 * p.U,         p.B * p.U,     p.B * p.U};
  std::vector<std::vector<float>> parts;
  for (const int64_t size : sizes) parts.emplace_back(static_cast<size_t>(size), NAN);
  const LstmGradientInputs in{f.hidden.data(),   f.gates.data(),         f.cells.data(),
                              p.d_hidden.data(), p.d_last_hidden.data(), p.d_last_cell.data()};
  const LstmGradients out{parts[0].data(), parts[1].data(), parts[2].data(),
                          parts[3].data(), parts[4].data(), parts[5].data()};
  reference ? lstm_backward_reference(p.args(), in, out) : lstm_backward(p.args(), in, out);
  std::vector<float> joined;
  for (const auto& part : parts) joined.insert(joined.end(), part.begin(), part.end());
  return joined;
}

// sum(hidden dHidden) + sum(last dLast): the function whose gradient `backward` is.
double objective(const Problem& p) {
  const Forward f(p, true);
  double sum = 0.0;
  for (size_t i = 0; i < f.hidden.size(); ++i) sum += static_cast<double>(f.hidden[i]) * p.d_hidden[i];
  for (size_t i = 0; i < f.last_hidden.size(); ++i)
    sum += static_cast<double>(f.last_hidden[i]) * p.d_last_hidden[i] +
           static_cast<double>(f.last_cell[i]) * p.d_last_cell[i];
  return sum;
}

void check_differences(bool reverse, bool with_lengths, bool hard) {
  Problem p(3, 4, 3, 2, reverse, with_lengths, hard);
  const std::vector<float> gradient = backward(p, Forward(p, true), true);
  size_t at = 0;
  for (std::vector<float>* input : {&p.x, &p.kernel, &p.recurrent, &p.bias, &p.h0, &p.c0})
    for (float& value : *input) {
      const float kept = value, step = 1e-2f;
      const double got = gradient[at++];
      if (std::isnan(kept)) {
        check(got == 0.0, "lstm gradient behind a length is 0");
        continue;
      }
      value = kept + step;
      const double above = objective(p);
      value = kept - step;
      const double difference = (above - objective(p)) / (2.0 * step);
      value = kept;
      check(std::fabs(difference - got) < 2e-3,
            "lstm reference gradient equals differences: " + std::to_string(got) + " and " +
                std::to_string(difference));
    }
}

void check_problem(const std::string& isa, const Problem& p) {
  const std::string name = isa + " lstm B" + std::to_string(p.B) + " T" + std::to_string(p.T) + " D" +
                           std::to_string(p.D) + " U" + std::to_string(p.U) + (p.reverse ? " reverse" : "") +
                           (p.lengths.empty() ? "" : " lengths") + (p.hard_sigmoid ? " hard" : "");
  const Forward want(p, true);
  const double u = 6e-8, width = static_cast<double>(p.D + p.U) + 8.0, steps = static_cast<double>(p.T) + 1.0;
  check_close(same_for_all_threads([&] { return Forward(p, false).all(); }, name), want.all(),
              4.0 * u * width * steps, name + " forward");
  const std::vector<float> gradient = backward(p, want, true);
  double most = 1.0;
  for (const float value : gradient) most = std::fmax(most, std::fabs(value));
  check_close(same_for_all_threads([&] { return backward(p, want, false); }, name + " backward"), gradient,
              4.0 * u * most * width * steps, name + " backward");
}

}  // namespace

int main() {
  for (const bool reverse : {false, true})
    for (const bool with_lengths : {false, true})
      for (const bool hard : {false, true}) check_differences(reverse, with_lengths, hard);
  for_each_instruction_set([&](const std::string& isa) {
    for (const int64_t B : {0, 1, 5, 17, 40})
      for (const int64_t T : {0, 1, 7})
        for (const int64_t D : {1, 19})
          for (const int64_t U : {1, 8, 35})
            for (const bool reverse : {false, true})
              for (const bool with_lengths : {false, true})
                for (const bool hard : {false, true}) {
                  check_problem(isa, {B, T, D, U, reverse, with_lengths, hard});
                }
    // Few rows of many units, which are shared out.
    for (const auto& [B, U] : {std::pair{1, 256}, {2, 512}, {5, 256}, {13, 192}, {16, 128}})
      for (const bool mirrored : {false, true}) check_problem(isa, {B, 5, 3, U, mirrored, mirrored, false});
  });
  return report("lstm_test");
}
