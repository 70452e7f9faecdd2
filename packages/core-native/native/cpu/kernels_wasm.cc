#include "vec_wasm.h"

#include "make_kernel_table.h"

namespace mirada {

KernelTable wasm_kernels() { return make_kernel_table<wasm::Vec>("wasm"); }

}  // namespace mirada
