// Dropout against its definition, bit for bit: the mask is no matter of tolerance.
#include "../random/dropout.h"

#include "native_test.h"

using namespace mirada;
using namespace mirada_test;

namespace {

void check_dropout(const std::string& isa) {
  for (const int64_t width : {1, 2, 5, 16, 31, 255, 256, 257, 700})
    for (const int64_t steps : {1, 7})
      for (const double rate : {0.0, 0.2, 0.5, 0.99999}) {
        const DropoutArgs args{9, steps, width, rate, 0xfedcba98u};
        std::vector<float> x = random_floats(9 * steps * width, 1);
        x[0] = NAN;
        x.back() = -INFINITY;
        std::vector<float> want(x.size());
        dropout_reference(args, x.data(), want.data());
        const std::string name =
            isa + " dropout of width " + std::to_string(width) + " at " + std::to_string(rate);
        const std::vector<float> got = same_for_all_threads(
            [&] {
              std::vector<float> out(x.size(), NAN);
              dropout(args, x.data(), out.data());
              return out;
            },
            name);
        bool same = true;
        for (size_t i = 0; i < x.size(); ++i)
          same = same &&
                 (std::isnan(want[i]) ? std::isnan(got[i])
                                      : got[i] == want[i] && std::signbit(got[i]) == std::signbit(want[i]));
        check(same, name);
      }
  // Many tasks; and the output may be the input.
  const DropoutArgs args{64, 20, 256, 0.2, 1};
  std::vector<float> values = random_floats(64 * 20 * 256, 2), want(values.size());
  dropout_reference(args, values.data(), want.data());
  dropout(args, values.data(), values.data());
  check_same_bits(values, want, isa + " dropout in place");
}

}  // namespace

int main() {
  for_each_instruction_set([&](const std::string& isa) { check_dropout(isa); });
  return report("dropout_test");
}
