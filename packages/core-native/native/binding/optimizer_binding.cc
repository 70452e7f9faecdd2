#include <vector>

#include "../optimizer/adam.h"
#include "exports.h"
#include "tensor_args.h"

namespace mirada {
namespace {

Value read_list(const TensorArgs& args, const char* name) {
  const Value value = args.value(name);
  if (!value.is_array()) args.fail_type("an array of Float32Arrays", name, describe(value));
  return value;
}

// Gives `tensor` a gradient of rows: their numbers, and `values` that are divided among them evenly.
void read_rows(TensorArgs& args, const Value& rows_value, const Span<float>& values, uint32_t item,
               AdamTensor& tensor) {
  const Span<const int32_t> rows =
      args.copied_integers(rows_value, ArgumentName("gradientRows", item), TensorArgs::kAny);
  const ArgumentName gradient("gradients", item);
  const int64_t width = rows.length == 0 ? 0 : values.length / rows.length;
  if (width * rows.length != values.length)
    args.fail_range("a whole number of elements for each of " + std::to_string(rows.length) + " rows",
                    gradient, "Float32Array of " + std::to_string(values.length));
  if (width > 0 && tensor.count % width != 0)
    args.fail_range("rows of a width that divides " + std::to_string(tensor.count), gradient,
                    "rows of " + std::to_string(width));
  const int64_t limit = width == 0 ? 0 : tensor.count / width;
  for (int64_t r = 0; r < rows.length; ++r)
    if (rows.data[r] < (r == 0 ? 0 : rows.data[r - 1] + int64_t{1}) || rows.data[r] >= limit)
      mirada::fail_range(args.where(), "ascending rows below " + std::to_string(limit),
                         ArgumentName("gradientRows", item).text() + "[" + std::to_string(r) + "]",
                         std::to_string(rows.data[r]));
  tensor.gradient = values.data;
  tensor.rows = rows.data;
  tensor.row_count = rows.length;
  tensor.width = width;
}

// adamStep({ variables, gradients, gradientRows?, m, v, learningRate, beta1, beta2, epsilon, step,
//            clipNorm }) -> gradient norm
// The lists run in parallel; variables, m and v are written in place. Where an item of gradientRows is null
// or undefined, that gradient is dense.
napi_value adam_step_binding(const Call& call) {
  TensorArgs args(call, TensorArgs::Options::kWithLists);
  const Value variables = read_list(args, "variables"), gradients = read_list(args, "gradients");
  const Value m = read_list(args, "m"), v = read_list(args, "v");
  const uint32_t tensor_count = variables.length();
  const auto expect_as_long = [&](const Value& list, const char* name) {
    if (list.length() != tensor_count)
      args.fail_range("an array of " + std::to_string(tensor_count), name,
                      "an array of " + std::to_string(list.length()));
  };
  expect_as_long(gradients, "gradients");
  expect_as_long(m, "m");
  expect_as_long(v, "v");
  const bool has_rows = args.has("gradientRows");
  const Value gradient_rows = has_rows ? read_list(args, "gradientRows") : Value();
  if (has_rows) expect_as_long(gradient_rows, "gradientRows");
  std::vector<AdamTensor> tensors;
  tensors.reserve(tensor_count);
  for (uint32_t i = 0; i < tensor_count; ++i) {
    const Span<float> variable =
        args.array<float>(variables.element(i), ArgumentName("variables", i), TensorArgs::kAny, true);
    const auto matching = [&](const Value& list, const char* name, bool is_written) {
      return args.array<float>(list.element(i), ArgumentName(name, i), variable.length, is_written).data;
    };
    AdamTensor tensor{variable.length, variable.data, nullptr, matching(m, "m", true),
                      matching(v, "v", true)};
    const Value rows = has_rows ? gradient_rows.element(i) : Value::undefined(call.env());
    if (rows.is_absent())
      tensor.gradient = matching(gradients, "gradients", false);
    else
      read_rows(
          args, rows,
          args.array<float>(gradients.element(i), ArgumentName("gradients", i), TensorArgs::kAny, false), i,
          tensor);
    tensors.push_back(tensor);
  }
  const AdamArgs adam{args.number("learningRate"),
                      args.number("beta1"),
                      args.number("beta2"),
                      args.number("epsilon"),
                      args.integer("step", 1, int64_t{1} << 52),
                      args.number("clipNorm")};
  const double norm =
      args.compute([&] { return adam_step(tensors.data(), static_cast<int64_t>(tensors.size()), adam); });
  return Value::of(call.env(), norm).handle();
}

}  // namespace

void export_optimizer(const Exports& exports) { exports.add<adam_step_binding>("adamStep"); }

}  // namespace mirada
