"""Peer: BM25 over single syllables, the baseline that every paper has."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from index.types import Entry


class Syllables:
    """bm25s with its own defaults (Lucene's variant, k1 1.5, b 0.75) over lower-case syllables."""

    name = "BM25, syllables"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ids: list[str] = []
        self._index: Any = None

    def index(self, corpus: Sequence[Entry]) -> None:
        """Index title, heading and text as one field."""
        import bm25s

        logging.getLogger("bm25s").setLevel(logging.WARNING)
        self._ids = [entry.id for entry in corpus]
        self._index = bm25s.BM25()
        texts = [_syllables(f"{entry.title} {entry.heading} {entry.text}") for entry in corpus]
        self._index.index(texts, show_progress=False)
        self._index.save(str(self._folder), show_progress=False)

    def search(self, question: str, k: int) -> list[str]:
        """The k best articles by BM25."""
        found, _ = self._index.retrieve([_syllables(question)], k=min(k, len(self._ids)), show_progress=False)
        return [self._ids[int(place)] for place in found[0]]


def _syllables(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
