"""Retrieval measures of one ranking, binary relevance, and intervals of their means.

A ranking is a list of document ids, best first; `relevant` the ids that answer. All are in [0, 1].
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence

import numpy as np

Measure = Callable[[Sequence[str], Collection[str]], float]


def recall(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """The share of the relevant documents among the first k."""
    return len(set(ranking[:k]) & set(relevant)) / len(relevant)


def reciprocal_rank(ranking: Sequence[str], relevant: Collection[str], k: int = 10) -> float:
    """1 / the rank of the first relevant document among the first k; 0 when there is none (MRR@k is its mean)."""
    return next((1 / rank for rank, item in enumerate(ranking[:k], start=1) if item in relevant), 0.0)


def ndcg(ranking: Sequence[str], relevant: Collection[str], k: int = 10) -> float:
    """Discounted gain Σ 1/log2(rank + 1) of the first k, over that of the best ranking there could be."""
    gain = sum(1 / math.log2(rank + 1) for rank, item in enumerate(ranking[:k], start=1) if item in relevant)
    best = sum(1 / math.log2(rank + 1) for rank in range(1, min(k, len(relevant)) + 1))
    return gain / best


MEASURES: dict[str, Measure] = {
    "recall@1": lambda ranking, relevant: recall(ranking, relevant, 1),
    "recall@5": lambda ranking, relevant: recall(ranking, relevant, 5),
    "recall@10": lambda ranking, relevant: recall(ranking, relevant, 10),
    "MRR@10": reciprocal_rank,
    "nDCG@10": ndcg,
}


def interval(values: Sequence[float], resamples: int = 1_000, seed: int = 7) -> tuple[float, float]:
    """The 95 % bootstrap interval (percentiles) of the mean of per-question values."""
    sample = np.asarray(values, float)
    drawn = np.random.default_rng(seed).choice(sample, (resamples, len(sample))).mean(axis=1)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(low), float(high)
