"""Lexical search: BM25 (Lucene's variant, k1 0.9, b 0.6) over headings twice, titles and text.

bm25s scores from precomputed sparse columns, which fixes k1 and b when the index is built; tantivy updates in place
but its k1 and b cannot be set, which cost 0.004 nDCG@10 on alqac25.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.tokens import is_plain, is_unaccented, plain_tokens, tokens, words
from index.types import Entry

K1, B = 0.9, 0.6


WORDS = 0.05  # weight of the headings' words against the rest


class LexicalIndex:
    """BM25 over entries by position, in three fields.

    `text` serves questions typed with diacritics, `plain` those typed without, `headings` holds the words of titles
    and headings as underthesea segments them.
    """

    def __init__(self, text: Any, plain: Any, headings: Any) -> None:
        self._text = text
        self._plain = plain
        self._headings = headings
        self.count = int(text.scores["num_docs"])

    @classmethod
    def build(cls, entries: Sequence[Entry]) -> LexicalIndex:
        """Index entries; headings count twice."""
        fields = [f"{entry.title} {entry.heading} {entry.heading} {entry.text}" for entry in entries]
        return cls(
            _bm25([tokens(field) for field in fields]),
            _bm25([plain_tokens(field) for field in fields]),
            _bm25(words(f"{entry.title}. {entry.heading}" for entry in entries)),
        )

    def scores(self, question: str) -> NDArray[np.float32]:
        """Every entry's score in [0, 1 + WORDS], float32 (entries,): each field's BM25 over its highest."""
        if is_unaccented(question):
            return _share(_scores(self._plain, plain_tokens(question), self.count))
        (segmented,) = words([question])
        text = _share(_scores(self._text, tokens(question), self.count))
        return text + WORDS * _share(_scores(self._headings, segmented, self.count))

    def rarity(self, word: str) -> float:
        """How much a word (or a pair "a b") tells: its inverse document frequency, in [0, ∞).

        A word without diacritics is counted in texts without them.
        """
        joined = word.replace(" ", "_")
        index, token = (self._plain, "~" + joined) if is_plain(word) else (self._text, joined)
        known = index.vocab_dict.get(token)
        seen = 0 if known is None else int(np.diff(index.scores["indptr"][known : known + 2])[0])
        return math.log(1 + (self.count - seen + 0.5) / (seen + 0.5))

    def save(self, folder: Path) -> None:
        """Write the fields: arrays and JSON, nothing that runs when read."""
        for name, index in (("text", self._text), ("plain", self._plain), ("headings", self._headings)):
            index.save(str(folder / name), show_progress=False)

    @classmethod
    def open(cls, folder: Path) -> LexicalIndex:
        """Open what `save` wrote; arrays are mapped, not read."""
        import bm25s

        return cls(*(bm25s.BM25.load(str(folder / name), mmap=True) for name in ("text", "plain", "headings")))


def _share(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    highest = float(scores.max(initial=0.0))
    return scores / highest if highest else scores


def _bm25(documents: Sequence[Sequence[str]]) -> Any:
    import bm25s

    logging.getLogger("bm25s").setLevel(logging.WARNING)  # it tells of every step on standard error
    index = bm25s.BM25(method="lucene", k1=K1, b=B)
    vocabulary: dict[str, int] = {}
    # An empty index cannot be built or saved: a token that no question has stands in.
    vocabulary["\x00"] = 0
    ids = [[vocabulary.setdefault(token, len(vocabulary)) for token in document] or [0] for document in documents]
    index.index((ids, vocabulary), show_progress=False)
    return index


def _scores(index: Any, question: Sequence[str], count: int) -> NDArray[np.float32]:
    known = [index.vocab_dict[token] for token in dict.fromkeys(question) if token in index.vocab_dict]
    if not known:
        return np.zeros(count, np.float32)
    return np.asarray(index.get_scores_from_ids(known), np.float32)
