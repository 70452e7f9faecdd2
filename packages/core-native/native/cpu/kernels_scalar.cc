#include "vec_scalar.h"

#include "make_kernel_table.h"

namespace mirada {

KernelTable scalar_kernels() { return make_kernel_table<scalar::Vec>("scalar"); }

}  // namespace mirada
