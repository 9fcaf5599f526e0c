"""Fit the scorer of evidence (`assistant/scorer.json`) on development questions.

The likelihood of an example is that of any unit that answers, or of “none” where none does; its negative logarithm is
minimised with a small squared penalty. Examples count by their weight.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant.features import OF_NONE, OF_UNIT
from assistant.interaction import FILE as NETWORK
from assistant.interaction import Member, save_members
from assistant.scorer import FILE, Scorer
from corpus.files import write_whole
from eval.examples import Example

PENALTY = 1e-4
# Of the labelled sets, whose questions repeat the law's words, every third question; ours are asked as people ask. With
# all of them, more of what cannot be answered is (LOG.md).
EVERY = 3
FOLDS = 5
FAMILY = re.compile(r"E[GR](?P<group>N|\d)")  # of egov: “EG1-who-01” and “ER1-list-02” are of the same documents


def fit(examples: Sequence[Example], penalty: float = PENALTY) -> Scorer:
    """The weights under which the examples are likeliest."""
    table, right, starts = _together(examples)
    heavy = np.array([one.weight for one in examples]) / sum(one.weight for one in examples)
    owner = np.repeat(np.arange(len(examples)), np.diff(np.append(starts, len(table))))

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = table @ weights
        shares = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        total = np.add.reduceat(shares, starts)
        answering = np.where(right, np.maximum(shares, 1e-300), 0.0)
        held = np.add.reduceat(answering, starts)
        gradient = table.T @ ((shares / total[owner] - answering / held[owner]) * heavy[owner])
        value = float(heavy @ (np.log(total) - np.log(held)) + penalty * weights @ weights)
        return value, gradient + 2 * penalty * weights

    start = np.zeros(len(OF_UNIT) + len(OF_NONE))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return Scorer(found[: len(OF_UNIT)], found[len(OF_UNIT) :])


def _together(examples: Sequence[Example]) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.int64]]:
    """All rows under one another, each example's “none” last; which are right; where each example begins."""
    tables, right = [], []
    for one in examples:
        table = np.zeros((len(one.rows) + 1, len(OF_UNIT) + len(OF_NONE)))
        table[:-1, : len(OF_UNIT)] = one.rows
        table[-1, len(OF_UNIT) :] = one.none
        tables.append(table)
        right.append(np.append(one.answer, not one.answer.any()))
    starts = np.cumsum([0, *(len(table) for table in tables[:-1])])
    return np.concatenate(tables), np.concatenate(right), starts


def fold_of(question: str) -> int:
    """The fold of a question by its id, whatever it stands among; the same for what authors wrote from the same
    documents (FAMILY): else a document's own words would tell what answers. Other questions may share documents.
    """
    family = FAMILY.match(question)
    if family:
        return ord(family["group"]) % FOLDS
    return int.from_bytes(hashlib.sha256(question.encode()).digest()[:4]) % FOLDS


@dataclass(frozen=True)
class Foretold:
    """What a scorer that has not seen an example says of it: how likely none answers, and whether its best does."""

    id: str
    kind: str
    doubt: float
    right: bool


def held_out(examples: Sequence[Example], always: Sequence[Example]) -> list[Foretold]:
    """Each of the examples foretold by a scorer fitted on the other folds and on `always`.

    A question and the same question without its documents are in one fold.
    """
    foretold = []
    for number in range(FOLDS):
        folds = [(one, fold_of(one.question) == number) for one in examples]
        inside = [one for one, held in folds if held]
        scorer = fit([*always, *(one for one, held in folds if not held)])
        for one in inside:
            *chances, doubt = scorer.chances(one.rows, one.none)
            best = int(np.argmax(chances)) if chances else -1
            foretold.append(Foretold(one.id, one.kind, float(doubt), best >= 0 and bool(one.answer[best])))
    return foretold


def save(
    scorer: Scorer, without_states: Scorer, choosing: Scorer, members: Sequence[Member], about: dict[str, Any]
) -> None:
    """Write what ships: the network, then the scorer that reckons with it, named by its hash, that for models that show
    no states, and the weights of units by which those to be read are chosen.
    """
    save_members(members, NETWORK)
    about = about | {"network": hashlib.sha256(NETWORK.read_bytes()).hexdigest()}
    others = {"without_states": _weights(without_states), "choosing": _weights(choosing)["unit"]}
    weights = _weights(scorer) | others | {"fitted": about}
    write_whole(FILE, json.dumps(weights, ensure_ascii=False, indent=1) + "\n")


def _weights(scorer: Scorer) -> dict[str, Any]:
    return {
        "unit": {name: round(float(x), 4) for name, x in zip(OF_UNIT, scorer.of_unit, strict=True)},
        "none": {name: round(float(x), 4) for name, x in zip(OF_NONE, scorer.of_none, strict=True)},
    }


def as_table(foretold: Sequence[Foretold], points: Sequence[float]) -> str:
    """For each threshold of doubt: false refusals, and wrong answers to what cannot be answered."""
    can = [one for one in foretold if one.kind not in {"refuse", "without"}]
    others = [[one for one in foretold if one.kind == kind] for kind in ("refuse", "without")]
    lines = [
        "| refused when in doubt above | answerable refused | of these the best unit was right "
        "| unanswerable answered | documents away, answered |",
        "|---|---|---|---|---|",
    ]
    for point in points:
        refused = [one for one in can if one.doubt > point]
        answered = ["–" if not of else f"{sum(one.doubt <= point for one in of) / len(of):.3f}" for of in others]
        share = f"{len(refused) / len(can):.3f}" if can else "–"
        right = sum(one.right for one in refused)
        lines.append(f"| {point:.2f} | {share} | {right} of {len(refused)} | {' | '.join(answered)} |")
    return "\n".join(lines) + "\n"
