// What this machine can do at most, measured: the ceilings that kernels are compared with.
#pragma once

namespace mirada {

// Floating-point operations per second of a loop of fused multiply-adds on all threads of the pool, with the
// instruction set in use: the best pass within the time.
double measure_fma_peak(double milliseconds);

// Bytes read and written per second while all threads of the pool copy `bytes` bytes: the best pass within
// the time.
double measure_copy_bandwidth(long long bytes, double milliseconds);

}  // namespace mirada
