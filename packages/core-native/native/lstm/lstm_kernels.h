#pragma once
#include "../cpu/vec_math.h"
#include "lstm_cells.h"

namespace mirada {

// What opens a gate: y = open(z), and dy/dz, which both can tell from y.
template <class V>
struct SmoothGate {
  static V open(V z) { return sigmoid(z); }
  static V slope(V y) { return y * (V::broadcast(1.0f) - y); }
};

// clip(0.2 z + 0.5, 0, 1); in its two corners the slope is 0. NaN stays NaN.
template <class V>
struct HardGate {
  static V open(V z) {
    const V y = fma(z, V::broadcast(0.2f), V::broadcast(0.5f));
    return max(V::zero(), min(V::broadcast(1.0f), y));
  }
  static V slope(V y) {
    const V one = V::broadcast(1.0f), steep = V::broadcast(0.2f);
    return select(less(V::zero(), y), select(less(y, one), steep, V::zero()), V::zero());
  }
};

template <class V, class Gate>
void lstm_cell_forward_by(int64_t units, int64_t from, int64_t to, const float* projected,
                          const float* recurrent, const float* previous_cell, float* gates, float* cell,
                          float* hidden) {
  for (int64_t u = from; u < to; u += V::kLanes) {
    const int n = static_cast<int>(to - u);
    const bool whole = n >= V::kLanes;
    const auto load = [&](const float* p) { return whole ? V::load(p + u) : V::load_partial(p + u, n); };
    const auto store = [&](V x, float* p) { whole ? x.store(p + u) : x.store_partial(p + u, n); };
    const V i = Gate::open(load(projected) + load(recurrent));
    const V f = Gate::open(load(projected + units) + load(recurrent + units));
    const V g = tanh(load(projected + 2 * units) + load(recurrent + 2 * units));
    const V o = Gate::open(load(projected + 3 * units) + load(recurrent + 3 * units));
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
void lstm_cell_forward(bool hard_sigmoid, int64_t units, int64_t from, int64_t to, const float* projected,
                       const float* recurrent, const float* previous_cell, float* gates, float* cell,
                       float* hidden) {
  const auto by =
      hard_sigmoid ? lstm_cell_forward_by<V, HardGate<V>> : lstm_cell_forward_by<V, SmoothGate<V>>;
  by(units, from, to, projected, recurrent, previous_cell, gates, cell, hidden);
}

template <class V, class Gate>
void lstm_cell_backward_by(int64_t units, int64_t from, int64_t to, const float* gates, const float* cell,
                           const float* previous_cell, const float* d_hidden, const float* d_state,
                           float* d_cell, float* d_gates) {
  const V one = V::broadcast(1.0f);
  for (int64_t u = from; u < to; u += V::kLanes) {
    const int n = static_cast<int>(to - u);
    const bool whole = n >= V::kLanes;
    const auto load = [&](const float* p) { return whole ? V::load(p + u) : V::load_partial(p + u, n); };
    const auto store = [&](V x, float* p) { whole ? x.store(p + u) : x.store_partial(p + u, n); };
    const V i = load(gates), f = load(gates + units), g = load(gates + 2 * units),
            o = load(gates + 3 * units);
    const V dh = load(d_hidden) + load(d_state);
    // h = o tanh(c)
    const V tanh_c = tanh(load(cell));
    const V d_o = dh * tanh_c;
    const V dc = fma(dh * o, one - tanh_c * tanh_c, load(d_cell));
    // c = f c_{t-1} + i g
    store(dc * g * Gate::slope(i), d_gates);
    store(dc * load(previous_cell) * Gate::slope(f), d_gates + units);
    store(dc * i * (one - g * g), d_gates + 2 * units);
    store(d_o * Gate::slope(o), d_gates + 3 * units);
    store(dc * f, d_cell);
  }
}

template <class V>
void lstm_cell_backward(bool hard_sigmoid, int64_t units, int64_t from, int64_t to, const float* gates,
                        const float* cell, const float* previous_cell, const float* d_hidden,
                        const float* d_state, float* d_cell, float* d_gates) {
  const auto by =
      hard_sigmoid ? lstm_cell_backward_by<V, HardGate<V>> : lstm_cell_backward_by<V, SmoothGate<V>>;
  by(units, from, to, gates, cell, previous_cell, d_hidden, d_state, d_cell, d_gates);
}

}  // namespace mirada
