// The memory of one call's arrays, and the one rule about it: what a kernel writes overlaps nothing else that
// it reads or writes. An output on top of indices would turn results into addresses.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace mirada {

class ArrayRegions {
 public:
  ArrayRegions() { regions_.reserve(32); }

  // `name` is a literal; `item` is the array's place in a list of that name, or kNoItem.
  static constexpr int64_t kNoItem = -1;
  void add(const char* name, int64_t item, const void* data, size_t bytes, bool is_written) {
    const auto* begin = static_cast<const std::byte*>(data);
    if (bytes > 0) regions_.push_back({begin, begin + bytes, name, item, is_written});
  }

  // The names of two arrays that overlap, the written one first; both empty where none do.
  struct Overlap {
    std::string written, other;
  };
  Overlap find_overlap();

 private:
  struct Region {
    const std::byte *begin, *end;
    const char* name;
    int64_t item;
    bool is_written;
    std::string text() const;
  };

  std::vector<Region> regions_;
};

// Whether two arrays share any byte.
inline bool overlap(const void* a, size_t a_bytes, const void* b, size_t b_bytes) {
  const auto a_begin = reinterpret_cast<uintptr_t>(a), b_begin = reinterpret_cast<uintptr_t>(b);
  return a_bytes > 0 && b_bytes > 0 && a_begin < b_begin + b_bytes && b_begin < a_begin + a_bytes;
}

}  // namespace mirada
