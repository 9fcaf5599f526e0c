"""What tells whether a unit answers a question: figures that mean the same in a small corpus and in a vast one.

Words count by their rarity in the corpus, so that most of a question's weight is that of its rare words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.evidence import Evidence
from assistant.question import (
    ASKING,
    ASKING_FOLDED,
    LISTING,
    as_asked,
    content_words,
    defines,
    expected_form,
    speaks_of,
    term_asked,
    words_of,
)
from assistant.units import Form, Unit, units_of
from corpus.accents import without_accents
from corpus.types import Document, Provision
from index.tokens import is_unaccented
from index.types import Hit

Figures = NDArray[np.float64]

OF_UNIT = (
    "first",  # one over the entry's rank
    "near",  # how near its nearest passage is to the question
    "alike",  # how near its own words are, of the units looked at again
    "own",  # the share of the question's weight that its own words carry
    "own_pairs",  # the same of pairs of words
    "around",  # the share that it carries with its headings and its document's title
    "heading",  # the share of its heading's weight that the question has
    "missing",  # the weight of the heaviest word missing from all of these, beside the heaviest
    "fits",  # it has the form asked for: a period, an amount, a number
    "misfits",  # it has not
    "defines",  # it defines the term asked for
    "undefined",  # it does not say what the term is
    "whole",
    "list",
    "point",
    "text",
    "items",  # it has several lines where a list is asked for
    "length",
    "ended",  # how much its document counts less for not being in force
)
OF_NONE = ("none", "around", "own", "near", "heading", "alike", "unknown", "unaccented", "named", "follows")
EARLIER = 0.3  # what a word of an earlier question counts for
LOW, HIGH = 0.75, 0.95  # the bundled model's cosines of unrelated and of near texts


@dataclass(frozen=True)
class Asked:
    """A question's words and what they ask for. `weights` holds words and pairs, in lower case, that the corpus has;
    `unknown` is the share of the words that it lacks: a story's words, or a subject it does not treat.
    """

    weights: dict[str, float]
    unknown: float
    follows: bool
    unaccented: bool
    form: re.Pattern[str] | None
    term: str
    listing: bool

    @classmethod
    def read(cls, question: str, last: str, rarity: Callable[[str], float]) -> Asked:
        """`question` may hold an earlier question too; `last` is the last one, which alone says what form is asked
        for, and beside whose words those of the earlier one count little.
        """
        own = set(content_words(last)) if last != question else set()
        rare = {word: rarity(word) for word in content_words(question)}
        weights = {word: x * (EARLIER if own and word not in own else 1) for word, x in rare.items() if x}
        single = [word for word in rare if " " not in word]
        return cls(
            weights=weights,
            unknown=sum(word not in weights for word in single) / len(single) if single else 0.0,
            follows=bool(own),
            unaccented=is_unaccented(question),
            form=expected_form(last),
            term=term_asked(last),
            listing=LISTING.search(without_accents(last)) is not None,
        )


def units_and_figures(
    asked: Asked, hits: Sequence[Hit], evidence: Evidence, rarity: Callable[[str], float]
) -> tuple[list[Unit], Figures]:
    """The units of what search found, and a row of OF_UNIT for each: float64 (units, figures); none is “alike” yet."""
    units: list[Unit] = []
    rows: list[tuple[float, ...]] = []
    for rank, hit in enumerate(hits, start=1):
        entry = evidence.provision(hit.entry)
        if entry is None:
            continue
        around = _Around(asked, entry, evidence.catalogue.document(entry.document), rarity)
        near = nearness(dict(hit.from_).get("dense"))
        for unit in units_of(entry, evidence):
            units.append(unit)
            rows.append((1 / rank, near, 0.0, *_figures(asked, unit, around), 1 - evidence.standing(entry)))
    return units, np.array(rows, np.float64).reshape(-1, len(OF_UNIT))


def figures_within(
    asked: Asked, units: Sequence[Unit], row: Figures, evidence: Evidence, rarity: Callable[[str], float]
) -> Figures:
    """Rows of units that lie in another, whose row is given."""
    entry = evidence.provision(units[0].entry)
    assert entry is not None, "what was found a moment ago is in the same catalogue"
    around = _Around(asked, entry, evidence.catalogue.document(entry.document), rarity)
    return np.array([(*row[:3], *_figures(asked, unit, around), row[-1]) for unit in units], np.float64)


def figures_of_none(asked: Asked, rows: Figures, named: bool) -> Figures:
    """Those of the answer “none of them”, OF_NONE: float64 (figures,); `named`: the question names its document."""
    best = dict(zip(OF_UNIT, rows.max(axis=0) if len(rows) else np.zeros(len(OF_UNIT)), strict=True))
    flags = (asked.unaccented, named, asked.follows)
    return np.array([1.0, *(best[name] for name in OF_NONE[1:6]), asked.unknown, *map(float, flags)])


def nearness(cosine: float | None) -> float:
    """A cosine of the bundled model between unrelated (0) and near (1); 0 for none."""
    return 0.0 if cosine is None else min(max((cosine - LOW) / (HIGH - LOW), 0.0), 1.0)


class _Around:
    """What the units of an entry share: the words of its headings and of its document's title."""

    def __init__(self, asked: Asked, entry: Provision, document: Document, rarity: Callable[[str], float]) -> None:
        heading = set(words_of(as_asked(entry.heading, asked.unaccented)))
        title = f"{document.title} {document.number} {document.issuer}"
        self.words = heading | set(words_of(as_asked(title, asked.unaccented)))
        told = {word for word in heading if word not in ASKING and word not in ASKING_FOLDED and not word.isdigit()}
        total = sum(map(rarity, told))
        self.asked_for = sum(rarity(word) for word in told if word in asked.weights) / total if total else 0.0


def _figures(asked: Asked, unit: Unit, around: _Around) -> Iterator[float]:
    text = unit.text
    words = words_of(as_asked(text, asked.unaccented))
    own, with_pairs = set(words), {f"{a} {b}" for a, b in pairwise(words)}
    single = [word for word in asked.weights if " " not in word]
    alone = _share(asked.weights, single, own)
    pairs = [word for word in asked.weights if " " in word]
    yield alone
    yield _share(asked.weights, pairs, with_pairs) if pairs else alone
    yield _share(asked.weights, single, own | around.words)
    yield around.asked_for
    heaviest = max((asked.weights[word] for word in single), default=0.0)
    missing = max((asked.weights[word] for word in single if word not in own and word not in around.words), default=0.0)
    yield missing / heaviest if heaviest else 0.0
    fits = asked.form is not None and asked.form.search(text) is not None
    yield float(fits)
    yield float(asked.form is not None and not fits)
    yield float(bool(asked.term) and defines(asked.term, text))
    yield float(bool(asked.term) and not asked.listing and not speaks_of(asked.term, text))
    for form in (Form.WHOLE, Form.LIST, Form.POINT, Form.TEXT):
        yield float(unit.form is form)
    yield float(asked.listing and text.count("\n") > 1)
    yield math.log(max(len(text), 1) / 300)


def _share(weights: dict[str, float], words: Sequence[str], there: set[str]) -> float:
    total = sum(weights[word] for word in words)
    return sum(weights[word] for word in words if word in there) / total if total else 0.0
