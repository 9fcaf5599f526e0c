"""`Searcher`: a snapshot opened for search; lexical, dense or both fused."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from corpus.errors import IndexMissing
from index import lexical, snapshot
from index.embed import Embedder, load_embeddings
from index.fuse import convex
from index.lexical import LexicalIndex
from index.segment import Segment, open_segment
from index.snapshot import Snapshot
from index.spelling import respelled
from index.types import DENSE, Hit

Mode = Literal["lexical", "dense", "fused"]
Mask = NDArray[np.bool_]
CANDIDATES = 200  # of each part, before fusion


class Searcher:
    """A snapshot opened for search. Safe to call from several threads; holds its snapshot while a new one is built.

    Entries are numbered through the segments in their order.
    """

    def __init__(self, made: Snapshot, segments: Sequence[Segment], embeddings: Embedder) -> None:
        self.id = made.id
        self.revision = made.revision
        self._segments = tuple(segments)
        self._embeddings = embeddings
        self._ids = [entry for segment in segments for entry in segment.ids]
        self._offsets = [0, *accumulate(len(segment.ids) for segment in segments)]
        self._lexical = LexicalIndex([lexical.Terms(s.text, s.words, s.live) for s in segments])
        self._vector_of = lru_cache(maxsize=512)(self._embed_question)
        self.respelled = lru_cache(maxsize=512)(self._respelled)

    @classmethod
    def open(cls, folder: Path, embeddings: Embedder | None = None) -> Searcher:
        """The snapshot in use, with the model it was made with when none is given.

        IndexMissing when there is no snapshot, a file of it is damaged, or it is of another model than the one given.
        """
        while True:
            made = snapshot.current(folder)
            try:
                return cls._opened(folder, made, embeddings)
            except IndexMissing:
                if snapshot.current(folder).id == made.id:  # else a writer has put another in its place meanwhile
                    raise

    @classmethod
    def _opened(cls, folder: Path, made: Snapshot, embeddings: Embedder | None) -> Searcher:
        model = embeddings or load_embeddings(made.embedder)
        if made.revision != model.revision:
            raise IndexMissing(
                f"Chỉ mục được lập bằng mô hình {made.revision}, đang dùng {model.revision}. "
                "Hãy lập lại bằng lệnh “cancu index”."
            )
        segments = []
        for part in made.parts:
            place = snapshot.verify(folder, part)
            try:
                segments.append(open_segment(place, part.removed))
            except (OSError, ValueError, RuntimeError) as error:
                raise IndexMissing(f"Chỉ mục “{place}” không mở được: {error}. {snapshot.ADVICE}") from error
        return cls(made, segments, model)

    @staticmethod
    def is_current(folder: Path, corpus: str, revision: str) -> bool:
        """Whether the snapshot in use was made from this corpus with this model."""
        try:
            now = snapshot.current(folder)
        except IndexMissing:
            return False
        return now.corpus == corpus and now.revision == revision

    @cached_property
    def entry_ids(self) -> frozenset[str]:
        """The entries that can be found."""
        return frozenset(
            entry
            for segment in self._segments
            for row, entry in enumerate(segment.ids)
            if segment.live is None or segment.live[row]
        )

    def count(self, documents: Collection[str]) -> int:
        """How many entries documents have."""
        return int(np.count_nonzero(self._among(documents)))

    def search(
        self,
        question: str,
        k: int = 10,
        mode: Mode = "fused",
        only: Collection[str] | None = None,
        weight: float = DENSE,
    ) -> list[Hit]:
        """The k best entries, best first, of the documents `only` when given; `weight` is the dense part's share."""
        allowed = None if only is None else self._among(only)
        if allowed is not None and not allowed.any():
            return []
        scores = np.zeros(len(self._ids), np.float32)
        if mode != "dense":
            scores = self._lexical.scores(question)
            if allowed is not None:
                scores = np.where(allowed, scores, np.float32(0))
        dense = self._dense_scores(question, allowed) if mode != "lexical" else {}
        if mode == "lexical":
            return self._hits([(i, float(scores[i])) for i in self._best(scores, k)], "lexical")
        if mode == "dense":
            return self._hits(sorted(dense.items(), key=lambda pair: (-pair[1], self._ids[pair[0]]))[:k], "dense")
        found = np.array(sorted({*self._best(scores, CANDIDATES), *dense}), np.int64)
        if not len(found):
            return []
        low = min(dense.values(), default=0.0)
        parts = scores[found], np.array([dense.get(int(i), low) for i in found], np.float32)
        fused = convex(*parts, weight)
        order = sorted(range(len(found)), key=lambda i: (-fused[i], self._ids[found[i]]))[:k]
        return [
            Hit(
                self._ids[found[i]],
                float(fused[i]),
                (("lexical", float(parts[0][i])), ("dense", float(parts[1][i]))),
            )
            for i in order
        ]

    def _best(self, scores: NDArray[np.float32], k: int) -> list[int]:
        """Places of the k highest scores above 0, best first; ties by id, however the segments lie."""
        edge = np.partition(scores, -k)[-k] if k < len(scores) else 0
        chosen = np.flatnonzero((scores >= edge) & (scores > 0))
        return sorted(map(int, chosen), key=lambda place: (-scores[place], self._ids[place]))[:k]

    def _hits(self, ranked: Sequence[tuple[int, float]], part: str) -> list[Hit]:
        return [Hit(self._ids[place], score, ((part, score),)) for place, score in ranked]

    def _among(self, documents: Collection[str]) -> Mask:
        """A mask of the entries of documents that still count."""
        wanted = frozenset(documents)
        return np.concatenate([segment.rows_of(wanted - segment.removed) for segment in self._segments])

    def _dense_scores(self, question: str, allowed: Mask | None) -> dict[int, float]:
        """Entries near the question by the best of their passages, of the nearest passages of all segments."""
        vector = self._vector_of(question)
        near: list[tuple[float, int]] = []
        for segment, offset in zip(self._segments, self._offsets, strict=False):
            rows = segment.live if allowed is None else allowed[offset : offset + len(segment.ids)]
            only = None if rows is None else rows[segment.owner]
            found = segment.dense.search(vector, 2 * CANDIDATES, only)
            near += [(score, offset + int(segment.owner[passage])) for passage, score in found]
        best: dict[int, float] = {}
        for score, entry in sorted(near, key=lambda pair: (-pair[0], self._ids[pair[1]]))[: 2 * CANDIDATES]:
            best.setdefault(entry, score)
        return best

    def _embed_question(self, question: str) -> NDArray[np.float32]:
        return np.asarray(self._embeddings.embed([question], "query")[0], np.float32)

    def _respelled(self, question: str) -> str:
        """The question with slips put right by the words that the index holds; a search takes questions as they are."""
        return respelled(question, self._lexical.frequencies)

    def similarity(self, question: str, texts: Sequence[str]) -> list[float]:
        """The cosine of a question to texts."""
        vectors = self._embeddings.embed(list(texts), "passage")
        return [float(x) for x in vectors @ self._vector_of(question)]

    def rarity(self, word: str) -> float:
        """How much a word without diacritics tells in this corpus."""
        return self._lexical.rarity(word)
