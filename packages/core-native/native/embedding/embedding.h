// Rows of a table by index, and the gradient of that.
#pragma once
#include <cstdint>

namespace mirada {

// out (N, E) = table[indices], table (rows, E), 0 <= index < rows.
void gather_rows(const float* table, int64_t width, const int32_t* indices, int64_t count, float* out);

// out (rows, E) = sum of the rows of `values (N, E)` whose index is that row; an index outside 0..rows-1
// counts for nothing. Sums run in the order of the indices, whatever the number of threads.
void scatter_add_rows(const float* values, int64_t width, const int32_t* indices, int64_t count, int64_t rows,
                      float* out);

// The rows of scatter_add_rows that an index names, the same bits, and no others: writes those row numbers,
// ascending, to `out_rows (N)` and their sums to the first rows of `out (N, E)`. Returns how many there are.
int64_t sum_rows(const float* values, int64_t width, const int32_t* indices, int64_t count, int64_t rows,
                 float* out, int32_t* out_rows);

}  // namespace mirada
