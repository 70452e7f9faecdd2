#include "vec_amx.h"

#include "../attention/attention_kernels.h"
#include "../attention/split_attention_products.h"
#include "../decoding/tile_screen_kernels.h"
#include "../matmul/split_matmul_kernels.h"
#include "kernel_table.h"

namespace mirada {

KernelTable avx512_kernels();

// What AVX-512 computes, with products on tiles.
KernelTable amx_kernels() {
  KernelTable table = avx512_kernels();
  table.name = "amx";
  table.split_matmul = SplitMatmulKernels<avx512::Vec, amx::Tiles>::table();
  table.split_attention = attention_kernels<SplitAttentionProducts<avx512::Vec, amx::Tiles>>();
  TileScreenKernels<avx512::Vec, amx::Tiles>::add_to(table.screen);
  return table;
}

}  // namespace mirada
