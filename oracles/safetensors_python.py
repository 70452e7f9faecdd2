"""A safetensors file written by the format's own Python package, and a check that it reads ours.

    pip install safetensors==0.8.0 numpy==2.4.6
    python oracles/safetensors_python.py            # rewrites packages/attention/src/saving/__fixtures__/python.safetensors
    python oracles/safetensors_python.py FILE...    # prints what it reads in files that we wrote
"""
import sys
from pathlib import Path

import numpy as np
import safetensors
from safetensors.numpy import save_file

TARGET = Path(__file__).parent.parent / "packages/attention/src/saving/__fixtures__/python.safetensors"

if len(sys.argv) == 1:
    TARGET.parent.mkdir(exist_ok=True)
    tensors = {
        "ids": np.array([-1, 0, 5], dtype=np.int32),
        "kernel": np.array([[0.5, -1], [1e-40, 3e38]], dtype=np.float32),
    }
    made_by = f"oracles/safetensors_python.py, safetensors {safetensors.__version__}"
    save_file(tensors, TARGET, metadata={"madeBy": made_by})
for name in sys.argv[1:]:
    with safetensors.safe_open(name, framework="np") as file:
        print(name, sorted(file.metadata() or {}))
        for key in file.keys():
            tensor = file.get_tensor(key)
            print(f"  {key} {tensor.dtype} {tensor.shape} sum {tensor.sum(dtype=np.float64):.6f}")
