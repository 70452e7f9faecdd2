// The element-wise functions take their arguments one by one, not in an options object: tfjs calls them
// hundreds of times a step, many on small tensors, and reading a property costs as much as adding a thousand
// numbers.
#include <algorithm>
#include <iterator>

#include "../elementwise/elementwise.h"
#include "exports.h"
#include "positional_args.h"

namespace mirada {
namespace {

// unary(operation, x, out, alpha, beta)
napi_value unary_binding(const Call& call) {
  const PositionalArgs args(call);
  const auto operation = args.operation<Unary>(0);
  const Span<float> x = args.floats(1, "x"), out = args.floats(2, "out");
  args.expect_length(out.length, x.length, "out");
  args.expect_apart_or_same(out, "out", x, "x");
  unary(operation, x.data, out.data, x.length, static_cast<float>(args.number(3, "alpha")),
        static_cast<float>(args.number(4, "beta")));
  return nullptr;
}

// Axes encoded as [rank, sizes..., steps of a..., steps of b...], the steps of b where there are two
// operands.
struct Axes {
  int rank;
  int64_t size;
  int64_t sizes[kMaxAxes], a_steps[kMaxAxes], b_steps[kMaxAxes];
  // One past the greatest element that the operands are read at.
  int64_t a_reach, b_reach;
};

Axes read_axes(const PositionalArgs& args, size_t index, int operands) {
  // Copied before the check, as every number that becomes an address.
  const Span<int32_t> given = args.integers(index, "axes");
  int32_t encoded[1 + 3 * kMaxAxes] = {};
  std::copy_n(given.data, std::min<int64_t>(given.length, std::size(encoded)), encoded);
  const int rank = encoded[0];
  if (rank < 1 || rank > kMaxAxes || given.length < 1 + rank * (1 + operands))
    args.fail_range("1 to 8 axes with their steps", "axes",
                    std::to_string(rank) + " in an array of " + std::to_string(given.length));
  Axes axes{rank, 1, {}, {}, {}, 1, 1};
  for (int axis = 0; axis < rank; ++axis) {
    const int64_t size = axes.sizes[axis] = encoded[1 + axis];
    const int64_t a_step = axes.a_steps[axis] = encoded[1 + rank + axis];
    const int64_t b_step = axes.b_steps[axis] = operands == 2 ? encoded[1 + 2 * rank + axis] : 0;
    if (size < 0 || a_step < 0 || b_step < 0)
      args.fail_range("sizes and steps of at least 0", "axes", "a negative one");
    axes.size *= size;
    if (axes.size > 2147483647)
      args.fail_range("at most 2^31 - 1 elements", "axes", std::to_string(axes.size));
    // An empty axis lets the others be as long as they like: nothing of theirs is read, or added up.
    if (axes.size == 0) continue;
    axes.a_reach += (size - 1) * a_step;
    axes.b_reach += (size - 1) * b_step;
  }
  if (axes.size == 0) axes.a_reach = axes.b_reach = 0;
  return axes;
}

BroadcastShape broadcast_shape(const PositionalArgs& args, const Axes& axes) {
  const int last = axes.rank - 1;
  if (axes.a_steps[last] > 1 || axes.b_steps[last] > 1)
    args.fail_range("0 or 1 along the last axis", "the steps", "a greater one");
  BroadcastShape shape{};
  shape.rank = axes.rank;
  for (int axis = 0; axis < axes.rank; ++axis) {
    shape.sizes[axis] = axes.sizes[axis];
    shape.a_steps[axis] = axes.a_steps[axis];
    shape.b_steps[axis] = axes.b_steps[axis];
  }
  return shape;
}

// Whether the steps of an operand are those of a dense array: then it may be the output itself.
bool is_dense(const Axes& axes, const int64_t* steps) {
  int64_t dense = 1;
  for (int axis = axes.rank - 1; axis >= 0; --axis) {
    if (axes.sizes[axis] != 1 && steps[axis] != dense) return false;
    dense *= axes.sizes[axis];
  }
  return true;
}

// The output and an operand, of which `reach` elements are read.
void expect_apart(const PositionalArgs& args, const Axes& axes, Span<float> out, const int64_t* steps,
                  Span<float> operand, int64_t reach, const char* name) {
  operand.length = reach;
  if (out.data == operand.data && is_dense(axes, steps)) return;
  args.expect_apart(out, "out", operand, name);
}

// binary(operation, axes, a, b, out); `out` may be a dense operand
napi_value binary_binding(const Call& call) {
  const PositionalArgs args(call);
  const auto operation = args.operation<Binary>(0);
  const Axes axes = read_axes(args, 1, 2);
  const Span<float> a = args.floats(2, "a"), b = args.floats(3, "b"), out = args.floats(4, "out");
  args.expect_at_least(a.length, axes.a_reach, "a");
  args.expect_at_least(b.length, axes.b_reach, "b");
  args.expect_length(out.length, axes.size, "out");
  if (axes.size == 0) return nullptr;
  expect_apart(args, axes, out, axes.a_steps, a, axes.a_reach, "a");
  expect_apart(args, axes, out, axes.b_steps, b, axes.b_reach, "b");
  binary(operation, broadcast_shape(args, axes), a.data, b.data, out.data);
  return nullptr;
}

// comparison(operation, axes, a, b, out)
napi_value comparison_binding(const Call& call) {
  const PositionalArgs args(call);
  const auto operation = args.operation<Comparison>(0);
  const Axes axes = read_axes(args, 1, 2);
  const Span<float> a = args.floats(2, "a"), b = args.floats(3, "b");
  const Span<uint8_t> out = args.bytes(4, "out");
  args.expect_at_least(a.length, axes.a_reach, "a");
  args.expect_at_least(b.length, axes.b_reach, "b");
  args.expect_length(out.length, axes.size, "out");
  if (axes.size == 0) return nullptr;
  args.expect_apart(out, "out", Span<float>{a.data, axes.a_reach}, "a");
  args.expect_apart(out, "out", Span<float>{b.data, axes.b_reach}, "b");
  comparison(operation, broadcast_shape(args, axes), a.data, b.data, out.data);
  return nullptr;
}

// select(condition, a, b, out)
napi_value select_binding(const Call& call) {
  const PositionalArgs args(call);
  const Span<uint8_t> condition = args.bytes(0, "condition");
  const Span<float> a = args.floats(1, "a"), b = args.floats(2, "b"), out = args.floats(3, "out");
  args.expect_length(a.length, condition.length, "a");
  args.expect_length(b.length, condition.length, "b");
  args.expect_length(out.length, condition.length, "out");
  args.expect_apart(out, "out", condition, "condition");
  args.expect_apart_or_same(out, "out", a, "a");
  args.expect_apart_or_same(out, "out", b, "b");
  select(condition.data, a.data, b.data, out.data, out.length);
  return nullptr;
}

// reduce(operation, x, out, outer, reduced, inner, scale)
napi_value reduce_binding(const Call& call) {
  const PositionalArgs args(call);
  const auto operation = args.operation<Reduction>(0);
  const Span<float> x = args.floats(1, "x"), out = args.floats(2, "out");
  const int64_t outer = args.size(3, "outer"), reduced = args.size(4, "reduced"),
                inner = args.size(5, "inner");
  args.expect_length(out.length, args.count("out", {outer, inner}), "out");
  args.expect_length(x.length, args.count("x", {outer, reduced, inner}), "x");
  args.expect_apart(out, "out", x, "x");
  reduce(operation, x.data, out.data, outer, reduced, inner, static_cast<float>(args.number(6, "scale")));
  return nullptr;
}

// softmax(x, out, columns, logarithm)
napi_value softmax_binding(const Call& call) {
  const PositionalArgs args(call);
  const Span<float> x = args.floats(0, "x"), out = args.floats(1, "out");
  const int64_t columns = args.size(2, "columns");
  args.expect_length(out.length, x.length, "out");
  if (columns == 0 ? x.length != 0 : x.length % columns != 0)
    args.fail_range("whole rows of " + std::to_string(columns), "x", std::to_string(x.length) + " elements");
  args.expect_apart(out, "out", x, "x");
  if (columns > 0) softmax(x.data, out.data, x.length / columns, columns, args.boolean(3, "logarithm"));
  return nullptr;
}

// permute(axes, x, offset, out)
napi_value permute_binding(const Call& call) {
  const PositionalArgs args(call);
  const Axes axes = read_axes(args, 0, 1);
  const Span<float> x = args.floats(1, "x"), out = args.floats(3, "out");
  const int64_t offset = args.size(2, "offset");
  args.expect_at_least(x.length, axes.a_reach == 0 ? 0 : offset + axes.a_reach, "x");
  args.expect_length(out.length, axes.size, "out");
  if (axes.size == 0) return nullptr;
  args.expect_apart(out, "out", Span<float>{x.data + offset, axes.a_reach}, "x");
  PermutedShape shape{};
  shape.rank = axes.rank;
  for (int axis = 0; axis < axes.rank; ++axis) {
    shape.sizes[axis] = axes.sizes[axis];
    shape.steps[axis] = axes.a_steps[axis];
  }
  permute(shape, x.data + offset, out.data);
  return nullptr;
}

// copyRows(x, xOffset, xStep, out, outOffset, outStep, rows, length)
napi_value copy_rows_binding(const Call& call) {
  const PositionalArgs args(call);
  const Span<float> x = args.floats(0, "x"), out = args.floats(3, "out");
  const int64_t x_offset = args.size(1, "xOffset"), x_step = args.size(2, "xStep");
  const int64_t out_offset = args.size(4, "outOffset"), out_step = args.size(5, "outStep");
  const int64_t rows = args.size(6, "rows"), length = args.size(7, "length");
  if (rows == 0 || length == 0) return nullptr;
  const int64_t x_reach = (rows - 1) * x_step + length, out_reach = (rows - 1) * out_step + length;
  args.expect_at_least(x.length, x_offset + x_reach, "x");
  args.expect_at_least(out.length, out_offset + out_reach, "out");
  args.expect_apart(Span<float>{out.data + out_offset, out_reach}, "out",
                    Span<float>{x.data + x_offset, x_reach}, "x");
  // Rows of the output that overlap would be written by two threads.
  if (rows > 1 && out_step < length)
    args.fail_range("at least the length of a row", "outStep", std::to_string(out_step));
  copy_rows(x.data + x_offset, x_step, out.data + out_offset, out_step, rows, length);
  return nullptr;
}

template <size_t N>
Value names(napi_env env, const char* const (&list)[N]) {
  const Value array = Value::array(env);
  for (uint32_t i = 0; i < N; ++i) array.set(i, Value::of(env, list[i]));
  return array;
}

}  // namespace

void export_elementwise(const Exports& exports) {
  const napi_env env = exports.env();
  const Value operations = Value::object(env);
  operations.set("unary", names(env, kUnaryNames));
  operations.set("binary", names(env, kBinaryNames));
  operations.set("comparison", names(env, kComparisonNames));
  operations.set("reduction", names(env, kReductionNames));
  exports.set("elementwiseOperations", operations);
  exports.add<unary_binding>("unary");
  exports.add<binary_binding>("binary");
  exports.add<comparison_binding>("comparison");
  exports.add<select_binding>("select");
  exports.add<reduce_binding>("reduce");
  exports.add<softmax_binding>("softmax");
  exports.add<permute_binding>("permute");
  exports.add<copy_rows_binding>("copyRows");
}

}  // namespace mirada
