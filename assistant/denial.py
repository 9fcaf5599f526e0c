"""Whether the words that answer deny what a question states, or require what it says is needless."""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import shorten

from assistant.question import ASKING_FOLDED
from corpus.accents import without_accents
from corpus.sentences import sentence_spans
from index.tokens import is_unaccented

# A denial, but for those that are part of a bound, and of a case apart: “không quá 03 ngày”, “trường hợp không cấp”.
_APART = "".join(f"(?<!{word} )" for word in ("hợp", "hàng", "nếu", "khi", "mà", "hoặc", "hay", "là"))
_BOUNDS = "quá|dưới|ít|nhỏ|vượt|sớm|muộn|gian|bao gồm|kể|phân biệt|thuộc|tính|chỉ|những|đúng|chính xác"
DENIAL = re.compile(rf"{_APART}\b(?:không|chưa)\b(?! (?:{_BOUNDS})\b)(?P<what>[^.;:,\n]{{3,}})", re.IGNORECASE)
NEGATED = re.compile(r"\b(?:không|chưa|miễn)\b", re.IGNORECASE)
REQUIRES = re.compile(r"\b(?:phải|bắt buộc)\b[^.;:\n]{3,}")
# What a question denies, with diacritics and without: “khởi kiện” and “miền núi” deny nothing.
OF_QUESTION = re.compile(r"\b(?:không|chưa|khỏi|chẳng|miễn|chả|ko|hông)\b")
OF_QUESTION_PLAIN = re.compile(r"\b(?:khong|chua|chang|ko|khoi (?:can|phai)|mien (?:phi|thu|nop|thue))\b")
NEEDLESS = re.compile(r"\bkhỏi\b|\b(?:không|ko|chẳng|chả|chưa|hông) (?:cần|phải)\b|\bmiễn\b")
NEEDLESS_PLAIN = re.compile(r"\bkhoi (?:can|phai)\b|\b(?:khong|ko|chang) (?:can|phai)\b|\bmien (?:phi|thu|nop|thue)\b")
WORD = re.compile(r"[^\W\d]+")
SHARED = 3  # content words that a part of a sentence must share with what is stated
BEGINNING = 4  # content words of a denial, half of which what is stated must have
LONGEST = 90  # characters that are told


def denial(stated: str, text: str) -> str | None:
    """The words of a text by which the part of a sentence nearest to what is stated denies it; None where none does.

    `stated` is without the words that ask to have it confirmed. Parts end at a semicolon.
    """
    words = _content(stated)
    shared = [(len(words & _content(part)), part) for part in _parts(text)]
    most, nearest = max(shared, default=(0, ""), key=lambda pair: pair[0])
    if most < SHARED:
        return None
    plain, lowered = is_unaccented(stated), stated.lower()
    told = next(_denying(nearest, words), None)
    if told is None and (NEEDLESS_PLAIN if plain else NEEDLESS).search(lowered) and not NEGATED.search(nearest):
        requires = REQUIRES.search(nearest)
        return shorten(requires[0], LONGEST, placeholder=" …") if requires else None
    return None if (OF_QUESTION_PLAIN if plain else OF_QUESTION).search(lowered) else told


def _parts(text: str) -> Iterator[str]:
    for start, end in sentence_spans(text):
        yield from text[start:end].split(";")


def _denying(part: str, words: set[str]) -> Iterator[str]:
    """The denials of a part that are about what is stated: half of their first words are in it."""
    for match in DENIAL.finditer(part):
        said = WORD.findall(without_accents(match["what"]))
        content = [word for word in said if word not in ASKING_FOLDED][:BEGINNING]
        if content and 2 * len(words & set(content)) >= len(content):
            yield shorten(match[0], LONGEST, placeholder=" …")


def _content(text: str) -> set[str]:
    """The words of a text without those by which one asks, without diacritics."""
    return set(WORD.findall(without_accents(text))) - ASKING_FOLDED
