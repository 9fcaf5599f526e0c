"""The lessons that ship, held against the digests that ship: a fresh clone has nothing else to teach from."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.evidence import Evidence
from assistant.workshop.binding import bind, bound, words_in
from assistant.workshop.expiry import expired_in
from assistant.workshop.lesson import as_yaml, lesson_from, read_lesson
from assistant.workshop.marking import offered_bases
from assistant.workshop.shelf import SHIPPED
from assistant.workshop.sound import faults
from assistant.workshop.types import PARTED, TRUE, Basis, Form, Item, Lesson
from corpus.types import Nature, StatusValue

DAY = date(2026, 11, 30)  # the lessons were written and bound on it
DOCS = Path(__file__).parents[1] / "docs" / "lessons.md"
LESSONS = {path.stem: read_lesson(path) for path in sorted(SHIPPED.glob("*.yaml"))}
ITEMS = [pytest.param(item, id=f"{name}/{item.id}") for name, lesson in LESSONS.items() for item in lesson.items]
COUNTS = {  # items, questions to the assistant, exercises
    "chia-se-du-lieu": (16, 6, 3),
    "cong-tac-van-thu": (15, 6, 3),
    "dat-cau-hoi-kiem-can-cu": (17, 6, 3),
    "giao-dich-dien-tu": (15, 6, 3),
    "khung-kien-truc-1-0-den-4-0": (18, 6, 3),
    "tuyen-quang-464-va-469": (16, 6, 3),
}


@pytest.fixture(scope="module")
def evidence(library: Assistant) -> Evidence:
    return Evidence(library.catalogue, DAY)


def test_six_lessons_ship() -> None:
    found = {name: (len(one.items), len(one.questions), len(one.exercises)) for name, one in LESSONS.items()}
    assert found == COUNTS


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
def test_a_lesson_is_whole(lesson: Lesson) -> None:
    assert (lesson.author, lesson.written) == ("Căn Cứ", DAY)
    assert lesson.summary
    assert lesson.notes
    assert 45 <= lesson.minutes <= 90
    assert 3 <= len(lesson.objectives) <= 4
    assert {item.objective for item in lesson.items} == {objective.id for objective in lesson.objectives}
    assert lesson_from(as_yaml(lesson).encode(), f"{lesson.id}.yaml") == lesson


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
def test_a_lesson_has_all_forms_that_suit_it(lesson: Lesson) -> None:
    forms = Counter(item.form for item in lesson.items)
    assert set(forms) >= set(Form) - {Form.ORDER}  # an order is asked for only where one is stated
    asked_for_basis = [item for item in lesson.items if offered_bases(item)]
    assert len(asked_for_basis) >= len(lesson.items) / 2


def test_no_answer_is_guessed_by_its_place_or_from_true_and_false() -> None:
    items = [item for lesson in LESSONS.values() for item in lesson.items]
    stated = Counter(item.answer == TRUE for item in items if item.form is Form.TRUE_FALSE)
    assert 0.3 < stated[True] / stated.total() < 0.7
    choices = [item for item in items if item.form is Form.CHOICE]
    longest = [item.id for item in choices if all(len(o.text) < len(item.answer) for o in item.options if not o.right)]
    assert len(longest) < 0.35 * len(choices), longest  # four options: a quarter by chance


@pytest.mark.parametrize("item", ITEMS)
def test_an_item_is_decided_by_its_quotation(item: Item, evidence: Evidence) -> None:
    assert faults(item, evidence) == []
    assert item.key
    assert item.difficulty is not None
    _holds(item.basis, evidence)


@pytest.mark.parametrize("item", ITEMS)
def test_a_wrong_provision_is_written_like_the_right_one_and_does_not_hold_the_quotation(
    item: Item, evidence: Evidence
) -> None:
    assert len(set(offered_bases(item))) == len(offered_bases(item))
    for called in item.bases:
        wrong = bound(Basis(called.partition(PARTED)[0]), evidence, item.id)
        assert wrong.called == called
        assert item.basis.quote not in wrong.quote


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
def test_a_lesson_is_bound_to_what_ships_and_nothing_of_it_has_expired(lesson: Lesson, evidence: Evidence) -> None:
    assert bind(lesson, evidence) == lesson
    assert expired_in(lesson, evidence) == []
    for basis in (*(q.expected for q in lesson.questions), *(e.basis for e in lesson.exercises)):
        if basis is not None:
            _holds(basis, evidence)


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
def test_the_assistant_cites_what_a_question_expects(lesson: Lesson, library: Assistant) -> None:
    for asked in lesson.questions:
        answer = library.ask(asked.ask, as_of=asked.as_of or DAY)
        cited = {citation.quote.provision.id for citation in answer.citations}
        if asked.expected is None:
            assert answer.kind == "refusal", asked.ask
        else:
            assert asked.expected.provision in cited, asked.ask


def test_the_lesson_in_the_docs_can_be_used_as_it_stands(evidence: Evidence) -> None:
    example = re.search(r"```yaml\n(.+?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert example
    lesson = bind(lesson_from(example[1].encode(), "vi-du.yaml"), evidence)
    assert {item.form for item in lesson.items} == set(Form)
    assert [faults(item, evidence) for item in lesson.items] == [[]] * len(lesson.items)
    assert expired_in(lesson, evidence) == []
    assert all(item.basis.provision and item.basis.status is StatusValue.ENDED for item in lesson.items)


def _holds(basis: Basis, evidence: Evidence) -> None:
    """The words are verbatim in the digest named, and the basis is known of as on the day it was bound."""
    provision = evidence.provision(basis.provision)
    assert provision is not None
    assert (basis.as_of, basis.nature) == (DAY, Nature.DIGEST)
    quote = words_in(provision, basis.quote, evidence)
    assert quote is not None
    assert quote.text == basis.quote
