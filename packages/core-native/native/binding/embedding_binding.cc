#include "../embedding/embedding.h"
#include "exports.h"
#include "tensor_args.h"

namespace mirada {
namespace {

// gatherRows({ rows, width, count, table, indices, out })
napi_value gather_rows_binding(const Call& call) {
  TensorArgs args(call);
  const int64_t rows = args.size("rows"), width = args.size("width"), count = args.size("count");
  const float* table = args.floats("table", {rows, width});
  const int32_t* indices = args.indices("indices", {count}, 0, rows - 1);
  float* out = args.out_floats("out", {count, width});
  args.compute([&] { gather_rows(table, width, indices, count, out); });
  return nullptr;
}

// scatterAddRows({ rows, width, count, values, indices, out })
napi_value scatter_add_rows_binding(const Call& call) {
  TensorArgs args(call);
  const int64_t rows = args.size("rows"), width = args.size("width"), count = args.size("count");
  const float* values = args.floats("values", {count, width});
  const int32_t* indices = args.copied_integers("indices", {count}).data;
  float* out = args.out_floats("out", {rows, width});
  args.compute([&] { scatter_add_rows(values, width, indices, count, rows, out); });
  return nullptr;
}

// sumRows({ rows, width, count, values, indices, out, outRows }) -> rows written
napi_value sum_rows_binding(const Call& call) {
  TensorArgs args(call);
  const int64_t rows = args.size("rows"), width = args.size("width"), count = args.size("count");
  const float* values = args.floats("values", {count, width});
  const int32_t* indices = args.copied_integers("indices", {count}).data;
  float* out = args.out_floats("out", {count, width});
  int32_t* out_rows = args.out_integers("outRows", {count});
  const int64_t written =
      args.compute([&] { return sum_rows(values, width, indices, count, rows, out, out_rows); });
  return Value::of(call.env(), static_cast<double>(written)).handle();
}

}  // namespace

void export_embedding(const Exports& exports) {
  exports.add<gather_rows_binding>("gatherRows");
  exports.add<scatter_add_rows_binding>("scatterAddRows");
  exports.add<sum_rows_binding>("sumRows");
}

}  // namespace mirada
