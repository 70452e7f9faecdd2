// The cases of attention_fuzz: the numbers that make one, and how they are drawn.
#pragma once
#include <algorithm>
#include <vector>

#include "fuzz.h"

namespace mirada_test {

struct AttentionFuzzCase {
  int64_t B = 1, T = 1, S = 1, K = 1, group = 1, H = 1, V = 1;
  // 0 to 5: the order of batch, position and head in memory; 6: one batch for all, 7: one position for all.
  int64_t query_layout = 0, key_layout = 0, value_layout = 0;
  // Foreign elements between rows, heads and batches.
  int64_t gap = 0;
  int64_t lengths = 0;
  // 0: none; otherwise 1 + bits for the axes b, n, t, s that are not broadcast.
  int64_t mask = 0, bias = 0;
  // Percentage of keys that the mask allows; 101: an interval of keys per row.
  int64_t allowed = 50;
  int64_t mask_gap = 0, infinite_bias = 0;
  // 0: none, 1: top left, 2: bottom right.
  int64_t causal = 0;
  int64_t window = 0, dropout_percent = 0, d_weights = 0;
  int64_t scale = 0, magnitude = 0;
  // What stands where nothing may be read: 0: NaN, 1: infinity, 2: the largest float.
  int64_t dead = 0;
  // A NaN that some query does see: 0: none, 1: in a key, 2: in a value, 3: in a query. Not where a weight
  // may be 0 by its size, by dropout or by a bias of -inf: whether NaN passes there depends on the precision.
  int64_t live_nan = 0;
  int64_t at_end = 1, fill = 1;

  std::vector<FuzzField> fields() {
    return {{"B", &B},
            {"T", &T},
            {"S", &S},
            {"K", &K},
            {"group", &group},
            {"H", &H},
            {"V", &V},
            {"queryLayout", &query_layout},
            {"keyLayout", &key_layout},
            {"valueLayout", &value_layout},
            {"gap", &gap},
            {"lengths", &lengths},
            {"mask", &mask},
            {"bias", &bias},
            {"allowed", &allowed},
            {"maskGap", &mask_gap},
            {"infiniteBias", &infinite_bias},
            {"causal", &causal},
            {"window", &window},
            {"dropoutPercent", &dropout_percent},
            {"dWeights", &d_weights},
            {"scale", &scale},
            {"magnitude", &magnitude},
            {"dead", &dead},
            {"liveNan", &live_nan},
            {"atEnd", &at_end},
            {"fill", &fill}};
  }

  // Sizes of query and key. From the first huge one on, scores are larger than the plain computation's own
  // error can judge: there the results keep AttentionErrorBounds, and so must the plain ones.
  static constexpr double kSizes[] = {1.0, 3.0, 8.0, 0.1, 1e-4, 1e-2, 30.0, 1e3, 1e5, 1e9, 1e14, 1e18};
  static constexpr int64_t kMagnitudes = 12, kHuge = 6;
  bool is_huge() const { return magnitude >= kHuge; }

  int64_t N() const { return K * group; }
  int64_t work() const { return B * N() * T * S * (H + V + 4); }
  bool possible() const {
    return K >= 1 && query_layout <= 7 && key_layout <= 7 && value_layout <= 7 && mask <= 16 && bias <= 16 &&
           causal <= 2 && dropout_percent < 100 && scale < 6 && magnitude < kMagnitudes && dead <= 2 &&
           live_nan <= 3 && (!live_nan || !(magnitude || scale || dropout_percent || infinite_bias)) &&
           work() <= 200'000'000;
  }
};

inline AttentionFuzzCase draw_attention_case(FuzzRandom& random) {
  AttentionFuzzCase c;
  const bool large = random.chance(3);
  do {
    c.B = random.chance(3) ? 0 : random.between(1, 3);
    c.T = random.chance(12) ? 1 : random.length(large ? 700 : 150);
    c.S = random.length(large ? 1300 : 150);
    c.K = random.chance(60) ? 1 : random.between(2, 4);
    c.group = random.chance(60) ? 1 : random.between(random.chance(3) ? 0 : 2, 4);
    c.H = random.chance(1) ? 0 : std::max<int64_t>(random.length(130), 1);
    c.V = random.chance(50) ? c.H : (random.chance(1) ? 0 : std::max<int64_t>(random.length(130), 1));
  } while (c.work() > (large ? 60'000'000 : 1'500'000));
  const auto layout = [&] { return random.chance(50) ? 0 : random.between(0, random.chance(10) ? 7 : 5); };
  c.query_layout = layout(), c.key_layout = layout(), c.value_layout = layout();
  c.gap = random.chance(60) ? 0 : random.between(1, 20);
  c.lengths = random.chance(40);
  c.mask = random.chance(50) ? 0 : random.between(1, 16);
  c.bias = random.chance(60) ? 0 : random.between(1, 16);
  c.allowed = random.chance(30) ? 101 : random.one_of({0, 2, 10, 50, 90, 99, 100});
  c.mask_gap = random.chance(80) ? 0 : random.between(1, 9);
  c.infinite_bias = random.chance(20);
  c.causal = random.chance(50) ? 0 : random.between(1, 2);
  c.window = random.chance(70) ? 0 : random.between(1, 1 + std::max(c.T, c.S));
  c.dropout_percent = random.chance(70) ? 0 : random.one_of({1, 10, 50, 90, 99});
  c.d_weights = random.chance(30);
  c.scale = random.chance(70) ? 0 : random.between(0, 5);
  c.magnitude = random.chance(50) ? 0 : random.between(0, AttentionFuzzCase::kMagnitudes - 1);
  c.dead = random.chance(60) ? 0 : random.between(1, 2);
  c.live_nan = random.chance(95) ? 0 : random.between(1, 3);
  if (c.live_nan) c.magnitude = c.scale = c.dropout_percent = c.infinite_bias = 0;
  c.at_end = random.chance(70);
  c.fill = random.between(1, 1'000'000'000);
  return c;
}

}  // namespace mirada_test
