"""A segment: the entries of some documents, indexed once and never changed.

An index is a list of segments. Adding documents writes a new one; removing names documents that a segment has and that
no longer count.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.dense import FaissIndex, Vectors
from index.postings import Postings
from index.tokens import terms_of, words
from index.types import Entry


@dataclass(frozen=True)
class Held:
    """A document in a segment: its entries are the rows [start, end)."""

    document: str
    fingerprint: str  # of what its entries were made from
    start: int
    end: int


@dataclass(frozen=True)
class Segment:
    """A segment opened: its arrays are mapped, `owner` gives the row of the entry that each passage is of."""

    documents: tuple[Held, ...]
    ids: tuple[str, ...]
    owner: NDArray[np.uint32]
    text: Postings
    words: Postings
    dense: FaissIndex
    removed: frozenset[str]  # documents

    @cached_property
    def live(self) -> NDArray[np.bool_] | None:
        """The rows that still count, all when None."""
        if not self.removed:
            return None
        mask = np.ones(len(self.ids), bool)
        for held in self.documents:
            if held.document in self.removed:
                mask[held.start : held.end] = False
        return mask


def write(
    folder: Path,
    entries: Sequence[Entry],
    fingerprints: Mapping[str, str],
    owner: Sequence[int],
    vectors: Vectors,
) -> None:
    """Write a segment into a folder that is not there yet; entries of one document stand together.

    `vectors` are those of the entries' passages, float32 (passages, dimension), `owner` the row each is of.
    """
    folder.mkdir(parents=True)
    documents = []
    for document, rows in groupby(range(len(entries)), lambda row: entries[row].document):
        places = list(rows)
        documents.append((document, fingerprints[document], places[0], places[-1] + 1))
    _write_json(folder / "documents.json", documents)
    _write_json(folder / "entries.json", [entry.id for entry in entries])
    np.save(folder / "owner.npy", np.asarray(owner, np.uint32), allow_pickle=False)
    Postings.build(map(terms_of, entries)).save(folder / "text")
    Postings.build((*words([e.title, e.heading]), []) for e in entries).save(folder / "words")
    FaissIndex.build(vectors).save(folder / "vectors.faiss")


def documents_in(folder: Path) -> tuple[Held, ...]:
    """The documents of a segment, in the order of its rows."""
    return tuple(Held(*row) for row in json.loads((folder / "documents.json").read_text(encoding="utf-8")))


def open_segment(folder: Path, removed: Collection[str] = ()) -> Segment:
    """Map what `write` wrote, without the documents `removed`. ValueError when its parts do not fit together."""
    segment = Segment(
        documents_in(folder),
        tuple(json.loads((folder / "entries.json").read_text(encoding="utf-8"))),
        np.load(folder / "owner.npy", mmap_mode="r", allow_pickle=False),
        Postings.open(folder / "text"),
        Postings.open(folder / "words"),
        FaissIndex.open(folder / "vectors.faiss"),
        frozenset(removed),
    )
    for what, count, expected in (
        ("từ vựng", len(segment.text.lengths), len(segment.ids)),
        ("vector", len(segment.dense), len(segment.owner)),
    ):
        if count != expected:
            raise ValueError(f"chỉ mục {what} có {count} mục, lẽ ra {expected}")
    return segment


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
