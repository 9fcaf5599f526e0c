"""What a lesson held shows: results by item, objective and participant, and what the corpus could not answer.

The figures are those of classical test theory. Nothing is ranked, and nothing is told of a participant but the name of
their choice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from statistics import median

from assistant.workshop.marking import mark, offered_bases
from assistant.workshop.reporting.figures import difficulty, discrimination
from assistant.workshop.reporting.results import Chosen, ItemResult, Line, ObjectiveResult, Open, Report, Sheet
from assistant.workshop.types import Asked, Form, Given, Item, Lesson, Mark, Response, SessionRecord
from corpus.accents import without_accents

NOT_ANSWERED = frozenset({"refusal", "clarify"})  # kinds of answers that leave the question open


def report_of(record: SessionRecord) -> Report:
    """The report of a lesson held, over the items that were opened and the participants still in the record."""
    by_id = {item.id: item for item in record.lesson.items}
    items = [by_id[id_] for id_ in dict.fromkeys(record.opened) if id_ in by_id]
    here = {participant.id for participant in record.participants}
    given = {(one.participant, one.item): one for one in record.given if one.participant in here}
    marks = {key: mark(by_id[key[1]], one.response) for key, one in given.items() if key[1] in by_id}
    points = {key: marked.points for key, marked in marks.items()}
    return Report(
        lesson=record.lesson,
        code=record.code,
        held=datetime.fromtimestamp(record.started).date(),
        minutes=None if record.ended is None else round((record.ended - record.started) / 60),
        items=tuple(
            _item_result(number, item, items, record, given, points) for number, item in enumerate(items, start=1)
        ),
        objectives=tuple(_objectives(record.lesson, items, points)),
        sheets=tuple(_sheets(record, items, given, marks)),
        asked=sum(bool(asked.kind) for asked in record.asked),
        unanswered=tuple(_open(record.asked)),
    )


def told(item: Item, response: Response) -> str:
    """A response as people read it; "" for one that is empty."""
    if item.options:
        return _at([option.text for option in item.options], response.option)
    if item.pairs:
        meanings = [pair.meaning for pair in item.pairs]
        return "; ".join(
            f"{pair.term}: {_at(meanings, place)}" for pair, place in zip(item.pairs, response.order, strict=False)
        )
    return " → ".join(_at(item.steps, place) for place in response.order) if item.steps else response.text.strip()


def _item_result(
    number: int,
    item: Item,
    items: Sequence[Item],
    record: SessionRecord,
    given: dict[tuple[str, str], Given],
    points: dict[tuple[str, str], float],
) -> ItemResult:
    answers = [given[key] for who in record.participants if (key := (who.id, item.id)) in given]
    reached = [points[one.participant, item.id] for one in answers]
    marks = [mark(item, one.response) for one in answers]
    rest = [
        sum(points.get((one.participant, other.id), 0.0) for other in items if other.id != item.id) for one in answers
    ]
    value, why = discrimination(reached, rest)
    return ItemResult(
        number=number,
        item=item,
        present=len(record.participants),
        answered=len(answers),
        right=sum(value == 1 for value in reached),
        half=sum(marked.right and marked.points < 1 for marked in marks),
        mean=sum(reached) / len(record.participants) if record.participants else None,
        difficulty=difficulty(reached),
        discrimination=value,
        why=why,
        wrong=_wrong(item, [one.response for one in answers]),
        wrong_bases=_wrong_bases(item, [one.response for one in answers]),
        seconds=median(one.seconds for one in answers) if answers else None,
    )


def _wrong(item: Item, responses: Iterable[Response]) -> tuple[Chosen, ...]:
    """The wrong options, meanings, orders or words, the most frequent first."""
    if item.pairs:
        meanings = [pair.meaning for pair in item.pairs]
        return _counted(
            f"{pair.term}: {_at(meanings, place)}"
            for response in responses
            for own, (pair, place) in enumerate(zip(item.pairs, response.order, strict=False))
            if place != own
        )
    wrong = [text for response in responses if not mark(item, response).right and (text := told(item, response))]
    if not item.options and not item.steps:  # typed: as in marking, case and diacritics part no two answers
        first = {_key(text): text for text in reversed(wrong)}
        return _counted(first[_key(text)] for text in wrong)
    sources = {option.text: option.source for option in item.options}
    return tuple(replace(chosen, source=sources.get(chosen.text, "")) for chosen in _counted(wrong))


def _wrong_bases(item: Item, responses: Iterable[Response]) -> tuple[Chosen, ...]:
    """The wrong provisions chosen: as the basis, or as the answer where the provision is what is asked for."""
    if item.form is Form.PLACE:
        return _wrong(item, responses)
    bases = offered_bases(item)
    return _counted(text for response in responses if response.basis and (text := _at(bases, response.basis)))


def _counted(texts: Iterable[str]) -> tuple[Chosen, ...]:
    return tuple(Chosen(text, times) for text, times in Counter(texts).most_common())


def _objectives(
    lesson: Lesson, items: Sequence[Item], points: dict[tuple[str, str], float]
) -> Iterable[ObjectiveResult]:
    for objective in lesson.objectives:
        own = {item.id for item in items if item.objective == objective.id}
        reached = [value for (_, item), value in points.items() if item in own]
        yield ObjectiveResult(objective.id, objective.text, len(own), len(reached), difficulty(reached))


def _sheets(
    record: SessionRecord,
    items: Sequence[Item],
    given: dict[tuple[str, str], Given],
    marks: dict[tuple[str, str], Mark],
) -> Iterable[Sheet]:
    for who in sorted(record.participants, key=lambda who: (without_accents(who.name), who.name, who.id)):
        lines = []
        for number, item in enumerate(items, start=1):
            answer = given.get((who.id, item.id))
            lines.append(Line(number, item, answer.response if answer else None, marks.get((who.id, item.id))))
        reached = [line.mark.points for line in lines if line.mark]
        yield Sheet(who.id, who.name, sum(reached), len(reached), tuple(lines))


def _open(asked: Iterable[Asked]) -> Iterable[Open]:
    """The questions left open, each once, in the order in which they were first asked; who asked is not told."""
    found: dict[str, Open] = {}
    for one in asked:
        if one.kind in NOT_ANSWERED:
            key = _key(one.text).rstrip(" ?.")
            first = found.get(key) or Open(" ".join(one.text.split()), one.kind, one.refusal, 0)
            found[key] = Open(first.text, first.kind, first.why, first.times + 1)
    return found.values()


def _key(text: str) -> str:
    return " ".join(without_accents(text).split())


def _at(texts: Sequence[str], place: int | None) -> str:
    return texts[place] if place is not None and 0 <= place < len(texts) else ""
