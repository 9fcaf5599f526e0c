"""`Searcher`: entries → snapshot → search; lexical, dense or both fused."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from corpus.errors import IndexMissing
from index import snapshot
from index.dense import FaissStore
from index.embed import Embedder
from index.fuse import convex
from index.lexical import LexicalIndex
from index.types import DENSE, Entry, Hit
from index.vectors import VectorCache

Mode = Literal["lexical", "dense", "fused"]
Progress = Callable[[int, int, str], None]
PASSAGE = 700  # characters of an entry's text in one passage: with its headings about 256 tokens
CANDIDATES = 200  # of each part, before fusion


class Searcher:
    """A snapshot opened for search. Safe to call from several threads; holds its snapshot while a new one is built."""

    def __init__(self, folder: Path, manifest: dict[str, Any], embeddings: Embedder) -> None:
        self.id: str = manifest["id"]
        self.revision: str = manifest["revision"]
        if self.revision != embeddings.revision:
            raise IndexMissing(
                f"Chỉ mục được lập bằng mô hình {self.revision}, đang dùng {embeddings.revision}. "
                "Hãy lập lại bằng lệnh “cancu index”."
            )
        self._embeddings = embeddings
        listed = json.loads((folder / "entries.json").read_text(encoding="utf-8"))
        self.entry_ids: list[str] = listed["ids"]
        self._entry_of = np.array(listed["entry_of"], np.int64)
        self._place = {entry: place for place, entry in enumerate(self.entry_ids)}
        self._passages: dict[int, list[int]] = defaultdict(list)
        for passage, entry in enumerate(listed["entry_of"]):
            self._passages[entry].append(passage)
        self._dense = FaissStore.open(folder / "dense.faiss")
        self._lexical = LexicalIndex.open(folder / "lexical")
        for name, count, expected in (
            ("từ vựng", self._lexical.count, len(self.entry_ids)),
            ("vector", len(self._dense), len(self._entry_of)),
        ):
            if count != expected:
                raise IndexMissing(f"Chỉ mục {name} có {count} mục, lẽ ra {expected}. Hãy chạy “cancu index”.")
        self._vector_of = lru_cache(maxsize=512)(self._embed_question)

    @classmethod
    def build(
        cls,
        folder: Path,
        entries: Sequence[Entry],
        embeddings: Embedder,
        progress: Progress | None = None,
        corpus_hash: str = "",
        whole_passages: bool = True,
    ) -> Searcher:
        """Index entries into a new snapshot under `folder` and open it.

        `whole_passages` embeds all of a long entry, in passages; else only its first.
        """
        passages, entry_of = _passages(entries, whole_passages)
        cache = VectorCache(folder / "vectors.sqlite")
        try:
            tell = (lambda done, total: progress(done, total, "Lập chỉ mục ngữ nghĩa")) if progress else None
            vectors = cache.embed(passages, embeddings, tell)
        finally:
            cache.close()

        def fill(path: Path) -> dict[str, Any]:
            if progress:
                progress(0, len(entries), "Lập chỉ mục từ vựng")
            store = FaissStore(embeddings.dimension)
            store.add(range(len(passages)), vectors)
            store.save(path / "dense.faiss")
            (path / "lexical").mkdir()
            LexicalIndex.build(entries).save(path / "lexical")
            listed = {"ids": [entry.id for entry in entries], "entry_of": entry_of}
            (path / "entries.json").write_text(json.dumps(listed, ensure_ascii=False), encoding="utf-8")
            if progress:
                progress(len(entries), len(entries), "Lập chỉ mục từ vựng")
            return {
                "revision": embeddings.revision,
                "corpus": corpus_hash,
                "entries": len(entries),
                "passages": len(passages),
            }

        if not entries:
            raise IndexMissing("Kho chưa có văn bản nào để lập chỉ mục: hãy thêm bằng lệnh “cancu add”.")
        snapshot.write(folder, fill)
        return cls.open(folder, embeddings)

    @classmethod
    def open(cls, folder: Path, embeddings: Embedder) -> Searcher:
        """The current snapshot; IndexMissing when there is none."""
        path, manifest = snapshot.current(folder)
        return cls(path, manifest, embeddings)

    @staticmethod
    def is_current(folder: Path, corpus_hash: str, revision: str) -> bool:
        """Whether the current snapshot was made from this corpus with this model."""
        try:
            _, manifest = snapshot.current(folder)
        except IndexMissing:
            return False
        return bool(manifest["corpus"] == corpus_hash and manifest["revision"] == revision)

    def search(
        self,
        question: str,
        k: int = 10,
        mode: Mode = "fused",
        only: frozenset[str] | None = None,
        weight: float = DENSE,
    ) -> list[Hit]:
        """The k best entries, best first, among `only` when given; `weight` is the dense part's share."""
        allowed = None if only is None else np.array(sorted(self._place[e] for e in only if e in self._place), np.int64)
        if allowed is not None and not len(allowed):
            return []
        lexical = self._lexical.scores(question) if mode != "dense" else np.zeros(len(self.entry_ids), np.float32)
        if allowed is not None:
            barred = np.ones(len(lexical), bool)
            barred[allowed] = False
            lexical = np.where(barred, 0.0, lexical).astype(np.float32)
        dense = self._dense_scores(question, allowed) if mode != "lexical" else {}
        if mode == "lexical":
            ranked = [(int(i), float(lexical[i])) for i in _best(lexical, k) if lexical[i] > 0]
            return [Hit(self.entry_ids[i], score, (("lexical", score),)) for i, score in ranked]
        if mode == "dense":
            top = sorted(dense.items(), key=lambda pair: (-pair[1], pair[0]))[:k]
            return [Hit(self.entry_ids[i], score, (("dense", score),)) for i, score in top]
        found = np.array(sorted({*(int(i) for i in _best(lexical, CANDIDATES) if lexical[i] > 0), *dense}), np.int64)
        if not len(found):
            return []
        low = min(dense.values())
        parts = lexical[found], np.array([dense.get(int(i), low) for i in found], np.float32)
        scores = convex(*parts, weight)
        order = np.lexsort((found, -scores))[:k]
        return [
            Hit(
                self.entry_ids[int(found[i])],
                float(scores[i]),
                (("lexical", float(parts[0][i])), ("dense", float(parts[1][i]))),
            )
            for i in order
        ]

    def _dense_scores(self, question: str, allowed: NDArray[np.int64] | None) -> dict[int, float]:
        """Entries near the question by the best of their passages."""
        only = None if allowed is None else [p for entry in allowed for p in self._passages[int(entry)]]
        best: dict[int, float] = {}
        for passage, score in self._dense.search(self._vector_of(question), 2 * CANDIDATES, only):
            entry = int(self._entry_of[passage])
            best.setdefault(entry, score)
        return best

    def _embed_question(self, question: str) -> NDArray[np.float32]:
        return np.asarray(self._embeddings.embed([question], "query")[0], np.float32)

    def similarity(self, question: str, texts: Sequence[str]) -> list[float]:
        """The cosine of a question to texts."""
        vectors = self._embeddings.embed(list(texts), "passage")
        return [float(x) for x in vectors @ self._vector_of(question)]

    def rarity(self, word: str) -> float:
        """How much a word without diacritics tells in this corpus."""
        return self._lexical.rarity(word)


def _best(scores: NDArray[np.float32], k: int) -> NDArray[np.int64]:
    """Positions of the k highest, best first; ties by position, so that answers repeat."""
    if k < len(scores):
        edge = np.partition(scores, -k)[-k]
        chosen = np.flatnonzero(scores >= edge)
    else:
        chosen = np.arange(len(scores))
    return chosen[np.lexsort((chosen, -scores[chosen]))][:k]


def _passages(entries: Sequence[Entry], whole: bool) -> tuple[list[str], list[int]]:
    """The texts that are embedded, each under its headings, and the position of the entry that each is of."""
    texts: list[str] = []
    entry_of: list[int] = []
    for place, entry in enumerate(entries):
        parts = _split(entry.text)
        for part in parts if whole else parts[:1]:
            texts.append(f"{entry.title[:160]}\n{entry.heading[:160]}\n{part}")
            entry_of.append(place)
    return texts, entry_of


def _split(text: str) -> list[str]:
    """A text in runs of lines of up to PASSAGE characters; a longer line is cut."""
    parts: list[str] = []
    for line in text.split("\n"):
        for start in range(0, max(len(line), 1), PASSAGE):
            piece = line[start : start + PASSAGE].strip()
            if not piece:
                continue
            if parts and len(parts[-1]) + len(piece) < PASSAGE:
                parts[-1] += "\n" + piece
            else:
                parts.append(piece)
    return parts or [""]
