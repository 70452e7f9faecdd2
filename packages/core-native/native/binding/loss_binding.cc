#include "../loss/linear_cross_entropy.h"
#include "../loss/probability_cross_entropy.h"
#include "exports.h"
#include "tensor_args.h"

namespace mirada {
namespace {

// linearCrossEntropy({ rows, inputSize, classes, hidden, kernel, bias, labels, ignoreLabel, labelSmoothing,
//                      dHidden?, dKernel?, dBias? }) -> loss; the three gradients come together or not at
//                      all.
napi_value linear_cross_entropy_binding(const Call& call) {
  TensorArgs args(call);
  LinearCrossEntropyArgs loss{};
  const int64_t R = loss.rows = args.size("rows"), D = loss.input_size = args.size("inputSize");
  const int64_t V = loss.classes = args.integer("classes", 1, 2147483647);
  loss.hidden = args.floats("hidden", {R, D});
  loss.kernel = args.floats("kernel", {D, V});
  loss.bias = args.floats("bias", {V});
  loss.labels = args.copied_integers("labels", {R}).data;
  loss.ignore_label = static_cast<int32_t>(args.integer("ignoreLabel", -1, 2147483647));
  loss.label_smoothing = static_cast<float>(args.number("labelSmoothing"));
  if (!(loss.label_smoothing >= 0.0f && loss.label_smoothing < 1.0f))
    args.fail_range("a number from 0 to less than 1", "labelSmoothing", text_of(loss.label_smoothing));
  for (int64_t r = 0; r < R; ++r)
    if (loss.labels[r] != loss.ignore_label && (loss.labels[r] < 0 || loss.labels[r] >= V))
      args.fail_range("a class from 0 to " + std::to_string(V - 1), ArgumentName("labels", r),
                      std::to_string(loss.labels[r]));
  LinearCrossEntropyGradients gradients{};
  if (args.has("dKernel"))
    gradients = {args.out_floats("dHidden", {R, D}), args.out_floats("dKernel", {D, V}),
                 args.out_floats("dBias", {V})};
  return Value::of(call.env(), args.compute([&] { return linear_cross_entropy(loss, gradients); })).handle();
}

ProbabilityCrossEntropyArgs read_probabilities(TensorArgs& args) {
  ProbabilityCrossEntropyArgs loss{};
  const int64_t R = loss.rows = args.size("rows"), V = loss.classes = args.integer("classes", 1, 2147483647);
  loss.probabilities = args.floats("probabilities", {R, V});
  if (args.has("labels"))
    loss.labels = args.indices("labels", {R}, 0, V - 1);
  else
    loss.targets = args.floats("targets", {R, V});
  loss.least = static_cast<float>(args.number("least"));
  loss.most = static_cast<float>(args.number("most"));
  return loss;
}

// probabilityCrossEntropy({ rows, classes, probabilities, labels | targets, least, most, loss })
napi_value probability_cross_entropy_binding(const Call& call) {
  TensorArgs args(call);
  const ProbabilityCrossEntropyArgs problem = read_probabilities(args);
  float* loss = args.out_floats("loss", {problem.rows});
  args.compute([&] { probability_cross_entropy(problem, loss); });
  return nullptr;
}

// probabilityCrossEntropyGradient({ ...probabilityCrossEntropy's inputs, dLoss, dProbabilities })
napi_value probability_cross_entropy_gradient_binding(const Call& call) {
  TensorArgs args(call);
  const ProbabilityCrossEntropyArgs problem = read_probabilities(args);
  const float* d_loss = args.floats("dLoss", {problem.rows});
  float* d_probabilities = args.out_floats("dProbabilities", {problem.rows, problem.classes});
  args.compute([&] { probability_cross_entropy_gradient(problem, d_loss, d_probabilities); });
  return nullptr;
}

// softmaxGradient({ rows, classes, probabilities, dProbabilities, dLogits })
napi_value softmax_gradient_binding(const Call& call) {
  TensorArgs args(call);
  const int64_t R = args.size("rows"), V = args.size("classes");
  const float *y = args.floats("probabilities", {R, V}), *dy = args.floats("dProbabilities", {R, V});
  float* dx = args.out_floats("dLogits", {R, V});
  args.compute([&] { softmax_gradient(y, dy, dx, R, V); });
  return nullptr;
}

}  // namespace

void export_loss(const Exports& exports) {
  exports.add<linear_cross_entropy_binding>("linearCrossEntropy");
  exports.add<probability_cross_entropy_binding>("probabilityCrossEntropy");
  exports.add<probability_cross_entropy_gradient_binding>("probabilityCrossEntropyGradient");
  exports.add<softmax_gradient_binding>("softmaxGradient");
}

}  // namespace mirada
