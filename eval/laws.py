"""The laws of a labelled set as documents of the product: its articles put together, read and indexed like any file."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.build import add, ensure_index
from assistant.settings import Settings
from corpus.catalogue import Catalogue
from corpus.types import Level, Provision
from eval.corpora import Tell
from eval.datasets import Dataset
from index.milvus_server import under


@dataclass(frozen=True)
class Laws:
    """Where a set's laws are, and which law of the set each document is."""

    settings: Settings
    law_of: dict[str, str]

    def article_of(self, provision: Provision) -> str:
        """A provision's article, as the set names it; "" for what is in none."""
        label = provision.step(Level.ARTICLE)
        return f"{self.law_of[provision.document]}::{label}" if label else ""


def prepare(dataset: Dataset, base: Settings, tell: Tell = lambda _: None) -> Laws:
    """Read and index a set's laws under the data folder, once."""
    laws = read_in(dataset, base, tell)
    ensure_index(laws.settings, lambda done, total, what: tell(f"{what} {done}/{total}"))
    return laws


def read_in(dataset: Dataset, base: Settings, tell: Tell = lambda _: None) -> Laws:
    """Read a set's laws under the data folder, once."""
    name = f"laws_{dataset.name}"
    settings = replace(
        base, data=base.data / "eval" / name, vectors=under(base.vectors, f"eval_{name}"), library=False, ocr=False
    )
    folder = settings.data / "laws"
    folder.mkdir(parents=True, exist_ok=True)
    laws: dict[str, list[str]] = defaultdict(list)
    for entry in dataset.entries:
        laws[entry.document].append(f"{entry.heading}\n{entry.text}")
    files = {folder / f"{place:05}.txt": law for place, law in enumerate(laws)}
    titles = {entry.document: entry.title for entry in dataset.entries}
    for path, law in files.items():
        number = f"Số: {law}\n" if any(letter.isdigit() for letter in law) else ""
        path.write_text(f"QUỐC HỘI\n{number}{titles[law].upper()}\n" + "\n".join(laws[law]) + "\n", encoding="utf-8")
    add(settings, [folder], None, lambda _, place, count: tell(f"Đọc luật {place}/{count}"))
    catalogue = Catalogue(settings.catalogue)
    try:
        copies = {document.id: catalogue.best_copy(document.id) for document in catalogue.documents()}
    finally:
        catalogue.close()
    by_file = {path.name: law for path, law in files.items()}
    return Laws(settings, {document: by_file[Path(copy.source).name] for document, copy in copies.items()})
