// An LSTM over whole sequences, forward and backward, with a length per row.
#pragma once
#include <cstdint>

namespace mirada {

// Axes: B rows, T steps, D input width, U units. Everything is contiguous; gates in Keras' order i, f, g, o.
struct LstmArgs {
  int64_t batch, steps, input_size, units;
  bool reverse;
  bool
      hard_sigmoid;  // gates i, f, o by clip(0.2 z + 0.5, 0, 1), as tfjs does unless told, not 1 / (1 + e^-z)
  const float* x;    // (B, T, D)
  const float* kernel;            // (D, 4U)
  const float* recurrent_kernel;  // (U, 4U)
  const float* bias;              // (4U)
  const float* h0;                // (B, U)
  const float* c0;                // (B, U)
  const int32_t* lengths;         // (B), each 0..T, or null: every row has T steps
};

struct LstmOutputs {
  float* hidden;       // (B, T, U), 0 beyond a row's length
  float* last_hidden;  // (B, U)
  float* last_cell;    // (B, U)
  float* gates;        // (B, T, 4U) after their non-linearities, 0 beyond the length
  float* cells;        // (B, T, U), 0 beyond the length
};

struct LstmGradientInputs {
  const float *hidden, *gates, *cells;  // of the forward pass
  const float* d_hidden;                // (B, T, U)
  const float* d_last_hidden;           // (B, U)
  const float* d_last_cell;             // (B, U)
};

struct LstmGradients {
  float* d_x;                 // (B, T, D)
  float* d_kernel;            // (D, 4U)
  float* d_recurrent_kernel;  // (U, 4U)
  float* d_bias;              // (4U)
  float* d_h0;                // (B, U)
  float* d_c0;                // (B, U)
};

void lstm_forward(const LstmArgs& args, const LstmOutputs& out);
void lstm_backward(const LstmArgs& args, const LstmGradientInputs& in, const LstmGradients& out);

// The same in double precision, one loop per index: the truth that tests compare with.
void lstm_forward_reference(const LstmArgs& args, const LstmOutputs& out);
void lstm_backward_reference(const LstmArgs& args, const LstmGradientInputs& in, const LstmGradients& out);

}  // namespace mirada
