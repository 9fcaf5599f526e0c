"""The checks of quiz items, by rules that what proposes them knows not: each sees an item and the catalogue alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from assistant.evidence import Evidence
from assistant.workshop.types import Form, Item
from corpus.types import Document
from eval.quizzes.answers import answer_stands
from eval.quizzes.asking import answer_is_decidable, nothing_gives_it_away
from eval.quizzes.basis import basis_stands, is_usable, names_its_place, says_what_it_lists, status_is_known
from eval.quizzes.case import Case
from eval.quizzes.distractors import no_wrong_option_is_right, sources_hold
from eval.quizzes.values import bare
from eval.quizzes.wording import (
    ends_with_its_sentence,
    has_no_noise,
    is_well_written,
    lengths_are_alike,
    nothing_is_cut,
    options_are_of_a_kind,
    options_differ,
)
from eval.quizzes.words import (
    plain,
)

Check = Callable[[Case], Iterator[str]]
CHECKS: tuple[Check, ...] = (
    is_usable,
    basis_stands,
    status_is_known,
    answer_stands,
    nothing_gives_it_away,
    answer_is_decidable,
    no_wrong_option_is_right,
    sources_hold,
    options_are_of_a_kind,
    lengths_are_alike,
    nothing_is_cut,
    ends_with_its_sentence,
    options_differ,
    names_its_place,
    says_what_it_lists,
    is_well_written,
    has_no_noise,
)
NEAR = 96  # rapidfuzz, of 100: two questions of one provision are one


@dataclass(frozen=True)
class Checked:
    """An item, what is wrong with it by check, and where it is from."""

    item: Item
    faults: dict[str, list[str]]
    document: str = ""
    kind: str = ""

    @property
    def passes(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.faults


def faults_of(item: Item, evidence: Evidence) -> dict[str, list[str]]:
    """What is wrong with an item by itself, by the name of the check that found it."""
    case = Case(item, evidence)
    found = {check.__name__: list(dict.fromkeys(check(case))) for check in CHECKS}
    return {name: faults for name, faults in found.items() if faults}


def are_apart(items: Sequence[Item]) -> dict[int, list[str]]:
    """The items that ask again what an earlier one asks, by their places: one quotation, answer and form; or equal
    questions, or nearly equal ones of one provision with one answer.
    """
    found: dict[int, list[str]] = defaultdict(list)
    for place, item in enumerate(items):
        for earlier in items[:place]:
            if again := _asks_again(item, earlier):
                found[place].append(f"{again} như câu {earlier.id}: “{plain(earlier.ask)[:80]}”")
                break
    return dict(found)


def _asks_again(item: Item, earlier: Item) -> str:
    if item.form is not earlier.form:
        return ""
    same_answer = bare(item.answer) == bare(earlier.answer)
    if same_answer and plain(item.basis.quote) == plain(earlier.basis.quote) and _asked(item) == _asked(earlier):
        return "hỏi cùng đoạn trích, cùng đáp án"
    if item.form not in {Form.MATCH, Form.ORDER, Form.MISTAKE} and bare(item.ask) == bare(earlier.ask):
        return "hỏi đúng lời"
    near = item.basis.provision == earlier.basis.provision and same_answer
    if near and fuzz.token_sort_ratio(bare(item.ask), bare(earlier.ask)) >= NEAR:
        return "hỏi gần như lời"
    return ""


def _asked(item: Item) -> str:
    """What tells two true statements of one quotation apart: the statement itself."""
    return bare(item.ask) if item.form is Form.TRUE_FALSE else ""


def check(items: Sequence[Item], evidence: Evidence, of: Sequence[Document] = ()) -> list[Checked]:
    """Each item with its faults; `of` names for each its document."""
    again = are_apart(items)
    checked = []
    for place, item in enumerate(items):
        faults = faults_of(item, evidence)
        if place in again:
            faults["are_apart"] = again[place]
        document = of[place] if of else None
        checked.append(Checked(item, faults, document.id if document else "", document.kind if document else ""))
    return checked
