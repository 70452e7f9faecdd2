// The core's own threads. Work is cut by shape and grain alone, so results do not depend on their number.
#pragma once
#include <cstdint>
#include <type_traits>

namespace mirada {

// Threads that take part in parallel_for, the calling one included.
int num_threads();
// As many as were asked for: the system may have given fewer.
int requested_threads();
// 1 <= count <= 256. Waits for work in flight.
void set_num_threads(int count);

using RangeFunction = void (*)(void* context, int64_t begin, int64_t end);
void parallel_for_ranges(int64_t begin, int64_t end, int64_t grain, RangeFunction fn, void* context);

// Calls fn(from, to) for consecutive ranges of `grain` items that cover [begin, end), on all threads; returns
// when all are done. A call from inside another, or while another thread's is running, runs on its own
// thread. What `fn` throws, on whichever thread, ends the call and is thrown here.
template <class Fn>
void parallel_for(int64_t begin, int64_t end, int64_t grain, Fn&& fn) {
  using Function = std::remove_reference_t<Fn>;
  parallel_for_ranges(
      begin, end, grain,
      [](void* context, int64_t from, int64_t to) { (*static_cast<Function*>(context))(from, to); },
      const_cast<void*>(static_cast<const void*>(&fn)));
}

}  // namespace mirada
