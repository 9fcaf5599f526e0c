"""Fusion of lexical and dense scores."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.types import DENSE

Scores = NDArray[np.float32]


def convex(lexical: Scores, dense: Scores, weight: float = DENSE) -> Scores:
    """(1 − w) · lexical / max + w · min–max(dense), over the same candidates; in [0, 1].

    Bruch, Gai and Ingber 2023 (doi 10.1145/3596512): a convex combination of normalised scores beats rank fusion.
    """
    highest = float(lexical.max(initial=0.0)) or 1.0
    low, high = float(dense.min(initial=np.inf)), float(dense.max(initial=-np.inf))
    spread = (high - low) or 1.0
    return ((1 - weight) * lexical / highest + weight * (dense - low) / spread).astype(np.float32)
