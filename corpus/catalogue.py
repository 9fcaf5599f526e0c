"""The catalogue: documents, their copies, provisions, relations and status facts, in one SQLite file.

A document's fields come from its best copy, gaps filled from the others. Provisions, relations and facts belong to
the copy that states them; readers see the best copy's. Text is stored once per copy, provisions as offsets into it.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from corpus.consolidated import KIND as CONSOLIDATED
from corpus.errors import Misconfigured
from corpus.numbers import fold
from corpus.originals import Originals
from corpus.rows import (
    DOCUMENT_FIELDS,
    amendment_row,
    fact_row,
    iso,
    plain,
    provision_row,
    relation_row,
    to_amendment,
    to_date,
    to_document,
    to_fact,
    to_provision,
    to_relation,
)
from corpus.schema import SCHEMA_VERSION, statements
from corpus.titles import title_given
from corpus.types import (
    Amendment,
    Box,
    Copy,
    Document,
    Level,
    Nature,
    Place,
    Provision,
    Relation,
    RelationKind,
    StatusFact,
)

MOST_TITLES = 20  # places in which others name a document that are read for its title
RANK = {nature: rank for rank, nature in enumerate(Nature)}


State = tuple[str, int, int]


class Listed(NamedTuple):
    """A copy without its text."""

    id: str
    document: str
    nature: Nature
    source: str
    checked_on: date
    sha256: str


@dataclass(frozen=True)
class Stored:
    """What `Catalogue.store` did: the copy's document, and whether another copy of it was there before."""

    document: Document
    copy_id: str
    is_further_copy: bool


class Catalogue:
    """Documents by id and number; open one per process and thread. Reading needs no lock."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._originals = Originals(path.parent / "originals")
        self._db = sqlite3.connect(path, timeout=30, check_same_thread=False)
        self._db.execute("pragma foreign_keys = on")
        self._db.execute("pragma journal_mode = wal")
        self._name = uuid4().hex  # of this connection: what it counts of writing means nothing to another
        self._checked: tuple[State, date | None] | None = None
        self._listed: tuple[State, list[Document]] | None = None  # and at which state of the file
        version = self._db.execute("pragma user_version").fetchone()[0]
        if version < SCHEMA_VERSION:
            with self._transaction():
                version = self._db.execute("pragma user_version").fetchone()[0]  # another process may have been first
                for statement in statements(version):
                    self._db.execute(statement)
                self._db.execute(f"pragma user_version = {SCHEMA_VERSION}")
        elif version > SCHEMA_VERSION:
            raise Misconfigured(
                f"Danh mục “{path}” thuộc phiên bản {version}, mới hơn chương trình này (phiên bản {SCHEMA_VERSION}). "
                "Hãy cập nhật chương trình, hoặc dùng thư mục dữ liệu khác (CANCU_DATA)."
            )

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All or nothing, also for several statements; a second writer waits."""
        self._db.execute("begin immediate") if not self._db.in_transaction else None
        try:
            yield
        except BaseException:
            self._db.rollback()
            raise
        self._db.commit()

    # writing

    def copy_of_file(self, file_sha256: str) -> Copy | None:
        """The copy that this very file became, if it was added before."""
        row = self._db.execute("select id from copies where file_sha256 = ?", (file_sha256,)).fetchone()
        return self._copy(row[0]) if row else None

    def keep_original(self, data: bytes, name: str) -> None:
        """Keep the file that a copy is read from; Misconfigured when it cannot be written."""
        self._originals.keep(data, name)

    def original(self, copy_id: str) -> Path | None:
        """The file that a copy was read from, as it came; None where it is not kept and no more where it was."""
        row = self._db.execute("select file_sha256, source from copies where id = ?", (copy_id,)).fetchone()
        if row is None:
            return None
        file_sha256, source = row
        return self._originals.find(file_sha256) or _unchanged(Path(source), file_sha256)

    def identify(self, described: Document) -> str:
        """The id of the document described: the same number, issuer and date as one here, or a new id.

        A number that carries its year and its issuer's sign (73/2019/NĐ-CP) identifies a document alone; others
        (464/QĐ-UBND) only together with the issuer and, where both are known, the date. Equal numbers of different
        issuers never merge.
        """
        if described.number:
            for known in self.by_number(described.number):
                if _same_document(known, described):
                    return known.id
        else:
            unnumbered = ("", described.title, described.issuer, iso(described.issued))
            for row in self._db.execute("select id, number, title, issuer, issued from documents where folded = ''"):
                if tuple(row[1:]) == unnumbered:
                    return str(row[0])
        name = described.number or f"không số ({hashlib.sha256(described.title.encode()).hexdigest()[:8]})"
        return "|".join([name, described.issuer, iso(described.issued) or "không rõ ngày"])

    def store(
        self,
        document: Document,
        copy: Copy,
        file_sha256: str,
        provisions: Sequence[Provision],
        relations: Sequence[Relation] = (),
        facts: Sequence[StatusFact] = (),
        amendments: Sequence[Amendment] = (),
        places: Sequence[Place] = (),
    ) -> Stored:
        """Put a copy and all it says into the catalogue, whole or not at all; the document's fields are made anew."""
        with self._transaction():
            known = self._db.execute("select 1 from documents where id = ?", (document.id,)).fetchone() is not None
            if not known:
                self._db.execute(
                    "insert into documents (id, folded, number) values (?, ?, ?)",
                    (document.id, fold(document.number), document.number),
                )
            described = {name: plain(getattr(document, name)) for name in DOCUMENT_FIELDS}
            self._db.execute(
                "insert into copies values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    copy.id,
                    document.id,
                    RANK[copy.nature],
                    copy.nature.value,
                    copy.source,
                    copy.checked_on.isoformat(),
                    copy.format,
                    copy.text,
                    copy.sha256,
                    file_sha256,
                    json.dumps(copy.page_starts),
                    json.dumps(described, ensure_ascii=False),
                    sum(p.step(Level.ARTICLE) is not None and p.step(Level.APPENDIX) is None for p in provisions),
                ),
            )
            self._db.executemany(
                "insert into provisions values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (provision_row(copy.id, seq, provision) for seq, provision in enumerate(provisions)),
            )
            self._db.executemany(
                "insert into relations values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (relation_row(copy.id, relation) for relation in relations),
            )
            self._db.executemany(
                "insert into status_facts values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (fact_row(copy.id, fact) for fact in facts),
            )
            self._db.executemany(
                "insert into amendments values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (amendment_row(copy.id, seq, amendment) for seq, amendment in enumerate(amendments)),
            )
            if places:
                lines = json.dumps([[start, end, *box] for start, end, box in places], separators=(",", ":"))
                self._db.execute("insert into places values (?, ?)", (copy.id, lines))
            self._describe(document.id)
            self._title_untitled(copy.id)
        return Stored(self.document(document.id), copy.id, known)

    def remove_copy(self, copy_id: str) -> None:
        """Take a copy and what it says out; the document goes with its last copy."""
        with self._transaction():
            found = "select document, file_sha256 from copies where id = ?"
            *row, file_sha256 = self._db.execute(found, (copy_id,)).fetchone() or ("",)
            if not row:
                return
            named = (
                "select distinct d.id from relations r join documents d on d.folded = r.target_folded where r.copy = ?"
            )
            titled = [document for (document,) in self._db.execute(named, (copy_id,)) if document != row[0]]
            self._db.execute("delete from copies where id = ?", (copy_id,))
            for document in titled:  # some may have had their title from it
                self._describe(document)
            if self._db.execute("select 1 from copies where document = ?", row).fetchone():
                self._describe(row[0])
            else:
                self._db.execute("delete from documents where id = ?", row)
            self._originals.drop(file_sha256)  # while no other process can store it anew

    def _describe(self, document_id: str) -> None:
        """Fill the document's fields from its copies, best first."""
        fields: dict[str, str] = {}
        for (described,) in self._db.execute(
            "select described from copies where document = ? order by rank, units desc, id", (document_id,)
        ):
            for name, value in json.loads(described).items():
                if value and not fields.get(name):
                    fields[name] = value
        number = fields.get("number")
        if number and not fields.get("title") and not is_local(number):  # a number that several issuers may share
            fields["title"] = self._called_by_others(number)
        assignments = ", ".join(f"{name} = ?" for name in DOCUMENT_FIELDS)
        self._db.execute(
            f"update documents set {assignments}, folded = ? where id = ?",
            [*(fields.get(name) for name in DOCUMENT_FIELDS), fold(fields.get("number") or ""), document_id],
        )

    def _called_by_others(self, number: str) -> str:
        """The title that most documents here give the one with this number, "" when none does."""
        given = Counter(
            title
            for relation in self.relations_to_number(number)[:MOST_TITLES]
            if (stated := self.provision(relation.stated_by)) and (title := title_given(number, stated.text))
        )
        return given.most_common(1)[0][0] if given else ""

    def _title_untitled(self, copy_id: str) -> None:
        """Give those documents a title that have none and that a copy names."""
        rows = self._db.execute(
            "select distinct d.id from relations r join documents d on d.folded = r.target_folded "
            "where r.copy = ? and coalesce(d.title, '') = ''",
            (copy_id,),
        )
        for (document,) in rows.fetchall():
            self._describe(document)

    # reading

    def documents(self) -> list[Document]:
        """All documents, oldest first; read again only when this or another connection has written."""
        written = self.written()
        if self._listed is None or self._listed[0] != written:
            self._listed = written, self._documents("1 order by issued, number")
        return list(self._listed[1])

    def written(self) -> State:
        """What tells a state of the catalogue, as this connection sees it, from another: any writing changes it."""
        return self._name, self._db.execute("pragma data_version").fetchone()[0], self._db.total_changes

    def document(self, document_id: str) -> Document:
        """One document; KeyError when it is not here."""
        found = self._documents("id = ?", document_id)
        if not found:
            raise KeyError(document_id)
        return found[0]

    def by_number(self, number: str) -> list[Document]:
        """The documents with this number, whatever case, diacritics or spaces it is typed with."""
        return self._documents("folded = ? order by issued", fold(number))

    def _documents(self, where: str, *values: str) -> list[Document]:
        columns = ", ".join(("id", *DOCUMENT_FIELDS))
        return [to_document(row) for row in self._db.execute(f"select {columns} from documents where {where}", values)]

    def copies(self, document_id: str) -> list[Copy]:
        """The copies of a document, the best first."""
        rows = self._db.execute(
            "select id from copies where document = ? order by rank, units desc, id", (document_id,)
        ).fetchall()
        return [self._copy(row[0]) for row in rows]

    def best_copy(self, document_id: str) -> Copy:
        """The copy that is quoted: the most authoritative nature, and of several of one nature the most complete."""
        row = self._db.execute(
            "select id from copies where document = ? order by rank, units desc, id limit 1", (document_id,)
        ).fetchone()
        if row is None:
            raise KeyError(document_id)
        return self._copy(row[0])

    def listed(self) -> list[Listed]:
        """Every copy of every document, without its text, the best of each document first."""
        rows = self._db.execute(
            "select id, document, nature, source, checked_on, sha256 from copies "
            "order by document, rank, units desc, id"
        )
        return [Listed(i, d, Nature(n), s, date.fromisoformat(on), sha) for i, d, n, s, on, sha in rows]

    def document_of_file(self, file_sha256: str) -> str | None:
        """The id of the document that a file became a copy of."""
        row = self._db.execute("select document from copies where file_sha256 = ?", (file_sha256,)).fetchone()
        return str(row[0]) if row else None

    def numbers_named(self) -> list[tuple[str, str]]:
        """The id of each document with each number that it states a relation to."""
        return self._db.execute("select distinct source, target_number from relations order by source").fetchall()

    def natures(self) -> dict[str, str]:
        """The nature of the best copy of each document, by the document's id."""
        rows = self._db.execute("select document, nature from copies order by rank desc, units, id desc")
        return dict(rows.fetchall())

    def copy_id_of(self, provision_id: str) -> str | None:
        """The best copy in which a provision stands."""
        row = self._db.execute(
            "select c.id from provisions p join copies c on c.id = p.copy where p.id = ? "
            "order by c.rank, c.units desc, c.id limit 1",
            (provision_id,),
        ).fetchone()
        return str(row[0]) if row else None

    def copy(self, copy_id: str) -> Copy:
        """One copy; KeyError when it is not here."""
        return self._copy(copy_id)

    def _copy(self, copy_id: str) -> Copy:
        row = self._db.execute(
            "select id, document, nature, source, checked_on, text, sha256, format, page_starts "
            "from copies where id = ?",
            (copy_id,),
        ).fetchone()
        if row is None:
            raise KeyError(copy_id)
        return Copy(
            id=row[0],
            document=row[1],
            nature=Nature(row[2]),
            source=row[3],
            checked_on=date.fromisoformat(row[4]),
            text=row[5],
            sha256=row[6],
            format=row[7],
            page_starts=tuple(json.loads(row[8])),
        )

    def provisions(self, copy: Copy) -> list[Provision]:
        """The provisions of a copy in reading order; they tile its text."""
        rows = self._db.execute("select * from provisions where copy = ? order by seq", (copy.id,))
        return [to_provision(row, copy) for row in rows]

    def provisions_inside(self, copy: Copy, provision: Provision) -> list[Provision]:
        """What begins within a provision of a copy, in reading order, itself left out."""
        rows = self._db.execute(
            "select * from provisions where copy = ? and start > ? and start < ? order by seq",
            (copy.id, provision.start, provision.extent),
        )
        return [to_provision(row, copy) for row in rows]

    def provision(self, provision_id: str, copy: Copy | None = None) -> Provision | None:
        """A provision in the copy given, or else in the best one that has it."""
        if copy is None:
            copy_id = self.copy_id_of(provision_id)
            if copy_id is None:
                return None
            copy = self._copy(copy_id)
        row = self._db.execute("select * from provisions where copy = ? and id = ?", (copy.id, provision_id)).fetchone()
        return to_provision(row, copy) if row else None

    def relations_from(self, document_id: str) -> list[Relation]:
        """What a document does to earlier ones; each once, as its best copy states it."""
        rows = self._db.execute(
            "select r.* from relations r join copies c on c.id = r.copy where r.source = ? order by c.rank, r.rowid",
            (document_id,),
        )
        return _once(to_relation(row) for row in rows)

    def relations_to_number(self, number: str) -> list[Relation]:
        """What the corpus says others do to the document with this number, whether it is here or not."""
        rows = self._db.execute(
            "select r.* from relations r join copies c on c.id = r.copy where r.target_folded = ? "
            "order by c.rank, r.rowid",
            (fold(number),),
        )
        return _once(to_relation(row) for row in rows)

    def absent_numbers(self, start: str) -> list[str]:
        """The numbers of documents that others here change, end or rest on and that begin so: “59/2021”."""
        rows = self._db.execute(
            "select distinct target_number from relations where target_folded like ? order by target_folded",
            (f"{fold(start)}/%",),
        )
        numbers = {fold(number): number for (number,) in rows}
        return [number for number in numbers.values() if not self.by_number(number)]

    def relations_to_laws_of(self, year: int) -> list[Relation]:
        """What the corpus says others do to laws of the National Assembly of a year, whether they are here or not."""
        rows = self._db.execute(
            "select r.* from relations r join copies c on c.id = r.copy where r.target_folded like ? "
            "order by c.rank, r.rowid",
            (f"%/{year}/qh%",),
        )
        return _once(to_relation(row) for row in rows)

    def consolidating(self, number: str) -> list[Document]:
        """The texts here that put the document with this number together with its amendments, the newest first."""
        links = [r for r in self.relations_to_number(number) if r.kind is RelationKind.CONSOLIDATES]
        texts = [self.document(link.source) for link in links]
        return sorted(texts, key=lambda text: text.issued or date.min, reverse=True)

    def relations_to(self, document: Document) -> list[Relation]:
        """What later documents do to this one, its id filled in as their target; to a consolidated text also what is
        done to the document that it is a text of, but for the amendments that it holds.
        """
        links = self.relations_to_number(document.number) if document.number else []
        found = [link for link in links if self._of_this(link, document, document.number, document.issued)]
        for held in self.relations_from(document.id) if document.kind == CONSOLIDATED else ():
            if held.kind is RelationKind.CONSOLIDATES:
                later = self.relations_to_number(held.target_number)
                found += [
                    link
                    for link in later
                    if link.kind is not RelationKind.CONSOLIDATES
                    and self._of_this(link, document, held.target_number, held.target_issued)
                    and (_ends_whole(link) or self._is_later(link, document))
                ]
        return [replace(link, target=document.id) for link in found]

    def _is_later(self, link: Relation, document: Document) -> bool:
        return (self.document(link.source).issued or date.max) > (document.issued or date.min)

    def _of_this(self, link: Relation, document: Document, number: str, issued: date | None) -> bool:
        """Whether a relation to a number is to the document of this issuer and day: provinces share numbers."""
        if link.source == document.id:
            return False
        same_issuer = not is_local(number) or fold(self.document(link.source).issuer) == fold(document.issuer)
        same_date = None in (link.target_issued, issued) or link.target_issued == issued
        return same_issuer and (same_date or _names_year(number))

    def amendments_to(self, document: Document) -> list[Amendment]:
        """What other documents change in the text of this one, each as its best copy states it, in no order."""
        rows = self._db.execute(
            "select a.* from amendments a where a.target_folded = ? and a.copy = "
            "(select id from copies where document = a.source order by rank, units desc, id limit 1) "
            "order by a.copy, a.seq",
            (fold(document.number),),
        )
        sources = {relation.source for relation in self.relations_to(document)}  # of this issuer's document alone
        return [to_amendment(row) for row in rows if row[3] in sources]

    def places(self, copy_id: str, start: int, end: int) -> list[Place]:
        """Where on the pages of a PDF or a scan the characters [start, end) of a copy stand, line by line."""
        row = self._db.execute("select lines from places where copy = ?", (copy_id,)).fetchone()
        lines = json.loads(row[0]) if row else []
        return [Place(low, high, Box(*box)) for low, high, *box in lines if low < end and start < high]

    def facts(self, document_id: str) -> list[StatusFact]:
        """The sourced status facts about a document."""
        rows = self._db.execute(
            "select document, value, since, until, by_number, stated_by, note, confidence from status_facts "
            "where document = ?",
            (document_id,),
        )
        return [to_fact(row) for row in rows]

    def checked_on(self, document_id: str | None = None) -> date | None:
        """The day to which the corpus knows a document, or all of it."""
        if document_id:
            newest = "select max(checked_on) from copies where document = ?"
            return to_date(self._db.execute(newest, (document_id,)).fetchone()[0])
        written = self.written()
        if self._checked is None or self._checked[0] != written:
            newest = "select max(checked_on) from copies"
            self._checked = written, to_date(self._db.execute(newest).fetchone()[0])
        return self._checked[1]

    def fingerprint(self) -> str:
        """A hash of everything that answers depend on: the corpus hash of a snapshot and of an answer's token."""
        digest = hashlib.sha256()
        for row in self._db.execute("select id, nature, sha256, file_sha256 from copies order by id"):
            digest.update("\x1f".join(row).encode() + b"\x1e")
        corrections = (
            "select c.id, r.field, r.value, r.who, r.made_on, r.source from corrections r "
            "join copies c using (file_sha256) where r.undone_on is null and r.field <> 'as_read' order by c.id, r.id"
        )
        for row in self._db.execute(corrections):
            digest.update("\x1f".join(row).encode() + b"\x1e")
        return digest.hexdigest()[:16]

    def fingerprints(self) -> dict[str, str]:
        """For each document a hash of its fields, copies and corrections: what is made from it is current while equal.

        Oldest document first.
        """
        columns = ", ".join(("id", *DOCUMENT_FIELDS))
        found = {row[0]: hashlib.sha256(repr(row).encode()) for row in self._db.execute(
            f"select {columns} from documents order by issued, number, id"
        )}  # fmt: skip
        for document, *row in self._db.execute(
            "select document, id, nature, sha256, file_sha256 from copies order by id"
        ):
            found[document].update(repr(row).encode())
        for document, *row in self._db.execute(
            "select c.document, c.id, r.field, r.value, r.id from corrections r join copies c using (file_sha256) "
            "where r.undone_on is null and r.field <> 'as_read' order by c.id, r.id"
        ):
            found[document].update(repr(row).encode())
        return {document: digest.hexdigest()[:16] for document, digest in found.items()}

    def library_copies(self) -> dict[str, str]:
        """The file hashes of the digests that ship and are here now, by copy id."""
        rows = self._db.execute("select id, file_sha256 from copies where source like 'library:%'")
        return {row[0]: row[1] for row in rows}

    # for packs, which carry rows as they stand, whatever columns the schema has

    def connection(self) -> sqlite3.Connection:
        """The database itself, for reading rows; they are written within `storing` or `changing`."""
        return self._db

    @contextmanager
    def storing(self, document_id: str) -> Iterator[None]:
        """A transaction that stores a copy of this document: the document is there before, its fields made after."""
        with self._transaction():
            self._db.execute("insert or ignore into documents (id, folded) values (?, '')", (document_id,))
            yield
            self._describe(document_id)

    # for corrections, which change rows as they stand

    @contextmanager
    def changing(self) -> Iterator[Callable[[str], None]]:
        """A transaction; what it gives is called with each document whose copies changed, came or went."""
        with self._transaction():
            yield self._settle

    def _settle(self, document_id: str) -> None:
        """Make a document's fields anew; it goes when it has no copy."""
        if self._db.execute("select 1 from copies where document = ?", (document_id,)).fetchone():
            self._describe(document_id)
        else:
            self._db.execute("delete from documents where id = ?", (document_id,))


def _same_document(known: Document, other: Document) -> bool:
    """Whether two descriptions with equal numbers are of one document."""
    if known.issuer and other.issuer and fold(known.issuer) != fold(other.issuer):
        return False
    if known.issued and other.issued and known.issued != other.issued:
        return _names_year(known.number) and not is_local(known.number)
    if is_local(known.number):
        return bool(known.issuer and other.issuer) or bool(known.issued and known.issued == other.issued)
    return True


def _unchanged(path: Path, file_sha256: str) -> Path | None:
    """The file at a path while its bytes are still those of a hash."""
    try:
        about = path.stat()
        is_same = path.is_file() and _sha256_of(path, about.st_mtime_ns, about.st_size) == file_sha256
    except (OSError, ValueError):  # a source may be an address, or a file nobody may read
        return None
    return path if is_same else None


@lru_cache(maxsize=64)
def _sha256_of(path: Path, changed: int, size: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _ends_whole(link: Relation) -> bool:
    return link.kind in ENDING and not link.target_path


def is_local(number: str) -> bool:
    """Whether many issuers share this number's sign: people's committees and councils."""
    return any(sign in fold(number) for sign in ("ubnd", "hdnd"))


def _names_year(number: str) -> bool:
    return any(part.isdigit() and len(part) == 4 and part[:2] in {"19", "20"} for part in number.split("/")[1:2])


ENDING = {RelationKind.REPLACES, RelationKind.REPEALS}


def _once(relations: Iterable[Relation]) -> list[Relation]:
    """The first of each (kind, source, target, path): the best copy's. A document ends once, by whatever verb."""
    seen: dict[object, Relation] = {}
    for relation in relations:
        kind = "ends" if relation.kind in ENDING else relation.kind
        seen.setdefault((kind, relation.source, fold(relation.target_number), relation.target_path), relation)
    return list(seen.values())
