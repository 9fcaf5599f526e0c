"""The corpus as a shelf: every document with what tells it from others, narrowed by words and by facets."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.evidence import Evidence
from assistant.naming import name_of
from corpus.accents import without_accents
from corpus.numbers import fold
from corpus.types import Document, StatusValue

FACETS = ("status", "kind", "issuer", "field", "year", "text")
Chosen = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Row:
    """A document on the shelf; `words` are its number and names, also without diacritics."""

    document: Document
    name: str
    status: StatusValue
    facets: Mapping[str, str]
    words: str


def rows_of(evidence: Evidence) -> list[Row]:
    """The shelf on a day, the newest documents first, those without a date last."""
    natures = evidence.catalogue.natures()
    rows = [_row(document, natures.get(document.id, ""), evidence) for document in evidence.catalogue.documents()]
    return sorted(rows, key=lambda row: str(row.document.issued or ""), reverse=True)


def _row(document: Document, nature: str, evidence: Evidence) -> Row:
    status = evidence.status(document).value
    facets = {
        "status": status.value,
        "kind": document.kind,
        "issuer": document.issuer,
        "field": document.field,
        "year": str(document.issued.year) if document.issued else "",
        "text": nature,
    }
    words = _spaced(f"{document.number} {name_of(document)} {document.title} {document.issuer}")
    return Row(
        document, name_of(document), status, facets, f" {words} {without_accents(words)} {fold(document.number)}"
    )


def narrowed(rows: Sequence[Row], words: str, chosen: Chosen) -> list[Row]:
    """The rows with words that begin with every word typed, and with one of the values chosen of each facet.

    What is typed without diacritics is looked for without them.

    A number typed in part stands first where a document's number begins with it.
    """
    wanted = _spaced(words).split()
    kept = [row for row in rows if _has(row, chosen) and all(f" {word}" in row.words for word in wanted)]
    number = fold(words)
    return sorted(kept, key=lambda row: not (number and fold(row.document.number).startswith(number)))


def counts(rows: Sequence[Row], words: str, chosen: Chosen, facet: str) -> dict[str, int]:
    """How many documents each value of a facet would leave, the most first: what else is chosen counts."""
    others = {name: values for name, values in chosen.items() if name != facet}
    found = Counter(row.facets[facet] for row in narrowed(rows, words, others) if row.facets[facet])
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _spaced(text: str) -> str:
    return re.sub(r"\W+", " ", unicodedata.normalize("NFC", text).casefold())


def _has(row: Row, chosen: Chosen) -> bool:
    return all(not values or row.facets[facet] in values for facet, values in chosen.items())
