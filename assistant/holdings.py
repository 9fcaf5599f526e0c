"""What the corpus holds and what it lacks: every copy with its source and who checked it, and what is only named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.evidence import Evidence
from assistant.naming import name_of
from corpus.corrections import active_makers
from corpus.numbers import fold
from corpus.types import Copy, Document, StatusValue


@dataclass(frozen=True)
class Holding:
    """A copy of a document, its validity today, and the people who corrected it, none where nobody did."""

    document: Document
    copy: Copy
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
    return [
        Holding(document, copy, evidence.status(document).value, makers.get(copy.id, ()))
        for document in evidence.catalogue.documents()
        for copy in evidence.catalogue.copies(document.id)
    ]


def named_only(evidence: Evidence) -> list[Named]:
    """The numbers that are named in relations and not here, those named most first."""
    here = {fold(document.number) for document in evidence.catalogue.documents()}
    found: dict[str, tuple[str, dict[str, None]]] = {}
    for document in evidence.catalogue.documents():
        for relation in evidence.catalogue.relations_from(document.id):
            key = fold(relation.target_number)
            if key and key not in here:
                found.setdefault(key, (relation.target_number, {}))[1][name_of(document)] = None
    named = [Named(number, tuple(by)) for number, by in found.values()]
    return sorted(named, key=lambda one: (-len(one.by), one.number))


def as_csv(held: list[Holding]) -> str:
    """The holdings as CSV: number, title, issuer, dates, validity, nature, source, checksum, checked on and by whom."""
    import csv
    import io

    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow("number title issuer issued effective status nature source sha256 checked_on checked_by".split())
    for one in held:
        document, copy = one.document, one.copy
        row: list[str | date] = [document.number, document.title, document.issuer, document.issued or ""]
        row += [document.effective or "", one.status.value, copy.nature.value, copy.source, copy.sha256]
        writer.writerow([*map(_safe, map(str, row)), copy.checked_on, _safe("; ".join(one.checked_by))])
    return "\ufeff" + file.getvalue()  # by which spreadsheets know that it is UTF-8


def _safe(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t"} else text
