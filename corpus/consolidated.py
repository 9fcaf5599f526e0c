"""What a consolidated text puts together, as its opening says: a document first, then what amended it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.dates import first_date
from corpus.numbers import find_numbers
from corpus.sentences import sentence_spans
from corpus.types import Document, Level, Provision, Relation, RelationKind

KIND = "Văn bản hợp nhất"
IN_EFFECT = re.compile(r"có hiệu lực", re.IGNORECASE)
DATED = 32  # characters after a number in which its day stands


@dataclass(frozen=True)
class PutTogether:
    """A document that a consolidated text holds, and the words [start, end) of the copy that say so."""

    number: str
    provision: Provision
    start: int
    end: int


def put_together(document: Document, provisions: Sequence[Provision], text: str) -> Iterator[PutTogether]:
    """“Nghị định số 181/2025/NĐ-CP ngày … có hiệu lực …, được sửa đổi, bổ sung bởi:” and the lines below it, in order;
    each document once. Nothing of a document of another kind.
    """
    named = set()
    for provision in provisions if document.kind == KIND else ():
        if provision.path[-1].level is Level.ARTICLE:
            return
        for start, end in sentence_spans(text, provision.start, provision.end):
            said = text[start:end]
            number = next((n for n in find_numbers(said) if n.whole), None)
            dated = number and first_date(said[number.end : number.end + DATED])
            if number and dated and IN_EFFECT.search(said) and number.number not in named:
                named.add(number.number)
                yield PutTogether(number.number, provision, start, end)


def consolidates(document: Document, provisions: Sequence[Provision], text: str) -> tuple[Relation, ...]:
    """The relation of a consolidated text to the document that it is a text of, not to what amended that."""
    return tuple(
        Relation(
            id=f"{document.id}>{RelationKind.CONSOLIDATES.value}>{first.number}>",
            kind=RelationKind.CONSOLIDATES,
            source=document.id,
            target="",
            target_number=first.number,
            target_issued=first_date(text[first.start : first.end]),
            target_path=(),
            on=document.effective,
            stated_by=first.provision.id,
        )
        for first in list(put_together(document, provisions, text))[:1]
    )
