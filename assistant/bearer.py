"""Whose duty a clause tells of: where its article's heading alone names the body, the heading is quoted above it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from assistant.evidence import Evidence
from assistant.types import Quote
from assistant.units import Unit
from corpus.abbreviations import write_out
from corpus.accents import without_accents
from index.tokens import is_unaccented

_DUTY = r"(?:trách nhiệm|nhiệm vụ|quyền hạn|quyền|nghĩa vụ|thẩm quyền)"
# “Trách nhiệm của Bộ Công Thương”: the clauses below begin with what it must do.
BEARER = re.compile(rf"{_DUTY}(?:(?:,| và) {_DUTY})* của (?P<who>.+)", re.IGNORECASE)
OF_MANY = re.compile(r"\bliên quan\b", re.IGNORECASE)  # “… của các cơ quan, tổ chức liên quan” names nobody
_WHO = (
    "cơ quan|tổ chức|đơn vị|bộ phận|ban ngành|đối tượng|chủ thể|doanh nghiệp|ngành|cục|vụ|phòng|cấp|người|bên|nơi|chỗ"
)
_WHERE = "lên|qua|ở|về|cho|gửi|nộp|báo|trình|hỏi"
ASKS_WHO = re.compile(
    rf"\b(?:[Aa]i|(?i:(?:{_WHO}|bộ|sở|ban) nào|(?:cơ quan|đơn vị) gì|(?:{_WHERE})(?: lên| tới| đến)? đâu))\b"
)
_WHO_PLAIN, _WHERE_PLAIN = without_accents(_WHO), without_accents(_WHERE)
ASKS_WHO_PLAIN = re.compile(
    rf"\b(?:[Aa]i|(?i:(?:{_WHO_PLAIN}) nao|(?:co quan|don vi) gi|(?:{_WHERE_PLAIN})(?: len| toi| den)? dau))\b"
)


def asks_who(question: str) -> bool:
    """Whether a question asks for a body or a person."""
    return (ASKS_WHO_PLAIN if is_unaccented(question) else ASKS_WHO).search(question) is not None


def with_bearers(
    answering: Sequence[tuple[str, Unit]], who: Container[str], evidence: Evidence
) -> Iterator[tuple[str, Unit]]:
    """The units, each with the part of the question that it answers; of the parts that ask `who` under the heading that
    says whose duty it is, which stands above the first of its clauses alone.
    """
    told: set[tuple[str, Quote]] = set()
    for part, unit in answering:
        heading = _heading_of(unit, evidence) if part in who else None
        if heading and (part, heading) not in told:
            told.add((part, heading))
            unit = replace(unit, quotes=(heading, *unit.quotes))
        yield part, unit


def _heading_of(unit: Unit, evidence: Evidence) -> Quote | None:
    """The heading of a unit's article, where it names a body that the unit itself does not."""
    entry = evidence.provision(unit.entry)
    match = BEARER.fullmatch(entry.heading.strip()) if entry else None
    if entry is None or match is None or OF_MANY.search(match["who"]):
        return None
    line = entry.text.partition("\n")[0]
    heading = evidence.quote(entry, entry.start, entry.start + len(line))
    names_it = without_accents(write_out(match["who"], keep=False)) in without_accents(write_out(unit.text, keep=False))
    whole = line.rstrip(" .").endswith(entry.heading.strip(" ."))  # a heading that was broken over two lines is not
    return heading if whole and not names_it and heading.end <= unit.quotes[0].start else None
