#include "embedding.h"

#include <algorithm>
#include <cstring>

#include "../cpu/thread_pool.h"

namespace mirada {

void gather_rows(const float* table, int64_t width, const int32_t* indices, int64_t count, float* out) {
  const int64_t grain = std::max<int64_t>(1, 16384 / std::max<int64_t>(width, 1));
  parallel_for(0, count, grain, [&](int64_t from, int64_t to) {
    for (int64_t i = from; i < to; ++i)
      std::memcpy(out + i * width, table + indices[i] * width, static_cast<size_t>(width) * sizeof(float));
  });
}

void scatter_add_rows(const float* values, int64_t width, const int32_t* indices, int64_t count, int64_t rows,
                      float* out) {
  const int64_t grain = std::max<int64_t>(1, 65536 / std::max<int64_t>(width, 1));
  parallel_for(0, rows, grain,
               [&](int64_t from, int64_t to) { std::fill(out + from * width, out + to * width, 0.0f); });
  // A task owns some columns of every row, so two equal indices never meet on different threads.
  parallel_for(0, width, 64, [&](int64_t from, int64_t to) {
    for (int64_t i = 0; i < count; ++i) {
      if (indices[i] < 0 || indices[i] >= rows) continue;
      float* sum = out + indices[i] * width;
      for (int64_t j = from; j < to; ++j) sum[j] += values[i * width + j];
    }
  });
}

}  // namespace mirada
