#include "vec_neon.h"

#include "make_kernel_table.h"

namespace mirada {

KernelTable neon_kernels() { return make_kernel_table<neon::Vec>("neon"); }

}  // namespace mirada
