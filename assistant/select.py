"""Evidence for a question about what texts say: the units that answer, and how likely it is that none does.

What is chosen is verbatim.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np

from assistant.evidence import Evidence
from assistant.features import OF_UNIT, Asked, Figures, figures_of_none, figures_within, units_and_figures
from assistant.question import as_asked, words_of
from assistant.scorer import Comparing, Scorer, load_scorer, look_again
from assistant.tuning import Tuning
from assistant.units import Form, Unit, narrower, whole_list
from index.types import Hit

HEADING, DEFINES, FITS = (OF_UNIT.index(name) for name in ("heading", "defines", "fits"))
LISTED = 0.5  # share of a heading's weight that a question for a list has, when the article is that list
STANDS_OUT = 3  # times as likely as the next clause of its article
ARTICLE = 2_000  # characters of an article that is quoted whole as a list
CLEARLY = math.log(2)  # twice as likely as the next
TOLD = 40  # candidates that the trace tells of


@dataclass(frozen=True)
class Selection:
    """What was chosen, in the order of what answers best. `doubt`: how likely it is that nothing found answers."""

    chosen: tuple[Unit, ...]
    nearest: tuple[Unit, ...]
    doubt: float
    fates: tuple[dict[str, Any], ...] = ()  # of each candidate, best first: its figures and what became of it


def in_force_first(hits: Sequence[Hit], evidence: Evidence) -> list[Hit]:
    """Hits by their scores, what is not in force counting less: it must not crowd out what is.

    Entries that the catalogue no longer has are left out.
    """
    weighed = []
    for hit in hits:
        provision = evidence.provision(hit.entry)
        if provision is not None:
            weighed.append((hit.score * evidence.standing(provision), hit))
    return [hit for _, hit in sorted(weighed, key=lambda pair: -pair[0])]


def select(
    asked: Asked,
    hits: Sequence[Hit],
    evidence: Evidence,
    rarity: Callable[[str], float],
    comparing: Comparing,
    named: bool,
    tuning: Tuning,
) -> Selection:
    """The best units of the entries found: as many as `tuning` allows, each nearly as likely as the best.

    `named`: the question names its document, which alone was searched.
    """
    units, rows = units_and_figures(asked, hits, evidence, rarity)
    looked = look_again(units, rows, comparing)
    rows, scorer = looked.rows, load_scorer(looked.with_states)
    *chances, doubt = scorer.chances(rows, figures_of_none(asked, rows, hits, named))
    if asked.listing:
        chances = _of_lists(units, chances)
    order = np.argsort(-np.array(chances), kind="stable")
    apart: list[int] = []
    fates = {}
    for place in map(int, order):
        if any(units[place].overlaps(units[better]) for better in apart):
            fates[place] = "overlaps a better one"
        elif apart and chances[place] < tuning.near * chances[apart[0]]:
            fates[place] = "too far below the best"
        elif len(apart) >= tuning.most:
            fates[place] = "one too many"
        else:
            fates[place] = "chosen"
            apart.append(place)
    inside = _Inside(asked, evidence, rarity, scorer)
    if apart and _shares_syllables_alone(asked, units[apart[0]], evidence):
        doubt = 1.0
    kept = _as_the_best(apart, rows)
    fates |= {place: "not of the best one's kind" for place in apart if place not in kept}
    apart = kept
    if asked.listing:
        answering = [(units[place], chances[place], rows[place]) for place in apart]
        lists = [(whole_list(unit, evidence), row) for unit, row in _whole_articles(answering, evidence)]
        finished = [inside.pointed(unit, row) for unit, row in lists]
    elif asked.term:
        finished = [whole_list(units[place], evidence) for place in apart]
    else:
        finished = [inside.finished(units[place], rows[place]) for place in apart]
    return Selection(
        chosen=_together(finished),
        nearest=tuple(units[place] for place in apart[:3]),
        doubt=float(doubt),
        fates=tuple(_fates([int(place) for place in order[:TOLD]], units, rows, chances, fates)),
    )


def _shares_syllables_alone(asked: Asked, unit: Unit, evidence: Evidence) -> bool:
    """Whether a unit, with its heading and its document's title, shares no two words in a row with a question typed
    without diacritics, whose single syllables may be of many words: “bo” is “bò”, “bộ”, “bỏ”.
    """
    if not asked.unaccented:
        return False
    if not asked.pairs:
        return asked.unknown > 0
    entry = evidence.provision(unit.entry)
    title = evidence.catalogue.document(unit.last.provision.document).title
    around = words_of(as_asked(f"{entry.heading if entry else ''}\n{title}\n{unit.text}", unaccented=True))
    return asked.pairs.isdisjoint(f"{one} {other}" for one, other in pairwise(around))


def _of_lists(units: Sequence[Unit], chances: Sequence[float]) -> list[float]:
    """The chances with those of a list's items given to the list, which is what will be quoted."""
    lists: dict[tuple[str, str], list[int]] = {}
    for place, unit in enumerate(units):
        if unit.form is Form.LIST or (unit.form is Form.POINT and len(unit.quotes) > 1):
            lists.setdefault((unit.entry, unit.quotes[0].provision.id), []).append(place)
    pooled = list(chances)
    for members in lists.values():
        whole = next((place for place in members if units[place].form is Form.LIST), None)
        best = max(members, key=lambda place: chances[place]) if whole is None else whole
        for place in members:
            pooled[place] = 0.0
        pooled[best] = sum(chances[place] for place in members)
    return pooled


def _as_the_best(apart: list[int], rows: Figures) -> list[int]:
    """Beside a unit that defines the term asked for, or has the form asked for, only those that do so too."""
    for figure in (DEFINES, FITS):
        if apart and rows[apart[0]][figure]:
            apart = [place for place in apart if rows[place][figure]]
    return apart


@dataclass(frozen=True)
class _Inside:
    """Looks for what answers within a unit, by the figures by which units are told apart."""

    asked: Asked
    evidence: Evidence
    rarity: Callable[[str], float]
    scorer: Scorer

    def finished(self, unit: Unit, row: Figures) -> Unit:
        """A list with the item that answers best; of a short article the clause alone that does so clearly."""
        best, lead = self._best(unit, row)
        if unit.form is Form.WHOLE:
            return best if lead > CLEARLY else unit
        return unit if best is unit else replace(unit, place=best.last)

    def pointed(self, unit: Unit, row: Figures) -> Unit:
        """An article quoted whole for the list in it, with the clause that is that list."""
        best, _ = self._best(unit, row) if unit.form is Form.WHOLE else (unit, 0.0)
        return unit if best is unit else replace(unit, place=best.last)

    def _best(self, unit: Unit, row: Figures) -> tuple[Unit, float]:
        """What in a unit answers best, and how much likelier than the next; the unit where nothing stands in it."""
        inside = narrower(unit, self.evidence)
        if len(inside) < 2:
            return unit, 0.0
        scores = figures_within(self.asked, inside, row, self.evidence, self.rarity) @ self.scorer.of_unit
        second, first = np.argsort(scores, kind="stable")[-2:]
        return inside[first], float(scores[first] - scores[second])


def _whole_articles(answering: Sequence[tuple[Unit, float, Figures]], evidence: Evidence) -> list[tuple[Unit, Figures]]:
    """Units for a question that asks for a list, best first, each with its chance and its figures: clauses of which
    none stands out, of a short article under the heading asked for, as that article whole.
    """
    found: dict[Unit, Figures] = {}
    for unit, _, row in answering:
        entry = evidence.provision(unit.entry)
        beside = [chance for other, chance, _ in answering if other.entry == unit.entry and other.form is Form.CLAUSE]
        alike = len(beside) > 1 and beside[0] < STANDS_OUT * beside[1]
        short = entry and entry.extent - entry.start <= ARTICLE
        if unit.form is Form.CLAUSE and entry and alike and short and row[HEADING] >= LISTED:
            unit = Unit((evidence.quote(entry),), unit.entry, Form.WHOLE)
        found.setdefault(unit, row)
    return list(found.items())


def _together(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """Points of one clause as one unit, under the words that introduce them."""
    found: list[Unit] = []
    for unit in units:
        beside = next((f for f in found if f.form is unit.form is Form.POINT and f.quotes[0] == unit.quotes[0]), None)
        if beside is None:
            found += [] if unit in found else [unit]  # items of one list may all have become it
            continue
        points = sorted({*beside.quotes[1:], *unit.quotes[1:]}, key=lambda quote: quote.start)
        found[found.index(beside)] = Unit((beside.quotes[0], *points), unit.entry, Form.POINT)
    return tuple(unit for unit in found if not any(other is not unit and _holds(other, unit) for other in found))


def _holds(one: Unit, other: Unit) -> bool:
    """Whether a unit quotes all that another says, and more."""
    own, others = one.last, other.last
    within = own.start <= others.start and others.end <= own.end and own.text != others.text
    return own.provision.document == others.provision.document and within


def _fates(
    order: Sequence[int], units: Sequence[Unit], rows: Figures, chances: Sequence[float], fates: dict[int, str]
) -> Iterator[dict[str, Any]]:
    """For the trace: each candidate's chance and figures, and why it is in the answer or not."""
    for place in order:
        unit = units[place]
        figures = {name: round(float(x), 2) for name, x in zip(OF_UNIT, rows[place], strict=True) if x}
        yield {
            "provision": unit.last.provision.id,
            "entry": unit.entry,
            "chance": round(float(chances[place]), 4),
            "figures": figures,
            "fate": fates[place],
        }
