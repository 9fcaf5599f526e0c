"""Small SQLite files of the data folder, opened by several threads and processes at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

WAIT = 10  # seconds for another writer


@contextmanager
def opened(file: Path, schema: str) -> Iterator[sqlite3.Connection]:
    """A connection in a transaction; the file is made with `schema`, which sets `user_version`, where it is not there.

    What is written outlives any process that is killed; a loss of power may take the last seconds. OperationalError
    when another writer keeps the file for longer than WAIT, filelock's Timeout when another process makes it so long.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(file, timeout=WAIT)
    try:
        # Going over to a log that readers do not wait for is refused at once while another connection so much as reads.
        with FileLock(f"{file}.lock", timeout=WAIT):
            if not db.execute("pragma user_version").fetchone()[0]:
                db.execute("pragma journal_mode = wal")
                db.executescript(schema)
        db.execute("pragma foreign_keys = on")
        db.execute("pragma synchronous = normal")
        with db:
            yield db
    finally:
        db.close()
