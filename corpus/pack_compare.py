"""What a corpus pack and a catalogue have, say and hold in force differently."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.catalogue import Catalogue
from corpus.pack import document_here, loaded
from corpus.pack_rows import renamed, rows_of_copy, store_rows
from corpus.types import Status
from corpus.validity import status


@dataclass(frozen=True)
class StatusDifference:
    """A document whose status on the day differs: as the catalogue has it, and as the pack would."""

    document: str
    here: Status
    there: Status


@dataclass(frozen=True)
class PackDifference:
    """Documents by id, the catalogue's where it has them. `same` counts those that differ in nothing told here."""

    as_of: date
    only_here: tuple[str, ...]
    only_there: tuple[str, ...]
    different_text: tuple[str, ...]  # of the best copy
    different_nature: tuple[str, ...]  # likewise
    different_status: tuple[StatusDifference, ...]
    same: int


def compare_pack(catalogue: Catalogue, path: Path, as_of: date | None = None) -> PackDifference:
    """Compare a sound pack with the catalogue, the digests that ship left out of what is compared on both sides.

    A status may differ because one side lacks the document that ends it; those digests count for both.
    """
    as_of = as_of or date.today()
    with loaded(path) as (_, pack):
        library = set(catalogue.library_copies().values())
        here, there = _documents(catalogue, library), _documents(pack, library)
        ids = {document_here(catalogue, pack, document_id): document_id for document_id in there}
        both = sorted(set(here) & set(ids))
        texts = [document for document in both if here[document][0] != there[ids[document]][0]]
        natures = [document for document in both if here[document][1] != there[ids[document]][1]]
        _lend_library(catalogue, pack)
        statuses = []
        for document in both:
            pair = _status(catalogue, document, as_of), _status(pack, ids[document], as_of)
            if len({(found.value, found.since, found.until) for found in pair}) > 1:
                statuses.append(StatusDifference(document, *pair))
    different = {*texts, *natures, *(found.document for found in statuses)}
    return PackDifference(
        as_of,
        tuple(sorted(set(here) - set(ids))),
        tuple(sorted(set(ids) - set(here))),
        tuple(texts),
        tuple(natures),
        tuple(statuses),
        same=len(set(both) - different),
    )


def _documents(catalogue: Catalogue, library: Set[str]) -> dict[str, tuple[str, str]]:
    """The hash of the text and the nature of each document's best copy whose file is not one of the library's."""
    rows = catalogue.connection().execute(
        "select document, sha256, nature, file_sha256 from copies order by document, rank desc, id desc"
    )
    return {row[0]: (row[1], row[2]) for row in rows if row[3] not in library}


def _lend_library(lender: Catalogue, borrower: Catalogue) -> None:
    """Give a catalogue the digests that ship, as another has them."""
    for copy_id in lender.library_copies():
        rows = rows_of_copy(lender, copy_id)
        copy = rows["copies"][0]
        if borrower.copy_of_file(str(copy["file_sha256"])) is None:
            document = str(copy["document"])
            store_rows(borrower, renamed(rows, document, document_here(borrower, lender, document)))


def _status(catalogue: Catalogue, document_id: str, as_of: date) -> Status:
    document = catalogue.document(document_id)
    incoming = catalogue.relations_to(document)
    sources = {relation.source: catalogue.document(relation.source) for relation in incoming}
    return status(document, as_of, incoming, catalogue.facts(document_id), sources)
