"""Typing slips: in words only, never in a figure, a document number, an abbreviation or a label such as “điểm đ”."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from random import Random

from corpus.numbers import find_numbers

SHORTEST = 3  # letters of a word that a slip may hit: “ba” for “bà” would be another word rather than a slip
_WORD = re.compile(rf"(?<![\w/.-])[^\W\d_]{{{SHORTEST},}}(?![\w/-])")
_TONES = {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"}  # mark → its Telex key
_CIRCUMFLEX = "\u0302"
# The tones that are mixed up: hỏi and ngã, sắc and nặng; huyền is left out.
_MIXED_UP = {"\u0309": "\u0303", "\u0303": "\u0309", "\u0301": "\u0323", "\u0323": "\u0301", "\u0300": ""}


def with_typos(text: str, chance: Random, rate: float) -> str | None:
    """The text with a slip in `rate` of its words, rounded, one at least; None when no word may be hit.

    No word gets two slips, and none is added, lost or joined.
    """
    kept = [(number.start, number.end) for number in find_numbers(text)]
    words = [
        match
        for match in _WORD.finditer(text)
        if not match[0].isupper() and not any(start < match.end() and match.start() < end for start, end in kept)
    ]
    if not words:
        return None
    slips = min(len(words), max(1, round(rate * len(text.split()))))
    pieces, end = [], 0
    for match in sorted(chance.sample(words, slips), key=lambda match: match.start()):
        pieces += [text[end : match.start()], misspelt(match[0], chance)]
        end = match.end()
    return "".join([*pieces, text[end:]])


def misspelt(word: str, chance: Random) -> str:
    """A word of three letters or more with one slip, of a kind by chance; its first letter is hit by Telex alone."""
    slips: tuple[Callable[[str, Random], str], ...] = (swapped, dropped, doubled, mistoned, telex)
    made = [slip(word, chance) for slip in slips]
    return chance.choice([other for other in made if other != word])


def swapped(word: str, chance: Random) -> str:
    """Two neighbouring letters swapped: “thông” → “thnôg”."""
    places = [place for place in range(1, len(word) - 1) if word[place] != word[place + 1]]
    if not places:
        return word
    place = chance.choice(places)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def dropped(word: str, chance: Random) -> str:
    """A letter left out: “thông” → “thôg”."""
    place = chance.randrange(1, len(word))
    return word[:place] + word[place + 1 :]


def doubled(word: str, chance: Random) -> str:
    """A letter typed twice: “thông” → “thôngg”."""
    place = chance.randrange(1, len(word))
    return word[: place + 1] + word[place:]


def mistoned(word: str, chance: Random) -> str:
    """The tone that is mixed up with the right one: “bổ” → “bỗ”, “và” → “va”; a word without tone as it is."""
    return "".join(_mistoned(letter) for letter in word)


def _mistoned(letter: str) -> str:
    marks = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in marks if mark in _TONES), None)
    if tone is None:
        return letter
    # Composed before the tone is put on: NFC composes marks only in the order in which letters are built.
    toneless = unicodedata.normalize("NFC", marks.replace(tone, ""))
    return unicodedata.normalize("NFC", toneless + _MIXED_UP[tone])


def telex(word: str, chance: Random | None = None) -> str:
    """The keys of a word as Telex leaves them when it is off: “được” → “dduowcj”, “Điều” → “Ddieeuf”."""
    keys, tones = "", ""
    for letter in word:
        if letter in "đĐ":
            keys += ("d" if letter == "đ" else "D") + "d"
            continue
        marked = unicodedata.normalize("NFD", letter)
        base = marked[0]
        keys += base
        for mark in marked[1:]:
            if mark in _TONES:
                tones += _TONES[mark]
            else:
                keys += base.lower() if mark == _CIRCUMFLEX else "w"
    return keys.replace("uwow", "uow") + tones
