"""BM25 as an inner product of sparse vectors, for an engine that has these and not our BM25.

An entry's weight of a token is its saturated count, a question's the token's inverse document frequency: their product
is the score of `index.lexical`, with one difference. Saturation needs the mean length of all entries, which every
document added would change: the mean is rounded to a power of STEP, and kept until it is off by more than that.

A token is a coordinate below 2^32: of a million tokens about a hundred share theirs with another one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.accents import without_accents
from index.lexical import K1, WEIGHTS, WORDS, B
from index.postings import MOST, key_of
from index.tokens import is_unaccented, terms_of, tokens, words
from index.types import Entry

STEP = 1.25  # a mean length this many times another saturates nearly alike
NOTHING = 0  # the coordinate of an entry without tokens: engines take no empty vectors

Sparse = dict[int, float]


@dataclass(frozen=True)
class Lengths:
    """Tokens, and words of titles and headings, with the weights of their fields: of one entry, of all, or the mean."""

    text: float
    words: float


@dataclass(frozen=True)
class Weighed:
    """An entry's tokens counted over its fields: as written, without diacritics, and words of title and heading."""

    text: Mapping[str, float]
    folded: Mapping[str, float]
    words: Mapping[str, float]
    lengths: Lengths


@dataclass(frozen=True)
class Wanted:
    """One kind of a question's tokens: their coordinates, and the share of their score in the whole."""

    coordinates: tuple[int, ...]
    share: float


def coordinate(token: str, folded: bool = False) -> int:
    """Where a token is counted, in [1, 2^32 − 1); `folded` tokens, words and tokens as written have their own."""
    return 1 + key_of(f"~{token}" if folded else token) % (2**32 - 2)


def weigh(entry: Entry) -> Weighed:
    """Count the tokens of an entry."""
    fields = terms_of(entry)
    folds = [[without_accents(token) for token in field] for field in fields]
    segmented = words([entry.title, entry.heading])
    lengths = Lengths(_length(fields), _length(segmented))
    return Weighed(_counts(fields), _counts(folds), _counts(segmented), lengths)


def vector_of(weighed: Weighed, mean: Lengths) -> Sparse:
    """An entry's weights by coordinate, each above 0; `mean` are the lengths that count as average."""
    vector: Sparse = {}
    for counts, folded, length, average in (
        (weighed.text, False, weighed.lengths.text, mean.text),
        (weighed.folded, True, weighed.lengths.text, mean.text),
        (weighed.words, False, weighed.lengths.words, mean.words),
    ):
        saturation = K1 * (1 - B + B * length / average)
        for token, count in counts.items():
            at = coordinate(token, folded)
            vector[at] = vector.get(at, 0.0) + count / (count + saturation)
    return vector or {NOTHING: 1.0}


def wanted_of(question: str) -> list[Wanted]:
    """What a question asks for: without diacritics the tokens that read so, else tokens and words."""
    if is_unaccented(question):
        return [Wanted(tuple(coordinate(token, folded=True) for token in dict.fromkeys(tokens(question))), 1.0)]
    (segmented,) = words([question])
    kinds = ((tokens(question), 1.0), (segmented, WORDS))
    return [Wanted(tuple(coordinate(token) for token in dict.fromkeys(kind)), share) for kind, share in kinds]


def idf(seen: int, entries: int) -> float:
    """The inverse document frequency of what `seen` of `entries` hold."""
    return math.log(1 + (entries - seen + 0.5) / (seen + 0.5))


def rounded(total: Lengths, entries: int) -> Lengths:
    """The means of `total` lengths, each to the nearest power of STEP."""
    return Lengths(_rounded(total.text / max(entries, 1)), _rounded(total.words / max(entries, 1)))


def is_off(mean: Lengths, total: Lengths, entries: int) -> bool:
    """Whether the means in use are no longer near those of all entries."""
    pairs = ((mean.text, total.text / max(entries, 1)), (mean.words, total.words / max(entries, 1)))
    return any(abs(math.log((now or 1.0) / used)) > math.log(STEP) for used, now in pairs)


def _rounded(mean: float) -> float:
    return float(STEP ** round(math.log(mean or 1.0, STEP)))


def _length(fields: Sequence[Sequence[str]]) -> float:
    return float(sum(weight * len(field) for weight, field in zip(WEIGHTS, fields, strict=False)))


def _counts(fields: Sequence[Sequence[str]]) -> dict[str, float]:
    counts: dict[str, float] = {}
    for weight, field in zip(WEIGHTS, fields, strict=False):
        for token, count in Counter(field).items():
            counts[token] = counts.get(token, 0.0) + float(weight) * min(count, MOST)
    return counts
