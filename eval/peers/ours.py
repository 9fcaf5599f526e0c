"""Căn Cứ's own search, beside its peers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from index.embed import load_embeddings
from index.search import Searcher
from index.types import Entry
from index.update import index_entries


class Ours:
    """The bundled model and BM25 fused, as `Searcher` ships, all passages of long articles embedded."""

    name = "Căn Cứ"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._searcher: Searcher | None = None

    def index(self, corpus: Sequence[Entry]) -> None:
        """Build a snapshot and open it."""
        embeddings = load_embeddings()
        index_entries(self._folder, corpus, embeddings)
        self._searcher = Searcher.open(self._folder, embeddings)

    def search(self, question: str, k: int) -> list[str]:
        """The k best articles, fused."""
        if self._searcher is None:
            raise RuntimeError("index() comes before search()")
        return [hit.entry for hit in self._searcher.search(self._searcher.respelled(question), k)]
