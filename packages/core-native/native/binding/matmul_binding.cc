#include "../matmul/matmul.h"
#include "exports.h"
#include "tensor_args.h"

namespace mirada {
namespace {

constexpr int64_t kMostStride = int64_t{1} << 40;

// How many elements an operand reaches: 0 for an empty one.
int64_t reach(int64_t batch, int64_t batch_stride, int64_t rows, int64_t row_stride, int64_t columns,
              int64_t column_stride) {
  if (batch == 0 || rows == 0 || columns == 0) return 0;
  return (batch - 1) * batch_stride + (rows - 1) * row_stride + (columns - 1) * column_stride + 1;
}

// matmul({ a, b, c, m, n, k, transposeA, transposeB, alpha, beta, bias?, batch, aBatchStride, bBatchStride })
Napi::Value matmul_binding(const Napi::CallbackInfo& info) {
  const TensorArgs args(info, "matmul");
  const int64_t m = args.size("m"), n = args.size("n"), k = args.size("k"), batch = args.size("batch");
  const bool transpose_a = args.boolean("transposeA"), transpose_b = args.boolean("transposeB");
  args.count({m, n, batch});
  args.count({m, k, batch});
  args.count({k, n, batch});
  const MatrixView a_view{nullptr, transpose_a ? 1 : k, transpose_a ? m : 1};
  const MatrixView b_view{nullptr, transpose_b ? 1 : n, transpose_b ? k : 1};
  const int64_t a_stride = args.integer("aBatchStride", 0, kMostStride);
  const int64_t b_stride = args.integer("bBatchStride", 0, kMostStride);
  if (batch > 1) {
    args.count({batch, a_stride});
    args.count({batch, b_stride});
  }
  const Span<float> a =
      args.floats_from("a", reach(batch, a_stride, m, a_view.row_stride, k, a_view.column_stride));
  const Span<float> b =
      args.floats_from("b", reach(batch, b_stride, k, b_view.row_stride, n, b_view.column_stride));
  const Span<float> c = args.floats("c", batch * m * n);
  const Span<float> bias = args.optional_floats("bias", n);

  MatmulArgs product{m,
                     n,
                     k,
                     {a.data, a_view.row_stride, a_view.column_stride},
                     {b.data, b_view.row_stride, b_view.column_stride},
                     c.data,
                     n};
  product.alpha = static_cast<float>(args.number("alpha"));
  product.beta = static_cast<float>(args.number("beta"));
  product.bias = bias.data;
  product.batch = batch;
  product.a_batch_stride = a_stride;
  product.b_batch_stride = b_stride;
  product.c_batch_stride = m * n;
  matmul(product);
  return info.Env().Undefined();
}

}  // namespace

void export_matmul(Napi::Env env, Napi::Object exports) {
  exports.Set("matmul", Napi::Function::New(env, matmul_binding, "matmul"));
}

}  // namespace mirada
