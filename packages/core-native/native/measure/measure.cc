#include "measure.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <vector>

#include "../cpu/kernel_table.h"
#include "../cpu/thread_pool.h"
#include "measure_kernels.h"

namespace mirada {
namespace {

// The best rate of `work` units per call: the machine is never faster than it is, only interrupted.
template <class Pass>
double best_rate(double work, double milliseconds, Pass&& pass) {
  using Clock = std::chrono::steady_clock;
  const auto seconds_since = [](Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
  };
  const Clock::time_point begin = Clock::now();
  double best = 0.0;
  do {
    const Clock::time_point start = Clock::now();
    pass();
    best = std::max(best, work / seconds_since(start));
  } while (seconds_since(begin) < milliseconds / 1000.0);
  return best;
}

}  // namespace

double measure_fma_peak(double milliseconds) {
  // Many short pieces for each thread, so that one that wakes late costs little.
  constexpr int64_t kIterations = 20000, kPiecesPerThread = 40;
  const KernelTable& kernels = kernel_table();
  const int64_t pieces = num_threads() * kPiecesPerThread;
  const double operations = 2.0 * kFmaSums * kernels.lanes * static_cast<double>(kIterations * pieces);
  std::atomic<float> kept{0.0f};
  return best_rate(operations, milliseconds, [&] {
    parallel_for(0, pieces, 1, [&](int64_t from, int64_t to) {
      for (int64_t piece = from; piece < to; ++piece)
        kept.store(kernels.fma_loop(kIterations), std::memory_order_relaxed);
    });
  });
}

double measure_copy_bandwidth(long long bytes, double milliseconds) {
  constexpr int64_t kPiece = int64_t{1} << 20;
  const std::vector<char> from(static_cast<size_t>(bytes), 1);
  std::vector<char> to(static_cast<size_t>(bytes), 0);
  return best_rate(2.0 * static_cast<double>(bytes), milliseconds, [&] {
    parallel_for(0, bytes, kPiece, [&](int64_t begin, int64_t end) {
      std::memcpy(to.data() + begin, from.data() + begin, static_cast<size_t>(end - begin));
    });
  });
}

}  // namespace mirada
