"""Whose duty a clause tells of: where its article's heading alone names the body, the heading is quoted above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.evidence import Evidence
from assistant.types import Quote
from assistant.units import Unit
from corpus.abbreviations import write_out
from corpus.accents import without_accents

_DUTY = r"(?:trách nhiệm|nhiệm vụ|quyền hạn|quyền|nghĩa vụ|thẩm quyền)"
# “Trách nhiệm của Bộ Công Thương”: the clauses below begin with what it must do.
BEARER = re.compile(rf"{_DUTY}(?:(?:,| và) {_DUTY})* của (?P<who>.+)", re.IGNORECASE)
ASKS_WHO = re.compile(
    r"\bai\b|\b(?:co quan|to chuc|don vi|ban nganh|bo|so|nganh|cuc|vu|phong|ban|cap|nguoi|ben|noi|cho) nao\b"
    r"|\b(?:len|toi|den|qua|o|cho|gui|nop) dau\b"
)


def with_bearers(
    answering: Sequence[tuple[str, Unit]], question: str, evidence: Evidence
) -> Iterator[tuple[str, Unit]]:
    """The units, each with the part of the question that it answers, for a question that asks who under the heading
    that says whose duty it is; a heading stands above the first of its clauses alone.
    """
    if not ASKS_WHO.search(without_accents(question)):
        yield from answering
        return
    told: set[tuple[str, Quote]] = set()
    for part, unit in answering:
        heading = _heading_of(unit, evidence)
        if heading and (part, heading) not in told:
            told.add((part, heading))
            unit = replace(unit, quotes=(heading, *unit.quotes))
        yield part, unit


def _heading_of(unit: Unit, evidence: Evidence) -> Quote | None:
    """The heading of a unit's article, where it names a body that the unit itself does not."""
    entry = evidence.provision(unit.entry)
    match = BEARER.fullmatch(entry.heading.strip()) if entry else None
    if entry is None or match is None:
        return None
    line = entry.text.partition("\n")[0]
    heading = evidence.quote(entry, entry.start, entry.start + len(line))
    names_it = without_accents(write_out(match["who"])) in without_accents(write_out(unit.text))
    whole = line.rstrip(" .").endswith(entry.heading.strip(" ."))  # a heading that was broken over two lines is not
    return heading if whole and not names_it and heading.end <= unit.quotes[0].start else None
