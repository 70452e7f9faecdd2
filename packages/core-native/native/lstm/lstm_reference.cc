#include <cmath>
#include <vector>

#include "lstm.h"
#include "lstm_rows.h"

namespace mirada {
namespace {

double open_gate(bool hard, double z) {
  return hard ? std::fmin(1.0, std::fmax(0.0, 0.2 * z + 0.5)) : 1.0 / (1.0 + std::exp(-z));
}

double gate_slope(bool hard, double y) { return hard ? (y > 0.0 && y < 1.0 ? 0.2 : 0.0) : y * (1.0 - y); }

}  // namespace

void lstm_forward_reference(const LstmArgs& args, const LstmOutputs& out) {
  const int64_t T = args.steps, D = args.input_size, U = args.units;
  for (int64_t b = 0; b < args.batch; ++b) {
    std::vector<double> h(args.h0 + b * U, args.h0 + (b + 1) * U), c(args.c0 + b * U, args.c0 + (b + 1) * U);
    const int64_t length = row_length(args, b);
    for (int64_t t = length; t < T; ++t)
      for (int64_t u = 0; u < 4 * U; ++u) {
        out.gates[(b * T + t) * 4 * U + u] = 0.0f;
        if (u < U) out.cells[(b * T + t) * U + u] = out.hidden[(b * T + t) * U + u] = 0.0f;
      }
    for (int64_t step = 0; step < length; ++step) {
      const int64_t at = b * T + step_time(args, length, step);
      std::vector<double> gates(static_cast<size_t>(4 * U));
      for (int64_t j = 0; j < 4 * U; ++j) {
        double sum = args.bias[j];
        for (int64_t d = 0; d < D; ++d)
          sum += static_cast<double>(args.x[at * D + d]) * args.kernel[d * 4 * U + j];
        for (int64_t u = 0; u < U; ++u) sum += h[u] * args.recurrent_kernel[u * 4 * U + j];
        gates[j] = j / U == 2 ? std::tanh(sum) : open_gate(args.hard_sigmoid, sum);
        out.gates[at * 4 * U + j] = static_cast<float>(gates[j]);
      }
      for (int64_t u = 0; u < U; ++u) {
        c[u] = gates[U + u] * c[u] + gates[u] * gates[2 * U + u];
        h[u] = gates[3 * U + u] * std::tanh(c[u]);
        out.cells[at * U + u] = static_cast<float>(c[u]);
        out.hidden[at * U + u] = static_cast<float>(h[u]);
      }
    }
    for (int64_t u = 0; u < U; ++u) {
      out.last_hidden[b * U + u] = static_cast<float>(h[u]);
      out.last_cell[b * U + u] = static_cast<float>(c[u]);
    }
  }
}

void lstm_backward_reference(const LstmArgs& args, const LstmGradientInputs& in, const LstmGradients& out) {
  const int64_t B = args.batch, T = args.steps, D = args.input_size, U = args.units;
  std::vector<double> d_kernel(static_cast<size_t>(D * 4 * U)), d_recurrent(static_cast<size_t>(U * 4 * U)),
      d_bias(static_cast<size_t>(4 * U));
  for (int64_t b = 0; b < B; ++b) {
    std::vector<double> dh(in.d_last_hidden + b * U, in.d_last_hidden + (b + 1) * U);
    std::vector<double> dc(in.d_last_cell + b * U, in.d_last_cell + (b + 1) * U);
    const int64_t length = row_length(args, b);
    for (int64_t t = length; t < T; ++t)
      for (int64_t d = 0; d < D; ++d) out.d_x[(b * T + t) * D + d] = 0.0f;
    for (int64_t step = length - 1; step >= 0; --step) {
      const int64_t at = b * T + step_time(args, length, step);
      const int64_t before = step > 0 ? b * T + step_time(args, length, step - 1) : 0;
      const float* h_before = step > 0 ? in.hidden + before * U : args.h0 + b * U;
      const float* c_before = step > 0 ? in.cells + before * U : args.c0 + b * U;
      std::vector<double> d_gates(static_cast<size_t>(4 * U));
      for (int64_t u = 0; u < U; ++u) {
        const float* gates = in.gates + at * 4 * U;
        const double i = gates[u], f = gates[U + u], g = gates[2 * U + u], o = gates[3 * U + u];
        const double tanh_c = std::tanh(static_cast<double>(in.cells[at * U + u]));
        const double d_hidden = dh[u] + in.d_hidden[at * U + u];
        const double d_cell = dc[u] + d_hidden * o * (1.0 - tanh_c * tanh_c);
        d_gates[u] = d_cell * g * gate_slope(args.hard_sigmoid, i);
        d_gates[U + u] = d_cell * c_before[u] * gate_slope(args.hard_sigmoid, f);
        d_gates[2 * U + u] = d_cell * i * (1.0 - g * g);
        d_gates[3 * U + u] = d_hidden * tanh_c * gate_slope(args.hard_sigmoid, o);
        dc[u] = d_cell * f;
      }
      for (int64_t u = 0; u < U; ++u) {
        dh[u] = 0.0;
        for (int64_t j = 0; j < 4 * U; ++j) {
          dh[u] += d_gates[j] * args.recurrent_kernel[u * 4 * U + j];
          d_recurrent[u * 4 * U + j] += d_gates[j] * h_before[u];
        }
      }
      for (int64_t d = 0; d < D; ++d) {
        double sum = 0.0;
        for (int64_t j = 0; j < 4 * U; ++j) {
          sum += d_gates[j] * args.kernel[d * 4 * U + j];
          d_kernel[d * 4 * U + j] += d_gates[j] * args.x[at * D + d];
        }
        out.d_x[at * D + d] = static_cast<float>(sum);
      }
      for (int64_t j = 0; j < 4 * U; ++j) d_bias[j] += d_gates[j];
    }
    for (int64_t u = 0; u < U; ++u) {
      out.d_h0[b * U + u] = static_cast<float>(dh[u]);
      out.d_c0[b * U + u] = static_cast<float>(dc[u]);
    }
  }
  for (size_t j = 0; j < d_kernel.size(); ++j) out.d_kernel[j] = static_cast<float>(d_kernel[j]);
  for (size_t j = 0; j < d_recurrent.size(); ++j)
    out.d_recurrent_kernel[j] = static_cast<float>(d_recurrent[j]);
  for (size_t j = 0; j < d_bias.size(); ++j) out.d_bias[j] = static_cast<float>(d_bias[j]);
}

}  // namespace mirada
