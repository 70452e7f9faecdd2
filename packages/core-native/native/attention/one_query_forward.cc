#include "one_query_forward.h"

#include <algorithm>

#include "../cpu/kernel_table.h"
#include "../cpu/scratch.h"
#include "attention_tasks.h"

namespace mirada {
namespace {

// Parts of a batch's keys at most, and the least keys of one: a run of the kernel.
constexpr int64_t kMostParts = 16, kLeastPartKeys = 64;

}  // namespace

bool takes_one_query_kernel(const AttentionArgs& args) {
  return args.target_length == 1 && args.num_heads / args.num_key_heads < kFewRows;
}

// Each batch is cut along the keys, all heads together. The cut depends on their number alone, so that a
// row's result does not depend on the rows beside it either.
void one_query_forward(AttentionForwardArgs args) {
  // Any stride will do for one query; one that is not 0 spares looking at the whole mask for each run of
  // keys.
  if (args.mask) args.mask_strides.target = 1;
  const OneQueryKernelTable& kernels = kernel_table().one_query;
  const int64_t runs = std::max<int64_t>(ceil_div(args.source_length, kLeastPartKeys), 1);
  const int64_t part_keys = ceil_div(runs, kMostParts) * kLeastPartKeys;
  const int64_t parts = ceil_div(runs * kLeastPartKeys, part_keys);
  const int64_t tasks = args.batch * parts, floats = kernels.part_floats(args);
  const double part_work = static_cast<double>(std::min(part_keys, args.source_length)) *
                           static_cast<double>(args.num_heads * (args.head_dim + args.value_dim));
  if (parts == 1) {
    for_items(tasks, task_grain(tasks, part_work), [&](int64_t batch) {
      Scratch scratch;
      float* const memory = scratch.floats(floats);
      kernels.part(args, batch, 0, args.source_length, memory, scratch);
      for (int64_t head = 0; head < args.num_heads; ++head) kernels.join(args, batch, head, 1, memory);
    });
    return;
  }
  Scratch shared;
  float* const memory = shared.floats(tasks * floats);
  for_items(tasks, task_grain(tasks, part_work), [&](int64_t task) {
    const int64_t s0 = task % parts * part_keys;
    Scratch scratch;
    kernels.part(args, task / parts, s0, std::min(s0 + part_keys, args.source_length), memory + task * floats,
                 scratch);
  });
  const int64_t rows = args.batch * args.num_heads;
  const double row_work =
      static_cast<double>(parts * args.value_dim + (args.weights ? args.source_length : 0));
  for_items(rows, task_grain(rows, row_work), [&](int64_t row) {
    const int64_t batch = row / args.num_heads;
    kernels.join(args, batch, row % args.num_heads, parts, memory + batch * parts * floats);
  });
}

}  // namespace mirada
