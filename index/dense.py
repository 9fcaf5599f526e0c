"""Dense search: the `VectorStore` seam and its FAISS implementation."""

from __future__ import annotations

import importlib
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Mask = NDArray[np.bool_]

EXACT_UP_TO = 200_000  # vectors; more of them are searched by clusters, each coordinate in a byte
PROBES = 64  # clusters looked into
SAMPLE = 100  # vectors a cluster that clusters are learnt from


class VectorStore(Protocol):
    """Vectors by integer id; answers with ids, never with row numbers."""

    def add(self, ids: Sequence[int], vectors: Vectors) -> None:
        """Add vectors, float32 (len(ids), dimension). ValueError when the lengths differ."""

    def remove(self, ids: Sequence[int]) -> None:
        """Take vectors out; ids that are not there are passed over."""

    def search(self, vector: Vectors, k: int, only: Mask | None = None) -> list[tuple[int, float]]:
        """The k best (id, inner product), best first; among the ids that `only` is true at, when given."""

    def save(self, path: Path) -> None:
        """Write everything to one file."""

    def __len__(self) -> int:
        """How many vectors there are."""


class FaissStore:
    """FAISS in process: ids of the caller's, one thread a search.

    The first vectors added decide how they are searched: exactly up to `EXACT_UP_TO` of them, else by clusters.
    """

    def __init__(self, dimension: int, index: Any = None) -> None:
        self._faiss: Any = importlib.import_module("faiss")
        self._faiss.omp_set_num_threads(1)  # two threads spin against each other on a busy machine: five times slower
        self._dimension = dimension
        self._index = index

    @classmethod
    def open(cls, path: Path) -> FaissStore:
        """Map what `save` wrote; RuntimeError when the file is cut short."""
        faiss: Any = importlib.import_module("faiss")
        index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        return cls(index.d, index)

    def add(self, ids: Sequence[int], vectors: Vectors) -> None:
        """Add vectors, float32 (len(ids), dimension)."""
        if len(ids) != len(vectors):
            raise ValueError(f"{len(ids)} ids for {len(vectors)} vectors")
        if not len(ids):
            return
        vectors = np.ascontiguousarray(vectors, np.float32)
        if self._index is None:
            self._index = self._made_for(vectors)
        self._index.add_with_ids(vectors, np.asarray(ids, np.int64))

    def _made_for(self, vectors: Vectors) -> Any:
        faiss = self._faiss
        if len(vectors) <= EXACT_UP_TO:
            return faiss.IndexIDMap2(faiss.IndexFlatIP(self._dimension))
        clusters = int(4 * math.sqrt(len(vectors)))
        index = faiss.index_factory(self._dimension, f"IVF{clusters},SQ8", faiss.METRIC_INNER_PRODUCT)
        chosen = np.random.default_rng(0).permutation(len(vectors))[: SAMPLE * clusters]
        index.train(vectors[np.sort(chosen)])
        index.nprobe = PROBES
        return index

    def remove(self, ids: Sequence[int]) -> None:
        """Take vectors out."""
        if self._index is not None:
            self._index.remove_ids(np.asarray(ids, np.int64))

    def search(self, vector: Vectors, k: int, only: Mask | None = None) -> list[tuple[int, float]]:
        """The k best (id, inner product), best first."""
        k = min(k, len(self) if only is None else int(np.count_nonzero(only)))
        if k <= 0:
            return []
        options = {}
        if only is not None:
            bits = np.packbits(only, bitorder="little")
            chosen = self._faiss.IDSelectorBitmap(bits)
            kind = self._faiss.SearchParametersIVF if hasattr(self._index, "nprobe") else self._faiss.SearchParameters
            more = {"nprobe": self._index.nprobe} if hasattr(self._index, "nprobe") else {}
            options["params"] = kind(sel=chosen, **more)
        scores, ids = self._index.search(np.asarray(vector, np.float32).reshape(1, -1), k, **options)
        return [(int(i), float(s)) for i, s in zip(ids[0], scores[0], strict=True) if i >= 0]

    def save(self, path: Path) -> None:
        """Write everything to one file."""
        if self._index is None:
            self._index = self._made_for(np.zeros((0, self._dimension), np.float32))
        self._faiss.write_index(self._index, str(path))

    def __len__(self) -> int:
        """How many vectors there are."""
        return int(self._index.ntotal) if self._index is not None else 0
