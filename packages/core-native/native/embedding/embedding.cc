#include "embedding.h"

#include <algorithm>
#include <cstring>

#include "../cpu/scratch.h"
#include "../cpu/thread_pool.h"

namespace mirada {

void gather_rows(const float* table, int64_t width, const int32_t* indices, int64_t count, float* out) {
  if (width <= 0) return;
  const int64_t grain = std::max<int64_t>(1, 16384 / width);
  parallel_for(0, count, grain, [&](int64_t from, int64_t to) {
    for (int64_t i = from; i < to; ++i)
      std::memcpy(out + i * width, table + indices[i] * width, static_cast<size_t>(width) * sizeof(float));
  });
}

void scatter_add_rows(const float* values, int64_t width, const int32_t* indices, int64_t count, int64_t rows,
                      float* out) {
  if (width <= 0 || rows <= 0) return;
  const int64_t grain = std::max<int64_t>(1, 65536 / width);
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

int64_t sum_rows(const float* values, int64_t width, const int32_t* indices, int64_t count, int64_t rows,
                 float* out, int32_t* out_rows) {
  // Sorted by row, then by place, so that every row's sum runs in the order of the indices.
  struct Place {
    int64_t row, i;
    bool operator<(const Place& other) const { return row != other.row ? row < other.row : i < other.i; }
  };
  Scratch scratch;
  Place* places = scratch.items<Place>(count);
  int64_t* first = scratch.items<int64_t>(count + 1);
  int64_t inside = 0, distinct = 0;
  for (int64_t i = 0; i < count; ++i)
    if (indices[i] >= 0 && indices[i] < rows) places[inside++] = {indices[i], i};
  std::sort(places, places + inside);
  for (int64_t p = 0; p < inside; ++p) {
    if (p > 0 && places[p].row == places[p - 1].row) continue;
    out_rows[distinct] = static_cast<int32_t>(places[p].row);
    first[distinct++] = p;
  }
  first[distinct] = inside;
  const int64_t grain = std::max<int64_t>(1, 4096 / std::max<int64_t>(width, 1));
  parallel_for(0, distinct, grain, [&](int64_t from, int64_t to) {
    for (int64_t r = from; r < to; ++r) {
      float* sum = out + r * width;
      std::fill(sum, sum + width, 0.0f);
      for (int64_t p = first[r]; p < first[r + 1]; ++p) {
        const float* value = values + places[p].i * width;
        for (int64_t j = 0; j < width; ++j) sum[j] += value[j];
      }
    }
  });
  return distinct;
}

}  // namespace mirada
