"""Weights → ONNX model: `input_ids` (batch, length), without padding → `embedding` (batch, hidden), unit length.

The int8 model multiplies 8-bit activations, scaled per matrix and text, by weights scaled per output. Three choices:

- Smoothing (SmoothQuant, Xiao et al. 2023): a few channels of the activations are far larger than the rest and would
  coarsen the scale for all, so each channel is divided by its usual size and its weights multiplied by it.
- Weights use −64 … 64, not −127 … 127: without VNNI an x86 processor adds two products of 8 bits in a 16-bit
  register that stops at 32,767, and 2 · 255 · 64 still fits.
- No padding and no mask: an activation's scale spans the text alone, so a vector depends on nothing but its text.

Long texts are read in ever fewer pieces (token merging, Bolya et al. 2023, arXiv 2210.09461): before a layer the pieces
are parted into two sets in turn, those of the first set most like one of the second are averaged into it, and a piece
that stands for n weighs n in attention and in the mean. A text of up to `Merging.above` pieces stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.make_weights import Array, Weights

LEVELS = 64


@dataclass(frozen=True)
class Merging:
    """Before each layer from `first` on, ⌊rate · (pieces − above)⌋ pieces are merged into others.

    ValueError for a rate outside (0, 0.5]: half of the pieces may leave at most.
    """

    rate: float
    above: int
    first: int

    def __post_init__(self) -> None:
        """Refuse a rate that leaves nothing to merge into."""
        if not 0 < self.rate <= 0.5:
            raise ValueError(f"a rate of {self.rate}: not in (0, 0.5]")


STRENGTH = 0.7  # 0 leaves the spread to the activations, 1 moves it all to the weights
# Where matrices take their input: its name in a layer → the matrices that read it.
INPUTS = {"in": ("q", "k", "v"), "context": ("ao",), "middle": ("fi",), "bent": ("fo",)}


def input_names(layers: int) -> list[str]:
    """The graph's names of what the matrices multiply: `l0.in`, `l0.context`, …"""
    return [f"l{layer}.{name}" for layer in range(layers) for name in INPUTS]


def smoothing(weights: Weights, largest: dict[str, Array]) -> dict[str, Array]:
    """By how much to divide each channel of each input: largest^α / weight^(1−α), geometric mean 1.

    `largest` holds the greatest absolute value seen in each channel, by `input_names`.
    """
    factors: dict[str, Array] = {}
    for name, seen in largest.items():
        layer, _, place = name.partition(".")
        weight = np.max([np.abs(weights.tensors[f"{layer}.{m}.w"]).max(axis=0) for m in INPUTS[place]], axis=0)
        factor = np.maximum(seen, 1e-5) ** STRENGTH / np.maximum(weight, 1e-5) ** (1 - STRENGTH)
        factors[name] = (factor / np.exp(np.log(factor).mean())).astype(np.float32)
    return factors


def largest_inputs(
    run: Callable[[str], Sequence[Array]], names: Sequence[str], texts: Iterable[str]
) -> dict[str, Array]:
    """The greatest absolute value in each channel of each input; `run` gives a text's inputs, (1, length, width)."""
    largest: dict[str, Array] = {}
    for text in texts:
        for name, value in zip(names, run(text), strict=True):
            seen = np.abs(value[0]).max(axis=0)
            largest[name] = np.maximum(largest[name], seen) if name in largest else seen
    return largest


class _Graph:
    """Nodes and constants, collected; each node is named after its first output."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, name: str, value: NDArray[Any]) -> str:
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, inputs: list[str], *outputs: str, **attributes: Any) -> str:
        from onnx import helper

        self.nodes.append(helper.make_node(kind, inputs, list(outputs), name=outputs[0], **attributes))
        return outputs[0]


def write_graph(
    weights: Weights,
    rows: Sequence[int],
    path: Path,
    factors: dict[str, Array] | None = None,
    show_inputs: bool = False,
    merging: Merging | None = None,
) -> None:
    """Write the model for the `rows` of the vocabulary: int8 when there are smoothing `factors`, else float32.

    `show_inputs` adds an output for each of `input_names`. With `merging` a batch has one text.
    """
    import onnx
    from onnx import TensorProto, helper

    graph = _Graph()
    x = _embedded(graph, weights, rows, whole=factors is None)
    counts = _merging_begun(graph, merging) if merging else ""
    for layer in range(weights.layers):
        bias: list[str] = []
        if merging and layer >= merging.first:
            x, counts, weighed = _merged(graph, layer, x, counts)
            bias = ["", "", weighed]  # after bias and key_padding_mask
        q, k, v = _dense(graph, weights, layer, "in", x, factors)
        context = graph.node(
            "MultiHeadAttention", [q, k, v, *bias], f"l{layer}.context", domain="com.microsoft", num_heads=weights.heads
        )
        (attended,) = _dense(graph, weights, layer, "context", context, factors)
        x = _norm(graph, weights, f"l{layer}.aln", [x, attended], f"l{layer}.middle")
        (inner,) = _dense(graph, weights, layer, "middle", x, factors)
        bent = graph.node("Gelu", [inner], f"l{layer}.bent", domain="com.microsoft")
        (fed,) = _dense(graph, weights, layer, "bent", bent, factors)
        x = _norm(graph, weights, f"l{layer}.oln", [x, fed], f"l{layer + 1}.in")
    if merging:
        x = graph.node("Mul", [x, graph.node("Unsqueeze", [counts, "one"], "weights")], "weighed")
    mean = graph.node("ReduceMean", [x], "mean", axes=[1], keepdims=0)
    graph.node("LpNormalization", [mean], "embedding", axis=1, p=2)
    inputs = [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "length"])]
    outputs = [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", weights.hidden])]
    if show_inputs:
        shown = input_names(weights.layers)
        outputs += [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in shown]
    made = helper.make_graph(graph.nodes, "multilingual-e5-small", inputs, outputs, graph.constants)
    opset = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    onnx.save(helper.make_model(made, opset_imports=opset, ir_version=9, producer_name="cancu"), str(path))


def _embedded(graph: _Graph, weights: Weights, rows: Sequence[int], whole: bool) -> str:
    """Word and place of each piece, normalised; words are int8 with a scale per piece unless `whole`."""
    from onnx import TensorProto

    words = weights.tensors["emb.word"][list(rows)]
    if whole:
        taken = graph.node("Gather", [graph.constant("words", words), "input_ids"], "taken")
    else:
        scale = np.maximum(np.abs(words).max(axis=1, keepdims=True), 1e-8) / 127
        graph.constant("words.q", np.round(words / scale).astype(np.int8))
        graph.constant("words.s", scale.astype(np.float32))
        taken = graph.node("Gather", ["words.q", "input_ids"], "taken.q")
        taken = graph.node("Cast", [taken], "taken.float", to=TensorProto.FLOAT)
        taken = graph.node("Mul", [taken, graph.node("Gather", ["words.s", "input_ids"], "taken.s")], "taken")
    # Every text is one segment, so the segment's vector is added to the places once, here.
    graph.constant("places", weights.tensors["emb.pos"] + weights.tensors["emb.type"][: weights.hidden])
    for name, value in (("zero", 0), ("one", 1), ("two", 2)):
        graph.constant(name, np.array([value], np.int64))
    length = graph.node("Slice", [graph.node("Shape", ["input_ids"], "shape"), "one", "two", "zero"], "length")
    return _norm(
        graph, weights, "emb.ln", [taken, graph.node("Slice", ["places", "zero", length, "zero"], "at")], "l0.in"
    )


def _merging_begun(graph: _Graph, merging: Merging) -> str:
    """The constants of merging, and how many pieces each piece stands for: one."""
    from onnx import helper

    graph.constant("merge.rate", np.array([merging.rate], np.float32))
    graph.constant("merge.above", np.array([merging.above], np.float32))
    graph.constant("nothing", np.array(0, np.float32))
    graph.constant("end", np.array([np.iinfo(np.int64).max], np.int64))
    ones = helper.make_tensor("ones", 1, [1], [1.0])
    return graph.node("ConstantOfShape", ["length"], "stands", value=ones)


def _merged(graph: _Graph, layer: int, x: str, counts: str) -> tuple[str, str, str]:
    """Fewer pieces, how many each stands for, and what attention adds for it: (1, n, hidden), (n,), (1, 1, n, n)."""
    from onnx import TensorProto, helper

    def node(kind: str, inputs: list[str], name: str, **attributes: Any) -> str:
        return graph.node(kind, inputs, f"l{layer}.merge.{name}", **attributes)

    def filled(shape: str, value: float, name: str) -> str:
        return node("ConstantOfShape", [shape], name, value=helper.make_tensor(name, 1, [1], [value]))

    flat = node("Squeeze", [x, "zero"], "flat")
    length = node("Slice", [node("Shape", [flat], "shape"), "zero", "one", "zero"], "length")
    surplus = node("Sub", [node("Cast", [length], "pieces", to=TensorProto.FLOAT), "merge.above"], "surplus")
    share = node("Max", [node("Floor", [node("Mul", [surplus, "merge.rate"], "share")], "whole"), "nothing"], "some")
    number = node("Cast", [share], "number", to=TensorProto.INT64)
    # The first piece, <s>, is in neither set.
    unit = node("LpNormalization", [flat], "unit", axis=1, p=2)
    first = node("Slice", [unit, "two", "end", "zero", "two"], "first")
    second = node("Slice", [unit, "one", "end", "zero", "two"], "second")
    alike = node("MatMul", [first, node("Transpose", [second], "turned", perm=[1, 0])], "alike")
    nearest = node("ArgMax", [alike], "nearest", axis=1, keepdims=0)
    graph.node(
        "TopK",
        [node("ReduceMax", [alike], "highest", axes=[1], keepdims=0), number],
        f"l{layer}.merge.likeness",
        f"l{layer}.merge.chosen",
        axis=0,
    )
    chosen = f"l{layer}.merge.chosen"
    leaving = node("Add", [node("Mul", [chosen, "two"], "chosen2"), "two"], "leaving")
    joined = node("Gather", [nearest, chosen], "joined")
    into = node(
        "Unsqueeze", [node("Add", [node("Mul", [joined, "two"], "joined2"), "one"], "into"), "one"], "into.rows"
    )
    mass = node("Mul", [flat, node("Unsqueeze", [counts, "one"], "counts.rows")], "mass")
    mass = node("ScatterND", [mass, into, node("Gather", [mass, leaving], "moved")], "mass.joined", reduction="add")
    moved = node("Gather", [counts, leaving], "counts.moved")
    counts = node("ScatterND", [counts, into, moved], "counts.joined", reduction="add")
    gone = node("Unsqueeze", [leaving, "one"], "leaving.rows")
    stays = node("ScatterND", [filled(length, 1.0, "all"), gone, filled(number, 0.0, "none")], "stays")
    kept = node("Squeeze", [node("NonZero", [stays], "places"), "zero"], "kept")
    counts = node("Gather", [counts, kept], "counts.kept")
    shared = node("Div", [node("Gather", [mass, kept], "mass.kept"), node("Unsqueeze", [counts, "one"], "by")], "mean")
    left = node("Shape", [kept], "left")
    square = node("Concat", ["one", "one", left, left], "square", axis=0)
    bias = node("Expand", [node("Log", [counts], "log"), square], "bias")
    return node("Unsqueeze", [shared, "zero"], "out"), counts, bias


def _norm(graph: _Graph, weights: Weights, name: str, terms: list[str], output: str) -> str:
    summed = graph.node("Add", terms, f"{output}.sum")
    scale = graph.constant(f"{name}.w", weights.tensors[f"{name}.w"])
    bias = graph.constant(f"{name}.b", weights.tensors[f"{name}.b"])
    return graph.node("LayerNormalization", [summed, scale, bias], output, axis=-1, epsilon=weights.epsilon)


def _dense(
    graph: _Graph, weights: Weights, layer: int, place: str, x: str, factors: dict[str, Array] | None
) -> list[str]:
    """The products of an input with each matrix that reads it, biases added."""
    names = [f"l{layer}.{matrix}" for matrix in INPUTS[place]]
    biases = [graph.constant(f"{name}.b", weights.tensors[f"{name}.b"]) for name in names]
    if factors is None:
        transposed = [graph.constant(f"{name}.w", weights.tensors[f"{name}.w"].T) for name in names]
        products = [graph.node("MatMul", [x, w], f"{w}.product") for w in transposed]
        return [graph.node("Add", [p, b], f"{p}.biased") for p, b in zip(products, biases, strict=True)]
    at = f"l{layer}.{place}"
    even = graph.node("Mul", [x, graph.constant(f"{at}.smooth", 1 / factors[at])], f"{at}.even")
    graph.node("DynamicQuantizeLinear", [even], f"{at}.q", f"{at}.s", f"{at}.z")
    outputs = []
    for name, bias in zip(names, biases, strict=True):
        weight = weights.tensors[f"{name}.w"] * factors[at]
        scale = np.abs(weight).max(axis=1) / LEVELS
        quantised = np.round(weight / scale[:, None]).astype(np.int8)
        inputs = [f"{at}.q", graph.constant(f"{name}.q", quantised.T), f"{at}.s"]
        inputs += [graph.constant(f"{name}.s", scale.astype(np.float32)), f"{at}.z", "", bias]
        outputs.append(graph.node("MatMulIntegerToFloat", inputs, f"{name}.out", domain="com.microsoft"))
    return outputs
