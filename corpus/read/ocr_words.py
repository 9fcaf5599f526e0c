"""Marks that OCR misread put right where a dictionary leaves one possibility: "Tô quôc" can only be Tổ quốc.

A word is changed only when it is no Vietnamese syllable or Tesseract was unsure of it, it makes no known word with its
neighbour, and exactly one reading with the same letters but other marks does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import product

from corpus.accents import without_accents
from corpus.syllables import is_syllable

SURE = 92.0  # per cent: words above are left alone when they are syllables
_PARTS = re.compile(r"(\W*)([^\W\d_]+)(\W*)")


def mended(words: Sequence[tuple[str, float]]) -> str:
    """A line of words with Tesseract's confidence in each, as one text."""
    texts = [word for word, _ in words]
    bare = [match[2].lower() if (match := _PARTS.fullmatch(word)) else "" for word in texts]
    known = [
        any(pair in _pairs() for pair in (tuple(bare[max(at - 1, 0) : at + 1]), tuple(bare[at : at + 2])))
        for at in range(len(bare))
    ]
    doubtful = [
        bool(word) and not known[at] and (words[at][1] < SURE or not is_syllable(word)) for at, word in enumerate(bare)
    ]
    for at in range(len(bare) - 1):
        if not (doubtful[at] or doubtful[at + 1]) or not bare[at] or not bare[at + 1]:
            continue
        if texts[at][-1:] in ".,;:)" or (bare[at], bare[at + 1]) in _pairs():
            continue
        left = _readings(bare[at]) if doubtful[at] else (bare[at],)
        right = _readings(bare[at + 1]) if doubtful[at + 1] else (bare[at + 1],)
        possible = [pair for pair in product(left, right) if pair in _pairs()]
        if len(possible) == 1:
            for place, word in zip((at, at + 1), possible[0], strict=True):
                texts[place] = _PARTS.sub(lambda m, w=word: m[1] + _cased(w, m[2]) + m[3], texts[place])  # type: ignore[misc]
                bare[place], doubtful[place] = word, False
    return " ".join(texts)


def _cased(word: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


@cache
def _pairs() -> frozenset[tuple[str, ...]]:
    """The words of two syllables of underthesea's dictionary."""
    text = files("underthesea").joinpath("corpus/data/Viet74K.txt").read_text("utf-8")
    words = (line.strip().lower().split() for line in text.splitlines())
    return frozenset(tuple(word) for word in words if len(word) == 2)


@cache
def _by_letters() -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for pair in _pairs():
        for syllable in pair:
            if is_syllable(syllable):
                found[without_accents(syllable)].add(syllable)
    return {letters: tuple(sorted(syllables)) for letters, syllables in found.items()}


def _readings(word: str) -> tuple[str, ...]:
    """The syllables with the same letters, whatever their marks."""
    return _by_letters().get(without_accents(word), (word,))
