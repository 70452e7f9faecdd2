"""Matrix products by numpy, whose wheel brings OpenBLAS. OPENBLAS_NUM_THREADS, set by the caller, counts."""

import numpy
from serve import Work, read_floats, serve


def matmul(request):
    m, n, k = request["m"], request["n"], request["k"]
    transpose_a, transpose_b = request.get("transposeA", False), request.get("transposeB", False)
    a = read_floats(request["a"], (k, m) if transpose_a else (m, k))
    b = read_floats(request["b"], (n, k) if transpose_b else (k, n))
    a, b = a.T if transpose_a else a, b.T if transpose_b else b
    c = numpy.empty((m, n), dtype=numpy.float32)
    return Work(lambda: numpy.matmul(a, b, out=c), lambda: {"c": c})


def versions(_request):
    blas = numpy.show_config(mode="dicts")["Build Dependencies"]["blas"]
    return {"numpy": numpy.__version__, "openblas": f"{blas.get('name')} {blas.get('version')}"}


serve({"matmul": matmul}, {"versions": versions})
