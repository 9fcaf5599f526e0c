"""Text → tokens for lexical search, made for Vietnamese legal text.

Syllables in lower case with one form of tone marks, word pairs, số hiệu as one token, and for headings the words that
underthesea segments. Tokens without diacritics (marked `~`) let a question typed without them meet the same texts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from threading import Lock

from corpus.abbreviations import spell_out
from corpus.accents import without_accents
from corpus.numbers import find_numbers, fold
from index.types import Entry

_WORD = re.compile(r"\w+")
# Old and new places of the tone mark in open syllables: hoà → hòa, uỷ → ủy, thuý → thúy.
_OLD_TONES = {
    old: new
    for vowels, marked in (("oa", "òóỏõọ"), ("oe", "òóỏõọ"), ("uy", "ùúủũụ"))
    for old, new in zip(
        (vowels[0] + c for c in {"a": "àáảãạ", "e": "èéẻẽẹ", "y": "ỳýỷỹỵ"}[vowels[1]]),
        (c + vowels[1] for c in marked),
        strict=True,
    )
}
_OLD = re.compile(r"(?<!q)(" + "|".join(_OLD_TONES) + r")(?!\w)")


def with_new_tones(text: str) -> str:
    """A text in lower case, tone marks where the new spelling puts them."""
    lowered = unicodedata.normalize("NFC", text).lower()
    return _OLD.sub(lambda match: _OLD_TONES[match[1]], lowered)


def syllables(text: str) -> list[str]:
    """Lower-case syllables and figures, tone marks where the new spelling puts them."""
    return _WORD.findall(with_new_tones(text))


def tokens(text: str) -> list[str]:
    """Syllables, pairs of neighbours and số hiệu."""
    found = syllables(text)
    pairs = [f"{a}_{b}" for a, b in pairwise(found)]
    numbers = [f"#{fold(match.number)}" for match in find_numbers(text)]
    return found + pairs + numbers


def terms_of(entry: Entry) -> list[list[str]]:
    """The tokens of title, heading and text; an abbreviation is found by what it stands for too."""
    return [tokens(spell_out(text)) for text in (entry.title, entry.heading, entry.text)]


def is_unaccented(question: str) -> bool:
    """Whether a question was typed without diacritics: no letter of it needs one."""
    lowered = question.lower()
    return any(c.isalpha() for c in lowered) and without_accents(lowered) == lowered


def is_plain(word: str) -> bool:
    """Whether a word has no diacritics."""
    return without_accents(word) == word.lower()


def words(texts: Iterable[str]) -> list[list[str]]:
    """Words of several syllables per text, as underthesea segments them; a số hiệu is none. Costs a second to load."""
    return [list(_segmented(text)) for text in texts]


_loading = Lock()


def _word_tokenize() -> Callable[[str], list[str]]:
    """underthesea's segmenter, loaded: a second thread that comes while it loads would get it half made."""
    with _loading:
        return _loaded()


@lru_cache(maxsize=1)
def _loaded() -> Callable[[str], list[str]]:
    from underthesea import word_tokenize

    word_tokenize("tải bộ tách từ")
    return word_tokenize  # type: ignore[no-any-return]


@lru_cache(maxsize=4096)
def _segmented(text: str) -> Sequence[str]:
    # A comma for each number parts the words around it; underthesea's `fixed_words` compile all its rules at each call.
    numbers = find_numbers(text)
    ends = [0, *(number.end for number in numbers)]
    starts = [*(number.start for number in numbers), len(text)]
    words_only = " , ".join(text[end:start] for end, start in zip(ends, starts, strict=True)).strip()
    found = _word_tokenize()(words_only[:1].lower() + words_only[1:]) if words_only else []
    return tuple("+".join(syllables(word)) for word in found if " " in word)
