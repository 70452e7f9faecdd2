#include "../random/dropout.h"
#include "exports.h"
#include "positional_args.h"

namespace mirada {
namespace {

// dropout(x, out, steps, width, rate, key): x (batch, steps, width); `out` may be `x`
napi_value dropout_binding(const Call& call) {
  const PositionalArgs args(call);
  const Span<float> x = args.floats(0, "x"), out = args.floats(1, "out");
  const int64_t steps = args.size(2, "steps"), width = args.size(3, "width");
  const double rate = args.number(4, "rate"), key = args.number(5, "key");
  args.expect_length(out.length, x.length, "out");
  args.expect_apart_or_same(out, "out", x, "x");
  if (!(rate >= 0.0 && rate < 1.0)) args.fail_range("in [0, 1)", "rate", text_of(rate));
  if (!(key >= 0.0 && key <= 4294967295.0) || key != std::floor(key))
    args.fail_range("an integer from 0 to 2^32 - 1", "key", text_of(key));
  if (x.length == 0) return nullptr;
  // The product of two axes below 2^31 fits in 64 bits.
  if (steps * width == 0 || x.length % (steps * width) != 0)
    args.fail_range("whole rows of steps x width", "x", std::to_string(x.length) + " elements");
  dropout({x.length / (steps * width), steps, width, rate, static_cast<uint32_t>(key)}, x.data, out.data);
  return nullptr;
}

}  // namespace

void export_random(const Exports& exports) { exports.add<dropout_binding>("dropout"); }

}  // namespace mirada
