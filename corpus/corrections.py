"""Corrections by a records officer: written down by file, applied to what was read of it, taken back exactly.

A correction is of a document: it is kept for each of its files but the digests that ship. What was read of a file is
kept beside its corrections, so that a copy always says what was read, then corrected; a change of number, issuer or
issue date takes the copy to the document that it then is of, with every id.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from corpus.catalogue import RANK, Catalogue, Stored
from corpus.correcting import FIELDS, Correction, Stated, checked, corrected, relation_form, value_before
from corpus.errors import Misconfigured, NotFound
from corpus.pack_rows import columns_of, renamed
from corpus.rows import (
    DOCUMENT_FIELDS,
    amendment_row,
    fact_row,
    plain,
    relation_row,
    to_amendment,
    to_date,
    to_document,
    to_fact,
    to_relation,
)
from corpus.types import Amendment, Copy, Document, Nature, Place, Provision, Relation, StatusFact

AS_READ = "as_read"  # the row of `corrections` that keeps what was read of a file while it has corrections
Settle = Callable[[str], None]


@dataclass(frozen=True)
class _Held:
    """A copy as it stands, and what was read of it, both under its document's present id; `home` is the id read."""

    copy: Copy
    file_sha256: str
    provisions: tuple[Provision, ...]
    now: Stated
    as_read: Stated
    home: str
    active: tuple[Correction, ...]


def correct(
    catalogue: Catalogue,
    document: Document,
    changes: Mapping[str, str] | Iterable[tuple[str, str]],
    who: str,
    source: str,
    on: date | None = None,
) -> list[Correction]:
    """Give fields of a document new values, all or none; what was written, for each file that it changes.

    Misconfigured when a value is wrong or changes nothing, or only a digest that ships is here; NotFound for a
    document that is not here. `nature=official file=NAME` says which of several copies is meant.
    """
    made_on = on or date.today()
    who, source = _words(who, "người sửa (--by)"), _words(source, "nguồn của giá trị mới (--source)")
    pairs = list(changes.items() if isinstance(changes, Mapping) else changes)
    if not pairs:
        raise Misconfigured(f"Chưa nêu thay đổi nào. Các trường sửa được: {', '.join(FIELDS)}.")
    written: list[int] = []
    with catalogue.changing() as settle:
        held = _editable(catalogue, document)
        for field, value in pairs:
            chosen = held
            if field == "nature":
                value, chosen = _of_nature(value, held)
            value = checked(field, value, made_on)
            ids = {
                h.copy.id: _write(
                    catalogue, h, Correction(0, h.file_sha256, "", field, value, "", who, made_on, source)
                )
                for h in chosen
            }
            if not any(ids.values()):
                raise _no_change(catalogue, held, field, value)
            written += [id_ for id_ in ids.values() if id_]
            held = [replace(h, active=_active(catalogue, h.file_sha256)) for h in held]
        _restate(catalogue, held, settle)
    return _by_ids(catalogue, written)


def history(catalogue: Catalogue, document: Document) -> list[Correction]:
    """All corrections of a document's files, those undone too, the oldest first."""
    return _corrections(
        catalogue,
        "document = ? or file_sha256 in (select file_sha256 from copies where document = ?)",
        document.id,
        document.id,
    )


def active_makers(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """Who made the corrections in force, by copy."""
    rows = catalogue.connection().execute(
        "select distinct c.id, r.who from corrections r join copies c using (file_sha256) "
        "where r.undone_on is null and r.field <> ? order by c.id, r.who",
        (AS_READ,),
    )
    found: dict[str, tuple[str, ...]] = {}
    for copy_id, who in rows:
        found[copy_id] = (*found.get(copy_id, ()), who)
    return found


def undo(catalogue: Catalogue, correction_id: int, who: str, on: date | None = None) -> list[Correction]:
    """Take a correction back, for all files of the document that it was made for; later ones of the field stay.

    NotFound for an id that is not here, Misconfigured for one that was undone before.
    """
    who = _words(who, "người hoàn tác (--by)")
    with catalogue.changing() as settle:
        found = _by_ids(catalogue, [correction_id])
        if not found:
            raise NotFound(f"Không có lần sửa số {correction_id}: xem mã bằng lệnh “cancu doc history SỐ-HIỆU”.")
        correction = found[0]
        if correction.undone_on:
            raise Misconfigured(
                f"Lần sửa số {correction_id} đã được {correction.undone_by} hoàn tác ngày {correction.undone_on}."
            )
        same = ("document", "field", "value", "who", "made_on", "source")
        values = [plain(getattr(correction, name)) for name in same]
        where = " and ".join(f"{name} = ?" for name in same) + " and undone_on is null"
        undone = _corrections(catalogue, where, *values)
        day = (on or date.today()).isoformat()
        for each in undone:
            catalogue.connection().execute(
                "update corrections set undone_on = ?, undone_by = ? where id = ?", (day, who, each.id)
            )
        files = list(dict.fromkeys(each.file_sha256 for each in undone))
        copies = [copy for copy in map(catalogue.copy_of_file, files) if copy]
        _restate(catalogue, [_held(catalogue, copy.id) for copy in copies], settle)
        for file_sha256 in files:
            if not _active(catalogue, file_sha256):
                _keep(catalogue, file_sha256, None)
    return _by_ids(catalogue, [each.id for each in undone])


def store(
    catalogue: Catalogue,
    document: Document,
    copy: Copy,
    file_sha256: str,
    provisions: Sequence[Provision],
    relations: Sequence[Relation] = (),
    facts: Sequence[StatusFact] = (),
    amendments: Sequence[Amendment] = (),
    places: Sequence[Place] = (),
) -> Stored:
    """`Catalogue.store`, with the corrections that this very file had before applied to what was read of it now."""
    as_read = Stated(document, copy.nature, tuple(relations), tuple(facts), tuple(amendments))
    active = _active(catalogue, file_sha256)
    after = corrected(as_read, provisions, active) if active else as_read
    if after.identity != as_read.identity:
        after = after.under(catalogue.identify(after.document))
    if active:
        # Written first, of use only once the copy is there: a stop between the two leaves nothing half corrected.
        with catalogue.changing():
            _keep(catalogue, file_sha256, as_read)
            _name(catalogue, file_sha256, after.document.id)
    document_id = after.document.id
    return catalogue.store(
        after.document,
        replace(copy, id=f"{document_id}@{file_sha256[:12]}", document=document_id, nature=after.nature),
        file_sha256,
        [replace(p, id=f"{document_id}#{p.key}", document=document_id) for p in provisions],
        after.relations,
        after.facts,
        after.amendments,
        places,
    )


# what is asked for


def _words(text: str, what: str) -> str:
    text = " ".join(text.split())
    if not text:
        raise Misconfigured(f"Thiếu {what}: mỗi lần sửa phải ghi rõ ai sửa và theo nguồn nào.")
    return text


def _editable(catalogue: Catalogue, document: Document) -> list[_Held]:
    """The copies of a document but for the digests that ship, the best first."""
    copies = catalogue.copies(document.id)
    if not copies:
        raise NotFound(f"Kho không còn văn bản {document.number or document.title}: hãy xem lại danh mục.")
    shipped = catalogue.library_copies()
    own = [copy for copy in copies if copy.id not in shipped]
    if not own:
        raise Misconfigured(
            f"{document.number or document.title} chỉ có hồ sơ tóm lược kèm theo chương trình, không sửa tại đây được. "
            "Hãy thêm tệp văn bản gốc bằng lệnh “cancu add” rồi sửa bản đó."
        )
    return [_held(catalogue, copy.id) for copy in own]


def _of_nature(value: str, held: Sequence[_Held]) -> tuple[str, list[_Held]]:
    """The nature alone, and the one copy that it is said of."""
    value, _, name = (part.strip() for part in value.partition("file="))
    chosen = [h for h in held if name in h.copy.source]
    if len(chosen) != 1:
        sources = "; ".join(f"{h.copy.source} ({h.copy.nature.value})" for h in held)
        reason = "không có bản nào như thế" if not chosen else "chưa rõ bản nào"
        raise Misconfigured(
            f"Tính chất là của từng bản, {reason}: {sources}. Hãy nêu tên tệp, ví dụ nature=official file=TÊN-TỆP."
        )
    if chosen[0].now.nature is Nature.DIGEST:
        raise Misconfigured("Hồ sơ tóm lược không đổi thành bản khác được: hãy thêm tệp văn bản gốc.")
    return value, chosen


def _no_change(catalogue: Catalogue, held: Sequence[_Held], field: str, value: str) -> Misconfigured:
    """Why a value changes nothing."""
    if field != "no_relation":
        return Misconfigured(f"{FIELDS[field].capitalize()} đã là “{value}”: không có gì để sửa.")
    shipped = catalogue.library_copies()
    in_digest = [
        copy
        for copy in catalogue.copies(held[0].copy.document)
        if copy.id in shipped and value_before(_stated(catalogue, copy.id), field, value)
    ]
    if in_digest:
        return Misconfigured(
            f"Quan hệ “{value}” do hồ sơ tóm lược kèm theo chương trình nêu ({in_digest[0].source}), không bỏ tại đây "
            "được: hãy báo nơi cung cấp chương trình, hoặc tắt thư viện (CANCU_LIBRARY=0)."
        )
    known = "; ".join(dict.fromkeys(value_before(h.now, field, value_of) for h in held for value_of in _relations(h)))
    return Misconfigured(f"Văn bản không nêu quan hệ “{value}”. Các quan hệ đang có: {known or 'không có'}.")


def _relations(held: _Held) -> list[str]:
    return [relation_form(r.kind, r.target_path, r.target_number, None) for r in held.now.relations]


def _write(catalogue: Catalogue, held: _Held, correction: Correction) -> int:
    """Write a correction of a copy down; 0, and nothing written, when it changes nothing there."""
    before = corrected(held.as_read, held.provisions, held.active)
    latest = next((c for c in reversed(held.active) if c.field == correction.field), None)
    repeated = correction.field == "status" and latest is not None and latest.value == correction.value
    if repeated or corrected(held.as_read, held.provisions, [*held.active, correction]) == before:
        return 0
    if not held.active:
        _keep(catalogue, held.file_sha256, held.as_read)
    cursor = catalogue.connection().execute(
        "insert into corrections (id, file_sha256, document, field, value, before, who, made_on, source) "
        "values ((select max(0, ifnull(max(id), 0)) + 1 from corrections), ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            held.file_sha256,
            held.copy.document,
            correction.field,
            correction.value,
            value_before(before, correction.field, correction.value),
            correction.who,
            correction.made_on.isoformat(),
            correction.source,
        ),
    )
    return int(cursor.lastrowid or 0)


# rows of corrections


def _corrections(catalogue: Catalogue, where: str, *values: object) -> list[Correction]:
    rows = catalogue.connection().execute(
        "select id, file_sha256, document, field, value, before, who, made_on, source, undone_on, undone_by "
        f"from corrections where ({where}) and field <> '{AS_READ}' order by id",
        values,
    )
    return [_correction(row) for row in rows.fetchall()]


def _correction(row: Sequence[Any]) -> Correction:
    id_, file_sha256, document, field, value, before, who, made_on, source, undone_on, undone_by = row
    return Correction(
        id=id_,
        file_sha256=file_sha256,
        document=document,
        field=field,
        value=value,
        before=before,
        who=who,
        made_on=date.fromisoformat(made_on),
        source=source,
        undone_on=to_date(undone_on),
        undone_by=undone_by or "",
    )


def _by_ids(catalogue: Catalogue, ids: Iterable[int]) -> list[Correction]:
    return [correction for id_ in ids for correction in _corrections(catalogue, "id = ?", id_)]


def _active(catalogue: Catalogue, file_sha256: str) -> tuple[Correction, ...]:
    return tuple(_corrections(catalogue, "file_sha256 = ? and undone_on is null", file_sha256))


def _name(catalogue: Catalogue, file_sha256: str, document_id: str) -> None:
    """Say of a file's corrections which document they are now of."""
    catalogue.connection().execute(
        "update corrections set document = ? where file_sha256 = ?", (document_id, file_sha256)
    )


def _keep(catalogue: Catalogue, file_sha256: str, as_read: Stated | None) -> None:
    """Keep what was read of a file; None: it has no corrections any more, and says what was read."""
    db = catalogue.connection()
    db.execute("delete from corrections where file_sha256 = ? and field = ?", (file_sha256, AS_READ))
    if as_read is None:
        return
    kept = {
        "document": as_read.document.id,
        "described": {name: plain(getattr(as_read.document, name)) for name in DOCUMENT_FIELDS},
        "nature": as_read.nature.value,
        "relations": [relation_row("", relation) for relation in as_read.relations],
        "facts": [fact_row("", fact) for fact in as_read.facts],
        "amendments": [amendment_row("", seq, amendment) for seq, amendment in enumerate(as_read.amendments)],
    }
    db.execute(
        # Ids below zero: those that people see and type go up one by one.
        "insert into corrections (id, file_sha256, document, field, value, before, who, made_on, source) "
        "values ((select min(0, ifnull(min(id), 0)) - 1 from corrections), ?, ?, ?, ?, '', '', ?, '')",
        (
            file_sha256,
            as_read.document.id,
            AS_READ,
            json.dumps(kept, ensure_ascii=False),
            date.today().isoformat(),
        ),
    )


def _kept(catalogue: Catalogue, file_sha256: str) -> Stated | None:
    row = (
        catalogue.connection()
        .execute(
            "select value from corrections where file_sha256 = ? and field = ? order by id desc limit 1",
            (file_sha256, AS_READ),
        )
        .fetchone()
    )
    if row is None:
        return None
    kept: dict[str, Any] = json.loads(row[0])
    return Stated(
        to_document([kept["document"], *(kept["described"].get(name) for name in DOCUMENT_FIELDS)]),
        Nature(kept["nature"]),
        tuple(map(to_relation, kept["relations"])),
        tuple(to_fact(fact[1:]) for fact in kept["facts"]),
        tuple(map(to_amendment, kept["amendments"])),
    )


# rows of copies


def _stated(catalogue: Catalogue, copy_id: str) -> Stated:
    """What a copy says as it stands."""
    db = catalogue.connection()
    document, nature, described = db.execute(
        "select document, nature, described from copies where id = ?", (copy_id,)
    ).fetchone()
    fields = json.loads(described)
    facts = "document, value, since, until, by_number, stated_by, note, confidence"
    return Stated(
        to_document([document, *(fields.get(name) for name in DOCUMENT_FIELDS)]),
        Nature(nature),
        tuple(map(to_relation, db.execute("select * from relations where copy = ? order by rowid", (copy_id,)))),
        tuple(map(to_fact, db.execute(f"select {facts} from status_facts where copy = ? order by rowid", (copy_id,)))),
        tuple(map(to_amendment, db.execute("select * from amendments where copy = ? order by seq", (copy_id,)))),
    )


def _held(catalogue: Catalogue, copy_id: str) -> _Held:
    copy, now = catalogue.copy(copy_id), _stated(catalogue, copy_id)
    row = catalogue.connection().execute("select file_sha256 from copies where id = ?", (copy_id,)).fetchone()
    as_read = _kept(catalogue, row[0]) or now
    return _Held(
        copy=copy,
        file_sha256=row[0],
        provisions=tuple(catalogue.provisions(copy)),
        now=now,
        as_read=as_read.under(copy.document),
        home=as_read.document.id,
        active=_active(catalogue, row[0]),
    )


def _restate(catalogue: Catalogue, held: Sequence[_Held], settle: Settle) -> None:
    """Make each copy say what its corrections make of what was read, in the document that it is then of."""
    db = catalogue.connection()
    db.execute("pragma defer_foreign_keys = on")
    changed = [(h, corrected(h.as_read, h.provisions, h.active)) for h in held]
    moving = [(h, after) for h, after in changed if after.identity != h.now.identity]
    for h, _ in moving:
        db.execute("update copies set document = '' where id = ?", (h.copy.id,))
    for document_id in {h.copy.document for h, _ in moving}:
        settle(document_id)
    found = catalogue.identify(_merged([after.document for _, after in moving])) if moving else ""
    goes_to = {h.copy.id: _destination(catalogue, h, after, found) for h, after in moving}
    for h, after in changed:
        _rewrite(catalogue, h, after.under(goes_to.get(h.copy.id, h.copy.document)))
    for document_id in {h.copy.document for h in held} | set(goes_to.values()):
        settle(document_id)


def _merged(documents: Sequence[Document]) -> Document:
    """One description out of those of several copies, the best first."""
    fields = {
        name: next((value for value in (getattr(d, name) for d in documents) if value), getattr(documents[0], name))
        for name in DOCUMENT_FIELDS
    }
    return replace(documents[0], **fields)


def _destination(catalogue: Catalogue, held: _Held, after: Stated, found: str) -> str:
    """The document that a copy goes to: back to the one it was read into, where it says again what was read."""
    is_home = after.identity == held.as_read.identity
    return held.home if is_home and (_is_here(catalogue, held.home) or not _is_here(catalogue, found)) else found


def _is_here(catalogue: Catalogue, document_id: str) -> bool:
    row = catalogue.connection().execute("select 1 from documents where id = ?", (document_id,)).fetchone()
    return row is not None


def _rewrite(catalogue: Catalogue, held: _Held, after: Stated) -> None:
    """Bring a copy's rows to what it says now; rows that stay the same are not written."""
    db = catalogue.connection()
    new, old_copy, new_copy = after.document.id, held.copy.id, f"{after.document.id}@{held.file_sha256[:12]}"
    if new != held.copy.document:
        db.execute("insert or ignore into documents (id, folded) values (?, '')", (new,))
        for table, columns in columns_of(catalogue).items():
            if "copy" in columns:
                _rename(catalogue, table, columns, held.copy, new)
        _name(catalogue, held.file_sha256, new)
    fields = {name: plain(getattr(after.document, name)) for name in DOCUMENT_FIELDS}
    described = json.loads(db.execute("select described from copies where id = ?", (old_copy,)).fetchone()[0])
    db.execute(
        "update copies set id = ?, document = ?, nature = ?, rank = ?, described = ? where id = ?",
        (
            new_copy,
            new,
            after.nature.value,
            RANK[after.nature],
            json.dumps(described | fields, ensure_ascii=False),
            old_copy,
        ),
    )
    before = held.now.under(new)
    for table, was, rows in (
        ("relations", before.relations, [relation_row(new_copy, r) for r in after.relations]),
        ("status_facts", before.facts, [fact_row(new_copy, f) for f in after.facts]),
        ("amendments", before.amendments, [amendment_row(new_copy, seq, a) for seq, a in enumerate(after.amendments)]),
    ):
        said = {"relations": after.relations, "status_facts": after.facts, "amendments": after.amendments}[table]
        if was != said:
            db.execute(f"delete from {table} where copy = ?", (new_copy,))
            for row in rows:
                db.execute(f"insert into {table} values ({', '.join('?' * len(row))})", row)


def _rename(catalogue: Catalogue, table: str, columns: Sequence[str], copy: Copy, document_id: str) -> None:
    """Put a new document id in place of the old one in a copy's rows of a table, also where it begins another id."""
    db = catalogue.connection()
    names = ", ".join(columns)
    for rowid, *values in db.execute(f"select rowid, {names} from {table} where copy = ?", (copy.id,)).fetchall():
        row = dict(zip(columns, values, strict=True))
        (moved,) = renamed({table: [row]}, copy.document, document_id)[table]
        other = {name: value for name, value in moved.items() if value != row[name]}
        db.execute(
            f"update {table} set {', '.join(f'{name} = ?' for name in other)} where rowid = ?",
            (*other.values(), rowid),
        )
