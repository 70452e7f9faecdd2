// malloc and free for WebAssembly. Tensors of many sizes come and go in one memory of fixed size, so
// neighbours that are free are joined at once; zig's own allocator rounds up to powers of two and joins
// nothing.
//
// Blocks lie one behind the other, each with its size and that of the block before it. Free ones are in lists
// by size, four lists for each power of two (a good fit: Masmano et al. 2004, TLSF).
#include <cstddef>
#include <cstdint>
#include <cstring>

extern "C" unsigned char __heap_base;

namespace {

constexpr uint32_t kUnit = 16, kPage = 65536, kFree = 1;

struct Block {
  uint32_t size;      // with this header, a multiple of kUnit; the lowest bit: whether it is free
  uint32_t previous;  // size of the block before it, 0 in the first
  // Of a free block; a used one's memory begins after kUnit bytes.
  Block *next, *last;

  uint32_t bytes() const { return size & ~kFree; }
  bool is_free() const { return (size & kFree) != 0; }
};

Block* at(const void* base, int64_t offset) {
  return reinterpret_cast<Block*>(static_cast<uintptr_t>(reinterpret_cast<intptr_t>(base) + offset));
}
Block* after(Block* block) { return at(block, block->bytes()); }

constexpr int kLists = 4 * 32;
Block* lists[kLists];
// A used block of no size: the end of all.
Block* end = nullptr;

// The list of blocks of this size: by its highest bit and the two below it.
int list_of(uint32_t bytes) {
  const int high = 31 - __builtin_clz(bytes);
  return 4 * high + static_cast<int>((bytes >> (high - 2)) & 3);
}

void insert(Block* block) {
  Block*& first = lists[list_of(block->bytes())];
  block->size |= kFree;
  block->next = first;
  block->last = nullptr;
  if (first) first->last = block;
  first = block;
}

void remove(Block* block) {
  if (block->next) block->next->last = block->last;
  if (block->last)
    block->last->next = block->next;
  else
    lists[list_of(block->bytes())] = block->next;
  block->size &= ~kFree;
}

// Makes a used block free, and one with its free neighbours.
void release(Block* block) {
  Block* const following = after(block);
  uint32_t bytes = block->bytes();
  if (following->is_free()) {
    remove(following);
    bytes += following->bytes();
  }
  if (block->previous != 0) {
    Block* const before = at(block, -static_cast<int64_t>(block->previous));
    if (before->is_free()) {
      remove(before);
      bytes += before->bytes();
      block = before;
    }
  }
  block->size = bytes;
  after(block)->previous = bytes;
  insert(block);
}

uint32_t memory_end() {
  const uint64_t bytes = static_cast<uint64_t>(__builtin_wasm_memory_size(0)) * kPage;
  return static_cast<uint32_t>(bytes > UINT32_MAX - kPage ? UINT32_MAX - kPage + 1 : bytes);
}

// Takes all memory behind the last block, and more where there is not enough for `bytes`.
bool extend(uint32_t bytes) {
  const uint32_t first =
      static_cast<uint32_t>((reinterpret_cast<uintptr_t>(&__heap_base) + kUnit - 1) & ~uintptr_t{kUnit - 1});
  const uint32_t from = end ? static_cast<uint32_t>(reinterpret_cast<uintptr_t>(end)) : first;
  const uint64_t wanted = uint64_t{from} + bytes + 2 * kUnit;
  if (memory_end() < wanted) {
    const uint64_t missing = (wanted - memory_end() + kPage - 1) / kPage;
    if (missing > 65536 || __builtin_wasm_memory_grow(0, missing) == SIZE_MAX) return false;
  }
  const uint32_t to = memory_end();
  Block* const block = at(nullptr, from);
  const uint32_t previous = end ? end->previous : 0;
  block->size = to - from - kUnit;
  block->previous = previous;
  end = after(block);
  end->size = 0;
  end->previous = block->size;
  release(block);
  return true;
}

Block* find(uint32_t bytes) {
  // In its own list some are too small.
  int list = list_of(bytes);
  for (Block* block = lists[list]; block; block = block->next)
    if (block->bytes() >= bytes) return block;
  for (++list; list < kLists; ++list)
    if (lists[list]) return lists[list];
  return nullptr;
}

// Gives what lies behind the first `bytes` of a used block back.
void trim(Block* block, uint32_t bytes) {
  const uint32_t rest = block->bytes() - bytes;
  if (rest < 2 * kUnit) return;
  block->size = bytes;
  Block* const following = after(block);
  following->size = rest;
  following->previous = bytes;
  after(following)->previous = rest;
  release(following);
}

}  // namespace

extern "C" {

void* malloc(size_t wanted) {
  if (wanted > UINT32_MAX - 8 * kPage) return nullptr;
  const uint32_t bytes =
      (static_cast<uint32_t>(wanted < kUnit ? kUnit : wanted) + 2 * kUnit - 1) & ~(kUnit - 1);
  Block* block = find(bytes);
  if (!block && extend(bytes)) block = find(bytes);
  if (!block) return nullptr;
  remove(block);
  trim(block, bytes);
  return at(block, kUnit);
}

void free(void* memory) {
  if (memory) release(at(memory, -int64_t{kUnit}));
}

void* aligned_alloc(size_t alignment, size_t wanted) {
  if (alignment <= kUnit) return malloc(wanted);
  if (wanted > UINT32_MAX - 8 * kPage - alignment) return nullptr;
  char* const memory = static_cast<char*>(malloc(wanted + alignment + 2 * kUnit));
  if (!memory) return nullptr;
  const uintptr_t address = reinterpret_cast<uintptr_t>(memory);
  if (address % alignment == 0) return memory;
  // The part before the first aligned address that leaves room for a block becomes a free one.
  const uintptr_t aligned = (address + 2 * kUnit + alignment - 1) & ~(uintptr_t{alignment} - 1);
  Block* const before = at(memory, -int64_t{kUnit});
  const uint32_t skipped = static_cast<uint32_t>(aligned - address), whole = before->bytes();
  Block* const block = at(before, skipped);
  block->size = whole - skipped;
  block->previous = skipped;
  before->size = skipped;
  after(block)->previous = block->size;
  release(before);
  return reinterpret_cast<void*>(aligned);
}

void* calloc(size_t count, size_t size) {
  const uint64_t bytes = uint64_t{count} * size;
  void* const memory = bytes > SIZE_MAX ? nullptr : malloc(static_cast<size_t>(bytes));
  if (memory) std::memset(memory, 0, static_cast<size_t>(bytes));
  return memory;
}

void* realloc(void* memory, size_t wanted) {
  void* const other = malloc(wanted);
  if (!memory || !other) return other;
  const size_t had = at(memory, -int64_t{kUnit})->bytes() - kUnit;
  std::memcpy(other, memory, had < wanted ? had : wanted);
  free(memory);
  return other;
}

}  // extern "C"
