"""Numbers of PyTorch for the ops of @mirada/seq2seq: LSTM, linear + cross-entropy, Adam with clipping.

    pip install torch==2.13.0
    python oracles/seq2seq_pytorch.py packages/seq2seq/src/ops/__fixtures__/pytorch.json

Everything is computed in double precision from inputs that float32 holds exactly. PyTorch orders the gates
input, forget, candidate, output, as Keras does, but keeps the kernels transposed and has two biases; here the
second one is zero. A reversed LSTM reads each row from its last real step to its first: the row is cut to its
length, flipped, read, and flipped back. Seed: 7.
"""
import json
import sys

import torch
import torch.nn.functional as F

torch.manual_seed(7)
torch.set_default_dtype(torch.float64)


def numbers(*shape, scale=1.0):
    """Random normal numbers, rounded to multiples of 1/1024."""
    return (torch.randn(*shape) * scale * 1024).round() / 1024


def flat(tensor):
    return [float(f"{x:.8g}") for x in tensor.detach().flatten().tolist()]


def lstm_case(name, B, T, D, U, lengths=None, reverse=False, initial=False):
    x = numbers(B, T, D).requires_grad_()
    kernel, recurrent = numbers(D, 4 * U, scale=0.5).requires_grad_(), numbers(U, 4 * U, scale=0.5).requires_grad_()
    bias = numbers(4 * U, scale=0.5).requires_grad_()
    h0 = (numbers(B, U) if initial else torch.zeros(B, U)).requires_grad_()
    c0 = (numbers(B, U) if initial else torch.zeros(B, U)).requires_grad_()
    parameters = [kernel.T, recurrent.T, bias, torch.zeros(4 * U)]
    rows, last_h, last_c = [], [], []
    for b in range(B):
        length = T if lengths is None else lengths[b]
        real = x[b : b + 1, :length]
        if length == 0:
            hidden, h, c = torch.zeros(1, 0, U), h0[b : b + 1], c0[b : b + 1]
        else:
            state = (h0[b][None, None], c0[b][None, None])
            hidden, h, c = torch.lstm(real.flip(1) if reverse else real, state, parameters, True, 1, 0.0, False, False, True)
            hidden, h, c = hidden.flip(1) if reverse else hidden, h[0], c[0]
        rows.append(torch.cat([hidden, torch.zeros(1, T - length, U)], 1))
        last_h.append(h)
        last_c.append(c)
    outputs = {"hidden": torch.cat(rows), "lastHidden": torch.cat(last_h), "lastCell": torch.cat(last_c)}
    factors = {key: numbers(*value.shape) for key, value in outputs.items()}
    sum((outputs[key] * factors[key]).sum() for key in outputs).backward()
    inputs = {"x": x, "kernel": kernel, "recurrentKernel": recurrent, "bias": bias, "h0": h0, "c0": c0}
    return {
        "name": name, "B": B, "T": T, "D": D, "U": U, "lengths": lengths, "reverse": reverse,
        "inputs": {key: flat(value) for key, value in inputs.items()},
        "factors": {key: flat(value) for key, value in factors.items()},
        "outputs": {key: flat(value) for key, value in outputs.items()},
        "gradients": {key: flat(value.grad) for key, value in inputs.items()},
    }


def cross_entropy_case(name, R, D, V, ignore, smoothing):
    hidden, kernel = numbers(R, D).requires_grad_(), numbers(D, V).requires_grad_()
    bias = numbers(V).requires_grad_()
    labels = torch.randint(0, V, (R,))
    if ignore >= 0:
        labels[1::3] = ignore
    loss = F.cross_entropy(hidden @ kernel + bias, labels, ignore_index=ignore, label_smoothing=smoothing)
    loss.backward()
    inputs = {"hidden": hidden, "kernel": kernel, "bias": bias}
    return {
        "name": name, "R": R, "D": D, "V": V, "ignoreLabel": ignore, "labelSmoothing": smoothing,
        "labels": labels.tolist(), "inputs": {key: flat(value) for key, value in inputs.items()},
        "loss": loss.item(), "gradients": {key: flat(value.grad) for key, value in inputs.items()},
    }


def adam_case(name, clip_norm):
    shapes = [(3, 4), (5,)]
    variables = [numbers(*shape).requires_grad_() for shape in shapes]
    start = [flat(variable) for variable in variables]
    optimizer = torch.optim.Adam(variables, lr=0.01)
    steps = []
    for _ in range(5):
        gradients = [numbers(*shape) for shape in shapes]
        for variable, gradient in zip(variables, gradients):
            variable.grad = gradient.clone()
        norm = torch.nn.utils.clip_grad_norm_(variables, clip_norm if clip_norm else float("inf"))
        optimizer.step()
        steps.append({"gradients": [flat(g) for g in gradients], "norm": norm.item(), "variables": [flat(v) for v in variables]})
    return {"name": name, "clipNorm": clip_norm, "learningRate": 0.01, "shapes": shapes, "start": start, "steps": steps}


cases = {
    "madeBy": f"oracles/seq2seq_pytorch.py, torch {torch.__version__}, seed 7",
    "lstm": [
        lstm_case("three steps", 2, 3, 2, 3),
        lstm_case("one step, initial state", 3, 1, 4, 2, initial=True),
        lstm_case("lengths, initial state", 4, 5, 3, 2, lengths=[5, 1, 3, 2], initial=True),
        lstm_case("lengths with an empty row", 3, 4, 2, 5, lengths=[4, 0, 2], initial=True),
        lstm_case("reversed", 2, 4, 3, 3, reverse=True),
        lstm_case("reversed, lengths, initial state", 3, 6, 2, 3, lengths=[2, 6, 4], reverse=True, initial=True),
        lstm_case("wider than a vector register", 2, 3, 5, 11, lengths=[3, 2], initial=True),
    ],
    "crossEntropy": [
        cross_entropy_case("every row counts", 4, 3, 5, -1, 0.0),
        cross_entropy_case("ignored rows", 7, 3, 6, 0, 0.0),
        cross_entropy_case("ignored rows, label smoothing", 7, 5, 33, 0, 0.1),
    ],
    "adam": [adam_case("clipped", 1.0), adam_case("not clipped", 0.0)],
}
with open(sys.argv[1], "w") as file:
    json.dump(cases, file, separators=(",", ":"))
    file.write("\n")
