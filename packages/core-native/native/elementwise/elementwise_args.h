// The element-wise, reduction and movement operations: their names, arguments and table of kernels.
#pragma once
#include <cstdint>

namespace mirada {

enum class Unary : int {
  kExp,
  kLog,
  kSqrt,
  kRsqrt,
  kSquare,
  kNeg,
  kAbs,
  kTanh,
  kSigmoid,
  kRelu,
  kReciprocal,
  kFloor,
  kErf,
  // alpha: the value below 0.
  kStep,
  // alpha, beta: the least and the greatest value.
  kClip,
  // alpha: the slope below 0.
  kLeakyRelu,
  kCount
};
enum class Binary : int { kAdd, kSub, kMul, kDiv, kMaximum, kMinimum, kSquaredDifference, kCount };
enum class Comparison : int { kEqual, kNotEqual, kGreater, kGreaterEqual, kLess, kLessEqual, kCount };
enum class Reduction : int { kSum, kMax, kMin, kCount };

// The same, in the same order, as JavaScript asks for them.
inline constexpr const char* kUnaryNames[] = {"exp", "log",  "sqrt",    "rsqrt",    "square",     "neg",
                                              "abs", "tanh", "sigmoid", "relu",     "reciprocal", "floor",
                                              "erf", "step", "clip",    "leakyRelu"};
inline constexpr const char* kBinaryNames[] = {
    "add", "sub", "mul", "div", "maximum", "minimum", "squaredDifference"};
inline constexpr const char* kComparisonNames[] = {"equal",        "notEqual", "greater",
                                                   "greaterEqual", "less",     "lessEqual"};
inline constexpr const char* kReductionNames[] = {"sum", "max", "min"};

inline constexpr int kMaxAxes = 8;

// An output of `rank` axes and the steps of two inputs along them, 0 where an input is broadcast. The last
// axis has step 0 or 1 in both.
struct BroadcastShape {
  int rank;
  int64_t sizes[kMaxAxes];
  int64_t a_steps[kMaxAxes];
  int64_t b_steps[kMaxAxes];
};

// A permutation of axes: output axis i has `sizes[i]` elements, which lie `steps[i]` apart in the input.
struct PermutedShape {
  int rank;
  int64_t sizes[kMaxAxes];
  int64_t steps[kMaxAxes];
};

// One instruction set's kernels over contiguous runs of floats.
struct ElementwiseTable {
  // out[i] = f(x[i]), i < n.
  void (*unary[static_cast<int>(Unary::kCount)])(const float* x, float* out, int64_t n, float alpha,
                                                 float beta);
  // out[i] = f(a[i * a_step], b[i * b_step]), i < n, steps 0 or 1.
  void (*binary[static_cast<int>(Binary::kCount)])(const float* a, int64_t a_step, const float* b,
                                                   int64_t b_step, float* out, int64_t n);
  void (*comparison[static_cast<int>(Comparison::kCount)])(const float* a, int64_t a_step, const float* b,
                                                           int64_t b_step, uint8_t* out, int64_t n);
  // out[i] = condition[i] ? a[i] : b[i], i < n.
  void (*select)(const uint8_t* condition, const float* a, const float* b, float* out, int64_t n);
  // The reduction of x[0..n).
  float (*reduce_row[static_cast<int>(Reduction::kCount)])(const float* x, int64_t n);
  // out[j] = the reduction over i < rows of x[i * row_step + j], j < n.
  void (*reduce_columns[static_cast<int>(Reduction::kCount)])(const float* x, int64_t row_step, int64_t rows,
                                                              float* out, int64_t n);
  // One row: softmax, or its logarithm.
  void (*softmax_row)(const float* x, float* out, int64_t n);
  void (*log_softmax_row)(const float* x, float* out, int64_t n);
};

}  // namespace mirada
