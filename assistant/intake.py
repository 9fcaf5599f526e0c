"""Files handed in on the page: kept first, then read and indexed by a process of its own (`assistant.intake_work`).

Whatever is killed when, a file handed in is read in the end, or refused with its reason.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path, PurePosixPath
from typing import Any
from uuid import uuid4

from assistant.settings import PROJECT, Settings
from corpus.errors import Misconfigured

FILE = "intake.sqlite"
LOCK = "intake.lock"  # held by the process that works
LOG_FILE = "intake.log"
LARGEST = 200  # megabytes of a file handed in
LONGEST_NAME = 120  # characters of a name shown
VERSION = 1
SCHEMA = """
create table files (
    id integer primary key autoincrement, parent integer not null default 0, name text not null, path text not null,
    put_on real not null, state text not null, reason text not null default '', notes text not null default '',
    format text not null default '', file_sha256 text not null default '', page integer not null default 0,
    pages integer not null default 0);
create table work (
    id integer primary key check (id = 1), wanted real not null default 0, done real not null default 0,
    place integer not null default 0, total integer not null default 0, doing text not null default '',
    error text not null default '');
insert into work (id) values (1);
"""
# Else a state is what `corpus.add.Outcome.kind` says.
WAITING, READING, UNPACKED, UNDONE = "waiting", "reading", "unpacked", "undone"
_started: list[subprocess.Popen[bytes]] = []  # by this process, to be waited for when they have ended


@dataclass(frozen=True)
class Handed:
    """A file handed in, or a member of the archive `parent` (0: none), and what has become of it.

    `path` is where its bytes are kept, "" when the catalogue keeps them; `page` of `pages` while OCR goes on.
    """

    id: int
    parent: int
    name: str
    path: str
    put_on: float
    state: str
    reason: str
    notes: tuple[str, ...]
    format: str
    file_sha256: str  # by which the catalogue finds the copy that it became
    page: int
    pages: int


@dataclass(frozen=True)
class Work:
    """What the process is about: an index is `wanted` since a time, the last one was `done` at another (seconds)."""

    wanted: float
    done: float
    place: int
    total: int
    doing: str
    error: str

    @property
    def is_due(self) -> bool:
        """Whether the index lacks what was read or corrected since."""
        return self.wanted > self.done


class Intake:
    """The files handed in of a data folder. Safe to use from several threads and processes."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._file = settings.data / FILE
        self._folder = settings.data / "incoming"

    # for the page

    def put(self, files: Sequence[tuple[str, bytes]]) -> None:
        """Keep files, by name and bytes, and have them read; Misconfigured for the first that cannot be written."""
        try:
            for name, data in files:
                shown = PurePosixPath(name.replace("\\", "/").replace("\0", "")).name[-LONGEST_NAME:] or "khong-ten"
                path = self._keep(shown, data)
                with self.open() as db:
                    db.execute(
                        "insert into files (name, path, put_on, state) values (?, ?, ?, ?)",
                        (shown, str(path), time.time(), WAITING),
                    )
        finally:
            self.go_on()

    def handed(self, most: int = 200) -> list[Handed]:
        """The files handed in, the newest first, the members of an archive after it."""
        with self.open() as db:
            rows = db.execute(
                "select * from files order by case parent when 0 then id else parent end desc, id limit ?", (most,)
            ).fetchall()
        return [_handed(row) for row in rows]

    def work(self) -> Work:
        """What is being done beside reading."""
        with self.open() as db:
            return Work(*db.execute("select wanted, done, place, total, doing, error from work").fetchone())

    def is_busy(self) -> bool:
        """Whether something waits or is being read or indexed."""
        work = self.work()
        return self.has_waiting() or (work.is_due and not work.error)

    def has_waiting(self) -> bool:
        """Whether a file is still to be read."""
        with self.open() as db:
            left = db.execute("select 1 from files where state in (?, ?)", (WAITING, READING)).fetchone()
        return left is not None

    def again(self, id_: int) -> None:
        """Read a file that was refused or taken back once more; the members of an archive anew."""
        with self.open() as db:
            db.execute("delete from files where parent = ? and file_sha256 = ''", (id_,))
        self.set(id_, state=WAITING, reason="", notes="", page=0, pages=0)
        self.go_on()

    def forget(self, id_: int) -> None:
        """Take a file off the list, with its bytes where only the list has them."""
        with self.open() as db:
            for (path,) in db.execute("select path from files where id = ? or parent = ?", (id_, id_)):
                if path:
                    shutil.rmtree(Path(path).parent, ignore_errors=True)
            db.execute("delete from files where id = ? or parent = ?", (id_, id_))

    def undo(self, handed: Handed) -> None:
        """Take what was read of a file out of the corpus again; its bytes are kept, to be read again if wanted."""
        from corpus.catalogue import Catalogue

        catalogue = Catalogue(self.settings.catalogue)
        try:
            copy = catalogue.copy_of_file(handed.file_sha256)
            original = catalogue.original(copy.id) if copy else None
            path = self._keep(original.name, original.read_bytes()) if original else None
            self.set(handed.id, state=UNDONE, path=str(path or handed.path))
            if copy:
                catalogue.remove_copy(copy.id)
        finally:
            catalogue.close()
        self.want_index()

    def want_index(self) -> None:
        """Have the index brought up to what the catalogue says now."""
        self.note_wanted()
        self.go_on()

    def go_on(self) -> None:
        """See that a process is at work where there is something to do: one that is, is left alone."""
        from filelock import FileLock, Timeout

        try:
            with FileLock(self.settings.data / LOCK, timeout=0):
                pass
        except Timeout:
            return
        _started[:] = [process for process in _started if process.poll() is None]
        with (self.settings.data / LOG_FILE).open("ab") as log:
            _started.append(
                subprocess.Popen(
                    [sys.executable, "-m", "assistant.intake_work"],
                    cwd=PROJECT,
                    env=os.environ | self.settings.as_environment(),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,  # it outlives the page's server
                )
            )

    # for the process that works

    def note_wanted(self) -> None:
        """Note that the index lacks something."""
        with self.open() as db:
            db.execute("update work set wanted = ?, error = ''", (time.time(),))

    def set(self, id_: int, **values: object) -> None:
        """Give columns of a file's row other values."""
        names = ", ".join(f"{name} = ?" for name in values)
        with self.open() as db:
            db.execute(f"update files set {names} where id = ?", (*values.values(), id_))

    def set_member(self, parent: int, name: str, told: dict[str, str]) -> None:
        """What has become of a member of an archive: in the place of what was told of it before."""
        columns = {"parent": parent, "name": name, "path": "", "put_on": time.time(), **told}
        marks = ", ".join("?" * len(columns))
        with self.open() as db:
            db.execute("delete from files where parent = ? and name = ?", (parent, name))
            db.execute(f"insert into files ({', '.join(columns)}) values ({marks})", (*columns.values(),))

    def set_work(self, **values: object) -> None:
        """Give columns of the work's row other values."""
        names = ", ".join(f"{name} = ?" for name in values)
        with self.open() as db:
            db.execute(f"update work set {names}", (*values.values(),))

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        """The book, for one transaction."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(self._file, timeout=30)
        try:
            if db.execute("pragma user_version").fetchone()[0] < VERSION:
                _make(db)
            with db:
                yield db
        finally:
            db.close()

    def _keep(self, name: str, data: bytes) -> Path:
        """Bytes in a folder of their own, whole or not at all; only the ending of the name is the user's."""
        folder = self._folder / uuid4().hex
        ending = PurePosixPath(name).suffix
        path = folder / f"tep{ending if ending[1:].isalnum() and len(ending) < 12 else ''}"
        try:
            folder.mkdir(parents=True)
            path.write_bytes(data)
        except OSError as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise Misconfigured(
                f"Không ghi được “{name}” vào “{self._folder}”: {error.strerror}. "
                "Hãy kiểm tra chỗ trống và quyền ghi của thư mục dữ liệu."
            ) from error
        return path


def _make(db: sqlite3.Connection) -> None:
    db.execute("pragma journal_mode = wal")
    with db:
        db.execute("begin immediate")
        if db.execute("pragma user_version").fetchone()[0] < VERSION:  # another process may have been first
            for statement in filter(str.strip, SCHEMA.split(";")):
                db.execute(statement)
            db.execute(f"pragma user_version = {VERSION}")


def _handed(row: Sequence[Any]) -> Handed:
    values = dict(zip((field.name for field in fields(Handed)), row, strict=True))
    return Handed(**values | {"notes": tuple(values["notes"].split("\n")) if values["notes"] else ()})
