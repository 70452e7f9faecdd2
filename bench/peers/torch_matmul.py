"""Matrix products by PyTorch: MKL's SGEMM, in single precision throughout.

Variants: "out" writes into a given matrix; "new" returns one; "onednn" asks PyTorch's other library.
"""

import os

import torch
from serve import Skip, Work, read_floats, serve

torch.set_num_threads(int(os.environ["BENCH_NUM_THREADS"]))
torch.set_grad_enabled(False)


def matmul(request):
    m, n, k = request["m"], request["n"], request["k"]
    transpose_a, transpose_b = request.get("transposeA", False), request.get("transposeB", False)
    a = torch.from_numpy(read_floats(request["a"], (k, m) if transpose_a else (m, k)))
    b = torch.from_numpy(read_floats(request["b"], (n, k) if transpose_b else (k, n)))
    a, b = a.t() if transpose_a else a, b.t() if transpose_b else b
    c = torch.empty(m, n)
    variant = request.get("variant", "out")
    if variant == "out":

        def run():
            torch.mm(a, b, out=c)

    elif variant == "onednn":
        if transpose_a:
            raise Skip("oneDNN's linear needs a dense left matrix")
        linear = getattr(torch.ops.mkldnn, "_linear_pointwise", None)
        if linear is None:
            raise Skip("this PyTorch has no oneDNN linear")
        # linear(x, w) = x wᵀ
        weight = b.t()

        def run():
            nonlocal c
            c = linear(a, weight, None, "none", [], "")

    else:
        raise Skip(f"unknown variant {variant}")
    return Work(run, lambda: {"c": c.numpy()})


def versions(_request):
    mkl = [line for line in torch.__config__.show().split("\n") if "Math Kernel" in line]
    return {"torch": torch.__version__, "mkl": mkl[0].strip(" -") if mkl else "none"}


serve({"matmul": matmul}, {"versions": versions})
