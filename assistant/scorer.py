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

from assistant.features import LOOKED_AT, OF_NONE, OF_UNIT, Figures, nearness
from assistant.units import Unit

ALIKE = OF_UNIT.index("alike")
Likeness = Callable[[Sequence[str]], Sequence[float]]  # of texts to the question: cosines
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


def look_again(units: Sequence[Unit], rows: Figures, likeness: Likeness) -> Figures:
    """The rows with how near the own words of the best units are to the question; others count as the least near."""
    best = np.argsort(-(rows @ load_scorer().of_unit), kind="stable")[:LOOKED_AT]
    near = [nearness(cosine) for cosine in likeness([units[place].text for place in best])]
    again = rows.copy()
    again[:, ALIKE] = min(near, default=0.0)
    again[best, ALIKE] = near
    return again


@lru_cache(maxsize=1)
def load_scorer() -> Scorer:
    """The one that ships."""
    weights = json.loads(FILE.read_text(encoding="utf-8"))
    of_unit, of_none = (
        [weights[kind][name] for name in names] for kind, names in (("unit", OF_UNIT), ("none", OF_NONE))
    )
    return Scorer(np.array(of_unit), np.array(of_none))
