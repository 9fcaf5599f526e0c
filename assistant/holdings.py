"""What the corpus holds and what it lacks: every copy with its source and who checked it, and what is only named."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence import Evidence
from assistant.naming import name_of
from corpus.catalogue import Listed
from corpus.corrections import active_makers
from corpus.numbers import fold
from corpus.types import Document, StatusValue

COLUMNS = "number title issuer issued effective status nature source sha256 checked_on checked_by".split()


@dataclass(frozen=True)
class Holding:
    """A copy of a document, its validity on the day, and the people who corrected it, none where nobody did."""

    document: Document
    copy: Listed
    status: StatusValue
    checked_by: tuple[str, ...]


@dataclass(frozen=True)
class Named:
    """A number that documents here name and no document here has, with the names of those."""

    number: str
    by: tuple[str, ...]


def holdings(evidence: Evidence) -> list[Holding]:
    """Every copy, by document in the order of issue."""
    makers = active_makers(evidence.catalogue)
    copies: dict[str, list[Listed]] = {}
    for copy in evidence.catalogue.listed():
        copies.setdefault(copy.document, []).append(copy)
    return [
        Holding(document, copy, evidence.status(document).value, makers.get(copy.id, ()))
        for document in evidence.catalogue.documents()
        for copy in copies.get(document.id, ())
    ]


def named_only(evidence: Evidence) -> list[Named]:
    """The numbers that are named in relations and not here, those named most first."""
    documents = {document.id: document for document in evidence.catalogue.documents()}
    here = {fold(document.number) for document in documents.values()}
    found: dict[str, tuple[str, dict[str, None]]] = {}
    for source, number in evidence.catalogue.numbers_named():
        key = fold(number)
        if key and key not in here and source in documents:
            found.setdefault(key, (number, {}))[1][name_of(documents[source])] = None
    named = [Named(number, tuple(by)) for number, by in found.values()]
    return sorted(named, key=lambda one: (-len(one.by), one.number))


def as_csv(held: Sequence[Holding]) -> str:
    """The holdings as CSV: number, title, issuer, dates, validity, nature, source, checksum, checked on and by whom."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for one in held:
        document, copy = one.document, one.copy
        row = [document.number, document.title, document.issuer, document.issued, document.effective, one.status.value]
        row += [copy.nature.value, copy.source, copy.sha256, copy.checked_on, "; ".join(one.checked_by)]
        writer.writerow([safe_cell(str(value or "")) for value in row])
    return "\ufeff" + file.getvalue()  # by which spreadsheets know that it is UTF-8


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.strip()[:1] in {"=", "+", "-", "@"} or text[:1] in {"\t", "\r", "\n"} else text
