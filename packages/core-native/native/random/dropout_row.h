// One (row, time) of dropout: the part that exists once per instruction set.
#pragma once
#include <cstdint>

namespace mirada {

// out[i] = x[i] (bits of i >= threshold ? kept : 0), i < width.
using DropoutRow = void (*)(const float* x, float* out, int64_t width, uint32_t key, int32_t threshold,
                            float kept);

}  // namespace mirada
