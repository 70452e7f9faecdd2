// Loss, embedding and Adam against double precision.
#include "../embedding/embedding.h"
#include "../loss/linear_cross_entropy.h"
#include "../optimizer/adam.h"
#include "native_test.h"

using namespace mirada;
using namespace mirada_test;

namespace {

std::vector<float> loss(int64_t R, int64_t D, int64_t V, float smoothing, int32_t ignored, bool gradient,
                        bool reference) {
  const std::vector<float> hidden = random_floats(R * D, 1), kernel = random_floats(D * V, 2),
                           bias = random_floats(V, 3);
  std::vector<int32_t> labels;
  for (int64_t r = 0; r < R; ++r)
    labels.push_back(r % 3 == 1 && ignored >= 0 ? ignored : static_cast<int32_t>((r * 5 + 2) % V));
  const LinearCrossEntropyArgs args{
      R, D, V, hidden.data(), kernel.data(), bias.data(), labels.data(), ignored, smoothing};
  std::vector<float> d_hidden(hidden.size(), NAN), d_kernel(kernel.size(), NAN), d_bias(bias.size(), NAN);
  LinearCrossEntropyGradients out{};
  if (gradient) out = {d_hidden.data(), d_kernel.data(), d_bias.data()};
  const double value =
      reference ? linear_cross_entropy_reference(args, out) : linear_cross_entropy(args, out);
  std::vector<float> all{static_cast<float>(value)};
  if (gradient)
    for (const auto* part : {&d_hidden, &d_kernel, &d_bias})
      all.insert(all.end(), part->begin(), part->end());
  return all;
}

struct LossCase {
  int64_t R, D, V;
  float smoothing;
  int32_t ignored;
  bool gradient;
};

void check_loss(const std::string& isa) {
  std::vector<LossCase> cases;
  for (const int64_t R : {0, 1, 6, 70})
    for (const int64_t D : {1, 17, 64})
      for (const int64_t V : {1, 2, 33, 200})
        for (const float smoothing : {0.0f, 0.1f})
          for (const int32_t ignored : {-1, 0})
            for (const bool gradient : {false, true})
              cases.push_back({R, D, V, smoothing, ignored, gradient});
  for (const auto& [R, D, V, smoothing, ignored, gradient] : cases_of_this_build(cases)) {
    const std::string name = isa + " loss R" + std::to_string(R) + " D" + std::to_string(D) + " V" +
                             std::to_string(V) + " smoothing " + std::to_string(smoothing);
    const auto run = [R = R, D = D, V = V, smoothing = smoothing, ignored = ignored, gradient = gradient](
                         bool reference) { return loss(R, D, V, smoothing, ignored, gradient, reference); };
    check_close(same_for_all_threads([&] { return run(false); }, name), run(true),
                6e-8 * 4.0 * (static_cast<double>(D) + 40.0), name);
  }
  // More rows than are held at a time: the gradient of the kernel is added up over chunks.
  const std::vector<float> got = loss(500, 3, 20000, 0.0f, 0, true, false);
  check_close(got, loss(500, 3, 20000, 0.0f, 0, true, true), 6e-8 * 4.0 * 43.0, isa + " loss in chunks");
}

void check_embedding(const std::string& isa) {
  for (const int64_t width : {1, 5, 64, 200}) {
    const int64_t rows = 11, count = 300;
    const std::vector<float> table = random_floats(rows * width, 1), values = random_floats(count * width, 2);
    std::vector<int32_t> indices;
    for (int64_t i = 0; i < count; ++i) indices.push_back(static_cast<int32_t>((i * i + 3) % (rows - 1)));
    const std::string name = isa + " embedding of width " + std::to_string(width);
    std::vector<float> gathered(values.size()), want_gathered(values.size()), want(table.size());
    gather_rows(table.data(), width, indices.data(), count, gathered.data());
    std::vector<double> sums(table.size());
    for (int64_t i = 0; i < count; ++i)
      for (int64_t j = 0; j < width; ++j) {
        want_gathered[static_cast<size_t>(i * width + j)] =
            table[static_cast<size_t>(indices[static_cast<size_t>(i)] * width + j)];
        sums[static_cast<size_t>(indices[static_cast<size_t>(i)] * width + j)] +=
            values[static_cast<size_t>(i * width + j)];
      }
    check_same_bits(gathered, want_gathered, name);
    for (size_t i = 0; i < sums.size(); ++i) want[i] = static_cast<float>(sums[i]);
    const std::vector<float> got = same_for_all_threads(
        [&] {
          std::vector<float> out(table.size(), NAN);
          scatter_add_rows(values.data(), width, indices.data(), count, rows, out.data());
          return out;
        },
        name);
    check_close(got, want, 6e-8 * 300.0, name);
  }
}

void check_adam(const std::string& isa) {
  for (const double clip : {0.0, 1.0, 1e6})
    for (const int64_t count : {0, 1, 17, 40000}) {
      const auto run = [&](bool reference) {
        std::vector<float> variable = random_floats(count + 5, 1), gradient = random_floats(count + 5, 2);
        std::vector<float> m = random_floats(count + 5, 3), v = random_floats(count + 5, 4);
        for (float& value : v) value = std::fabs(value);
        const AdamTensor tensors[] = {
            {count, variable.data(), gradient.data(), m.data(), v.data()},
            {5, variable.data() + count, gradient.data() + count, m.data() + count, v.data() + count}};
        std::vector<float> all;
        for (int64_t step = 1; step <= 3; ++step) {
          const AdamArgs args{1e-3, 0.9, 0.999, 1e-8, step, clip};
          all.push_back(static_cast<float>(reference ? adam_step_reference(tensors, 2, args)
                                                     : adam_step(tensors, 2, args)));
        }
        for (const auto* part : {&variable, &m, &v}) all.insert(all.end(), part->begin(), part->end());
        return all;
      };
      const std::string name =
          isa + " adam of " + std::to_string(count) + " clipped at " + std::to_string(clip);
      check_close(same_for_all_threads([&] { return run(false); }, name), run(true), 2e-5, name);
    }
}

}  // namespace

int main() {
  for_each_instruction_set([&](const std::string& isa) {
    check_loss(isa);
    check_embedding(isa);
    check_adam(isa);
  });
  return report("training_test");
}
