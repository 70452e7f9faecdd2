#include "thread_pool.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#if defined(__x86_64__) || defined(_M_X64)
#include <immintrin.h>
#endif

namespace mirada {
namespace {

inline void pause_briefly() {
#if defined(__x86_64__) || defined(_M_X64)
  _mm_pause();
#else
  std::this_thread::yield();
#endif
}

thread_local bool inside_parallel_for = false;

struct Job {
  int64_t begin = 0, end = 0, grain = 1, chunks = 0;
  RangeFunction fn = nullptr;
  void* context = nullptr;
};

// One job at a time. A worker joins a job by raising `active` while the job is open; the caller closes the
// job when no chunk is left, and waits until the last worker has lowered `active`.
class ThreadPool {
 public:
  ThreadPool() {
    const char* wanted = std::getenv("MIRADA_NUM_THREADS");
    const int asked = wanted ? std::atoi(wanted) : 0;
    const int hardware = static_cast<int>(std::thread::hardware_concurrency());
    start(std::clamp(asked > 0 ? asked : hardware, 1, 256));
  }

  int size() const { return threads_.load(std::memory_order_relaxed); }
  int requested() const { return requested_.load(std::memory_order_relaxed); }

  void resize(int count) {
    std::lock_guard<std::mutex> submit(submit_);
    stop();
    start(std::clamp(count, 1, 256));
  }

  void run(const Job& job) {
    if (job.chunks <= 1 || inside_parallel_for || size() == 1 || !submit_.try_lock()) {
      run_alone(job);
      return;
    }
    std::lock_guard<std::mutex> submitted(submit_, std::adopt_lock);
    inside_parallel_for = true;
    job_ = job;
    next_.store(0, std::memory_order_relaxed);
    state_.store(kOpen, std::memory_order_seq_cst);
    generation_.fetch_add(1, std::memory_order_seq_cst);
    if (sleeping_.load(std::memory_order_seq_cst) > 0) {
      std::lock_guard<std::mutex> lock(mutex_);
      wake_.notify_all();
    }
    work();
    // Close the job to newcomers, then wait for those who joined.
    state_.fetch_and(~kOpen, std::memory_order_acq_rel);
    // On a crowded machine a worker may have lost its core: then spinning would only keep it from getting
    // one.
    for (int spin = 0; state_.load(std::memory_order_acquire) != 0; ++spin)
      spin < 2000 ? pause_briefly() : std::this_thread::yield();
    inside_parallel_for = false;
    has_failed_.store(false, std::memory_order_relaxed);
    if (exception_) std::rethrow_exception(std::exchange(exception_, nullptr));
  }

 private:
  static constexpr int64_t kOpen = int64_t{1} << 40;

  static void run_chunk(const Job& job, int64_t chunk) {
    const int64_t from = job.begin + chunk * job.grain;
    job.fn(job.context, from, std::min(from + job.grain, job.end));
  }

  static void run_alone(const Job& job) {
    for (int64_t chunk = 0; chunk < job.chunks; ++chunk) run_chunk(job, chunk);
  }

  void work() {
    for (;;) {
      const int64_t chunk = next_.fetch_add(1, std::memory_order_relaxed);
      if (chunk >= job_.chunks) return;
      try {
        run_chunk(job_, chunk);
      } catch (...) {
        fail();
      }
    }
  }

  // Keeps the first exception of a job for its caller, and hands out no further chunk.
  void fail() {
    if (!has_failed_.exchange(true, std::memory_order_relaxed)) exception_ = std::current_exception();
    next_.store(job_.chunks, std::memory_order_relaxed);
  }

  // Adds this worker to the open job; false where the job has closed meanwhile.
  bool join() {
    int64_t state = state_.load(std::memory_order_acquire);
    while (state & kOpen)
      if (state_.compare_exchange_weak(state, state + 1, std::memory_order_acq_rel)) return true;
    return false;
  }

  void worker_loop(uint64_t seen) {
    inside_parallel_for = true;
    for (;;) {
      // Kernels follow each other closely: spin a while before sleeping.
      for (int spin = 0; spin < 4000 && generation_.load(std::memory_order_acquire) == seen; ++spin)
        pause_briefly();
      if (generation_.load(std::memory_order_acquire) == seen) {
        std::unique_lock<std::mutex> lock(mutex_);
        sleeping_.fetch_add(1, std::memory_order_seq_cst);
        wake_.wait(lock, [&] { return generation_.load(std::memory_order_seq_cst) != seen; });
        sleeping_.fetch_sub(1, std::memory_order_seq_cst);
      }
      seen = generation_.load(std::memory_order_acquire);
      if (stopping_.load(std::memory_order_acquire)) return;
      if (join()) {
        work();
        state_.fetch_sub(1, std::memory_order_acq_rel);
      }
    }
  }

  // The system may refuse threads, or memory for them: then the pool works with those that it got.
  void start(int count) {
    stopping_.store(false);
    requested_.store(count);
    try {
      workers_.reserve(static_cast<size_t>(count - 1));
      for (int i = 1; i < count; ++i)
        workers_.emplace_back([this, seen = generation_.load()] { worker_loop(seen); });
    } catch (const std::exception&) {
    }
    threads_.store(static_cast<int>(workers_.size()) + 1);
  }

  void stop() {
    stopping_.store(true);
    {
      std::lock_guard<std::mutex> lock(mutex_);
      generation_.fetch_add(1, std::memory_order_seq_cst);
      wake_.notify_all();
    }
    for (std::thread& worker : workers_) worker.join();
    workers_.clear();
  }

  std::mutex submit_, mutex_;
  std::condition_variable wake_;
  std::vector<std::thread> workers_;
  std::atomic<int> threads_{1}, requested_{1}, sleeping_{0};
  std::atomic<bool> stopping_{false}, has_failed_{false};
  std::atomic<uint64_t> generation_{0};
  std::atomic<int64_t> next_{0}, state_{0};
  Job job_;
  std::exception_ptr exception_;
};

// Never destroyed: workers may still sleep while the process runs its exit handlers.
ThreadPool& pool() {
  static ThreadPool* instance = new ThreadPool;
  return *instance;
}

}  // namespace

int num_threads() { return pool().size(); }
int requested_threads() { return pool().requested(); }
void set_num_threads(int count) { pool().resize(count); }

void parallel_for_ranges(int64_t begin, int64_t end, int64_t grain, RangeFunction fn, void* context) {
  if (end <= begin) return;
  if (grain < 1) grain = 1;
  pool().run({begin, end, grain, (end - begin + grain - 1) / grain, fn, context});
}

}  // namespace mirada
