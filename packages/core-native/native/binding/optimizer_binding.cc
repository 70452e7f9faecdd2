#include <vector>

#include "../optimizer/adam.h"
#include "exports.h"
#include "tensor_args.h"

namespace mirada {
namespace {

Napi::Array read_list(const TensorArgs& args, const char* name) {
  const Napi::Value value = args.value(name);
  if (!value.IsArray()) args.fail_type("an array of Float32Arrays", name, TensorArgs::describe(value));
  return value.As<Napi::Array>();
}

// Gives `tensor` a gradient of rows: their numbers, and `values` that are divided among them evenly.
void read_rows(const TensorArgs& args, const Napi::Value& rows_value, const Span<float>& values,
               const std::string& at, AdamTensor& tensor) {
  const Span<int32_t> rows = args.integers_exactly(rows_value, "gradientRows" + at, -1);
  const int64_t width = rows.length == 0 ? 0 : values.length / rows.length;
  if (width * rows.length != values.length)
    args.fail_range("a whole number of elements for each of " + std::to_string(rows.length) + " rows",
                    "gradients" + at, "Float32Array of " + std::to_string(values.length));
  if (width > 0 && tensor.count % width != 0)
    args.fail_range("rows of a width that divides " + std::to_string(tensor.count), "gradients" + at,
                    "rows of " + std::to_string(width));
  const int64_t limit = width == 0 ? 0 : tensor.count / width;
  for (int64_t r = 0; r < rows.length; ++r)
    if (rows.data[r] < (r == 0 ? 0 : rows.data[r - 1] + int64_t{1}) || rows.data[r] >= limit)
      args.fail_range("ascending rows below " + std::to_string(limit),
                      "gradientRows" + at + "[" + std::to_string(r) + "]", std::to_string(rows.data[r]));
  tensor.gradient = values.data;
  tensor.rows = rows.data;
  tensor.row_count = rows.length;
  tensor.width = width;
}

// adamStep({ variables, gradients, gradientRows?, m, v, learningRate, beta1, beta2, epsilon, step,
//            clipNorm }) -> gradient norm
// The lists run in parallel; variables, m and v are written in place. Where an item of gradientRows is null
// or undefined, that gradient is dense.
Napi::Value adam_step_binding(const Napi::CallbackInfo& info) {
  const TensorArgs args(info, "adamStep", TensorArgs::Options::kWithLists);
  const Napi::Array variables = read_list(args, "variables"), gradients = read_list(args, "gradients");
  const Napi::Array m = read_list(args, "m"), v = read_list(args, "v");
  const auto same_length = [&](const Napi::Array& list, const char* name) {
    if (list.Length() != variables.Length())
      args.fail_range("an array of " + std::to_string(variables.Length()), name,
                      "an array of " + std::to_string(list.Length()));
  };
  same_length(gradients, "gradients");
  same_length(m, "m");
  same_length(v, "v");
  Napi::Array gradient_rows;
  if (args.has("gradientRows")) {
    gradient_rows = read_list(args, "gradientRows");
    same_length(gradient_rows, "gradientRows");
  }
  std::vector<AdamTensor> tensors;
  for (uint32_t i = 0; i < variables.Length(); ++i) {
    const std::string at = "[" + std::to_string(i) + "]";
    const Span<float> variable = args.floats_value(variables.Get(i), "variables" + at, 0);
    const auto matching = [&](const Napi::Array& list, const char* name) {
      const Span<float> span = args.floats_value(list.Get(i), name + at, 0);
      if (span.length != variable.length)
        args.fail_range("a Float32Array of " + std::to_string(variable.length) + " elements", name + at,
                        "Float32Array of " + std::to_string(span.length));
      return span.data;
    };
    AdamTensor tensor{variable.length, variable.data, nullptr, matching(m, "m"), matching(v, "v")};
    const Napi::Value rows = gradient_rows.IsEmpty() ? info.Env().Undefined() : gradient_rows.Get(i);
    if (rows.IsUndefined() || rows.IsNull())
      tensor.gradient = matching(gradients, "gradients");
    else
      read_rows(args, rows, args.floats_value(gradients.Get(i), "gradients" + at, 0), at, tensor);
    tensors.push_back(tensor);
  }
  AdamArgs adam{args.number("learningRate"),
                args.number("beta1"),
                args.number("beta2"),
                args.number("epsilon"),
                args.integer("step", 1, int64_t{1} << 52),
                args.number("clipNorm")};
  return Napi::Number::New(info.Env(), adam_step(tensors.data(), static_cast<int64_t>(tensors.size()), adam));
}

}  // namespace

void export_optimizer(Napi::Env env, Napi::Object exports) {
  exports.Set("adamStep", Napi::Function::New(env, adam_step_binding, "adamStep"));
}

}  // namespace mirada
