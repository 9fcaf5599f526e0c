"""The nouns of the corpus: frozen dataclasses, no input or output.

Offsets count characters in the cleaned text of a copy (after `corpus.clean`), half-open [start, end).
Dates are `datetime.date`; a period [since, until) ends on the first day it no longer holds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Nature(StrEnum):
    """What a copy is, from the most to the least authoritative: the best copy is quoted."""

    OFFICIAL = "official"
    PORTAL = "portal"
    CONSOLIDATED = "consolidated"
    UNOFFICIAL = "unofficial"
    CODIFIED = "codified"
    TRANSLATION = "translation"
    DRAFT = "draft"
    DIGEST = "digest"


class StatusValue(StrEnum):
    """Whether a document is in force (hiệu lực)."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    ENDED = "ended"
    PARTLY_ENDED = "partly_ended"
    UNKNOWN = "unknown"


class Level(StrEnum):
    """Levels of a provision's path, with the Vietnamese name each is cited by."""

    PREAMBLE = "preamble"  # quốc hiệu, số hiệu, căn cứ ban hành: all before the first unit
    ATTACHMENT = "attachment"  # văn bản ban hành kèm theo
    APPENDIX = "appendix"  # Phụ lục
    PART = "part"  # Phần
    CHAPTER = "chapter"  # Chương
    SECTION = "section"  # Mục, or a roman or decimal section where there is no Điều
    SUBSECTION = "subsection"  # Tiểu mục
    ARTICLE = "article"  # Điều
    CLAUSE = "clause"  # khoản
    POINT = "point"  # điểm
    CLOSING = "closing"  # Nơi nhận and the signature block
    NOTE = "note"  # chú thích: a note at a page's end


class Step(NamedTuple):
    """One step of a path, for instance ("article", "14b")."""

    level: Level
    label: str


class Box(NamedTuple):
    """A rectangle on a page (from 1) of a PDF or a scan, in points from the bottom left corner."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


class Footnote(NamedTuple):
    """A note at a page's end or the document's: the label of its mark, its words, and its page (0: not known)."""

    label: str
    text: str
    page: int = 0


class Note(NamedTuple):
    """A note in a cleaned text at [start, end); `at` is where its mark stood, -1 where that is not known."""

    start: int
    end: int
    label: str
    at: int
    page: int = 0


class Place(NamedTuple):
    """Where on a page the characters [start, end) of a cleaned text stand: a printed line."""

    start: int
    end: int
    box: Box


@dataclass(frozen=True)
class Reading:
    """What a reader got from a file: text before cleaning, with a form feed between pages.

    In a PDF's text a line that goes on with the paragraph before it follows U+2028, one that begins one a blank line.
    `declared` holds metadata that the file itself states apart from its text (a web page's meta tags,
    a digest's front matter); `notes` says in Vietnamese what a records officer should know. `boxes` has for each page
    the place of each of its lines, as parted by line breaks and U+2028: None for a blank one. The marks of `footnotes`
    stand in the text as `corpus.footnotes.mark` writes them.
    """

    text: str
    format: str
    declared: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    boxes: tuple[tuple[Box | None, ...], ...] = ()
    footnotes: tuple[Footnote, ...] = ()


@dataclass(frozen=True)
class CleanText:
    """Text whose offsets are final, and the offset at which each page starts (empty: no pages).

    The notes stand at the text's end, in order; `places` says where the characters are on the pages of a PDF.
    """

    text: str
    page_starts: tuple[int, ...] = ()
    notes: tuple[Note, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Document:
    """A regulation, identified by number, issuer and issue date; it may have several copies."""

    id: str
    number: str
    title: str
    kind: str
    issuer: str
    issued: date | None
    effective: date | None = None
    effective_by: str = ""  # key of the provision that states the effect date, "" when none was found
    signer: str = ""
    signer_title: str = ""
    capacity: str = ""  # for whom it was signed: "TM. Chính phủ, KT. Thủ tướng"
    place: str = ""  # where it was issued: "Hà Nội"
    field: str = ""  # lĩnh vực, where the file names one


@dataclass(frozen=True)
class Copy:
    """One file of a document, with its nature and where it came from."""

    id: str
    document: str
    nature: Nature
    source: str
    checked_on: date
    text: str
    sha256: str
    format: str = ""
    page_starts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Provision:
    """A node of a document's tree. `text` is its own text without its descendants'.

    `"".join(p.text for p in provisions)` is the copy's text: provisions come in reading order and tile it.
    `extent` is where the last descendant ends, so `copy.text[start:extent]` is the provision whole.
    """

    id: str  # f"{document}#{key}", unique in the corpus
    document: str
    path: tuple[Step, ...]
    citation: str  # "điểm a khoản 1 Điều 5", without the document's name
    heading: str  # the title on the provision's first line: "Tuân thủ …", "" when it has none
    text: str
    start: int
    end: int
    extent: int
    pages: tuple[int, int] | None = None  # first and last page, from 1; None when the copy has no pages

    @property
    def key(self) -> str:
        """The identity within the document: `attachment:1/article:5/clause:1`."""
        return self.id.partition("#")[2]

    def step(self, level: Level) -> str | None:
        """The label at the deepest step of a level: `step(Level.ARTICLE)` is "5"; None where there is none."""
        return next((step.label for step in reversed(self.path) if step.level is level), None)


@dataclass(frozen=True)
class Reference:
    """What a text points to: a document and, in it, a path; offsets are those of the words that say it.

    A document named, not numbered, by words that the caller knows ("Luật Giao dịch điện tử") has `document_id`.
    """

    document: str  # số hiệu as written and normalised; "" when none is written: the text's own document, or by name
    path: tuple[Step, ...]
    start: int
    end: int
    kind: str = ""  # the kind written before the number: "Nghị định"
    document_id: str = ""


class RelationKind(StrEnum):
    """Relations between documents, named from the later document to the earlier one."""

    REPLACES = "replaces"
    REPEALS = "repeals"
    AMENDS = "amends"
    GUIDES = "guides"
    BASED_ON = "based_on"
    CONSOLIDATES = "consolidates"


@dataclass(frozen=True)
class Relation:
    """`source` does `kind` to `target` from `on`, as the provision `stated_by` says.

    `target_number` is what the text names; `target` the document it was resolved to, "" while none is in the corpus.
    `target_path` is empty when the whole document is meant. `except_` quotes a "trừ …" of the same sentence;
    `transitional` are the provisions by which a document that ends another lets it apply on (quy định chuyển tiếp).
    """

    id: str
    kind: RelationKind
    source: str
    target: str
    target_number: str
    target_issued: date | None = None
    target_path: tuple[Step, ...] = ()
    on: date | None = None
    stated_by: str = ""  # provision id
    except_: str = ""
    confidence: str = "A"  # A: read in a text; B: one good source (digests only)
    transitional: tuple[str, ...] = ()  # provision ids


class Change(StrEnum):
    """What an amendment does to the words of a place."""

    REWORDED = "reworded"  # sửa đổi, bổ sung … như sau
    ADDED = "added"  # bổ sung … như sau
    SWAPPED = "swapped"  # thay thế cụm từ … bằng cụm từ …
    DROPPED = "dropped"  # bỏ cụm từ …
    REPEALED = "repealed"  # bãi bỏ


@dataclass(frozen=True)
class Amendment:
    """A change of the words of one place of a document, from `on`, as the provision `stated_by` says.

    `wording` is the place's new text with its mark, `old_words` and `new_words` what is swapped or dropped within it.
    An empty path is the whole document.
    """

    change: Change
    source: str
    target_number: str
    target_path: tuple[Step, ...] = ()
    on: date | None = None
    stated_by: str = ""
    wording: str = ""
    old_words: str = ""
    new_words: str = ""


@dataclass(frozen=True)
class StatusFact:
    """A sourced statement of the catalogue about a document's validity that no relation in the corpus carries.

    Digests state them in their front matter, for instance that 292/QĐ-BKHCN is unknown from 2026-07-29.
    """

    document: str
    value: StatusValue
    since: date | None
    until: date | None = None
    by_number: str = ""  # number of the document that causes it
    stated_by: str = ""  # provision id
    note: str = ""
    confidence: str = "A"


@dataclass(frozen=True)
class Start:
    """A place of a document that takes effect on a day of its own, and the id of the provision that says so."""

    path: tuple[Step, ...]
    on: date
    stated_by: str


@dataclass(frozen=True)
class Status:
    """Whether a document is in force on a day; holds on [since, until)."""

    value: StatusValue
    since: date | None = None
    until: date | None = None
    because: tuple[str, ...] = ()  # provision ids
    replaced_by: tuple[str, ...] = ()  # document ids, or numbers when the document is not in the corpus
    how: str = ""  # "thay thế", "bãi bỏ" …: by what act it ended
    exceptions: tuple[str, ...] = ()
    transitional: tuple[str, ...] = ()  # provision ids, of what ended it
    note: str = ""  # what the catalogue adds, for instance why it is unknown
    presumed: bool = False  # `since` is the day of issue of what ended it, whose day of effect is not known
    checked_on: date | None = None
