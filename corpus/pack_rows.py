"""All the rows of the catalogue that belong to a copy, out of one database and into another, whatever their columns.

A table belongs to copies when it has a column `copy`, to documents when it has `document` instead; the table `copies`
is the copy itself. What the catalogue numbers for itself stays behind: integer primary keys, and the table
`documents`, which is made anew from its copies. Rows keep their order. In JSON, bytes are {"base64": …}.
"""

from __future__ import annotations

import base64
import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from corpus.catalogue import Catalogue

Value = str | int | float | bytes | None
Row = dict[str, Value]
Rows = dict[str, list[Row]]


def schema_of(catalogue: Catalogue) -> int:
    """The version of a catalogue's schema; rows go only between equal ones."""
    return int(catalogue.connection().execute("pragma user_version").fetchone()[0])


def own_copies(catalogue: Catalogue) -> list[str]:
    """The ids of the copies but for the digests that ship, which every catalogue has from its own library."""
    left_out = catalogue.library_copies()
    ids = [str(row[0]) for row in catalogue.connection().execute("select id from copies order by id")]
    return [copy_id for copy_id in ids if copy_id not in left_out]


def columns_of(catalogue: Catalogue) -> dict[str, list[str]]:
    """The columns carried of each table that holds something of a copy or of its document; `copies` comes first."""
    db = catalogue.connection()
    names = [name for (name,) in db.execute("select name from sqlite_master where type = 'table' order by name")]
    found = {}
    for name in sorted(names, key=lambda name: name != "copies"):
        info = db.execute(f'pragma table_info("{name}")').fetchall()
        keys = [column for _, column, kind, _, _, place in info if place and kind.lower() == "integer"]
        numbered = keys[0] if len(keys) == 1 == sum(bool(place) for *_, place in info) else None
        columns = [column for _, column, *_ in info if column != numbered]
        if {"copy", "document"} & set(columns):
            found[name] = columns
    return found


def rows_of_copy(catalogue: Catalogue, copy_id: str) -> Rows:
    """The rows of a copy by table, each a mapping of its columns; KeyError when the copy is not here."""
    db = catalogue.connection()
    row = db.execute("select document from copies where id = ?", (copy_id,)).fetchone()
    if row is None:
        raise KeyError(copy_id)
    rows: Rows = {}
    for table, columns in columns_of(catalogue).items():
        key, value = _owner(table, columns, copy_id, str(row[0]))
        cursor = db.execute(f"select {_names(columns)} from {table} where {key} = ? order by rowid", (value,))
        rows[table] = [dict(zip(columns, values, strict=True)) for values in cursor]
    return rows


def store_rows(catalogue: Catalogue, rows: Rows) -> None:
    """Put a copy's rows into the catalogue, whole or not at all; sqlite3.Error when they do not fit.

    What belongs to the document is added where it is not there yet, and gives way to what is.
    """
    (copy,) = rows["copies"]
    db = catalogue.connection()
    with catalogue.storing(str(copy["document"])):
        for table, columns in columns_of(catalogue).items():
            of_copy = table == "copies" or "copy" in columns
            for row in rows.get(table, []):
                _insert(db, table, columns, row, only_new=not of_copy)


def renamed(rows: Rows, old: str, new: str) -> Rows:
    """The rows with one document id in place of another, also where it begins the id of a copy or a provision."""

    def value(column: str, held: Value) -> Value:
        if column == "text" or not isinstance(held, str) or not held.startswith(old):
            return held
        rest = held[len(old) :]
        return new + rest if not rest or rest[0] in "#@>|" else held

    return {table: [{c: value(c, held) for c, held in row.items()} for row in of] for table, of in rows.items()}


def to_json(value: object) -> bytes:
    """Rows, or what else JSON can hold, as UTF-8: keys sorted, a value a line, so that versions can be compared."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1, default=_packed)
    return (text + "\n").encode()


def from_json(data: bytes) -> Any:
    """What `to_json` wrote; ValueError or RecursionError when it is none."""
    return json.loads(data, object_hook=_unpacked)


def _packed(value: object) -> dict[str, str]:
    if not isinstance(value, bytes):
        raise TypeError(f"{type(value).__name__} has no place in a pack")
    return {"base64": base64.b64encode(value).decode("ascii")}


def _unpacked(found: dict[str, Any]) -> Any:
    return base64.b64decode(found["base64"], validate=True) if set(found) == {"base64"} else found


def _owner(table: str, columns: Sequence[str], copy_id: str, document_id: str) -> tuple[str, str]:
    """The column by which a table's rows belong to a copy or to its document, and its value."""
    if table == "copies":
        return "id", copy_id
    return ("copy", copy_id) if "copy" in columns else ("document", document_id)


def _insert(
    db: sqlite3.Connection, table: str, columns: Sequence[str], row: Mapping[str, Value], only_new: bool
) -> None:
    values = [row[column] for column in columns]
    marks = ", ".join("?" * len(columns))
    if not only_new:
        db.execute(f"insert into {table} ({_names(columns)}) values ({marks})", values)
        return
    same = " and ".join(f'"{column}" is ?' for column in columns)
    db.execute(
        f"insert or ignore into {table} ({_names(columns)}) select {marks} "
        f"where not exists (select 1 from {table} where {same})",
        values + values,
    )


def _names(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
