// Temporary memory of one thread: a stack of aligned blocks, kept from call to call so that no kernel pays
// for allocation and page faults.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <utility>
#include <vector>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace mirada {

class ScratchStack {
 public:
  static ScratchStack& of_this_thread() {
    thread_local ScratchStack stack;
    return stack;
  }

 private:
  friend class Scratch;
  struct Block {
    explicit Block(size_t bytes) : size(bytes), alignment(bytes >= kHugePage ? kHugePage : 64) {
      memory = static_cast<std::byte*>(::operator new[](size, std::align_val_t{alignment}));
#if defined(__linux__)
      // Matrices whose rows lie on different pages miss the address cache less on 2 MB pages.
      if (size >= kHugePage) ::madvise(memory, size, MADV_HUGEPAGE);
#endif
    }
    ~Block() { ::operator delete[](memory, std::align_val_t{alignment}); }
    Block(const Block&) = delete;
    Block& operator=(const Block&) = delete;

    size_t size, alignment;
    std::byte* memory;
  };
  struct Mark {
    size_t block, used;
  };

  void* take(size_t bytes) {
    bytes = (bytes + 63) & ~size_t{63};
    if (top_.block == blocks_.size() || top_.used + bytes > blocks_[top_.block]->size) open_block(bytes);
    void* result = blocks_[top_.block]->memory + top_.used;
    top_.used += bytes;
    return result;
  }

  // Makes the next block one of at least `bytes`. Blocks that nobody uses and that are too small are given up
  // for it, so that growing requests leave no trail of them.
  void open_block(size_t bytes) {
    const size_t next = top_.block == blocks_.size() || top_.used == 0 ? top_.block : top_.block + 1;
    for (size_t i = next; i < blocks_.size(); ++i)
      if (blocks_[i]->size >= bytes) {
        std::swap(blocks_[next], blocks_[i]);
        top_ = {next, 0};
        return;
      }
    blocks_.resize(next);
    const size_t granule = bytes >= kHugePage ? kHugePage : kBlockBytes;
    blocks_.push_back(std::make_unique<Block>((bytes + granule - 1) / granule * granule));
    top_ = {next, 0};
  }

  static constexpr size_t kBlockBytes = size_t{1} << 20;
  static constexpr size_t kHugePage = size_t{1} << 21;
  std::vector<std::unique_ptr<Block>> blocks_;
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
