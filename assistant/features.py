"""What tells whether a unit answers a question: figures that mean the same in a small corpus and in a vast one.

Words count by their rarity in the corpus, so that most of a question's weight is that of its rare words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
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
from corpus.types import Nature, Provision
from index.entries import CONTAINERS, end_of
from index.everyday import everyday_in
from index.passages import runs_of
from index.tokens import is_unaccented, syllables
from index.types import Hit

Figures = NDArray[np.float64]

OF_UNIT = (
    "first",  # one over the entry's rank
    "near",  # how near its nearest passage is to the question
    "passage",  # how near the passage is that holds its own words
    "alike",  # how near its own words are, of the units looked at again by a model that does not show its states
    "interaction",  # how far they look like an answer beside the question, by one that does
    "own",  # the share of the question's weight that its own words carry
    "own_pairs",  # the same of pairs of words
    "around",  # the share that it carries with its headings and its document's title
    "own_weight",  # the same three not as shares: a long story shares few of its words with the rule that it is about
    "pairs_weight",
    "around_weight",
    "precision",  # the share of its own words' weight that the question has
    "heading",  # the share of its heading's weight that the question has
    "in_law",  # the share of the question's everyday words for which it has a word of the law
    "missing",  # the weight of the heaviest word missing from all of these, beside the heaviest
    "fits",  # it has the form asked for: a period, an amount, a number
    "misfits",  # it has not
    "defines",  # it defines the term asked for
    "undefined",  # it does not say what the term is
    "whole",
    "list",
    "point",
    "text",
    "digest",  # of a document's digest, not of its text
    "items",  # it has several lines where a list is asked for
    "length",
    "ended",  # how much its document counts less for not being in force
)
OF_NONE = (
    "none",
    "around",  # of the best unit, as those that follow
    "own",
    "near",
    "passage",
    "heading",
    "alike",
    "interaction",
    "pairs_weight",
    "around_weight",
    "precision",
    "in_law",
    "stands_out",  # by how much the unit most alike is more so than those looked at on average
    "answers_most",  # by how much the unit that looks most like an answer does so more than those looked at on average
    "likest_first",  # one over the rank of its entry
    "ahead",  # by how much the first entry's score is above the second's
    "far_ahead",  # and above the next five's on average
    "asked_weight",  # of all words of the question that the corpus has
    "asked_words",
    "unknown",
    "unaccented",
    "named",
    "follows",
)
FOUND = OF_UNIT.index("own")  # how many figures there are before those of words: of what search and the model found
BEST = slice(1, 12)  # of OF_NONE: figures of units
LOOKED_AT = 20  # units whose own words the model reads, the best by all other figures: it takes milliseconds for each
WEIGHT = 30.0  # of a handful of rare words: weights are told in this unit
EARLIER = 0.3  # what a word of an earlier question counts for


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
    in_law: tuple[tuple[str, ...], ...] = ()  # for each everyday word what the law may call it
    pairs: frozenset[str] = frozenset()  # words side by side that it is about, whether the corpus has them so or not

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
            in_law=everyday_in(last, is_unaccented(question)),
            pairs=frozenset(word for word in rare if " " in word),
        )


def units_and_figures(
    asked: Asked, hits: Sequence[Hit], evidence: Evidence, rarity: Callable[[str], float]
) -> tuple[list[Unit], Figures]:
    """The units of what search found, and a row of OF_UNIT for each, none looked at again: float64 (units, figures)."""
    units: list[Unit] = []
    rows: list[tuple[float, ...]] = []
    for rank, hit in enumerate(hits, start=1):
        entry = evidence.provision(hit.entry)
        if entry is None:
            continue
        around = _Around(asked, entry, evidence, rarity)
        near = dict(hit.from_).get("dense", 0.0)
        for unit in units_of(entry, evidence):
            units.append(unit)
            found = (1 / rank, near, around.nearness(unit, hit), 0.0, 0.0)
            rows.append((*found, *_figures(asked, unit, around), 1 - evidence.standing(entry)))
    return units, np.array(rows, np.float64).reshape(-1, len(OF_UNIT))


def figures_within(
    asked: Asked, units: Sequence[Unit], row: Figures, evidence: Evidence, rarity: Callable[[str], float]
) -> Figures:
    """Rows of units that lie in another, whose row is given: what search found is the same."""
    entry = evidence.provision(units[0].entry)
    assert entry is not None, "what was found a moment ago is in the same catalogue"
    around = _Around(asked, entry, evidence, rarity)
    return np.array([(*row[:FOUND], *_figures(asked, unit, around), row[-1]) for unit in units], np.float64)


def figures_of_none(asked: Asked, rows: Figures, hits: Sequence[Hit], named: bool) -> Figures:
    """Those of the answer “none of them”, OF_NONE: float64 (figures,); `named`: the question names its document."""
    best = dict(zip(OF_UNIT, rows.max(axis=0) if len(rows) else np.zeros(len(OF_UNIT)), strict=True))
    best["interaction"] = likeliest(rows[:, OF_UNIT.index("interaction")])
    _, stands_out, likest_first = likeness(rows)
    scores = sorted((hit.score for hit in hits), reverse=True)
    words = [weight for word, weight in asked.weights.items() if " " not in word]
    return np.array(
        [
            1.0,
            *(best[name] for name in OF_NONE[BEST]),
            stands_out,
            outstanding(rows[:, OF_UNIT.index("interaction")]),
            likest_first,
            scores[0] - scores[1] if len(scores) > 1 else 0.0,
            scores[0] - float(np.mean(scores[1:6])) if len(scores) > 1 else 0.0,
            sum(words) / WEIGHT,
            math.log(1 + len(words)),
            asked.unknown,
            *map(float, (asked.unaccented, named, asked.follows)),
        ]
    )


def likeness(rows: Figures) -> tuple[float, float, float]:
    """Of the unit most alike: how alike it is, how much more than those looked at on average, its entry's `first`.

    Nothing of them where none has been told.
    """
    alike = rows[:, OF_UNIT.index("alike")]
    if not alike.any():
        return 0.0, 0.0, 0.0
    likest = int(np.argmax(alike))
    return float(alike[likest]), outstanding(alike), float(rows[likest, OF_UNIT.index("first")])


def likeliest(interaction: Figures) -> float:
    """How far the unit that looks most like an answer does; 0 where none looks like one."""
    return float(interaction.max(initial=0.0))


def outstanding(column: Figures) -> float:
    """By how much the largest of a figure is above the mean of the largest LOOKED_AT; 0 for none."""
    return float(column.max() - np.sort(column)[-LOOKED_AT:].mean()) if len(column) else 0.0


class _Around:
    """What the units of an entry share: the words of its headings and of its document's title, its passages."""

    def __init__(self, asked: Asked, entry: Provision, evidence: Evidence, rarity: Callable[[str], float]) -> None:
        document = evidence.catalogue.document(entry.document)
        self.digest = evidence.copy_of(entry).nature is Nature.DIGEST
        heading = set(words_of(as_asked(entry.heading, asked.unaccented)))
        title = f"{document.title} {document.number} {document.issuer}"
        self.words = heading | set(words_of(as_asked(title, asked.unaccented)))
        self._entry, self._evidence = entry, evidence
        self._rarity = rarity
        self.asked_for = self.precision(heading, asked)

    def nearness(self, unit: Unit, hit: Hit) -> float:
        """How near the nearest passage is that holds words of the unit's last quotation; 0 where none is found."""
        for number, near in hit.passages:
            start, end = self._passages[number] if number < len(self._passages) else (0, 0)
            if start < unit.last.end and unit.last.start < end:
                return near
        return 0.0

    @cached_property
    def _passages(self) -> list[tuple[int, int]]:
        """Where each passage of the entry stands in its copy, as the index has cut it."""
        entry = self._entry
        following = self._evidence.inside(entry) if entry.path[-1].level in CONTAINERS else ()
        text = self._evidence.copy_of(entry).text[entry.start : end_of(entry, following)]
        begin = entry.start + len(text) - len(text.lstrip())
        return [(begin + run.start, begin + run.end) for run in runs_of(text.strip())]

    def precision(self, words: set[str], asked: Asked) -> float:
        """The share of the weight of words, but for those by which one asks, that the question has."""
        told = {word for word in words if word not in ASKING and word not in ASKING_FOLDED and not word.isdigit()}
        total = sum(map(self._rarity, told))
        return sum(self._rarity(word) for word in told if word in asked.weights) / total if total else 0.0


def _figures(asked: Asked, unit: Unit, around: _Around) -> Iterator[float]:
    text = unit.text
    words = words_of(as_asked(text, asked.unaccented))
    own, with_pairs = set(words), {f"{a} {b}" for a, b in pairwise(words)}
    single = [word for word in asked.weights if " " not in word]
    pairs = [word for word in asked.weights if " " in word]
    alone, together, with_headings = (
        _share(asked.weights, of, there)
        for of, there in ((single, own), (pairs, with_pairs), (single, own | around.words))
    )
    yield alone[0]
    yield together[0] if pairs else alone[0]
    yield with_headings[0]
    yield from (alone[1], together[1], with_headings[1])
    yield around.precision(own, asked)
    yield around.asked_for
    yield _held(asked.in_law, syllables(as_asked(text, asked.unaccented)))
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
    yield float(around.digest)
    yield float(asked.listing and text.count("\n") > 1)
    yield math.log(max(len(text), 1) / 300)


def _held(in_law: Sequence[Sequence[str]], words: Sequence[str]) -> float:
    """The share of everyday words one of whose words of the law is among others; 0 where there are none."""
    text = f" {' '.join(words)} "
    return sum(any(f" {law} " in text for law in said) for said in in_law) / len(in_law) if in_law else 0.0


def _share(weights: dict[str, float], words: Sequence[str], there: set[str]) -> tuple[float, float]:
    """The share of the words' weight that is there, and that weight itself in units of WEIGHT."""
    total = sum(weights[word] for word in words)
    held = sum(weights[word] for word in words if word in there)
    return held / total if total else 0.0, held / WEIGHT
