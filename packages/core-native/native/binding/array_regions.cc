#include "array_regions.h"

#include <algorithm>

namespace mirada {

std::string ArrayRegions::Region::text() const {
  return item == kNoItem ? name : std::string(name) + "[" + std::to_string(item) + "]";
}

// In the order of their beginnings, a region overlaps an earlier one where that has not ended yet: it is
// enough to know the one of all, and of the written ones, that reaches furthest.
ArrayRegions::Overlap ArrayRegions::find_overlap() {
  // A heap sort: std::sort is 10 kB of code, which every page would load, for the few arrays of a call.
  const auto begins_earlier = [](const Region& a, const Region& b) { return a.begin < b.begin; };
  std::make_heap(regions_.begin(), regions_.end(), begins_earlier);
  std::sort_heap(regions_.begin(), regions_.end(), begins_earlier);
  const Region *furthest = nullptr, *furthest_written = nullptr;
  for (const Region& region : regions_) {
    if (furthest_written && region.begin < furthest_written->end)
      return {furthest_written->text(), region.text()};
    if (region.is_written && furthest && region.begin < furthest->end)
      return {region.text(), furthest->text()};
    if (!furthest || region.end > furthest->end) furthest = &region;
    if (region.is_written && (!furthest_written || region.end > furthest_written->end))
      furthest_written = &region;
  }
  return {};
}

}  // namespace mirada
