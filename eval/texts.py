"""Texts as evaluation compares them."""

from __future__ import annotations

import re
import unicodedata


def folded(text: str) -> str:
    """A text in which case, white space and the form of letters do not count: marks do."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip().casefold()


def states(words: str, text: str) -> bool:
    """Whether a text says words, as whole words and figures: “10 ngày” is not said by “110 ngày”, “1%” not by “21%”."""
    before = r"(?<!\w)(?<!\d[.,])" if words[:1].isalnum() else ""
    after = r"(?!\w)(?![.,]\d)" if words[-1:].isalnum() else ""
    return re.search(before + re.escape(folded(words)) + after, folded(text)) is not None
