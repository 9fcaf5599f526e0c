"""Rows of the catalogue's tables ↔ the types of the corpus."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from corpus.numbers import fold
from corpus.types import (
    Amendment,
    Change,
    Copy,
    Document,
    Level,
    Provision,
    Relation,
    RelationKind,
    StatusFact,
    StatusValue,
    Step,
)

Row = Sequence[Any]
DOCUMENT_FIELDS = (
    "number",
    "title",
    "kind",
    "issuer",
    "issued",
    "effective",
    "effective_by",
    "signer",
    "signer_title",
    "capacity",
    "place",
    "field",
)


def iso(day: date | None) -> str | None:
    """ISO text of a date."""
    return day.isoformat() if day else None


def to_date(text: str | None) -> date | None:
    """The date of an ISO text."""
    return date.fromisoformat(text) if text else None


def plain(value: date | str | None) -> str | None:
    """A field as JSON can hold it."""
    return value.isoformat() if isinstance(value, date) else value


def to_document(row: Row) -> Document:
    """A document from (id, *DOCUMENT_FIELDS)."""
    values = dict(zip(DOCUMENT_FIELDS, row[1:], strict=True))
    text = {name: values[name] or "" for name in DOCUMENT_FIELDS if name not in {"issued", "effective"}}
    return Document(id=row[0] or "", issued=to_date(values["issued"]), effective=to_date(values["effective"]), **text)


def _dump_path(path: tuple[Step, ...]) -> str:
    return json.dumps([[step.level.value, step.label] for step in path], ensure_ascii=False)


def _load_path(text: str) -> tuple[Step, ...]:
    return tuple(Step(Level(level), label) for level, label in json.loads(text))


def provision_row(copy_id: str, seq: int, p: Provision) -> tuple[object, ...]:
    """The columns of `provisions`."""
    pages = p.pages or (None, None)
    return (copy_id, seq, p.id, _dump_path(p.path), p.citation, p.heading, p.start, p.end, p.extent, *pages)


def to_provision(row: Row, copy: Copy) -> Provision:
    """A provision; its text is cut from the copy."""
    _, _, id_, path, citation, heading, start, stop, extent, first, last = row
    pages = (first, last) if first is not None else None
    return Provision(
        id=str(id_),
        document=copy.document,
        path=_load_path(str(path)),
        citation=str(citation),
        heading=str(heading),
        text=copy.text[start:stop],
        start=start,
        end=stop,
        extent=extent,
        pages=pages,
    )


def relation_row(copy_id: str, r: Relation) -> tuple[object, ...]:
    """The columns of `relations`."""
    path = _dump_path(r.target_path)
    number = (r.target_number, fold(r.target_number))
    return (
        copy_id, r.id, r.kind.value, r.source, *number, iso(r.target_issued), path, iso(r.on), r.stated_by,
        r.except_, r.confidence, json.dumps(r.transitional, ensure_ascii=False),
    )  # fmt: skip


def to_relation(row: Row) -> Relation:
    """A relation whose target is not resolved yet."""
    _, id_, kind, source, number, _, issued, path, on, stated_by, except_, confidence, transitional = row
    return Relation(
        id=id_,
        kind=RelationKind(kind),
        source=source,
        target="",
        target_number=number,
        target_issued=to_date(issued),
        target_path=_load_path(path),
        on=to_date(on),
        stated_by=stated_by,
        except_=except_,
        confidence=confidence,
        transitional=tuple(json.loads(transitional)),
    )


def fact_row(copy_id: str, f: StatusFact) -> tuple[object, ...]:
    """The columns of `status_facts`."""
    return (
        copy_id, f.document, f.value.value, iso(f.since), iso(f.until), f.by_number, f.stated_by, f.note, f.confidence,
    )  # fmt: skip


def to_fact(row: Row) -> StatusFact:
    """A status fact from its columns after the copy."""
    document, value, since, until, by_number, stated_by, note, confidence = row
    return StatusFact(
        document, StatusValue(value), to_date(since), to_date(until), by_number, stated_by, note, confidence
    )


def amendment_row(copy_id: str, seq: int, a: Amendment) -> tuple[object, ...]:
    """The columns of `amendments`."""
    number = (a.target_number, fold(a.target_number))
    path = _dump_path(a.target_path)
    return (
        copy_id, seq, a.change.value, a.source, *number, path, iso(a.on), a.stated_by, a.wording, a.old_words,
        a.new_words,
    )  # fmt: skip


def to_amendment(row: Row) -> Amendment:
    """An amendment from its columns."""
    return Amendment(
        change=Change(row[2]),
        source=row[3],
        target_number=row[4],
        target_path=_load_path(row[6]),
        on=to_date(row[7]),
        stated_by=row[8],
        wording=row[9],
        old_words=row[10],
        new_words=row[11],
    )
