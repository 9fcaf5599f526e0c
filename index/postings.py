"""The inverted lists of one segment: for each token the entries that hold it, with its count in each field.

Arrays only, mapped from their files. A token is known by 64 bits of its BLAKE2 hash, so that a million tokens take
eight megabytes and no dictionary; two of them share a key once in 10^7 such corpora.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.accents import without_accents

FIELDS = ("title", "heading", "text")
MOST = 255  # a count above this is kept as this

Lists = tuple[NDArray[np.uint32], NDArray[np.uint8]]  # rows, ascending; counts (len(rows), fields)


@lru_cache(maxsize=1 << 16)
def key_of(token: str) -> int:
    """The key that stands for a token."""
    return int.from_bytes(blake2b(token.encode(errors="replace"), digest_size=8).digest(), "little")


@dataclass(frozen=True)
class Postings:
    """Token `t` is in the entries `rows[starts[t]:starts[t + 1]]`; `folded` finds tokens by what they are without
    diacritics.
    """

    keys: NDArray[np.uint64]  # (tokens,), ascending
    starts: NDArray[np.int64]  # (tokens + 1,)
    rows: NDArray[np.uint32]  # (postings,)
    counts: NDArray[np.uint8]  # (postings, fields)
    lengths: NDArray[np.uint32]  # (entries, fields): tokens in each field
    folded: NDArray[np.uint64]  # (tokens,), ascending
    folded_to: NDArray[np.uint32]  # (tokens,): position in `keys`

    @classmethod
    def build(cls, entries: Iterable[Sequence[Sequence[str]]]) -> Postings:
        """Invert entries, each given as its tokens per field."""
        vocabulary: dict[str, int] = {}
        tokens, rows, lengths = array("I"), array("I"), array("I")
        counts = array("B")
        for row, texts in enumerate(entries):
            lengths.extend(map(len, texts))
            found: dict[int, list[int]] = {}
            for field, text in enumerate(texts):
                for token, count in Counter(text).items():
                    number = vocabulary.setdefault(token, len(vocabulary))
                    found.setdefault(number, [0] * len(FIELDS))[field] = min(count, MOST)
            for number, seen in found.items():
                tokens.append(number)
                rows.append(row)
                counts.extend(seen)
        keys = np.fromiter((_key(token) for token in vocabulary), np.uint64, len(vocabulary))
        folds = np.fromiter((_key(without_accents(token)) for token in vocabulary), np.uint64, len(vocabulary))
        order = np.argsort(keys)
        place = np.empty(len(keys), np.uint32)
        place[order] = np.arange(len(keys), dtype=np.uint32)
        by_token = place[np.frombuffer(tokens.tobytes(), np.uint32)]
        sorting = np.argsort(by_token, kind="stable")  # rows stay ascending within a token
        starts = np.zeros(len(keys) + 1, np.int64)
        np.cumsum(np.bincount(by_token, minlength=len(keys)), out=starts[1:])
        by_fold = np.argsort(folds, kind="stable")
        return cls(
            keys[order],
            starts,
            np.frombuffer(rows.tobytes(), np.uint32)[sorting],
            np.frombuffer(counts.tobytes(), np.uint8).reshape(-1, len(FIELDS))[sorting],
            np.frombuffer(lengths.tobytes(), np.uint32).reshape(-1, len(FIELDS)),
            folds[by_fold],
            place[by_fold],
        )

    def lists(self, token: str) -> Lists:
        """The entries that hold a token."""
        key = np.uint64(key_of(token))
        place = int(np.searchsorted(self.keys, key))
        if place == len(self.keys) or self.keys[place] != key:
            return self.rows[:0], self.counts[:0]
        begin, end = self.starts[place : place + 2]
        return self.rows[begin:end], self.counts[begin:end]

    def folded_lists(self, token: str) -> Lists:
        """The entries that hold any token which reads like `token` without diacritics; their counts are added up."""
        key = np.uint64(key_of(token))
        begin, end = np.searchsorted(self.folded, key, "left"), np.searchsorted(self.folded, key, "right")
        parts = [slice(*self.starts[place : place + 2]) for place in self.folded_to[begin:end]]
        if not parts:
            return self.rows[:0], self.counts[:0]
        if len(parts) == 1:
            return self.rows[parts[0]], self.counts[parts[0]]
        together = np.concatenate([self.rows[part] for part in parts])
        order = np.argsort(together, kind="stable")
        together = together[order]
        first = np.flatnonzero(np.diff(together, prepend=together[0] + 1))
        counts = np.concatenate([self.counts[part] for part in parts])[order].astype(np.uint32)
        return together[first], np.minimum(np.add.reduceat(counts, first), MOST).astype(np.uint8)

    def has(self, tokens: Sequence[str], folded: bool = False) -> NDArray[np.bool_]:
        """Whether any entry holds each token, (tokens,); with `folded`, a token that reads so without diacritics."""
        wanted = np.fromiter((_key(token) for token in tokens), np.uint64, len(tokens))
        keys = self.folded if folded else self.keys
        if not len(keys):
            return np.zeros(len(tokens), bool)
        return np.asarray(keys[np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)] == wanted)

    def save(self, folder: Path) -> None:
        """Write the arrays, a file each."""
        folder.mkdir()
        for field in fields(self):
            np.save(folder / f"{field.name}.npy", getattr(self, field.name), allow_pickle=False)

    @classmethod
    def open(cls, folder: Path) -> Postings:
        """Map what `save` wrote."""
        arrays = (np.load(folder / f"{field.name}.npy", mmap_mode="r", allow_pickle=False) for field in fields(cls))
        return cls(*arrays)


def _key(token: str) -> int:
    """`key_of` without its cache, which a whole vocabulary would only wash out."""
    return key_of.__wrapped__(token)
