"""How like two encoders are: the figure that pruning and distilling go by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from index.make_graph import Merging
from index.train.encode import encode


def vectors_of(model: Any, texts: Sequence[list[int]], merging: Merging | None = None) -> Any:
    """The pooled vectors of texts, not normalised."""
    import torch

    with torch.inference_mode():
        return torch.stack([encode(model, ids, merging).vector for ids in texts])


def likeness(ours: Any, theirs: Any) -> float:
    """The mean cosine of two encoders' unit vectors of the same texts, each encoder's own mean vector taken off."""
    from torch.nn.functional import normalize

    ours, theirs = (normalize(v - v.mean(0), dim=1) for v in (normalize(ours, dim=1), normalize(theirs, dim=1)))
    return float((ours * theirs).sum(1).mean())
