// How many elements a shape has.
#pragma once
#include <cstdint>
#include <initializer_list>

namespace mirada {

// More than any machine holds, and few enough that sums and products with small factors stay in 64 bits.
inline constexpr int64_t kMostElements = int64_t{1} << 40;

// The product of the axes, each from 0 to 2^31 - 1 or a small multiple of that; kMostElements + 1 where it is
// greater than kMostElements. An empty axis makes a shape empty, however long the others are.
inline int64_t element_count(std::initializer_list<int64_t> axes) {
  int64_t product = 1;
  for (const int64_t axis : axes)
    if (axis == 0) return 0;
  for (const int64_t axis : axes) {
    if (axis > kMostElements / product) return kMostElements + 1;
    product *= axis;
  }
  return product;
}

}  // namespace mirada
