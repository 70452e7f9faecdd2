#include "../loss/linear_cross_entropy.h"
#include "../loss/probability_cross_entropy.h"
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

ProbabilityCrossEntropyArgs read_probabilities(const TensorArgs& args) {
  ProbabilityCrossEntropyArgs loss{};
  const int64_t R = loss.rows = args.size("rows"), V = loss.classes = args.integer("classes", 1, 2147483647);
  args.count({R, V});
  loss.probabilities = args.floats("probabilities", R * V).data;
  if (args.has("labels")) {
    const Span<int32_t> labels = args.integers("labels", R);
    args.check_elements(labels, "labels", 0, V - 1);
    loss.labels = labels.data;
  } else {
    loss.targets = args.floats("targets", R * V).data;
  }
  loss.least = static_cast<float>(args.number("least"));
  loss.most = static_cast<float>(args.number("most"));
  return loss;
}

// probabilityCrossEntropy({ rows, classes, probabilities, labels | targets, least, most, loss })
Napi::Value probability_cross_entropy_binding(const Napi::CallbackInfo& info) {
  const TensorArgs args(info, "probabilityCrossEntropy");
  const ProbabilityCrossEntropyArgs loss = read_probabilities(args);
  probability_cross_entropy(loss, args.floats("loss", loss.rows).data);
  return info.Env().Undefined();
}

// probabilityCrossEntropyGradient({ ...probabilityCrossEntropy's inputs, dLoss, dProbabilities })
Napi::Value probability_cross_entropy_gradient_binding(const Napi::CallbackInfo& info) {
  const TensorArgs args(info, "probabilityCrossEntropyGradient");
  const ProbabilityCrossEntropyArgs loss = read_probabilities(args);
  probability_cross_entropy_gradient(loss, args.floats("dLoss", loss.rows).data,
                                     args.floats("dProbabilities", loss.rows * loss.classes).data);
  return info.Env().Undefined();
}

// softmaxGradient({ rows, classes, probabilities, dProbabilities, dLogits })
Napi::Value softmax_gradient_binding(const Napi::CallbackInfo& info) {
  const TensorArgs args(info, "softmaxGradient");
  const int64_t R = args.size("rows"), V = args.size("classes"), count = args.count({R, V});
  softmax_gradient(args.floats("probabilities", count).data, args.floats("dProbabilities", count).data,
                   args.floats("dLogits", count).data, R, V);
  return info.Env().Undefined();
}

}  // namespace

void export_loss(Napi::Env env, Napi::Object exports) {
  exports.Set("linearCrossEntropy",
              Napi::Function::New(env, linear_cross_entropy_binding, "linearCrossEntropy"));
  exports.Set("probabilityCrossEntropy",
              Napi::Function::New(env, probability_cross_entropy_binding, "probabilityCrossEntropy"));
  exports.Set("probabilityCrossEntropyGradient",
              Napi::Function::New(env, probability_cross_entropy_gradient_binding,
                                  "probabilityCrossEntropyGradient"));
  exports.Set("softmaxGradient", Napi::Function::New(env, softmax_gradient_binding, "softmaxGradient"));
}

}  // namespace mirada
