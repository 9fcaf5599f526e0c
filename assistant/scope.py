"""Which documents a question is put to: what the asker chose, and the place that the question itself names."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.accents import without_accents
from corpus.dates import day
from corpus.errors import NotFound
from corpus.types import Document


@dataclass(frozen=True)
class Scope:
    """What a document must be to be searched; an empty field asks for nothing.

    Several values of one field mean any of them. Case and diacritics do not count; an issuer may be given by part of
    its name. Dates are of issue, [since, until): documents without one are out when either is given.
    """

    kinds: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()  # lĩnh vực
    provinces: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        """Whether it asks for anything."""
        return self != EVERYTHING

    def holds(self, document: Document) -> bool:
        """Whether a document is in it."""
        issued = document.issued
        return (
            (not self.kinds or without_accents(document.kind) in _folded(self.kinds))
            and (not self.issuers or any(name in without_accents(document.issuer) for name in _folded(self.issuers)))
            and (not self.fields or any(name in without_accents(document.field) for name in _folded(self.fields)))
            and (not self.provinces or place_of(document) in _folded(self.provinces))
            and (self.since is None or (issued is not None and issued >= self.since))
            and (self.until is None or (issued is not None and issued < self.until))
        )

    def documents(self, documents: Iterable[Document]) -> set[str]:
        """The ids of the documents in it. NotFound, which names what nothing has, when there is none."""
        found = {document.id for document in documents if self.holds(document)}
        if not found:
            raise NotFound(f"Kho không có văn bản nào trong phạm vi đã chọn ({self.text}): hãy nới phạm vi.")
        return found

    @property
    def text(self) -> str:
        """In words: “Thông tư, Nghị định; của Chính phủ; ban hành từ 01/01/2020”."""
        parts = [
            ", ".join(self.kinds),
            f"của {', '.join(self.issuers)}" if self.issuers else "",
            f"lĩnh vực {', '.join(self.fields)}" if self.fields else "",
            f"tỉnh, thành phố {', '.join(self.provinces)}" if self.provinces else "",
            f"ban hành từ {day(self.since)}" if self.since else "",
            f"ban hành trước {day(self.until)}" if self.until else "",
        ]
        return "; ".join(filter(None, parts)) or "mọi văn bản"

    @property
    def mark(self) -> str:
        """What tells one scope from another in an answer's token, "" for everything."""
        if not self:
            return ""
        asked = [*map(_folded, (self.kinds, self.issuers, self.fields, self.provinces)), self.since, self.until]
        return hashlib.sha256(repr(asked).encode()).hexdigest()[:8]


EVERYTHING = Scope()
_PLACE = re.compile(r"nhan dan (?:tinh|thanh pho|huyen|xa|phuong|quan|thi xa) (.+)")


def _folded(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(without_accents(name).strip() for name in names))


def place_name(document: Document) -> str:
    """The province or town that a local authority's document is of, as its issuer is written; "" for the others."""
    match = _PLACE.search(without_accents(document.issuer))
    return document.issuer[match.start(1) :].strip() if match else ""


def place_of(document: Document) -> str:
    """`place_name` without diacritics."""
    return without_accents(place_name(document))


def of_other_places(question: str, documents: Sequence[Document]) -> set[str]:
    """The ids of local documents that a question naming another place does not mean; none when it names no place."""
    folded = without_accents(question)
    places = {document.id: place_of(document) for document in documents}
    named = {p for p in places.values() if p and re.search(rf"(?<!\w){re.escape(p)}(?!\w)", folded)}
    return {key for key, p in places.items() if named and p and p not in named}
