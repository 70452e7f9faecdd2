// Matrix products of all transposes and odd sizes against double precision.
#include "../matmul/matmul.h"

#include "native_test.h"

using namespace mirada;
using namespace mirada_test;

namespace {

struct Case {
  int64_t m, n, k, batch;
  bool transpose_a, transpose_b, with_bias;
  float alpha, beta;
};

std::vector<float> run(const Case& c, bool reference) {
  const std::vector<float> a = random_floats(c.batch * c.m * c.k, 1),
                           b = random_floats(c.batch * c.k * c.n, 2);
  const std::vector<float> bias = random_floats(c.n, 3);
  std::vector<float> out = random_floats(c.batch * c.m * c.n, 4);
  // beta = 0 must not read what C held.
  if (c.beta == 0.0f) std::fill(out.begin(), out.end(), NAN);
  MatmulArgs args{c.m,
                  c.n,
                  c.k,
                  {a.data(), c.transpose_a ? 1 : c.k, c.transpose_a ? c.m : 1},
                  {b.data(), c.transpose_b ? 1 : c.n, c.transpose_b ? c.k : 1},
                  out.data(),
                  c.n};
  args.alpha = c.alpha;
  args.beta = c.beta;
  args.bias = c.with_bias ? bias.data() : nullptr;
  args.batch = c.batch;
  args.a_batch_stride = c.m * c.k;
  args.b_batch_stride = c.k * c.n;
  args.c_batch_stride = c.m * c.n;
  reference ? matmul_reference(args) : matmul(args);
  return out;
}

// ||out - reference|| / ||reference|| is at most twice that of one fp32 multiply and add after the other.
void check_accuracy(const std::string& isa) {
  for (const int64_t k : {16, 100, 256, 700}) {
    const int64_t m = 97, n = 160;
    // Sizes from 2^-20 to 2^20: nothing may rest on numbers being near 1.
    std::vector<float> a = random_floats(m * k, 5), b = random_floats(k * n, 6);
    for (size_t i = 0; i < a.size(); ++i) a[i] *= std::ldexp(1.0f, static_cast<int>(i * 7 % 41) - 20);
    std::vector<float> out(static_cast<size_t>(m * n));
    matmul({m, n, k, {a.data(), k, 1}, {b.data(), n, 1}, out.data(), n});
    double plain_error = 0.0, error = 0.0;
    for (int64_t i = 0; i < m; ++i)
      for (int64_t j = 0; j < n; ++j) {
        double exact = 0.0;
        float plain = 0.0f;
        for (int64_t l = 0; l < k; ++l) {
          const float x = a[static_cast<size_t>(i * k + l)], y = b[static_cast<size_t>(l * n + j)];
          exact += static_cast<double>(x) * y;
          plain += x * y;
        }
        plain_error += (plain - exact) * (plain - exact);
        const double difference = out[static_cast<size_t>(i * n + j)] - exact;
        error += difference * difference;
      }
    check(std::sqrt(error) <= 2.0 * std::sqrt(plain_error), isa + " matmul accuracy, k " + std::to_string(k));
  }
}

// Infinities, NaN and numbers near the greatest go where one product after the other takes them.
void check_extremes(const std::string& isa) {
  const float huge = 3.4028e38f, infinity = INFINITY;
  const int64_t m = 40, n = 170, k = 300;
  for (const float x : {huge, -huge, infinity, -infinity, NAN})
    for (const bool in_a : {true, false}) {
      std::vector<float> a = random_floats(m * k, 7, 0.5f), b = random_floats(k * n, 8, 0.5f);
      const int64_t i = 21, l = 277, j = 66;
      (in_a ? a[static_cast<size_t>(i * k + l)] : b[static_cast<size_t>(l * n + j)]) = x;
      std::vector<float> out(static_cast<size_t>(m * n)), want = out;
      const MatrixView a_view{a.data(), k, 1}, b_view{b.data(), n, 1};
      matmul({m, n, k, a_view, b_view, out.data(), n});
      matmul_reference({m, n, k, a_view, b_view, want.data(), n});
      bool same = true;
      for (size_t q = 0; q < out.size(); ++q) {
        const double bound = 1e-4 + 1e-6 * std::fabs(static_cast<double>(want[q]));
        same = same && (std::isnan(want[q]) ? std::isnan(out[q])
                                            : out[q] == want[q] || std::fabs(out[q] - want[q]) <= bound);
      }
      check(same, isa + " matmul with " + std::to_string(x) + (in_a ? " in A" : " in B"));
    }
}

}  // namespace

int main() {
  std::vector<Case> cases;
  for (const int64_t m : {0, 1, 3, 6, 8, 9, 33, 97})
    for (const int64_t n : {0, 1, 7, 16, 31, 32, 65, 300})
      for (const int64_t k : {0, 1, 5, 64, 257, 600})
        for (const int transposes : {0, 1, 2, 3})
          cases.push_back({m, n, k, 1, (transposes & 1) != 0, (transposes & 2) != 0, (m + n) % 2 == 0,
                           k % 2 ? 1.0f : 0.5f, n % 3 ? 0.0f : 1.5f});
  // Large enough for a tile unit, with and without rows, columns and terms left over.
  for (const int64_t m : {12, 50, 97})
    for (const int64_t n : {128, 333})
      for (const int64_t k : {801, 1100})
        for (const int transposes : {0, 1, 2, 3})
          cases.push_back({m, n, k, 1, (transposes & 1) != 0, (transposes & 2) != 0, m % 2 == 0,
                           n % 2 ? 1.0f : 0.5f, k % 3 ? 0.0f : 1.5f});
  cases = cases_of_this_build(cases);
  cases.push_back({200, 4500, 270, 1, false, true, true, 1.0f, 0.0f});
  for (const int64_t batch : {0, 2, 7}) cases.push_back({5, 9, 11, batch, false, true, false, 1.0f, 0.0f});
  for_each_instruction_set([&](const std::string& isa) {
    check_accuracy(isa);
    check_extremes(isa);
    for (const Case& c : cases) {
      const std::string name = isa + " matmul " + std::to_string(c.m) + "x" + std::to_string(c.n) + "x" +
                               std::to_string(c.k) + " batch " + std::to_string(c.batch) +
                               (c.transpose_a ? " At" : "") + (c.transpose_b ? " Bt" : "");
      const std::vector<float> got = same_for_all_threads([&] { return run(c, false); }, name);
      // A sum of k products of numbers below 1, each rounded: k u (1 + k u), and the outer terms.
      const double bound =
          (static_cast<double>(c.k) + 4.0) * 6e-8 * (0.4 * std::sqrt(static_cast<double>(c.k)) + 3.0);
      check_close(got, run(c, true), bound, name);
    }
  });
  return report("matmul_test");
}
