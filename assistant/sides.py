"""Which rules stand on which side of a comparison, and under which part of a question."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.evidence import Evidence
from assistant.types import Quote
from assistant.units import Unit

FIGURES = re.compile(r"\d+(?:\.\d+)*")
PER_SIDE = 2  # rules on each side


def of_side(side: str, units: Sequence[Unit], evidence: Evidence) -> tuple[Unit, ...]:
    """The best units of a comparison's side, the figures that it names in them: “Khung 3.0” is not told of by one
    of Khung 1.0.
    """
    figures = set(FIGURES.findall(side))
    fitting = []
    for unit in units:
        document = evidence.catalogue.document(unit.last.provision.document)
        words = f"{unit.text} {unit.last.provision.heading} {document.title} {document.number}"
        if figures <= set(FIGURES.findall(words)):
            fitting.append(unit)
    return tuple(fitting or units[:1])[:PER_SIDE]


def each_on_its_side(answering: Sequence[tuple[str, Unit]]) -> list[tuple[str, Unit]]:
    """The units of a comparison's sides, best first on each, without those that answer another side better."""
    ranks: dict[str, int] = {}
    best: dict[Quote, int] = {}
    ranked = []
    for side, unit in answering:
        ranks[side] = ranks.get(side, 0) + 1
        best[unit.last] = min(best.get(unit.last, ranks[side]), ranks[side])
        ranked.append((side, unit, ranks[side]))
    return [(side, unit) for side, unit, rank in ranked if rank == best[unit.last]]


def each_once(answering: Sequence[tuple[str, Unit]]) -> list[tuple[str, Unit]]:
    """The units of a question's parts, in order, each quoted once; a part keeps at least its best."""
    kept: list[tuple[str, Unit]] = []
    for part, unit in answering:
        said = any(other.last == unit.last for _, other in kept)
        if not said or all(about != part for about, _ in kept):
            kept.append((part, unit))
    return kept
