"""Vietnamese letters without their marks, for matching only: never in an identifier or in what is shown."""

from __future__ import annotations

import unicodedata
from functools import cache


@cache
def _plain(character: str) -> str:
    if character in "đĐ":
        return "d"
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character


def without_accents(text: str) -> str:
    """Lower case without diacritics, đ as d; as many characters as NFC `text` has, so offsets stay true."""
    return "".join(map(_plain, text))
