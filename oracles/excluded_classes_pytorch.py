"""PyTorch's linear + cross-entropy where logits are -inf, for @mirada/seq2seq.

    pip install torch==2.13.0
    python oracles/excluded_classes_pytorch.py packages/seq2seq/src/ops/__fixtures__/excluded-classes.json

Everything is computed in double precision from inputs that float32 holds exactly; numbers that JSON cannot hold are
strings. Seed: 7.
"""
import json
import math
import sys

import torch
import torch.nn.functional as F

torch.manual_seed(7)
torch.set_default_dtype(torch.float64)


def numbers(*shape):
    """Random normal numbers, rounded to multiples of 1/1024."""
    return (torch.randn(*shape) * 1024).round() / 1024


def told(x):
    if math.isfinite(x):
        return float(f"{x:.8g}")
    return "NaN" if math.isnan(x) else "Infinity" if x > 0 else "-Infinity"


def flat(tensor):
    return [told(x) for x in tensor.detach().flatten().tolist()]


def case(name, V, labels, excluded, smoothing=0.0):
    R, D = len(labels), 3
    hidden, kernel, bias = numbers(R, D).requires_grad_(), numbers(D, V).requires_grad_(), numbers(V)
    bias[excluded] = -math.inf
    bias.requires_grad_()
    loss = F.cross_entropy(hidden @ kernel + bias, torch.tensor(labels), label_smoothing=smoothing)
    loss.backward()
    inputs = {"hidden": hidden, "kernel": kernel, "bias": bias}
    return {
        "name": name, "R": R, "D": D, "V": V, "ignoreLabel": -1, "labelSmoothing": smoothing, "labels": labels,
        "inputs": {key: flat(value) for key, value in inputs.items()},
        "loss": told(loss.item()), "gradients": {key: flat(value.grad) for key, value in inputs.items()},
    }


cases = {
    "madeBy": f"oracles/excluded_classes_pytorch.py, torch {torch.__version__}, seed 7",
    "cases": [
        case("a class that is no label", 5, [0, 2, 4], [3]),
        case("many classes, wider than a vector register", 37, [0, 16, 35, 5], [1, 7, 15, 17, 20, 31, 32, 36]),
        case("all but the label", 4, [2, 2], [0, 1, 3]),
        case("with label smoothing", 19, [1, 18], [2, 17], smoothing=0.1),
        case("the label of one row", 9, [3, 8, 0], [8]),
        case("every class", 6, [1, 4], [0, 1, 2, 3, 4, 5]),
    ],
}
with open(sys.argv[1], "w") as file:
    json.dump(cases, file, separators=(",", ":"))
    file.write("\n")
