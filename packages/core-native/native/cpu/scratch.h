// Temporary memory of one thread: a stack of aligned blocks, kept from call to call so that no kernel pays
// for allocation and page faults.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <vector>

namespace mirada {

class ScratchStack {
 public:
  static ScratchStack& of_this_thread() {
    thread_local ScratchStack stack;
    return stack;
  }

 private:
  friend class Scratch;
  struct AlignedDelete {
    void operator()(std::byte* p) const { ::operator delete[](p, std::align_val_t{64}); }
  };
  struct Block {
    std::unique_ptr<std::byte[], AlignedDelete> bytes;
    size_t size;
  };
  struct Mark {
    size_t block, used;
  };

  void* take(size_t bytes) {
    bytes = (bytes + 63) & ~size_t{63};
    while (top_.block < blocks_.size() && top_.used + bytes > blocks_[top_.block].size)
      top_ = {top_.block + 1, 0};
    if (top_.block == blocks_.size()) {
      const size_t size = bytes > kBlockBytes ? bytes : kBlockBytes;
      blocks_.push_back(
          {std::unique_ptr<std::byte[], AlignedDelete>(new (std::align_val_t{64}) std::byte[size]), size});
    }
    void* result = blocks_[top_.block].bytes.get() + top_.used;
    top_.used += bytes;
    return result;
  }

  static constexpr size_t kBlockBytes = size_t{1} << 20;
  std::vector<Block> blocks_;
  Mark top_{0, 0};
};

// Everything taken from a Scratch is given back when it leaves its scope. Contents are not initialised.
class Scratch {
 public:
  Scratch() : stack_(ScratchStack::of_this_thread()), mark_(stack_.top_) {}
  ~Scratch() { stack_.top_ = mark_; }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  float* floats(int64_t count) {
    return static_cast<float*>(stack_.take(static_cast<size_t>(count) * sizeof(float)));
  }
  template <class T>
  T* items(int64_t count) {
    return static_cast<T*>(stack_.take(static_cast<size_t>(count) * sizeof(T)));
  }

 private:
  ScratchStack& stack_;
  ScratchStack::Mark mark_;
};

}  // namespace mirada
