"""How likely each unit answers a question, and how likely none does: a softmax over weighed figures.

The weights are learnt from labelled questions by `eval.fit`; “none” is learnt from questions that cannot be answered
and from questions whose documents were taken away.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.features import LOOKED_AT, OF_NONE, OF_UNIT, Figures
from assistant.interaction import interaction
from assistant.units import Unit
from index.search import Compared

ALIKE, INTERACTION = OF_UNIT.index("alike"), OF_UNIT.index("interaction")
Comparing = Callable[[Sequence[str]], Compared]  # of texts with the question
FILE = Path(__file__).with_name("scorer.json")


@dataclass(frozen=True)
class Scorer:
    """A weight for each figure of OF_UNIT and of OF_NONE."""

    of_unit: Figures
    of_none: Figures

    def chances(self, rows: Figures, none: Figures) -> Figures:
        """Of rows (units, OF_UNIT) and of “none of them” (OF_NONE,), last: float64 (units + 1,), summing to 1."""
        scores = np.append(rows @ self.of_unit, none @ self.of_none)
        shares = np.exp(scores - scores.max())
        chances: Figures = shares / shares.sum()
        return chances


@dataclass(frozen=True)
class Looked:
    """The units looked at again: their places among all, best first by all other figures, and what was read.

    `rows` are the figures of all units with what that gave.
    """

    rows: Figures
    places: NDArray[np.int64]
    read: Compared

    @property
    def with_states(self) -> bool:
        """Whether the model shows what it makes of single words: then the scorer that reckons with it is meant."""
        return self.read.question is not None


def read_again(units: Sequence[Unit], rows: Figures, comparing: Comparing) -> Looked:
    """Read the own words of the best units beside the question.

    Where the model does not show what it makes of their words, it counts how near they are; others are as the least.
    """
    best = np.argsort(-(rows @ load_choosing()), kind="stable")[:LOOKED_AT]
    read = comparing([units[place].text for place in best])
    again = rows.copy()
    if read.question is None:
        set_looked_at(again, ALIKE, best, read.near)
    return Looked(again, best, read)


def look_again(units: Sequence[Unit], rows: Figures, comparing: Comparing) -> Looked:
    """The same, with how far these look like an answer; others count as the least so."""
    looked = read_again(units, rows, comparing)
    if looked.read.question is not None:
        set_looked_at(looked.rows, INTERACTION, looked.places, interaction(looked.read.question, looked.read.texts))
    return looked


def set_looked_at(
    rows: Figures, figure: int, places: NDArray[np.int64], values: Sequence[float] | NDArray[np.floating]
) -> None:
    """Set a figure of the units looked at; of the others it is the least of these."""
    rows[:, figure] = min(values, default=0.0)
    rows[places, figure] = values


@lru_cache(maxsize=2)
def load_scorer(with_states: bool) -> Scorer:
    """The one that ships; without `with_states` the one for models that show no states: what is nearest counts there
    instead of what the network tells.
    """
    weights = json.loads(FILE.read_text(encoding="utf-8"))
    chosen = weights if with_states else weights["without_states"]
    return Scorer(_in_order(chosen["unit"], OF_UNIT), _in_order(chosen["none"], OF_NONE))


@lru_cache(maxsize=1)
def load_choosing() -> Figures:
    """The weights by which the units to be read again are chosen, before either of these is known, by OF_UNIT."""
    return _in_order(json.loads(FILE.read_text(encoding="utf-8"))["choosing"], OF_UNIT)


def _in_order(weights: dict[str, float], names: Sequence[str]) -> Figures:
    return np.array([weights[name] for name in names])
