"""A model cut short gives what the whole one has at that place."""

from __future__ import annotations

import numpy as np
import onnxruntime
import pytest

from index.embed import MODEL
from index.truncate import up_to

LAYER = "l8.in"


@pytest.fixture(scope="module")
def model() -> bytes:
    return (MODEL / "model.onnx").read_bytes()


def opened(model: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def test_its_layers_give_what_they_gave(model: bytes) -> None:
    pieces = {"input_ids": np.array([[0, 5, 6, 2]], np.int64)}
    # What is appended to a protobuf message is merged into it: the graph (field 7) gets one more output (field 12).
    output = b"\x62\x0d\x0a\x05l8.in\x12\x04\x0a\x02\x08\x01"
    (whole,) = opened(model + b"\x3a" + bytes([len(output)]) + output).run([LAYER], pieces)
    cut = opened(up_to(model, LAYER))
    assert [output.name for output in cut.get_outputs()] == [LAYER]
    (given,) = cut.run([LAYER], pieces)
    assert given.shape == (1, 4, 384)
    assert (given == whole).all()


def test_up_to_its_end_it_is_the_whole(model: bytes) -> None:
    pieces = {"input_ids": np.array([[0, 5, 6, 2]], np.int64)}
    (vector,) = opened(up_to(model, "embedding")).run(["embedding"], pieces)
    assert (vector == opened(model).run(["embedding"], pieces)[0]).all()


def test_a_layer_that_is_not_there_is_an_error(model: bytes) -> None:
    with pytest.raises(ValueError, match=r"l99\.in"):
        up_to(model, "l99.in")


def field(number: int, content: bytes) -> bytes:
    return bytes([number << 3 | 2, len(content)]) + content


def node(taken: list[bytes], given: list[bytes]) -> bytes:
    return field(1, b"".join(field(1, name) for name in taken) + b"".join(field(2, name) for name in given))


def test_what_the_nodes_left_do_not_take_goes() -> None:
    """Weights go with the nodes that took them; what is no part of the cut stays, of whatever kind its fields are."""
    early, late = field(5, b"\x10\x01" + field(8, b"w1")), field(5, field(8, b"w2"))
    first, second = node([b"x", b"w1"], [b"m", b"n"]), node([b"n", b"w2"], [b"y"])
    others = b"\x1d\x00\x00\x00\x00" + b"\x21" + bytes(8) + b"\x30\x96\x01"  # 32 bits, 64 bits, a number of two bytes
    before = b"\x08\x07"
    cut = up_to(before + field(7, first + others + second + late + early + field(12, field(1, b"y"))), "n")
    output = field(12, field(1, b"n") + field(2, field(1, b"\x08\x01")))
    assert cut == before + field(7, first + others + early + output)


def test_bytes_that_are_no_message() -> None:
    with pytest.raises(ValueError, match="kind of field: 3"):
        up_to(b"\x0b", "n")
