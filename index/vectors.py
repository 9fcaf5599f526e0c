"""Vectors kept by the content they were made from, so that only new text is embedded and an interrupted run goes on."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embed import Embedder

CHUNK = 256  # texts embedded between two commits


class VectorCache:
    """A SQLite file: (content hash, model revision) → float16 vector."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, timeout=60)
        self._db.execute("pragma journal_mode = wal")
        self._db.execute(
            "create table if not exists vectors (key blob, revision text, vector blob not null, "
            "primary key (key, revision)) without rowid"
        )

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def embed(
        self, texts: Sequence[str], embeddings: Embedder, progress: Callable[[int, int], None] | None = None
    ) -> NDArray[np.float32]:
        """Unit vectors of passages, float32 (len(texts), dimension); what was embedded before is read."""
        keys = [hashlib.sha256(text.encode()).digest()[:16] for text in texts]
        known: dict[bytes, NDArray[np.float32]] = {}
        for key in dict.fromkeys(keys):
            row = self._db.execute(
                "select vector from vectors where key = ? and revision = ?", (key, embeddings.revision)
            ).fetchone()
            if row:
                known[key] = np.frombuffer(row[0], np.float16).astype(np.float32)
        wanted = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        new = sorted(wanted, key=lambda key: len(wanted[key]))  # like lengths together: less padding
        for start in range(0, len(new), CHUNK):
            chunk = new[start : start + CHUNK]
            vectors = embeddings.embed([wanted[key] for key in chunk], "passage")
            with self._db:
                self._db.executemany(
                    "insert or replace into vectors values (?, ?, ?)",
                    (
                        (key, embeddings.revision, vector.astype(np.float16).tobytes())
                        for key, vector in zip(chunk, vectors, strict=True)
                    ),
                )
            for key, vector in zip(chunk, vectors, strict=True):
                known[key] = vector.astype(np.float16).astype(np.float32)
            if progress:
                progress(min(start + CHUNK, len(new)), len(new))
        if not texts:
            return np.zeros((0, embeddings.dimension), np.float32)
        matrix = np.stack([known[key] for key in keys])
        return np.asarray(matrix / np.linalg.norm(matrix, axis=1, keepdims=True), np.float32)
