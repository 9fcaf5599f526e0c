"""A lesson's items as other programs can ask them: one question at a time, matchings as rows to choose for."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.workshop.marking import offered_bases, shown
from assistant.workshop.types import Form, Item, Lesson, Option
from corpus.accents import without_accents

BASIS_ASKED = "Quy định nào là căn cứ của câu trả lời?"


def questions_of(lesson: Lesson) -> Iterator[Item]:
    """The items in their order; one that asks for its basis too is followed by a question for the basis alone.

    No other program marks an answer and its basis at once, so there each counts as a question of its own.
    """
    for item in lesson.items:
        yield item
        right, *wrong = offered_bases(item) or ("",)
        if right:
            yield Item(
                id=f"{item.id}-can-cu",
                form=Form.PLACE,
                ask=f"{item.ask}\n{BASIS_ASKED}",
                basis=item.basis,
                options=(Option(right, right=True), *map(Option, wrong)),
                objective=item.objective,
            )


def rows_of(item: Item, seed: str) -> tuple[tuple[str, str], ...]:
    """What stands on the left of a matching and what is to be chosen for it, in a mixed order.

    Of terms and meanings the longer ones stand on the left: what is chosen comes from a list that shows short texts
    only. Steps are matched with their place, so that a program without a question of this kind can ask for an order.
    """
    order = shown(item, seed)
    if item.steps:
        return tuple((item.steps[place], str(place + 1)) for place in order)
    pairs = [item.pairs[place] for place in order]
    if max(len(pair.meaning) for pair in pairs) > max(len(pair.term) for pair in pairs):
        return tuple((pair.meaning, pair.term) for pair in pairs)
    return tuple((pair.term, pair.meaning) for pair in pairs)


def accepted(item: Item) -> tuple[str, ...]:
    """The answers that fill a gap, then the same without diacritics, as a room's marking takes them; the case of
    letters does not part two answers.
    """
    answers = [answer for answer in item.answers if answer.strip()]
    first: dict[str, str] = {}
    for answer in (*answers, *map(without_accents, answers)):
        first.setdefault(answer.casefold(), answer)
    return tuple(first.values())
