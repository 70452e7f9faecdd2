#include "../attentional_state/attentional_state.h"
#include "exports.h"
#include "tensor_args.h"

namespace mirada {
namespace {

AttentionalStateArgs read_inputs(const TensorArgs& args) {
  AttentionalStateArgs state{};
  const int64_t R = state.rows = args.size("rows"), U = state.units = args.size("units");
  const int64_t F = state.features = args.size("featureSize");
  args.count({R, U});
  args.count({R, F});
  args.count({U, F});
  state.hidden = args.floats("hidden", R * U).data;
  state.hidden_kernel = args.floats("hiddenKernel", U * F).data;
  if (!args.has("context")) return state;
  const int64_t M = state.context_size = args.size("contextSize");
  args.count({R, M});
  args.count({M, F});
  state.context = args.floats("context", R * M).data;
  state.context_kernel = args.floats("contextKernel", M * F).data;
  return state;
}

// attentionalState({ rows, units, featureSize, hidden, hiddenKernel, contextSize?, context?, contextKernel?,
//                    features })
Napi::Value attentional_state_binding(const Napi::CallbackInfo& info) {
  const TensorArgs args(info, "attentionalState");
  const AttentionalStateArgs state = read_inputs(args);
  attentional_state(state, args.floats("features", state.rows * state.features).data);
  return info.Env().Undefined();
}

// attentionalStateBackward({ ...the same, dFeatures, dHidden, dHiddenKernel, dContext?, dContextKernel? })
Napi::Value attentional_state_backward_binding(const Napi::CallbackInfo& info) {
  const TensorArgs args(info, "attentionalStateBackward");
  const AttentionalStateArgs state = read_inputs(args);
  const int64_t R = state.rows, U = state.units, M = state.context_size, F = state.features;
  const float* features = args.floats("features", R * F).data;
  const float* d_features = args.floats("dFeatures", R * F).data;
  AttentionalStateGradients out{args.floats("dHidden", R * U).data, args.floats("dHiddenKernel", U * F).data,
                                nullptr, nullptr};
  if (state.context) {
    out.d_context = args.floats("dContext", R * M).data;
    out.d_context_kernel = args.floats("dContextKernel", M * F).data;
  }
  attentional_state_backward(state, features, d_features, out);
  return info.Env().Undefined();
}

}  // namespace

void export_attentional_state(Napi::Env env, Napi::Object exports) {
  exports.Set("attentionalState", Napi::Function::New(env, attentional_state_binding, "attentionalState"));
  exports.Set("attentionalStateBackward",
              Napi::Function::New(env, attentional_state_backward_binding, "attentionalStateBackward"));
}

}  // namespace mirada
