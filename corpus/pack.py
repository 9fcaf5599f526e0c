"""Corpus packs (kho đóng gói): the copies of a catalogue as files that another catalogue takes in unchanged.

A pack is a folder or a zip: `copies/<hash of the original file>.json` with every row that belongs to a copy, and
`manifest.json`, written last, with the hash of each. The original files are not in it, nor are the digests that ship.
A pack is verified by taking it into a catalogue of its own; what is imported or compared is read from there.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.catalogue import Catalogue
from corpus.errors import Misconfigured, NotFound, ReadRefused
from corpus.pack_check import FORMAT, VERSION, Entry, Manifest, content_of, take_in
from corpus.pack_files import MANIFEST, write_files
from corpus.pack_rows import Rows, own_copies, renamed, rows_of_copy, schema_of, store_rows, to_json


@dataclass(frozen=True)
class PackSummary:
    """What was exported or imported: copies in the pack; `added` to the catalogue, `known` there before; `left_out`."""

    name: str
    made_on: date
    made_by: str
    content: str
    documents: int
    copies: int
    added: int = 0
    known: int = 0
    left_out: int = 0


def export_pack(catalogue: Catalogue, path: Path, name: str, made_by: str, made_on: date | None = None) -> PackSummary:
    """Write all copies but the digests that ship to a new folder, or to a zip when the path ends in .zip."""
    if not (name.strip() and made_by.strip()):
        raise Misconfigured("Kho đóng gói cần tên và người lập: hãy cho cả --name và --by.")
    carried = own_copies(catalogue)
    if not carried:
        raise NotFound("Kho chưa có văn bản nào để đóng gói: hãy thêm văn bản bằng lệnh add trước.")
    made_on = made_on or date.today()
    entries: list[Entry] = []

    def files() -> Iterator[tuple[str, bytes]]:
        for copy_id in carried:
            rows = rows_of_copy(catalogue, copy_id)
            data = to_json(rows)
            entries.append(_entry(catalogue, rows, data))
            yield entries[-1].file, data
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "schema": schema_of(catalogue),
            "name": name.strip(),
            "made_on": made_on.isoformat(),
            "made_by": made_by.strip(),
            "corpus": catalogue.fingerprint(),
            "content": content_of(entries),
            "entries": [vars(entry) for entry in entries],
        }
        yield MANIFEST, to_json(manifest)

    write_files(path, files())
    return PackSummary(
        name.strip(),
        made_on,
        made_by.strip(),
        content_of(entries),
        documents=len({entry.document for entry in entries}),
        copies=len(entries),
        left_out=len(catalogue.library_copies()),
    )


def verify_pack(path: Path) -> list[str]:
    """What is wrong with a pack, in Vietnamese; empty for a sound one. NotFound or ReadRefused when it is none."""
    with _trial() as trial:
        return take_in(path, trial)[1]


def import_pack(catalogue: Catalogue, path: Path) -> PackSummary:
    """Take the copies of a pack in that are not here yet; ReadRefused, and nothing taken, when it is not sound."""
    added = 0
    with loaded(path) as (manifest, pack):
        for entry in manifest.entries:
            rows = rows_of_copy(pack, entry.copy)
            if catalogue.copy_of_file(str(rows["copies"][0]["file_sha256"])):
                continue
            store_rows(catalogue, renamed(rows, entry.document, document_here(catalogue, pack, entry.document)))
            added += 1
    return PackSummary(
        manifest.name,
        manifest.made_on,
        manifest.made_by,
        manifest.content,
        documents=len({entry.document for entry in manifest.entries}),
        copies=len(manifest.entries),
        added=added,
        known=len(manifest.entries) - added,
    )


@contextmanager
def loaded(path: Path) -> Iterator[tuple[Manifest, Catalogue]]:
    """A sound pack's manifest and its copies in a catalogue of their own; ReadRefused names the first problems."""
    with _trial() as trial:
        manifest, problems = take_in(path, trial)
        if problems or manifest is None:
            more = f" (và {len(problems) - 3} lỗi nữa)" if len(problems) > 3 else ""
            advice = "Chưa nhập gì. Xem đủ các lỗi bằng lệnh pack verify, rồi lấy lại kho từ nơi đã xuất."
            raise ReadRefused(path.name, " ".join(problems[:3]) + more, advice)
        yield manifest, trial


def document_here(here: Catalogue, there: Catalogue, document_id: str) -> str:
    """The id that a document of one catalogue has in another: its own, unless only another one of it is there."""
    if not has_document(here, document_id):
        found = here.identify(there.document(document_id))
        if has_document(here, found):
            return found
    return document_id


def has_document(catalogue: Catalogue, document_id: str) -> bool:
    """Whether a document of this id is in a catalogue."""
    try:
        catalogue.document(document_id)
    except KeyError:
        return False
    return True


@contextmanager
def _trial() -> Iterator[Catalogue]:
    """An empty catalogue that lasts as long as the block."""
    with tempfile.TemporaryDirectory(prefix="cancu-pack-") as folder:
        catalogue = Catalogue(Path(folder) / "catalogue.sqlite")
        try:
            yield catalogue
        finally:
            catalogue.close()


def _entry(catalogue: Catalogue, rows: Rows, data: bytes) -> Entry:
    copy = {column: str(value) for column, value in rows["copies"][0].items()}
    document = catalogue.document(copy["document"])
    return Entry(
        copy=copy["id"],
        document=document.id,
        number=document.number,
        title=document.title,
        issuer=document.issuer,
        issued=document.issued.isoformat() if document.issued else None,
        nature=copy["nature"],
        source=copy["source"],
        checked_on=copy["checked_on"],
        format=copy["format"],
        file=f"copies/{copy['file_sha256']}.json",
        sha256=hashlib.sha256(data).hexdigest(),
        text_sha256=copy["sha256"],
    )
