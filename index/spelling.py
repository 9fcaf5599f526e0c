"""Slips in a question put right by what the index holds: a letter too many, too few, wrong or swapped, keys of Telex.

A word is looked at when no entry has it, or none has it beside either neighbour. What cannot be Vietnamese gives way to
the word one slip away that stands beside its neighbours most often; what can be (a question may well ask about what no
entry tells of) only to a word that stands beside both. Numbers, abbreviations and labels stay.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from corpus.accents import without_accents
from corpus.numbers import find_numbers
from corpus.read.syllables import is_syllable
from index.tokens import is_plain, is_unaccented, with_new_tones

# Entries that hold each token: as written, or, when the second argument is true, as it reads without diacritics.
Counts = Callable[[Sequence[str], bool], Sequence[int]]

SHORTEST = 2
PLAIN = "abcdefghijklmnopqrstuvwxyz"
VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")  # none, huyền, sắc, ngã, hỏi, nặng
LETTERS = PLAIN + "đ" + "".join(dict.fromkeys(unicodedata.normalize("NFC", v + t) for v in VOWELS for t in TONES))
TELEX = {"f": "\u0300", "s": "\u0301", "x": "\u0303", "r": "\u0309", "j": "\u0323"}
KEYS = (("dd", "đ"), ("aa", "â"), ("ee", "ê"), ("oo", "ô"), ("uow", "ươ"), ("aw", "ă"), ("ow", "ơ"), ("uw", "ư"))
RARE = 20  # entries: a word in more of them is no slip
SEEN = 2  # entries that must hold the pair which speaks for a correction
_WORD = re.compile(r"[^\W_]+")


def respelled(question: str, counts: Counts) -> str:
    """The question with slips put right, the rest as it was typed.

    Looked at twice: of two slips side by side, the second put right speaks for the first.
    """
    return _once(_once(question, counts), counts)


def _once(question: str, counts: Counts) -> str:
    folded = is_unaccented(question)
    found = [match for match in _WORD.finditer(question)]
    words = [with_new_tones(match[0]) for match in found]
    if not words:
        return question
    kept = [(number.start, number.end) for number in find_numbers(question)]
    fixed = {
        place
        for place, match in enumerate(found)
        if len(match[0]) < SHORTEST
        or not match[0].isalpha()
        or match[0].isupper()
        or not set(without_accents(match[0])) & set("aeiouy")  # "qd", "ubnd"
        or any(start < match.end() and match.start() < end for start, end in kept)
    }
    alone = counts(words, folded)
    pairs = counts([f"{a}_{b}" for a, b in pairwise(words)], folded)
    made, end = [], 0
    for place, match in enumerate(found):
        if place in fixed:
            continue
        beside = [pairs[other] for other in (place - 1, place) if 0 <= other < len(pairs)]
        if alone[place] > RARE or (alone[place] and any(beside)):
            continue
        before = words[place - 1] if place else None
        after = words[place + 1] if place + 1 < len(words) else None
        better = _best(words[place], before, after, counts, folded)
        if better:
            made += [question[end : match.start()], _with_case(better, match[0])]
            end = match.end()
            words[place] = better
    return "".join([*made, question[end:]])


def _best(word: str, before: str | None, after: str | None, counts: Counts, folded: bool) -> str | None:
    """The word one slip away that fits its neighbours best; None when none does."""
    slips = [other for other in dict.fromkeys(one_slip_away(word, folded)) if other != word and len(other) >= SHORTEST]
    held = {other: count for other, count in zip(slips, counts(slips, folded), strict=True) if count}
    if not held:
        return None
    lefts = counts([f"{before}_{other}" for other in held], folded) if before else [0] * len(held)
    rights = counts([f"{other}_{after}" for other in held], folded) if after else [0] * len(held)
    needed = min if folded or is_syllable(word) else max
    fit = [
        (math.log1p(left) + math.log1p(right) + 0.1 * math.log1p(own), other)
        for (other, own), left, right in zip(held.items(), lefts, rights, strict=True)
        if needed(left, right) >= SEEN
    ]
    return max(fit)[1] if fit else None


def one_slip_away(word: str, folded: bool = False) -> Iterator[str]:
    """What a word may have been meant as, each form perhaps several times."""
    letters = PLAIN if folded else LETTERS
    if is_plain(word):
        yield from from_telex(word, folded)
    for place in range(len(word)):
        before, after = word[:place], word[place + 1 :]
        yield before + after
        if after:
            yield before + after[0] + word[place] + after[1:]
        for letter in letters:
            yield before + letter + after
            yield before + letter + word[place] + after
    for letter in letters:
        yield word + letter


def from_telex(word: str, folded: bool = False) -> Iterator[str]:
    """What keys typed with Telex off were meant as: “ddieeuf”, “ddieefu” → “điều” (the tone on every vowel in turn)."""
    for place in range(1, len(word)):
        if word[place] in TELEX:
            yield from _toned(word[:place] + word[place + 1 :], TELEX[word[place]], folded)
    yield from _toned(word, "", folded)


def _toned(keys: str, tone: str, folded: bool) -> Iterator[str]:
    for typed, meant in KEYS:
        keys = keys.replace(typed, meant)
    for place, letter in enumerate(keys):
        if letter in VOWELS:
            meant = unicodedata.normalize("NFC", keys[:place] + letter + tone + keys[place + 1 :])
            yield without_accents(meant) if folded else meant


def _with_case(word: str, typed: str) -> str:
    return word[:1].upper() + word[1:] if typed[:1].isupper() else word
