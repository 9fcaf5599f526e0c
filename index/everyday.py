"""What the law calls what people call otherwise: “sếp” is “người đứng đầu”, “pass” is “mật khẩu”.

The table, `everyday.tsv`, was written by us from how people ask and how regulations say it: everyday words, a tab, the
law's words; several of either are parted by “|”.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from corpus.accents import without_accents
from corpus.syllables import may_be_syllable
from index.tokens import is_unaccented, syllables

FILE = Path(__file__).with_name("everyday.tsv")


def in_law(question: str) -> tuple[str, ...]:
    """The law's words for the everyday words of a question, in their order, each once and none that it has already."""
    there = f" {' '.join(syllables(question))} "
    said = everyday_in(question, is_unaccented(question))
    return tuple(dict.fromkeys(law for laws in said for law in laws if f" {law} " not in there))


def everyday_in(question: str, plain: bool) -> tuple[tuple[str, ...], ...]:
    """For each everyday word of a question what the law may call it; of words within others only the longest count.

    `plain`: it is typed without diacritics, and the law's words have none either.
    """
    table, longest = _table(plain)
    words = syllables(question)
    found = []
    place = 0
    while place < len(words):
        for size in range(min(longest, len(words) - place), 0, -1):
            said = table.get(" ".join(words[place : place + size]))
            if said:
                found.append(said)
                place += size - 1
                break
        place += 1
    return tuple(found)


@lru_cache(maxsize=1)
def digest() -> str:
    """A hash of the table."""
    return hashlib.sha256(FILE.read_bytes()).hexdigest()


@lru_cache(maxsize=2)
def _table(plain: bool) -> tuple[dict[str, tuple[str, ...]], int]:
    """The law's words by everyday words, and how many words these are at most; `plain`: all without diacritics."""
    table: dict[str, tuple[str, ...]] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        everyday, law = ([" ".join(syllables(one)) for one in side.split("|")] for side in line.split("\t"))
        if plain:
            everyday = [without_accents(one) for one in everyday if not _may_be_many(one)]
            law = list(map(without_accents, law))
        for said in everyday:
            table[said] = tuple(dict.fromkeys((*table.get(said, ()), *law)))
    return table, max(map(len, map(str.split, table)), default=0)


def _may_be_many(words: str) -> bool:
    """Whether it is one syllable, which without diacritics may be many: “pass” is not, “sếp” is."""
    return " " not in words and may_be_syllable(without_accents(words))
