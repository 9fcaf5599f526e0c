"""The words that an answer can be made of: a clause, a point with the words that introduce it, a short article whole.

What is quoted is never cut in the middle of a sentence, and an item of a list never goes without what introduces it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.evidence import Evidence
from assistant.types import Quote, in_words
from corpus.sentences import sentence_spans
from corpus.types import Level, Nature, Provision

WHOLE = 700  # characters; an article, or a section of a digest, up to this length is quoted whole
LIST = 4_000  # characters of a list that is quoted whole
NAMED = 120  # characters on average of clauses that only name something: together they are a list
OWN = 120  # characters of an article's own words, beside its clauses, that may answer by themselves
INTRODUCTION = 600  # characters of the words that introduce a point at most
RUN = 900  # characters of a text without clauses that are quoted together


class Form(StrEnum):
    """What a unit is of its entry."""

    WHOLE = "whole"  # a short article
    CLAUSE = "clause"
    LIST = "list"  # with all its items
    POINT = "point"  # an item of a list, under its introduction
    TEXT = "text"  # sentences of a text without clauses


ITEMS = re.compile(r"[:;]\s*\n(?:[a-zđ]\)|[-–+•]|\d+[.)]) ")  # of a list inside a text without clauses
DEFINITIONS = re.compile(r"(?:được )?hiểu như sau:$|giải thích từ ngữ", re.IGNORECASE)
LONGEST = {Form.WHOLE: WHOLE, Form.LIST: LIST, Form.CLAUSE: RUN}


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
        yield from _sentences(entry, body, entry.extent, evidence, entry.id)


def _of_regulation(entry: Provision, evidence: Evidence) -> Iterator[Unit]:
    levels = {Level.CLAUSE, Level.SECTION, Level.POINT}
    yield from _within(entry, [p for p in evidence.inside(entry) if p.path[-1].level in levels], entry.id, evidence)


def _within(provision: Provision, inside: Sequence[Provision], entry: str, evidence: Evidence) -> Iterator[Unit]:
    """A provision whole while it is short or a list; of a long list each item too, of another what stands in it."""
    items = _outermost(inside)
    introduction = evidence.quote(provision, provision.start, provision.end)
    size = provision.extent - provision.start
    # Fields or services, one a line.
    named = len(items) == len(inside) and WHOLE < size <= NAMED * (len(items) + 1)
    is_list = bool(items) and (introduction.text.endswith(":") or items[0].path[-1].level is Level.POINT or named)
    is_list = is_list and not DEFINITIONS.search(introduction.text)  # each of those stands by itself
    form = Form.LIST if is_list else Form.WHOLE if provision.id == entry else Form.CLAUSE
    if size <= LONGEST[form]:
        yield Unit((evidence.quote(provision),), entry, form)
    elif not items or (provision.end - provision.start > OWN and not is_list):
        yield from _runs(provision, provision.start, provision.end if items else provision.extent, evidence, entry)
    if is_list and size > WHOLE:
        yield from (_item(introduction, item, entry, evidence) for item in items)
    elif not is_list:
        for item in items:
            yield from _within(item, [p for p in inside if item.start < p.start < item.extent], entry, evidence)


def narrower(unit: Unit, evidence: Evidence) -> list[Unit]:
    """The clauses of a short article, or the items of a list, that a unit quotes whole."""
    if unit.form not in {Form.WHOLE, Form.LIST}:
        return []
    inside = [p for p in evidence.inside(unit.last.provision) if p.path[-1].level in {Level.CLAUSE, Level.POINT}]
    return [Unit((evidence.quote(inner),), unit.entry, Form.CLAUSE) for inner in _outermost(inside)]


def _outermost(provisions: Sequence[Provision]) -> list[Provision]:
    """Those that stand in none of the others; they come in reading order."""
    found: list[Provision] = []
    for provision in provisions:
        if not found or provision.start >= found[-1].extent:
            found.append(provision)
    return found


def _item(introduction: Quote, item: Provision, entry: str, evidence: Evidence) -> Unit:
    quotes: tuple[Quote, ...] = (evidence.quote(item),)
    if len(introduction.text) <= INTRODUCTION:
        quotes = (introduction, *quotes)
    return Unit(quotes, entry, Form.POINT)


def whole_list(unit: Unit, evidence: Evidence) -> Unit:
    """The list that an item stands in, when it is not beyond measure; any other unit as it is."""
    around = unit.quotes[0].provision
    if unit.form is not Form.POINT or len(unit.quotes) < 2 or around.extent - around.start > LIST:
        return unit
    return Unit((evidence.quote(around),), unit.entry, Form.LIST)


def _runs(provision: Provision, start: int, end: int, evidence: Evidence, entry: str) -> Iterator[Unit]:
    """Paragraphs, short ones put together; one longer than RUN by its sentences."""
    text = evidence.copy_of(provision).text
    begin = start
    for stop in [*(i for i in range(start, end) if text[i] == "\n"), end]:
        goes_on = text[begin:stop].rstrip().endswith((":", ";", ",")) and stop - begin <= LIST
        if (stop - begin >= RUN // 2 and not goes_on) or stop == end:
            if stop - begin <= RUN or ITEMS.search(text, begin, stop):
                yield Unit((evidence.quote(provision, begin, stop),), entry, Form.TEXT)
            else:
                yield from _sentences(provision, begin, stop, evidence, entry)
            begin = stop


def _sentences(provision: Provision, start: int, end: int, evidence: Evidence, entry: str) -> Iterator[Unit]:
    for span in sentence_spans(evidence.copy_of(provision).text, start, end):
        yield Unit((evidence.quote(provision, *span),), entry, Form.TEXT)
