// The LSTM over sequences on random sizes and lengths, with poison behind the lengths, on every instruction
// set and 1, 2, 3 threads, against double precision.
#include <algorithm>
#include <memory>

#include "../lstm/lstm.h"
#include "fuzz_compare.h"

using namespace mirada;
using namespace mirada_test;

namespace {

struct LstmCase {
  int64_t B = 1, T = 1, D = 1, U = 1, reverse = 0, hard_sigmoid = 0, lengths = 0, magnitude = 0, at_end = 1,
          fill = 1;

  std::vector<FuzzField> fields() {
    return {{"B", &B},
            {"T", &T},
            {"D", &D},
            {"U", &U},
            {"reverse", &reverse},
            {"hardSigmoid", &hard_sigmoid},
            {"lengths", &lengths},
            {"magnitude", &magnitude},
            {"atEnd", &at_end},
            {"fill", &fill}};
  }
  int64_t work() const { return B * T * 4 * U * (D + U); }
  bool possible() const { return D >= 1 && U >= 1 && magnitude < 3 && work() <= 100'000'000; }
};

LstmCase draw(FuzzRandom& random) {
  LstmCase c;
  do {
    c.B = random.length(130), c.T = random.length(60);
    c.D = std::max<int64_t>(random.length(130), 1), c.U = std::max<int64_t>(random.length(130), 1);
  } while (c.work() > (random.chance(5) ? 30'000'000 : 3'000'000));
  c.reverse = random.chance(30);
  c.hard_sigmoid = random.chance(30);
  c.lengths = random.chance(60);
  c.magnitude = random.chance(60) ? 0 : random.between(1, 2);
  c.at_end = random.chance(70);
  c.fill = random.between(1, 1'000'000'000);
  return c;
}

struct Problem {
  const LstmCase c;
  Fenced<float> x, kernel, recurrent, bias, h0, c0, d_hidden, d_last_hidden, d_last_cell;
  Fenced<int32_t> lengths;

  explicit Problem(const LstmCase& options) : c(options), random_(static_cast<uint64_t>(c.fill)) {
    const float magnitudes[] = {1.0f, 4.0f, 1e-3f};
    // Gates of sums of many terms would all be at their ends.
    const float weight = 2.0f / std::sqrt(static_cast<float>(c.D + c.U));
    if (c.lengths) {
      lengths.make(c.B, c.at_end != 0);
      for (int32_t& length : lengths)
        length =
            static_cast<int32_t>(random_.chance(20) ? random_.one_of({0, c.T}) : random_.between(0, c.T));
    }
    fill(x, c.B * c.T * c.D, magnitudes[c.magnitude]), fill(kernel, c.D * 4 * c.U, weight);
    fill(recurrent, c.U * 4 * c.U, weight), fill(bias, 4 * c.U, 1.0f), fill(h0, c.B * c.U, 1.0f);
    fill(c0, c.B * c.U, 1.0f), fill(d_hidden, c.B * c.T * c.U, 1.0f);
    fill(d_last_hidden, c.B * c.U, 1.0f), fill(d_last_cell, c.B * c.U, 1.0f);
    // What lies behind a length is never read.
    for (int64_t b = 0; b < c.B && c.lengths; ++b) {
      std::fill(x.data() + (b * c.T + lengths[b]) * c.D, x.data() + (b + 1) * c.T * c.D, NAN);
      std::fill(d_hidden.data() + (b * c.T + lengths[b]) * c.U, d_hidden.data() + (b + 1) * c.T * c.U, NAN);
    }
  }

  LstmArgs args() const {
    return {c.B,
            c.T,
            c.D,
            c.U,
            c.reverse != 0,
            c.hard_sigmoid != 0,
            x.data(),
            kernel.data(),
            recurrent.data(),
            bias.data(),
            h0.data(),
            c0.data(),
            c.lengths ? lengths.data() : nullptr};
  }
  // Whether element `i` of an array over (B, T, size) lies behind its row's length.
  bool behind_length(int64_t i, int64_t size) const {
    return size > 0 && c.lengths && i / size % c.T >= lengths[i / size / c.T];
  }

 private:
  void fill(Fenced<float>& array, int64_t count, float size) {
    array.make(count, c.at_end != 0);
    for (float& value : array) value = size * random_.uniform();
  }

  FuzzRandom random_;
};

struct Results {
  Fenced<float> hidden, last_hidden, last_cell, gates, cells;
  Fenced<float> d_x, d_kernel, d_recurrent, d_bias, d_h0, d_c0;

  // The backward starts from `forward`, so that its own error is seen alone; null: from this forward.
  Results(const Problem& p, bool reference, const Results* forward) {
    const LstmCase& c = p.c;
    const bool at_end = c.at_end != 0;
    hidden.make(c.B * c.T * c.U, at_end), last_hidden.make(c.B * c.U, at_end);
    last_cell.make(c.B * c.U, at_end), gates.make(c.B * c.T * 4 * c.U, at_end);
    cells.make(c.B * c.T * c.U, at_end), d_x.make(c.B * c.T * c.D, at_end);
    d_kernel.make(c.D * 4 * c.U, at_end), d_recurrent.make(c.U * 4 * c.U, at_end);
    d_bias.make(4 * c.U, at_end), d_h0.make(c.B * c.U, at_end), d_c0.make(c.B * c.U, at_end);
    const LstmOutputs out{hidden.data(), last_hidden.data(), last_cell.data(), gates.data(), cells.data()};
    (reference ? lstm_forward_reference : lstm_forward)(p.args(), out);
    const Results& from = forward ? *forward : *this;
    const LstmGradientInputs in{from.hidden.data(), from.gates.data(),      from.cells.data(),
                                p.d_hidden.data(),  p.d_last_hidden.data(), p.d_last_cell.data()};
    const LstmGradients gradients{d_x.data(),    d_kernel.data(), d_recurrent.data(),
                                  d_bias.data(), d_h0.data(),     d_c0.data()};
    (reference ? lstm_backward_reference : lstm_backward)(p.args(), in, gradients);
  }

  std::vector<FuzzPart> parts() const {
    return {{"hidden", &hidden},
            {"last_hidden", &last_hidden},
            {"last_cell", &last_cell},
            {"gates", &gates},
            {"cells", &cells},
            {"d_x", &d_x},
            {"d_kernel", &d_kernel},
            {"d_recurrent", &d_recurrent},
            {"d_bias", &d_bias},
            {"d_h0", &d_h0},
            {"d_c0", &d_c0}};
  }
};

constexpr size_t kForwardParts = 5;

FuzzVerdict check_case(const LstmCase& c) {
  FuzzVerdict verdict;
  const Problem problem(c);
  const Results truth(problem, true, nullptr);
  // Of the parts that have a row per step; the others end at 0.
  const int64_t widths[] = {c.U, 0, 0, 4 * c.U, c.U, c.D, 0, 0, 0, 0, 0};
  // Each step rounds sums of D + U terms and hands its error on to the next.
  const double magnitudes[] = {1.0, 4.0, 1.0};
  // The gradients of the weights add up all steps of all rows.
  const double rows = std::max(1.0, std::sqrt(static_cast<double>(c.B * c.T)) / 16);
  const double steps = static_cast<double>(std::min<int64_t>(c.T, 8) + 1);
  const double step_error =
      kFloor / 2 * magnitudes[c.magnitude] * (std::sqrt(static_cast<double>(c.D + c.U)) + 4.0);
  check_on_every_set(
      verdict, [&] { return std::make_unique<Results>(problem, false, &truth); },
      [&](const Results& first) {
        const auto wanted = truth.parts(), got = first.parts();
        for (size_t i = 0; i < wanted.size(); ++i) {
          const std::vector<double> want(wanted[i].array->data(),
                                         wanted[i].array->data() + wanted[i].array->size());
          const double size = i < kForwardParts ? 1.0 : std::max(1.0, largest_finite(want)) * rows;
          compare(got[i].name, *got[i].array, want, step_error * steps * size, verdict,
                  [&](int64_t at) { return problem.behind_length(at, widths[i]); });
        }
      });
  return verdict;
}

}  // namespace

int main(int argc, char** argv) { return fuzz_main<LstmCase>(argc, argv, "lstm_fuzz", draw, check_case); }
