"""Other systems measured beside ours, same corpus, same questions, same machine. A peer is one small file.

To add one: a module here with a class that has `name`, `index(corpus)` and `search(question, k)`, named in `PEERS`.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol

from index.types import Entry

PEERS = {
    "bm25": "eval.peers.bm25:Syllables",
    "recipe": "eval.peers.recipe:CommonRecipe",
    "ours": "eval.peers.ours:Ours",
}


class Peer(Protocol):
    """A search system: it indexes a corpus into a folder, then finds articles."""

    name: str

    def index(self, corpus: Sequence[Entry]) -> None:
        """Index the articles; what it keeps on disk goes into its folder."""

    def search(self, question: str, k: int) -> list[str]:
        """The ids of the k best articles, best first, each once."""


def open_peer(name: str, folder: Path) -> Peer:
    """A peer by its name in `PEERS`, with `folder` to keep its index in."""
    module, _, cls = PEERS[name].partition(":")
    peer: Peer = getattr(import_module(module), cls)(folder)
    return peer
