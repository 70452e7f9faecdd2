// All element-wise kernels of one instruction set.
#pragma once
#include "binary_kernels.h"
#include "elementwise_args.h"
#include "reduction_kernels.h"
#include "unary_kernels.h"

namespace mirada {

template <class V>
void fill_elementwise_table(ElementwiseTable& table) {
  UnaryKernels<V>::fill(table);
  BinaryKernels<V>::fill(table);
  ReductionKernels<V>::fill(table);
}

}  // namespace mirada
