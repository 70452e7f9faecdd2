"""How NumPy rounds single precision to half precision: the bits of both, for numbers where rounding is hard.

    pip install numpy==2.4.6
    python oracles/float16_numpy.py    # rewrites packages/attention/src/saving/__fixtures__/numpy-float16.json
"""
import json
from pathlib import Path

import numpy as np

TARGET = Path(__file__).parent.parent / "packages/attention/src/saving/__fixtures__/numpy-float16.json"

# Every hundredth finite half, the number half-way to the next one, and its two neighbours in single precision.
halves = np.arange(0, 0x7C00, 101, dtype=np.uint16)
low = halves.view(np.float16).astype(np.float32)
high = (halves + 1).view(np.float16).astype(np.float32)
middle = ((low.astype(np.float64) + high) / 2).astype(np.float32)
singles = [low, middle, np.nextafter(middle, np.float32(0)), np.nextafter(middle, np.float32(np.inf))]
# Around zero, the largest half, and the border of what overflows.
singles.append(np.array([0, 1e-45, 2**-26, 2**-25, 2**-24, 65504, 65519.996], dtype=np.float32))
random = np.random.default_rng(1)
singles.append((random.standard_normal(200) * 10 ** random.uniform(-8, 4, 200)).astype(np.float32))
values = np.concatenate(singles)
values = np.concatenate([values, -values, np.array([np.inf, -np.inf], dtype=np.float32)])
rounded = values.astype(np.float16)
assert np.isfinite(rounded[:-2]).all()
TARGET.write_text(
    json.dumps(
        {
            "madeBy": f"oracles/float16_numpy.py, numpy {np.__version__}",
            "float32Bits": values.view(np.uint32).tolist(),
            "float16Bits": rounded.view(np.uint16).tolist(),
        }
    )
    + "\n"
)
