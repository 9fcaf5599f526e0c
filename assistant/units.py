"""The words that an answer can be made of: a clause, a point with the words that introduce it, a short article whole.

What is quoted is never cut in the middle of a sentence, and an item of a list never goes without what introduces it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.evidence import Evidence
from assistant.sentences import sentence_spans
from assistant.types import Quote, in_words
from corpus.types import Level, Nature, Provision

WHOLE = 700  # characters; an article or clause up to this length is quoted whole
OWN = 120  # characters of an article's own words, beside its clauses, that may answer by themselves
INTRODUCTION = 600  # characters of the words that introduce a point at most
RUN = 900  # characters of a text without clauses that are quoted together


class Form(StrEnum):
    """What a unit is of its entry."""

    WHOLE = "whole"
    CLAUSE = "clause"
    POINT = "point"
    TEXT = "text"  # sentences of a text without clauses


@dataclass(frozen=True)
class Unit:
    """Quotations that answer together: of a point, its introduction comes first. `entry` is what search found, `place`
    the clause or point in the last quotation that decides.
    """

    quotes: tuple[Quote, ...]
    entry: str
    form: Form
    place: Quote | None = None

    @property
    def cited(self) -> tuple[Quote, ...]:
        """What a reader is pointed to."""
        return (*self.quotes, self.place) if self.place else self.quotes

    @property
    def text(self) -> str:
        """The words, a quotation a line."""
        return in_words(self.quotes)

    @property
    def last(self) -> Quote:
        """The quotation that says what the others introduce."""
        return self.quotes[-1]

    def overlaps(self, other: Unit) -> bool:
        """Whether both quote the same words, an introduction that they share apart."""
        own, others = self.last, other.last
        return own.provision.document == others.provision.document and own.start < others.end and others.start < own.end


def units_of(entry: Provision, evidence: Evidence) -> list[Unit]:
    """The units of an entry, in reading order."""
    found = _of_digest if evidence.copy_of(entry).nature is Nature.DIGEST else _of_regulation
    return [unit for unit in found(entry, evidence) if all(quote.text for quote in unit.quotes)]


def _of_digest(entry: Provision, evidence: Evidence) -> Iterator[Unit]:
    body = entry.start + len(entry.text.partition("\n")[0]) if entry.heading else entry.start
    if entry.extent - body <= WHOLE:
        yield Unit((evidence.quote(entry, body),), entry.id, Form.WHOLE)
    else:
        yield from _sentences(entry, body, entry.extent, evidence)


def _of_regulation(entry: Provision, evidence: Evidence) -> Iterator[Unit]:
    inside = [p for p in evidence.inside(entry) if p.path[-1].level in {Level.CLAUSE, Level.SECTION, Level.POINT}]
    if entry.extent - entry.start <= WHOLE:
        yield Unit((evidence.quote(entry),), entry.id, Form.WHOLE)
    elif not inside:
        yield from _runs(entry, entry.start, entry.extent, evidence)
    elif entry.end - entry.start > OWN:
        yield from _runs(entry, entry.start, entry.end, evidence)
    for inner in _outermost(inside):
        if inner.path[-1].level is Level.POINT:
            yield _point(entry, inner, entry.id, evidence)
            continue
        if inner.extent - inner.start <= RUN or _points_of(inner, inside):
            yield Unit((evidence.quote(inner),), entry.id, Form.CLAUSE)
        else:
            yield from _runs(inner, inner.start, inner.extent, evidence, entry.id)
        if inner.extent - inner.start > WHOLE:
            yield from (_point(inner, point, entry.id, evidence) for point in _points_of(inner, inside))


def narrower(unit: Unit, evidence: Evidence) -> list[Unit]:
    """The clauses of a short article, or the points of a clause, that a unit quotes whole: what in it answers."""
    if unit.form not in {Form.WHOLE, Form.CLAUSE}:
        return []
    quote = unit.last
    within = {Level.CLAUSE, Level.POINT} if unit.form is Form.WHOLE else {Level.POINT}
    inside = [p for p in evidence.inside(quote.provision) if p.path[-1].level in within and p.start >= quote.start]
    return [Unit((evidence.quote(inner),), unit.entry, Form.CLAUSE) for inner in _outermost(inside)]


def _points_of(clause: Provision, inside: Sequence[Provision]) -> list[Provision]:
    within = [p for p in inside if clause.start < p.start < clause.extent and p.path[-1].level is Level.POINT]
    return _outermost(within)


def _outermost(provisions: Sequence[Provision]) -> list[Provision]:
    """Those that stand in none of the others; they come in reading order."""
    found: list[Provision] = []
    for provision in provisions:
        if not found or provision.start >= found[-1].extent:
            found.append(provision)
    return found


def _point(above: Provision, point: Provision, entry: str, evidence: Evidence) -> Unit:
    introduction = evidence.quote(above, above.start, above.end)
    if 0 < len(introduction.text) <= INTRODUCTION:
        return Unit((introduction, evidence.quote(point)), entry, Form.POINT)
    return Unit((evidence.quote(point),), entry, Form.POINT)


def _runs(provision: Provision, start: int, end: int, evidence: Evidence, entry: str = "") -> Iterator[Unit]:
    """Paragraphs, short ones put together; one longer than RUN by its sentences."""
    text = evidence.copy_of(provision).text
    begin = start
    for stop in [*(i for i in range(start, end) if text[i] == "\n"), end]:
        if stop - begin >= RUN // 2 or stop == end:
            if stop - begin <= RUN:
                yield Unit((evidence.quote(provision, begin, stop),), entry or provision.id, Form.TEXT)
            else:
                yield from _sentences(provision, begin, stop, evidence, entry)
            begin = stop


def _sentences(provision: Provision, start: int, end: int, evidence: Evidence, entry: str = "") -> Iterator[Unit]:
    for span in sentence_spans(evidence.copy_of(provision).text, start, end):
        yield Unit((evidence.quote(provision, *span),), entry or provision.id, Form.TEXT)
