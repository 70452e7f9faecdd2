// The functions that exist once per instruction set, and the choice among the sets at load time.
#pragma once
#include <cstdint>
#include <vector>

#include "../attention/attention_kernel_table.h"
#include "../decoding/decoder_kernel_table.h"
#include "../decoding/screen_kernel_table.h"
#include "../elementwise/elementwise_args.h"
#include "../lstm/lstm_cells.h"
#include "../loss/cross_entropy_row.h"
#include "../loss/probability_rows.h"
#include "../matmul/matmul_args.h"
#include "../optimizer/adam_step.h"
#include "../random/dropout_row.h"

namespace mirada {

struct KernelTable {
  const char* name;  // "scalar", "avx2", "avx512", "amx", "neon", "wasm"
  int lanes;

  // matmul/matmul_kernels.h
  MatmulKernelTable matmul;
  // matmul/split_matmul_kernels.h, for products large enough; all null where the set has no tile unit.
  MatmulKernelTable split_matmul;

  // attention/attention_kernels.h
  AttentionKernelTable attention, short_attention;
  OneQueryKernelTable one_query;
  // attention/split_attention_products.h, for queries and keys enough; all null where the set has no tile
  // unit.
  AttentionKernelTable split_attention;

  // decoding/decoder_kernels.h
  DecoderKernelTable decoder;
  // decoding/screen_kernels.h, and tile_screen_kernels.h where the set has a tile unit
  ScreenKernelTable screen;

  // lstm/lstm_kernels.h
  LstmCellForward lstm_cell_forward;
  LstmCellBackward lstm_cell_backward;

  // loss/cross_entropy_kernels.h
  CrossEntropyRow cross_entropy_row;

  // loss/probability_kernels.h
  ProbabilityRows probability_rows;

  // optimizer/adam_kernels.h
  SumOfSquares sum_of_squares;
  AdamUpdate adam_update;

  // random/dropout_kernels.h
  DropoutRow dropout_row;

  // elementwise/elementwise_kernels.h
  ElementwiseTable elementwise;

  // measure/measure_kernels.h
  float (*fma_loop)(int64_t iterations);
};

// The table in use: the best set that this machine has, or the one that MIRADA_ISA names.
const KernelTable& kernel_table();

// Every set compiled in that this machine can run, the plainest first.
std::vector<const KernelTable*> available_kernel_tables();

// Switches to a set by name; false, and nothing changes, where the machine lacks it. For tests: not while
// kernels run.
bool use_kernel_table(const char* name);

}  // namespace mirada
