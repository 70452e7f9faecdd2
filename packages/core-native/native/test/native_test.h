// What the native tests share: random data, every instruction set x thread count, comparisons that count.
#pragma once
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "../cpu/kernel_table.h"
#include "../cpu/thread_pool.h"

namespace mirada_test {

inline int passed = 0, failed = 0;

inline void check(bool ok, const std::string& what) {
  if (ok) {
    ++passed;
  } else {
    ++failed;
    std::printf("FAILED: %s\n", what.c_str());
  }
}

inline std::vector<float> random_floats(int64_t count, uint32_t seed, float scale = 1.0f) {
  std::mt19937 generator(seed);
  std::uniform_real_distribution<float> uniform(-scale, scale);
  std::vector<float> values(static_cast<size_t>(count));
  for (float& value : values) value = uniform(generator);
  return values;
}

// |got - want| <= bound for every element; the worst one is named.
inline void check_close(const std::vector<float>& got, const std::vector<float>& want, double bound,
                        const std::string& what) {
  double worst = 0.0;
  size_t at = 0;
  bool ok = got.size() == want.size();
  for (size_t i = 0; ok && i < got.size(); ++i) {
    if (got[i] == want[i] || (std::isnan(got[i]) && std::isnan(want[i]))) continue;
    const double difference = std::fabs(static_cast<double>(got[i]) - want[i]);
    if (!(difference <= worst)) worst = difference, at = i;
    if (!(difference <= bound)) ok = false;
  }
  char text[160];
  std::snprintf(text, sizeof text, ": worst difference %.3g at %zu, bound %.3g", worst, at, bound);
  check(ok, what + text);
}

inline void check_same_bits(const std::vector<float>& got, const std::vector<float>& want,
                            const std::string& what) {
  check(got.size() == want.size() &&
            (got.empty() || std::memcmp(got.data(), want.data(), got.size() * sizeof(float)) == 0),
        what + ": not bit-identical");
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || defined(__wasm__)
constexpr bool kRunsAQuarter = true;
#else
constexpr bool kRunsAQuarter = false;
#endif

// Of many cases of one kind, those that this build runs: all, or a quarter, drawn once for all, under a
// sanitizer and in WebAssembly. Sanitizers take ten times as long and look at memory and threads, which cases
// that differ in their numbers use alike; WebAssembly runs the same source as the plain build, which checks
// every number, on other vectors.
template <class Case>
std::vector<Case> cases_of_this_build(const std::vector<Case>& all) {
  if (!kRunsAQuarter) return all;
  std::mt19937 generator(1);
  std::vector<Case> drawn;
  for (const Case& one : all)
    if (generator() % 4 == 0) drawn.push_back(one);
  return drawn;
}

// Whether the threads of this set share their work as those of another one do. The thread sanitizer, which
// takes minutes for what takes seconds without it, sees the narrowest set of vectors and the widest set.
inline bool shares_work_like_another(const std::vector<const mirada::KernelTable*>& all,
                                     const std::string& name) {
  bool is_other = false;
  for (const mirada::KernelTable* table : all)
    is_other = is_other || (name == "scalar" ? name != table->name
                                             : name == "avx512" && std::string(table->name) == "amx");
  return is_other;
}

// Runs `test(name of the set)` for every instruction set of this machine.
template <class Test>
void for_each_instruction_set(Test&& test) {
  const std::vector<const mirada::KernelTable*> all = mirada::available_kernel_tables();
  for (const mirada::KernelTable* table : all) {
#ifdef __SANITIZE_THREAD__
    if (shares_work_like_another(all, table->name)) continue;
#endif
    mirada::use_kernel_table(table->name);
    test(std::string(table->name));
  }
}

// The thread counts from `first` to `last` that this build can have: WebAssembly has one thread.
inline std::vector<int> thread_counts(int first, int last) {
#ifdef __wasm__
  last = 1;
#endif
  std::vector<int> counts;
  for (int count = first; count <= last; ++count) counts.push_back(count);
  return counts;
}

// Runs `run()` on 1, 2 and 3 threads; every result must have the same bits as the first, which is returned.
template <class Run>
std::vector<float> same_for_all_threads(Run&& run, const std::string& what) {
  std::vector<float> first;
  for (const int threads : thread_counts(1, 3)) {
    mirada::set_num_threads(threads);
    std::vector<float> result = run();
    if (threads == 1)
      first = std::move(result);
    else
      check_same_bits(result, first, what + " on " + std::to_string(threads) + " threads");
  }
  return first;
}

inline int report(const char* name) {
  // Workers that are alive at the end have memory of their own, which LeakSanitizer does not always find.
  mirada::set_num_threads(1);
  std::printf("%s: %d passed, %d failed\n", name, passed, failed);
  return failed == 0 ? 0 : 1;
}

}  // namespace mirada_test
