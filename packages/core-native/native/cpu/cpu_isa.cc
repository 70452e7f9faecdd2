// Chooses the instruction set. Compiled without any -m flag: it must run on the oldest machine.
#include <cstdlib>
#include <cstring>

#if defined(MIRADA_X86) && defined(__linux__)
#include <cpuid.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

#include "kernel_table.h"

namespace mirada {

KernelTable scalar_kernels();
#if defined(MIRADA_X86)
KernelTable avx2_kernels();
KernelTable avx512_kernels();
#if defined(__linux__)
KernelTable amx_kernels();
#endif
#endif
#if defined(MIRADA_ARM64)
KernelTable neon_kernels();
#endif
#if defined(__wasm_simd128__)
KernelTable wasm_kernels();
#endif

namespace {

#if defined(MIRADA_X86) && defined(__linux__)
// Tile registers are large: Linux gives them to a process that asks (arch_prctl, kernel 5.16 and later).
bool tiles_granted() {
  unsigned a = 0, b = 0, c = 0, d = 0;
  constexpr unsigned kBf16 = 1u << 22, kTile = 1u << 24;
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d) || (d & kBf16) == 0 || (d & kTile) == 0) return false;
  constexpr long kRequestPermission = 0x1023, kTileData = 18;
  return syscall(SYS_arch_prctl, kRequestPermission, kTileData) == 0;
}
#endif

std::vector<KernelTable> tables_of_this_machine() {
#if defined(MIRADA_WITHOUT_SCALAR)
  std::vector<KernelTable> tables;
#else
  std::vector<KernelTable> tables{scalar_kernels()};
#endif
#if defined(MIRADA_X86)
  // These builtins ask the processor and, for the wide registers, whether the system saves them (XGETBV).
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) tables.push_back(avx2_kernels());
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("fma"))
    tables.push_back(avx512_kernels());
#if defined(__linux__)
  if (std::strcmp(tables.back().name, "avx512") == 0 && tiles_granted()) tables.push_back(amx_kernels());
#endif
#endif
#if defined(MIRADA_ARM64)
  tables.push_back(neon_kernels());
#endif
#if defined(__wasm_simd128__)
  tables.push_back(wasm_kernels());
#endif
  return tables;
}

const std::vector<KernelTable>& tables() {
  static const std::vector<KernelTable> all = tables_of_this_machine();
  return all;
}

const KernelTable* find(const char* name) {
  for (const KernelTable& table : tables())
    if (std::strcmp(table.name, name) == 0) return &table;
  return nullptr;
}

const KernelTable*& chosen() {
  static const KernelTable* table = [] {
    const char* wanted = std::getenv("MIRADA_ISA");
    const KernelTable* named = wanted ? find(wanted) : nullptr;
    return named ? named : &tables().back();
  }();
  return table;
}

}  // namespace

const KernelTable& kernel_table() { return *chosen(); }

std::vector<const KernelTable*> available_kernel_tables() {
  std::vector<const KernelTable*> all;
  for (const KernelTable& table : tables()) all.push_back(&table);
  return all;
}

bool use_kernel_table(const char* name) {
  const KernelTable* table = find(name);
  if (table) chosen() = table;
  return table != nullptr;
}

}  // namespace mirada
