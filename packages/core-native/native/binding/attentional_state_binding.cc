#include "../attentional_state/attentional_state.h"
#include "exports.h"
#include "tensor_args.h"

namespace mirada {
namespace {

AttentionalStateArgs read_inputs(TensorArgs& args) {
  AttentionalStateArgs state{};
  const int64_t R = state.rows = args.size("rows"), U = state.units = args.size("units");
  const int64_t F = state.features = args.size("featureSize");
  state.hidden = args.floats("hidden", {R, U});
  state.hidden_kernel = args.floats("hiddenKernel", {U, F});
  if (!args.has("context")) return state;
  const int64_t M = state.context_size = args.size("contextSize");
  state.context = args.floats("context", {R, M});
  state.context_kernel = args.floats("contextKernel", {M, F});
  return state;
}

// attentionalState({ rows, units, featureSize, hidden, hiddenKernel, contextSize?, context?, contextKernel?,
//                    features })
napi_value attentional_state_binding(const Call& call) {
  TensorArgs args(call);
  const AttentionalStateArgs state = read_inputs(args);
  float* features = args.out_floats("features", {state.rows, state.features});
  args.compute([&] { attentional_state(state, features); });
  return nullptr;
}

// attentionalStateBackward({ ...the same, dFeatures, dHidden, dHiddenKernel, dContext?, dContextKernel? })
napi_value attentional_state_backward_binding(const Call& call) {
  TensorArgs args(call);
  const AttentionalStateArgs state = read_inputs(args);
  const int64_t R = state.rows, U = state.units, M = state.context_size, F = state.features;
  const float* features = args.floats("features", {R, F});
  const float* d_features = args.floats("dFeatures", {R, F});
  AttentionalStateGradients out{args.out_floats("dHidden", {R, U}), args.out_floats("dHiddenKernel", {U, F}),
                                nullptr, nullptr};
  if (state.context) {
    out.d_context = args.out_floats("dContext", {R, M});
    out.d_context_kernel = args.out_floats("dContextKernel", {M, F});
  }
  args.compute([&] { attentional_state_backward(state, features, d_features, out); });
  return nullptr;
}

}  // namespace

void export_attentional_state(const Exports& exports) {
  exports.add<attentional_state_binding>("attentionalState");
  exports.add<attentional_state_backward_binding>("attentionalStateBackward");
}

}  // namespace mirada
