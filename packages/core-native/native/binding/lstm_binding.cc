#include "../lstm/lstm.h"
#include "exports.h"
#include "tensor_args.h"

namespace mirada {
namespace {

LstmArgs read_lstm(const TensorArgs& args) {
  LstmArgs lstm{};
  const int64_t B = lstm.batch = args.size("batch"), T = lstm.steps = args.size("steps");
  const int64_t D = lstm.input_size = args.size("inputSize"), U = lstm.units = args.size("units");
  args.count({4, U, D});
  args.count({4, U, U});
  args.count({B, T, D});
  args.count({B, T, 4, U});
  lstm.reverse = args.boolean("reverse");
  lstm.hard_sigmoid = args.boolean("hardSigmoid");
  lstm.x = args.floats("x", B * T * D).data;
  lstm.kernel = args.floats("kernel", D * 4 * U).data;
  lstm.recurrent_kernel = args.floats("recurrentKernel", U * 4 * U).data;
  lstm.bias = args.floats("bias", 4 * U).data;
  lstm.h0 = args.floats("h0", B * U).data;
  lstm.c0 = args.floats("c0", B * U).data;
  const Span<int32_t> lengths = args.optional_integers("lengths", B);
  if (lengths) args.check_elements(lengths, "lengths", 0, T);
  lstm.lengths = lengths.data;
  return lstm;
}

// lstmForward({ batch, steps, inputSize, units, reverse, hardSigmoid, x, kernel, recurrentKernel, bias, h0,
// c0, lengths?,
//               hidden, lastHidden, lastCell, gates, cells })
Napi::Value lstm_forward_binding(const Napi::CallbackInfo& info) {
  const TensorArgs args(info, "lstmForward");
  const LstmArgs lstm = read_lstm(args);
  const int64_t B = lstm.batch, T = lstm.steps, U = lstm.units;
  lstm_forward(lstm, {args.floats("hidden", B * T * U).data, args.floats("lastHidden", B * U).data,
                      args.floats("lastCell", B * U).data, args.floats("gates", B * T * 4 * U).data,
                      args.floats("cells", B * T * U).data});
  return info.Env().Undefined();
}

// lstmBackward({ ...lstmForward's inputs, hidden, gates, cells, dHidden, dLastHidden, dLastCell,
//                dX, dKernel, dRecurrentKernel, dBias, dH0, dC0 })
Napi::Value lstm_backward_binding(const Napi::CallbackInfo& info) {
  const TensorArgs args(info, "lstmBackward");
  const LstmArgs lstm = read_lstm(args);
  const int64_t B = lstm.batch, T = lstm.steps, D = lstm.input_size, U = lstm.units;
  const LstmGradientInputs in{
      args.floats("hidden", B * T * U).data,  args.floats("gates", B * T * 4 * U).data,
      args.floats("cells", B * T * U).data,   args.floats("dHidden", B * T * U).data,
      args.floats("dLastHidden", B * U).data, args.floats("dLastCell", B * U).data};
  const LstmGradients out{args.floats("dX", B * T * D).data,
                          args.floats("dKernel", D * 4 * U).data,
                          args.floats("dRecurrentKernel", U * 4 * U).data,
                          args.floats("dBias", 4 * U).data,
                          args.floats("dH0", B * U).data,
                          args.floats("dC0", B * U).data};
  lstm_backward(lstm, in, out);
  return info.Env().Undefined();
}

}  // namespace

void export_lstm(Napi::Env env, Napi::Object exports) {
  exports.Set("lstmForward", Napi::Function::New(env, lstm_forward_binding, "lstmForward"));
  exports.Set("lstmBackward", Napi::Function::New(env, lstm_backward_binding, "lstmBackward"));
}

}  // namespace mirada
