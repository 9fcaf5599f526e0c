"""Bring an index on Milvus to what it should hold: insert, count, publish, and delete at the next update.

Milvus has no transactions, so nothing is seen before the row that publishes it, and every step can be done again:

1. sweep     what a killed writer left and what the version in use removed is deleted: no store shows it
2. insert    passages and entries of new documents, of a version that no store shows yet
3. count     how many entries hold each token; the row keeps the count before, which is what stores still read
4. publish   one row, the manifest: stores opened from now on show the new version

One writer at a time: on one machine they wait for each other, on several they must not run together. Another model,
mean lengths that moved and very many removals make collections of their own beside those in use.
"""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from corpus.errors import IndexMissing
from index.dense import EXACT_UP_TO
from index.embed import Embedder
from index.milvus import MANIFEST, Manifest, collection, connected, counts_at, manifests, number, published
from index.milvus_server import NAMED, Address, Kind, Row, Server, batches
from index.passages import passages_of
from index.types import Entry
from index.update import EntriesOf, Progress
from index.vectors import VectorCache
from index.weights import Lengths, is_off, rounded, vector_of, weigh

BLOCK = 2000  # entries embedded and inserted at a time
MOST = 1000  # documents removed by one update: each is named in every filter until the next
KINDS = ("passages", "entries", "counts")
NO_ENTRIES = "Văn bản trong kho không có điều khoản nào để lập chỉ mục."
NO_WORDS = Lengths(0.0, 0.0)
OF_COPY: dict[str, Kind] = {"id": "int", "entry": "text", "document": "int", "copy": "int", "version": "int"}
PASSAGES: dict[str, Kind] = OF_COPY | {"place": "int", "part": "int", "vector": "dense"}
ENTRIES: dict[str, Kind] = OF_COPY | {"text_length": "float", "words_length": "float", "terms": "sparse"}
COUNTS: dict[str, Kind] = {"coordinate": "int", "count": "int", "since": "int", "before": "int", "vector": "dense"}


@dataclass
class Tally:
    """What some entries add to the statistics of an index."""

    entries: int = 0
    text: float = 0.0  # lengths
    words: float = 0.0
    held: Counter[int] = field(default_factory=Counter)  # how many of the entries have each coordinate

    def add(self, lengths: Lengths, coordinates: Iterable[int] = ()) -> None:
        """Count one entry."""
        self.entries += 1
        self.text += lengths.text
        self.words += lengths.words
        self.held.update(iter(coordinates))


def update(
    address: Address,
    folder: Path,
    wanted: Mapping[str, str],
    entries_of: EntriesOf,
    embeddings: Embedder,
    corpus: str,
    progress: Progress | None = None,
) -> Manifest:
    """Make the index hold exactly the documents `wanted`: `index.update.update` on Milvus.

    Vectors made are kept in `folder`; an index that holds all, and has every row, comes back as it is.
    """
    server = connected(address)
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(str(folder / "milvus.lock")):
        before = _in_use(server)
        _sweep(server, before)
        usable = before if before and before.revision == embeddings.revision and _is_whole(server, before) else None
        if usable and usable.corpus == corpus:
            return usable
        copies = {number(document, made_from): document for document, made_from in wanted.items()}
        there = _copies(server, usable) if usable else set()
        gone = there - copies.keys()
        grows = usable and len(gone) <= MOST and not is_off(usable.mean, usable.total, usable.entries)
        earlier = usable if grows else None
        fresh = [document for copy, document in copies.items() if not earlier or copy not in there]
        version = before.version + 1 if before else 1
        base, mean = (earlier.base, earlier.mean) if earlier else _begin(server, entries_of(fresh), embeddings)
        cache = VectorCache(folder / "vectors.sqlite")
        try:
            writer = _Writer(server, base, mean, version, embeddings, cache, progress)
            added = writer.insert(entries_of(fresh), wanted)
        finally:
            cache.close()
        lost = _lost(server, earlier, gone) if earlier else Tally()
        entries = (earlier.entries if earlier else 0) + added.entries - lost.entries
        if not entries:
            raise IndexMissing(NO_ENTRIES)
        if server.has_sparse:
            added.held.subtract(lost.held)
            _count(server, base, version, added.held, earlier)
        return _publish(
            server,
            Manifest(
                version=version,
                base=base,
                created=datetime.now(UTC).isoformat(timespec="seconds"),
                revision=embeddings.revision,
                embedder=embeddings.setting,
                corpus=corpus,
                lexical=server.has_sparse,
                removed=tuple(sorted(gone)) if earlier else (),
                entries=entries,
                total=Lengths(
                    (earlier.total.text if earlier else 0.0) + added.text - lost.text,
                    (earlier.total.words if earlier else 0.0) + added.words - lost.words,
                ),
                mean=mean,
            ),
        )


def _in_use(server: Server) -> Manifest | None:
    """The index in use; None when there is none, or none that this program can read."""
    row = published(server, now=True)
    try:
        return Manifest.of_row(row) if row else None
    except IndexMissing:
        return None


def _sweep(server: Server, before: Manifest | None) -> None:
    """Delete what no store opened at the version in use shows: other indexes of this name, rows, older manifests."""
    of_index = re.compile(rf"{server.address.name}__([0-9a-f]{{12}})_({'|'.join(KINDS)})")
    mine = {match[0]: match for name in server.collections() if (match := of_index.fullmatch(name))}
    for name, match in mine.items():
        if not before or match[1] != before.base:
            server.drop(name)
        elif match[2] == "counts":
            _undo_counts(server, name, before.version)
        else:
            server.delete(name, f"version > {before.version}")
            if before.removed:
                server.delete(name, f"copy in {list(before.removed)}")
    if before:
        server.delete(manifests(server), f"version < {before.version}")
    elif manifests(server) in server.collections():
        server.drop(manifests(server))


def _undo_counts(server: Server, counts: str, version: int) -> None:
    later = list(server.every(counts, f"since > {version}", ["coordinate", "before"]))
    server.upsert(counts, (_counted(row["coordinate"], row["before"], version, row["before"]) for row in later))


def _is_whole(server: Server, made: Manifest) -> bool:
    """Whether a server has every row of an index, and of every kind that it can have."""
    names = [collection(server, made.base, what) for what in (KINDS if made.lexical else KINDS[:1])]
    if made.lexical != server.has_sparse or not set(names) <= set(server.collections()):
        return False
    rows = [server.count(names[0], f"part == 0 and {made.visible}", now=True)]
    rows += [server.count(names[1], made.visible, now=True)] if made.lexical else []
    return all(count == made.entries for count in rows)


def _copies(server: Server, made: Manifest) -> set[int]:
    """The copies of documents in an index."""
    passages = collection(server, made.base, "passages")
    return {int(row["copy"]) for row in server.every(passages, f"place == 0 and {made.visible}", ["copy"])}


def _begin(server: Server, entries: Iterable[Entry], embeddings: Embedder) -> tuple[str, Lengths]:
    """Make collections for entries, read once for the mean of their lengths."""
    tally, passages = Tally(), 0
    for entry in entries:
        tally.add(weigh(entry).lengths if server.has_sparse else NO_WORDS)
        passages += len(passages_of(entry))
    if not tally.entries:
        raise IndexMissing(NO_ENTRIES)
    base = uuid.uuid4().hex[:12]
    exact = passages <= EXACT_UP_TO
    server.create(collection(server, base, "passages"), PASSAGES, embeddings.dimension, exact)
    if server.has_sparse:
        server.create(collection(server, base, "entries"), ENTRIES)
        server.create(collection(server, base, "counts"), COUNTS)
    return base, rounded(Lengths(tally.text, tally.words), tally.entries)


@dataclass(frozen=True)
class _Writer:
    """Writes rows of one version into the collections of an index."""

    server: Server
    base: str
    mean: Lengths
    version: int
    embeddings: Embedder
    cache: VectorCache
    progress: Progress | None

    def insert(self, entries: Iterable[Entry], fingerprints: Mapping[str, str]) -> Tally:
        """Embed and insert entries; those of one document stand together."""
        added = Tally()
        places: Counter[int] = Counter()  # passages of each copy so far
        for block in batches(entries, BLOCK):
            texts = [passages_of(entry) for entry in block]
            vectors = iter(self.cache.embed([text for its in texts for text in its], self.embeddings, self._embedded))
            passages: list[Row] = []
            found: list[Row] = []
            for entry, its in zip(block, texts, strict=True):
                copy = number(entry.document, fingerprints[entry.document])
                row = {"entry": entry.id, "document": number(entry.document), "copy": copy, "version": self.version}
                for part in range(len(its)):
                    passages.append(row | {"place": places[copy], "part": part, "vector": next(vectors)})
                    places[copy] += 1
                if self.server.has_sparse:
                    weighed = weigh(entry)
                    terms = vector_of(weighed, self.mean)
                    length = {"text_length": weighed.lengths.text, "words_length": weighed.lengths.words}
                    found.append(row | length | {"terms": terms})
                    added.add(weighed.lengths, terms)
                else:
                    added.add(NO_WORDS)
            self.server.insert(collection(self.server, self.base, "passages"), passages)
            if found:
                self.server.insert(collection(self.server, self.base, "entries"), found)
            if self.progress:
                self.progress(added.entries, added.entries, "Ghi vào Milvus")
        return added

    def _embedded(self, done: int, total: int) -> None:
        if self.progress:
            self.progress(done, total, "Lập chỉ mục ngữ nghĩa")


def _lost(server: Server, made: Manifest, gone: Collection[int]) -> Tally:
    """What copies that an index has and shall no longer count made up of its statistics."""
    lost = Tally()
    what, fields = ("entries", ["text_length", "words_length", "terms"]) if made.lexical else ("passages", ["part"])
    for some in batches(sorted(gone), NAMED):
        which = f"copy in {some} and {made.visible}" + ("" if made.lexical else " and part == 0")
        for row in server.every(collection(server, made.base, what), which, fields):
            if made.lexical:
                lost.add(Lengths(row["text_length"], row["words_length"]), map(int, row["terms"]))
            else:
                lost.add(NO_WORDS)
    return lost


def _count(server: Server, base: str, version: int, more: Mapping[int, int], earlier: Manifest | None) -> None:
    """Write how many entries have each coordinate when so many `more` do than in an earlier version."""
    counts = collection(server, base, "counts")
    for some in batches(sorted(coordinate for coordinate, change in more.items() if change), NAMED):
        held = counts_at(server, counts, some, earlier.version, now=True) if earlier else {}
        server.upsert(counts, (_counted(c, held.get(c, 0) + more[c], version, held.get(c, 0)) for c in some))


def _counted(coordinate: int, count: int, since: int, before: int) -> Row:
    return {"coordinate": coordinate, "count": count, "since": since, "before": before, "vector": [0.0, 0.0]}


def _publish(server: Server, made: Manifest) -> Manifest:
    """Make this the index in use, once all of its rows are seen."""
    for what in KINDS if made.lexical else KINDS[:1]:
        server.settle(collection(server, made.base, what))
    if manifests(server) not in server.collections():
        server.create(manifests(server), MANIFEST)
    server.insert(manifests(server), [made.as_row()])
    server.settle(manifests(server))
    return made
