"""Writes what Keras' four attention layers compute, as fixtures for packages/attention.

    pip install -r oracles/keras_requirements.txt
    python oracles/keras_attention_table.py

Every case: outputs, returned weights, and the gradients of a weighted sum of them with respect to inputs and
weights. Inputs, weights and the sum's weights are not stored: `numbers` below makes them from a seed, and
packages/attention/src/layers/keras-table.test.ts makes the same ones.
"""

import json
import os
import platform

os.environ["KERAS_BACKEND"] = "torch"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import torch

VERSIONS = {"keras": "3.15.1", "torch": "2.13.0"}
FOLDER = os.path.join(os.path.dirname(__file__), "..", "packages", "attention", "src", "layers", "__fixtures__")
SEED = 20261

GENERATOR = (
    "state = seed; 8 + n times: state = (1664525 state + 1013904223) mod 2^32; "
    "number = float32(state / 2^31 - 1) from the ninth on. Seed of tensor i of a case: "
    "(case seed + 7919 i) mod 2^32, tensors in the order query, value, key if given, weights, "
    "cotangent of the output, cotangent of the scores if returned; cotangents are "
    "those numbers, the others times 1.5"
)


def numbers(seed, shape):
    state = seed % 2**32
    count = int(np.prod(shape, dtype=np.int64))
    values = np.empty(count, dtype=np.float64)
    for i in range(-8, count):
        state = (1664525 * state + 1013904223) % 2**32
        if i >= 0:
            values[i] = state / 2**31 - 1
    return values.astype(np.float32).reshape(shape)


def camel(name):
    head, *tail = name.split("_")
    return head + "".join(word.capitalize() for word in tail)


def listed(tensor):
    """Flat numbers of 7 significant digits: an error of 1e-7 of the value, a tenth of the test's tolerance."""
    return [float(f"{x:.7g}") for x in tensor.detach().numpy().astype(np.float64).ravel()]


def bits(mask):
    return "".join("1" if x else "0" for x in np.asarray(mask).ravel())


class Table:
    def __init__(self, layer, takes_list):
        self.layer = layer
        self.takes_list = takes_list
        self.cases = []

    def add(self, config, query, value, key=None, masks=None, causal=False, scores=False):
        """One case: shapes of the inputs, masks as arrays of bools by name."""
        seed = (SEED + 104729 * len(self.cases)) % 2**32
        masks = masks or {}
        index = 0

        def draw(shape, factor):
            nonlocal index
            made = numbers(seed + 7919 * index, shape) * np.float32(factor)
            index += 1
            return torch.tensor(made)

        layer = self.layer(**config)
        inputs = {"query": draw(query, 1.5), "value": draw(value, 1.5)}
        if key is not None:
            inputs["key"] = draw(key, 1.5)
        for tensor in inputs.values():
            tensor.requires_grad_(True)
        if self.takes_list:
            layer.build([list(t.shape) for t in inputs.values()])
        else:
            layer.build(*[tuple(t.shape) for t in inputs.values()])
        layer.set_weights([draw(tuple(w.shape), 1.5).numpy() for w in layer.weights])

        result = self.call(layer, inputs, masks, causal, scores)
        outputs = list(result) if scores else [result]
        total = sum((y * draw(tuple(y.shape), 1)).sum() for y in outputs)
        variables = [w.value for w in layer.weights]
        gradients = torch.autograd.grad(total, [*inputs.values(), *variables], allow_unused=True)
        everything = [*outputs, *[g for g in gradients if g is not None]]
        assert all(torch.isfinite(t).all() for t in everything), (config, masks.keys())

        def gradient(tensor, like):
            # A weight that cannot matter, as a bias of the keys, may get no gradient at all.
            return listed(torch.zeros_like(like) if tensor is None else tensor)

        self.cases.append(
            {
                "config": {camel(k): v for k, v in config.items()},
                "seed": seed,
                "inputs": {name: list(t.shape) for name, t in inputs.items()},
                "masks": {camel(k): {"shape": list(np.shape(m)), "bits": bits(m)} for k, m in masks.items()},
                "useCausalMask": causal,
                "returnAttentionScores": scores,
                "weights": [[w.path.split("/", 1)[1], list(w.shape)] for w in layer.weights],
                "output": {"shape": list(outputs[0].shape), "data": listed(outputs[0])},
                **({"scores": {"shape": list(outputs[1].shape), "data": listed(outputs[1])}} if scores else {}),
                "gradients": [
                    gradient(g, t) for g, t in zip(gradients, [*inputs.values(), *variables], strict=True)
                ],
            }
        )

    def call(self, layer, inputs, masks, causal, scores):
        tensors = {name: torch.tensor(np.asarray(mask)) for name, mask in masks.items()}
        flags = {"use_causal_mask": causal, "return_attention_scores": scores}
        if self.takes_list:
            pair = [tensors.get("query_mask"), tensors.get("value_mask")] if tensors else None
            return layer(list(inputs.values()), mask=pair, **flags)
        # MultiHeadAttention overwrites an explicit query_mask by the one that the tensor carries.
        if "query_mask" in tensors:
            keras.src.backend.set_keras_mask(inputs["query"], tensors["query_mask"])
        return layer(**inputs, **tensors, **flags)

    def write(self, name, config):
        default = self.layer(**config)
        header = {
            "about": f"{default.__class__.__name__} of Keras, written by oracles/keras_attention_table.py",
            "remake": "pip install -r oracles/keras_requirements.txt && python oracles/keras_attention_table.py",
            "versions": {"keras": keras.__version__, "torch": torch.__version__.split("+")[0], "backend": "torch"},
            "seed": SEED,
            "generator": GENERATOR,
            "serialized": keras.saving.serialize_keras_object(default),
        }
        path = os.path.join(FOLDER, f"keras-{name}.json")
        with open(path, "w", encoding="utf-8") as file:
            file.write("{\n")
            for field, value in header.items():
                file.write(f'"{field}": {json.dumps(value)},\n')
            lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in self.cases)
            file.write(f'"cases": [\n{lines}\n]\n}}\n')
        print(f"{os.path.relpath(path)}: {len(self.cases)} cases, {os.path.getsize(path) / 1e3:.0f} kB")


def lengths_mask(lengths, size):
    return [[i < length for i in range(size)] for length in lengths]


def holes_mask(shape, seed):
    """About two thirds true; the first key is true, so that no row is empty, not even a causal one."""
    mask = numbers(seed, shape) > -0.4
    mask[..., 0] = True
    return mask


# (B, T, S, dim, value width, key given): odd sizes, one query, one key, one sentence.
SIZES = [
    (2, 3, 4, 5, 5, False),
    (2, 3, 4, 5, 3, True),
    (1, 1, 3, 2, 4, True),
    (3, 4, 1, 3, 3, False),
    (1, 5, 5, 1, 2, True),
    (2, 2, 7, 4, 4, True),
]


def list_masks(B, T, S, seed):
    return [
        {},
        {"value_mask": lengths_mask([1 + (i * 2) % S for i in range(B)], S)},
        {"query_mask": lengths_mask([1 + i % T for i in range(B)], T), "value_mask": holes_mask((B, S), seed)},
        # At least one of the two must be there, or Keras sees no mask.
        {"query_mask": holes_mask((B, T), seed + 1)},
    ]


def add_list_layer(table, configs):
    for c, config in enumerate(configs):
        for n, (B, T, S, D, V, with_key) in enumerate(SIZES):
            for m, masks in enumerate(list_masks(B, T, S, 100 * c + n)):
                if (c + n + m) % 2 == 1:
                    continue
                table.add(
                    config,
                    (B, T, D),
                    (B, S, V if with_key else D),
                    (B, S, D) if with_key else None,
                    masks,
                    causal=(c + n + m) % 4 == 2,
                    scores=(n + m) % 3 != 0,
                )
        # Leading axes beside the batch.
        table.add(config, (2, 2, 3, 4), (2, 2, 2, 4), scores=c % 2 == 0, causal=c % 2 == 1)
        table.add(config, (1, 2, 2, 3), (1, 2, 3, 2), (1, 2, 3, 3), scores=c % 2 == 1)


def head_masks(B, N, T, S, seed):
    return [
        {},
        {"value_mask": lengths_mask([1 + (i * 3) % S for i in range(B)], S)},
        {"attention_mask": holes_mask((T, S), seed)},
        {"attention_mask": holes_mask((B, T, S), seed), "key_mask": holes_mask((B, S), seed + 1)},
        {"attention_mask": holes_mask((B, N, T, S), seed)},
        {"query_mask": lengths_mask([1 + i % T for i in range(B)], T), "value_mask": holes_mask((B, S), seed)},
        # The first key is hidden: with a causal mask the first query sees nothing.
        {"value_mask": [[i != 0 for i in range(S)]] * B},
    ]


def has_empty_row(B, N, T, S, masks, causal, window):
    allowed = np.ones((B, N, T, S), dtype=bool)
    t, s = np.arange(T)[:, None], np.arange(S)[None, :]
    if causal:
        allowed &= s <= t
    if window is not None:
        allowed &= np.abs(s - t) < window
    for name, mask in masks.items():
        mask = np.asarray(mask)
        if name == "query_mask":
            mask = mask[:, None, :, None]
        elif name != "attention_mask":
            mask = mask[:, None, None, :]
        elif mask.ndim == 3:
            mask = mask[:, None]
        allowed &= mask
    return bool((~allowed.any(axis=-1)).any())


def add_headed(table, configs, sizes, heads_of):
    for c, config in enumerate(configs):
        for m in range(len(head_masks(1, 1, 2, 2, 0))):
            B, T, S, Dq, Dv, Dk = sizes[(c + m) % len(sizes)]
            masks = head_masks(B, heads_of(config), T, S, 1000 * c + m)[m]
            causal = (c + m) % 3 == 0
            # Keras disagrees with itself about a query without any key: zeros where it returns scores, the mean
            # of all values where it does not. Mirada takes zeros.
            empty_rows = has_empty_row(B, heads_of(config), T, S, masks, causal, config.get("sliding_window"))
            table.add(
                config,
                (B, T, Dq),
                (B, S, Dv),
                None if Dk is None else (B, S, Dk),
                masks,
                causal=causal,
                scores=empty_rows or (c + m) % 2 == 0,
            )


def multi_head():
    table = Table(keras.layers.MultiHeadAttention, takes_list=False)
    base = {"num_heads": 2, "key_dim": 3}
    configs = [
        base,
        {**base, "value_dim": 2},
        {**base, "use_bias": False},
        {"num_heads": 3, "key_dim": 1, "output_shape": 4},
        {"num_heads": 1, "key_dim": 4, "output_shape": [2, 3]},
        {**base, "sliding_window": 2},
        {**base, "use_gate": True, "value_dim": 4},
        {**base, "use_gate": True, "use_bias": False, "sliding_window": 1},
        {"num_heads": 4, "key_dim": 2, "value_dim": 1, "sliding_window": 3},
        {"num_heads": 2, "key_dim": 2, "dropout": 0.3},
    ]
    sizes = [
        (2, 3, 4, 5, 5, None),
        (2, 3, 4, 5, 3, 2),
        (1, 1, 3, 4, 4, 4),
        (2, 4, 1, 3, 2, None),
        (1, 5, 5, 4, 4, None),
        (3, 2, 3, 1, 2, 3),
    ]
    add_headed(table, configs, sizes, lambda config: config["num_heads"])
    high = [
        ((2, 2, 3, 4), (2, 2, 3, 4), {"attention_axes": [1]}),
        ((2, 2, 3, 4), (2, 2, 5, 4), {"attention_axes": [2]}),
        ((2, 2, 3, 4), (2, 3, 2, 4), {}),
        ((2, 2, 3, 4), (2, 2, 2, 4), {"attention_axes": [-2]}),
        ((1, 2, 3, 2, 3), (1, 2, 2, 2, 3), {"attention_axes": [2]}),
        ((1, 2, 3, 2, 3), (1, 2, 2, 3, 3), {"attention_axes": [2, 3]}),
        ((1, 2, 2, 2, 3), (1, 3, 2, 2, 3), {"attention_axes": [1]}),
    ]
    for i, (query, value, axes) in enumerate(high):
        for scores in (False, True):
            table.add({**base, **axes, "use_gate": i % 2 == 1}, query, value, scores=scores)
    for query, value, axes, mask in [
        ((2, 2, 3, 4), (2, 2, 5, 4), [2], (2, 2, 3, 5)),
        ((2, 2, 3, 4), (2, 2, 5, 4), [2], (3, 5)),
        ((1, 2, 3, 3), (1, 2, 2, 3), [1, 2], (2, 3, 2, 2)),
    ]:
        masks = {"attention_mask": holes_mask(mask, sum(query))}
        table.add({**base, "attention_axes": axes}, query, value, masks=masks, scores=True)
    table.write("multi-head-attention", base)


def group_query():
    table = Table(keras.layers.GroupQueryAttention, takes_list=False)
    base = {"head_dim": 3, "num_query_heads": 4, "num_key_value_heads": 2}
    configs = [
        base,
        {**base, "num_key_value_heads": 1, "use_bias": False},
        {**base, "num_key_value_heads": 4, "head_dim": 1},
        {**base, "sliding_window": 2},
        {**base, "use_gate": True},
        {"head_dim": 2, "num_query_heads": 6, "num_key_value_heads": 3, "dropout": 0.2, "use_gate": True},
    ]
    sizes = [
        (2, 3, 4, 5, 5, None),
        (2, 3, 4, 3, 3, 2),
        (1, 1, 3, 4, 4, 4),
        (2, 4, 1, 2, 2, None),
        (1, 5, 5, 3, 3, 1),
    ]
    add_headed(table, configs, sizes, lambda config: config["num_query_heads"])
    table.write("group-query-attention", base)


def main():
    for name, version in VERSIONS.items():
        found = {"keras": keras.__version__, "torch": torch.__version__.split("+")[0]}[name]
        assert found == version, f"expected {name} {version}, got {found} on Python {platform.python_version()}"
    os.makedirs(FOLDER, exist_ok=True)

    attention = Table(keras.layers.Attention, takes_list=True)
    add_list_layer(
        attention,
        [
            {},
            {"use_scale": True},
            {"score_mode": "concat"},
            {"score_mode": "concat", "use_scale": True, "dropout": 0.4},
        ],
    )
    attention.write("attention", {})

    additive = Table(keras.layers.AdditiveAttention, takes_list=True)
    add_list_layer(additive, [{}, {"use_scale": False}, {"dropout": 0.1, "seed": 3}])
    additive.write("additive-attention", {})

    multi_head()
    group_query()


main()
