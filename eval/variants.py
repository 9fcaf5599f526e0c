"""A question in other words that ask the same: typed without diacritics, with slips, abbreviated, reworded."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from random import Random
from typing import Literal, get_args

from corpus.abbreviations import WRITTEN_OUT
from corpus.accents import without_accents
from corpus.errors import Misconfigured
from corpus.references import find_references
from eval.number_forms import with_number_forms
from eval.synonyms import with_synonyms
from eval.typos import with_typos

Wording = Literal["unaccented", "typos", "abbreviated", "number_forms", "synonyms"]
WORDINGS: tuple[Wording, ...] = get_args(Wording)
RATE = 1 / 8  # slips per word


def rewrite(text: str, kind: str, seed: int, rate: float = RATE) -> str | None:
    """The text changed in one way, the same for the same seed, in NFC; None when there is nothing to change.

    `rate` is the share of words with a slip, of "typos" alone. Misconfigured for a kind that changes more than wording
    and for a rate that is no share.
    """
    way = _WAYS.get(kind)
    if way is None:
        raise Misconfigured(f"“{kind}” không phải là cách đổi lời câu hỏi. Các cách đổi lời: {', '.join(WORDINGS)}.")
    if not 0 < rate <= 1:
        raise Misconfigured(f"Tỷ lệ lỗi gõ là {rate}: cần một số lớn hơn 0 và không quá 1, chẳng hạn 0.125.")
    text = unicodedata.normalize("NFC", text)
    made = way(text, chance_of(seed, kind, text), rate)
    return made if made != text else None


def chance_of(seed: int, kind: str, what: str) -> Random:
    """The chance by which one thing is changed: of its own, so that no other question's change moves it."""
    return Random(f"{seed}/{kind}/{what}")


def unaccented(text: str) -> str | None:
    """The text without diacritics, đ as d, capitals kept; None where đ is a label: “diem d” would be another point."""
    labels = [step.label for reference in find_references(text) for step in reference.path]
    if any("đ" in label.lower() for label in labels):
        return None
    marked = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return unicodedata.normalize("NFC", "".join(c for c in marked if not unicodedata.combining(c)))


def _by_folded() -> dict[str, list[str]]:
    """Each long form, and each short one, without diacritics → what stands for it."""
    found: dict[str, list[str]] = defaultdict(list)
    for short, long in WRITTEN_OUT.items():
        found[without_accents(long)].append(short)
        found[without_accents(short)].append(long)
    return dict(found)


_OTHERS = _by_folded()
# What makes another word of a long form: “dịch vụ công tác”, “Chính phủ số 73”, “khoa học và công nghệ thông tin”.
_NOT_BEFORE = {
    "cong": r" (?:an|bo|chuc|chung|cong|dan|doan|ich|nghe|nghiep|nhan|tac|thuong|trinh|ty|viec|vu)\b",
    "so": r" \d",
    "nghe": " thong tin",
}
# Matched without diacritics, so that “Uỷ ban” and “Ủy ban” are one; never within a number such as 9/2020/NQ-HĐND.
_LONG_OR_SHORT = re.compile(
    r"(?<![\w/.-])(?:"
    + "|".join(
        re.escape(words) + (rf"(?!{_NOT_BEFORE[last]})" if (last := words.split()[-1]) in _NOT_BEFORE else "")
        for words in sorted(_OTHERS, key=len, reverse=True)
    )
    + r")(?![\w/-])"
)


def abbreviated(text: str, chance: Random) -> str | None:
    """The text with long forms abbreviated and abbreviations written out; None when it has neither.

    Both in one pass, so that nothing goes there and back.
    """
    folded = without_accents(text)
    plain = folded == text.lower()
    pieces, end = [], 0
    for match in _LONG_OR_SHORT.finditer(folded):
        chosen = chance.choice(_OTHERS[match[0]])
        pieces += [text[end : match.start()], without_accents(chosen) if plain else chosen]
        end = match.end()
    return "".join([*pieces, text[end:]]) if pieces else None


_WAYS: dict[str, Callable[[str, Random, float], str | None]] = {
    "unaccented": lambda text, chance, rate: unaccented(text),
    "typos": with_typos,
    "abbreviated": lambda text, chance, rate: abbreviated(text, chance),
    "number_forms": lambda text, chance, rate: with_number_forms(text, chance),
    "synonyms": lambda text, chance, rate: with_synonyms(text, chance),
}
