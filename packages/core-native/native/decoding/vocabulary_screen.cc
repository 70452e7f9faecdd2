#include "vocabulary_screen.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>

#include "../cpu/kernel_table.h"
#include "../cpu/scratch.h"
#include "../cpu/thread_pool.h"
#include "../matmul/matmul.h"
#include "decoder_products.h"
#include "word_ranking.h"

namespace mirada {
namespace {

// Words of a task.
constexpr int64_t kChunk = 512;
// Words of a chunk that may be in question for a row; with more of them fp32 computes all logits.
constexpr int64_t kMostCandidates = 16;
// Rows whose sums of a chunk stay in the second-level cache.
constexpr int64_t kRowsTogether = 64;
// A tile of bf16 weights.
constexpr int64_t kTileSide = 16, kTileDepth = 32, kTileFloats = 256;
constexpr float kMostWeight = 1e30f, kMostFeature = 1e6f;
// Norms are rounded up: more than the roundings of a few operations in fp32.
constexpr double kUp = 1.00001;
constexpr float kNothing = -std::numeric_limits<float>::infinity();

int64_t round_up(int64_t x, int64_t multiple) { return (x + multiple - 1) / multiple * multiple; }

// The greatest 16-bit integer that sums of `units` products with 8-bit integers leave room for.
int64_t greatest_integer(int64_t units) {
  return units > 0 ? std::min<int64_t>(32767, 2147483647 / (127 * units)) : 32767;
}

bool has_tiles() { return kernel_table().screen.tile_sums != nullptr; }

// Where the parts of a packed vocabulary lie, in floats from its start, a multiple of 64 bytes.
struct Layout {
  int64_t bias, scale, distance, norm, tile_distance, tile_norm, integers, tiles, rows, end;

  Layout(int64_t units, int64_t words) {
    const int64_t padded = round_up(words, kScreenPanel), pairs = (units + 1) / 2;
    int64_t at = kStart;
    const auto take = [&](int64_t floats) {
      const int64_t from = at;
      at += round_up(floats, 16);
      return from;
    };
    for (int64_t* array : {&bias, &scale, &distance, &norm}) *array = take(padded);
    integers = take(padded * pairs / 2);
    tile_distance = take(has_tiles() ? padded : 0);
    tile_norm = take(has_tiles() ? padded : 0);
    tiles = take(has_tiles() ? padded / kTileSide * tile_floats(units) : 0);
    rows = take(words * units);
    end = at;
  }

  static int64_t tile_floats(int64_t units) { return (units + kTileDepth - 1) / kTileDepth * kTileFloats; }
  // The first number says whether the vocabulary can be screened.
  static constexpr int64_t kStart = 16;
};

// The first multiple of 64 bytes.
template <class Float>
Float* aligned(Float* packed) {
  const auto address = reinterpret_cast<uintptr_t>(packed);
  return packed + (((address + 63) & ~uintptr_t{63}) - address) / sizeof(float);
}

// The bits of a bf16 number near x: the tile unit's rounding of features and weights.
uint32_t rounded_bits(float x) {
  uint32_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  return (bits + 0x8000u) & 0xffff0000u;
}

float rounded(float x) {
  const uint32_t bits = rounded_bits(x);
  std::memcpy(&x, &bits, sizeof x);
  return x;
}

// x to the nearest integer, |x| < 2^22.
float nearest(float x) { return (x + 12582912.0f) - 12582912.0f; }

float root_up(double squares) { return static_cast<float>(std::sqrt(squares) * kUp); }

struct Packer {
  const int64_t units, words;
  const Layout layout;
  float* const packed;

  // Of one word, whose weights are contiguous; false where it cannot be screened.
  bool word(int64_t word, float own_bias, const float* w) const {
    float most = 0.0f;
    double squares = 0.0;
    for (int64_t k = 0; k < units; ++k) {
      if (!(std::fabs(w[k]) <= kMostWeight)) return false;
      most = std::max(most, std::fabs(w[k]));
      squares += static_cast<double>(w[k]) * w[k];
    }
    if (!(std::fabs(own_bias) <= kMostWeight) || !(std::sqrt(squares) <= kMostWeight)) return false;
    packed[layout.bias + word] = own_bias;
    // 1. Integers of 8 bits.
    float scale = most / 127.0f;
    if (!(scale >= std::numeric_limits<float>::min())) scale = 0.0f;
    const int64_t pairs = (units + 1) / 2;
    int8_t* to = reinterpret_cast<int8_t*>(packed + layout.integers) +
                 word / kScreenPanel * pairs * 2 * kScreenPanel + word % kScreenPanel * 2;
    double distance = 0.0, norm = squares;
    double own = 0.0;
    for (int64_t k = 0; k < units; ++k) {
      const float q = scale > 0.0f ? std::clamp(nearest(w[k] / scale), -127.0f, 127.0f) : 0.0f;
      to[k / 2 * 2 * kScreenPanel + k % 2] = static_cast<int8_t>(q);
      const double back = static_cast<double>(scale) * q;
      distance += (w[k] - back) * (w[k] - back);
      own += back * back;
    }
    packed[layout.scale + word] = scale;
    packed[layout.distance + word] = root_up(distance);
    packed[layout.norm + word] = root_up(std::max(norm, own));
    if (!has_tiles()) return true;
    // 2. Tiles of bf16: a weight and the one 16 rows below share 32 bits.
    const int64_t tile_word = Layout::tile_floats(units);
    float* panel = packed + layout.tiles + word / kTilePanel * 2 * tile_word +
                   word % kTilePanel / kTileSide * kTileFloats + word % kTileSide;
    distance = own = 0.0;
    for (int64_t k = 0; k < units; k += kTileDepth)
      for (int64_t p = 0; p < kTileSide; ++p) {
        const float low = k + p < units ? w[k + p] : 0.0f;
        const float high = k + p + kTileSide < units ? w[k + p + kTileSide] : 0.0f;
        const uint32_t both = rounded_bits(low) >> 16 | rounded_bits(high);
        std::memcpy(panel + k / kTileDepth * 2 * kTileFloats + p * kTileSide, &both, sizeof both);
        for (const float x : {low, high}) {
          const double back = rounded(x);
          distance += (x - back) * (x - back);
          own += back * back;
        }
      }
    packed[layout.tile_distance + word] = root_up(distance);
    packed[layout.tile_norm + word] = root_up(std::max(norm, own));
    return true;
  }
};

}  // namespace

int64_t packed_vocabulary_floats(int64_t units, int64_t words) {
  // Room to begin at a multiple of 64 bytes.
  return Layout(units, words).end + 16;
}

void pack_vocabulary(int64_t units, int64_t words, const float* kernel, const float* bias, float* packed) {
  const Layout layout(units, words);
  packed = aligned(packed);
  std::fill(packed, packed + layout.rows, 0.0f);
  std::fill(packed + layout.bias + words, packed + layout.scale, kNothing);
  std::atomic<bool> usable{greatest_integer(units) >= 64};
  const Packer packer{units, words, layout, packed};
  parallel_for(0, words, kScreenPanel, [&](int64_t from, int64_t to) {
    float* rows = packed + layout.rows;
    for (int64_t k = 0; k < units; ++k)
      for (int64_t word = from; word < to; ++word) rows[word * units + k] = kernel[k * words + word];
    for (int64_t word = from; word < to; ++word)
      if (!packer.word(word, bias[word], rows + word * units)) usable.store(false);
  });
  packed[0] = usable.load() ? 1.0f : 0.0f;
}

VocabularyScreen::VocabularyScreen(int64_t units, int64_t words, const float* packed)
    : units_(units), words_(words), packed_(packed ? aligned(packed) : nullptr) {
  if (packed_ && packed_[0] != 1.0f) packed_ = nullptr;
}

// What the features are rounded to, and how far that is from them.
struct VocabularyScreen::Rows {
  ScreenedRow* known;
  int16_t* integers = nullptr;  // (rows, 2 pairs)
  float* tiles = nullptr;       // strips of 16 rows
  bool usable = true;

  Rows(int64_t rows, int64_t units, float kappa, const float* features, bool few, Scratch& scratch) {
    known = scratch.items<ScreenedRow>(rows);
    const int64_t width = (units + 1) / 2 * 2;
    if (few)
      integers = scratch.items<int16_t>(rows * width);
    else
      tiles = scratch.floats(round_up(rows, kTileSide) / kTileSide * Layout::tile_floats(units));
    const float greatest = static_cast<float>(greatest_integer(units));
    for (int64_t r = 0; r < rows; ++r) {
      const float* h = features + r * units;
      float most = 0.0f;
      double squares = 0.0, distance = 0.0;
      for (int64_t k = 0; k < units; ++k) {
        if (!(std::fabs(h[k]) <= kMostFeature)) usable = false;
        most = std::max(most, std::fabs(h[k]));
        squares += static_cast<double>(h[k]) * h[k];
      }
      if (!usable) return;
      float scale = few ? most / greatest : 1.0f;
      if (few) {
        if (!(scale >= std::numeric_limits<float>::min())) scale = 0.0f;
        int16_t* to = integers + r * width;
        to[width - 1] = 0;
        for (int64_t k = 0; k < units; ++k) {
          const float p = scale > 0.0f ? std::clamp(nearest(h[k] / scale), -greatest, greatest) : 0.0f;
          to[k] = static_cast<int16_t>(p);
          const double left = h[k] - static_cast<double>(scale) * p;
          distance += left * left;
        }
      } else {
        for (int64_t k = 0; k < units; ++k) {
          const double left = static_cast<double>(h[k]) - rounded(h[k]);
          distance += left * left;
        }
      }
      const double norm = std::sqrt(squares);
      known[r] = {scale, root_up(squares), static_cast<float>((std::sqrt(distance) + kappa * norm) * kUp)};
    }
    if (!few) kernel_table().screen.pack_rows(rows, units, features, tiles);
  }
};

bool VocabularyScreen::choose(int64_t rows, const float* features, const std::vector<int32_t>& banned,
                              int32_t* chosen, float* logits) const {
  const bool few = rows < kManyRows;
  if (!packed_ || rows <= 0 || words_ <= 0 || (!few && !has_tiles())) return false;
  const ScreenKernelTable& kernels = kernel_table().screen;
  const Layout layout(units_, words_);
  const float kappa = static_cast<float>(16 * units_ + 64) * 0x1p-24f;
  Scratch scratch;
  const Rows given(rows, units_, kappa, features, few, scratch);
  if (!given.usable) return false;

  // 1. Chunk by chunk the words that may be a row's likeliest, by what its best word so far is sure of.
  const int64_t chunks = (words_ + kChunk - 1) / kChunk, pairs = (units_ + 1) / 2;
  const int64_t tile_floats = Layout::tile_floats(units_);
  Candidate* found = scratch.items<Candidate>(chunks * rows * kMostCandidates);
  int32_t* counts = scratch.items<int32_t>(chunks * rows);
  const auto least = std::make_unique<std::atomic<float>[]>(static_cast<size_t>(rows));
  for (int64_t r = 0; r < rows; ++r) least[static_cast<size_t>(r)].store(kNothing);
  std::atomic<bool> too_many{false};
  parallel_for(0, chunks, 1, [&](int64_t from, int64_t to) {
    Scratch own;
    const int64_t together = few ? rows : std::min(round_up(rows, kTileSide), kRowsTogether);
    float* sums = own.floats(together * kChunk);
    Candidate* some = own.items<Candidate>(kChunk);
    for (int64_t c = from; c < to; ++c) {
      const int64_t first = c * kChunk, n = std::min(kChunk, words_ - first);
      const ScreenedWords words{packed_ + layout.bias + first, few ? packed_ + layout.scale + first : nullptr,
                                packed_ + (few ? layout.distance : layout.tile_distance) + first,
                                packed_ + (few ? layout.norm : layout.tile_norm) + first};
      const auto begin = std::lower_bound(banned.begin(), banned.end(), first);
      const auto end = std::lower_bound(begin, banned.end(), first + n);
      for (int64_t r0 = 0; r0 < rows; r0 += together) {
        const int64_t count = std::min(together, rows - r0);
        if (few)
          kernels.integer_sums(count, (n + kScreenPanel - 1) / kScreenPanel, pairs, given.integers,
                               reinterpret_cast<const int8_t*>(packed_ + layout.integers) + first * pairs * 2,
                               sums, kChunk);
        else
          kernels.tile_sums(count, (n + kTilePanel - 1) / kTilePanel, tile_floats / kTileFloats,
                            given.tiles + r0 / kTileSide * tile_floats,
                            packed_ + layout.tiles + first / kTileSide * tile_floats, sums, kChunk);
        for (int64_t r = r0; r < r0 + count; ++r) {
          float* row = sums + (r - r0) * kChunk;
          // -inf, or NaN where a scale is 0: never in question, and sure of nothing.
          for (auto word = begin; word != end; ++word) row[*word - first] = kNothing;
          std::atomic<float>& sure = least[static_cast<size_t>(r)];
          const float own_least = kernels.bound(n, given.known[r], words, kappa, row);
          float known = sure.load(std::memory_order_relaxed);
          while (own_least > known && !sure.compare_exchange_weak(known, own_least)) {
          }
          const float bound = std::max({known, own_least, -std::numeric_limits<float>::max()});
          const int64_t in_question = kernels.collect(n, row, bound, static_cast<int32_t>(first), some);
          if (in_question > kMostCandidates) too_many.store(true);
          counts[c * rows + r] = static_cast<int32_t>(std::min(in_question, kMostCandidates));
          std::copy_n(some, counts[c * rows + r], found + (c * rows + r) * kMostCandidates);
        }
      }
    }
  });
  if (too_many.load()) return false;

  // 2. Of those the ones that no other word rules out, row after row.
  std::vector<int32_t> candidates, ends;
  for (int64_t r = 0; r < rows; ++r) {
    const float bound = least[static_cast<size_t>(r)].load();
    for (int64_t c = 0; c < chunks; ++c)
      for (int64_t i = 0; i < counts[c * rows + r]; ++i) {
        const Candidate& candidate = found[(c * rows + r) * kMostCandidates + i];
        if (candidate.upper >= bound) candidates.push_back(candidate.word);
      }
    ends.push_back(static_cast<int32_t>(candidates.size()));
  }

  // 3. Their logits as fp32 has them.
  const float* bias = packed_ + layout.bias;
  std::vector<float> exact(candidates.size());
  if (few) {
    for (int64_t r = 0, i = 0; r < rows; i = ends[static_cast<size_t>(r++)])
      kernels.logits(ends[static_cast<size_t>(r)] - i, candidates.data() + i, units_, features + r * units_,
                     packed_ + layout.rows, bias, exact.data() + i);
  } else {
    std::vector<int32_t> distinct = candidates;
    std::sort(distinct.begin(), distinct.end());
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    const int64_t last = words_ % kManyRowsBlock, n = static_cast<int64_t>(distinct.size());
    if (4 * n > words_ ||
        (words_ > kManyRowsBlock && last > 0 && !same_arithmetic(rows, units_, kManyRowsBlock, last)))
      return false;
    float* all = scratch.floats(rows * std::max<int64_t>(n, 1));
    logits_of_many(rows, features, distinct, all);
    for (int64_t r = 0, i = 0; r < rows; ++r)
      for (; i < ends[static_cast<size_t>(r)]; ++i) {
        const auto at =
            std::lower_bound(distinct.begin(), distinct.end(), candidates[static_cast<size_t>(i)]);
        exact[static_cast<size_t>(i)] = all[r * n + (at - distinct.begin())];
      }
  }

  // 4. The first of the greatest: candidates are in the order of the words.
  for (int64_t r = 0, i = 0; r < rows; ++r) {
    chosen[r] = -1;
    logits[r] = kNothing;
    for (; i < ends[static_cast<size_t>(r)]; ++i)
      if (exact[static_cast<size_t>(i)] > logits[r]) {
        logits[r] = exact[static_cast<size_t>(i)];
        chosen[r] = candidates[static_cast<size_t>(i)];
      }
  }
  return true;
}

// logits (rows, n) of n words, by the matrix product that rank_words makes of all of them.
void VocabularyScreen::logits_of_many(int64_t rows, const float* features, const std::vector<int32_t>& words,
                                      float* logits) const {
  const Layout layout(units_, words_);
  const int64_t n = static_cast<int64_t>(words.size());
  Scratch scratch;
  float* weights = scratch.floats(n * units_);
  for (int64_t j = 0; j < n; ++j) {
    const int32_t word = words[static_cast<size_t>(j)];
    std::copy_n(packed_ + layout.rows + word * units_, units_, weights + j * units_);
    for (int64_t r = 0; r < rows; ++r) logits[r * n + j] = packed_[layout.bias + word];
  }
  MatmulArgs args{};
  args.m = rows;
  args.n = n;
  args.k = units_;
  args.a = {features, units_, 1};
  args.b = {weights, 1, units_};
  args.c = logits;
  args.c_row_stride = n;
  args.beta = 1.0f;
  matmul_of_columns(args, std::min(words_, kManyRowsBlock));
}

}  // namespace mirada
