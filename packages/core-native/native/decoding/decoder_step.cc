#include "decoder_step.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "../cpu/kernel_table.h"
#include "../cpu/scratch.h"
#include "../cpu/thread_pool.h"
#include "../matmul/matmul.h"

namespace mirada {
namespace {

// From here on a product is worth packing its weights for.
constexpr int64_t kManyRows = 24;
// Words whose logits are held at a time. One or two rows wait for the weights' memory, which comes fastest in
// long runs; more rows want their logits in the first-level cache.
constexpr int64_t kManyRowsBlock = 2048, kFewRowsBlock = 512, kOneRowBlock = 2000;

struct Product {
  int64_t rows, n, depth;
  const float* x;  // (rows, depth)
  const float* w;  // (depth, columns of w)
  int64_t w_step;
  float* out;  // (rows, n)
  int64_t out_step;
};

// out += x w, one part of the columns.
void add_product(const Product& product) {
  if (product.rows < kManyRows) {
    kernel_table().decoder.add_rows_product(product.rows, product.n, product.depth, product.x, product.depth,
                                            product.w, product.w_step, product.out, product.out_step);
    return;
  }
  MatmulArgs args{};
  args.m = product.rows;
  args.n = product.n;
  args.k = product.depth;
  args.a = {product.x, product.depth, 1};
  args.b = {product.w, product.w_step, 1};
  args.c = product.out;
  args.c_row_stride = product.out_step;
  args.alpha = 1.0f;
  args.beta = 1.0f;
  matmul(args);
}

// out += x w, few rows: the columns shared out.
void add_shared_product(const Product& whole) {
  if (whole.rows >= kManyRows) return add_product(whole);
  constexpr int64_t kColumns = 128;
  parallel_for(0, whole.n, kColumns, [&](int64_t from, int64_t to) {
    Product part = whole;
    part.n = to - from;
    part.w += from;
    part.out += from;
    add_product(part);
  });
}

// One row's logits of the words from `first_word` on, which it overwrites where they are banned.
void rank_row(const DecoderStepArgs& args, const std::vector<int32_t>& banned, float* logits, int64_t n,
              int64_t first_word, BlockSummary& summary, float* best, int32_t* words) {
  const DecoderKernelTable& kernels = kernel_table().decoder;
  summary = kernels.summarize(n, logits);
  // Banned words have their share of the probability; they only are not chosen.
  for (auto word = std::lower_bound(banned.begin(), banned.end(), first_word);
       word != banned.end() && *word < first_word + n; ++word)
    logits[*word - first_word] = -std::numeric_limits<float>::infinity();
  kernels.rank(n, logits, static_cast<int32_t>(first_word), args.count, best, words);
}

// Joins the summaries of a row's blocks, in the order of the words, and turns its logits into log
// probabilities.
void finish_row(int64_t blocks, const BlockSummary* summaries, int64_t stride, int64_t count,
                const float* best, const int32_t* words, float* log_probs, int32_t* likeliest) {
  float most = -std::numeric_limits<float>::infinity();
  for (int64_t b = 0; b < blocks; ++b) most = std::max(most, summaries[b * stride].most);
  double sum = 0.0;
  for (int64_t b = 0; b < blocks; ++b) {
    const BlockSummary& block = summaries[b * stride];
    const bool empty = block.most == -std::numeric_limits<float>::infinity();
    sum += block.sum * (empty ? 1.0 : std::exp(static_cast<double>(block.most) - most));
  }
  const float log_sum = static_cast<float>(std::log(sum));
  for (int64_t k = 0; k < count; ++k) {
    const float log_prob = (best[k] - most) - log_sum;
    const bool known = words[k] >= 0 && log_prob == log_prob;
    likeliest[k] = known ? words[k] : -1;
    log_probs[k] = known ? log_prob : -std::numeric_limits<float>::infinity();
  }
}

// The ranked words of every row.
void rank_words(const DecoderStepArgs& args, const float* features, const DecoderStepOutputs& out) {
  const int64_t R = args.rows, V = args.words, K = args.count;
  if (V <= 0) {
    std::fill_n(out.likeliest, R * K, -1);
    std::fill_n(out.log_probs, R * K, -std::numeric_limits<float>::infinity());
    return;
  }
  std::vector<int32_t> banned;
  for (int64_t word = 0; word < V; ++word)
    if (args.banned[word]) banned.push_back(static_cast<int32_t>(word));
  const bool many = R >= kManyRows;
  const int64_t width = many ? kManyRowsBlock : R <= 2 ? kOneRowBlock : kFewRowsBlock;
  const int64_t blocks = (V + width - 1) / width;
  Scratch scratch;
  BlockSummary* summaries = scratch.items<BlockSummary>(blocks * R);
  float* best = scratch.floats(blocks * R * K);
  int32_t* words = scratch.items<int32_t>(blocks * R * K);
  std::fill(best, best + blocks * R * K, -std::numeric_limits<float>::infinity());
  std::fill(words, words + blocks * R * K, -1);
  const auto block_product = [&](int64_t b, float* logits) {
    const int64_t first = b * width, n = std::min(width, V - first);
    for (int64_t r = 0; r < R; ++r)
      std::memcpy(logits + r * width, args.output_bias + first, static_cast<size_t>(n) * sizeof(float));
    add_product({R, n, args.units, features, args.output_kernel + first, V, logits, width});
  };
  const auto rank_in_block = [&](int64_t b, int64_t r, float* logits) {
    const int64_t first = b * width, at = b * R + r;
    rank_row(args, banned, logits + r * width, std::min(width, V - first), first, summaries[at],
             best + at * K, words + at * K);
  };
  if (many) {
    // Block after block: all threads make a block's logits, then each ranks some rows of it.
    float* logits = scratch.floats(R * width);
    for (int64_t b = 0; b < blocks; ++b) {
      block_product(b, logits);
      parallel_for(0, R, 8, [&](int64_t from, int64_t to) {
        for (int64_t r = from; r < to; ++r) rank_in_block(b, r, logits);
      });
    }
  } else {
    // Each thread makes some blocks' logits and ranks them while they are near.
    parallel_for(0, blocks, 1, [&](int64_t from, int64_t to) {
      Scratch own;
      float* logits = own.floats(R * width);
      for (int64_t b = from; b < to; ++b) {
        block_product(b, logits);
        for (int64_t r = 0; r < R; ++r) rank_in_block(b, r, logits);
      }
    });
  }
  for (int64_t r = 0; r < R; ++r) {
    // Joined to the first block's, in the order of the words: of equal logits the first word stays ahead.
    float* row_best = best + r * K;
    int32_t* row_words = words + r * K;
    for (int64_t b = 1; b < blocks; ++b)
      for (int64_t k = 0; k < K && words[(b * R + r) * K + k] >= 0; ++k) {
        const float logit = best[(b * R + r) * K + k];
        if (!(logit > row_best[K - 1])) break;
        int64_t place = K - 1;
        for (; place > 0 && row_best[place - 1] < logit; --place) {
          row_best[place] = row_best[place - 1];
          row_words[place] = row_words[place - 1];
        }
        row_best[place] = logit;
        row_words[place] = words[(b * R + r) * K + k];
      }
    finish_row(blocks, summaries + r, R, K, row_best, row_words, out.log_probs + r * K,
               out.likeliest + r * K);
  }
}

// weights = softmax(scale query keyᵀ), context = weights value, of one row.
void attend_row(const DecoderStepArgs& args, int64_t row, const float* query, float* weights,
                float* context) {
  const KernelTable& kernels = kernel_table();
  const int64_t U = args.units, S = args.source_length, source = args.memory_rows[row];
  const int64_t length = args.lengths[source];
  const float* key = args.key + source * S * U;
  for (int64_t s = 0; s < length; ++s) weights[s] = args.scale * kernels.decoder.dot(U, query, key + s * U);
  kernels.elementwise.softmax_row(weights, weights, length);
  std::fill(weights + length, weights + S, 0.0f);
  std::fill(context, context + U, 0.0f);
  kernels.decoder.add_rows_product(1, U, length, weights, length, args.value + source * S * U, U, context, U);
}

}  // namespace

void decoder_step(const DecoderStepArgs& args, const DecoderStepOutputs& out) {
  const int64_t R = args.rows, E = args.embedding_size, U = args.units;
  if (R <= 0) return;
  const KernelTable& kernels = kernel_table();
  Scratch scratch;
  float* embedded = scratch.floats(R * E);
  float* previous = scratch.floats(R * U);
  float* gates = scratch.floats(R * 4 * U);
  float* recurrent = scratch.floats(R * 4 * U);
  // 1. gates = embedding[tokens] W + b, recurrent = h[parents] R.
  for (int64_t r = 0; r < R; ++r) {
    std::memcpy(embedded + r * E, args.embedding + args.tokens[r] * E,
                static_cast<size_t>(E) * sizeof(float));
    std::memcpy(previous + r * U, args.h + args.parents[r] * U, static_cast<size_t>(U) * sizeof(float));
    std::memcpy(gates + r * 4 * U, args.bias, static_cast<size_t>(4 * U) * sizeof(float));
  }
  std::fill(recurrent, recurrent + R * 4 * U, 0.0f);
  add_shared_product({R, 4 * U, E, embedded, args.kernel, 4 * U, gates, 4 * U});
  add_shared_product({R, 4 * U, U, previous, args.recurrent_kernel, 4 * U, recurrent, 4 * U});
  // 2. The cells, and 3. attention, row by row.
  float* contexts = args.key ? scratch.floats(R * U) : nullptr;
  parallel_for(0, R, 4, [&](int64_t from, int64_t to) {
    for (int64_t r = from; r < to; ++r) {
      float* h = out.h + r * U;
      kernels.lstm_cell_forward(false, U, 0, U, gates + r * 4 * U, recurrent + r * 4 * U,
                                args.c + args.parents[r] * U, gates + r * 4 * U, out.c + r * U, h);
      if (args.key) attend_row(args, r, h, out.weights + r * args.source_length, contexts + r * U);
    }
  });
  // 4. features = tanh(h Wh + context Wc).
  float* features = scratch.floats(R * U);
  std::fill(features, features + R * U, 0.0f);
  add_shared_product({R, U, U, out.h, args.hidden_kernel, U, features, U});
  if (args.key) add_shared_product({R, U, U, contexts, args.context_kernel, U, features, U});
  kernels.elementwise.unary[static_cast<int>(Unary::kTanh)](features, features, R * U, 0.0f, 0.0f);
  // 5. The output layer.
  rank_words(args, features, out);
}

}  // namespace mirada
