#include "attention_visibility.h"

#include <algorithm>
#include <cstring>

namespace mirada {
namespace {

// The first key whose byte is not 0, or the end: eight bytes at a time, for rows that begin far from it.
int64_t first_allowed(const uint8_t* mask, KeyRange keys) {
  int64_t s = keys.begin;
  for (uint64_t eight; s + 8 <= keys.end; s += 8) {
    std::memcpy(&eight, mask + s, sizeof eight);
    if (eight) break;
  }
  while (s < keys.end && !mask[s]) ++s;
  return s;
}

}  // namespace

VisibleKeys::VisibleKeys(const AttentionArgs& args, int64_t batch, int64_t head)
    : diagonal_shift_(args.causal_alignment == CausalAlignment::kBottomRight
                          ? args.source_length - args.target_length
                          : 0),
      window_(args.sliding_window),
      length_(args.key_lengths ? args.key_lengths[batch] : args.source_length),
      is_causal_(args.is_causal),
      unmasked_{0, length_} {
  if (!args.mask) return;
  mask_ = args.mask + batch * args.mask_strides.batch + head * args.mask_strides.head;
  mask_target_stride_ = args.mask_strides.target;
  mask_source_stride_ = args.mask_strides.source;
  has_holes_ = mask_source_stride_ != 0;
  if (mask_target_stride_ == 0 && mask_source_stride_ != 0) {
    // A padding mask: trim it to an interval once, and forget it where the interval has no holes.
    const uint8_t* const end = mask_ + length_;
    const auto allowed = [](uint8_t byte) { return byte != 0; };
    unmasked_.begin = std::find_if(mask_, end, allowed) - mask_;
    while (unmasked_.end > unmasked_.begin && !mask_[unmasked_.end - 1]) --unmasked_.end;
    has_holes_ =
        std::find(mask_ + unmasked_.begin, mask_ + unmasked_.end, uint8_t{0}) != mask_ + unmasked_.end;
  }
}

KeyRange VisibleKeys::range(int64_t t) const {
  // A mask that is the same for all keys allows all of a row or nothing.
  if (mask_ && mask_source_stride_ == 0 && !mask_[t * mask_target_stride_]) return {0, 0};
  KeyRange keys = unmasked_;
  const int64_t diagonal = t + diagonal_shift_;
  if (is_causal_) keys.end = std::min(keys.end, diagonal + 1);
  if (window_ > 0) {
    keys.begin = std::max(keys.begin, diagonal - window_ + 1);
    keys.end = std::min(keys.end, diagonal + window_);
  }
  return keys.empty() ? KeyRange{0, 0} : keys;
}

KeyRange VisibleKeys::range(int64_t t0, int64_t t1) const {
  const bool by_row = is_causal_ || window_ > 0 || (mask_ && mask_source_stride_ == 0);
  if (!by_row && t0 < t1) return range(t0);
  KeyRange all{0, 0};
  for (int64_t t = t0; t < t1; ++t) all = all.joined(range(t));
  return all;
}

VisibleRow VisibleKeys::row(int64_t t, KeyRange block) const {
  KeyRange keys = range(t);
  keys = {std::max(keys.begin, block.begin), std::min(keys.end, block.end)};
  if (keys.empty()) return {{block.begin, block.begin}, nullptr};
  if (!has_holes_) return {keys, nullptr};
  const uint8_t* const mask = mask_ + t * mask_target_stride_;
  keys.begin = first_allowed(mask, keys);
  if (keys.empty()) return {{block.begin, block.begin}, nullptr};
  // Bounded, in case somebody clears the mask meanwhile.
  while (keys.end > keys.begin + 1 && !mask[keys.end - 1]) --keys.end;
  const bool has_hole = std::memchr(mask + keys.begin, 0, static_cast<size_t>(keys.end - keys.begin));
  return {keys, has_hole ? mask : nullptr};
}

}  // namespace mirada
