"""The corpora that questions are asked over: each in a data folder of its own, read and indexed once."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from assistant.build import add, ensure_index
from assistant.settings import PROJECT, Settings
from corpus.add import sync_library
from corpus.catalogue import Catalogue
from corpus.digest import library_files
from corpus.errors import NotFound
from eval.questions import Corpus
from index.milvus_server import under

DOCUMENTS = PROJECT / "tests" / "documents"
SHARED = Path(os.environ.get("CANCU_SHARED") or PROJECT.parent / "shared")
RAW = SHARED / "data" / "egov" / "raw"
Tell = Callable[[str], None]


def settings_of(corpus: Corpus, base: Settings) -> Settings:
    """The settings of a corpus: a data folder of its own under `base`, no OCR."""
    return replace(
        base,
        data=base.data / "eval" / corpus,
        vectors=under(base.vectors, f"eval_{corpus}"),
        library=corpus != "documents",
        ocr=False,
    )


def is_here(corpus: Corpus) -> bool:
    """Whether the files of a corpus are on this machine."""
    return {"library": True, "documents": DOCUMENTS.is_dir(), "egov": RAW.is_dir()}[corpus]


def prepare(corpus: Corpus, base: Settings, tell: Tell = lambda _: None) -> Settings:
    """Read and index what is new of a corpus; NotFound when its files are not on this machine.

    "library" are the digests that ship, "documents" the invented regulations of the tests, "egov" the real
    regulations in `shared/data/egov` beside the repository, with the digests.
    """
    settings = read_in(corpus, base, tell)
    ensure_index(settings, lambda done, total, what: tell(f"{what} {done}/{total}"))
    return settings


def catalogue(corpus: Corpus, base: Settings, tell: Tell = lambda _: None) -> Catalogue:
    """The catalogue of a corpus, without an index."""
    settings = read_in(corpus, base, tell)
    opened = Catalogue(settings.catalogue)
    sync_library(opened, library_files() if settings.library else [])
    return opened


def read_in(corpus: Corpus, base: Settings, tell: Tell = lambda _: None) -> Settings:
    """Read what is new of a corpus into its catalogue; NotFound when its files are not on this machine."""
    settings = settings_of(corpus, base)
    if not is_here(corpus):
        where = RAW if corpus == "egov" else DOCUMENTS
        raise NotFound(
            f"Không thấy văn bản của kho “{corpus}” ở “{where}”. "
            + ("Đặt thư mục chứa data/egov vào CANCU_SHARED." if corpus == "egov" else "Hãy chạy từ kho mã đầy đủ.")
        )
    if corpus != "library":
        tell(f"Đọc văn bản của kho {corpus}")
        paths = [RAW] if corpus == "egov" else sorted(DOCUMENTS.glob("*.docx"))
        add(settings, paths, None, lambda outcome, place, total: tell(f"Đọc {place}/{total}"))
    return settings
