// One row and one step of the LSTM, units [from, to) of it: the element-wise part that exists once per
// instruction set.
#pragma once
#include <cstdint>

namespace mirada {

// gates (4U) receives the activated i, f, g, o of projected (4U), which is x W + b and may be the same array,
// and recurrent (4U), h_{t-1} R.
//   i, f, o = sigmoid, g = tanh; c = f c_{t-1} + i g; h = o tanh(c)      (Hochreiter & Schmidhuber; Gers
//   2000)
// With `hard_sigmoid` that is clip(0.2 z + 0.5, 0, 1), in both functions.
using LstmCellForward = void (*)(bool hard_sigmoid, int64_t units, int64_t from, int64_t to,
                                 const float* projected, const float* recurrent, const float* previous_cell,
                                 float* gates, float* cell, float* hidden);

// The gradient of h_t is d_hidden (U), from outside, and d_state (U), from the step after; d_cell (U) is that
// of c_t on entry and of c_{t-1} on return; d_gates (4U) is the gradient before the non-linearities.
using LstmCellBackward = void (*)(bool hard_sigmoid, int64_t units, int64_t from, int64_t to,
                                  const float* gates, const float* cell, const float* previous_cell,
                                  const float* d_hidden, const float* d_state, float* d_cell, float* d_gates);

}  // namespace mirada
