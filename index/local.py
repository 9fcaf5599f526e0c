"""`LocalStore`: a snapshot opened for search, the default of the store seam."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import IndexMissing
from index import lexical, snapshot
from index.lexical import LexicalIndex
from index.segment import Segment, open_segment
from index.snapshot import Snapshot
from index.store import Candidate, Vector

Mask = NDArray[np.bool_]


class LocalStore:
    """The segments of a snapshot, entries numbered through in their order; holds them while a new one is built."""

    lacks = ""

    def __init__(self, made: Snapshot, segments: Sequence[Segment]) -> None:
        self.id = made.id
        self.revision = made.revision
        self.embedder = made.embedder
        self._segments = tuple(segments)
        self._ids = [entry for segment in segments for entry in segment.ids]
        self._offsets = [0, *accumulate(len(segment.ids) for segment in segments)]
        self._lexical = LexicalIndex([lexical.Terms(s.text, s.words, s.live) for s in segments])
        self.frequencies = self._lexical.frequencies
        self.rarity = self._lexical.rarity

    @classmethod
    def open(cls, folder: Path) -> LocalStore:
        """The snapshot in use. IndexMissing when there is none, or a file of it is damaged."""
        while True:
            made = snapshot.current(folder)
            try:
                return cls(made, [_opened(folder, part) for part in made.parts])
            except IndexMissing:
                if snapshot.current(folder).id == made.id:  # else a writer has put another in its place meanwhile
                    raise

    def candidates(
        self, question: str | None, vector: Vector | None, k: int, only: Collection[str] | None = None
    ) -> list[Candidate]:
        """The k best entries by words, and those of the 2k nearest passages."""
        allowed = None if only is None else self._among(only)
        if allowed is not None and not allowed.any():
            return []
        scores = np.zeros(len(self._ids), np.float32)
        if question is not None:
            scores = self._lexical.scores(question)
            if allowed is not None:
                scores = np.where(allowed, scores, np.float32(0))
        near = {} if vector is None else self._near(vector, 2 * k, allowed)
        return [
            Candidate(self._ids[row], float(scores[row]), (*near.get(row, ()),))
            for row in {*self._best(scores, k), *near}
        ]

    def passages(self) -> tuple[NDArray[np.float32], list[str]]:
        """Vectors of all passages, float32 (passages, dimension), and the entry of each, removed ones too."""
        vectors = [segment.dense.vectors() for segment in self._segments]
        owners = zip(self._segments, self._offsets, strict=False)
        entries = [self._ids[offset + int(row)] for segment, offset in owners for row in segment.owner]
        return np.concatenate(vectors), entries

    def count(self, documents: Collection[str]) -> int:
        """How many entries documents have."""
        return int(np.count_nonzero(self._among(documents)))

    def holds(self, entry: str) -> bool:
        """Whether an entry can be found."""
        return entry in self._alive

    @cached_property
    def _alive(self) -> frozenset[str]:
        return frozenset(
            entry
            for segment in self._segments
            for row, entry in enumerate(segment.ids)
            if segment.live is None or segment.live[row]
        )

    @cached_property
    def _rows(self) -> dict[str, slice]:
        """The rows of each document that still counts."""
        return {
            held.document: slice(offset + held.start, offset + held.end)
            for segment, offset in zip(self._segments, self._offsets, strict=False)
            for held in segment.documents
            if held.document not in segment.removed
        }

    def _among(self, documents: Collection[str]) -> Mask:
        mask = np.zeros(len(self._ids), bool)
        for document in documents:
            if document in self._rows:
                mask[self._rows[document]] = True
        return mask

    def _best(self, scores: NDArray[np.float32], k: int) -> list[int]:
        """Rows of the k highest scores above 0; ties by id, however the segments lie."""
        edge = np.partition(scores, -k)[-k] if k < len(scores) else 0
        chosen = np.flatnonzero((scores >= edge) & (scores > 0))
        return sorted(map(int, chosen), key=lambda row: (-scores[row], self._ids[row]))[:k]

    def _near(self, vector: Vector, k: int, allowed: Mask | None) -> dict[int, list[tuple[int, float]]]:
        """The k nearest passages of all segments by their rows: the number in its entry and the cosine of each."""
        near: list[tuple[float, int, int]] = []
        for segment, offset in zip(self._segments, self._offsets, strict=False):
            rows = segment.live if allowed is None else allowed[offset : offset + len(segment.ids)]
            only = None if rows is None else rows[segment.owner]
            found = segment.dense.search(vector, k, only)
            passages = np.array([passage for passage, _ in found], np.int64)
            owners = segment.owner[passages]
            numbers = passages - np.searchsorted(segment.owner, owners)
            near += [
                (score, offset + int(row), int(number))
                for (_, score), row, number in zip(found, owners, numbers, strict=True)
            ]
        best: dict[int, list[tuple[int, float]]] = {}
        for score, row, number in sorted(near, key=lambda one: (-one[0], self._ids[one[1]], one[2]))[:k]:
            best.setdefault(row, []).append((number, score))
        return best


def _opened(folder: Path, part: snapshot.Part) -> Segment:
    place = snapshot.verify(folder, part)
    try:
        return open_segment(place, part.removed)
    except (OSError, ValueError, RuntimeError) as error:
        raise IndexMissing(f"Chỉ mục “{place}” không mở được: {error}. {snapshot.ADVICE}") from error
