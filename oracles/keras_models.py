"""Writes small models as Keras 3 saves them, with inputs and outputs, as fixtures for packages/attention.

    pip install -r oracles/keras_requirements.txt
    python oracles/keras_models.py

Every model: <name>.keras and <name>.json, which holds inputs, outputs and the versions. `translator.keras` is as
Keras wrote it, stored; the others are packed again with deflate, which makes them ten times as small. `tagger` is
there in parts too: its architecture (to_json), .weights.h5, and safetensors by the variables' paths. Weights are
drawn from a seed, so that no bias is 0 and no moving average is 1.
"""

import json
import os
import tempfile
import zipfile

os.environ["KERAS_BACKEND"] = "numpy"

import keras
import numpy as np
from keras import layers, ops
from safetensors.numpy import save_file

FOLDER = os.path.join(
    os.path.dirname(__file__), "..", "packages", "attention", "src", "keras-models", "__fixtures__"
)
VERSIONS = {"keras": keras.__version__, "numpy": np.__version__, "backend": "numpy"}
WORDS = 7
random = np.random.default_rng(20261)


def draw_weights(model):
    for variable in model.weights:
        values = random.normal(0, 0.4, variable.shape)
        if "variance" in variable.name or "gamma" in variable.name:
            values = 0.5 + np.abs(values)
        variable.assign(values.astype("float32"))


def translator():
    """An encoder-decoder with masks, states of two directions and Luong's attention."""
    source = keras.Input((5,), dtype="int32", name="source")
    target = keras.Input((4,), dtype="int32", name="target")
    embed = layers.Embedding(WORDS, 4, mask_zero=True)  # shared by both languages
    encoder = layers.Bidirectional(layers.LSTM(3, return_sequences=True, return_state=True))
    memory, fh, fc, bh, bc = encoder(embed(source))
    h = layers.Concatenate()([fh, bh])
    c = layers.Concatenate()([fc, bc])
    queries = layers.LSTM(6, return_sequences=True)(embed(target), initial_state=[h, c])
    context = layers.Attention(use_scale=True)([queries, memory])
    joined = layers.Concatenate(name="joined")([queries, context])
    state = layers.TimeDistributed(layers.Dense(5, activation="tanh", name="combine"))(joined)
    words = layers.Dense(WORDS, activation="softmax")(layers.Dropout(0.3)(state))
    model = keras.Model([source, target], words, name="translator")
    return model, {
        "source": [[3, 1, 4, 2, 5], [2, 6, 1, 0, 0], [4, 0, 0, 0, 0]],
        "target": [[1, 3, 2, 6], [1, 5, 0, 0], [1, 2, 4, 0]],
    }


def transformer():
    """Self-attention with its flags and masks, residuals, normalisation, pooling under a mask, ops of tensors."""
    ids = keras.Input((6,), dtype="int32", name="ids")
    positions = keras.Input((6, 4), name="positions")
    x = layers.Embedding(WORDS, 4, mask_zero=True)(ids)
    x = x * 2.0 + positions  # operations, which drop the mask
    attended, weights = layers.MultiHeadAttention(2, 3, value_dim=2, name="causal")(
        query=x, value=x, use_causal_mask=True, return_attention_scores=True
    )
    x = layers.LayerNormalization(epsilon=1e-6)(layers.Add()([x, attended]))
    hidden = layers.Dense(8, activation="gelu")(x)
    x = layers.LayerNormalization(epsilon=1e-2, center=False)(x + layers.Dense(4, activation="silu")(hidden))
    masked = layers.Embedding(WORDS, 4, mask_zero=True)(ids)
    grouped = layers.GroupQueryAttention(2, 4, 2, use_bias=False)(x, masked)
    additive = layers.AdditiveAttention()([masked, x], use_causal_mask=True)
    multi = layers.MultiHeadAttention(1, 3, use_gate=True, output_shape=5)(masked, masked)
    pooled = layers.GlobalAveragePooling1D()(multi)
    model = keras.Model([ids, positions], [weights, grouped, additive, pooled], name="transformer")
    return model, {
        "ids": [[3, 1, 4, 2, 5, 6], [2, 6, 1, 0, 0, 0]],
        "positions": random.normal(size=(2, 6, 4)).round(3).tolist(),
    }


def tagger():
    """A sequential model with a mask: every recurrent layer, its options, and activations unlike tfjs' defaults."""
    model = keras.Sequential(
        [
            keras.Input((5,), dtype="int32"),
            layers.Embedding(WORDS, 4, mask_zero=True),
            layers.GRU(3, return_sequences=True, recurrent_activation="hard_sigmoid"),
            layers.Dropout(0.2),
            layers.Bidirectional(layers.GRU(3, return_sequences=True, reset_after=False), merge_mode="sum"),
            layers.LayerNormalization(),
            layers.Bidirectional(layers.SimpleRNN(2, activation="relu", return_sequences=True), merge_mode="mul"),
            layers.LSTM(4, return_sequences=True, go_backwards=True, use_bias=False, activation="softsign"),
            layers.GRU(3),
            layers.Dense(4, activation="hard_sigmoid"),
        ],
        name="tagger",
    )
    return model, {"ids": [[3, 1, 4, 2, 5], [2, 6, 1, 0, 0], [4, 0, 0, 0, 0]]}


def plain_recurrent():
    """No mask: layers stay TensorFlow.js' own."""
    x = keras.Input((4, 3), name="x")
    sequence, h, c = layers.LSTM(3, return_sequences=True, return_state=True, unit_forget_bias=False)(x)
    both = layers.Bidirectional(layers.LSTM(2, return_sequences=True), merge_mode=None)(sequence)
    last = layers.GRU(2, reset_after=True)(both[1])
    steps = layers.TimeDistributed(layers.Dense(2, activation="elu"))(both[0])
    one = layers.Bidirectional(layers.GRU(2), merge_mode="ave")(steps)
    model = keras.Model(x, [last, one, h, c], name="plain_recurrent")
    return model, {"x": random.normal(size=(2, 4, 3)).round(3).tolist()}


def graph():
    """Merging, shared layers, models inside models with layers of one name, several outputs, shapes, activations."""
    a = keras.Input((4, 3), name="a")
    b = keras.Input((4, 3), name="b")
    shared = layers.Dense(3, activation="leaky_relu", name="shared")
    inner_input = keras.Input((4, 3))
    inner_dense = layers.Dense(3, activation="softplus", name="shared")(inner_input)
    inner = keras.Model(inner_input, [inner_dense, layers.Flatten()(inner_dense)], name="inner")
    block = keras.Sequential([keras.Input((12,)), layers.Dense(6, activation="tanh"), layers.PReLU(shared_axes=[1])], name="block")
    p, q = shared(a), shared(b)
    inner_p, flat_p = inner(p)
    inner_q, flat_q = inner(q)
    merged = [
        layers.Add()([p, q]),
        layers.Subtract()([p, inner_q]),
        layers.Multiply()([p, q]),
        layers.Average()([p, inner_p, q]),
        layers.Maximum()([p, q]),
        layers.Minimum()([p, q]),
    ]
    joined = layers.Concatenate(axis=1)(merged)
    products = layers.Dot(axes=(2, 2))([p, q])
    cosine = layers.Dot(axes=1, normalize=True)([flat_p, flat_q])
    shaped = layers.Permute((2, 1))(layers.Reshape((8, 9))(joined))
    normal = layers.BatchNormalization(epsilon=1e-2)(shaped)
    active = layers.LeakyReLU(negative_slope=0.1)(layers.ELU()(normal))
    active = layers.ReLU(max_value=1.5)(layers.Activation("hard_silu")(layers.Activation("mish")(active)))
    summed = ops.mean(active, axis=1) + ops.sum(layers.Softmax(axis=-1)(normal), axis=1)
    repeated = layers.RepeatVector(2)(layers.Add()([block(flat_p), block(flat_q)]))
    model = keras.Model(
        {"a": a, "b": b}, [products, cosine, summed, repeated, layers.GlobalMaxPooling1D()(joined)], name="graph"
    )
    inputs = {name: random.normal(size=(2, 4, 3)).round(3).tolist() for name in "ab"}
    return model, inputs


def convolutional():
    image = keras.Input((8, 8, 2), name="image")
    x = layers.Conv2D(3, 3, padding="same", activation="relu")(image)
    x = layers.BatchNormalization()(x)
    x = layers.MaxPooling2D()(x)
    x = layers.DepthwiseConv2D(2, padding="same")(x)
    x = layers.SeparableConv2D(3, 2)(x)
    x = layers.UpSampling2D(2)(layers.ZeroPadding2D(1)(x))
    x = layers.Conv2DTranspose(2, 3, strides=2, padding="same")(layers.Cropping2D(2)(x))
    x = layers.AveragePooling2D(2)(x)
    y = layers.Reshape((-1, 2))(x)
    y = layers.Conv1D(3, 2, dilation_rate=2, padding="same", activation="tanh")(y)
    y = layers.MaxPooling1D(2)(layers.SpatialDropout1D(0.2)(y))
    model = keras.Model(image, [layers.GlobalAveragePooling2D()(x), layers.GlobalAveragePooling1D()(y)], name="conv")
    return model, {"image": random.normal(size=(2, 8, 8, 2)).round(2).tolist()}


def masks():
    """Where masks come from and how they pass: Masking, merging layers, given masks, masks of attention."""
    x = keras.Input((4, 3), name="x")
    given = keras.Input((4,), dtype="bool", name="given")
    scaled = layers.Dense(3)(layers.Masking(mask_value=0.5)(x))  # Dense hands the mask on
    other = layers.Masking(mask_value=-1.0)(x)
    either = layers.LSTM(2, name="either")(layers.Add()([scaled, other]))
    along = layers.LSTM(2, name="along")(layers.Concatenate(axis=1)([scaled, other]))
    across = layers.GRU(2, name="across")(layers.Concatenate()([scaled, x]))
    explicit = layers.GRU(2, name="explicit")(x, mask=given)
    none = layers.GRU(2, name="none")(x)  # behind layers with masks and states: neither may reach it
    stated = layers.GRU(2, name="stated")(scaled, initial_state=none)
    luong = layers.Attention(score_mode="concat")([scaled, other])
    bahdanau = layers.AdditiveAttention(use_scale=False)([x, scaled], mask=[None, given])
    query = layers.Dense(3)(x)
    multi = layers.MultiHeadAttention(2, 2)(query, x, key_mask=given, attention_mask=ops.ones((1, 4, 4)))
    model = keras.Model(
        [x, given], [either, along, across, explicit, none, stated, luong, bahdanau, multi], name="masks"
    )
    values = random.normal(size=(2, 4, 3)).round(3)
    values[0, 2:] = 0.5
    values[1, 1] = -1.0
    values[1, 3] = 0.5
    return model, {"x": values.tolist(), "given": [[True, True, False, True], [True, False, True, False]]}


def pack(path, target):
    """The same archive with deflate, and without the time of its making."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name in source.namelist():
            if name == "metadata.json":
                data = json.dumps({"keras_version": keras.__version__})
            else:
                data = source.read(name)
            packed.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, 9)


def listed(array):
    array = np.asarray(array)
    return {"shape": list(array.shape), "values": [float(f"{x:.8g}") for x in array.astype("float64").ravel()]}


def write(build):
    name = build.__name__.replace("_", "-")
    model, inputs = build()
    draw_weights(model)
    dtypes = [tensor.dtype for tensor in model.inputs]
    arrays = [np.array(values, dtype) for values, dtype in zip(inputs.values(), dtypes)]
    if name == "graph":  # its inputs have names
        outputs = model(dict(zip(inputs, arrays)))
    else:
        outputs = model(arrays if len(arrays) > 1 else arrays[0])
    outputs = outputs if isinstance(outputs, (list, tuple)) else [outputs]
    made_by = "oracles/keras_models.py"
    stored = {
        "madeBy": made_by,
        "versions": VERSIONS,
        "inputs": [{"dtype": dtype, **listed(array)} for dtype, array in zip(dtypes, arrays)],
        "outputs": [listed(output) for output in outputs],
    }
    with open(os.path.join(FOLDER, f"{name}.json"), "w") as file:
        json.dump(stored, file)
        file.write("\n")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model.keras")
        model.save(path)
        target = os.path.join(FOLDER, f"{name}.keras")
        if name == "translator":
            os.replace(path, target)
        else:
            pack(path, target)
    if name == "tagger":
        with open(os.path.join(FOLDER, "tagger-architecture.json"), "w") as file:
            file.write(model.to_json() + "\n")
        model.save_weights(os.path.join(FOLDER, "tagger.weights.h5"))
        variables = {variable.path: np.asarray(variable.value) for variable in model.weights}
        save_file(variables, os.path.join(FOLDER, "tagger.safetensors"), metadata={"madeBy": made_by})


if __name__ == "__main__":
    os.makedirs(FOLDER, exist_ok=True)
    for build in [translator, transformer, tagger, plain_recurrent, graph, convolutional, masks]:
        write(build)
