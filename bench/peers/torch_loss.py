"""Linear layer, softmax and cross-entropy with their gradients, by PyTorch.

Variants: "linear_cross_entropy", the same "chunked", "linear, cross_entropy", and "without padding": the last one after the
padded rows have been taken out.
"""

import os

import torch
from serve import Skip, Work, read_floats, read_integers, serve
from torch.nn import functional

torch.set_num_threads(int(os.environ["BENCH_NUM_THREADS"]))


class Problem:
    def __init__(self, request, dtype=torch.float32):
        rows, width, classes = request["rows"], request["inputSize"], request["classes"]
        files = request["files"]
        self.smoothing = request["labelSmoothing"]
        self.hidden = torch.from_numpy(read_floats(files["hidden"], (rows, width))).to(dtype).requires_grad_()
        kernel = torch.from_numpy(read_floats(files["kernel"], (width, classes))).to(dtype)
        self.weight = kernel.t().contiguous().requires_grad_()
        self.bias = torch.from_numpy(read_floats(files["bias"], (classes,))).to(dtype).requires_grad_()
        self.labels = torch.from_numpy(read_integers(files["labels"])).long()

    def loss(self, variant):
        options = {"label_smoothing": self.smoothing, "ignore_index": 0}
        if variant in ("linear_cross_entropy", "chunked"):
            if not hasattr(functional, "linear_cross_entropy"):
                raise Skip("this PyTorch has no linear_cross_entropy")
            if variant == "chunked":
                options["options"] = torch.nn.LinearCrossEntropyOptions()
            return functional.linear_cross_entropy(
                self.hidden, self.weight, self.labels, linear_bias=self.bias, **options
            )
        hidden, labels = self.hidden, self.labels
        if variant == "without padding":
            real = labels.nonzero().squeeze(1)
            hidden, labels = hidden[real], labels[real]
        return functional.cross_entropy(functional.linear(hidden, self.weight, self.bias), labels, **options)

    def with_gradients(self, variant):
        loss = self.loss(variant)
        return loss, *torch.autograd.grad(loss, (self.hidden, self.weight, self.bias))


def _named(results):
    loss, d_hidden, d_weight, d_bias = (values.detach() for values in results)
    return {"loss": loss.reshape(1), "dHidden": d_hidden, "dKernel": d_weight.t(), "dBias": d_bias}


def loss(request):
    problem, variant = Problem(request), request["variant"]
    last = {}

    def run():
        last["results"] = problem.with_gradients(variant)

    return Work(run, lambda: {name: x.contiguous().numpy() for name, x in _named(last["results"]).items()})


def truth(request):
    """The same in double precision; writes <prefix><name>.f32."""
    paths = {}
    results = Problem(request, torch.float64).with_gradients("linear, cross_entropy")
    for name, values in _named(results).items():
        paths[name] = f"{request['prefix']}{name}.f32"
        values.float().contiguous().numpy().tofile(paths[name])
    return paths


def versions(_request):
    return {"torch": torch.__version__}


serve({"loss": loss}, {"versions": versions, "truth": truth})
