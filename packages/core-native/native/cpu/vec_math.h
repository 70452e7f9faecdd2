// exp, log, sigmoid and tanh over any Vec.
#pragma once

namespace mirada {

// e^r for |r| <= ln 2 / 2, without its scaling: a minimax polynomial of degree 6, under 1 ULP with a two-part
// ln 2.
template <class V>
inline V exp_reduced(V x, V& n) {
  // 1. n = round(x / ln 2), r = x - n ln 2 in two parts, so that no bit of r is lost.
  n = round_even(x * V::broadcast(1.44269504088896341f));
  V r = fma(n, V::broadcast(-0.693145751953125f), x);
  r = fma(n, V::broadcast(-1.42860682030941723e-6f), r);
  // 2. p with e^r = 1 + r + r² p(r): least relative error on [-ln 2 / 2, ln 2 / 2], 3.7e-9 before rounding.
  V p = V::broadcast(0x1.687a68p-10f);
  p = fma(p, r, V::broadcast(0x1.123c28p-7f));
  p = fma(p, r, V::broadcast(0x1.555b5ep-5f));
  p = fma(p, r, V::broadcast(0x1.55548ep-3f));
  p = fma(p, r, V::broadcast(0x1.fffff8p-2f));
  // 3. 1 + r + r² p, adding the small terms first.
  return fma(fma(p, r * r, r), V::broadcast(1.0f), V::broadcast(1.0f));
}

// e^x for x <= 0, as a softmax needs it: below -87.3 (also -inf) exactly 0; NaN stays NaN.
template <class V>
inline V exp_nonpositive(V x) {
  V n;
  const V p = exp_reduced(x, n);
  // Where n < -126 or x = -inf, `p` and its scaling are anything, and not chosen.
  return select(less(x, V::broadcast(-87.33f)), V::zero(), times_pow2(p, n));
}

// e^x for any x: overflows to +inf above 88.73, passes through the subnormal numbers to 0 below -103.97.
template <class V>
inline V exp(V x) {
  V n;
  const V clamped = min(V::broadcast(89.5f), max(V::broadcast(-104.5f), x));
  const V p = exp_reduced(clamped, n);
  // 2^n in two factors: n may lie outside the range of one float's exponent.
  const V half = floor(n * V::broadcast(0.5f));
  const V result = times_pow2(times_pow2(p, half), n - half);
  return select(is_nan(x), x, result);
}

// ln x for a normal x >= 1, as the sum of a softmax is; NaN stays NaN.
template <class V>
inline V log_from_one(V x) {
  // 1. x = m 2^n with m in [0.71, 1.42].
  const V root = V::broadcast(1.41421356f), one = V::broadcast(1.0f);
  V n = exponent(x);
  V m = times_pow2(x, -n);
  n = select(less(root, m), n + one, n);
  m = select(less(root, m), m * V::broadcast(0.5f), m);
  // 2. ln m = 2 (s + s³ / 3 + s⁵ / 5 + ...) with s = (m - 1) / (m + 1), |s| < 0.172: 2e-10 after five terms.
  const V f = m - one, s = f / (m + one), z = s * s;
  V p = V::broadcast(2.0f / 9.0f);
  p = fma(p, z, V::broadcast(2.0f / 7.0f));
  p = fma(p, z, V::broadcast(2.0f / 5.0f));
  p = fma(p, z, V::broadcast(2.0f / 3.0f));
  // 3. 2 s = f - s f, and n ln 2 in two parts, the small terms first.
  const V small = fma(n, V::broadcast(1.42860682030941723e-6f), s * (z * p - f));
  return fma(n, V::broadcast(0.693145751953125f), f + small);
}

// 1 / (1 + e^-x), from e^-|x| so that nothing overflows.
template <class V>
inline V sigmoid(V x) {
  const V e = exp_nonpositive(-abs(x));
  const V one = V::broadcast(1.0f);
  return select(less(x, V::zero()), e, one) / (one + e);
}

// tanh: an odd polynomial near 0, where 1 - 2 / (e^2|x| + 1) would cancel, that formula elsewhere.
template <class V>
inline V tanh(V x) {
  const V a = abs(x);
  const V z = x * x;
  V p = V::broadcast(-5.70498872745e-3f);
  p = fma(p, z, V::broadcast(2.06390887954e-2f));
  p = fma(p, z, V::broadcast(-5.37397155531e-2f));
  p = fma(p, z, V::broadcast(1.33314422036e-1f));
  p = fma(p, z, V::broadcast(-3.33332819422e-1f));
  const V near_zero = fma(p * z, x, x);
  const V e = exp_nonpositive(a * V::broadcast(-2.0f));
  const V one = V::broadcast(1.0f);
  const V far = (one - e) / (one + e);
  const V signed_far = select(less(x, V::zero()), -far, far);
  return select(less(a, V::broadcast(0.625f)), near_zero, signed_far);
}

}  // namespace mirada
