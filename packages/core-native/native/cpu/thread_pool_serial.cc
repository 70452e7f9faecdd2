// The thread pool where there are no threads: the same ranges, one after the other.
#include <algorithm>

#include "thread_pool.h"

namespace mirada {

int num_threads() { return 1; }
int requested_threads() { return 1; }
void set_num_threads(int) {}

void parallel_for_ranges(int64_t begin, int64_t end, int64_t grain, RangeFunction fn, void* context) {
  grain = std::max<int64_t>(grain, 1);
  for (int64_t from = begin; from < end; from += grain) fn(context, from, std::min(from + grain, end));
}

}  // namespace mirada
