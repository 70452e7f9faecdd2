// Element-wise operations, reductions and movements over float arrays, for every instruction set and any
// number of threads. Callers have checked that the arrays are long enough.
#pragma once
#include <cstdint>

#include "elementwise_args.h"

namespace mirada {

// out[i] = f(x[i]); `out` may be `x`.
void unary(Unary operation, const float* x, float* out, int64_t n, float alpha, float beta);

// out = f(a, b) over a broadcast shape.
void binary(Binary operation, const BroadcastShape& shape, const float* a, const float* b, float* out);
void comparison(Comparison operation, const BroadcastShape& shape, const float* a, const float* b,
                uint8_t* out);

// out[i] = condition[i] ? a[i] : b[i].
void select(const uint8_t* condition, const float* a, const float* b, float* out, int64_t n);

// x (outer, reduced, inner) -> out (outer, inner); `scale` multiplies the result (1 / n makes a mean of a
// sum).
void reduce(Reduction operation, const float* x, float* out, int64_t outer, int64_t reduced, int64_t inner,
            float scale);

// Softmax, or its logarithm, of each row of x (rows, columns).
void softmax(const float* x, float* out, int64_t rows, int64_t columns, bool logarithm);

// out (sizes[0], sizes[1], ...), dense, from elements of x at the given steps.
void permute(const PermutedShape& shape, const float* x, float* out);

// `rows` runs of `n` floats from x, `x_step` apart, to out, `out_step` apart.
void copy_rows(const float* x, int64_t x_step, float* out, int64_t out_step, int64_t rows, int64_t n);

}  // namespace mirada
