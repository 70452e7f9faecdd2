// The words that a search may choose, before a translation is long enough to end and from then on.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace mirada {

class SearchWords {
 public:
  // `banned` (words): 1 where a word is never chosen. The last word is banned as long as it is too early for
  // it.
  SearchWords(const uint8_t* banned, int64_t words, int32_t last_word) {
    for (const int is_too_early : {0, 1}) {
      flags_[is_too_early].assign(banned, banned + words);
      if (last_word < words) flags_[is_too_early][static_cast<size_t>(last_word)] = is_too_early != 0;
      for (int64_t word = 0; word < words; ++word)
        if (flags_[is_too_early][static_cast<size_t>(word)])
          lists_[is_too_early].push_back(static_cast<int32_t>(word));
    }
  }

  // (words), 1 where a word may not be chosen.
  const uint8_t* banned(bool is_too_early) const { return flags_[is_too_early].data(); }
  // Those words, in ascending order.
  const std::vector<int32_t>& banned_list(bool is_too_early) const { return lists_[is_too_early]; }

 private:
  std::vector<uint8_t> flags_[2];
  std::vector<int32_t> lists_[2];
};

}  // namespace mirada
