"""Texts as evaluation compares them."""

from __future__ import annotations

import re
import unicodedata


def folded(text: str) -> str:
    """A text in which case, white space and the form of letters do not count: marks do."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip().casefold()
