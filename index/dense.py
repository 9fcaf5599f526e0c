"""Vectors searched by FAISS: all of them while they are few, by clusters beyond."""

from __future__ import annotations

import importlib
import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Mask = NDArray[np.bool_]

EXACT_UP_TO = 200_000  # vectors, half a float a coordinate; more are searched by clusters, a byte a coordinate
PROBES = 64  # clusters looked into
SAMPLE = 100  # vectors a cluster that clusters are learnt from


class FaissIndex:
    """Unit vectors by row, built once. Searched on one thread: several spin against each other on a busy machine."""

    def __init__(self, index: Any) -> None:
        self._faiss = _faiss()
        self._index = index

    @classmethod
    def build(cls, vectors: Vectors) -> FaissIndex:
        """Index vectors, float32 (rows, dimension)."""
        faiss = _faiss()
        vectors = np.ascontiguousarray(vectors, np.float32)
        rows, dimension = vectors.shape
        if rows <= EXACT_UP_TO:
            index = faiss.index_factory(dimension, "SQfp16", faiss.METRIC_INNER_PRODUCT)
        else:
            clusters = int(4 * math.sqrt(rows))
            index = faiss.index_factory(dimension, f"IVF{clusters},SQ8", faiss.METRIC_INNER_PRODUCT)
            chosen = np.random.default_rng(0).permutation(rows)[: SAMPLE * clusters]
            index.train(vectors[np.sort(chosen)])
            index.nprobe = PROBES
        index.add(vectors)
        return cls(index)

    @classmethod
    def open(cls, path: Path) -> FaissIndex:
        """Map what `save` wrote; RuntimeError when the file is cut short."""
        faiss = _faiss()
        return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))

    def search(self, vector: Vectors, k: int, only: Mask | None = None) -> list[tuple[int, float]]:
        """The k best (row, inner product), best first; of the rows that `only` is true at, when given."""
        k = min(k, len(self) if only is None else int(np.count_nonzero(only)))
        if k <= 0:
            return []
        options = {}
        if only is not None:
            chosen = self._faiss.IDSelectorBitmap(np.packbits(only, bitorder="little"))
            if hasattr(self._index, "nprobe"):
                # Few rows lie in few of the clusters near the vector: look into more of them.
                probes = min(self._index.nlist, math.ceil(PROBES * len(self) / np.count_nonzero(only)))
                options["params"] = self._faiss.SearchParametersIVF(sel=chosen, nprobe=probes)
            else:
                options["params"] = self._faiss.SearchParameters(sel=chosen)
        scores, rows = self._index.search(np.asarray(vector, np.float32).reshape(1, -1), k, **options)
        return [(int(row), float(score)) for row, score in zip(rows[0], scores[0], strict=True) if row >= 0]

    def save(self, path: Path) -> None:
        """Write everything to one file."""
        self._faiss.write_index(self._index, str(path))

    def vectors(self) -> Vectors:
        """All vectors by row, as they are kept: float32 (rows, dimension)."""
        rows: Vectors = self._index.reconstruct_n(0, len(self))
        return rows

    def __len__(self) -> int:
        """How many vectors there are."""
        return int(self._index.ntotal)


def _faiss() -> Any:
    faiss: Any = importlib.import_module("faiss")
    faiss.omp_set_num_threads(1)
    return faiss
