"""Attention by hand in NumPy, as the lesson shows it."""

# #region attention
import numpy as np


def softmax(scores):
    # exp cannot overflow
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def attention(Q, K, V):
    """Q (T, d), K (S, d), V (S, dv)"""
    d = K.shape[-1]
    scores = Q @ K.T / np.sqrt(d)  # (T, S)
    weights = softmax(scores)  # (T, S): rows sum to 1
    return weights, weights @ V  # (T, dv)
# #endregion attention
