#include "../lstm/lstm.h"
#include "exports.h"
#include "tensor_args.h"

namespace mirada {
namespace {

LstmArgs read_lstm(TensorArgs& args) {
  LstmArgs lstm{};
  const int64_t B = lstm.batch = args.size("batch"), T = lstm.steps = args.size("steps");
  const int64_t D = lstm.input_size = args.size("inputSize"), U = lstm.units = args.size("units");
  lstm.reverse = args.boolean("reverse");
  lstm.hard_sigmoid = args.boolean("hardSigmoid");
  lstm.x = args.floats("x", {B, T, D});
  lstm.kernel = args.floats("kernel", {D, 4, U});
  lstm.recurrent_kernel = args.floats("recurrentKernel", {U, 4, U});
  lstm.bias = args.floats("bias", {4, U});
  lstm.h0 = args.floats("h0", {B, U});
  lstm.c0 = args.floats("c0", {B, U});
  if (args.has("lengths")) lstm.lengths = args.indices("lengths", {B}, 0, T);
  return lstm;
}

// lstmForward({ batch, steps, inputSize, units, reverse, hardSigmoid, x, kernel, recurrentKernel, bias, h0,
//               c0, lengths?, hidden, lastHidden, lastCell, gates, cells })
napi_value lstm_forward_binding(const Call& call) {
  TensorArgs args(call);
  const LstmArgs lstm = read_lstm(args);
  const int64_t B = lstm.batch, T = lstm.steps, U = lstm.units;
  const LstmOutputs out{args.out_floats("hidden", {B, T, U}), args.out_floats("lastHidden", {B, U}),
                        args.out_floats("lastCell", {B, U}), args.out_floats("gates", {B, T, 4, U}),
                        args.out_floats("cells", {B, T, U})};
  args.compute([&] { lstm_forward(lstm, out); });
  return nullptr;
}

// lstmBackward({ ...lstmForward's inputs, hidden, gates, cells, dHidden, dLastHidden, dLastCell,
//                dX, dKernel, dRecurrentKernel, dBias, dH0, dC0 })
napi_value lstm_backward_binding(const Call& call) {
  TensorArgs args(call);
  const LstmArgs lstm = read_lstm(args);
  const int64_t B = lstm.batch, T = lstm.steps, D = lstm.input_size, U = lstm.units;
  const LstmGradientInputs in{args.floats("hidden", {B, T, U}),   args.floats("gates", {B, T, 4, U}),
                              args.floats("cells", {B, T, U}),    args.floats("dHidden", {B, T, U}),
                              args.floats("dLastHidden", {B, U}), args.floats("dLastCell", {B, U})};
  const LstmGradients out{args.out_floats("dX", {B, T, D}),
                          args.out_floats("dKernel", {D, 4, U}),
                          args.out_floats("dRecurrentKernel", {U, 4, U}),
                          args.out_floats("dBias", {4, U}),
                          args.out_floats("dH0", {B, U}),
                          args.out_floats("dC0", {B, U})};
  args.compute([&] { lstm_backward(lstm, in, out); });
  return nullptr;
}

}  // namespace

void export_lstm(const Exports& exports) {
  exports.add<lstm_forward_binding>("lstmForward");
  exports.add<lstm_backward_binding>("lstmBackward");
}

}  // namespace mirada
