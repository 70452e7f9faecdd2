// Fills the kernel table for one vector type. Included once per instruction set, by kernels_<isa>.cc, which
// is compiled with that set's flags: everything it instantiates must be a template over that Vec, so that no
// code compiled for a newer processor can be linked in for an older one.
#pragma once
#include "../attention/attention_kernels.h"
#include "../decoding/decoder_kernels.h"
#include "../decoding/screen_kernels.h"
#include "../elementwise/elementwise_kernels.h"
#include "../loss/cross_entropy_kernels.h"
#include "../loss/probability_kernels.h"
#include "../lstm/lstm_kernels.h"
#include "../matmul/matmul_kernels.h"
#include "../measure/measure_kernels.h"
#include "../optimizer/adam_kernels.h"
#include "../random/dropout_kernels.h"
#include "kernel_table.h"

namespace mirada {

template <class V>
KernelTable make_kernel_table(const char* name) {
  KernelTable table{};
  table.name = name;
  table.lanes = V::kLanes;
  table.matmul = MatmulKernels<V>::table();
  table.attention = attention_kernels<AttentionProducts<V>>();
  // Transposed scores bring one lane nothing.
  table.short_attention = V::kLanes > 1 ? short_attention_kernels<AttentionProducts<V>>() : table.attention;
  table.one_query = one_query_kernels<AttentionProducts<V>>();
  table.decoder = decoder_kernels<V>();
  table.screen = ScreenKernels<V>::table();
  table.lstm_cell_forward = lstm_cell_forward<V>;
  table.lstm_cell_backward = lstm_cell_backward<V>;
  table.cross_entropy_row = cross_entropy_row<V>;
  table.probability_rows = ProbabilityKernels<V>::rows();
  table.sum_of_squares = sum_of_squares<V>;
  table.adam_update = adam_update<V>;
  table.dropout_row = DropoutKernels<V>::row;
  fill_elementwise_table<V>(table.elementwise);
  table.fma_loop = fma_loop<V>;
  return table;
}

}  // namespace mirada
