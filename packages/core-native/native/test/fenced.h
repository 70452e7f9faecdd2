// Arrays with a fence on both sides: pages that end the process when they are touched, where the system has
// them, and bytes that are looked at afterwards between those pages and the array.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>

#if defined(__unix__) || defined(__APPLE__)
#include <sys/mman.h>
#include <unistd.h>
#define MIRADA_HAS_PAGES 1
#endif

namespace mirada_test {

// What lies around an array and, until something is written, in it: NaN as a float, true as a mask, -1 as an
// integer.
inline constexpr uint8_t kFenceByte = 0xFF;

template <class T>
class Fenced {
 public:
  Fenced() = default;
  // `at_end`: the array ends where a forbidden page starts; otherwise it starts where one ends.
  explicit Fenced(int64_t count, bool at_end = true) { make(count, at_end); }
  ~Fenced() {
#if defined(MIRADA_HAS_PAGES)
    if (base_) munmap(base_, inside_ + 2 * page());
#else
    delete[] base_;
#endif
  }
  Fenced(const Fenced&) = delete;
  Fenced& operator=(const Fenced&) = delete;

  // Once for each array.
  void make(int64_t count, bool at_end) {
    count_ = count;
    const size_t bytes = static_cast<size_t>(count) * sizeof(T);
#if defined(MIRADA_HAS_PAGES)
    // On the side that does not lie at a page's edge there is slack, and bytes of it to look at.
    inside_ = (bytes / page() + 1) * page();
    void* memory = mmap(nullptr, inside_ + 2 * page(), PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) throw std::bad_alloc();
    base_ = static_cast<uint8_t*>(memory);
    first_ = base_ + page();
    if (mprotect(first_, inside_, PROT_READ | PROT_WRITE) != 0) throw std::bad_alloc();
    begin_ = first_ + (at_end ? inside_ - bytes : 0);
#else
    inside_ = bytes + 512;
    base_ = first_ = new uint8_t[inside_];
    begin_ = first_ + (at_end ? 256 : 256 + sizeof(T));
#endif
    std::memset(first_, kFenceByte, inside_);
  }

  T* data() { return reinterpret_cast<T*>(begin_); }
  const T* data() const { return reinterpret_cast<const T*>(begin_); }
  int64_t size() const { return count_; }
  T& operator[](int64_t i) { return data()[i]; }
  const T& operator[](int64_t i) const { return data()[i]; }
  T* begin() { return data(); }
  T* end() { return data() + count_; }

  // Nothing was written beside the array.
  bool intact() const {
    const uint8_t* const end = begin_ + static_cast<size_t>(count_) * sizeof(T);
    for (const uint8_t* p = first_; p != first_ + inside_; ++p)
      if ((p < begin_ || p >= end) && *p != kFenceByte) return false;
    return true;
  }
  bool same_bits(const Fenced& other) const {
    return count_ == other.count_ &&
           (count_ == 0 || std::memcmp(begin_, other.begin_, static_cast<size_t>(count_) * sizeof(T)) == 0);
  }

 private:
#if defined(MIRADA_HAS_PAGES)
  static size_t page() {
    static const size_t bytes = static_cast<size_t>(sysconf(_SC_PAGESIZE));
    return bytes;
  }
#endif

  int64_t count_ = 0;
  size_t inside_ = 0;
  uint8_t *base_ = nullptr, *first_ = nullptr, *begin_ = nullptr;
};

}  // namespace mirada_test
