// Temporary memory for kernels. They are compiled once per instruction set, so the inline functions of
// cpu/scratch.h must not be instantiated among them: this one is compiled once, for the oldest machine.
#pragma once
#include <cstdint>

namespace mirada {

class Scratch;

// `count` floats, aligned to 64 bytes and not initialised, until `scratch` goes out of scope.
float* take_floats(Scratch& scratch, int64_t count);

}  // namespace mirada
