#include "../matmul/matmul.h"
#include "exports.h"
#include "positional_args.h"

namespace mirada {
namespace {

constexpr int64_t kMostStride = int64_t{1} << 40;

// How many elements an operand reaches: 0 for an empty one.
int64_t reach(int64_t batch, int64_t batch_stride, int64_t rows, int64_t row_stride, int64_t columns,
              int64_t column_stride) {
  if (batch == 0 || rows == 0 || columns == 0) return 0;
  return (batch - 1) * batch_stride + (rows - 1) * row_stride + (columns - 1) * column_stride + 1;
}

// matmul(a, b, c, m, n, k, transposeA, transposeB, bias?, batch?, aBatchStride?, bBatchStride?): one by one,
// since reading them from an object would take longer than a small product.
napi_value matmul_binding(const Call& call) {
  const PositionalArgs args(call);
  const Span<float> a = args.floats(0, "a"), b = args.floats(1, "b"), c = args.floats(2, "c");
  const int64_t m = args.size(3, "m"), n = args.size(4, "n"), k = args.size(5, "k");
  const bool transpose_a = args.boolean(6, "transposeA"), transpose_b = args.boolean(7, "transposeB");
  const Span<float> bias = args.has(8) ? args.floats(8, "bias") : Span<float>{};
  const int64_t batch = args.has(9) ? args.size(9, "batch") : 1;
  const int64_t a_stride = args.has(10) ? args.integer(10, "aBatchStride", kMostStride) : 0;
  const int64_t b_stride = args.has(11) ? args.integer(11, "bBatchStride", kMostStride) : 0;
  const int64_t c_length = args.count("c", {m, n, batch});
  args.count("a", {m, k, batch});
  args.count("b", {k, n, batch});
  args.count("a", {batch, a_stride});
  args.count("b", {batch, b_stride});
  const MatrixView a_view{a.data, transpose_a ? 1 : k, transpose_a ? m : 1};
  const MatrixView b_view{b.data, transpose_b ? 1 : n, transpose_b ? k : 1};
  const int64_t a_reach = reach(batch, a_stride, m, a_view.row_stride, k, a_view.column_stride);
  const int64_t b_reach = reach(batch, b_stride, k, b_view.row_stride, n, b_view.column_stride);
  args.expect_at_least(a.length, a_reach, "a");
  args.expect_at_least(b.length, b_reach, "b");
  args.expect_length(c.length, c_length, "c");
  if (bias.data) args.expect_length(bias.length, n, "bias");
  args.expect_apart(c, "c", Span<float>{a.data, a_reach}, "a");
  args.expect_apart(c, "c", Span<float>{b.data, b_reach}, "b");
  args.expect_apart(c, "c", bias, "bias");
  if (c_length == 0) return nullptr;

  MatmulArgs product{m, n, k, a_view, b_view, c.data, n};
  product.bias = bias.data;
  product.batch = batch;
  product.a_batch_stride = a_stride;
  product.b_batch_stride = b_stride;
  product.c_batch_stride = m * n;
  matmul(product);
  return nullptr;
}

}  // namespace

void export_matmul(const Exports& exports) { exports.add<matmul_binding>("matmul"); }

}  // namespace mirada
