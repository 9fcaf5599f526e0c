"""What a question takes for granted, against the words that answer it: figures, days, who signed or issued.

Only what can be compared is: a figure that the question states, of which the evidence states another of the same kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.asks import Ask
from corpus.accents import without_accents
from corpus.dates import IN_TEXT, date_pattern, first_date

CONFIRMS = re.compile(
    r"\b(?:dung|phai|co phai)(?: la)? (?:khong|ko|k|hong|chu|chua|the khong)\b|\bdung chu\b|, (?:dung|phai|nhi)\b"
)
# What a question states of a document, and the fact of the catalogue that tells whether it is so.
STATED = (
    (Ask.EFFECTIVE, re.compile(r"hieu luc (?:thi hanh )?(?:ke )?(?:tu|vao)(?: ngay)? \d")),
    (Ask.SIGNER, re.compile(r"\b(?:do|boi) (?P<who>[^,.;?]{3,40}?) ky\b")),
    (Ask.ISSUER, re.compile(r"\b(?:do|boi) (?P<who>[^,.;?]{3,40}?) ban hanh\b")),
    (Ask.ISSUED, re.compile(r"(?:ban hanh|ky)(?: vao)? (?:ngay \d|nam \d)")),
)
# A number that is no part of a document's number, of a date or of a place, and the word that says of what it is.
FIGURE = re.compile(r"(?<![\w/.,-])(\d+(?:[.,]\d+)*) ?(%|[^\W\d_]+)")
PLACES = re.compile(r"\b(?:dieu|khoan|diem|chuong|muc|phan|phu luc|so|nam|nd|qd|tt) \d[\w/.-]*")


def confirms(question: str) -> bool:
    """Whether a question asks to have confirmed what it states."""
    return CONFIRMS.search(without_accents(question)) is not None


def stated_facts(question: str) -> tuple[Ask, ...]:
    """The facts of the catalogue that a question to be confirmed states."""
    folded = without_accents(question)
    return tuple(ask for ask, form in STATED if form.search(folded)) if confirms(question) else ()


def contradictions(question: str, said: str) -> list[str]:
    """What a question to be confirmed states otherwise than the words that answer it, a sentence each."""
    if not confirms(question):
        return []
    found = [*_days(question, said), *_figures(question, said), *_bodies(question, said)]
    return [f"Không đúng như câu hỏi nêu “{stated}”: {rather}." for stated, rather in dict(found).items()]


def _days(question: str, said: str) -> Iterator[tuple[str, str]]:
    others = [match[0] for match in IN_TEXT.finditer(said)]
    for match in IN_TEXT.finditer(question):
        when = first_date(match[0])
        if when and others and not date_pattern(when).search(said):
            yield match[0], f"căn cứ nêu {others[0]}"


def _figures(question: str, said: str) -> Iterator[tuple[str, str]]:
    there = list(FIGURE.finditer(_plain(said)))
    for match in FIGURE.finditer(_plain(question)):
        same = [other for other in there if without_accents(other[2]) == without_accents(match[2])]
        if same and all(_value(other[1]) != _value(match[1]) for other in same):
            yield match[0], f"căn cứ nêu {' và '.join(dict.fromkeys(other[0] for other in same[:3]))}"


def _plain(text: str) -> str:
    """A text in lower case without its dates, numbers of documents and names of places in them."""
    lowered = IN_TEXT.sub(" ", text).lower()
    folded = without_accents(lowered)
    for match in reversed(list(PLACES.finditer(folded))):
        lowered = lowered[: match.start()] + " " * (match.end() - match.start()) + lowered[match.end() :]
    return lowered


def _value(figure: str) -> str:
    return figure.lstrip("0").replace(".", "")


def _bodies(question: str, said: str) -> Iterator[tuple[str, str]]:
    folded = without_accents(question)
    for ask, form in STATED:
        match = form.search(folded) if ask in {Ask.SIGNER, Ask.ISSUER} else None
        if match and match["who"] not in without_accents(said):
            yield question[slice(*match.span("who"))], "căn cứ không nêu như vậy"
