// The attention functions that exist once per instruction set; each does one task on its own thread.
#pragma once
#include "attention_args.h"
#include "attention_scratch.h"

namespace mirada {

struct AttentionKernelTable {
  // attention_forward_kernel.h
  void (*forward)(const AttentionForwardArgs& args, int64_t batch, int64_t key_head, int64_t t0, int64_t t1,
                  Scratch& scratch);
  // attention_backward_kernel.h
  void (*backward)(const AttentionBackwardArgs& args, int64_t batch, int64_t key_head, int64_t t0, int64_t t1,
                   float* d_key, int64_t d_key_row, float* d_value, int64_t d_value_row, Scratch& scratch);
  // attention_bias_gradient.h
  void (*bias_gradient)(const AttentionBackwardArgs& args, int64_t batch, int64_t head, int64_t t0,
                        int64_t t1, Scratch& scratch);
};

// one_query_attention.h
struct OneQueryKernelTable {
  int64_t (*part_floats)(const AttentionArgs& args);
  void (*part)(const AttentionForwardArgs& args, int64_t batch, int64_t s0, int64_t s1, float* memory,
               Scratch& scratch);
  void (*join)(const AttentionForwardArgs& args, int64_t batch, int64_t head, int64_t parts, float* memory);
};

}  // namespace mirada
