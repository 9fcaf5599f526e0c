"""Whether a wrong option of an item is wrong by its provision, and where it says it comes from.

Each check yields the faults of one item in Vietnamese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from assistant.workshop.types import Form
from eval.quizzes.asking import MARK
from eval.quizzes.case import Case, holds
from eval.quizzes.values import bare, same
from eval.quizzes.words import (
    asked_words,
    content,
    difference,
    place_of,
    plain,
    says,
    sentences,
    stands,
    trimmed,
    unmarked,
)

ROLE = 80  # rapidfuzz of the words before two facts: they stand in one role
LIST_GLUE = re.compile(r"(?:[\s,;/()]|và|hoặc|với|cùng|hay|đến|-|–)*", re.IGNORECASE)


def no_wrong_option_is_right(case: Case) -> Iterator[str]:
    """By the same provision no wrong option holds: not another writing of the right one, not in the same role."""
    item = case.item
    if item.form is Form.CHOICE:
        for wrong in case.wrong:
            if same(wrong, case.right):
                yield f"“{wrong}” cũng là “{case.right}”"
            elif why := _in_the_same_role(wrong, case):
                yield f"“{wrong}” {why}"
    if item.form is Form.PLACE:
        yield from _places_that_say_it(case, case.wrong, asked_words(item.ask))
    if case.is_false and item.basis.quote:
        found = difference(case.statement, item.basis.quote)
        if found.is_one and found.old and found.new and _beside(found.old, found.new, item.basis.quote):
            yield f"“{found.new}” đứng cùng hàng với “{found.old}” trong đoạn trích"
    yield from _places_that_say_it(case, item.bases, item.basis.quote)


def _in_the_same_role(wrong: str, case: Case) -> str:
    """Why a wrong option answers too: it stands in a row with the right one, or beside as much of what is asked."""
    if all(_is_listed(words, case.item.basis.quote) for words in (case.right, wrong)):
        return "cũng là một mục của danh sách trong đoạn trích"
    if _beside(case.right, wrong, case.item.basis.quote):
        return f"đứng cùng hàng với “{case.right}” trong đoạn trích"
    asked = content(case.item.ask) - content(case.right) - content(wrong)
    if not asked:
        return ""
    own = _best_sentence(case.right, case.item.basis.quote, asked)
    for sentence in sentences(case.article):
        if sentence in case.item.basis.quote and place_of(case.right, sentence):
            continue  # the sentence that the question is about
        other = place_of(wrong, sentence)
        mine = place_of(case.right, own)
        if not other or not mine:
            continue
        enough = len(asked & set(bare(sentence).split())) >= max(len(asked & set(bare(own).split())), 0.6 * len(asked))
        if enough and fuzz.ratio(_before(sentence, other[0]), _before(own, mine[0])) >= ROLE:
            return f"cũng trả lời câu hỏi, theo “{plain(sentence)[:120]}”"
    return ""


def _is_listed(words: str, text: str) -> bool:
    """Whether words are an item of a list in a text: they begin after its mark."""
    lines = [MARK.sub("", line).strip() for line in text.splitlines() if MARK.match(line)]
    return any(bare(line).startswith(bare(words)) for line in lines)


def _best_sentence(words: str, text: str, asked: set[str]) -> str:
    holding = [sentence for sentence in sentences(text) if place_of(words, sentence)]
    return max(holding, key=lambda sentence: len(asked & set(bare(sentence).split())), default="")


def _before(sentence: str, at: int) -> str:
    """The last words before a place, facts and marks of clauses left out."""
    return " ".join(bare(re.sub(r"^\s*(?:\d+\.|[a-zđ]\))\s", "", sentence[:at])).split()[-8:])


def _beside(one: str, other: str, text: str) -> bool:
    """Whether two facts stand in one row of a sentence: nothing between them but commas, “và”, “hoặc”, “đến”."""
    for sentence in sentences(text):
        first, second = place_of(one, sentence), place_of(other, sentence)
        if first and second and (first[1] <= second[0] or second[1] <= first[0]):
            low, high = sorted((first, second))
            if LIST_GLUE.fullmatch(sentence[low[1] : high[0]]):
                return True
    return False


def _places_that_say_it(case: Case, citations: list[str] | tuple[str, ...], words: str) -> Iterator[str]:
    """Wrong provisions that are not there, hold the right one, lie in it, or say the same words."""
    for citation in citations:
        found = case.places_in(citation)
        if not found:
            yield f"điều khoản sai “{citation}” không có trong kho"
            continue
        for provision in found:
            text = case.words_of(provision)
            if case.provision and (holds(provision, case.provision) or holds(case.provision, provision)):
                yield f"“{citation}” chứa, hoặc nằm trong, {case.provision.citation}"
                break
            if words and (stands(words, text) or says(words, text)):
                yield f"“{citation}” cũng có “{trimmed(words)[:60]}”"
                break


def sources_hold(case: Case) -> Iterator[str]:
    """Where a wrong option says which provision it comes from, it stands there."""
    if case.item.form not in {Form.CHOICE, Form.MISTAKE}:
        return
    for option in case.item.options:
        places = [] if option.right or not option.source else case.places_in(option.source)
        text = unmarked(option.text) if case.item.form is Form.MISTAKE else option.text
        if places and not any(place_of(trimmed(text), plain(case.words_of(place))) for place in places):
            yield f"“{option.text}” không có ở “{option.source}”"
