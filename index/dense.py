"""Dense search: the `VectorStore` seam and its FAISS implementation (exact inner product)."""

from __future__ import annotations

import importlib
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class VectorStore(Protocol):
    """Vectors by integer id; answers with ids, never with row numbers."""

    def add(self, ids: Sequence[int], vectors: Vectors) -> None:
        """Add vectors, float32 (len(ids), dimension). ValueError when the lengths differ."""

    def remove(self, ids: Sequence[int]) -> None:
        """Take vectors out; ids that are not there are passed over."""

    def search(self, vector: Vectors, k: int, only: Collection[int] | None = None) -> list[tuple[int, float]]:
        """The k best (id, inner product), best first; among `only` when given."""

    def save(self, path: Path) -> None:
        """Write everything to one file."""

    def __len__(self) -> int:
        """How many vectors there are."""


class FaissStore:
    """FAISS in process: exact search, ids of the caller's, one thread a search."""

    def __init__(self, dimension: int, index: Any = None) -> None:
        faiss: Any = importlib.import_module("faiss")
        faiss.omp_set_num_threads(1)  # two threads spin against each other on a busy machine: five times slower
        self._faiss = faiss
        self._index = index if index is not None else faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))

    @classmethod
    def open(cls, path: Path) -> FaissStore:
        """Open what `save` wrote; RuntimeError when the file is cut short."""
        faiss: Any = importlib.import_module("faiss")
        index = faiss.read_index(str(path))
        return cls(index.d, index)

    def add(self, ids: Sequence[int], vectors: Vectors) -> None:
        """Add vectors, float32 (len(ids), dimension)."""
        if len(ids) != len(vectors):
            raise ValueError(f"{len(ids)} ids for {len(vectors)} vectors")
        if len(ids):
            self._index.add_with_ids(np.ascontiguousarray(vectors, np.float32), np.asarray(ids, np.int64))

    def remove(self, ids: Sequence[int]) -> None:
        """Take vectors out."""
        self._index.remove_ids(np.asarray(ids, np.int64))

    def search(self, vector: Vectors, k: int, only: Collection[int] | None = None) -> list[tuple[int, float]]:
        """The k best (id, inner product), best first."""
        k = min(k, len(self) if only is None else len(only))
        if k <= 0:
            return []
        options = {}
        if only is not None:
            chosen = self._faiss.IDSelectorBatch(np.fromiter(only, np.int64, len(only)))
            options["params"] = self._faiss.SearchParameters(sel=chosen)
        scores, ids = self._index.search(np.asarray(vector, np.float32).reshape(1, -1), k, **options)
        return [(int(i), float(s)) for i, s in zip(ids[0], scores[0], strict=True) if i >= 0]

    def save(self, path: Path) -> None:
        """Write everything to one file."""
        self._faiss.write_index(self._index, str(path))

    def __len__(self) -> int:
        """How many vectors there are."""
        return int(self._index.ntotal)
