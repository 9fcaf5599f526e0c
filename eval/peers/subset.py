"""A part of a large set that slow peers can index: every labelled article, and others to fill."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from eval.datasets import Dataset


def subset(dataset: Dataset, articles: int) -> Dataset:
    """The set over `articles` of its articles: the labelled ones, then those whose ids hash lowest; same questions.

    Its `sha256` is that of the ids kept, one a line, in the corpus' order.
    """
    if len(dataset.entries) <= articles:
        return dataset
    wanted = set().union(*dataset.qrels.values())
    others = sorted(
        (e.id for e in dataset.entries if e.id not in wanted), key=lambda i: hashlib.sha256(i.encode()).hexdigest()
    )
    kept = wanted | set(others[: max(articles - len(wanted), 0)])
    entries = [entry for entry in dataset.entries if entry.id in kept]
    digest = hashlib.sha256("\n".join(entry.id for entry in entries).encode()).hexdigest()
    return replace(dataset, name=f"{dataset.name}_{articles}", entries=entries, sha256=digest)
