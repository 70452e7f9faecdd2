// Matrix products for every instruction set and any number of threads.
#pragma once
#include "matmul_args.h"

namespace mirada {

// C = alpha A B + beta C (+ bias); sums over k run in one order whatever the number of threads.
void matmul(const MatmulArgs& args);

// The same in double precision, one loop per index: the truth that tests compare with.
void matmul_reference(const MatmulArgs& args);

// B packed once for many products with `matmul_packed`, as a recurrent network needs it. `panels` holds
// packed_b_floats(k, n) floats.
int64_t packed_b_floats(int64_t k, int64_t n);
void pack_b(const MatrixView& b, int64_t k, int64_t n, float* panels);

}  // namespace mirada
