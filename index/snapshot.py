"""Snapshots on disk: a list of segments, each written once, and one atomic switch.

    current                       names the snapshot in use
    snapshots/ID.json             its manifest: segments, what was removed of each, sizes and checksums of their files
    segments/NAME/                the files of a segment

Killing a writer at any moment leaves the last complete snapshot readable; files that no kept snapshot names are swept
by the next writer. The snapshot before the one in use is kept, to go back to when a model is tried or a document was
added by mistake.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from corpus.errors import IndexMissing
from corpus.files import write_whole

CURRENT, SNAPSHOTS, SEGMENTS = "current", "snapshots", "segments"
KEPT = 2  # snapshots: the one in use and the one before
FORMAT = 3  # of the files and of the terms in them; an index of another format is made anew
ADVICE = "Hãy lập lại chỉ mục bằng lệnh “cancu index” (văn bản và vector đã tính vẫn còn)."


@dataclass(frozen=True)
class Part:
    """A segment in a snapshot: `files` gives bytes and sha256 of each, `removed` the documents no longer counted."""

    name: str
    files: dict[str, tuple[int, str]]
    removed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Snapshot:
    """A complete index: what it was made from, with which model, and its segments."""

    id: str
    created: str
    revision: str  # of the model
    embedder: str  # the setting that names the model, "" for the bundled one
    corpus: str  # hash of what was indexed
    parts: tuple[Part, ...]


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """One writer at a time; what an earlier one left unfinished is swept."""
    (folder / SEGMENTS).mkdir(parents=True, exist_ok=True)
    (folder / SNAPSHOTS).mkdir(exist_ok=True)
    with FileLock(str(folder / "lock")):
        _sweep(folder)
        yield


def new_segment(folder: Path) -> Path:
    """Where the next segment goes."""
    return folder / SEGMENTS / _name()


def sealed(segment: Path) -> Part:
    """A segment whose files are all written: on the disk, with their checksums."""
    files = sorted(path for path in segment.rglob("*") if path.is_file())
    for path in files:
        with path.open("r+b") as file:
            os.fsync(file.fileno())
    return Part(segment.name, {p.relative_to(segment).as_posix(): (p.stat().st_size, _sha256(p)) for p in files})


def publish(folder: Path, revision: str, embedder: str, corpus: str, parts: tuple[Part, ...]) -> Snapshot:
    """Make these segments the snapshot in use: its manifest first, then the switch."""
    made = Snapshot(_name(), datetime.now(UTC).isoformat(timespec="seconds"), revision, embedder, corpus, parts)
    text = json.dumps({"format": FORMAT} | asdict(made), ensure_ascii=False, indent=1)
    write_whole(folder / SNAPSHOTS / f"{made.id}.json", text)
    write_whole(folder / CURRENT, made.id)
    _sweep(folder)
    return made


def go_back(folder: Path, corpus: str, revision: str) -> Snapshot | None:
    """Put a kept snapshot of this corpus and model in use again; None when none is kept whole."""
    for name in reversed(_kept(folder)):
        try:
            made = _read(folder, name)
            if (made.corpus, made.revision) == (corpus, revision):
                for part in made.parts:
                    verify(folder, part)
                if name == _using(folder):
                    return made
                return publish(folder, made.revision, made.embedder, made.corpus, made.parts)
        except IndexMissing:
            continue
    return None


def current(folder: Path) -> Snapshot:
    """The snapshot in use; IndexMissing when there is none or it is of an older format."""
    using = _using(folder)
    if using is None:
        raise IndexMissing(f"Chưa có chỉ mục trong “{folder}”. Hãy lập chỉ mục bằng lệnh “cancu index”.")
    return _read(folder, using)


def verify(folder: Path, part: Part) -> Path:
    """The folder of a segment whose files are as written; IndexMissing names the first that is not."""
    segment = folder / SEGMENTS / part.name
    for name, (size, sha256) in part.files.items():
        path = segment / name
        try:
            found = path.stat().st_size
        except FileNotFoundError:
            found = -1
        if found != size:
            there = "không còn" if found < 0 else f"có {found} byte"
            raise IndexMissing(f"Tệp chỉ mục “{path}” {there}, lẽ ra {size} byte. {ADVICE}")
        if _sha256(path) != sha256:
            raise IndexMissing(f"Tệp chỉ mục “{path}” khác mã kiểm đã ghi: đã bị sửa hoặc đĩa hỏng. {ADVICE}")
    return segment


def _read(folder: Path, name: str) -> Snapshot:
    path = folder / SNAPSHOTS / f"{name}.json"
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        if said.pop("format") != FORMAT:
            raise IndexMissing(f"Chỉ mục trong “{folder}” là của phiên bản khác. {ADVICE}")
        parts = tuple(
            Part(part["name"], {file: (size, sha) for file, (size, sha) in part["files"].items()}, (*part["removed"],))
            for part in said.pop("parts")
        )
        return Snapshot(**said, parts=parts)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexMissing(f"Không đọc được bản kê chỉ mục “{path}”: {error}. {ADVICE}") from error


def _using(folder: Path) -> str | None:
    """The name of the snapshot in use; None when there is none, or what names it is damaged."""
    try:
        return (folder / CURRENT).read_text(encoding="utf-8").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return None


def _kept(folder: Path) -> list[str]:
    """The snapshots to keep, oldest first: the newest, whose names tell when they were made; those left half done go.

    None without one in use: what is there may be of a first writing that was broken off.
    """
    names = sorted(path.stem for path in (folder / SNAPSHOTS).glob("*.json"))
    using = _using(folder)
    return names[: names.index(using) + 1][-KEPT:] if using in names else []


def _sweep(folder: Path) -> None:
    """Delete what no kept snapshot names, snapshots that are not kept, and indexes of the first format."""
    kept = _kept(folder)
    named = set()
    for path in (folder / SNAPSHOTS).iterdir():
        if path.suffix == ".json" and path.stem in kept:
            with suppress(IndexMissing):  # a damaged one names nothing; it is told of when it is opened
                named |= {part.name for part in _read(folder, path.stem).parts}
        else:
            path.unlink()
    for segment in (folder / SEGMENTS).iterdir():
        if segment.name not in named:
            shutil.rmtree(segment, ignore_errors=True)
    for first in folder.glob("*/manifest.json"):
        shutil.rmtree(first.parent, ignore_errors=True)


def _name() -> str:
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{uuid.uuid4().hex[:6]}"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
