"""Retrieval measures, by ir_measures (which asks trec_eval), and intervals of means.

A ranking is a list of document ids, best first; relevance is binary. All measures are in [0, 1].
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

DEPTHS = (1, 3, 5, 10, 20, 50, 100)
# Our names → trec_eval's by ir_measures: MRR is the mean of RR, MAP that of AP, a hit a success.
NAMES = {
    **{f"recall@{k}": f"R@{k}" for k in DEPTHS},
    "hit@1": "Success@1",
    "hit@10": "Success@10",
    "MRR@10": "RR@10",
    "nDCG@10": "nDCG@10",
    "MAP": "AP@100",
}


@lru_cache(maxsize=1)
def _parsed() -> dict[str, Any]:
    import ir_measures

    return {name: ir_measures.parse_measure(theirs) for name, theirs in NAMES.items()}


def per_question(
    rankings: Mapping[str, Sequence[str]], qrels: Mapping[str, Collection[str]]
) -> dict[str, dict[str, float]]:
    """Question → measure → value, for every question of `qrels`; one without a ranking has zeros."""
    import ir_measures

    parsed = _parsed()
    names = {measure: name for name, measure in parsed.items()}
    labels = {question: dict.fromkeys(relevant, 1) for question, relevant in qrels.items()}
    run = {
        question: {item: float(len(ranking) - place) for place, item in enumerate(ranking)}
        for question, ranking in rankings.items()
    }
    values: dict[str, dict[str, float]] = {question: dict.fromkeys(names.values(), 0.0) for question in qrels}
    for metric in ir_measures.iter_calc(list(parsed.values()), labels, run):
        values[metric.query_id][names[metric.measure]] = float(metric.value)
    return values


def interval(values: Sequence[float], resamples: int = 2_000, seed: int = 7) -> tuple[float, float]:
    """The 95 % interval of the mean of per-question values in [0, 1].

    Of zeros and ones Wilson's (scipy's `binomtest`), else the bootstrap's percentiles (Efron 1979, by scipy).
    """
    from scipy import stats

    sample = np.asarray(values, float)
    if not len(sample):
        return 0.0, 1.0
    if np.isin(sample, (0.0, 1.0)).all():
        found = stats.binomtest(int(sample.sum()), len(sample)).proportion_ci(method="wilson")
        return float(found.low), float(found.high)
    if len(sample) < 2:
        return 0.0, 1.0  # one observation says nothing of the spread
    if np.ptp(sample) == 0:
        return float(sample[0]), float(sample[0])
    drawn = stats.bootstrap(
        (sample,), np.mean, n_resamples=resamples, method="percentile", rng=np.random.default_rng(seed), vectorized=True
    ).confidence_interval
    return float(drawn.low), float(drawn.high)
