#include "one_query_forward.h"

#include <algorithm>

#include "../cpu/kernel_table.h"
#include "../cpu/scratch.h"
#include "attention_tasks.h"

namespace mirada {
namespace {

// Parts of the keys over all batches, and the least keys of one.
constexpr int64_t kOneQueryParts = 16, kOneQueryKeys = 64;
// With so many query heads to a key head, packing the keys pays.
constexpr int64_t kFewHeads = 16;

}  // namespace

bool has_one_query(const AttentionArgs& args) {
  return args.target_length == 1 && args.num_heads / args.num_key_heads < kFewHeads;
}

// Each batch is cut along the keys, all heads together. The cut depends on the shape alone.
void one_query_forward(AttentionForwardArgs args) {
  // Any stride will do for one query; one that is not 0 spares looking at the whole mask for each run of
  // keys.
  if (args.mask) args.mask_strides.target = 1;
  const AttentionKernelTable& kernels = kernel_table().attention;
  const int64_t runs = std::max<int64_t>(ceil_div(args.source_length, kOneQueryKeys), 1);
  const int64_t part_keys = ceil_div(runs, ceil_div(kOneQueryParts, args.batch)) * kOneQueryKeys;
  const int64_t parts = ceil_div(runs * kOneQueryKeys, part_keys);
  const int64_t tasks = args.batch * parts, floats = one_query_part_floats(args);
  const double work = static_cast<double>(std::min(part_keys, args.source_length)) *
                      static_cast<double>(args.num_heads * (args.head_dim + args.value_dim));
  Scratch shared;
  float* const memory = shared.floats(tasks * floats);
  const auto join = [&](int64_t batch) {
    for (int64_t head = 0; head < args.num_heads; ++head)
      kernels.one_query_join(args, batch, head, parts, memory + batch * parts * floats);
  };
  for_items(tasks, task_grain(tasks, work), [&](int64_t task) {
    const int64_t batch = task / parts, s0 = task % parts * part_keys;
    Scratch scratch;
    kernels.one_query_part(args, batch, s0, std::min(s0 + part_keys, args.source_length),
                           memory + task * floats, scratch);
    if (parts == 1) join(batch);
  });
  if (parts > 1) for_items(args.batch, 1, join);
}

}  // namespace mirada
