"""Files handed in on the page: kept first, then read and indexed one after the other by a process of its own.

`python -m assistant.intake` is that process: it works until nothing waits, with low priority, while people go on
asking. Whatever is killed when, a file handed in is read in the end, or refused with its reason.
"""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from assistant.settings import PROJECT, Settings
from corpus.errors import CanCuError, Misconfigured

FILE = "intake.sqlite"
LARGEST = 200  # megabytes of a file handed in
LONGEST_NAME = 120
LOG = logging.getLogger(__name__)
SCHEMA = """
create table if not exists files (
    id integer primary key, name text not null, path text not null, put_on real not null, state text not null,
    reason text not null default '', notes text not null default '', format text not null default '',
    file_sha256 text not null default '', page integer not null default 0, pages integer not null default 0);
create table if not exists work (
    id integer primary key check (id = 1), wanted real not null default 0, done real not null default 0,
    place integer not null default 0, total integer not null default 0, doing text not null default '',
    error text not null default '');
insert or ignore into work (id) values (1);
"""
_started: list[subprocess.Popen[bytes]] = []  # by this process, to be waited for when they have ended
WAITING, READING, UNDONE = "waiting", "reading", "undone"  # else as `corpus.add.Outcome.kind`
UNFORESEEN = "chương trình gặp lỗi ngoài dự kiến khi đọc tệp này; chi tiết ở nhật ký “{log}”."


@dataclass(frozen=True)
class Handed:
    """A file handed in, or a member of an archive: what has become of it; `page` of `pages` while OCR goes on."""

    id: int
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
        self._settings = settings
        self._file = settings.data / FILE
        self._folder = settings.data / "incoming"

    def put(self, files: Sequence[tuple[str, bytes]]) -> None:
        """Keep files, by name and bytes, and have them read; Misconfigured when they cannot be written."""
        for name, data in files:
            name = PurePosixPath(name.replace("\\", "/")).name[-LONGEST_NAME:] or "khong-ten"
            try:
                with self._open() as db:
                    (id_,) = db.execute(
                        "insert into files (name, path, put_on, state) values (?, '', ?, ?) returning id",
                        (name, time.time(), WAITING),
                    ).fetchone()
                    path = self._folder / str(id_) / name
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(data)
                    db.execute("update files set path = ? where id = ?", (str(path), id_))
            except OSError as error:
                raise Misconfigured(
                    f"Không ghi được “{name}” vào “{self._folder}”: {error.strerror}. "
                    "Hãy kiểm tra chỗ trống và quyền ghi của thư mục dữ liệu."
                ) from error
        self.go_on()

    def handed(self, most: int = 200) -> list[Handed]:
        """The files handed in, the newest first."""
        with self._open() as db:
            rows = db.execute("select * from files order by id desc limit ?", (most,)).fetchall()
        return [_handed(row) for row in rows]

    def work(self) -> Work:
        """What is being done beside reading."""
        with self._open() as db:
            return Work(*db.execute("select wanted, done, place, total, doing, error from work").fetchone())

    def is_busy(self) -> bool:
        """Whether something waits or is being read or indexed."""
        with self._open() as db:
            left = db.execute("select 1 from files where state in (?, ?)", (WAITING, READING)).fetchone()
        work = self.work()
        return bool(left) or (work.is_due and not work.error)

    def again(self, id_: int) -> None:
        """Read a file that was refused once more."""
        self._set(id_, state=WAITING, reason="", notes="", page=0, pages=0)
        self.go_on()

    def forget(self, id_: int) -> None:
        """Take a file that was refused or undone off the list, with its bytes."""
        with self._open() as db:
            db.execute("delete from files where id = ?", (id_,))
        shutil.rmtree(self._folder / str(id_), ignore_errors=True)

    def undo(self, handed: Handed) -> None:
        """Take what was read of a file out of the corpus again; its bytes are kept, to be read again if wanted."""
        from corpus.catalogue import Catalogue

        catalogue = Catalogue(self._settings.catalogue)
        try:
            copy = catalogue.copy_of_file(handed.file_sha256)
            original = catalogue.original(copy.id) if copy else None
            if handed.path and original and not Path(handed.path).exists():
                Path(handed.path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(original, handed.path)
            if copy:
                catalogue.remove_copy(copy.id)
        finally:
            catalogue.close()
        self._set(handed.id, state=UNDONE)
        self.want_index()

    def want_index(self) -> None:
        """Have the index brought up to what the catalogue says now."""
        with self._open() as db:
            db.execute("update work set wanted = ?, error = ''", (time.time(),))
        self.go_on()

    def go_on(self) -> None:
        """See that a process is at work: one that is, is left alone."""
        self._settings.data.mkdir(parents=True, exist_ok=True)
        _started[:] = [process for process in _started if process.poll() is None]
        with (self._settings.data / "intake.log").open("ab") as log:
            _started.append(
                subprocess.Popen(
                    [sys.executable, "-m", "assistant.intake"],
                    cwd=PROJECT,
                    env=os.environ | self._settings.as_environment(),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,  # it outlives the page's server
                )
            )

    # the process

    def run(self) -> None:
        """Read what waits, then index, until nothing is left; returns at once when another process is at it."""
        from filelock import FileLock, Timeout

        try:
            with FileLock(self._settings.data / "intake.lock", timeout=0):
                with self._open() as db:
                    db.execute("update files set state = ? where state = ?", (WAITING, READING))  # of a killed process
                while self._read_next() or self._index():
                    pass
        except Timeout:
            return

    def _read_next(self) -> bool:
        with self._open() as db:
            row = db.execute("select id, path, name from files where state = ? order by id", (WAITING,)).fetchone()
        if row is None:
            return False
        id_, path, name = row
        self._set(id_, state=READING)
        try:
            self._read(id_, Path(path), name)
        except Exception:
            LOG.exception("A file handed in could not be read: %s", name)
            self._set(id_, state="refused", reason=UNFORESEEN.format(log=self._settings.data / "intake.log"))
        return True

    def _read(self, id_: int, path: Path, name: str) -> None:
        from corpus.add import Outcome, add_files
        from corpus.catalogue import Catalogue
        from corpus.read.apart import Apart

        catalogue = Catalogue(self._settings.catalogue)
        try:
            with Apart(kept=self._settings.data / "ocr", ocr=self._settings.ocr) as reader:
                reader.heard = lambda _, page, pages: self._set(id_, page=page, pages=pages)
                outcomes: list[Outcome] = list(add_files([path], catalogue, None, reader.read, named=lambda p: p.name))
            for place, outcome in enumerate(outcomes):
                told = {
                    "state": outcome.kind,
                    "reason": outcome.reason,
                    "notes": "\n".join(note.replace("\n", " ") for note in outcome.notes),
                    "format": outcome.format,
                    "file_sha256": outcome.file_sha256,
                }
                if place == 0:
                    self._set(id_, name=name if len(outcomes) == 1 else f"{name} › {outcome.path.name}", **told)
                else:
                    self._add(f"{name} › {outcome.path.name}", told)
        finally:
            catalogue.close()
        if all(outcome.kind != "refused" for outcome in outcomes):
            shutil.rmtree(path.parent, ignore_errors=True)  # the catalogue keeps the original
        if any(outcome.kind in {"added", "copy"} for outcome in outcomes):
            with self._open() as db:
                db.execute("update work set wanted = ?, error = ''", (time.time(),))

    def _index(self) -> bool:
        from assistant.build import ensure_index

        work = self.work()
        if not work.is_due or work.error:
            return False
        began = time.time()

        def hear(place: int, total: int, doing: str) -> None:
            with self._open() as db:
                db.execute("update work set place = ?, total = ?, doing = ?", (place, total, doing))

        try:
            ensure_index(self._settings, hear)
        except CanCuError as error:
            with self._open() as db:
                db.execute("update work set error = ?", (str(error),))
            return False
        with self._open() as db:
            db.execute("update work set done = ?, place = 0, total = 0, doing = ''", (began,))
        return True

    def _set(self, id_: int, **values: object) -> None:
        names = ", ".join(f"{name} = ?" for name in values)
        with self._open() as db:
            db.execute(f"update files set {names} where id = ?", (*values.values(), id_))

    def _add(self, name: str, told: dict[str, str]) -> None:
        columns = {"name": name, "path": "", "put_on": time.time(), **told}
        marks = ", ".join("?" * len(columns))
        with self._open() as db:
            db.execute(f"insert into files ({', '.join(columns)}) values ({marks})", (*columns.values(),))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(self._file, timeout=30)
        try:
            with db:
                db.executescript(SCHEMA)
            with db:
                yield db
        finally:
            db.close()


def _handed(row: Sequence[Any]) -> Handed:
    values = dict(zip(Handed.__dataclass_fields__, row, strict=True))
    return Handed(**values | {"notes": tuple(values["notes"].split("\n")) if values["notes"] else ()})


def main() -> None:
    """Work for the data folder of the environment."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    with suppress(AttributeError, OSError):  # Windows has no such thing
        os.nice(10)
    Intake(Settings.from_environment()).run()


if __name__ == "__main__":
    main()
