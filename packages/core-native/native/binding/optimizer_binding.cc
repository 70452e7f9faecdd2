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

// adamStep({ variables, gradients, m, v, learningRate, beta1, beta2, epsilon, step, clipNorm }) -> gradient
// norm. The four lists run in parallel; variables, m and v are written in place.
Napi::Value adam_step_binding(const Napi::CallbackInfo& info) {
  const TensorArgs args(info, "adamStep", TensorArgs::Lists::kCopied);
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
    tensors.push_back({variable.length, variable.data, matching(gradients, "gradients"), matching(m, "m"),
                       matching(v, "v")});
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
