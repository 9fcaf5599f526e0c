"""Whether a corpus pack is sound: its container, its manifest, the hash of each file, and every row of each copy.

The last step of the check takes each copy into an empty catalogue and reads it back; a caller that wants the pack's
content takes it from there.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from corpus.add import LIBRARY_SOURCE
from corpus.catalogue import RANK, Catalogue
from corpus.errors import ReadRefused
from corpus.pack_files import MANIFEST, PackFiles, opened
from corpus.pack_rows import Rows, columns_of, from_json, schema_of, store_rows
from corpus.types import Nature

FORMAT = "cancu-pack"
VERSION = 1
MOST_PROBLEMS = 50


@dataclass(frozen=True)
class Entry:
    """A copy as the manifest lists it. `sha256` is of the file in the pack, `text_sha256` of the cleaned text."""

    copy: str
    document: str
    number: str
    title: str
    issuer: str
    issued: str | None
    nature: str
    source: str
    checked_on: str
    format: str
    file: str
    sha256: str
    text_sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a pack says of itself. `corpus` is the fingerprint of the catalogue it came from, `content` that of it."""

    name: str
    made_on: date
    made_by: str
    corpus: str
    content: str
    schema: int
    entries: tuple[Entry, ...]


def content_of(entries: Sequence[Entry]) -> str:
    """A hash of all that a pack carries, whenever and by whomever it was made."""
    return hashlib.sha256("\n".join(sorted(entry.sha256 for entry in entries)).encode()).hexdigest()[:16]


def take_in(path: Path, trial: Catalogue) -> tuple[Manifest | None, list[str]]:
    """Verify a pack step by step, its copies going into an empty catalogue; with problems the manifest may be None."""
    with opened(path) as files:
        if MANIFEST not in files.names:
            return None, [f"thiếu {MANIFEST}: kho đóng gói chưa xuất xong, hoặc đây không phải kho đóng gói."]
        if files.problems:
            return None, files.problems[:MOST_PROBLEMS]
        try:
            manifest, problems = _read_manifest(files.read(MANIFEST), schema_of(trial))
        except ReadRefused as refused:
            return None, [refused.reason]
        if manifest is None:
            return None, problems
        listed = [entry.file for entry in manifest.entries]
        present = {name for name in files.names if name != MANIFEST}
        problems += [f"thiếu tệp “{ascii(name)[1:-1]}” mà manifest.json kê." for name in sorted(set(listed) - present)]
        problems += [f"thừa tệp “{name}” mà manifest.json không kê." for name in sorted(present - set(listed))]
        if len(set(listed)) < len(listed):
            problems.append("manifest.json kê một tệp hai lần.")
        if manifest.content != content_of(manifest.entries):
            problems.append("mã nội dung (content) không khớp các mục.")
        for entry in manifest.entries if not problems else ():
            problems += [f"“{entry.file}”: {problem}" for problem in _take_copy(entry, files, trial)]
            if len(problems) >= MOST_PROBLEMS:
                break
    return manifest, problems[:MOST_PROBLEMS]


def _read_manifest(data: bytes, schema: int) -> tuple[Manifest | None, list[str]]:
    """The manifest, or what is wrong with it. Versions are looked at first: they say what else to expect."""
    try:
        said = from_json(data)
    except (ValueError, RecursionError):
        return None, [f"{MANIFEST} không phải JSON đúng."]
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        return None, [f"{MANIFEST} không phải của một kho đóng gói Căn Cứ (format phải là “{FORMAT}”)."]
    for key, ours, what in (("version", VERSION, "định dạng"), ("schema", schema, "danh mục")):
        if said.get(key) != ours:
            advice = "Hãy xuất lại bằng phiên bản chương trình đang dùng ở đây, hoặc nâng cấp chương trình."
            return None, [f"kho thuộc phiên bản {what} {said.get(key)!r}, chương trình này dùng {ours}. {advice}"]
    try:
        listed = said.pop("entries")
        entries = tuple(Entry(**entry) for entry in listed)
        manifest = Manifest(
            made_on=date.fromisoformat(said.pop("made_on")),
            entries=entries,
            **{key: value for key, value in said.items() if key not in {"format", "version"}},
        )
    except (TypeError, KeyError, ValueError):
        return None, [f"{MANIFEST} thiếu, thừa hoặc sai trường."]
    typed: list[Any] = [manifest, *entries]
    wrong = [
        f"{MANIFEST}: trường {field.name} phải là chữ."
        for item in typed
        for field in fields(item)
        if str(field.type).startswith("str") and not isinstance(getattr(item, field.name) or "", str)
    ]
    return (None, wrong) if wrong else (manifest, [])


def _take_copy(entry: Entry, files: PackFiles, trial: Catalogue) -> list[str]:
    """Store a copy in the trial catalogue and read all of it back; what is wrong with it."""
    try:
        data = files.read(entry.file)
    except ReadRefused as refused:
        return [refused.reason]
    if hashlib.sha256(data).hexdigest() != entry.sha256:
        return ["nội dung tệp đã bị thay đổi (sha256 không khớp manifest.json)."]
    try:
        rows = from_json(data)
        problems = _wrong_columns(rows, columns_of(trial)) or _wrong_rows(entry, rows)
        if problems:
            return problems
        store_rows(trial, rows)
        return _wrong_text(entry, trial)
    except sqlite3.Error as error:
        return [f"danh mục không nhận ({error})."]
    except Exception as error:  # a broken pack must not end the verification, whatever its rows make of a reader
        return [f"dữ liệu không đọc được ({type(error).__name__}: {str(error)[:100]})."]


def _wrong_columns(rows: Any, columns: dict[str, list[str]]) -> list[str]:
    """Whether tables, columns and the types of values are those of the catalogue."""
    if not isinstance(rows, dict) or set(rows) != set(columns):
        return [f"phải có đúng các bảng {', '.join(sorted(columns))}."]
    for table, names in columns.items():
        for row in rows[table]:
            if set(row) != set(names):
                return [f"bảng {table} phải có đúng các cột {', '.join(names)}."]
            if not all(value is None or type(value) in {str, int, float, bytes} for value in row.values()):
                return [f"bảng {table} có giá trị không phải chữ hay số."]
    return [] if len(rows["copies"]) == 1 else ["phải có đúng một dòng ở bảng copies."]


def _wrong_rows(entry: Entry, rows: Rows) -> list[str]:
    """Whether the rows are of the copy that the entry names, and speak for its document alone."""
    copy = rows["copies"][0]
    document, file_hash = str(copy["document"]), str(copy["file_sha256"])
    text_hash = hashlib.sha256(str(copy["text"]).encode()).hexdigest()
    expected = {
        "id": entry.copy,
        "document": entry.document,
        "nature": entry.nature,
        "source": entry.source,
        "checked_on": entry.checked_on,
        "format": entry.format,
        "sha256": entry.text_sha256,
    }
    problems = [f"cột {name} khác manifest.json." for name, value in expected.items() if copy[name] != value]
    if entry.file != f"copies/{file_hash}.json" or entry.copy != f"{document}@{file_hash[:12]}":
        problems.append("tên tệp hoặc mã bản không khớp mã băm của tệp gốc.")
    if text_hash != entry.text_sha256:
        problems.append("văn bản đã bị thay đổi (sha256 không khớp).")
    if entry.nature not in RANK or copy["rank"] != RANK[Nature(entry.nature)]:
        problems.append("tính chất (nature) hoặc thứ bậc của bản không đúng.")
    if entry.source.startswith(LIBRARY_SOURCE):
        problems.append("hồ sơ tóm lược kèm theo chương trình không được có trong kho đóng gói.")
    owners = {"copy": entry.copy, "document": document, "source": document}
    for table in sorted(set(rows) - {"copies"}):
        columns = ("copy", "document", "source") if table in {"relations", "amendments"} else ("copy", "document")
        if any(row.get(column, owners[column]) != owners[column] for row in rows[table] for column in columns):
            problems.append(f"bảng {table} có dòng của văn bản khác.")
    if not all(str(row["id"]).startswith(f"{document}#") for row in rows["provisions"]):
        problems.append("có đơn vị mang mã của văn bản khác.")
    return problems


def _wrong_text(entry: Entry, trial: Catalogue) -> list[str]:
    """Whether the copy reads back from the catalogue, and its provisions tile its text."""
    copy = trial.copy(entry.copy)
    for read in (trial.document, trial.relations_from, trial.facts):
        read(copy.document)
    at = 0
    for provision in trial.provisions(copy):
        if provision.start != at or not at <= provision.end <= provision.extent <= len(copy.text):
            return [f"các đơn vị không nối liền nhau từ vị trí {at:,} của văn bản."]
        at = provision.end
    return [] if at == len(copy.text) else [f"các đơn vị dừng ở vị trí {at:,}, văn bản có {len(copy.text):,} ký tự."]
