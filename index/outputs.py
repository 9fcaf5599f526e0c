"""A further output of an ONNX model, without writing the model anew.

A serialised protobuf message appended to another is merged into it, field by field, repeated fields joined
(protobuf's encoding, “Last One Wins”): a few bytes that name an output of the graph are enough.
"""

from __future__ import annotations

GRAPH, OUTPUTS, NAME, TYPE, TENSOR, ELEMENTS, FLOAT = 7, 12, 1, 2, 1, 1, 1  # fields of onnx.proto, and an enum's value


def showing(model: bytes, name: str) -> bytes:
    """The model whose graph also gives `name`, the output of one of its nodes: floats of any shape."""
    floats = _field(TYPE, _field(TENSOR, _number(ELEMENTS << 3) + _number(FLOAT)))
    return model + _field(GRAPH, _field(OUTPUTS, _field(NAME, name.encode()) + floats))


def _field(number: int, content: bytes) -> bytes:
    """A field of bytes: its number and kind, its length, its content."""
    return _number(number << 3 | 2) + _number(len(content)) + content


def _number(value: int) -> bytes:
    """A varint: seven bits a byte, the lowest first."""
    encoded = bytearray()
    while value > 127:
        encoded.append(value & 127 | 128)
        value >>= 7
    return bytes([*encoded, value])
