"""Attention by onnxruntime, forward: its fused MultiHeadAttention, and the standard's Attention."""

import os

import numpy
import onnxruntime
from onnx import TensorProto, helper
from serve import Skip, Work, read_floats, read_integers, read_mask, serve

onnxruntime.set_default_logger_severity(4)


def _mask_of(request):
    """The boolean mask (B,1,T,S) of a case, or None."""
    B, T, S = request["B"], request["T"], request["S"]
    if request["kind"] == "mask":
        return read_mask(request["files"]["mask"], (B, 1, T, S))
    if request["kind"] == "lengths":
        lengths = read_integers(request["files"]["lengths"])
        return numpy.broadcast_to((numpy.arange(S) < lengths[:, None])[:, None, None, :], (B, 1, T, S))
    return None


def _additive(mask):
    return numpy.where(mask, numpy.float32(0), numpy.float32(-1e30))


def _multi_head_attention(request, feeds):
    """com.microsoft: query, key, value, bias, key_padding_mask, attention_bias."""
    optional = {}
    if request["kind"] == "lengths" and request["variant"] == "MultiHeadAttention":
        optional["key_padding_mask"] = read_integers(request["files"]["lengths"])
    elif request["kind"] in ("mask", "lengths"):
        optional["attention_bias"] = numpy.ascontiguousarray(_additive(_mask_of(request)))
    elif request["kind"] == "bias":
        optional["attention_bias"] = feeds.pop("bias")
    feeds.update(optional)
    names = ["query", "key", "value", "", *(name if name in optional else "" for name in ("key_padding_mask", "attention_bias"))]
    while names[-1] == "":
        names.pop()
    causal = {"unidirectional": 1} if request["kind"] == "causal" else {}
    return helper.make_node("MultiHeadAttention", names, ["output"], domain="com.microsoft", num_heads=request["N"], **causal)


def _standard_attention(request, feeds):
    names = ["query", "key", "value"]
    mask = _mask_of(request)
    if mask is not None:
        feeds["mask"] = numpy.ascontiguousarray(mask)
        names.append("mask")
    elif request["kind"] == "bias":
        names.append("bias")
    heads = request["N"]
    return helper.make_node(
        "Attention", names, ["output"], q_num_heads=heads, kv_num_heads=heads, is_causal=int(request["kind"] == "causal")
    )


def attention(request):
    if request["pass"] != "forward":
        raise Skip("no gradients")
    if request["kind"] == "dropout":
        raise Skip("no dropout in inference")
    if request["variant"] == "MultiHeadAttention, bias" and request["kind"] != "lengths":
        raise Skip("only for lengths, passed as a bias")
    B, N, T, S, H = (request[axis] for axis in "BNTSH")
    files = request["files"]
    feeds = {
        "query": read_floats(files["query"], (B, T, N * H)),
        "key": read_floats(files["key"], (B, S, N * H)),
        "value": read_floats(files["value"], (B, S, N * H)),
    }
    if request["kind"] == "bias":
        feeds["bias"] = read_floats(files["bias"], (1, N, T, S))
    build = _standard_attention if request["variant"] == "Attention" else _multi_head_attention
    node = build(request, feeds)
    types = {"float32": TensorProto.FLOAT, "int32": TensorProto.INT32, "bool": TensorProto.BOOL}
    graph = helper.make_graph(
        [node],
        "attention",
        [helper.make_tensor_value_info(name, types[str(x.dtype)], x.shape) for name, x in feeds.items()],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, [B, T, N * H])],
    )
    opsets = [helper.make_opsetid("", 23), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=10)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = int(os.environ["BENCH_NUM_THREADS"])
    try:
        session = onnxruntime.InferenceSession(model.SerializeToString(), options, ["CPUExecutionProvider"])
    except Exception as error:
        raise Skip("rejects the model: " + str(error).strip().split("\n")[0][:160]) from error
    output = onnxruntime.OrtValue.ortvalue_from_shape_and_type([B, T, N * H], numpy.float32, "cpu")
    binding = session.io_binding()
    kept = {name: onnxruntime.OrtValue.ortvalue_from_numpy(x) for name, x in feeds.items()}
    for name, value in kept.items():
        binding.bind_ortvalue_input(name, value)
    binding.bind_ortvalue_output("output", output)
    return Work(lambda: session.run_with_iobinding(binding), lambda: {"output": output.numpy()})


def versions(_request):
    return {"onnxruntime": onnxruntime.__version__}


serve({"attention": attention}, {"versions": versions})
