#include "attention.h"

#include <algorithm>

#include "../cpu/element_count.h"
#include "../cpu/kernel_table.h"
#include "../cpu/scratch.h"
#include "../cpu/thread_pool.h"
#include "../cuda/attention_cuda.h"
#include "attention_tasks.h"
#include "empty_heads.h"
#include "one_query_forward.h"

namespace mirada {

float* take_floats(Scratch& scratch, int64_t count) { return scratch.floats(count); }

namespace {

// Enough tasks to keep several threads busy and even out causal masks. The cut depends on the shape alone, so
// that results do not depend on the number of threads.
constexpr int64_t kForwardTasks = 8;
// A cut costs the backward another copy of d_key and d_value.
constexpr int64_t kBackwardTasks = 8;
// Fewer query rows than this do not repay packing the keys once more.
constexpr int64_t kLeastRows = 64;
// From these sizes on, products go to the tile unit where there is one.
constexpr int64_t kSplitRows = 96, kSplitKeys = 96, kSplitSize = 32;

// The tile unit pays where many rows meet many keys; the choice depends on the shape alone.
const AttentionKernelTable& kernels_for(const AttentionArgs& args) {
  const KernelTable& table = kernel_table();
  const bool large = args.target_length * (args.num_heads / args.num_key_heads) >= kSplitRows &&
                     args.source_length >= kSplitKeys && args.head_dim >= kSplitSize &&
                     args.value_dim >= kSplitSize;
  if (large && table.split_attention.forward) return table.split_attention;
  const bool is_short = args.source_length <= kShortKeys && args.target_length >= kShortQueries;
  return is_short ? table.short_attention : table.attention;
}

bool has_scores(const AttentionArgs& args) {
  return args.batch > 0 && args.num_heads > 0 && args.target_length > 0;
}

// Each batch and key head is a task, cut along the queries when there are few of them.
struct Cut {
  int64_t chunks, chunk_rows, grain;

  Cut(const AttentionArgs& args, int64_t tasks) {
    const int64_t pairs = args.batch * args.num_key_heads, group = args.num_heads / args.num_key_heads;
    const int64_t least = ceil_div(kLeastRows, group);
    chunk_rows = std::max(ceil_div(args.target_length, ceil_div(tasks, pairs)), least);
    chunk_rows = std::max<int64_t>(std::min(chunk_rows, args.target_length), 1);
    chunks = std::max<int64_t>(ceil_div(args.target_length, chunk_rows), 1);
    const double work = static_cast<double>(chunk_rows * group) * static_cast<double>(args.source_length) *
                        static_cast<double>(args.head_dim + args.value_dim);
    grain = task_grain(pairs * chunks, work);
    // Whole positions where there are several heads to a part.
    const int64_t heads = args.num_key_heads * chunks;
    if (grain > 1 && args.batch >= kLeastParts) grain = ceil_div(grain, heads) * heads;
  }
};

// Runs body(batch, key_head, chunk, t0, t1) for every task.
template <class Body>
void for_tasks(const AttentionArgs& args, const Cut& cut, Body&& body) {
  for_items(args.batch * args.num_key_heads * cut.chunks, cut.grain, [&](int64_t task) {
    const int64_t chunk = task % cut.chunks, pair = task / cut.chunks, t0 = chunk * cut.chunk_rows;
    body(pair / args.num_key_heads, pair % args.num_key_heads, chunk, t0,
         std::min(t0 + cut.chunk_rows, args.target_length));
  });
}

// d_key and d_value of chunked tasks: each chunk fills its own copy, and the copies are added in order.
void backward_in_chunks(const AttentionBackwardArgs& args, const Cut& cut) {
  const int64_t key_floats = args.source_length * args.head_dim,
                value_floats = args.source_length * args.value_dim;
  const int64_t pairs = args.batch * args.num_key_heads;
  Scratch shared;
  float* const d_keys = shared.floats(pairs * cut.chunks * key_floats);
  float* const d_values = shared.floats(pairs * cut.chunks * value_floats);
  for_tasks(args, cut, [&](int64_t batch, int64_t key_head, int64_t chunk, int64_t t0, int64_t t1) {
    const int64_t copy = (batch * args.num_key_heads + key_head) * cut.chunks + chunk;
    Scratch scratch;
    kernels_for(args).backward(args, batch, key_head, t0, t1, d_keys + copy * key_floats, args.head_dim,
                               d_values + copy * value_floats, args.value_dim, scratch);
  });
  const auto add_copies = [&](const float* copies, int64_t size, float* out) {
    parallel_for(0, pairs * args.source_length, 64, [&](int64_t from, int64_t to) {
      for (int64_t i = from; i < to; ++i) {
        const int64_t pair = i / args.source_length, s = i % args.source_length;
        const int64_t batch = pair / args.num_key_heads, head = pair % args.num_key_heads;
        float* row = out + ((batch * args.source_length + s) * args.num_key_heads + head) * size;
        const float* copy = copies + (pair * cut.chunks * args.source_length + s) * size;
        std::copy_n(copy, size, row);
        for (int64_t chunk = 1; chunk < cut.chunks; ++chunk)
          for (int64_t j = 0; j < size; ++j) row[j] += copy[chunk * args.source_length * size + j];
      }
    });
  };
  add_copies(d_keys, args.head_dim, args.d_key);
  add_copies(d_values, args.value_dim, args.d_value);
}

void clear_bias_gradient(const AttentionBackwardArgs& args) {
  const ScoreStrides& strides = args.bias_strides;
  std::fill_n(
      args.d_bias,
      element_count({strides.batch ? args.batch : 1, strides.head ? args.num_heads : 1,
                     strides.target ? args.target_length : 1, strides.source ? args.source_length : 1}),
      0.0f);
}

void bias_gradient(const AttentionBackwardArgs& args) {
  const ScoreStrides& strides = args.bias_strides;
  // A task owns the part of d_bias that one of its batches, heads and query blocks reaches, and loops over
  // the rest.
  const int64_t batches = strides.batch ? args.batch : 1, heads = strides.head ? args.num_heads : 1;
  const int64_t block = strides.target ? kLeastRows : std::max<int64_t>(args.target_length, 1);
  const int64_t blocks = ceil_div(args.target_length, block);
  clear_bias_gradient(args);
  if (!has_scores(args)) return;
  for_items(batches * heads * blocks, 1, [&](int64_t task) {
    const int64_t t0 = task % blocks * block, head = task / blocks % heads, batch = task / blocks / heads;
    for (int64_t b = batch; b < (strides.batch ? batch + 1 : args.batch); ++b)
      for (int64_t n = head; n < (strides.head ? head + 1 : args.num_heads); ++n) {
        Scratch scratch;
        kernels_for(args).bias_gradient(args, b, n, t0, std::min(t0 + block, args.target_length), scratch);
      }
  });
}

void forward_on_kernels(const AttentionForwardArgs& args) {
  if (takes_one_query_kernel(args)) return one_query_forward(args);
  for_tasks(args, Cut(args, kForwardTasks),
            [&](int64_t batch, int64_t key_head, int64_t, int64_t t0, int64_t t1) {
              Scratch scratch;
              kernels_for(args).forward(args, batch, key_head, t0, t1, scratch);
            });
}

}  // namespace

void attention_forward(const AttentionForwardArgs& args) {
  if (!has_scores(args) || attention_forward_cuda(args)) return;
  if (counts_keys(args)) {
    if (args.weights) forward_on_kernels(args);
    // After the kernels, so that the rows have the same bits with weights and without.
    return count_keys(args);
  }
  forward_on_kernels(args);
}

void attention_backward(const AttentionBackwardArgs& args) {
  // Heads without size pass no gradient on but that of the weights.
  if (has_empty_heads(args) && !(args.d_bias && args.d_weights)) {
    if (args.d_bias) clear_bias_gradient(args);
    return;
  }
  if (has_scores(args) && attention_backward_cuda(args)) return;
  if (!has_scores(args)) {
    const int64_t keys = args.batch * args.source_length * args.num_key_heads;
    std::fill_n(args.d_key, keys * args.head_dim, 0.0f);
    std::fill_n(args.d_value, keys * args.value_dim, 0.0f);
  } else if (const Cut cut(args, kBackwardTasks); cut.chunks > 1) {
    backward_in_chunks(args, cut);
  } else {
    const int64_t key_row = args.num_key_heads * args.head_dim,
                  value_row = args.num_key_heads * args.value_dim;
    for_tasks(args, cut, [&](int64_t batch, int64_t key_head, int64_t, int64_t t0, int64_t t1) {
      Scratch scratch;
      const int64_t first = batch * args.source_length;
      kernels_for(args).backward(
          args, batch, key_head, t0, t1, args.d_key + first * key_row + key_head * args.head_dim, key_row,
          args.d_value + first * value_row + key_head * args.value_dim, value_row, scratch);
    });
  }
  if (args.d_bias) bias_gradient(args);
}

}  // namespace mirada
