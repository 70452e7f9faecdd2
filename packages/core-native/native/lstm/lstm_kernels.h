#pragma once
#include "../cpu/vec_math.h"
#include "lstm_cells.h"

namespace mirada {

template <class V>
void lstm_cell_forward(int64_t units, const float* recurrent, const float* previous_cell, float* gates,
                       float* cell, float* hidden) {
  for (int64_t u = 0; u < units; u += V::kLanes) {
    const int n = static_cast<int>(units - u);
    const bool whole = n >= V::kLanes;
    const auto load = [&](const float* p) { return whole ? V::load(p + u) : V::load_partial(p + u, n); };
    const auto store = [&](V x, float* p) { whole ? x.store(p + u) : x.store_partial(p + u, n); };
    const V i = sigmoid(load(gates) + load(recurrent));
    const V f = sigmoid(load(gates + units) + load(recurrent + units));
    const V g = tanh(load(gates + 2 * units) + load(recurrent + 2 * units));
    const V o = sigmoid(load(gates + 3 * units) + load(recurrent + 3 * units));
    const V c = fma(f, load(previous_cell), i * g);
    store(i, gates);
    store(f, gates + units);
    store(g, gates + 2 * units);
    store(o, gates + 3 * units);
    store(c, cell);
    store(o * tanh(c), hidden);
  }
}

template <class V>
void lstm_cell_backward(int64_t units, const float* gates, const float* cell, const float* previous_cell,
                        const float* d_hidden, float* d_cell, float* d_gates) {
  const V one = V::broadcast(1.0f);
  for (int64_t u = 0; u < units; u += V::kLanes) {
    const int n = static_cast<int>(units - u);
    const bool whole = n >= V::kLanes;
    const auto load = [&](const float* p) { return whole ? V::load(p + u) : V::load_partial(p + u, n); };
    const auto store = [&](V x, float* p) { whole ? x.store(p + u) : x.store_partial(p + u, n); };
    const V i = load(gates), f = load(gates + units), g = load(gates + 2 * units),
            o = load(gates + 3 * units);
    const V dh = load(d_hidden);
    // h = o tanh(c)
    const V tanh_c = tanh(load(cell));
    const V d_o = dh * tanh_c;
    const V dc = fma(dh * o, one - tanh_c * tanh_c, load(d_cell));
    // c = f c_{t-1} + i g
    store(dc * g * i * (one - i), d_gates);
    store(dc * load(previous_cell) * f * (one - f), d_gates + units);
    store(dc * i * (one - g * g), d_gates + 2 * units);
    store(d_o * o * (one - o), d_gates + 3 * units);
    store(dc * f, d_cell);
  }
}

}  // namespace mirada
