"""Measures, intervals, tests of significance and curves: each against an example worked by hand or another tool."""

from __future__ import annotations

import math
import random
from itertools import product

import ir_measures
import numpy as np
import pytest
import pytrec_eval

from eval.compare import holm, paired_p
from eval.measures import interval, per_question
from eval.runs import Row
from eval.scorecard import consistency, refusals, risk

RANKING = ["d3", "d1", "d9", "d2"]


def test_one_ranking_by_hand() -> None:
    values = per_question({"q": RANKING}, {"q": {"d1", "d2"}, "unasked": {"d1"}})
    gain = 1 / math.log2(3) + 1 / math.log2(5)  # ranks 2 and 4
    best = 1 + 1 / math.log2(3)
    expected = {"recall@1": 0.0, "recall@3": 0.5, "recall@5": 1.0, "hit@1": 0.0, "hit@10": 1.0, "MRR@10": 1 / 2}
    expected |= {"nDCG@10": gain / best, "MAP": (1 / 2 + 2 / 4) / 2}
    assert {name: values["q"][name] for name in expected} == pytest.approx(expected, abs=1e-9)
    assert set(values["unasked"].values()) == {0.0}


def test_many_rankings_against_trec_eval_itself() -> None:
    draw = random.Random(3)
    items = [f"d{n}" for n in range(40)]
    rankings = {f"q{n}": draw.sample(items, 30) for n in range(50)}
    qrels = {f"q{n}": set(draw.sample(items, draw.randint(1, 4))) for n in range(50)}
    names = {"ndcg_cut_10": "nDCG@10", "recall_10": "recall@10", "recall_5": "recall@5", "success_1": "hit@1"}
    theirs = pytrec_eval.RelevanceEvaluator(
        {q: dict.fromkeys(r, 1) for q, r in qrels.items()}, {"ndcg_cut.10", "recall.5,10", "success.1", "map_cut.100"}
    ).evaluate({q: {d: -float(place) for place, d in enumerate(r)} for q, r in rankings.items()})
    ours = per_question(rankings, qrels)
    for question in qrels:
        for their_name, name in names.items():
            assert ours[question][name] == pytest.approx(theirs[question][their_name], abs=1e-9)
        assert ours[question]["MAP"] == pytest.approx(theirs[question]["map_cut_100"], abs=1e-9)
        first = next((rank for rank, d in enumerate(rankings[question][:10], 1) if d in qrels[question]), None)
        assert ours[question]["MRR@10"] == pytest.approx(1 / first if first else 0.0, abs=1e-9)
    assert ir_measures.parse_measure("AP@100") is not None


def test_wilson_by_hand() -> None:
    # 8 of 10, z = 1.96: (0.8 + z²/20 ± z · sqrt(0.8 · 0.2 / 10 + z²/400)) / (1 + z²/10)
    z = 1.959963984540054
    centre, half = 0.8 + z * z / 20, z * math.sqrt(0.16 / 10 + z * z / 400)
    low, high = interval([1.0] * 8 + [0.0] * 2)
    assert (low, high) == pytest.approx(((centre - half) / (1 + z * z / 10), (centre + half) / (1 + z * z / 10)))
    assert interval([1.0] * 5)[1] == pytest.approx(1.0)
    assert interval([1.0] * 5)[0] < 0.6  # five of five prove little


def test_the_bootstrap_holds_the_mean_and_repeats() -> None:
    values = [0.0, 0.25, 0.5, 1.0] * 25
    low, high = interval(values)
    assert low < np.mean(values) < high
    assert interval(values) == (low, high)
    assert interval([0.5, 0.5]) == (0.5, 0.5)


def test_the_randomisation_test_by_counting() -> None:
    change = np.array([0.5, 0.25, -0.125, 1.0, 0.0])
    differing = change[change != 0]
    sums = [abs(sum(s * d for s, d in zip(signs, differing, strict=True))) for signs in product((1, -1), repeat=4)]
    assert paired_p(change) == pytest.approx(sum(s >= differing.sum() - 1e-12 for s in sums) / 16)
    assert paired_p(np.zeros(5)) == 1.0
    assert paired_p(np.array([0.0, 1.0])) == 1.0


def test_holm_by_hand() -> None:
    # in order .01, .02, .04: 3 · .01, max(.03, 2 · .02), max(.04, 1 · .04)
    assert holm([0.04, 0.01, 0.02]) == pytest.approx([0.04, 0.03, 0.04])
    assert holm([0.9, 0.8]) == [1.0, 1.0]


def row(id_: str, right: float, confidence: float | None = None, **values: float) -> Row:
    return Row(id_, "c", "dev", "?", {"right": right} | values, confidence=confidence)


def test_refusals_by_counting() -> None:
    rows = [row(f"a{n}", 1, answered=1) for n in range(8)] + [row(f"f{n}", 0, answered=0) for n in range(2)]
    rows += [row(f"r{n}", 1, refused=1) for n in range(3)] + [row("u", 0, refused=0)]
    found = refusals(rows)
    assert (found.answered, found.false, found.refused, found.unsafe) == (8, 2, 3, 1)
    assert found.false_rate[0] == 0.2
    assert found.unsafe_rate == pytest.approx((0.25, interval([1.0, 0.0, 0.0, 0.0])[1]))


def test_risk_and_coverage_by_hand() -> None:
    rows = [
        row("a", 1, 0.9, answered=1), row("b", 1, 0.8, answered=1), row("c", 0, 0.7, answered=1),
        row("d", 1, 0.6, refused=0), row("refused", 0, 0.1, answered=0), row("looked up", 1, answered=1),
    ]  # fmt: skip
    found = risk(rows, bins=2)
    # five were searched for; of the surest 1, 2, 3, 4: none, none, one, one wrong
    assert found.points == ((0.2, 0.0), (0.4, 0.0), (0.6, 0.3333), (0.8, 0.25))
    assert found.area == pytest.approx((0 + 0 + 1 / 3 + 1 / 4) / 4, abs=1e-4)
    assert found.reliability == ((0.85, 1.0, 2), (0.65, 0.5, 2))


def test_a_family_is_consistent_when_every_date_is_right() -> None:
    def dated(id_: str, right: float, family: str) -> Row:
        return Row(id_, "dated", "dev", "?", {"right": right}, family=family)

    rows = [dated("a", 1, "x"), dated("b", 1, "x"), dated("c", 1, "y"), dated("d", 0, "y"), dated("e", 1, "alone")]
    assert consistency(rows) == [1.0, 0.0]
