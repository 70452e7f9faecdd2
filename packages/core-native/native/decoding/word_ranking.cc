#include "word_ranking.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "../cpu/kernel_table.h"
#include "../cpu/scratch.h"
#include "../cpu/thread_pool.h"
#include "decoder_products.h"

namespace mirada {
namespace {

// Words whose exponentials are added up by themselves: the sum is the same for any number of rows.
constexpr int64_t kSummaryWords = 512;
// Words whose logits are held at a time. One or two rows wait for the weights' memory, which comes fastest in
// long runs; more rows want their logits in the first-level cache.
constexpr int64_t kFewRowsBlock = kSummaryWords, kOneRowBlock = 4 * kSummaryWords;
// Many rows' logits from packed weights, in the second-level cache.
constexpr int64_t kPackedBlock = kSummaryWords;
static_assert(kManyRowsBlock % kSummaryWords == 0);
// Rows whose logits of a block stay in the first-level cache.
constexpr int64_t kRowsInCache = 20;

constexpr float kNothing = -std::numeric_limits<float>::infinity();

int64_t summaries_of(int64_t words) { return (words + kSummaryWords - 1) / kSummaryWords; }

void summarize_row(const float* logits, int64_t n, BlockSummary* summaries) {
  for (int64_t begin = 0; begin < n; begin += kSummaryWords)
    *summaries++ = kernel_table().decoder.summarize(std::min(kSummaryWords, n - begin), logits + begin);
}

// The greatest logit of a row, and the logarithm of the sum of exp(logit - that one); the summaries are
// joined in the order of the words.
struct Normaliser {
  float most, log_sum;
  float log_prob(float logit) const { return (logit - most) - log_sum; }
};

Normaliser normaliser(int64_t count, const BlockSummary* summaries) {
  float most = kNothing;
  for (int64_t b = 0; b < count; ++b) most = std::max(most, summaries[b].most);
  double sum = 0.0;
  for (int64_t b = 0; b < count; ++b) {
    const bool empty = summaries[b].most == kNothing;
    sum += summaries[b].sum * (empty ? 1.0 : std::exp(static_cast<double>(summaries[b].most) - most));
  }
  return {most, static_cast<float>(std::log(sum))};
}

// logits (rows, n) of the words from `first` on, rows `step` apart.
void block_logits(const DecoderStepArgs& args, int64_t rows, const float* features, int64_t first, int64_t n,
                  float* logits, int64_t step) {
  for (int64_t r = 0; r < rows; ++r)
    std::memcpy(logits + r * step, args.output_bias + first, static_cast<size_t>(n) * sizeof(float));
  add_product({rows, n, args.units, features, args.output_kernel + first, args.words, logits, step});
}

// Ranks one row's logits of the words from `first` on, which it overwrites where they are banned.
void rank_row(const DecoderStepArgs& args, const std::vector<int32_t>& banned, float* logits, int64_t n,
              int64_t first, float* best, int32_t* words) {
  // Banned words have their share of the probability; they only are not chosen.
  for (auto word = std::lower_bound(banned.begin(), banned.end(), first);
       word != banned.end() && *word < first + n; ++word)
    logits[*word - first] = kNothing;
  kernel_table().decoder.rank(n, logits, static_cast<int32_t>(first), args.count, best, words);
}

// Joins the best of a later block to those of earlier ones: of equal logits the first word stays ahead.
void join_ranked(int64_t count, const float* later, const int32_t* later_words, float* best, int32_t* words) {
  for (int64_t k = 0; k < count && later_words[k] >= 0; ++k) {
    if (!(later[k] > best[count - 1])) break;
    int64_t place = count - 1;
    for (; place > 0 && best[place - 1] < later[k]; --place) {
      best[place] = best[place - 1];
      words[place] = words[place - 1];
    }
    best[place] = later[k];
    words[place] = later_words[k];
  }
}

void finish_row(const Normaliser& sum, int64_t count, const float* best, const int32_t* words,
                int32_t* likeliest, float* log_probs) {
  for (int64_t k = 0; k < count; ++k) {
    const float log_prob = sum.log_prob(best[k]);
    const bool known = words[k] >= 0 && log_prob == log_prob;
    likeliest[k] = known ? words[k] : -1;
    log_probs[k] = known ? log_prob : kNothing;
  }
}

}  // namespace

void rank_words(const DecoderStepArgs& args, const float* features, int32_t* likeliest, float* log_probs) {
  const int64_t R = args.rows, V = args.words, K = args.count;
  if (V <= 0) {
    std::fill_n(likeliest, R * K, -1);
    std::fill_n(log_probs, R * K, kNothing);
    return;
  }
  std::vector<int32_t> banned;
  for (int64_t word = 0; word < V; ++word)
    if (args.banned[word]) banned.push_back(static_cast<int32_t>(word));
  const bool many = R >= kManyRows;
  const PackedMatrix panels =
      packed_decoder_matrix(args.units, V, args.output_kernel, args.panels.output_kernel);
  // The blocks that the product would be cut into without panels, of which the last may be narrow.
  const int64_t widest = std::min(V, kManyRowsBlock), last = (V - 1) % kManyRowsBlock + 1;
  const bool is_packed = many && panels.agrees(R, widest) && panels.agrees(R, last);
  const int64_t width = is_packed ? kPackedBlock
                        : many    ? kManyRowsBlock
                        : R <= 2  ? kOneRowBlock
                                  : kFewRowsBlock;
  const int64_t blocks = (V + width - 1) / width, sums = summaries_of(V);
  Scratch scratch;
  BlockSummary* summaries = scratch.items<BlockSummary>(R * sums);
  float* best = scratch.floats(blocks * R * K);
  int32_t* words = scratch.items<int32_t>(blocks * R * K);
  std::fill(best, best + blocks * R * K, kNothing);
  std::fill(words, words + blocks * R * K, -1);
  const auto rank_in_block = [&](int64_t b, int64_t r, float* logits) {
    const int64_t first = b * width, n = std::min(width, V - first), at = (b * R + r) * K;
    summarize_row(logits + r * width, n, summaries + r * sums + first / kSummaryWords);
    rank_row(args, banned, logits + r * width, n, first, best + at, words + at);
  };
  if (is_packed) {
    // Each thread makes some blocks' logits and ranks them while they are near.
    const MatrixView x{features, args.units, 1};
    const float* rows = panels.packed_rows(R, x, scratch);
    parallel_for(0, blocks, 1, [&](int64_t from, int64_t to) {
      Scratch own;
      float* logits = own.floats(R * width);
      for (int64_t b = from; b < to; ++b) {
        panels.multiply_columns(R, x, rows, b * width, std::min((b + 1) * width, V), args.output_bias, logits,
                                width);
        for (int64_t r = 0; r < R; ++r) rank_in_block(b, r, logits);
      }
    });
  } else if (many) {
    // Block after block: all threads make a block's logits, then each ranks some rows of it.
    float* logits = scratch.floats(R * width);
    for (int64_t b = 0; b < blocks; ++b) {
      block_logits(args, R, features, b * width, std::min(width, V - b * width), logits, width);
      parallel_for(0, R, 8, [&](int64_t from, int64_t to) {
        for (int64_t r = from; r < to; ++r) rank_in_block(b, r, logits);
      });
    }
  } else {
    parallel_for(0, blocks, 1, [&](int64_t from, int64_t to) {
      Scratch own;
      float* logits = own.floats(R * width);
      for (int64_t b = from; b < to; ++b) {
        block_logits(args, R, features, b * width, std::min(width, V - b * width), logits, width);
        for (int64_t r = 0; r < R; ++r) rank_in_block(b, r, logits);
      }
    });
  }
  for (int64_t r = 0; r < R; ++r) {
    float* row_best = best + r * K;
    int32_t* row_words = words + r * K;
    for (int64_t b = 1; b < blocks; ++b)
      join_ranked(K, best + (b * R + r) * K, words + (b * R + r) * K, row_best, row_words);
    finish_row(normaliser(sums, summaries + r * sums), K, row_best, row_words, likeliest + r * K,
               log_probs + r * K);
  }
}

void few_rows_log_probs(const DecoderStepArgs& args, int64_t rows, const float* features, const float* logits,
                        float* log_probs) {
  const int64_t V = args.words, U = args.units, sums = summaries_of(V);
  Scratch scratch;
  BlockSummary* summaries = scratch.items<BlockSummary>(rows * sums);
  // A block's weights stay in the second-level cache while all rows pass over them.
  parallel_for(0, sums, 1, [&](int64_t from, int64_t to) {
    Scratch own;
    float* block = own.floats(kRowsInCache * kSummaryWords);
    for (int64_t b = from; b < to; ++b) {
      const int64_t first = b * kSummaryWords, n = std::min(kSummaryWords, V - first);
      for (int64_t r0 = 0; r0 < rows; r0 += kRowsInCache) {
        const int64_t count = std::min(kRowsInCache, rows - r0);
        block_logits(args, count, features + r0 * U, first, n, block, kSummaryWords);
        for (int64_t r = 0; r < count; ++r)
          summarize_row(block + r * kSummaryWords, n, summaries + (r0 + r) * sums + b);
      }
    }
  });
  for (int64_t r = 0; r < rows; ++r)
    log_probs[r] = normaliser(sums, summaries + r * sums).log_prob(logits[r]);
}

}  // namespace mirada
