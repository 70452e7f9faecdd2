// Element-wise operations, reductions and movements against plain loops in double precision, at lengths that
// fill no vector and lengths that are cut into tasks.
#include "../elementwise/elementwise.h"

#include <algorithm>
#include <functional>
#include <limits>

#include "native_test.h"

using namespace mirada;
using namespace mirada_test;

namespace {

const float kNan = std::numeric_limits<float>::quiet_NaN();
const float kInf = std::numeric_limits<float>::infinity();

struct UnaryCase {
  Unary operation;
  double (*truth)(double x);
};

// alpha = -0.5, beta = 0.75 where the operation reads them.
const UnaryCase kUnaryCases[] = {
    {Unary::kExp, [](double x) { return std::exp(x); }},
    {Unary::kLog, [](double x) { return std::log(x); }},
    {Unary::kSqrt, [](double x) { return std::sqrt(x); }},
    {Unary::kRsqrt, [](double x) { return 1.0 / std::sqrt(x); }},
    {Unary::kSquare, [](double x) { return x * x; }},
    {Unary::kNeg, [](double x) { return -x; }},
    {Unary::kAbs, [](double x) { return std::fabs(x); }},
    {Unary::kTanh, [](double x) { return std::tanh(x); }},
    {Unary::kSigmoid, [](double x) { return 1.0 / (1.0 + std::exp(-x)); }},
    {Unary::kRelu, [](double x) { return x > 0.0 || std::isnan(x) ? x : 0.0; }},
    {Unary::kReciprocal, [](double x) { return 1.0 / x; }},
    {Unary::kFloor, [](double x) { return std::floor(x); }},
    {Unary::kErf, [](double x) { return std::erf(x); }},
    {Unary::kStep, [](double x) { return std::isnan(x) ? x
                                         : x > 0.0     ? 1.0
                                                       : -0.5; }},
    {Unary::kClip, [](double x) { return x > 0.75   ? 0.75
                                         : x < -0.5 ? -0.5
                                                    : x; }},
    {Unary::kLeakyRelu, [](double x) { return x < 0.0 ? -0.5 * x : x; }},
};

std::vector<float> with_specials(int64_t n, uint32_t seed) {
  std::vector<float> values = random_floats(n, seed, 4.0f);
  const float specials[] = {kNan, kInf, -kInf, 0.0f, 1.0f, -1.0f};
  for (size_t i = 0; i < values.size() && i < 6; ++i) values[values.size() - 1 - i] = specials[i];
  return values;
}

void check_unary(const std::string& isa) {
  for (const UnaryCase& unary_case : kUnaryCases)
    for (const int64_t n : {0, 1, 5, 16, 31, 33, 40000}) {
      const std::string name =
          isa + " " + kUnaryNames[static_cast<int>(unary_case.operation)] + " of " + std::to_string(n);
      const std::vector<float> x = with_specials(n, 1);
      std::vector<float> want(x.size());
      for (size_t i = 0; i < x.size(); ++i) want[i] = static_cast<float>(unary_case.truth(x[i]));
      const std::vector<float> got = same_for_all_threads(
          [&] {
            std::vector<float> out(x.size(), kNan);
            unary(unary_case.operation, x.data(), out.data(), n, -0.5f, 0.75f);
            return out;
          },
          name);
      // Relative to 1 or the value: 4 units in the last place.
      bool ok = true;
      for (size_t i = 0; i < got.size(); ++i) {
        if (got[i] == want[i] || (std::isnan(got[i]) && std::isnan(want[i]))) continue;
        ok = ok && std::fabs(static_cast<double>(got[i]) - want[i]) <=
                       5e-7 * std::max(1.0, std::fabs(static_cast<double>(want[i])));
      }
      check(ok, name);
    }
}

double binary_truth(Binary operation, double a, double b) {
  switch (operation) {
    case Binary::kAdd:
      return a + b;
    case Binary::kSub:
      return a - b;
    case Binary::kMul:
      return a * b;
    case Binary::kDiv:
      return a / b;
    case Binary::kMaximum:
      return std::isnan(a) || std::isnan(b) ? kNan : std::max(a, b);
    case Binary::kMinimum:
      return std::isnan(a) || std::isnan(b) ? kNan : std::min(a, b);
    default:
      return (a - b) * (a - b);
  }
}

bool comparison_truth(Comparison operation, float a, float b) {
  switch (operation) {
    case Comparison::kEqual:
      return a == b;
    case Comparison::kNotEqual:
      return a != b;
    case Comparison::kGreater:
      return a > b;
    case Comparison::kGreaterEqual:
      return a >= b;
    case Comparison::kLess:
      return a < b;
    default:
      return a <= b;
  }
}

// (P, Q, R): a is read with steps (Q R, 0, 1) or (0, 1, 0) and the like, so that every pair of last steps
// occurs.
void check_binary(const std::string& isa) {
  for (const int64_t R : {1, 3, 17, 130})
    for (const int64_t a_last : {0, 1})
      for (const int64_t b_last : {0, 1})
        for (const int64_t P : {1, 3, 200}) {
          const int64_t Q = 2;
          const BroadcastShape shape{3, {P, Q, R}, {Q * R, R, a_last}, {0, R, b_last}};
          const std::vector<float> a = with_specials(P * Q * R, 2), b = with_specials(Q * R, 3);
          const auto for_each = [&](const auto& use) {
            for (int64_t p = 0; p < P; ++p)
              for (int64_t q = 0; q < Q; ++q)
                for (int64_t r = 0; r < R; ++r)
                  use(static_cast<size_t>((p * Q + q) * R + r),
                      a[static_cast<size_t>((p * Q + q) * R + r * a_last)],
                      b[static_cast<size_t>(q * R + r * b_last)]);
          };
          const std::string sizes = " of " + std::to_string(P) + "x2x" + std::to_string(R) + " steps " +
                                    std::to_string(a_last) + std::to_string(b_last);
          std::vector<float> want(a.size());
          for (int i = 0; i < static_cast<int>(Binary::kCount); ++i) {
            const auto operation = static_cast<Binary>(i);
            for_each([&](size_t at, float x, float y) {
              want[at] = static_cast<float>(binary_truth(operation, x, y));
            });
            const std::string name = isa + " " + kBinaryNames[i] + sizes;
            const auto run = [&] {
              std::vector<float> out(a.size(), 7.0f);
              binary(operation, shape, a.data(), b.data(), out.data());
              return out;
            };
            check_close(same_for_all_threads(run, name), want,
                        operation == Binary::kSquaredDifference ? 1e-5 : 0.0, name);
          }
          for (int i = 0; i < static_cast<int>(Comparison::kCount); ++i) {
            const auto operation = static_cast<Comparison>(i);
            std::vector<uint8_t> out(a.size(), 9);
            comparison(operation, shape, a.data(), b.data(), out.data());
            bool ok = true;
            for_each([&](size_t at, float x, float y) {
              ok = ok && out[at] == comparison_truth(operation, x, y);
            });
            check(ok, isa + " " + kComparisonNames[i] + sizes);
          }
        }
}

void check_reduction(const std::string& isa) {
  struct Sizes {
    int64_t outer, reduced, inner;
  };
  for (const Sizes& s : {Sizes{1, 1, 1},
                         {3, 7, 1},
                         {5, 100, 1},
                         {1, 70001, 1},
                         {1, 0, 1},
                         {2, 5, 3},
                         {3, 4, 70},
                         {1, 900, 600},
                         {0, 3, 2}})
    for (const bool with_nan : {false, true})
      for (int i = 0; i < static_cast<int>(Reduction::kCount); ++i) {
        const auto operation = static_cast<Reduction>(i);
        std::vector<float> x = random_floats(s.outer * s.reduced * s.inner, 4);
        if (with_nan && !x.empty()) x[x.size() / 2] = kNan;
        std::vector<float> want;
        for (int64_t o = 0; o < s.outer; ++o)
          for (int64_t j = 0; j < s.inner; ++j) {
            double value = operation == Reduction::kSum ? 0.0 : operation == Reduction::kMax ? -kInf : kInf;
            for (int64_t r = 0; r < s.reduced; ++r) {
              const double element = x[static_cast<size_t>((o * s.reduced + r) * s.inner + j)];
              if (operation == Reduction::kSum)
                value += element;
              else if (std::isnan(value) || std::isnan(element))
                value = kNan;
              else
                value = operation == Reduction::kMax ? std::max(value, element) : std::min(value, element);
            }
            want.push_back(static_cast<float>(value * 0.5));
          }
        const std::string name = isa + " " + kReductionNames[i] + " of " + std::to_string(s.outer) + "x" +
                                 std::to_string(s.reduced) + "x" + std::to_string(s.inner);
        const auto run = [&] {
          std::vector<float> out(want.size(), 7.0f);
          reduce(operation, x.data(), out.data(), s.outer, s.reduced, s.inner, 0.5f);
          return out;
        };
        check_close(same_for_all_threads(run, name), want,
                    6e-8 * (8.0 + 4.0 * std::sqrt(static_cast<double>(s.reduced))), name);
      }
}

void check_softmax(const std::string& isa) {
  for (const int64_t columns : {1, 2, 15, 16, 33, 1000})
    for (const bool logarithm : {false, true}) {
      const int64_t rows = 37;
      std::vector<float> x = random_floats(rows * columns, 5, 6.0f);
      for (int64_t j = 0; j < columns; ++j) x[static_cast<size_t>(columns + j)] = -kInf;  // row 1
      x[static_cast<size_t>(2 * columns)] = kNan;                                         // row 2
      // Row 3 excludes classes, row 4 is huge, of row 5 even differences overflow.
      for (int64_t j = 1; j < columns; j += 3) x[static_cast<size_t>(3 * columns + j)] = -kInf;
      for (int64_t j = 0; j < columns && !logarithm; ++j) {
        x[static_cast<size_t>(4 * columns + j)] *= 1e36f;
        x[static_cast<size_t>(5 * columns + j)] = j % 3 == 1 ? 3e38f : -3e38f;
      }
      std::vector<float> want;
      for (int64_t i = 0; i < rows; ++i) {
        const float* row = x.data() + i * columns;
        double most = -kInf, sum = 0.0;
        for (int64_t j = 0; j < columns; ++j) most = std::max(most, static_cast<double>(row[j]));
        for (int64_t j = 0; j < columns; ++j) sum += std::exp(row[j] - most);
        for (int64_t j = 0; j < columns; ++j)
          want.push_back(
              static_cast<float>(logarithm ? row[j] - most - std::log(sum) : std::exp(row[j] - most) / sum));
      }
      const std::string name =
          isa + (logarithm ? " log softmax of " : " softmax of ") + std::to_string(columns);
      const auto run = [&] {
        std::vector<float> out(x.size(), 7.0f);
        softmax(x.data(), out.data(), rows, columns, logarithm);
        return out;
      };
      check_close(same_for_all_threads(run, name), want, logarithm ? 4e-6 : 5e-7, name);
    }
}

void check_permute(const std::string& isa) {
  const std::vector<std::vector<int64_t>> shapes{{7},       {3, 5},       {300, 170},  {2, 100000},
                                                 {4, 6, 5}, {1, 9, 1, 3}, {20, 30, 40}};
  for (const std::vector<int64_t>& dense : shapes) {
    std::vector<int> order(dense.size());
    for (size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int>(i);
    do {
      PermutedShape shape{};
      shape.rank = static_cast<int>(dense.size());
      int64_t total = 1;
      std::string name = isa + " permute";
      for (size_t i = 0; i < order.size(); ++i) {
        const size_t axis = static_cast<size_t>(order[i]);
        shape.sizes[i] = dense[axis];
        shape.steps[i] = 1;
        for (size_t later = axis + 1; later < dense.size(); ++later) shape.steps[i] *= dense[later];
        total *= dense[axis];
        name += " " + std::to_string(axis) + ":" + std::to_string(dense[axis]);
      }
      const std::vector<float> x = random_floats(total, 6);
      std::vector<float> want;
      int64_t index[kMaxAxes] = {};
      for (int64_t i = 0; i < total; ++i) {
        int64_t at = 0;
        for (int axis = 0; axis < shape.rank; ++axis) at += index[axis] * shape.steps[axis];
        want.push_back(x[static_cast<size_t>(at)]);
        for (int axis = shape.rank - 1; axis >= 0 && ++index[axis] == shape.sizes[axis]; --axis)
          index[axis] = 0;
      }
      const auto run = [&] {
        std::vector<float> out(x.size(), kNan);
        permute(shape, x.data(), out.data());
        return out;
      };
      check_same_bits(same_for_all_threads(run, name), want, name);
    } while (std::next_permutation(order.begin(), order.end()));
  }
}

void check_copies(const std::string& isa) {
  const std::vector<float> x = random_floats(50 * 40, 7);
  std::vector<float> out(50 * 100, 0.0f), want = out;
  copy_rows(x.data() + 3, 40, out.data() + 5, 100, 50, 37);
  for (int64_t i = 0; i < 50; ++i)
    for (int64_t j = 0; j < 37; ++j)
      want[static_cast<size_t>(5 + i * 100 + j)] = x[static_cast<size_t>(3 + i * 40 + j)];
  check_same_bits(out, want, isa + " copy_rows");

  std::vector<uint8_t> condition(2000);
  for (size_t i = 0; i < condition.size(); ++i) condition[i] = i % 3 == 0;
  const std::vector<float> no = random_floats(2000, 8);
  std::vector<float> chosen(2000), want_chosen(2000);
  select(condition.data(), x.data(), no.data(), chosen.data(), 2000);
  for (size_t i = 0; i < chosen.size(); ++i) want_chosen[i] = condition[i] ? x[i] : no[i];
  check_same_bits(chosen, want_chosen, isa + " select");
}

}  // namespace

int main() {
  for_each_instruction_set([](const std::string& isa) {
    check_unary(isa);
    check_binary(isa);
    check_reduction(isa);
    check_softmax(isa);
    check_permute(isa);
    check_copies(isa);
  });
  return report("elementwise");
}
