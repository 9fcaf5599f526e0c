"""The store seam: where entries are kept to be searched. `LocalStore` is one folder, `MilvusStore` a server."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]


@dataclass(frozen=True)
class Candidate:
    """An entry that a question's words or its vector found.

    `lexical` is in [0, 1 + WORDS], over the best entry's; `passages` are those that are among the nearest: the number
    in the entry and the cosine, the nearest first.
    """

    entry: str
    lexical: float
    passages: tuple[tuple[int, float], ...]

    @property
    def dense(self) -> float | None:
        """The cosine of the nearest passage; None when none is among the nearest."""
        return self.passages[0][1] if self.passages else None


class Store(Protocol):
    """What search needs. Safe to call from several threads; `only` are documents, all when None."""

    id: str  # changes with what the store holds
    revision: str  # of the model that made its vectors
    embedder: str  # the setting that opens that model, "" for the bundled one
    lacks: str  # what it cannot do, told with every answer; "" when it can do all

    def candidates(
        self, question: str | None, vector: Vector | None, k: int, only: Collection[str] | None = None
    ) -> list[Candidate]:
        """The k best entries by words, when a question is given, and those of the 2k nearest passages, when a vector
        is; in any order.
        """

    def frequencies(self, tokens: Sequence[str], folded: bool = False) -> list[int]:
        """How many entries hold each token; with `folded`, each as it reads without diacritics."""

    def rarity(self, word: str) -> float:
        """How much a word (or a pair "a b") tells: its inverse document frequency, 0 when no entry holds it.

        Where none are counted it is 1 for every word.
        """

    def count(self, documents: Collection[str]) -> int:
        """How many entries documents have."""

    def holds(self, entry: str) -> bool:
        """Whether an entry can be found."""
