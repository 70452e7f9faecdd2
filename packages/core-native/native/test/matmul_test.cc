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

}  // namespace

int main() {
  std::vector<Case> cases;
  for (const int64_t m : {0, 1, 3, 6, 8, 9, 33, 97})
    for (const int64_t n : {0, 1, 7, 16, 31, 32, 65, 300})
      for (const int64_t k : {0, 1, 5, 64, 257, 600})
        for (const int transposes : {0, 1, 2, 3})
          cases.push_back({m, n, k, 1, (transposes & 1) != 0, (transposes & 2) != 0, (m + n) % 2 == 0,
                           k % 2 ? 1.0f : 0.5f, n % 3 ? 0.0f : 1.5f});
  cases.push_back({200, 4500, 270, 1, false, true, true, 1.0f, 0.0f});
  for (const int64_t batch : {0, 2, 7}) cases.push_back({5, 9, 11, batch, false, true, false, 1.0f, 0.0f});
  for_each_instruction_set([&](const std::string& isa) {
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
