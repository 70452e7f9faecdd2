// The element-wise functions take their arguments one by one, not in an options object: tfjs calls them
// hundreds of times a step, many on small tensors, and reading a property costs as much as adding a thousand
// numbers.
#include "../elementwise/elementwise.h"
#include "exports.h"
#include "positional_args.h"

namespace mirada {
namespace {

// unary(operation, x, out, alpha, beta)
Napi::Value unary_binding(const Napi::CallbackInfo& info) {
  const PositionalArgs args(info, "unary");
  const auto operation = args.operation<Unary>(0);
  const Span<float> x = args.floats(1, "x"), out = args.floats(2, "out");
  args.expect_length(out.length, x.length, "out");
  unary(operation, x.data, out.data, x.length, static_cast<float>(args.number(3, "alpha")),
        static_cast<float>(args.number(4, "beta")));
  return info.Env().Undefined();
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
  const Span<int32_t> encoded = args.integers(index, "axes");
  const int rank = encoded.length > 0 ? encoded.data[0] : 0;
  if (rank < 1 || rank > kMaxAxes || encoded.length < 1 + rank * (1 + operands))
    args.fail_range("1 to 8 axes with their steps", "axes",
                    std::to_string(rank) + " in an array of " + std::to_string(encoded.length));
  Axes axes{rank, 1, {}, {}, {}, 1, 1};
  for (int axis = 0; axis < rank; ++axis) {
    const int64_t size = axes.sizes[axis] = encoded.data[1 + axis];
    const int64_t a_step = axes.a_steps[axis] = encoded.data[1 + rank + axis];
    const int64_t b_step = axes.b_steps[axis] = operands == 2 ? encoded.data[1 + 2 * rank + axis] : 0;
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

// binary(operation, axes, a, b, out)
Napi::Value binary_binding(const Napi::CallbackInfo& info) {
  const PositionalArgs args(info, "binary");
  const auto operation = args.operation<Binary>(0);
  const Axes axes = read_axes(args, 1, 2);
  const Span<float> a = args.floats(2, "a"), b = args.floats(3, "b"), out = args.floats(4, "out");
  args.expect_at_least(a.length, axes.a_reach, "a");
  args.expect_at_least(b.length, axes.b_reach, "b");
  args.expect_length(out.length, axes.size, "out");
  if (axes.size == 0) return info.Env().Undefined();
  binary(operation, broadcast_shape(args, axes), a.data, b.data, out.data);
  return info.Env().Undefined();
}

// comparison(operation, axes, a, b, out)
Napi::Value comparison_binding(const Napi::CallbackInfo& info) {
  const PositionalArgs args(info, "comparison");
  const auto operation = args.operation<Comparison>(0);
  const Axes axes = read_axes(args, 1, 2);
  const Span<float> a = args.floats(2, "a"), b = args.floats(3, "b");
  const Span<uint8_t> out = args.bytes(4, "out");
  args.expect_at_least(a.length, axes.a_reach, "a");
  args.expect_at_least(b.length, axes.b_reach, "b");
  args.expect_length(out.length, axes.size, "out");
  if (axes.size == 0) return info.Env().Undefined();
  comparison(operation, broadcast_shape(args, axes), a.data, b.data, out.data);
  return info.Env().Undefined();
}

// select(condition, a, b, out)
Napi::Value select_binding(const Napi::CallbackInfo& info) {
  const PositionalArgs args(info, "select");
  const Span<uint8_t> condition = args.bytes(0, "condition");
  const Span<float> a = args.floats(1, "a"), b = args.floats(2, "b"), out = args.floats(3, "out");
  args.expect_length(a.length, condition.length, "a");
  args.expect_length(b.length, condition.length, "b");
  args.expect_length(out.length, condition.length, "out");
  select(condition.data, a.data, b.data, out.data, out.length);
  return info.Env().Undefined();
}

// reduce(operation, x, out, outer, reduced, inner, scale)
Napi::Value reduce_binding(const Napi::CallbackInfo& info) {
  const PositionalArgs args(info, "reduce");
  const auto operation = args.operation<Reduction>(0);
  const Span<float> x = args.floats(1, "x"), out = args.floats(2, "out");
  const int64_t outer = args.size(3, "outer"), reduced = args.size(4, "reduced"),
                inner = args.size(5, "inner");
  args.expect_length(out.length, outer * inner, "out");
  // The output has real memory, so this product of three cannot overflow once the output's length is right.
  if (out.length > 0 && reduced > (int64_t{1} << 40) / out.length)
    args.fail_range("at most 2^40 elements", "the input", "more");
  args.expect_length(x.length, out.length * reduced, "x");
  reduce(operation, x.data, out.data, outer, reduced, inner, static_cast<float>(args.number(6, "scale")));
  return info.Env().Undefined();
}

// softmax(x, out, columns, logarithm)
Napi::Value softmax_binding(const Napi::CallbackInfo& info) {
  const PositionalArgs args(info, "softmax");
  const Span<float> x = args.floats(0, "x"), out = args.floats(1, "out");
  const int64_t columns = args.size(2, "columns");
  args.expect_length(out.length, x.length, "out");
  if (columns == 0 ? x.length != 0 : x.length % columns != 0)
    args.fail_range("whole rows of " + std::to_string(columns), "x", std::to_string(x.length) + " elements");
  if (columns > 0) softmax(x.data, out.data, x.length / columns, columns, args.boolean(3, "logarithm"));
  return info.Env().Undefined();
}

// permute(axes, x, offset, out)
Napi::Value permute_binding(const Napi::CallbackInfo& info) {
  const PositionalArgs args(info, "permute");
  const Axes axes = read_axes(args, 0, 1);
  const Span<float> x = args.floats(1, "x"), out = args.floats(3, "out");
  const int64_t offset = args.size(2, "offset");
  args.expect_at_least(x.length, axes.a_reach == 0 ? 0 : offset + axes.a_reach, "x");
  args.expect_length(out.length, axes.size, "out");
  if (axes.size == 0) return info.Env().Undefined();
  PermutedShape shape{};
  shape.rank = axes.rank;
  for (int axis = 0; axis < axes.rank; ++axis) {
    shape.sizes[axis] = axes.sizes[axis];
    shape.steps[axis] = axes.a_steps[axis];
  }
  permute(shape, x.data + offset, out.data);
  return info.Env().Undefined();
}

// copyRows(x, xOffset, xStep, out, outOffset, outStep, rows, length)
Napi::Value copy_rows_binding(const Napi::CallbackInfo& info) {
  const PositionalArgs args(info, "copyRows");
  const Span<float> x = args.floats(0, "x"), out = args.floats(3, "out");
  const int64_t x_offset = args.size(1, "xOffset"), x_step = args.size(2, "xStep");
  const int64_t out_offset = args.size(4, "outOffset"), out_step = args.size(5, "outStep");
  const int64_t rows = args.size(6, "rows"), length = args.size(7, "length");
  if (rows == 0 || length == 0) return info.Env().Undefined();
  args.expect_at_least(x.length, x_offset + (rows - 1) * x_step + length, "x");
  args.expect_at_least(out.length, out_offset + (rows - 1) * out_step + length, "out");
  // Rows of the output that overlap would be written by two threads.
  if (rows > 1 && out_step < length)
    args.fail_range("at least the length of a row", "outStep", std::to_string(out_step));
  copy_rows(x.data + x_offset, x_step, out.data + out_offset, out_step, rows, length);
  return info.Env().Undefined();
}

template <size_t N>
Napi::Array names(Napi::Env env, const char* const (&list)[N]) {
  Napi::Array array = Napi::Array::New(env, N);
  for (uint32_t i = 0; i < N; ++i) array.Set(i, list[i]);
  return array;
}

}  // namespace

void export_elementwise(Napi::Env env, Napi::Object exports) {
  Napi::Object operations = Napi::Object::New(env);
  operations.Set("unary", names(env, kUnaryNames));
  operations.Set("binary", names(env, kBinaryNames));
  operations.Set("comparison", names(env, kComparisonNames));
  operations.Set("reduction", names(env, kReductionNames));
  exports.Set("elementwiseOperations", operations);
  exports.Set("unary", Napi::Function::New(env, unary_binding, "unary"));
  exports.Set("binary", Napi::Function::New(env, binary_binding, "binary"));
  exports.Set("comparison", Napi::Function::New(env, comparison_binding, "comparison"));
  exports.Set("select", Napi::Function::New(env, select_binding, "select"));
  exports.Set("reduce", Napi::Function::New(env, reduce_binding, "reduce"));
  exports.Set("softmax", Napi::Function::New(env, softmax_binding, "softmax"));
  exports.Set("permute", Napi::Function::New(env, permute_binding, "permute"));
  exports.Set("copyRows", Napi::Function::New(env, copy_rows_binding, "copyRows"));
}

}  // namespace mirada
