"""The Keras layers of the lesson."""

import keras
import numpy as np

query = np.random.normal(size=(2, 5, 512)).astype("float32")
value = np.random.normal(size=(2, 7, 512)).astype("float32")
x = np.random.normal(size=(2, 6, 512)).astype("float32")

# #region dot
attention = keras.layers.Attention()  # dot product, not scaled
context, weights = attention(
    [query, value], return_attention_scores=True
)
# #endregion dot

# #region layers
mha = keras.layers.MultiHeadAttention(num_heads=8, key_dim=64)

output = mha(query, value)  # cross-attention: (2, 5, 512)
output, weights = mha(
    query, value, return_attention_scores=True
)  # weights: (2, 8, 5, 7)

output = mha(x, x)  # self-attention: (2, 6, 512)
# #endregion layers

# #region causal
output = mha(x, x, use_causal_mask=True)  # no word sees a later one
# #endregion causal
