"""Bring an index to what it should hold: new and changed documents go into a new segment, the rest stays as it is."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import IndexMissing
from index import segment, snapshot
from index.embed import Embedder
from index.passages import passages_of
from index.segment import Held
from index.snapshot import Part, Snapshot
from index.types import Entry
from index.vectors import VectorCache

if TYPE_CHECKING:
    from index.milvus import Manifest

Progress = Callable[[int, int, str], None]
EntriesOf = Callable[[Iterable[str]], Iterable[Entry]]

BLOCK = 100_000  # entries in a segment at most
SMALL = 20  # times smaller than the whole: such segments are put together when there are more than MOST of them
MOST = 6


def update(
    folder: Path,
    wanted: Mapping[str, str],
    entries_of: EntriesOf,
    embeddings: Embedder,
    corpus: str,
    progress: Progress | None = None,
    vectors: str = "",
) -> Snapshot | Manifest:
    """Make an index hold exactly the documents `wanted`, each with the fingerprint given; `corpus` hashes them all.

    It is in `folder`, or where `vectors` says, with the vectors made kept in `folder`.
    `entries_of` is asked for the entries of what is new or changed. Text embedded before is not embedded again; a kept
    snapshot of the same corpus and model comes back as it is. Segments that are damaged or of another model are made
    anew. IndexMissing when nothing is wanted.
    """
    if not wanted:
        raise IndexMissing("Kho chưa có văn bản nào để lập chỉ mục: hãy thêm bằng lệnh “cancu add”.")
    if vectors:
        from index import milvus_update
        from index.milvus_server import Address

        address = Address.parse(vectors)
        return milvus_update.update(address, folder, wanted, entries_of, embeddings, corpus, progress)
    with snapshot.writing(folder):
        if earlier := snapshot.go_back(folder, corpus, embeddings.revision):
            return earlier
        stay = _worth_keeping(_usable(folder, wanted, embeddings))
        there = {held.document for one in stay for held in one.live}
        fresh = [document for document in wanted if document not in there]
        cache = VectorCache(folder / "vectors.sqlite")
        try:
            made = [_write(folder, block, wanted, embeddings, cache, progress) for block in _blocks(entries_of(fresh))]
        finally:
            cache.close()
        parts = (*(one.part for one in stay), *made)
        if not parts:
            raise IndexMissing("Văn bản trong kho không có điều khoản nào để lập chỉ mục.")
        return snapshot.publish(folder, embeddings.revision, embeddings.setting, corpus, parts)


def index_entries(
    folder: Path,
    entries: Iterable[Entry],
    embeddings: Embedder,
    progress: Progress | None = None,
    corpus: str = "",
    vectors: str = "",
) -> Snapshot | Manifest:
    """Make an index hold exactly these entries, which come from no catalogue; without `corpus` they are hashed."""
    of: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        of[entry.document].append(entry)
    wanted = {document: hashlib.sha256(repr(its).encode()).hexdigest()[:16] for document, its in of.items()}
    corpus = corpus or hashlib.sha256(repr(sorted(wanted.items())).encode()).hexdigest()[:16]

    def asked(keys: Iterable[str]) -> Iterable[Entry]:
        return (entry for key in keys for entry in of[key])

    return update(folder, wanted, asked, embeddings, corpus, progress, vectors)


@dataclass(frozen=True)
class _Usable:
    """A segment that can go on: what of it still counts, and how many entries it has with what does not."""

    part: Part
    live: tuple[Held, ...]
    whole: int

    @property
    def rows(self) -> int:
        return sum(held.end - held.start for held in self.live)


def _usable(folder: Path, wanted: Mapping[str, str], embeddings: Embedder) -> list[_Usable]:
    """The whole segments of the snapshot in use, what is no longer wanted removed of each; none of another model's."""
    try:
        now = snapshot.current(folder)
    except IndexMissing:
        return []
    if now.revision != embeddings.revision:
        return []
    usable = []
    for part in now.parts:
        try:
            held = segment.documents_in(snapshot.verify(folder, part))
        except IndexMissing:
            continue  # damaged: its documents are made anew
        removed = frozenset(part.removed)
        live = [h for h in held if wanted.get(h.document) == h.fingerprint and h.document not in removed]
        gone = {h.document for h in held} - {h.document for h in live}
        usable.append(_Usable(Part(part.name, part.files, tuple(sorted(gone))), tuple(live), max(h.end for h in held)))
    return usable


def _worth_keeping(segments: Sequence[_Usable]) -> list[_Usable]:
    """The segments that stay as they are; those mostly removed, or small and many, are made anew together."""
    full = [one for one in segments if one.rows * 2 > one.whole]
    total = sum(one.rows for one in segments)
    large = [one for one in full if one.rows * SMALL >= total]
    return full if len(full) - len(large) <= MOST else large


def _blocks(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Entries in runs of whole documents of about BLOCK."""
    block: list[Entry] = []
    for entry in entries:
        if len(block) >= BLOCK and entry.document != block[-1].document:
            yield block
            block = []
        block.append(entry)
    if block:
        yield block


def _write(
    folder: Path,
    entries: Sequence[Entry],
    fingerprints: Mapping[str, str],
    embeddings: Embedder,
    cache: VectorCache,
    progress: Progress | None,
) -> Part:
    passages: list[str] = []
    owner: list[int] = []
    for row, entry in enumerate(entries):
        texts = passages_of(entry)
        passages += texts
        owner += [row] * len(texts)
    tell = (lambda done, total: progress(done, total, "Lập chỉ mục ngữ nghĩa")) if progress else None
    vectors = cache.embed(passages, embeddings, tell)
    if progress:
        progress(0, len(entries), "Lập chỉ mục từ vựng")
    place = snapshot.new_segment(folder)
    segment.write(place, entries, fingerprints, owner, vectors)
    if progress:
        progress(len(entries), len(entries), "Lập chỉ mục từ vựng")
    return snapshot.sealed(place)
