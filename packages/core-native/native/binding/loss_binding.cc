#include "../loss/linear_cross_entropy.h"
#include "exports.h"
#include "tensor_args.h"

namespace mirada {
namespace {

// linearCrossEntropy({ rows, inputSize, classes, hidden, kernel, bias, labels, ignoreLabel, labelSmoothing,
//                      dHidden?, dKernel?, dBias? }) -> loss; the three gradients come together or not at
//                      all.
Napi::Value linear_cross_entropy_binding(const Napi::CallbackInfo& info) {
  const TensorArgs args(info, "linearCrossEntropy");
  LinearCrossEntropyArgs loss{};
  const int64_t R = loss.rows = args.size("rows"), D = loss.input_size = args.size("inputSize");
  const int64_t V = loss.classes = args.integer("classes", 1, 2147483647);
  args.count({R, D});
  args.count({D, V});
  loss.hidden = args.floats("hidden", R * D).data;
  loss.kernel = args.floats("kernel", D * V).data;
  loss.bias = args.floats("bias", V).data;
  const Span<int32_t> labels = args.integers("labels", R);
  loss.labels = labels.data;
  loss.ignore_label = static_cast<int32_t>(args.integer("ignoreLabel", -1, 2147483647));
  loss.label_smoothing = static_cast<float>(args.number("labelSmoothing"));
  if (!(loss.label_smoothing >= 0.0f && loss.label_smoothing < 1.0f))
    args.fail_range("a number from 0 to less than 1", "labelSmoothing",
                    TensorArgs::text(loss.label_smoothing));
  for (int64_t r = 0; r < R; ++r)
    if (labels.data[r] != loss.ignore_label && (labels.data[r] < 0 || labels.data[r] >= V))
      args.fail_range("a class from 0 to " + std::to_string(V - 1), "labels[" + std::to_string(r) + "]",
                      std::to_string(labels.data[r]));
  LinearCrossEntropyGradients gradients{};
  if (args.has("dKernel"))
    gradients = {args.floats("dHidden", R * D).data, args.floats("dKernel", D * V).data,
                 args.floats("dBias", V).data};
  return Napi::Number::New(info.Env(), linear_cross_entropy(loss, gradients));
}

}  // namespace

void export_loss(Napi::Env env, Napi::Object exports) {
  exports.Set("linearCrossEntropy",
              Napi::Function::New(env, linear_cross_entropy_binding, "linearCrossEntropy"));
}

}  // namespace mirada
