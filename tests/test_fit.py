"""The scorer of evidence learns what its examples teach, and says honestly how it does on others."""

from __future__ import annotations

import hashlib
import random
from dataclasses import replace

import numpy as np
import pytest

from assistant.features import OF_NONE, OF_UNIT
from assistant.interaction import FILE as NETWORK
from assistant.interaction import load_members
from assistant.scorer import FILE, Scorer, load_choosing, load_scorer
from eval.examples import Example, States
from eval.fit import FOLDS, as_table, fit, fold_of, held_out, save
from eval.questions import load

OWN = OF_UNIT.index("own")
UNREAD = States(np.zeros(0, np.int64), np.zeros((1, 4), np.float16), (), ())


def made(number: int, answerable: bool, chance: random.Random) -> Example:
    """Of ten units the answering one has most of the question's words; where none answers, none has."""
    rows = np.zeros((10, len(OF_UNIT)))
    rows[:, OWN] = [chance.uniform(0.0, 0.5) for _ in range(10)]
    answer = np.zeros(10, bool)
    if answerable:
        place = chance.randrange(10)
        rows[place, OWN] = chance.uniform(0.7, 1.0)
        answer[place] = True
    none = np.zeros(len(OF_NONE))
    none[0] = 1.0
    return Example(f"{number}", "who" if answerable else "refuse", rows, none, answer, UNREAD)


def examples(count: int, seed: int) -> list[Example]:
    chance = random.Random(seed)
    return [made(number, number % 3 > 0, chance) for number in range(count)]


def test_it_learns_what_examples_teach() -> None:
    scorer = fit(examples(90, 1))
    assert scorer.of_unit[OWN] > 5
    for one in examples(60, 2):
        *chances, doubt = scorer.chances(one.rows, one.none)
        if one.answer.any():
            assert int(np.argmax(chances)) == int(np.argmax(one.answer))
            assert doubt < 0.5
        else:
            assert doubt > 0.5


def test_chances_sum_to_one_and_equal_the_softmax_by_hand() -> None:
    of_unit, of_none = np.zeros(len(OF_UNIT)), np.zeros(len(OF_NONE))
    of_unit[OWN], of_none[0] = np.log(2), np.log(3)
    rows = np.zeros((2, len(OF_UNIT)))
    rows[0, OWN] = 1.0
    none = np.zeros(len(OF_NONE))
    none[0] = 1.0
    assert Scorer(of_unit, of_none).chances(rows, none) == pytest.approx([2 / 6, 1 / 6, 3 / 6])


def test_what_is_foretold_was_not_seen() -> None:
    """Examples whose labels are drawn at random cannot be foretold; a leak would foretell them."""
    chance = random.Random(4)
    rows = [made(number, True, chance) for number in range(60)]
    shuffled = []
    for one in rows:
        answer = np.zeros(10, bool)
        answer[chance.randrange(10)] = True
        noise = np.array([[chance.random() for _ in OF_UNIT] for _ in range(10)])
        shuffled.append(Example(one.id, one.kind, noise, one.none, answer, UNREAD))
    foretold = held_out(shuffled, [])
    assert len(foretold) == 60
    assert sum(one.right for one in foretold) / 60 < 0.35


def test_what_is_served_is_what_was_fitted() -> None:
    """Of units none of which looks like an answer, “none of them” has the same figures here and in an answer."""
    from assistant.features import Asked, figures_of_none
    from assistant.scorer import INTERACTION
    from eval.interaction import read_by

    chance = np.random.default_rng(1)
    question, *texts = (chance.standard_normal((5, 384)).astype(np.float16) for _ in range(4))
    one = made(1, True, random.Random(1))
    read = read_by(load_members(), replace(one, looked=States(np.arange(3), question, tuple(texts), (0.0,) * 3)))
    assert read.rows[:, INTERACTION].max() < 0
    served = figures_of_none(Asked.read("thẻ kho", "thẻ kho", lambda _: 1.0), read.rows, [], named=False)
    for name in ("interaction", "answers_most"):
        assert served[OF_NONE.index(name)] == read.none[OF_NONE.index(name)]


def test_a_question_and_its_twin_without_documents_are_in_one_fold() -> None:
    one = made(7, True, random.Random(1))
    assert fold_of(one.question) == fold_of(replace(one, id="7 without").question)
    assert len({fold_of(str(number)) for number in range(40)}) == FOLDS
    assert fold_of("EG1-who-01") == fold_of("ER1-situation-22") != fold_of("EG2-who-01")  # of the same documents
    assert len({fold_of(f"EG{family}-who-01") for family in "1234N"}) == FOLDS


def test_the_table_counts_both_errors() -> None:
    foretold = held_out(examples(90, 5), [])
    (row,) = [line for line in as_table(foretold, [0.5]).splitlines() if line.startswith("| 0.50")]
    assert row.split(" | ")[1] == "0.000"
    assert row.split(" | ")[3] == "0.000"


def test_a_saved_scorer_is_the_one_loaded(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    from pathlib import Path

    place = Path(str(tmp_path)) / "scorer.json"
    monkeypatch.setattr("eval.fit.FILE", place)
    monkeypatch.setattr("assistant.scorer.FILE", place)
    monkeypatch.setattr("eval.fit.NETWORK", place.with_suffix(".npz"))
    scorer = Scorer(np.arange(len(OF_UNIT), dtype=float), np.ones(len(OF_NONE)))
    other = Scorer(-scorer.of_unit, scorer.of_none)
    save(scorer, other, Scorer(2 * scorer.of_unit, scorer.of_none), load_members(), {"date": "2026-11-27"})
    load_scorer.cache_clear()
    load_choosing.cache_clear()
    try:
        assert load_choosing().tolist() == (2 * scorer.of_unit).tolist()
        assert load_scorer(with_states=True).of_unit.tolist() == scorer.of_unit.tolist()
        assert load_scorer(with_states=False).of_unit.tolist() == other.of_unit.tolist()
    finally:
        load_scorer.cache_clear()
        load_choosing.cache_clear()


def test_the_scorer_that_ships_says_what_it_was_fitted_on() -> None:
    import json

    fitted = json.loads(FILE.read_text(encoding="utf-8"))["fitted"]
    assert set(fitted["on"]) == {"alqac22", "alqac25", "shipped", "egov"}
    assert all(len(digest) == 64 for digest in fitted["on"].values())
    assert {name: fitted["on"][name] for name in ("shipped", "egov")} == {
        name: load(name).sha256 for name in ("shipped", "egov")
    }
    assert fitted["network"] == hashlib.sha256(NETWORK.read_bytes()).hexdigest()


def test_each_scorer_reckons_with_what_its_models_show() -> None:
    silent, showing = load_scorer(with_states=False), load_scorer(with_states=True)
    told, near = OF_UNIT.index("interaction"), OF_UNIT.index("alike")
    assert silent.of_unit[told] == showing.of_unit[near] == 0.0 < min(silent.of_unit[near], showing.of_unit[told])
    for name in ("interaction", "answers_most"):
        assert silent.of_none[OF_NONE.index(name)] == 0.0 != showing.of_none[OF_NONE.index(name)]
    for name in ("alike", "stands_out", "likest_first"):
        assert showing.of_none[OF_NONE.index(name)] == 0.0 != silent.of_none[OF_NONE.index(name)]
    assert load_choosing()[told] == load_choosing()[near] == 0.0 < load_choosing()[OF_UNIT.index("passage")]


def test_what_is_nearest_is_served_as_it_was_fitted() -> None:
    """A model that shows no states has the same figures here and in an answer."""
    from assistant.features import Asked, figures_of_none
    from assistant.scorer import ALIKE, set_looked_at
    from eval.interaction import without_states

    chance = random.Random(1)
    looked = States(np.array([4, 2, 7]), np.zeros((1, 4), np.float16), (), (0.4, 0.9, 0.3))
    one = replace(made(1, True, chance), looked=looked)
    rows = one.rows.copy()
    rows[:, OF_UNIT.index("first")] = 1 / np.arange(1, 11)
    fitted = without_states(replace(one, rows=rows))
    set_looked_at(rows, ALIKE, looked.places, looked.near)
    assert (fitted.rows == rows).all()
    served = figures_of_none(Asked.read("thẻ kho", "thẻ kho", lambda _: 1.0), rows, [], named=False)
    for name, value in (("alike", 0.9), ("stands_out", 0.9 - (0.9 + 0.4 + 8 * 0.3) / 10), ("likest_first", 1 / 3)):
        assert served[OF_NONE.index(name)] == fitted.none[OF_NONE.index(name)] == pytest.approx(value)
