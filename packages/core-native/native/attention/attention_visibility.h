// Which keys a query may attend to. Lengths, causality and window each allow one interval of keys, so their
// intersection is an interval too: the kernels loop over it and never test it. Only `mask` can leave holes.
#pragma once
#include "attention_args.h"

namespace mirada {

struct KeyRange {
  int64_t begin, end;
  bool empty() const { return begin >= end; }
  // The smallest range that holds both.
  KeyRange joined(KeyRange other) const {
    if (other.empty()) return *this;
    if (empty()) return other;
    return {begin < other.begin ? begin : other.begin, end > other.end ? end : other.end};
  }
};

// What one query may attend to inside a block of keys.
struct VisibleRow {
  KeyRange keys;  // its first and last key are allowed
  // Bytes over keys [0, S) that are 0 where a key of the range is forbidden; null where none is.
  const uint8_t* mask;
};

// The visible keys of the queries of one batch and head.
class VisibleKeys {
 public:
  VisibleKeys(const AttentionArgs& args, int64_t batch, int64_t head);

  // Keys outside are forbidden to query t.
  KeyRange range(int64_t t) const;
  // The smallest range that holds those of queries t0 <= t < t1.
  KeyRange range(int64_t t0, int64_t t1) const;
  // The keys of `block` that query t may attend to: most blocks of most masks are all forbidden or all
  // allowed, and those need no mask.
  VisibleRow row(int64_t t, KeyRange block) const;

 private:
  int64_t diagonal_shift_, window_, length_;
  bool is_causal_;
  const uint8_t* mask_ = nullptr;
  int64_t mask_target_stride_ = 0, mask_source_stride_ = 0;
  // What a mask that is the same for all queries leaves of [0, length).
  KeyRange unmasked_;
  bool has_holes_ = false;
};

}  // namespace mirada
