"""A regulation from the web into the catalogue: fetched, then added like any file, its address as its source."""

from __future__ import annotations

from assistant.settings import Settings
from corpus.add import Outcome, add_file
from corpus.catalogue import Catalogue
from corpus.fetch import fetch
from corpus.read.apart import Apart
from corpus.types import Nature


def fetch_into(settings: Settings, url: str, nature: Nature | None = None, allow_private: bool = False) -> Outcome:
    """Fetch one file into the data folder and add it; FetchRefused or ReadRefused when that cannot be.

    The file stays in `fetched/`, also one that cannot be read, so that it can be looked at; one known already goes.
    """
    fetched = fetch(url, settings.data / "fetched", allow_private=allow_private)
    catalogue = Catalogue(settings.catalogue)
    try:
        with Apart(kept=settings.data / "ocr", ocr=settings.ocr) as reader:
            outcome = add_file(fetched.path, catalogue, nature, fetched.final_url, reader.read)
    finally:
        catalogue.close()
    if outcome.kind == "known":
        fetched.path.unlink()
    return outcome
