"""Fit the classifier of phrasings (`assistant/phrasing.json`) on labelled questions, and foretell those left out.

One logistic regression for each fact that can be asked for, with a squared penalty; labels that are rare weigh more.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from assistant.phrasing import FILE, Weights, features, likely
from corpus.files import write_whole

PHRASES = Path(__file__).with_name("sets") / "phrases.jsonl"
PENALTY = 0.01
LEAST = 2  # phrasings that have a feature, for it to count
SMALLEST = 0.15  # a weight that is kept
HEAVIEST = 6.0  # what a phrasing of a rare label counts for at most
FOLDS, SEED = 5, 1
OF_DOCUMENTS = frozenset({"validity", "relation", "dated", "facts", "who", "injection", "follow_up", "not_in_corpus"})


@dataclass(frozen=True)
class Phrase:
    """A question and the facts about a document that it asks for, none for what texts say."""

    question: str
    asks: frozenset[str]


def phrases(path: Path = PHRASES) -> list[Phrase]:
    """The labelled phrasings."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [Phrase(row["question"], frozenset(row["asks"])) for row in rows]


def sha256(path: Path = PHRASES) -> str:
    """The checksum of the labelled phrasings."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def fit(examples: Sequence[Phrase], penalty: float = PENALTY) -> Weights:
    """The weights under which the labels are likeliest."""
    found = [features(one.question) for one in examples]
    counts = Counter(feature for one in found for feature in one)
    place = {feature: n for n, feature in enumerate(sorted(f for f, count in counts.items() if count >= LEAST))}
    table = _table(found, place)
    bias: dict[str, float] = {}
    of: dict[str, dict[str, float]] = {feature: {} for feature in place}
    for label in sorted({label for one in examples for label in one.asks}):
        truth = np.array([1.0 if label in one.asks else -1.0 for one in examples])
        *own, bias[label] = (round(float(x), 2) for x in _fitted(table, truth, penalty))
        for feature, n in place.items():
            if abs(own[n]) >= SMALLEST:
                of[feature][label] = own[n]
    return Weights(bias, of)


def _table(found: Sequence[frozenset[str]], place: Mapping[str, int]) -> Any:
    known = [sorted(place[feature] for feature in one if feature in place) for one in found]
    rows = [(row, column) for row, columns in enumerate(known) for column in columns]
    values = [1 / np.sqrt(len(known[row])) for row, _ in rows]
    return csr_matrix((values, tuple(zip(*rows, strict=True))), shape=(len(found), len(place)))


def _fitted(table: Any, truth: NDArray[np.float64], penalty: float) -> NDArray[np.float64]:
    positive = float((truth > 0).sum())
    each = np.where(truth > 0, min(HEAVIEST, max(1.0, (len(truth) - positive) / positive / 3)), 1.0)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margins = truth * (table @ weights[:-1] + weights[-1])
        slope = -each * truth / (1 + np.exp(np.clip(margins, -500, 500)))
        value = float(each @ np.logaddexp(0, -margins) + penalty * weights[:-1] @ weights[:-1])
        return value, np.append(table.T @ slope + 2 * penalty * weights[:-1], slope.sum())

    start = np.zeros(table.shape[1] + 1)
    fitted: NDArray[np.float64] = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return fitted


@dataclass(frozen=True)
class Agreement:
    """How labels foretold compare with those given, of `count` phrasings: `same` altogether, `plain` with none, of
    which some were foretold for `misread`; and of each label the (given, foretold, both).
    """

    count: int
    same: int
    plain: int
    misread: int
    of: dict[str, tuple[int, int, int]]


def held_out(examples: Sequence[Phrase]) -> Agreement:
    """Each phrasing foretold by weights fitted on the other folds."""
    order = list(range(len(examples)))
    random.Random(SEED).shuffle(order)
    pairs = []
    for fold in range(FOLDS):
        inside = set(order[fold::FOLDS])
        weights = fit([one for n, one in enumerate(examples) if n not in inside])
        pairs += [(examples[n].asks, frozenset(likely(weights, features(examples[n].question)))) for n in inside]
    return agreement(pairs)


def agreement(pairs: Sequence[tuple[frozenset[str], frozenset[str]]]) -> Agreement:
    """The counts over (given, foretold)."""
    labels = sorted({label for given, told in pairs for label in given | told})
    of = {
        label: (
            sum(label in given for given, _ in pairs),
            sum(label in told for _, told in pairs),
            sum(label in given & told for given, told in pairs),
        )
        for label in labels
    }
    plain = [told for given, told in pairs if not given]
    return Agreement(len(pairs), sum(given == told for given, told in pairs), len(plain), sum(map(bool, plain)), of)


def as_table(told: Agreement) -> str:
    """Recall and precision of each label, as Markdown."""
    lines = ["| asked for | labelled | recall | precision |", "|---|---|---|---|"]
    for label, (given, said, both) in told.of.items():
        recall = f"{both / given:.2f}" if given else "–"
        lines.append(
            f"| {label} | {given} | {recall} | {both / said:.2f} |" if said else f"| {label} | {given} | {recall} | – |"
        )
    share = told.same / told.count
    return "\n".join([*lines, "", f"All labels of a question right: {told.same} of {told.count} ({share:.2f})."]) + "\n"


def save(weights: Weights, about: dict[str, Any]) -> None:
    """Write the weights that ship."""
    told = {"fitted": about, "bias": weights.bias, "of": weights.of}
    write_whole(FILE, json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace("},", "},\n") + "\n")
