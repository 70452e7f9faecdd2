// Fused attention over short sources, backward: the passes of attention_backward_kernel.h on transposed
// scores. All keys are at hand, so delta = sum_s weight d_weight is summed as it stands.
#pragma once
#include "short_attention_block.h"

namespace mirada {

template <class Products>
class ShortAttentionBackward {
  using Vec = typename Products::Vec;
  using Rows = AttentionRows<Vec>;
  using HeadBlock = AttentionHeadBlock<Products>;
  using Block = ShortAttentionBlock<Products>;

 public:
  // Queries t0 <= t < t1 of all heads that read `key_head` of `batch`: their d_query, and their share of
  // d_key (S,H) and d_value (S,V), which are overwritten; rows `d_key_row` and `d_value_row` floats apart.
  static void run(const AttentionBackwardArgs& args, int64_t batch, int64_t key_head, int64_t t0, int64_t t1,
                  float* d_key, int64_t d_key_row, float* d_value, int64_t d_value_row, Scratch& scratch) {
    const HeadBlock heads(args, batch, key_head, t0, t1);
    ShortAttentionBackward backward{args,      heads,   batch,       d_key,
                                    d_key_row, d_value, d_value_row, Block(args, heads, batch, scratch)};
    backward.weights = backward.block.matrix(scratch);
    backward.d_scores = backward.block.matrix(scratch);
    if (args.d_weights) backward.d_weights = backward.block.matrix(scratch);
    backward.queries = take_floats(scratch, Products::transposed_floats(Block::kQueries, args.head_dim));
    backward.d_outputs = take_floats(scratch, Products::transposed_floats(Block::kQueries, args.value_dim));
    const int64_t step = backward.block.step();
    for (int64_t head = heads.first_head(); head < heads.end_head(); ++head) {
      const VisibleKeys visible(args, batch, head);
      for (int64_t t = t0; t < t1; t += step)
        backward.query_block(head, visible, t, t + step < t1 ? t + step : t1);
    }
    if (!backward.started) backward.clear_keys({0, args.source_length});
  }

  const AttentionBackwardArgs& args;
  const HeadBlock& heads;
  int64_t batch;
  float* d_key;
  int64_t d_key_row;
  float* d_value;
  int64_t d_value_row;
  Block block;
  float *weights = nullptr, *d_scores = nullptr, *d_weights = nullptr;
  // Transposed.
  float *queries = nullptr, *d_outputs = nullptr;
  // Whether d_key and d_value have been written.
  bool started = false;

 private:
  void query_block(int64_t head, const VisibleKeys& visible, int64_t t0, int64_t t1) {
    const int64_t rows = t1 - t0, query_row = args.num_heads * args.head_dim,
                  output_row = args.num_heads * args.value_dim;
    const int64_t first = (batch * args.target_length + t0) * args.num_heads + head;
    float* d_query = args.d_query + first * args.head_dim;
    const float* d_output = args.d_output + first * args.value_dim;
    block.start(head, visible, t0, t1);
    const KeyRange keys = block.keys();
    if (keys.empty()) {
      for (int64_t i = 0; i < rows; ++i) Rows::fill(args.head_dim, 0.0f, d_query + i * query_row);
      return;
    }
    const int64_t count = keys.end - keys.begin;
    const float *key = heads.key_row(keys.begin), *value = heads.value_row(keys.begin),
                *query = heads.query_row(head, t0);
    const int64_t key_row = args.key_strides.position, value_row = args.value_strides.position,
                  row = args.query_strides.position;
    // 1. weights = exp(scale key queryᵀ + bias - max) / sum.
    Products::pack_transposed(rows, args.head_dim, query, row, queries);
    Products::product_packed(count, 0, rows, args.head_dim, key, key_row, {nullptr, 0, rows, queries},
                             weights, Block::kQueries, nullptr);
    // 2. d_weights = value d_outputᵀ.
    Products::pack_transposed(rows, args.value_dim, d_output, output_row, d_outputs);
    Products::product_packed(count, 0, rows, args.value_dim, value, value_row, {nullptr, 0, rows, d_outputs},
                             d_scores, Block::kQueries, nullptr);
    // 3. d_scores = scale weights (d_weights - delta).
    softmax_gradient((batch * args.num_heads + head) * args.target_length + t0);
    const bool skips_zeros =
        heads.may_forbid() && (Products::has_non_finite(count, args.head_dim, key, key_row) ||
                               Products::has_non_finite(rows, args.head_dim, query, row) ||
                               Products::has_non_finite(rows, args.value_dim, d_output, output_row));
    const auto product = skips_zeros ? Products::product_skipping_zeros : Products::product;
    // 4. d_value += weightsᵀ d_output and d_key += d_scoresᵀ query; d_query = d_scores key.
    if (!started) {
      clear_keys({0, keys.begin});
      clear_keys({keys.end, args.source_length});
    }
    product(count, args.value_dim, rows, {weights, Block::kQueries, 1}, {d_output, output_row, rows, nullptr},
            0, d_value + keys.begin * d_value_row, d_value_row, started, nullptr);
    product(count, args.head_dim, rows, {d_scores, Block::kQueries, 1}, {query, row, rows, nullptr}, 0,
            d_key + keys.begin * d_key_row, d_key_row, started, nullptr);
    product(rows, args.head_dim, count, {d_scores, 1, Block::kQueries}, {key, key_row, count, nullptr}, 0,
            d_query, query_row, false, nullptr);
    started = true;
  }

  // Row `first` of (B,N,T) is that of the block's first query.
  void softmax_gradient(int64_t first) {
    const float* const dropout = block.dropout();
    if (d_weights) {
      const float* from = args.d_weights + first * args.source_length + block.keys().begin;
      block.transposed([&](int64_t i, int64_t s,
                           int lanes) { return Vec::load_partial(from + i * args.source_length + s, lanes); },
                       d_weights);
    }
    const Vec zero = Vec::zero(), infinity = Vec::broadcast(Rows::kInfinity),
              lowest = Vec::broadcast(std::numeric_limits<float>::lowest());
    const Vec scale = Vec::broadcast(args.scale);
    const ScoreExponential<Vec> exponential = block.exponential();
    block.finish_scores(weights);
    block.for_queries([&](int64_t c) {
      const int lanes = static_cast<int>(block.rows() - c);
      const Vec largest = Vec::load_partial(args.row_max + first + c, lanes);
      const Vec sum = Vec::load_partial(args.row_sum + first + c, lanes);
      const Vec offset = exponential.offset(select(less(-infinity, largest), largest, zero));
      // 0 in a row without an allowed key, NaN in one that lost its numbers.
      const Vec inverse = select(less(zero, sum), Vec::broadcast(1.0f) / sum, sum);
      // A weight of 0 counts for nothing, whatever stands beside it.
      Vec delta = zero;
      block.for_keys(c, [&](int64_t at) {
        const Vec x = Vec::load(weights + at);
        // -inf is forbidden even where the sum is NaN.
        const Vec p = select(less(x, lowest), zero, exponential(x, offset) * inverse);
        Vec d = Vec::load(d_scores + at);
        if (dropout) d = d * Vec::load(dropout + at);
        if (d_weights) d = d + Vec::load(d_weights + at);
        delta = delta + select(Rows::is_zero(p), zero, p * d);
        p.store(weights + at);
        d.store(d_scores + at);
      });
      block.for_keys(c, [&](int64_t at) {
        const Vec p = Vec::load(weights + at), d = Vec::load(d_scores + at);
        select(Rows::is_zero(p), zero, p * (d - delta) * scale).store(d_scores + at);
        if (dropout) (p * Vec::load(dropout + at)).store(weights + at);
      });
    });
  }

  void clear_keys(KeyRange keys) {
    for (int64_t s = keys.begin; s < keys.end; ++s) {
      Rows::fill(args.head_dim, 0.0f, d_key + s * d_key_row);
      Rows::fill(args.value_dim, 0.0f, d_value + s * d_value_row);
    }
  }
};

}  // namespace mirada
