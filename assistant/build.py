"""The corpus ready to answer: the library in the catalogue, and an index of everything in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from assistant.settings import Settings
from corpus.add import Outcome, add_files, files_in, sync_library
from corpus.catalogue import Catalogue
from corpus.digest import library_files
from corpus.errors import NotFound
from corpus.types import Nature
from index.embed import load_embeddings
from index.entries import VERSION, entries_of
from index.search import Searcher
from index.stores import in_use
from index.update import update

Progress = Callable[[int, int, str], None]


def ensure_index(settings: Settings, progress: Progress | None = None, check: bool = False) -> bool:
    """Bring the library up to date and index what is new; False when the index was complete already.

    With `check` the checksums of a complete index are compared too, and what is damaged is made anew.
    """
    catalogue = Catalogue(settings.catalogue)
    try:
        sync_library(catalogue, library_files() if settings.library else [])
        corpus_hash = f"{catalogue.fingerprint()}-{VERSION}"
        embeddings = load_embeddings(settings.embedder)
        complete = Searcher.is_current(settings.index, corpus_hash, embeddings.revision, settings.vectors)
        if complete and not check:
            return False
        before = in_use(settings.index, settings.vectors).id if complete else None
        wanted = {document: f"{made_from}-{VERSION}" for document, made_from in catalogue.fingerprints().items()}
        made = update(
            settings.index,
            wanted,
            lambda keys: entries_of(catalogue, keys),
            embeddings,
            corpus_hash,
            progress,
            settings.vectors,
        )
        return made.id != before
    finally:
        catalogue.close()


def add(
    settings: Settings,
    paths: Iterable[Path],
    nature: Nature | None,
    progress: Callable[[Outcome, int, int], None],
    page: Callable[[str, int, int], None] | None = None,
) -> list[Outcome]:
    """Read files into the catalogue, each in a process of its own limits.

    `progress` hears each outcome, the place of its file and the count; `page` the file, page and pages while pictures
    are read. What is done stays done when the caller stops, pages of scans too.
    """
    from corpus.read.apart import Apart  # with the readers' libraries, which answering does not need

    catalogue = Catalogue(settings.catalogue)
    try:
        files = files_in(paths)
        if not files:
            raise NotFound("Không thấy tệp nào ở nơi đã nêu: thư mục rỗng hoặc chỉ có tệp ẩn.")
        outcomes = []
        with Apart(kept=settings.data / "ocr", ocr=settings.ocr) as reader:
            reader.heard = page
            for place, path in enumerate(files, start=1):
                for outcome in add_files([path], catalogue, nature, reader.read):
                    outcomes.append(outcome)
                    progress(outcome, place, len(files))
        return outcomes
    finally:
        catalogue.close()
