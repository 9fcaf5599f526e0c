"""Whether one document has ended another, as a question asks to have confirmed: “A thay thế B phải không?”.

The catalogue decides: its relation the way asked, or the other way round, with the words that say so. Where it knows
neither, nothing is decided: what is not known here may be so.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.acts import ended_text, grounds, words_pattern
from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.premise import confirms
from assistant.understand import Understanding
from corpus.accents import without_accents
from corpus.numbers import find_numbers, fold
from corpus.types import Document, Relation, RelationKind

ENDS = frozenset({RelationKind.REPLACES, RelationKind.REPEALS})
_VERB = r"(?:thay the|bai bo|huy bo|lam het hieu luc)"
_ASKS = re.compile(r"\bco\b.*\b(?:khong|chua)\W*$")
_ACTIVE = re.compile(rf"1 (?:(?:da|co|duoc ban hanh de|se|la van ban) )*{_VERB}(?: (?:cho|luon|hoan toan|toan bo))* 2")
_PASSIVE = re.compile(
    rf"1 (?:(?:da|co|se) )*(?:bi|duoc) (?:2 {_VERB}|{_VERB} (?:boi|bang) 2)"  # by which the first was ended
)
_NAMED = re.compile(r"(?:(?:quyet dinh|nghi dinh|thong tu|cong van|luat|chi thi|nghi quyet|van ban)(?: so)? )?([12])\b")


class Confirmed(NamedTuple):
    """What is said first, and whether the question has it the right way round."""

    draft: Draft
    is_so: bool


def confirmed(understood: Understanding, evidence: Evidence) -> Confirmed | None:
    """What the catalogue says of two documents, where a question asks whether one ended the other; else None."""
    pair = _asked(understood, evidence)
    if pair is None:
        return None
    ending, ended = pair
    for is_so, (by, what) in ((True, (ending, ended)), (False, (ended, ending))):
        link = _link(by, what, evidence)
        quote = evidence.stated(link.stated_by, [words_pattern(what.number)]) if link else None
        if link and quote:
            said = f"{'Đúng' if is_so else 'Không đúng'}: {ended_text(what, by, link, evidence.as_of)}"
            return Confirmed(Draft(said, grounds(quote, what.number, by, link.on, evidence)), is_so)
    return None


def _asked(understood: Understanding, evidence: Evidence) -> tuple[Document, Document] | None:
    """The document that is said to have ended another, and that other."""
    numbers = find_numbers(understood.question)
    folded = without_accents(understood.question)
    if len(numbers) != 2 or not (confirms(understood.question) or _ASKS.search(folded)):
        return None
    documents = [_named(number.number, understood, evidence) for number in sorted(numbers, key=lambda n: n.start)]
    if documents[0] is None or documents[1] is None or documents[0].id == documents[1].id:
        return None
    (first, second), text = sorted(numbers, key=lambda number: number.start), folded
    for mark, number in (("2", second), ("1", first)):
        text = f"{text[: number.start]}{mark}{text[number.end :]}"
    text = " ".join(re.findall(r"\w+", _NAMED.sub(r"\1", text)))
    if _ACTIVE.search(text):
        return documents[0], documents[1]
    return (documents[1], documents[0]) if _PASSIVE.search(text) else None


def _named(number: str, understood: Understanding, evidence: Evidence) -> Document | None:
    """The document of a number: one that the question was read to ask about, or the only one here."""
    targets = [d for d, path in understood.targets if not path and fold(d.number).startswith(fold(number))]
    known = targets or evidence.catalogue.by_number(number)
    return known[0] if len(known) == 1 else None


def _link(by: Document, what: Document, evidence: Evidence) -> Relation | None:
    links = evidence.incoming(what)
    return next((r for r in links if r.source == by.id and r.kind in ENDS and not r.target_path), None)
