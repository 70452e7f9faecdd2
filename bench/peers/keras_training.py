"""Training by Keras 3 on TensorFlow, the model put together from Keras' own layers, `train_on_batch`.

Variants: "graph" and "jit_compile", which are `model.compile`'s."""

import json
import os

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
import keras  # noqa: E402
import numpy  # noqa: E402
import tensorflow  # noqa: E402
from serve import Work, read_floats, serve  # noqa: E402

tensorflow.config.threading.set_intra_op_parallelism_threads(int(os.environ["BENCH_NUM_THREADS"]))
PAD = 0


def _build(folder, has_attention):
    with open(os.path.join(folder, "shapes.json"), encoding="utf8") as file:
        shapes = json.load(file)

    def read(name):
        return read_floats(os.path.join(folder, name.replace("/", "-") + ".f32"), shapes[name])

    layers = keras.layers
    source = layers.Input((None,), dtype="int32")
    target = layers.Input((None,), dtype="int32")
    words, width = shapes["sourceEmbedding"]
    embed_source, embed_target = layers.Embedding(words, width), layers.Embedding(words, width)
    encoder = layers.LSTM(width, return_sequences=True, return_state=True)
    decoder = layers.LSTM(width, return_sequences=True)
    dense = lambda units: layers.Dense(units, use_bias=False)  # noqa: E731
    hidden_layer, context_layer, score, output = dense(width), dense(width), dense(width), layers.Dense(words)

    mask = keras.ops.not_equal(source, PAD)
    memory, h, c = encoder(layers.Dropout(0.2)(embed_source(source)), mask=mask)
    hidden = decoder(layers.Dropout(0.2)(embed_target(target)), initial_state=[h, c])
    total = hidden_layer(hidden)
    if has_attention:
        context = layers.Attention()([score(hidden), memory], mask=[None, mask])
        total = total + context_layer(context)
    features = layers.Dropout(0.2)(keras.ops.tanh(total))
    model = keras.Model([source, target], output(features))

    embed_source.set_weights([read("sourceEmbedding")])
    embed_target.set_weights([read("targetEmbedding")])
    for layer, name in ((encoder, "encoder"), (decoder, "decoder")):
        layer.set_weights([read(f"{name}/{part}") for part in ("kernel", "recurrentKernel", "bias")])
    hidden_layer.set_weights([read("attentionalState/hiddenKernel")])
    if has_attention:
        score.set_weights([read("attention/W")])
        context_layer.set_weights([read("attentionalState/contextKernel")])
    output.set_weights([read("output/kernel"), read("output/bias")])
    return model


def training(request):
    keras.utils.set_random_seed(1)
    model = _build(request["folder"], request["attention"] != "none")
    with open(os.path.join(request["folder"], "batches.json"), encoding="utf8") as file:
        batches = json.load(file)

    def loss(targets, logits):
        each = keras.ops.sparse_categorical_crossentropy(targets, logits, from_logits=True)
        real = keras.ops.cast(keras.ops.not_equal(targets, PAD), "float32")
        return keras.ops.sum(each * real) / keras.ops.sum(real)

    # Keras' own epsilon is 1e-7.
    optimizer = keras.optimizers.Adam(1e-3, epsilon=1e-8, global_clipnorm=1.0)
    model.compile(optimizer, loss=loss, jit_compile=request["variant"] == "jit_compile")

    def arrays(batch):
        B = batch["batchSize"]
        shaped = lambda name: numpy.array(batch[name], numpy.int32).reshape(B, -1)  # noqa: E731
        return [shaped("source"), shaped("targetInput")], shaped("targetOutput")

    data = [arrays(batch) for batch in batches]
    at_start = [float(loss(targets, model(inputs, training=False))) for inputs, targets in data]
    last = {}

    def run():
        losses = []
        for inputs, targets in data:
            model.reset_metrics()
            losses.append(float(model.train_on_batch(inputs, targets)))
        last["losses"] = losses

    return Work(run, lambda: {"atStart": at_start, "losses": last["losses"]})


def versions(_request):
    return {"keras": keras.__version__, "tensorflow": tensorflow.__version__}


serve({"training": training}, {"versions": versions})
