"""A whole LSTM sequence, forward and backward, by PyTorch's nn.LSTM.

Variants: "oneDNN" and "native" compute padding too, as a program without packing does (the gradient that comes in is 0
there, so that the results agree); "packed" packs the sequences in every call, by the native kernels; "oneDNN batch
second" has its steps first, the layout that PyTorch prefers.
"""

import os

import torch
from serve import Skip, Work, read_floats, read_integers, serve
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

torch.set_num_threads(int(os.environ["BENCH_NUM_THREADS"]))


def _build(request, dtype=torch.float32):
    B, T, U = (request[axis] for axis in "BTU")
    files = request["files"]

    def tensor(name, shape):
        return torch.from_numpy(read_floats(files[name], shape)).to(dtype)

    steps_first = request.get("variant") == "oneDNN batch second"
    layer = torch.nn.LSTM(U, U, batch_first=not steps_first, dtype=dtype)
    with torch.no_grad():
        layer.weight_ih_l0.copy_(tensor("kernel", (U, 4 * U)).t())
        layer.weight_hh_l0.copy_(tensor("recurrentKernel", (U, 4 * U)).t())
        layer.bias_ih_l0.copy_(tensor("bias", (4 * U,)))
        layer.bias_hh_l0.zero_()
    x, d_hidden = tensor("x", (B, T, U)), tensor("dHidden", (B, T, U))
    if steps_first:
        x, d_hidden = (values.transpose(0, 1).contiguous() for values in (x, d_hidden))
    lengths = torch.from_numpy(read_integers(files["lengths"])).long() if "lengths" in files else None
    return layer, x.requires_grad_(True), d_hidden, lengths, steps_first


def _results(layer, output, gradients, lengths, steps_first):
    d_x, d_kernel, d_recurrent, d_bias = gradients[:4]
    if steps_first:
        output, d_x = output.transpose(0, 1), d_x.transpose(0, 1)
    hidden = output.detach().clone()
    if lengths is not None:
        hidden[torch.arange(hidden.shape[1]) >= lengths[:, None]] = 0
    return {"hidden": hidden, "dX": d_x, "dKernel": d_kernel.t(), "dRecurrentKernel": d_recurrent.t(), "dBias": d_bias}


def lstm(request):
    variant = request["variant"]
    layer, x, d_hidden, lengths, steps_first = _build(request)
    if variant == "packed" and lengths is None:
        raise Skip("nothing to pack")
    with_onednn = variant.startswith("oneDNN")
    wanted = (x, layer.weight_ih_l0, layer.weight_hh_l0, layer.bias_ih_l0)
    last = {}

    def run():
        with torch.backends.mkldnn.flags(enabled=with_onednn):
            if variant == "packed":
                packed, _ = layer(pack_padded_sequence(x, lengths, batch_first=True))
                output, _ = pad_packed_sequence(packed, batch_first=True, total_length=x.shape[1])
            else:
                output, _ = layer(x)
            last["output"] = output
            last["gradients"] = torch.autograd.grad(output, wanted, d_hidden)

    def outputs():
        results = _results(layer, last["output"], last["gradients"], lengths, steps_first)
        return {name: values.detach().contiguous().numpy() for name, values in results.items()}

    return Work(run, outputs)


def truth(request):
    """The same in double precision; writes <prefix><name>.f32."""
    layer, x, d_hidden, lengths, steps_first = _build(request, torch.float64)
    output, _ = layer(x)
    wanted = (x, layer.weight_ih_l0, layer.weight_hh_l0, layer.bias_ih_l0)
    gradients = torch.autograd.grad(output, wanted, d_hidden)
    paths = {}
    for name, values in _results(layer, output, gradients, lengths, steps_first).items():
        paths[name] = f"{request['prefix']}{name}.f32"
        values.detach().float().contiguous().numpy().tofile(paths[name])
    return paths


def versions(_request):
    return {"torch": torch.__version__}


serve({"lstm": lstm}, {"versions": versions, "truth": truth})
