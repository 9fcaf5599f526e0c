"""How far a question and a unit's words, read together, look like question and answer: a small network over the states
that the embedding model gives their pieces.

Decomposable attention (Parikh et al. 2016, arXiv 1606.01933): each piece of the question is set beside what the unit
has for it; what they share and where they differ is summed up by a gate that learns which pieces matter. Several
members, each learnt from another beginning, are averaged. `eval.interaction` learns them; here is numpy alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from index.embed import States

Array = NDArray[np.float32]
FILE = Path(__file__).with_name("interaction.npz")


@dataclass(frozen=True)
class Member:
    """A network. Shapes, for states of h numbers, projected to d, compared in c: `proj` (h, d), `gate` (h,), `compare`
    (4d, c), `sharpness` (), `hidden` (2c + 4, k), `out` (k,), biases to match.
    """

    proj: Array
    proj_bias: Array
    gate: Array
    compare: Array
    compare_bias: Array
    sharpness: Array
    hidden: Array
    hidden_bias: Array
    out: Array
    out_bias: Array

    def score(self, question: States, texts: Sequence[States]) -> Array:
        """A number for each text, float32 (texts,): the larger, the more it looks like an answer.

        ValueError for a question or a text without pieces.
        """
        asked = np.asarray(question, np.float32)
        gate = _shares(asked @ self.gate)
        asked = self._projected(asked)
        scores = []
        for text in texts:
            words = self._projected(np.asarray(text, np.float32))
            alike = asked @ words.T
            beside = _shares(alike * self.sharpness) @ words
            both = np.concatenate([asked, beside, asked * beside, np.abs(asked - beside)], axis=1)
            compared = np.maximum(both @ self.compare + self.compare_bias, 0)
            best = alike.max(axis=1)
            told = np.array([gate @ best, best.min(), alike.max(axis=0).mean(), gate @ best**2], np.float32)
            summed = np.concatenate([gate @ compared, compared.max(axis=0), told])
            scores.append(np.maximum(summed @ self.hidden + self.hidden_bias, 0) @ self.out + self.out_bias)
        return np.array(scores, np.float32)

    def _projected(self, states: Array) -> Array:
        projected = states @ self.proj + self.proj_bias
        unit: Array = projected / np.maximum(np.linalg.norm(projected, axis=1, keepdims=True), 1e-12)
        return unit


def _shares(scores: Array) -> Array:
    """A softmax over the last axis."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Array = powers / powers.sum(axis=-1, keepdims=True)
    return shares


def interaction(question: States, texts: Sequence[States]) -> Array:
    """The members' mean for each text, float32 (texts,); ValueError for a question or a text without pieces."""
    _in_one_thread()
    scores: Array = np.mean([member.score(question, texts) for member in load_members()], axis=0, dtype=np.float32)
    return scores


@lru_cache(maxsize=1)
def _in_one_thread() -> None:
    """Let numpy multiply in one thread from now on, faiss and the embedding model as they did.

    The matrices are small, and numpy's threads, which wait for more work for tens of milliseconds, would keep the other
    core from the embedding model.
    """
    for library in ThreadpoolController().lib_controllers:
        if "numpy" in library.filepath:
            library.set_num_threads(1)


@lru_cache(maxsize=1)
def load_members(path: Path = FILE) -> tuple[Member, ...]:
    """Those that ship."""
    with np.load(path, allow_pickle=False) as kept:
        parts = [kept[part.name].astype(np.float32) for part in fields(Member)]
    return tuple(Member(*member) for member in zip(*parts, strict=True))


def save_members(members: Sequence[Member], path: Path = FILE) -> None:
    """Write members in 16 bits, each part of all of them as one array."""
    parts = {
        part.name: np.stack([getattr(one, part.name) for one in members]).astype(np.float16) for part in fields(Member)
    }
    np.savez_compressed(path, **parts)  # type: ignore[arg-type]  # numpy's types take any name for allow_pickle's
