"""Which documents a question is put to: what the asker chose, and the place that the question itself names."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from corpus.accents import without_accents
from corpus.dates import day
from corpus.errors import NotFound
from corpus.types import Document


@dataclass(frozen=True)
class Scope:
    """What a document must be to be searched; an empty field asks for nothing.

    Several values of one field mean any of them. Case and diacritics do not count; an issuer or a field may be given by
    part of its name, a province with or without “tỉnh”, “thành phố”. Dates are of issue, [since, until): documents
    without one are out when either is given.
    """

    kinds: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()  # lĩnh vực
    provinces: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    documents: tuple[str, ...] = ()  # their ids, and in the same order the names they are called by
    named: tuple[str, ...] = ()
    only_in_force: bool = False  # on the day asked about, at least in part: `ids` is told which those are

    def __bool__(self) -> bool:
        """Whether it asks for anything."""
        return self != EVERYTHING

    def holds(self, document: Document) -> bool:
        """Whether a document is in it."""
        issued = document.issued
        return (
            (not self.documents or document.id in self.documents)
            and (not self.kinds or without_accents(document.kind) in _folded(self.kinds))
            and (not self.issuers or any(name in without_accents(document.issuer) for name in _folded(self.issuers)))
            and (not self.fields or any(name in without_accents(document.field) for name in _folded(self.fields)))
            and (not self.provinces or place_of(document) in map(_bare, self.provinces))
            and (self.since is None or (issued is not None and issued >= self.since))
            and (self.until is None or (issued is not None and issued < self.until))
        )

    def ids(
        self, documents: Iterable[Document], but: Collection[str] = (), in_force: Callable[[], Collection[str]] = set
    ) -> set[str]:
        """The ids of the documents in it but for some. NotFound, which says the scope, when there is none.

        `in_force` gives those in force on the day asked about; it is asked only by a scope of those alone.
        """
        found = {document.id for document in documents if self.holds(document)} - set(but)
        if self.only_in_force:
            found &= set(in_force())
        if not found:
            place = ", của nơi mà câu hỏi nêu" if but else ""
            raise NotFound(f"Kho không có văn bản nào trong phạm vi đã chọn ({self.text}{place}): hãy nới phạm vi.")
        return found

    @property
    def text(self) -> str:
        """In words: “Thông tư, Nghị định; của Chính phủ; ban hành từ 01/01/2020”."""
        parts = [
            ", ".join(self.named or self.documents),
            ", ".join(self.kinds),
            f"của {', '.join(self.issuers)}" if self.issuers else "",
            f"lĩnh vực {', '.join(self.fields)}" if self.fields else "",
            f"tỉnh, thành phố {', '.join(self.provinces)}" if self.provinces else "",
            f"ban hành từ {day(self.since)}" if self.since else "",
            f"ban hành trước {day(self.until)}" if self.until else "",
            "chỉ văn bản còn hiệu lực" if self.only_in_force else "",
        ]
        return "; ".join(filter(None, parts)) or "mọi văn bản"

    @property
    def subject(self) -> str:
        """The name of the one document that it is of, "" where it is of several or of no certain one."""
        return self.named[0] if len(self.documents) == 1 and self.named else ""

    @property
    def note(self) -> str:
        """What an answer says where it was used."""
        return f"Chỉ tìm trong: {self.text}."

    @property
    def mark(self) -> str:
        """What tells one scope from another in an answer's token, "" for everything."""
        if not self:
            return ""
        return f"s{hashlib.sha256(repr(self).encode()).hexdigest()[:8]}"


EVERYTHING = Scope()
_LOCAL = re.compile(r"\b(?:nhan dan|ubnd|hdnd|so)\b")
_PROVINCE = re.compile(r".*\b(?:tinh|thanh pho|tp\.?) (.+)")  # the last one: “huyện Sa Pa, tỉnh Lào Cai”
_PLACE = re.compile(r"nhan dan (?:huyen|xa|phuong|quan|thi xa|thi tran|dac khu) (.+)")


def _folded(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(without_accents(name).strip() for name in names))


def _bare(province: str) -> str:
    """A province's name without diacritics and without what it is."""
    return re.sub(r"^(?:tinh|thanh pho|tp\.?)\s+", "", without_accents(province).strip())


def place_name(document: Document) -> str:
    """The province that a local authority's document is of, or the smaller place where the issuer names no province.

    As the issuer is written; "" for documents of others.
    """
    return _place_of_issuer(document.issuer)[0]


def place_of(document: Document) -> str:
    """`place_name` without diacritics."""
    return _place_of_issuer(document.issuer)[1]


@lru_cache(maxsize=4096)  # issuers are few, and every question asks for the place of every document
def _place_of_issuer(issuer: str) -> tuple[str, str]:
    folded = without_accents(issuer)
    match = (_PROVINCE.search(folded) if _LOCAL.search(folded) else None) or _PLACE.search(folded)
    name = issuer[match.start(1) :].strip() if match else ""
    return name, without_accents(name)


def of_other_places(question: str, documents: Sequence[Document]) -> set[str]:
    """The ids of local documents that a question naming another place does not mean; none when it names no place."""
    folded = without_accents(question)
    places = {document.id: place_of(document) for document in documents}
    named = {p for p in places.values() if p and re.search(rf"(?<!\w){re.escape(p)}(?!\w)", folded)}
    return {key for key, p in places.items() if named and p and p not in named}
