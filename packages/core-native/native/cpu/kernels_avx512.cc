#include "vec_avx512.h"

#include "make_kernel_table.h"

namespace mirada {

KernelTable avx512_kernels() { return make_kernel_table<avx512::Vec>("avx512"); }

}  // namespace mirada
