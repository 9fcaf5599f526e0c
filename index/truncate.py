"""An ONNX model cut short: as far as what one of its nodes gives, without the library that writes models.

A serialised protobuf message is a run of fields, each a number, a kind and a content (protobuf's encoding); a graph's
nodes stand in an order in which each comes after those that it takes from (onnx.proto).
"""

from __future__ import annotations

from collections.abc import Iterator

GRAPH, NODE, WEIGHTS, OUTPUT = 7, 1, 5, 12  # of a model, of a graph
TAKEN, GIVEN, NAMED = 1, 2, 8  # of a node, and of weights
NAME, TYPE, TENSOR, ELEMENTS, FLOAT = 1, 2, 1, 1, 1  # of an output, and an enum's value
VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5  # kinds


def up_to(model: bytes, name: str) -> bytes:
    """The model whose graph ends with the node that gives `name`, floats of any shape, and gives that alone.

    ValueError when no node gives it. No node may hold a graph of its own.
    """
    kept = [
        _field(GRAPH, _graph_up_to(content, name.encode())) if number == GRAPH else whole
        for number, content, whole in _fields(memoryview(model))
    ]
    return b"".join(kept)


def _graph_up_to(graph: memoryview, name: bytes) -> bytes:
    parts = list(_fields(graph))
    nodes = [content for number, content, _ in parts if number == NODE]
    last = next((place for place, node in enumerate(nodes) if name in _said(node, GIVEN)), None)
    if last is None:
        raise ValueError(f"no node of the graph gives “{name.decode()}”")
    taken = set().union(*(_said(node, TAKEN) for node in nodes[: last + 1]))
    before = iter(range(last + 1))
    kept = [
        whole
        for number, content, whole in parts
        if (number == NODE and next(before, None) is not None)
        or (number == WEIGHTS and _said(content, NAMED) & taken)
        or number not in {NODE, WEIGHTS, OUTPUT}
    ]
    floats = _field(TYPE, _field(TENSOR, _number(ELEMENTS << 3) + _number(FLOAT)))
    return b"".join([*kept, _field(OUTPUT, _field(NAME, name) + floats)])


def _said(message: memoryview, field: int) -> set[bytes]:
    """The values of a field of a message."""
    return {bytes(content) for number, content, _ in _fields(message) if number == field}


def _fields(message: memoryview) -> Iterator[tuple[int, memoryview, memoryview]]:
    """The fields of a message: number, content and, with number and kind before it, the whole."""
    at = 0
    while at < len(message):
        begun = at
        key, at = _number_at(message, at)
        if key & 7 == VARINT:
            start, (_, at) = at, _number_at(message, at)
        elif key & 7 == BYTES:
            size, start = _number_at(message, at)
            at = start + size
        elif key & 7 in {FIXED32, FIXED64}:
            start, at = at, at + (4 if key & 7 == FIXED32 else 8)
        else:
            raise ValueError(f"no kind of field: {key & 7}")
        yield key >> 3, message[start:at], message[begun:at]


def _number_at(message: memoryview, at: int) -> tuple[int, int]:
    """A varint, and where it ends."""
    value = shift = 0
    while True:
        byte = message[at]
        value, shift, at = value | (byte & 127) << shift, shift + 7, at + 1
        if byte < 128:
            return value, at


def _field(number: int, content: bytes) -> bytes:
    """A field of bytes: its number and kind, its length, its content."""
    return _number(number << 3 | BYTES) + _number(len(content)) + content


def _number(value: int) -> bytes:
    """A varint: seven bits a byte, the lowest first."""
    encoded = bytearray()
    while value > 127:
        encoded.append(value & 127 | 128)
        value >>= 7
    return bytes([*encoded, value])
