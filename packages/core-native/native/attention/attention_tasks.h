// How attention is handed out to threads.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>

#include "../cpu/thread_pool.h"

namespace mirada {

// Multiply-adds under which tasks are handed out several at a time, as long as there are kLeastParts parts.
// Heads of one position lie side by side in memory: threads that write neighbours take cache lines from each
// other.
inline constexpr double kSerialWork = 1048576.0;
inline constexpr int64_t kLeastParts = 16;
inline int64_t ceil_div(int64_t a, int64_t b) { return (a + b - 1) / b; }

// Tasks to hand out at a time, of `tasks` with `work` multiply-adds each.
inline int64_t task_grain(int64_t tasks, double work) {
  const double wanted = std::ceil(kSerialWork / std::max(work, 1.0));
  return std::max<int64_t>(std::min(static_cast<int64_t>(wanted), tasks / kLeastParts), 1);
}

// parallel_for over single items.
template <class Body>
void for_items(int64_t count, int64_t grain, Body&& body) {
  parallel_for(0, count, grain, [&](int64_t from, int64_t to) {
    for (int64_t item = from; item < to; ++item) body(item);
  });
}

}  // namespace mirada
