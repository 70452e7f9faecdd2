// The attentional state and its gradients against double precision.
#include "../attentional_state/attentional_state.h"

#include <algorithm>

#include "native_test.h"

using namespace mirada;
using namespace mirada_test;

namespace {

struct Shape {
  int64_t rows, units, context_size, features;
  std::string text() const {
    return "R" + std::to_string(rows) + " U" + std::to_string(units) + " M" + std::to_string(context_size) +
           " F" + std::to_string(features);
  }
};

// Features and gradients, one after the other.
std::vector<float> run(const Shape& s, bool reference) {
  const auto [R, U, M, F] = s;
  const std::vector<float> hidden = random_floats(R * U, 1), hidden_kernel = random_floats(U * F, 2, 0.3f),
                           context = random_floats(R * M, 3), context_kernel = random_floats(M * F, 4, 0.3f),
                           d_features = random_floats(R * F, 5);
  const AttentionalStateArgs args{R,
                                  U,
                                  M,
                                  F,
                                  hidden.data(),
                                  hidden_kernel.data(),
                                  M > 0 ? context.data() : nullptr,
                                  M > 0 ? context_kernel.data() : nullptr};
  std::vector<float> features(static_cast<size_t>(R * F), NAN), d_hidden(hidden.size(), NAN),
      d_hidden_kernel(hidden_kernel.size(), NAN), d_context(context.size(), NAN),
      d_context_kernel(context_kernel.size(), NAN);
  const AttentionalStateGradients out{d_hidden.data(), d_hidden_kernel.data(),
                                      M > 0 ? d_context.data() : nullptr,
                                      M > 0 ? d_context_kernel.data() : nullptr};
  if (reference) {
    attentional_state_reference(args, features.data());
    attentional_state_backward_reference(args, d_features.data(), out);
  } else {
    attentional_state(args, features.data());
    attentional_state_backward(args, features.data(), d_features.data(), out);
  }
  std::vector<float> all = features;
  for (const auto* part : {&d_hidden, &d_hidden_kernel, &d_context, &d_context_kernel})
    all.insert(all.end(), part->begin(), part->end());
  return all;
}

void check_shape(const Shape& shape, const std::string& isa) {
  const std::string name = isa + " attentional state " + shape.text();
  const double longest =
      static_cast<double>(std::max({shape.rows, shape.units + shape.context_size, shape.features}));
  check_close(same_for_all_threads([&] { return run(shape, false); }, name), run(shape, true),
              1.2e-7 * std::sqrt(longest) * 4.0, name);
}

}  // namespace

int main() {
  for_each_instruction_set([&](const std::string& isa) {
    for (const int64_t rows : {0, 1, 7, 64})
      for (const int64_t units : {1, 17, 96})
        for (const int64_t context_size : {0, 1, 40})
          for (const int64_t features : {1, 33, 128}) check_shape({rows, units, context_size, features}, isa);
    check_shape({300, 256, 256, 256}, isa);
  });
  return report("attentional_state_test");
}
