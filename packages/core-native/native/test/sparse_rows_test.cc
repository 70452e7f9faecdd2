// Gradients of few rows: their sums, and Adam with them, against the same gradient written out with its
// zeros.
#include <limits>
#include <map>

#include "../embedding/embedding.h"
#include "../optimizer/adam.h"
#include "native_test.h"

using namespace mirada;
using namespace mirada_test;

namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

struct Case {
  std::string name;
  int64_t rows, width;
  std::vector<int32_t> indices;
};

std::vector<int32_t> scattered(int64_t count, int64_t rows, uint32_t seed) {
  std::mt19937 generator(seed);
  std::vector<int32_t> indices;
  for (int64_t i = 0; i < count; ++i)
    indices.push_back(static_cast<int32_t>(generator() % static_cast<uint32_t>(rows)));
  return indices;
}

// Tables of less than a block, of a few and of so many that tasks share them; rows across blocks and pieces.
std::vector<Case> cases() {
  std::vector<Case> all;
  for (const int64_t width : {1, 3, 17, 256, 1000, 20000, 50001})
    for (const int64_t elements : {1, 16384, 70000}) {
      const int64_t rows = elements / width + 1;
      const std::string size = " " + std::to_string(rows) + "x" + std::to_string(width);
      const int32_t last = static_cast<int32_t>(rows - 1);
      all.push_back({"no index" + size, rows, width, {}});
      all.push_back({"first and last row" + size, rows, width, {last, 0, last, 0, last}});
      all.push_back({"one row" + size, rows, width, std::vector<int32_t>(9, last / 2)});
      all.push_back({"scattered" + size, rows, width, scattered(12, rows, 7)});
      all.push_back({"outside" + size, rows, width, {-1, last, static_cast<int32_t>(rows), 0, INT32_MIN}});
    }
  all = cases_of_this_build(all);
  all.push_back({"many 8000x16", 8000, 16, scattered(700, 8000, 9)});
  all.push_back({"every row 300x70", 300, 70, scattered(3000, 300, 10)});
  return all;
}

// One float addition after another, from zero, in the order of the indices.
std::map<int32_t, std::vector<float>> plain_sums(const Case& c, const std::vector<float>& values) {
  std::map<int32_t, std::vector<float>> sums;
  for (size_t i = 0; i < c.indices.size(); ++i) {
    if (c.indices[i] < 0 || c.indices[i] >= c.rows) continue;
    auto& sum = sums[c.indices[i]];
    sum.resize(static_cast<size_t>(c.width), 0.0f);
    for (size_t j = 0; j < sum.size(); ++j) sum[j] += values[i * sum.size() + j];
  }
  return sums;
}

struct Rows {
  std::vector<int32_t> rows;
  std::vector<float> values;
};

Rows sums_of(const Case& c, const std::vector<float>& values) {
  const int64_t count = static_cast<int64_t>(c.indices.size());
  Rows got{std::vector<int32_t>(c.indices.size(), -7), std::vector<float>(values.size(), NAN)};
  const int64_t distinct =
      sum_rows(values.data(), c.width, c.indices.data(), count, c.rows, got.values.data(), got.rows.data());
  got.rows.resize(static_cast<size_t>(distinct));
  got.values.resize(static_cast<size_t>(distinct * c.width));
  return got;
}

void check_sums(const std::string& isa, const Case& c, const std::vector<float>& values) {
  std::vector<float> want;
  for (const auto& [row, sum] : plain_sums(c, values)) {
    want.push_back(static_cast<float>(row));
    want.insert(want.end(), sum.begin(), sum.end());
  }
  const auto run = [&] {
    const Rows got = sums_of(c, values);
    std::vector<float> all;
    for (size_t r = 0; r < got.rows.size(); ++r) {
      all.push_back(static_cast<float>(got.rows[r]));
      const auto row = got.values.begin() + static_cast<int64_t>(r) * c.width;
      all.insert(all.end(), row, row + c.width);
    }
    return all;
  };
  check_same_bits(same_for_all_threads(run, c.name), want, isa + " sums of rows, " + c.name);
}

// Norms, variables and moments of two steps, in which a dense tensor follows the one of rows.
void check_adam(const std::string& isa, const Case& c, const std::vector<float>& values) {
  const Rows given = sums_of(c, values);
  const int64_t count = c.rows * c.width, dense_count = 19;
  std::vector<float> zeros_and_rows(static_cast<size_t>(count), 0.0f);
  for (const auto& [row, sum] : plain_sums(c, values))
    std::copy(sum.begin(), sum.end(), zeros_and_rows.begin() + row * c.width);
  const std::vector<float> other = random_floats(dense_count, 5);
  for (const double clip : {0.0, 0.5}) {
    const auto run = [&](bool as_rows) {
      std::vector<float> variable = random_floats(count + dense_count, 1);
      std::vector<float> m = random_floats(count + dense_count, 3), v = random_floats(count + dense_count, 4);
      for (float& value : v) value = std::fabs(value);
      AdamTensor tensor{count, variable.data(), zeros_and_rows.data(), m.data(), v.data()};
      if (as_rows) {
        tensor.gradient = given.values.data();
        tensor.rows = given.rows.data();
        tensor.row_count = static_cast<int64_t>(given.rows.size());
        tensor.width = c.width;
      }
      const AdamTensor tensors[] = {
          tensor, {dense_count, variable.data() + count, other.data(), m.data() + count, v.data() + count}};
      std::vector<float> all;
      for (int64_t step = 1; step <= 2; ++step) {
        const double norm = adam_step(tensors, 2, {1e-3, 0.9, 0.999, 1e-8, step, clip});
        // Both halves: the norm is a double.
        all.resize(all.size() + 2);
        std::memcpy(&all[all.size() - 2], &norm, sizeof norm);
      }
      for (const auto* part : {&variable, &m, &v}) all.insert(all.end(), part->begin(), part->end());
      return all;
    };
    const std::string name = isa + " adam with rows, " + c.name + " clipped at " + std::to_string(clip);
    check_same_bits(same_for_all_threads([&] { return run(true); }, name), run(false), name);
  }
}

}  // namespace

int main() {
  for_each_instruction_set([&](const std::string& isa) {
    for (const Case& c : cases()) {
      const int64_t count = static_cast<int64_t>(c.indices.size()) * c.width;
      std::vector<float> values = random_floats(count, 2);
      check_sums(isa, c, values);
      check_adam(isa, c, values);
      for (const float odd : {NAN, kInfinity, -kInfinity, -0.0f}) {
        if (values.empty() || (c.width != 17 && c.width != 256)) continue;
        values[values.size() / 2] = odd;
        check_sums(isa, c, values);
        check_adam(isa, c, values);
      }
    }
  });
  return report("sparse_rows_test");
}
