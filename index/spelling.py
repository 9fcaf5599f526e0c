"""Slips in a question put right by what the index holds: a letter too many, too few, wrong or swapped, keys of Telex.

Only what cannot be a Vietnamese word is looked at, and hỏi for ngã in a word that no entry has: a question may well ask
about what no entry tells of. A slip gives way to the syllable one slip away that stands beside its neighbours most
often; without one it stays. Numbers in figures and words, abbreviations and labels stay.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from string import ascii_lowercase

from corpus.accents import without_accents
from corpus.numbers import find_numbers
from corpus.syllables import is_syllable, may_be_syllable
from index.tokens import is_plain, is_unaccented, with_new_tones

# Entries that hold each token: as written, or, when the second argument is true, as it reads without diacritics.
Counts = Callable[[Sequence[str], bool], Sequence[int]]

SHORTEST = 2
VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")  # none, huyền, sắc, ngã, hỏi, nặng
LETTERS = (
    ascii_lowercase + "đ" + "".join(dict.fromkeys(unicodedata.normalize("NFC", v + t) for v in VOWELS for t in TONES))
)
TELEX = {"f": "\u0300", "s": "\u0301", "x": "\u0303", "r": "\u0309", "j": "\u0323"}
KEYS = (("dd", "đ"), ("aa", "â"), ("ee", "ê"), ("oo", "ô"), ("uow", "ươ"), ("aw", "ă"), ("ow", "ơ"), ("uw", "ư"))
RARE = 20  # entries: what cannot be a Vietnamese word and is in more of them is a name or a foreign word
SHORT = 4  # letters
SEEN = 2  # entries that must hold the pairs which speak for a correction that needs both
_WORD = re.compile(r"[^\W_]+")
# Without diacritics: numbers in words, and words that a label follows (“phụ lục iv”, “điểm đ”).
NUMBERS = frozenset(
    "khong mot hai ba bon tu nam lam sau bay tam chin muoi tram nghin ngan van trieu ty ti nua ruoi le linh".split()
)
LABELLED = frozenset("dieu khoan diem chuong muc phan luc thang do bang mau so bieu".split())


def respelled(question: str, counts: Counts) -> str:
    """The question with slips put right, the rest as it was typed.

    Looked at twice: of two slips side by side, the second put right speaks for the first.
    """
    return _once(_once(question, counts), counts)


def _once(question: str, counts: Counts) -> str:
    folded = is_unaccented(question)
    found = list(_WORD.finditer(question))
    words = [with_new_tones(match[0]) for match in found]
    kept = [(number.start, number.end) for number in find_numbers(question)]
    looked_at = [
        place
        for place, match in enumerate(found)
        if _may_be_a_slip(match[0], found[place - 1][0] if place else "", folded)
        and not any(start < match.end() and match.start() < end for start, end in kept)
    ]
    if not looked_at:
        return question
    alone = counts([words[place] for place in looked_at], folded)
    made, end = [], 0
    for place, held in zip(looked_at, alone, strict=True):
        match = found[place]
        if held > (RARE if not is_syllable(words[place]) else 0):
            continue
        before = words[place - 1] if place else None
        after = words[place + 1] if place + 1 < len(words) else None
        better = _best(words[place], before, after, counts, folded)
        if better:
            made += [question[end : match.start()], _with_case(better, match[0])]
            end = match.end()
            words[place] = better
    return "".join([*made, question[end:]])


def _may_be_a_slip(word: str, before: str, folded: bool) -> bool:
    """Whether a word may be put right: no number, label or abbreviation."""
    plain = without_accents(word)
    if len(word) < SHORTEST or not word.isalpha() or word.isupper() or not set(plain) & set("aeiouy"):
        return False
    if re.fullmatch("[ivxl]+", plain) or plain in NUMBERS or without_accents(before) in LABELLED:
        return False
    return not may_be_syllable(word) if folded else not is_syllable(word) or bool(_tone_mixed_up(word))


def _best(word: str, before: str | None, after: str | None, counts: Counts, folded: bool) -> str | None:
    """The syllable one slip away that fits its neighbours best; None when none does.

    Short words of plain letters (app, web) and whole syllables need both neighbours, others one, or to have no choice.
    """
    fits = may_be_syllable if folded else is_syllable
    slips = _tone_mixed_up(word) if not folded and is_syllable(word) else one_slip_away(word, folded)
    slips = [other for other in dict.fromkeys(slips) if other != word and len(other) >= SHORTEST]
    held = {o: count for o, count in zip(slips, counts(slips, folded), strict=True) if count and fits(o)}
    if not held:
        return None
    told_by_both = is_syllable(word) or (is_plain(word) and len(word) <= SHORT)
    if len(held) == 1 and not told_by_both:
        return next(iter(held))
    lefts = counts([f"{before}_{other}" for other in held], folded) if before else [0] * len(held)
    rights = counts([f"{other}_{after}" for other in held], folded) if after else [0] * len(held)
    needed, times = (min, SEEN) if told_by_both else (max, 1)
    fit = [
        (math.log1p(left) + math.log1p(right) + 0.1 * math.log1p(own), other)
        for (other, own), left, right in zip(held.items(), lefts, rights, strict=True)
        if needed(left, right) >= times
    ]
    return max(fit)[1] if fit else None


def _tone_mixed_up(word: str) -> list[str]:
    """The word with hỏi for ngã or ngã for hỏi: “chính phũ”; nothing for other tones."""
    marked = unicodedata.normalize("NFD", word)
    swapped = marked.translate({0x0309: 0x0303, 0x0303: 0x0309})
    return [unicodedata.normalize("NFC", swapped)] if swapped != marked else []


def one_slip_away(word: str, folded: bool = False) -> Iterator[str]:
    """What a word may have been meant as, each form perhaps several times."""
    letters = ascii_lowercase if folded else LETTERS
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
