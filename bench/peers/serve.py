"""The contender's end of a benchmark in Python: answers lines of JSON on stdin with lines on stdout.

The operations are those of serve.mjs. A task is a function of the request that returns an object with `run()`, the
timed call, and `outputs()`, a dict of numpy arrays after one run; it raises Skip where it cannot do what is asked.
"""

import json
import math
import sys
import time
import traceback

import numpy

BATCH_SECONDS = 0.002  # shorter batches would measure the clock
LONG_CALL_SECONDS = 0.2


class Skip(Exception):
    """This contender cannot do what is asked: the row says so and goes on."""


class Work:
    """`run` is timed; `outputs` gives what the last run computed."""

    def __init__(self, run, outputs):
        self.run = run
        self.outputs = outputs
        self.last_seconds = 0.0


def read_floats(path, shape):
    return numpy.fromfile(path, dtype=numpy.float32).reshape(shape)


def read_integers(path):
    return numpy.fromfile(path, dtype=numpy.int32)


def read_mask(path, shape):
    return numpy.fromfile(path, dtype=numpy.uint8).reshape(shape).astype(bool)


def _once(work, calls):
    start = time.perf_counter()
    for _ in range(calls):
        work.run()
    return (time.perf_counter() - start) / calls


def _time(work, milliseconds):
    # The first call of a turn finds cold caches and sleeping threads; long calls do not notice.
    for _ in range(2):
        if work.last_seconds <= LONG_CALL_SECONDS:
            work.last_seconds = _once(work, 1)
    calls = max(1, math.ceil(BATCH_SECONDS / max(work.last_seconds, 1e-7)))
    batches = []
    end = time.perf_counter() + milliseconds / 1000
    while not batches or time.perf_counter() < end:
        batches.append(_once(work, calls))
    batches.sort()
    work.last_seconds = batches[len(batches) // 2]
    return {"seconds": work.last_seconds, "calls": calls * len(batches)}


def _check(work, prefix):
    work.last_seconds = _once(work, 1)
    paths = {}
    for name, values in work.outputs().items():
        paths[name] = f"{prefix}{name}.f32"
        numpy.ascontiguousarray(values, dtype=numpy.float32).tofile(paths[name])
    return {"outputs": paths, "seconds": work.last_seconds}


def serve(tasks, functions=None):
    functions = functions or {}
    works = {}  # by slot: several contenders may be variants in one process
    for line in sys.stdin:
        request = json.loads(line)
        number, op = request.pop("id"), request.pop("op")
        try:
            answer = {}
            slot = request.pop("slot", 0)
            if op == "prepare":
                works.pop(slot, None)
                task = request.pop("task")
                if task not in tasks:
                    raise Skip(f"unknown task {task}")
                works[slot] = tasks[task](request)
            elif op == "check":
                answer = _check(works[slot], request["prefix"])
            elif op == "time":
                answer = _time(works[slot], request["milliseconds"])
            elif op == "release":
                works.pop(slot, None)
            elif op == "call":
                name = request.pop("name")
                if name not in functions:
                    raise Skip(f"unknown function {name}")
                answer = {"result": functions[name](request)}
            fields = {"id": number, "ok": True, **answer}
        except Skip as reason:
            fields = {"id": number, "ok": False, "skip": str(reason)}
        except Exception as error:  # the row fails, the process stays
            traceback.print_exc()
            first = (str(error).strip().split("\n") or [""])[0]
            fields = {"id": number, "ok": False, "error": f"{type(error).__name__}: {first}"}
        # The reader knows an answer by its first key.
        print(json.dumps(fields, separators=(",", ":")), flush=True)
