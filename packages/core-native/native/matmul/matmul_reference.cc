#include "matmul.h"

namespace mirada {

void matmul_reference(const MatmulArgs& args) {
  for (int64_t batch = 0; batch < args.batch; ++batch) {
    const float* a = args.a.data + batch * args.a_batch_stride;
    const float* b = args.b.data + batch * args.b_batch_stride;
    float* c = args.c + batch * args.c_batch_stride;
    for (int64_t i = 0; i < args.m; ++i)
      for (int64_t j = 0; j < args.n; ++j) {
        double sum = 0.0;
        for (int64_t l = 0; l < args.k; ++l)
          sum += static_cast<double>(a[i * args.a.row_stride + l * args.a.column_stride]) *
                 b[l * args.b.row_stride + j * args.b.column_stride];
        float& out = c[i * args.c_row_stride + j];
        out = static_cast<float>(args.alpha * sum + (args.bias ? args.bias[j] : 0.0f) +
                                 (args.beta != 0.0f ? static_cast<double>(args.beta) * out : 0.0));
      }
  }
}

}  // namespace mirada
