"""Attention by PyTorch: each backend of scaled_dot_product_attention, in the layouts and forms of masks that it takes.

Variants: "flash" (dense (B,N,T,H)), "flash strided" (a view of (B,T,N,H), as projections give it), "flash float mask",
"flash loop" (one call per sentence, none of its padding), "math", "matmul" (matmul, softmax, matmul).
"""

import math
import os

import torch
from serve import Skip, Work, read_floats, read_integers, read_mask, serve
from torch.nn.attention import SDPBackend, sdpa_kernel
from torch.nn.functional import dropout, scaled_dot_product_attention

torch.set_num_threads(int(os.environ["BENCH_NUM_THREADS"]))

# Scores that a backend would hold at once: beyond this the machine would swap.
MOST_SCORES = 2**30


class Problem:
    def __init__(self, request):
        self.B, self.N, self.T, self.S, self.H = (request[axis] for axis in "BNTSH")
        self.kind, self.variant = request["kind"], request["variant"]
        self.backward = request["pass"] != "forward"
        self.rate = request["dropoutRate"] if self.kind == "dropout" else 0.0
        files = request["files"]

        def tensor(name, length):
            values = torch.from_numpy(read_floats(files[name], (self.B, length, self.N, self.H))).transpose(1, 2)
            values = values if "strided" in self.variant else values.contiguous()
            return values.requires_grad_(self.backward and name != "dOutput")

        self.query, self.key, self.value = tensor("query", self.T), tensor("key", self.S), tensor("value", self.S)
        self.d_output = tensor("dOutput", self.T)
        self.lengths = read_integers(files["lengths"]).tolist() if "lengths" in files else None
        self.mask = self._mask(files)
        self.trained = [self.query, self.key, self.value]
        if request.get("biasGradient") and self.backward:
            self.mask.requires_grad_(True)
            self.trained.append(self.mask)

    def _mask(self, files):
        """Boolean, true = may attend, or a float that is added."""
        if self.kind == "bias":
            return torch.from_numpy(read_floats(files["bias"], (1, self.N, self.T, self.S)))
        if self.kind == "mask":
            mask = torch.from_numpy(read_mask(files["mask"], (self.B, 1, self.T, self.S)))
        elif self.kind == "lengths":
            mask = (torch.arange(self.S) < torch.tensor(self.lengths)[:, None])[:, None, None, :]
        elif self.kind == "causal" and self.variant == "matmul":
            mask = torch.ones(self.T, self.S, dtype=torch.bool).tril()
        else:
            return None
        if self.variant in ("flash float mask", "matmul"):
            return torch.zeros(mask.shape).masked_fill_(~mask, -math.inf)
        return mask


def _fused(problem):
    is_causal = problem.kind == "causal"

    def compute():
        return scaled_dot_product_attention(
            problem.query, problem.key, problem.value, problem.mask, problem.rate, is_causal
        )

    return compute


def _loop(problem):
    if problem.lengths is None:
        raise Skip("a loop only pays off with ragged lengths")

    def compute():
        return torch.cat(
            [
                scaled_dot_product_attention(
                    problem.query[b : b + 1],
                    problem.key[b : b + 1, :, :length],
                    problem.value[b : b + 1, :, :length],
                )
                for b, length in enumerate(problem.lengths)
            ]
        )

    return compute


def _matmul(problem):
    scale = 1 / math.sqrt(problem.H)

    def compute():
        scores = torch.matmul(problem.query * scale, problem.key.transpose(-2, -1))
        if problem.mask is not None:
            scores = scores + problem.mask
        weights = torch.softmax(scores, -1)
        if problem.rate:
            weights = dropout(weights, problem.rate)
        return torch.matmul(weights, problem.value)

    return compute


def attention(request):
    variant = request["variant"]
    problem = Problem(request)
    scores = problem.B * problem.N * problem.T * problem.S
    if not variant.startswith("flash") and scores > MOST_SCORES:
        raise Skip(f"would need {scores * 4 / 2**30:.0f} GiB for the scores")
    if variant == "flash float mask" and problem.kind not in ("lengths", "mask"):
        raise Skip("no boolean mask to convert")
    backend = SDPBackend.FLASH_ATTENTION if variant.startswith("flash") else SDPBackend.MATH
    build = {"matmul": _matmul, "flash loop": _loop}.get(variant, _fused)
    compute = build(problem)
    results = {}

    def run():
        with sdpa_kernel(backend), torch.set_grad_enabled(problem.backward):
            output = compute()
            results["output"] = output
            if problem.backward:
                gradients = torch.autograd.grad(output, problem.trained, problem.d_output)
                results["dQuery"], results["dKey"], results["dValue"] = gradients[:3]

    try:
        run()
    except RuntimeError as error:
        if "No available kernel" in str(error):
            raise Skip("not supported by this backend") from error
        raise
    return Work(run, lambda: {name: x.detach().transpose(1, 2).contiguous().numpy() for name, x in results.items()})


def versions(_request):
    return {"torch": torch.__version__}


serve({"attention": attention}, {"versions": versions})
