"""One call of PyTorch's attention in a process of its own, and by how much resident memory rose at most."""

import json
import re
import sys

import torch
from torch.nn.functional import scaled_dot_product_attention

request = json.loads(sys.argv[1])
B, N, T, S, H = (request[axis] for axis in "BNTSH")
backward = request["pass"] != "forward"
torch.set_num_threads(request["threads"])


def kilobytes(name):
    with open("/proc/self/status") as status:
        return int(re.search(rf"{name}:\s+(\d+)", status.read()).group(1))


query, key, value, d_output = (torch.randn(B, N, length, H) for length in (T, S, S, T))
for values in (query, key, value):
    values.requires_grad_(backward)
# As many inputs and outputs as count for everyone: query, key, value, output, log-sum-exp, and the gradients.
io_bytes = 4 * (2 * query.numel() + 2 * key.numel() + B * N * T)
if backward:
    io_bytes += 4 * (2 * query.numel() + 2 * key.numel())
# A call of another size first, so that libraries are loaded and threads started.
scaled_dot_product_attention(query[:, :, :64], key[:, :, :64], value[:, :, :64])

with open("/proc/self/clear_refs", "w") as clear:
    clear.write("5")
before = kilobytes("VmRSS")
with torch.set_grad_enabled(backward):
    output = scaled_dot_product_attention(query, key, value)
    if backward:
        gradients = torch.autograd.grad(output, (query, key, value), d_output)
print(json.dumps({"extraBytes": 1024 * (kilobytes("VmHWM") - before), "ioBytes": io_bytes}))
