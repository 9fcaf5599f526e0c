"""How well real files are read: what each says of itself and how many articles it has, against what people know.

The manifest of the files is made by rules; `sets/manifest_corrections.jsonl` lists where it is wrong, with the words
that decide; `sets/reading_eye.jsonl` holds sixty files, drawn with a fixed seed, read field by field by eye.
"""

from __future__ import annotations

import json
import os
import platform
import re
import resource
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from corpus.clean import clean
from corpus.describe import describe
from corpus.errors import ReadRefused
from corpus.numbers import fold
from corpus.parse import parse
from corpus.read.apart import Apart
from corpus.types import Level

SEEN = {"scan", "image"}  # formats of files that OCR read
SETS = Path(__file__).with_name("sets")
MANIFEST_FIELDS = {"number": "so_hieu", "issuer": "issuer", "issued": "date", "articles": "n_dieu", "kind": "type"}
MAIN = ("number", "issuer", "issued", "articles")
EYE_FIELDS = (*MAIN, "kind", "title", "effective", "signer")


@dataclass(frozen=True)
class FileRead:
    """What became of a file; `said` is what its text says, by field, empty when it was refused."""

    file: str
    format: str
    bytes: int
    seconds: float
    rest: float  # seconds of cleaning, parsing and describing
    reason: str = ""
    said: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Score:
    """Right values of those compared, and the wrong ones as (file, field, ours, expected)."""

    right: Counter[str]
    total: Counter[str]
    wrong: tuple[tuple[str, str, str, str], ...]


def read_all(folder: Path, ocr: bool, kept: Path | None, heard: Callable[[int, int], None]) -> list[FileRead]:
    """Read every file below a folder as `cancu add` does, each timed."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    found = []
    with Apart(kept, ocr) as reader:
        for place, path in enumerate(files, start=1):
            found.append(_read(path, str(path.relative_to(folder.parent)), reader))
            heard(place, len(files))
    return found


def _read(path: Path, name: str, reader: Apart) -> FileRead:
    data = path.read_bytes()
    begun = time.perf_counter()
    try:
        reading = reader.read(data, path.name)
    except ReadRefused as refused:
        return FileRead(name, _suffix(path), len(data), time.perf_counter() - begun, 0.0, refused.reason)
    read = time.perf_counter()
    cleaned = clean(reading)
    provisions = parse("", cleaned)
    told = describe(cleaned, provisions, reading.declared)
    articles = sum(p.path[-1].level is Level.ARTICLE and p.step(Level.APPENDIX) is None for p in provisions)
    said = {
        "number": told.number,
        "issuer": told.issuer,
        "issued": told.issued.isoformat() if told.issued else "",
        "articles": str(articles),
        "kind": told.kind,
        "title": told.title,
        "effective": told.effective.isoformat() if told.effective else "",
        "signer": told.signer,
    }
    return FileRead(name, reading.format, len(data), read - begun, time.perf_counter() - read, "", said)


def _suffix(path: Path) -> str:
    return {".md": "markdown", ".txt": "text"}.get(path.suffix.lower(), path.suffix.lower().removeprefix("."))


def manifest(path: Path, corrected: bool) -> dict[str, dict[str, str]]:
    """What the manifest says of each file, by our fields, corrected or as given."""
    known = {}
    for row in _rows(path):
        known[row["file"]] = {ours: _text(row.get(theirs)) for ours, theirs in MANIFEST_FIELDS.items()}
    if corrected:
        names = {theirs: ours for ours, theirs in MANIFEST_FIELDS.items()}
        for row in _rows(SETS / "manifest_corrections.jsonl"):
            known[row["file"]][names[row["field"]]] = _text(row["right"])
    return known


def by_eye() -> dict[str, dict[str, str]]:
    """What people read in the sixty files."""
    return {
        row["file"]: {name: _text(row.get(name)) for name in EYE_FIELDS} for row in _rows(SETS / "reading_eye.jsonl")
    }


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def score(files: Sequence[FileRead], known: Mapping[str, Mapping[str, str]], fields: Sequence[str]) -> Score:
    """Compare what was read with what is known, field by field, over the files that were read."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    wrong = []
    for file in files:
        expected = known.get(file.file)
        if not file.said or expected is None:
            continue
        for name in fields:
            total[name] += 1
            if _same(name, file.said[name], expected[name]):
                right[name] += 1
            else:
                wrong.append((file.file, name, file.said[name], expected[name]))
    return Score(right, total, tuple(wrong))


def _same(name: str, ours: str, other: str) -> bool:
    """Whether two values are the same: numbers by their key, words without case, punctuation and old tone marks."""
    if name == "number":
        return fold(ours) == fold(other)
    return ours == other if name in {"issued", "effective", "articles"} else _plain(ours) == _plain(other)


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFD", text.lower())
    words = re.findall(r"\w+", "".join(c for c in text if not unicodedata.combining(c)))
    return " ".join(words)


def report(files: Sequence[FileRead], manifest_path: Path, command: str) -> str:
    """The report in Markdown."""
    printed = [file for file in files if file.format not in SEEN]
    pictures = [file for file in files if file.format in SEEN]
    given = score(printed, manifest(manifest_path, corrected=False), MAIN)
    right = manifest(manifest_path, corrected=True)
    corrected, seen = score(printed, right, MAIN), score(pictures, right, MAIN)
    eye = score(printed, by_eye(), EYE_FIELDS)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    seconds = sum(file.seconds + file.rest for file in files)
    size = sum(file.bytes for file in files) / 1e6
    lines = [
        "# Reading the real files",
        "",
        f"`{command}`, {date.today()}, {os.cpu_count()} cores ({platform.machine()}), "
        f"Python {platform.python_version()}: "
        f"{len(files)} files, {size:.1f} MB, {seconds:.0f} s, peak memory {own} MB, of the reading process {child} MB.",
        "",
        "| format | read | refused | MB | files a second | MB a second |",
        "|---|---|---|---|---|---|",
    ]
    by_format: dict[str, list[FileRead]] = defaultdict(list)
    for file in files:
        by_format[file.format].append(file)
    for format_, group in sorted(by_format.items()):
        spent = sum(file.seconds + file.rest for file in group)
        megabytes = sum(file.bytes for file in group) / 1e6
        read = sum(bool(file.said) for file in group)
        row = (
            format_,
            read,
            len(group) - read,
            f"{megabytes:.1f}",
            f"{len(group) / spent:.1f}",
            f"{megabytes / spent:.1f}",
        )
        lines.append("| " + " | ".join(map(str, row)) + " |")
    lines += ["", "Refused, by reason:", "", "| files | reason |", "|---|---|"]
    reasons = Counter(file.reason for file in files if file.reason)
    lines += [f"| {count} | {reason} |" for reason, count in reasons.most_common()] or ["| 0 | |"]
    lines += ["", "| right | " + " | ".join(EYE_FIELDS) + " |", "|---" * (len(EYE_FIELDS) + 1) + "|"]
    for title, found in (
        ("manifest as given", given),
        ("manifest corrected", corrected),
        ("the same, scans read by OCR", seen),
        ("by eye, of sixty files those with text", eye),
    ):
        lines.append(f"| {title} | " + " | ".join(_share(found, name) for name in EYE_FIELDS) + " |")
    lines += ["", "Wrong against the corrected manifest:", "", "| file | field | read | right |", "|---|---|---|---|"]
    lines += [_wrong(*row) for row in corrected.wrong]
    lines += ["", "Wrong of the sixty read by eye:", "", "| file | field | read | right |", "|---|---|---|---|"]
    lines += [_wrong(*row) for row in eye.wrong]
    return "\n".join(lines) + "\n"


def _share(found: Score, name: str) -> str:
    total = found.total[name]
    return f"{found.right[name]}/{total} ({100 * found.right[name] / total:.1f} %)" if total else ""


def _wrong(file: str, name: str, ours: str, expected: str) -> str:
    cells = (file.removeprefix("raw/"), name, ours[:90], expected[:90])
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"
