"""A document's way into the catalogue: read → clean → parse → describe → relate → store.

A file added twice is known by its hash. A second file of a document becomes a further copy of it. A file that cannot
be read is an outcome with its reason, and the others go on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from corpus import digest as digests
from corpus.amend import amendments_of
from corpus.archive import is_archive, members
from corpus.catalogue import Catalogue
from corpus.clean import clean
from corpus.consolidated import consolidates
from corpus.correcting import MIXED
from corpus.corrections import store
from corpus.describe import describe
from corpus.errors import CanCuError, NotFound, ReadRefused
from corpus.gaps import numbering_remarks
from corpus.nature import nature_of
from corpus.parse import parse
from corpus.read import LARGEST, read_bytes
from corpus.read.plain import decode
from corpus.relate import own_term, relate
from corpus.types import Amendment, CleanText, Copy, Document, Level, Nature, Provision, Reading, Relation, StatusFact

LIBRARY_SOURCE = "library:"
Read = Callable[[bytes, str], Reading]  # a file's bytes and name → its reading, or ReadRefused


@dataclass(frozen=True)
class Outcome:
    """What became of a file: `added` (a new document), `copy` (a further one), `known` (added before), `refused`.

    `articles` counts those of the document and of what is issued with it, not those of forms in its appendices.
    """

    path: Path
    kind: str
    format: str = ""
    document: Document | None = None
    nature: Nature | None = None
    articles: int = 0
    reason: str = ""
    notes: tuple[str, ...] = ()
    file_sha256: str = ""  # "" for one that was refused


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files named and those in the folders named, sorted; hidden ones left out. NotFound for a missing path."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (p for p in path.rglob("*") if p.is_file())
            found += sorted(p for p in inside if not any(part.startswith(".") for part in p.relative_to(path).parts))
        elif path.exists():
            found.append(path)
        else:
            raise NotFound(f"Không thấy “{path}”: hãy kiểm tra lại đường dẫn.")
    return found


def add_files(
    files: Iterable[Path],
    catalogue: Catalogue,
    nature: Nature | None = None,
    read: Read = read_bytes,
    named: Callable[[Path], str] = str,
) -> Iterator[Outcome]:
    """Add files one by one, an outcome each; what is stored stays stored when the caller stops.

    An archive gives an outcome for each of its members. `named` gives what a file is called as a source.
    """
    for path in files:
        try:
            if is_archive(path):
                yield from _members(path, catalogue, nature, read, named)
            else:
                yield add_file(path, catalogue, nature, named(path), read)
        except CanCuError as error:
            yield _refused(path, error)


def _members(
    path: Path, catalogue: Catalogue, nature: Nature | None, read: Read, named: Callable[[Path], str]
) -> Iterator[Outcome]:
    for name, data in members(path):
        try:
            if isinstance(data, ReadRefused):
                raise data
            yield _add(path / name, data, catalogue, nature, f"{named(path)} › {name}", read)
        except CanCuError as error:
            yield _refused(path / name, error)


def _refused(path: Path, error: CanCuError) -> Outcome:
    reason = f"{error.reason} {error.advice}" if isinstance(error, ReadRefused) else str(error)
    return Outcome(path, "refused", reason=reason)


def add_file(
    path: Path, catalogue: Catalogue, nature: Nature | None = None, source: str = "", read: Read = read_bytes
) -> Outcome:
    """Add one file; ReadRefused when it cannot be read."""
    try:
        if path.stat().st_size > LARGEST:
            raise ReadRefused(path.name, f"tệp quá giới hạn {LARGEST:,} byte.", "Tách tệp rồi thêm lại.")
        data = path.read_bytes()
    except OSError as error:
        raise ReadRefused(path.name, f"hệ thống báo lỗi {error.strerror}.", "Kiểm tra quyền đọc tệp.") from error
    return _add(path, data, catalogue, nature, source or str(path), read)


def _add(path: Path, data: bytes, catalogue: Catalogue, nature: Nature | None, source: str, read: Read) -> Outcome:
    file_hash = hashlib.sha256(data).hexdigest()
    known = catalogue.copy_of_file(file_hash)
    if known:
        document = catalogue.document(known.document)
        return Outcome(path, "known", known.format, document, known.nature, file_sha256=file_hash)
    reading = read(data, path.name)
    cleaned = clean(reading)
    if "front_matter" in reading.declared and "nature: digest" in reading.declared["front_matter"]:
        document, provisions, relations, facts, checked_on = _digest(path.name, data, cleaned, catalogue)
        nature = Nature.DIGEST
        amendments: tuple[Amendment, ...] = ()
    else:
        document, provisions = _regulation(reading, cleaned, catalogue)
        shown = nature_of(reading)
        nature = (
            shown if shown in MIXED or nature is None else nature
        )  # what a folder is declared as is not its every text
        # A consolidated or codified text mixes what several documents state: none of it is this document's own act,
        # but that it is a text of one of them.
        mixed = nature in MIXED
        relations = (
            consolidates(document, provisions, cleaned.text) if mixed else relate(document, provisions, cleaned.text)
        )
        amendments = () if mixed else amendments_of(document, provisions, cleaned.text)
        facts, checked_on = own_term(document, provisions), date.today()
    copy = Copy(
        id=f"{document.id}@{file_hash[:12]}",
        document=document.id,
        nature=nature,
        source=source.encode("utf-8", "replace").decode(),  # a file's name may be in an older encoding
        checked_on=checked_on,
        text=cleaned.text,
        sha256=hashlib.sha256(cleaned.text.encode()).hexdigest(),
        format=reading.format,
        page_starts=cleaned.page_starts,
    )
    if not source.startswith(LIBRARY_SOURCE):  # which ships with the program
        catalogue.keep_original(data, path.name)
    stored = store(catalogue, document, copy, file_hash, provisions, relations, facts, amendments, cleaned.places)
    return Outcome(
        path,
        "copy" if stored.is_further_copy else "added",
        reading.format,
        stored.document,
        catalogue.copy(stored.copy_id).nature,
        articles=sum(p.path[-1].level is Level.ARTICLE and p.step(Level.APPENDIX) is None for p in provisions),
        notes=(*reading.notes, *(() if nature is Nature.DIGEST else _remarks(stored.document, provisions))),
        file_sha256=file_hash,
    )


def _remarks(document: Document, provisions: Sequence[Provision]) -> tuple[str, ...]:
    """What a records officer should look at: no number found, gaps in the numbering."""
    unnumbered = (
        "Không đọc được số hiệu: hãy ghi số hiệu đúng ở trang Kho dữ liệu, phần Sửa thông tin "
        "(hoặc lệnh “cancu doc edit TÊN-TỆP --set number=…”)."
    )
    return (*((unnumbered,) if not document.number else ()), *numbering_remarks(provisions))


def sync_library(catalogue: Catalogue, files: Iterable[Path]) -> bool:
    """Bring the digests that ship up to date, those gone or changed taken out; True when anything changed."""
    hashes = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in files}
    here = catalogue.library_copies()
    gone = [copy_id for copy_id, file_hash in here.items() if file_hash not in hashes]
    new = [path for file_hash, path in hashes.items() if file_hash not in here.values()]
    for copy_id in gone:
        catalogue.remove_copy(copy_id)
    for path in new:
        add_file(path, catalogue, source=f"{LIBRARY_SOURCE}{path.name}")
    return bool(gone or new)


def _regulation(reading: Reading, cleaned: CleanText, catalogue: Catalogue) -> tuple[Document, tuple[Provision, ...]]:
    """The document a regulation's text describes, and its provisions under that document's id."""
    described = describe(cleaned, parse("", cleaned), reading.declared)
    document = Document(
        id="",
        number=described.number,
        title=described.title,
        kind=described.kind,
        issuer=described.issuer,
        issued=described.issued,
        effective=described.effective,
        effective_by=described.effective_by,
        signer=described.signer,
        signer_title=described.signer_title,
        capacity=described.capacity,
        place=described.place,
        field=described.field,
    )
    document_id = catalogue.identify(document)
    return replace(document, id=document_id), parse(document_id, cleaned)


def _digest(
    name: str, data: bytes, cleaned: CleanText, catalogue: Catalogue
) -> tuple[Document, tuple[Provision, ...], tuple[Relation, ...], tuple[StatusFact, ...], date]:
    """A digest's document, provisions, relations and facts, as its front matter states them."""
    digest = digests.load_digest(decode(data, name)[0], name)
    document = Document(
        id="",
        number=digest.number,
        title=digest.title,
        kind=digest.kind,
        issuer=digest.issuer,
        issued=digest.issued,
        effective=digest.effective,
        effective_by=f"section:{digest.effective_stated}" if digest.effective_stated else "",
        signer=digest.signer,
        signer_title=digest.signer_title,
    )
    document_id = catalogue.identify(document)
    return (
        replace(document, id=document_id),
        parse(document_id, cleaned),
        digests.relations(digest, document_id),
        digests.status_facts(digest, document_id),
        digest.checked_on,
    )
