// Matrix products on random arguments: sizes, strides of every kind, batches, alpha, beta and bias, on every
// instruction set and 1, 2, 3 threads, against double precision. The bound is computed: twice the error of
// the plain sum in single precision.
#include <algorithm>
#include <memory>

#include "../matmul/matmul.h"
#include "fuzz_compare.h"

using namespace mirada;
using namespace mirada_test;

namespace {

struct MatmulCase {
  int64_t m = 1, n = 1, k = 1, batch = 1;
  // 0: rows contiguous, 1: columns contiguous, 2: neither.
  int64_t a_order = 0, b_order = 0;
  // Foreign elements between rows.
  int64_t a_gap = 0, b_gap = 0, c_gap = 0;
  // One matrix for the whole batch.
  int64_t same_a = 0, same_b = 0;
  int64_t alpha = 0, beta = 0, with_bias = 0, magnitude = 0, at_end = 1, fill = 1;

  std::vector<FuzzField> fields() {
    return {{"m", &m},
            {"n", &n},
            {"k", &k},
            {"batch", &batch},
            {"aOrder", &a_order},
            {"bOrder", &b_order},
            {"aGap", &a_gap},
            {"bGap", &b_gap},
            {"cGap", &c_gap},
            {"sameA", &same_a},
            {"sameB", &same_b},
            {"alpha", &alpha},
            {"beta", &beta},
            {"withBias", &with_bias},
            {"magnitude", &magnitude},
            {"atEnd", &at_end},
            {"fill", &fill}};
  }
  int64_t work() const { return batch * m * n * k; }
  bool possible() const {
    return a_order < 3 && b_order < 3 && alpha < 4 && beta < 4 && magnitude < 4 && work() <= 400'000'000;
  }
};

MatmulCase draw(FuzzRandom& random) {
  MatmulCase c;
  const bool large = random.chance(5);
  const int64_t most = large ? 3000 : 300;
  do {
    c.m = random.length(most), c.n = random.length(large ? 5000 : 300), c.k = random.length(most);
    c.batch = random.chance(70) ? 1 : random.between(0, 5);
  } while (c.work() > (large ? 60'000'000 : 2'000'000));
  c.a_order = random.chance(10) ? 2 : random.between(0, 1);
  c.b_order = random.chance(10) ? 2 : random.between(0, 1);
  c.a_gap = random.chance(60) ? 0 : random.between(1, 20);
  c.b_gap = random.chance(60) ? 0 : random.between(1, 20);
  c.c_gap = random.chance(60) ? 0 : random.between(1, 20);
  c.same_a = random.chance(20), c.same_b = random.chance(20);
  c.alpha = random.chance(50) ? 0 : random.between(0, 3);
  c.beta = random.chance(50) ? 0 : random.between(0, 3);
  c.with_bias = random.chance(40);
  c.magnitude = random.chance(60) ? 0 : random.between(0, 3);
  c.at_end = random.chance(70);
  c.fill = random.between(1, 1'000'000'000);
  return c;
}

struct Problem {
  const MatmulCase c;
  MatmulArgs args{};
  Fenced<float> a, b, bias, c_before;
  // The largest number in A and B.
  double size;

  explicit Problem(const MatmulCase& options) : c(options), random_(static_cast<uint64_t>(c.fill)) {
    const double sizes[] = {1.0, 1e3, 1e-5, 1e-10};
    size = sizes[c.magnitude];
    args.m = c.m, args.n = c.n, args.k = c.k, args.batch = c.batch;
    args.a = matrix(a, c.m, c.k, c.a_order, c.a_gap, c.same_a != 0, args.a_batch_stride);
    args.b = matrix(b, c.k, c.n, c.b_order, c.b_gap, c.same_b != 0, args.b_batch_stride);
    const float alphas[] = {1.0f, -1.0f, 0.5f, 3.0f}, betas[] = {0.0f, 1.0f, -0.5f, 2.0f};
    args.alpha = alphas[c.alpha], args.beta = betas[c.beta];
    if (c.with_bias) {
      bias.make(c.n, c.at_end != 0);
      for (float& x : bias) x = random_.uniform();
      args.bias = bias.data();
    }
    args.c_row_stride = c.n + c.c_gap;
    args.c_batch_stride = c.m * args.c_row_stride + c.c_gap;
    c_before.make(c_count(), c.at_end != 0);
    // With beta = 0 nothing of what C held may be read; what lies between the rows of C stays as it is.
    if (args.beta != 0.0f) for_c([&](int64_t i) { c_before[i] = random_.uniform(); });
  }

  // Calls body(offset) for every element of C.
  template <class Body>
  void for_c(Body&& body) const {
    for (int64_t p = 0; p < c.batch; ++p)
      for (int64_t i = 0; i < c.m; ++i)
        for (int64_t j = 0; j < c.n; ++j) body(p * args.c_batch_stride + i * args.c_row_stride + j);
  }
  int64_t c_count() const {
    if (c.batch == 0 || c.m == 0 || c.n == 0) return 0;
    return (c.batch - 1) * args.c_batch_stride + (c.m - 1) * args.c_row_stride + c.n;
  }

 private:
  MatrixView matrix(Fenced<float>& array, int64_t rows, int64_t columns, int64_t order, int64_t gap,
                    bool same, int64_t& batch_stride) {
    MatrixView view{nullptr, order == 1 ? 1 : columns + gap, order == 1 ? rows + gap : 1};
    if (order == 2) view.column_stride = 2, view.row_stride = 2 * columns + gap;
    const int64_t reach =
        rows && columns ? (rows - 1) * view.row_stride + (columns - 1) * view.column_stride + 1 : 0;
    batch_stride = same ? 0 : reach + gap;
    array.make(c.batch && reach ? (c.batch - 1) * batch_stride + reach : 0, c.at_end != 0);
    for (int64_t p = 0; p < (same ? std::min<int64_t>(c.batch, 1) : c.batch); ++p)
      for (int64_t i = 0; i < rows; ++i)
        for (int64_t j = 0; j < columns; ++j)
          array[p * batch_stride + i * view.row_stride + j * view.column_stride] =
              static_cast<float>(size) * random_.uniform();
    view.data = array.data();
    return view;
  }

  FuzzRandom random_;
};

// C in double precision and in plain single precision.
template <class Real>
std::vector<Real> plain_product(const Problem& p) {
  const MatmulArgs& args = p.args;
  std::vector<Real> result;
  for (int64_t q = 0; q < args.batch; ++q)
    for (int64_t i = 0; i < args.m; ++i)
      for (int64_t j = 0; j < args.n; ++j) {
        const float* a = args.a.data + q * args.a_batch_stride + i * args.a.row_stride;
        const float* b = args.b.data + q * args.b_batch_stride + j * args.b.column_stride;
        Real sum = 0;
        for (int64_t l = 0; l < args.k; ++l)
          sum += static_cast<Real>(a[l * args.a.column_stride]) * static_cast<Real>(b[l * args.b.row_stride]);
        sum *= static_cast<Real>(args.alpha);
        if (args.bias) sum += static_cast<Real>(args.bias[j]);
        if (args.beta != 0.0f)
          sum += static_cast<Real>(args.beta) *
                 static_cast<Real>(p.c_before[q * args.c_batch_stride + i * args.c_row_stride + j]);
        result.push_back(sum);
      }
  return result;
}

struct Results {
  Fenced<float> whole, elements;
  // What lies between the rows of C is as it was.
  bool rest_kept = true;

  explicit Results(const Problem& p) {
    whole.make(p.c_before.size(), p.c.at_end != 0);
    std::copy_n(p.c_before.data(), p.c_before.size(), whole.data());
    MatmulArgs args = p.args;
    args.c = whole.data();
    matmul(args);
    elements.make(p.c.batch * p.c.m * p.c.n, true);
    std::vector<uint8_t> of_c(static_cast<size_t>(whole.size()));
    int64_t next = 0;
    p.for_c([&](int64_t i) { elements[next++] = whole[i], of_c[static_cast<size_t>(i)] = 1; });
    for (int64_t i = 0; i < whole.size(); ++i)
      if (!of_c[static_cast<size_t>(i)] && std::memcmp(&whole[i], &p.c_before[i], sizeof(float)) != 0)
        rest_kept = false;
  }
  std::vector<FuzzPart> parts() const { return {{"c", &whole}}; }
};

// The largest error of the plain sum. That of a few elements may be small by luck: then the same case, filled
// with other numbers, counts too.
double plain_error(MatmulCase c) {
  constexpr int64_t kElements = 256;
  double error = 0.0;
  for (int64_t seen = 0; seen < kElements; ++c.fill) {
    const Problem problem(c);
    const std::vector<double> truth = plain_product<double>(problem);
    if (truth.empty()) break;
    error = std::max(error, largest_error(plain_product<float>(problem), truth));
    seen += static_cast<int64_t>(truth.size());
  }
  return error;
}

FuzzVerdict check_case(const MatmulCase& c) {
  FuzzVerdict verdict;
  const Problem problem(c);
  const std::vector<double> truth = plain_product<double>(problem);
  // A few sums may be exact by luck, and smaller than their terms: a floor of two units in the last place of
  // either.
  const double term = std::fabs(problem.args.alpha) * problem.size * problem.size / 3;
  const double bound =
      2 * plain_error(c) + kFloor * (largest_finite(truth) + term * std::sqrt(static_cast<double>(c.k)) +
                                     std::fabs(problem.args.beta) / 3);
  check_on_every_set(
      verdict, [&] { return std::make_unique<Results>(problem); },
      [&](const Results& first) {
        if (!first.rest_kept) verdict.fail("c: written between its rows");
        compare("c", first.elements, truth, bound, verdict, [](int64_t) { return false; });
      });
  return verdict;
}

}  // namespace

int main(int argc, char** argv) { return fuzz_main<MatmulCase>(argc, argv, "matmul_fuzz", draw, check_case); }
