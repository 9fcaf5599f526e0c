"""Lexical search: BM25 over three fields (Robertson, Zaragoza and Taylor 2004, doi 10.1145/1031171.1031181).

A field's counts are added up with its weight before they saturate. Statistics are of all segments together, without
what was removed: an index that grew scores like one built at once.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.postings import Lists, Postings
from index.tokens import is_plain, is_unaccented, tokens, words

K1, B = 0.9, 0.6
WEIGHTS = np.array([1.0, 2.0, 1.0], np.float32)  # of title, heading and text
WORDS = 0.05  # weight of the titles' and headings' words, as underthesea segments them, against the rest

Scores = NDArray[np.float32]
Find = Callable[[Postings], Lists]


@dataclass(frozen=True)
class Terms:
    """One segment's lists: of tokens, and of words of titles and headings. `live` are the entries still there, all
    when None.
    """

    text: Postings
    words: Postings
    live: NDArray[np.bool_] | None


class LexicalIndex:
    """BM25 over the entries of several segments, numbered through in their order."""

    def __init__(self, segments: Sequence[Terms]) -> None:
        self._text = _Field([one.text for one in segments], [one.live for one in segments])
        self._words = _Field([one.words for one in segments], [one.live for one in segments])

    def scores(self, question: str) -> Scores:
        """Every entry's score in [0, 1 + WORDS], float32 (entries,): each kind of token's BM25 over its highest.

        A question without diacritics meets texts as they read without theirs.
        """
        if is_unaccented(question):
            return _share(self._text.scores([_folded(token) for token in dict.fromkeys(tokens(question))]))
        (segmented,) = words([question])
        text = _share(self._text.scores([_exact(token) for token in dict.fromkeys(tokens(question))]))
        return text + WORDS * _share(self._words.scores([_exact(word) for word in dict.fromkeys(segmented)]))

    def frequencies(self, tokens: Sequence[str], folded: bool = False) -> list[int]:
        """How many entries hold each token; with `folded`, each as it reads without diacritics."""
        return self._text.frequencies(tokens, folded)

    def rarity(self, word: str) -> float:
        """How much a word (or a pair "a b") tells: its inverse document frequency; 0 when no entry holds it.

        A word without diacritics is counted in texts without them.
        """
        token = word.lower().replace(" ", "_")
        return self._text.rarity(_folded(token) if is_plain(word) else _exact(token))


class _Field:
    """BM25 of one kind of token over all segments."""

    def __init__(self, postings: Sequence[Postings], live: Sequence[NDArray[np.bool_] | None]) -> None:
        self._postings = postings
        self._live = live
        lengths = [(one.lengths @ WEIGHTS).astype(np.float32) for one in postings]
        alive = [length if here is None else length[here] for length, here in zip(lengths, live, strict=True)]
        self._alive = sum(map(len, alive))
        mean = sum(float(length.sum()) for length in alive) / max(self._alive, 1) or 1.0
        self._saturation = [np.asarray(K1 * (1 - B + B * length / mean), np.float32) for length in lengths]

    def scores(self, finds: Sequence[Find]) -> Scores:
        """The entries' scores, float32; removed ones have 0."""
        total = np.zeros(sum(map(len, self._saturation)), np.float32)
        for find in finds:
            lists = [find(postings) for postings in self._postings]
            weight = self._idf(lists)
            offset = 0
            for (rows, counts), saturation in zip(lists, self._saturation, strict=True):
                if len(rows):
                    seen = counts @ WEIGHTS
                    # Entries are met once in a list: adding by index is safe.
                    total[offset + rows.astype(np.int64)] += weight * seen / (seen + saturation[rows])
                offset += len(saturation)
        offset = 0
        for saturation, here in zip(self._saturation, self._live, strict=True):
            if here is not None:
                total[offset : offset + len(saturation)][~here] = 0
            offset += len(saturation)
        return total

    def frequencies(self, tokens: Sequence[str], folded: bool) -> list[int]:
        find = Postings.folded_lists if folded else Postings.lists
        total = [0] * len(tokens)
        for postings, here in zip(self._postings, self._live, strict=True):
            for place in map(int, np.flatnonzero(postings.has(tokens, folded))):
                total[place] += _alive(find(postings, tokens[place])[0], here)
        return total

    def rarity(self, find: Find) -> float:
        lists = [find(postings) for postings in self._postings]
        return self._idf(lists) if self._seen(lists) else 0.0

    def _idf(self, lists: Sequence[Lists]) -> float:
        seen = self._seen(lists)
        return math.log(1 + (self._alive - seen + 0.5) / (seen + 0.5))

    def _seen(self, lists: Sequence[Lists]) -> int:
        return sum(_alive(rows, here) for (rows, _), here in zip(lists, self._live, strict=True))


def _alive(rows: NDArray[np.uint32], live: NDArray[np.bool_] | None) -> int:
    """How many rows still count."""
    return len(rows) if live is None else int(np.count_nonzero(live[rows]))


def _exact(token: str) -> Find:
    return lambda postings: postings.lists(token)


def _folded(token: str) -> Find:
    return lambda postings: postings.folded_lists(token)


def _share(scores: Scores) -> Scores:
    highest = float(scores.max(initial=0.0))
    return scores / highest if highest else scores
