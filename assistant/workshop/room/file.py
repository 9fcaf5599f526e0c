"""The SQLite file of the rooms: transactions, and a log in which nothing that was deleted stays."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from assistant.workshop.room.schema import make

_NOTHING = nullcontext()


class RoomFile:
    """A file to read and write. Safe to use from several threads and processes."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._turn = threading.Lock()  # writers of this process wait here, not by trying again and again

    @contextmanager
    def open(self, writes: bool = True) -> Iterator[sqlite3.Connection]:
        """The book, for one transaction, which is undone when something is raised."""
        with self._turn if writes else _NOTHING:
            db = self._connected()
            try:
                db.execute("begin immediate" if writes else "begin")
                try:
                    yield db
                except BaseException:
                    db.execute("rollback")
                    raise
                db.execute("commit")
            finally:
                db.close()

    def fold(self) -> bool:
        """Write the log back and empty it, so that nothing deleted stays there; False where someone reads just then."""
        with self._turn:
            db = self._connected()
            try:
                db.execute("pragma busy_timeout = 0")  # not to wait for a reader: it is tried again
                busy, _, _ = db.execute("pragma wal_checkpoint(truncate)").fetchone()
            finally:
                db.close()
        return not busy

    @property
    def is_folded(self) -> bool:
        """Whether the log is empty."""
        log = self._file.with_name(f"{self._file.name}-wal")
        return not log.exists() or not log.stat().st_size

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep the file open meanwhile: the last one to close it would write its log back, after every answer."""
        db = self._connected()
        try:
            db.execute("select count(*) from sessions").fetchall()
            yield
        finally:
            db.close()

    def _connected(self) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(self._file, timeout=30, isolation_level=None, check_same_thread=False)
        try:
            make(db)
            db.execute("pragma foreign_keys = on")
            db.execute("pragma synchronous = normal")  # a loss of power, not of the process, may take the last seconds
            db.execute("pragma secure_delete = on")
        except BaseException:
            db.close()
            raise
        return db
