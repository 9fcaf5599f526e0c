"""`MilvusStore`: the store seam on Milvus, for an index beyond one machine.

Collections, their names beginning with the name in CANCU_VECTORS:

    NAME_manifests           a row for each publication; the last one is in use
    NAME__BASE_passages      the vector of every passage; `part` 0 is the first of its entry, `place` 0 of its document
    NAME__BASE_entries       the weights of every entry's tokens (`index.weights`), for Milvus 2.4 or later
    NAME__BASE_counts        how many entries hold each token: `count` since version `since`, `before` until then

Rows are of the version that brought them. A store shows those up to the version it was opened at, without the copies
of documents which that version removed: whatever a writer does meanwhile, and wherever it is killed, is not seen.
Texts are not kept there, only ids, numbers and vectors.

A Milvus before 2.4 has no sparse vectors: there the store finds by vectors alone, and `lacks` says so.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from corpus.errors import IndexMissing
from index.milvus_server import NAMED, Address, Kind, Server, batches
from index.postings import key_of
from index.store import Candidate, Vector
from index.tokens import is_plain
from index.weights import Lengths, Wanted, coordinate, idf, wanted_of

FORMAT = 1  # of the collections; an index of another format is made anew
MANIFEST: dict[str, Kind] = {"version": "int", "manifest": "long text", "vector": "dense"}
KEPT_COUNTS = 1 << 20  # tokens whose counts a store keeps by it
LACKS = (
    "Máy chủ Milvus {} chưa có vector thưa: chỉ tìm theo nghĩa, không tìm theo từ và không sửa lỗi gõ "
    "(cần Milvus 2.4 trở lên)."
)

Found = dict[str, float]  # entry → score


@dataclass(frozen=True)
class Manifest:
    """A complete index: what it was made from, with which model, and which rows are of it."""

    version: int
    base: str  # names its collections
    created: str
    revision: str  # of the model
    embedder: str  # the setting that names the model, "" for the bundled one
    corpus: str  # hash of what was indexed
    lexical: bool  # whether it has entries and counts
    removed: tuple[int, ...]  # copies that earlier versions brought and this one no longer counts
    entries: int
    total: Lengths  # of all entries
    mean: Lengths  # that weights were made with

    @property
    def id(self) -> str:
        """Changes with what the index holds."""
        return f"{self.base}-{self.version}"

    @property
    def visible(self) -> str:
        """The filter that keeps the rows of this version."""
        hidden = f" and copy not in {list(self.removed)}" if self.removed else ""
        return f"version <= {self.version}{hidden}"

    def as_row(self) -> dict[str, Any]:
        """The row that publishes it."""
        text = json.dumps({"format": FORMAT} | asdict(self))
        return {"version": self.version, "manifest": text, "vector": [0.0, 0.0]}

    @classmethod
    def of_row(cls, row: dict[str, Any]) -> Manifest:
        """What `as_row` made; IndexMissing for one of another format, or damaged."""
        try:
            said = json.loads(row["manifest"])
            if said.pop("format") != FORMAT:
                raise IndexMissing("Chỉ mục trên Milvus là của phiên bản khác. Hãy chạy lệnh “cancu index”.")
            said |= {"removed": (*said["removed"],), "total": Lengths(**said["total"]), "mean": Lengths(**said["mean"])}
            return cls(**said)
        except (ValueError, KeyError, TypeError) as error:
            raise IndexMissing(
                f"Không đọc được bản kê chỉ mục trên Milvus: {error}. Hãy lập lại bằng lệnh “cancu index”."
            ) from error


def manifests(server: Server) -> str:
    """The collection of manifests."""
    return f"{server.address.name}_manifests"


def collection(server: Server, base: str, what: str) -> str:
    """The name of a collection of an index."""
    return f"{server.address.name}__{base}_{what}"


def published(server: Server, now: bool = False) -> dict[str, Any] | None:
    """The row of the index in use, with `now` as it is this moment; None when there is none."""
    if manifests(server) not in server.collections():
        return None
    rows = server.rows(manifests(server), "version >= 0", ["version", "manifest"], now)
    return max(rows, key=lambda row: int(row["version"]), default=None)


def latest(server: Server) -> Manifest:
    """The index in use; IndexMissing when there is none."""
    row = published(server)
    if row is None:
        raise IndexMissing(
            f"Chưa có chỉ mục “{server.address.name}” trên Milvus “{server.address.uri}”. "
            "Hãy lập chỉ mục bằng lệnh “cancu index”."
        )
    return Manifest.of_row(row)


@lru_cache(maxsize=8)
def connected(address: Address) -> Server:
    """The server at an address, connected once."""
    return Server(address)


class MilvusStore:
    """An index on Milvus as it was when opened. What was removed since is there until the update after the next."""

    def __init__(self, server: Server, made: Manifest) -> None:
        self.id = made.id
        self.revision = made.revision
        self.embedder = made.embedder
        self.lacks = "" if made.lexical else LACKS.format(server.release)
        self._server = server
        self._made = made
        self._passages = collection(server, made.base, "passages")
        self._entries = collection(server, made.base, "entries")
        self._counts = collection(server, made.base, "counts")
        self._known: dict[int, int] = {}
        needed = {self._passages} | ({self._entries, self._counts} if made.lexical else set())
        if missing := needed - set(server.collections()):
            raise IndexMissing(
                f"Milvus “{server.address.uri}” không còn phần “{min(missing)}” của chỉ mục. "
                "Hãy lập lại bằng lệnh “cancu index” (văn bản và vector đã tính vẫn còn)."
            )

    @classmethod
    def open(cls, address: Address) -> MilvusStore:
        """The index in use on a server. IndexMissing when there is none, or a collection of it is gone."""
        server = connected(address)
        return cls(server, latest(server))

    def candidates(
        self, question: str | None, vector: Vector | None, k: int, only: Collection[str] | None = None
    ) -> list[Candidate]:
        """The k best entries by words, and those of the 2k nearest passages.

        A score in words is exact for the k best entries by tokens; whose words of title and heading are not among
        the k best counts none.
        """
        which = list(self._filters(only))
        near = {} if vector is None else self._near(vector, 2 * k, which)
        scores: Found = {} if question is None else self._lexical(question, k, which)
        chosen = sorted(scores, key=lambda entry: (-scores[entry], entry))[:k]
        return [Candidate(entry, scores.get(entry, 0.0), (*near.get(entry, ()),)) for entry in {*chosen, *near}]

    def frequencies(self, tokens: Sequence[str], folded: bool = False) -> list[int]:
        """How many entries hold each token; with `folded`, each as it reads without diacritics."""
        return self._counts_of([coordinate(token, folded) for token in tokens])

    def rarity(self, word: str) -> float:
        """How much a word (or a pair "a b") tells: its inverse document frequency, 0 when no entry holds it.

        Where none are counted it is 1 for every word.
        """
        if not self._made.lexical:
            return 1.0
        (seen,) = self.frequencies([word.lower().replace(" ", "_")], is_plain(word))
        return idf(seen, self._made.entries) if seen else 0.0

    def count(self, documents: Collection[str]) -> int:
        """How many entries documents have."""
        return sum(self._server.count(self._passages, f"part == 0 and {which}") for which in self._filters(documents))

    def holds(self, entry: str) -> bool:
        """Whether an entry can be found."""
        which = f"part == 0 and entry == {json.dumps(entry, ensure_ascii=False)} and {self._made.visible}"
        return self._server.count(self._passages, which) > 0

    def _filters(self, only: Collection[str] | None) -> Iterator[str]:
        """The rows of this version; of some documents when given, so many in a filter as a server takes."""
        if only is None:
            yield self._made.visible
        else:
            for some in batches(sorted(number(document) for document in only), NAMED):
                yield f"{self._made.visible} and document in {some}"

    def _near(self, vector: Vector, k: int, which: Sequence[str]) -> dict[str, list[tuple[int, float]]]:
        """The k nearest passages by their entries: the number and the cosine of each."""
        hits = [
            hit for each in which for hit in self._server.search(self._passages, "vector", vector, k, each, ["part"])
        ]
        near: dict[str, list[tuple[int, float]]] = {}
        for row, score in sorted(hits, key=lambda hit: (-hit[1], hit[0]["entry"], hit[0]["part"]))[:k]:
            near.setdefault(row["entry"], []).append((int(row["part"]), score))
        return near

    def _lexical(self, question: str, k: int, which: Sequence[str]) -> Found:
        """Scores by words, each kind of token over the best of all documents."""
        if not self._made.lexical or not which:
            return {}
        wanted = [(weights, one.share) for one in wanted_of(question) if (weights := self._weights(one))]
        scores: Found = {}
        for weights, share in wanted:
            found = _best(self._found(weights, k, which), k)
            everywhere = [self._made.visible]
            among = found if list(which) == everywhere else self._found(weights, 1, everywhere)
            highest = max(dict(among).values(), default=0.0)
            for entry, score in found.items():
                scores[entry] = scores.get(entry, 0.0) + share * score / highest
        return scores

    def _weights(self, wanted: Wanted) -> dict[int, float]:
        """The inverse document frequency of each token that an entry holds."""
        seen = self._counts_of(wanted.coordinates)
        return {c: idf(n, self._made.entries) for c, n in zip(wanted.coordinates, seen, strict=True) if n}

    def _found(self, weights: dict[int, float], k: int, which: Sequence[str]) -> list[tuple[str, float]]:
        hits = [hit for each in which for hit in self._server.search(self._entries, "terms", weights, k, each)]
        return [(row["entry"], score) for row, score in hits]

    def _counts_of(self, coordinates: Sequence[int]) -> list[int]:
        """How many entries have each coordinate, as counted at this version; 0 without counts."""
        if not self._made.lexical:
            return [0] * len(coordinates)
        if len(self._known) > KEPT_COUNTS:
            self._known = {}
        known = self._known
        new = dict.fromkeys(c for c in coordinates if c not in known)
        counts = counts_at(self._server, self._counts, new, self._made.version)
        known.update({c: counts.get(c, 0) for c in new})
        return [known[c] for c in coordinates]


def number(*parts: str) -> int:
    """The number that stands for a document, or for a copy of it: a document with its fingerprint."""
    return key_of("\0".join(parts)) >> 1  # Milvus has signed numbers


def counts_at(
    server: Server, counts: str, coordinates: Iterable[int], version: int, now: bool = False
) -> dict[int, int]:
    """How many entries held what is counted at each coordinate, at a version; nothing where none ever did."""
    fields = ["coordinate", "count", "since", "before"]
    found = {}
    for some in batches(coordinates, NAMED):
        for row in server.rows(counts, f"coordinate in {some}", fields, now):
            found[int(row["coordinate"])] = int(row["count"] if row["since"] <= version else row["before"])
    return found


def _best(found: Iterable[tuple[str, float]], k: int) -> Found:
    """The k best entries with their scores."""
    return dict(sorted(found, key=lambda hit: (-hit[1], hit[0]))[:k])
