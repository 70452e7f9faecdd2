#include "../embedding/embedding.h"
#include "exports.h"
#include "tensor_args.h"

namespace mirada {
namespace {

// gatherRows({ rows, width, count, table, indices, out })
Napi::Value gather_rows_binding(const Napi::CallbackInfo& info) {
  const TensorArgs args(info, "gatherRows");
  const int64_t rows = args.size("rows"), width = args.size("width"), count = args.size("count");
  args.count({rows, width});
  args.count({count, width});
  const Span<float> table = args.floats("table", rows * width);
  const Span<int32_t> indices = args.integers("indices", count);
  args.check_elements(indices, "indices", 0, rows - 1);
  gather_rows(table.data, width, indices.data, count, args.floats("out", count * width).data);
  return info.Env().Undefined();
}

// scatterAddRows({ rows, width, count, values, indices, out })
Napi::Value scatter_add_rows_binding(const Napi::CallbackInfo& info) {
  const TensorArgs args(info, "scatterAddRows");
  const int64_t rows = args.size("rows"), width = args.size("width"), count = args.size("count");
  args.count({rows, width});
  args.count({count, width});
  const Span<float> values = args.floats("values", count * width);
  const Span<int32_t> indices = args.integers("indices", count);
  scatter_add_rows(values.data, width, indices.data, count, rows, args.floats("out", rows * width).data);
  return info.Env().Undefined();
}

// sumRows({ rows, width, count, values, indices, out, outRows }) -> rows written
Napi::Value sum_rows_binding(const Napi::CallbackInfo& info) {
  const TensorArgs args(info, "sumRows");
  const int64_t rows = args.size("rows"), width = args.size("width"), count = args.size("count");
  args.count({rows, width});
  args.count({count, width});
  const Span<float> values = args.floats("values", count * width);
  const Span<int32_t> indices = args.integers("indices", count);
  const Span<float> out = args.floats("out", count * width);
  const Span<int32_t> out_rows = args.integers("outRows", count);
  const int64_t written = sum_rows(values.data, width, indices.data, count, rows, out.data, out_rows.data);
  return Napi::Number::New(info.Env(), static_cast<double>(written));
}

}  // namespace

void export_embedding(Napi::Env env, Napi::Object exports) {
  exports.Set("gatherRows", Napi::Function::New(env, gather_rows_binding, "gatherRows"));
  exports.Set("scatterAddRows", Napi::Function::New(env, scatter_add_rows_binding, "scatterAddRows"));
  exports.Set("sumRows", Napi::Function::New(env, sum_rows_binding, "sumRows"));
}

}  // namespace mirada
