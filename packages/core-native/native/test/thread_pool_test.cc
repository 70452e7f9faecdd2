// What tasks throw reaches the caller of parallel_for, on any number of threads, and the pool works on.
#include <atomic>
#include <chrono>
#include <new>
#include <stdexcept>
#include <thread>

#include "../cpu/scratch.h"
#include "native_test.h"

using namespace mirada;
using namespace mirada_test;

namespace {

constexpr int64_t kItems = 64;

bool counts_all() {
  std::atomic<int64_t> sum{0};
  parallel_for(0, kItems, 1, [&](int64_t from, int64_t) { sum += from; });
  return sum == kItems * (kItems - 1) / 2;
}

template <class Error, class Body>
bool throws(Body&& body) {
  try {
    body();
  } catch (const Error&) {
    return true;
  }
  return false;
}

// A thread of the pool throws while the caller computes.
bool pool_thread_throws() {
  using Clock = std::chrono::steady_clock;
  const std::thread::id caller = std::this_thread::get_id();
  const Clock::time_point end = Clock::now() + std::chrono::seconds(10);
  std::atomic<bool> has_thrown{false};
  return throws<std::length_error>([&] {
    parallel_for(0, kItems, 1, [&](int64_t, int64_t) {
      if (std::this_thread::get_id() != caller) {
        has_thrown.store(true);
        throw std::length_error("not the caller's");
      }
      while (!has_thrown.load() && Clock::now() < end) std::this_thread::yield();
    });
  });
}

void check_throwing(int threads) {
  set_num_threads(threads);
  const std::string name = std::to_string(threads) + " threads: ";
  for (const int64_t bad : {int64_t{0}, int64_t{1}, kItems / 2, kItems - 1}) {
    check(throws<std::bad_alloc>([&] {
            parallel_for(0, kItems, 1, [&](int64_t from, int64_t) {
              if (from == bad) throw std::bad_alloc();
            });
          }),
          name + "one task throws");
    check(counts_all(), name + "the next job runs");
  }
  check(throws<std::runtime_error>(
            [&] { parallel_for(0, kItems, 1, [](int64_t, int64_t) { throw std::runtime_error("each"); }); }),
        name + "every task throws");
  check(throws<int>([&] {
          parallel_for(0, kItems, 4, [](int64_t outer, int64_t) {
            parallel_for(0, 8, 1, [&](int64_t inner, int64_t) {
              if (outer == 8 && inner == 5) throw 7;
            });
          });
        }),
        name + "a task inside a task throws");
  if (threads > 1)
    for (int round = 0; round < 20; ++round)
      check(pool_thread_throws(), name + "a thread of the pool throws");
  check(counts_all(), name + "the last job runs");
}

// A task that throws gives its temporary memory back: the next one finds the same.
void check_scratch(int threads) {
  set_num_threads(threads);
  const std::string name = std::to_string(threads) + " threads: ";
  const auto address = [] { return Scratch().floats(1 << 20); };
  float* const before = address();
  check(throws<std::bad_alloc>([&] {
          parallel_for(0, kItems, 1, [](int64_t, int64_t) {
            Scratch scratch;
            scratch.floats(1 << 19)[0] = 1.0f;
            throw std::bad_alloc();
          });
        }),
        name + "memory runs out in every task");
  check(address() == before, name + "temporary memory is given back");
}

}  // namespace

int main() {
  for (const int threads : {1, 2, 3, 8}) {
    check_throwing(threads);
    check_scratch(threads);
  }
  return report("thread_pool_test");
}
