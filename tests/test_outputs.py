"""Bytes appended to a model name one more output of its graph."""

from __future__ import annotations

import numpy as np
import onnxruntime
import pytest

from index.embed import MODEL
from index.outputs import showing

LAYER = "l8.in"


def fields(message: bytes) -> list[tuple[int, bytes | int]]:
    """A protobuf message read by hand: the number of each field with its content."""

    def number(at: int) -> tuple[int, int]:
        value = shift = 0
        while True:
            byte = message[at]
            value, shift, at = value | (byte & 127) << shift, shift + 7, at + 1
            if byte < 128:
                return value, at

    found: list[tuple[int, bytes | int]] = []
    at = 0
    while at < len(message):
        key, at = number(at)
        value, at = number(at)
        if key & 7 == 2:
            found.append((key >> 3, message[at : at + value]))
            at += value
        else:
            found.append((key >> 3, value))
    return found


@pytest.mark.parametrize("name", ["l8.in", "x" * 127, "x" * 128, "x" * 20_000])
def test_the_output_is_named(name: str) -> None:
    ((graph, output),) = fields(showing(b"", name))
    ((outputs, info),) = fields(output)
    (named, typed) = fields(info)
    assert (graph, outputs, named) == (7, 12, (1, name.encode()))
    assert fields(fields(typed[1])[0][1]) == [(1, 1)]


def test_what_stood_before_stays() -> None:
    model = (MODEL / "model.onnx").read_bytes()
    assert showing(model, LAYER).startswith(model)
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    pieces = {"input_ids": np.array([[0, 5, 6, 2]], np.int64)}
    plain = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    shown = onnxruntime.InferenceSession(showing(model, LAYER), options, providers=["CPUExecutionProvider"])
    vector, states = shown.run(["embedding", LAYER], pieces)
    assert (vector == plain.run(["embedding"], pieces)[0]).all()
    assert states.shape == (1, 4, 384)


def test_a_layer_that_is_not_there_is_an_error() -> None:
    with pytest.raises(Exception, match=r"l99\.in"):
        onnxruntime.InferenceSession(showing((MODEL / "model.onnx").read_bytes(), "l99.in"))
