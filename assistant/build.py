"""The corpus ready to answer: the library in the catalogue, and an index of everything in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from assistant.settings import Settings
from corpus.add import Outcome, add_files, files_in, sync_library
from corpus.catalogue import Catalogue
from corpus.digest import library_files
from corpus.types import Nature
from index.embed import load_embeddings
from index.entries import VERSION, entries_of
from index.search import Searcher

Progress = Callable[[int, int, str], None]


def ensure_index(settings: Settings, progress: Progress | None = None) -> bool:
    """Bring the library up to date and index what is new; False when the index was complete already."""
    catalogue = Catalogue(settings.catalogue)
    try:
        sync_library(catalogue, library_files() if settings.library else [])
        corpus_hash = f"{catalogue.fingerprint()}-{VERSION}"
        embeddings = load_embeddings(settings.embedder)
        if Searcher.is_current(settings.index, corpus_hash, embeddings.revision):
            return False
        Searcher.build(settings.index, entries_of(catalogue), embeddings, progress, corpus_hash=corpus_hash)
        return True
    finally:
        catalogue.close()


def add(
    settings: Settings, paths: Iterable[Path], nature: Nature | None, progress: Callable[[Outcome, int, int], None]
) -> list[Outcome]:
    """Read files into the catalogue; `progress` hears each outcome, its place and the count."""
    catalogue = Catalogue(settings.catalogue)
    try:
        files = files_in(paths)
        outcomes = []
        for place, outcome in enumerate(add_files(files, catalogue, nature), start=1):
            outcomes.append(outcome)
            progress(outcome, place, len(files))
        return outcomes
    finally:
        catalogue.close()
