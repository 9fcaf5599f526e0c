"""Learning the network: numpy says what torch says, and it learns what examples teach."""

from __future__ import annotations

import random

import numpy as np
import pytest

from assistant.features import OF_NONE, OF_UNIT
from assistant.scorer import INTERACTION
from eval.examples import Example, States

pytestmark = pytest.mark.models
torch = pytest.importorskip("torch", reason="needs the extra [models]")

from eval import interaction as learning  # noqa: E402

WIDTH = 160


def made(number: int, chance: np.random.Generator, answerable: bool) -> Example:
    """Of four texts the answering one holds the question's pieces, slightly moved; no other figure tells."""
    question = chance.standard_normal((5, WIDTH)).astype(np.float16)
    texts = [chance.standard_normal((8, WIDTH)).astype(np.float16) for _ in range(4)]
    answer = np.zeros(4, bool)
    if answerable:
        place = number % 4
        texts[place][:5] = question + chance.standard_normal((5, WIDTH)) * 0.2
        answer[place] = True
    none = np.zeros(len(OF_NONE))
    none[0] = 1.0
    looked = States(np.arange(4), question, tuple(texts), (0.0,) * 4)
    return Example(f"{number}", "who" if answerable else "refuse", np.zeros((4, len(OF_UNIT))), none, answer, looked)


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    chance = np.random.default_rng(3)
    return [made(number, chance, number % 3 > 0) for number in range(240)]


def test_numpy_says_what_torch_says(examples: list[Example]) -> None:
    basis = learning.basis_of(examples)
    network = learning.network_of_components(1).eval()
    reduced = learning.by_components(examples[:3], basis)
    with torch.no_grad():
        network.gate.weight.normal_()
        network.compare.bias.normal_()
        told = network(*learning.padded(list(reduced.values()))).numpy()
    member = learning.member_of(network, basis)
    by_hand = [score for one in examples[:3] for score in member.score(one.looked.question, one.looked.texts)]
    assert by_hand == pytest.approx(list(told), abs=2e-4)


def test_it_tells_answers_that_no_other_figure_tells(examples: list[Example]) -> None:
    (members,) = learning.learn([examples[:180]], learning.basis_of(examples[:180]), 1, lambda _: None)
    right = []
    for one in examples[180:]:
        read = learning.read_by(members, one)
        if one.answer.any():
            right.append(int(np.argmax(read.rows[:, INTERACTION])) == int(np.argmax(one.answer)))
    assert sum(right) / len(right) > 0.9


def test_what_it_tells_of_a_question_was_learnt_from_others(examples: list[Example]) -> None:
    """Labels drawn at random cannot be foretold; a leak would foretell them."""
    chance = random.Random(5)
    drawn = []
    for one in examples:
        answer = np.zeros(4, bool)
        answer[chance.randrange(4)] = True
        texts = tuple(np.random.default_rng(int(one.id) * 4 + k).standard_normal((8, WIDTH)) for k in range(4))
        drawn.append(
            Example(
                one.id, "who", one.rows, one.none, answer, States(one.looked.places, texts[0], texts, one.looked.near)
            )
        )
    read, _ = learning.with_interaction(drawn, lambda _: None)
    right = [int(np.argmax(one.rows[:, INTERACTION])) == int(np.argmax(one.answer)) for one in read]
    assert sum(right) / len(right) < 0.4
