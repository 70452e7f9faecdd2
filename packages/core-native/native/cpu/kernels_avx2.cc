#include "vec_avx2.h"

#include "make_kernel_table.h"

namespace mirada {

KernelTable avx2_kernels() { return make_kernel_table<avx2::Vec>("avx2"); }

}  // namespace mirada
