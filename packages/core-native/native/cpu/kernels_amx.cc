#include "vec_amx.h"

#include "../matmul/split_matmul_kernels.h"
#include "kernel_table.h"

namespace mirada {

KernelTable avx512_kernels();

// What AVX-512 computes, with products on tiles.
KernelTable amx_kernels() {
  KernelTable table = avx512_kernels();
  table.name = "amx";
  table.split_matmul = SplitMatmulKernels<avx512::Vec, amx::Tiles>::table();
  return table;
}

}  // namespace mirada
