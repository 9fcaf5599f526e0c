"""`Searcher`: a question over a store; lexical, dense or both fused."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.abbreviations import write_out
from corpus.errors import IndexMissing
from index import everyday
from index.embed import Embedder, States, Vectors, load_embeddings
from index.fuse import convex
from index.restore import restored
from index.spelling import respelled
from index.store import Candidate, Store
from index.stores import in_use, open_store
from index.tokens import is_unaccented
from index.types import DENSE, Hit

Mode = Literal["lexical", "dense", "fused"]
CANDIDATES = 200  # of each part, before fusion
BEGUN = 400  # characters of a text that are read again
KEPT = 512  # texts that were, and what was made of them: some 40 MB


class Compared(NamedTuple):
    """Texts read again beside a question: where the model shows them, the states of the pieces of the question and of
    each text, float16 (pieces, hidden); else how near each is to it, from 0 to 1.
    """

    near: Sequence[float] = ()
    question: States | None = None
    texts: Sequence[States] = ()


class Searcher:
    """Search over a store with the model that made its vectors. Safe to call from several threads."""

    def __init__(self, store: Store, embeddings: Embedder) -> None:
        if store.revision != embeddings.revision:
            raise IndexMissing(
                f"Chỉ mục được lập bằng mô hình {store.revision}, đang dùng {embeddings.revision}. "
                "Hãy lập lại bằng lệnh “cancu index”."
            )
        self.id = store.id
        self.revision = store.revision
        # By what passages and questions are read: the same reads the same question the same way.
        asking = hashlib.sha256(f"{embeddings.asking} {everyday.digest()}".encode()).hexdigest()[:8]
        self.model = f"{embeddings.revision}-{asking}"
        self.rarity = lru_cache(maxsize=1 << 16)(store.rarity)
        self.count = store.count
        self.holds = store.holds
        self.lacks = store.lacks
        self._store = store
        self._embeddings = embeddings
        self._vector_of = lru_cache(maxsize=512)(self._vector)
        self._states_of = lru_cache(maxsize=512)(self._states)
        self._vectors = Kept(lambda texts: list(embeddings.embed(texts, "passage")))
        self._pieces = Kept(self._read)
        self.respelled = lru_cache(maxsize=512)(self._respelled)
        self.restored = lru_cache(maxsize=512)(self._restored)

    @classmethod
    def open(cls, folder: Path, embeddings: Embedder | None = None, vectors: str = "") -> Searcher:
        """The index in use in a folder, or where `vectors` says, with the model it was made with when none is given.

        IndexMissing when there is none, a part of it is damaged, or it is of another model than the one given.
        """
        store = open_store(folder, vectors)
        return cls(store, embeddings or load_embeddings(store.embedder))

    @staticmethod
    def is_current(folder: Path, corpus: str, revision: str, vectors: str = "") -> bool:
        """Whether the index in use was made from this corpus with this model."""
        try:
            now = in_use(folder, vectors)
        except IndexMissing:
            return False
        return now.corpus == corpus and now.revision == revision

    def warm(self) -> None:
        """Load what a first question would wait for: the model and the word segmenter."""
        self.search("văn bản quy phạm pháp luật", 1)
        self.compared("văn bản quy phạm pháp luật", ["văn bản"])

    def search(
        self,
        question: str,
        k: int = 10,
        mode: Mode = "fused",
        only: Collection[str] | None = None,
        weight: float = DENSE,
    ) -> list[Hit]:
        """The k best entries, best first, of the documents `only` when given; `weight` is the dense part's share.

        Abbreviations in the question are written out. What people call otherwise than the law is searched in the law's
        words too, and counts half. The model reads a question typed without diacritics with those that the index
        tells; its words are compared without.
        """
        question = write_out(question)
        law = everyday.in_law(question)
        readings = [question, " ".join([question, *law])] if law else [question]
        found = [self._found(reading, max(k, CANDIDATES), mode, only, weight) for reading in readings]
        return sorted(_together(found), key=lambda hit: (-hit.score, hit.entry))[:k]

    def _near(self, cosine: float) -> float:
        """A cosine between those that unrelated (0) and near (1) texts usually have with a question."""
        low, high = self._embeddings.usual
        return min(max((cosine - low) / (high - low), 0.0), 1.0)

    def _found(self, question: str, k: int, mode: Mode, only: Collection[str] | None, weight: float) -> dict[str, Hit]:
        words = None if mode == "dense" else question
        vector = None if mode == "lexical" else self._vector_of(self.restored(question))
        found = self._store.candidates(words, vector, k, only)
        scored = zip(found, _scored(found, mode, weight), strict=True)
        return {one.entry: self._hit(one, score) for one, score in scored}

    def _hit(self, found: Candidate, score: float) -> Hit:
        near = () if found.dense is None else (("dense", self._near(found.dense)),)
        passages = tuple((number, self._near(cosine)) for number, cosine in found.passages)
        return Hit(found.entry, score, (("lexical", found.lexical), *near), passages)

    def compared(self, question: str, texts: Sequence[str]) -> Compared:
        """Each text's beginning read beside a question, as `search` reads it."""
        states = self._states_of(self.restored(write_out(question)))
        if states is None:
            return Compared(self.near(question, texts))
        return Compared((), states, self._pieces.of([text[:BEGUN] for text in texts]))

    def near(self, question: str, texts: Sequence[str]) -> list[float]:
        """How near each text's beginning is to a question, from 0 to 1."""
        vector = self._vector_of(self.restored(write_out(question)))
        return [self._near(float(vector @ one)) for one in self._vectors.of([text[:BEGUN] for text in texts])]

    def _read(self, texts: Sequence[str]) -> list[States]:
        states = self._embeddings.states(texts, "passage")
        assert states is not None, "a model that shows the states of a question shows those of texts"
        return list(map(_halved, states))

    def _vector(self, question: str) -> Vectors:
        (vector,) = self._embeddings.embed([question], "query")
        return np.asarray(vector)

    def _states(self, question: str) -> States | None:
        states = self._embeddings.states([question], "query")
        return None if states is None else _halved(states[0])

    def _respelled(self, question: str) -> str:
        """The question with slips put right by the words that the index holds; a search takes questions as they are."""
        return respelled(question, self._store.frequencies)

    def _restored(self, question: str) -> str:
        """A question typed without diacritics with the likeliest ones, any other as it is."""
        return restored(question, self._store.frequencies) if is_unaccented(question) else question


class Kept:
    """What is made of texts, kept for the last KEPT of them. Safe to call from several threads."""

    def __init__(self, make: Callable[[Sequence[str]], Sequence[NDArray[np.floating]]]) -> None:
        self._make = make
        self._kept: dict[str, NDArray[np.floating]] = {}  # the oldest first
        self._keeping = Lock()

    def of(self, texts: Sequence[str]) -> list[NDArray[np.floating]]:
        """What is made of each text."""
        known = {text: kept for text in texts if (kept := self._kept.get(text)) is not None}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        made = dict(zip(new, self._make(new), strict=True)) if new else {}
        with self._keeping:
            self._kept |= made
            while len(self._kept) > KEPT:
                self._kept.pop(next(iter(self._kept)))
        return [(known | made)[text] for text in texts]


def _together(readings: Sequence[dict[str, Hit]]) -> list[Hit]:
    """What readings of a question found, by the mean of their scores; what one did not find counts there as its last.

    The parts of a score, and the passages, are those of the first reading that found it.
    """
    hits = {entry: hit for found in reversed(readings) for entry, hit in found.items()}
    last = [min((hit.score for hit in found.values()), default=0.0) for found in readings]
    return [
        replace(
            hit,
            score=sum(f[entry].score if entry in f else low for f, low in zip(readings, last, strict=True))
            / len(readings),
        )
        for entry, hit in hits.items()
    ]


def _halved(states: States) -> States:
    """States in 16 bits, to be kept."""
    return states.astype(np.float16)


def _scored(found: Sequence[Candidate], mode: Mode, weight: float) -> list[float]:
    """The score of each candidate; a passage not among the nearest counts as the last."""
    lexical = np.array([one.lexical for one in found], np.float32)
    low = min((one.dense for one in found if one.dense is not None), default=0.0)
    dense = np.array([low if one.dense is None else one.dense for one in found], np.float32)
    scores = {"lexical": lexical, "dense": dense, "fused": convex(lexical, dense, weight)}
    return [float(score) for score in scores[mode]]
