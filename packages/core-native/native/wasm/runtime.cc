// What C++ needs of its library and zig's build of it for WebAssembly leaves out: memory that runs out
// throws, as elsewhere, and exceptions have a tag. The sources of their unwinding come with zig
// (scripts/build-wasm.mjs).
#include <cstdlib>
#include <new>

// The one tag of all C++ exceptions: a pointer to the exception.
__asm__(
    ".globl __cpp_exception\n"
    ".tagtype __cpp_exception i32\n"
    "__cpp_exception:\n");

namespace {

constexpr std::size_t kAlignment = 16;

void* take(std::size_t bytes, std::size_t alignment) {
  if (bytes > PTRDIFF_MAX - alignment) throw std::bad_alloc();
  // A whole number of alignments, at least one: two blocks never share an address.
  const std::size_t whole = (bytes / alignment + 1) * alignment;
  void* const memory = std::aligned_alloc(alignment, whole);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

void* operator new(std::size_t bytes) { return take(bytes, kAlignment); }
void* operator new[](std::size_t bytes) { return take(bytes, kAlignment); }
void* operator new(std::size_t bytes, std::align_val_t alignment) {
  return take(bytes, static_cast<std::size_t>(alignment));
}
void* operator new[](std::size_t bytes, std::align_val_t alignment) {
  return take(bytes, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }

// The only thread never ends.
extern "C" int __cxa_thread_atexit(void (*)(void*), void*, void*) { return 0; }
