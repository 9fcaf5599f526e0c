"""What a telephone is told beside what everyone is: its own answer, its mark, its points, its questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.workshop.marking import mark
from assistant.workshop.room.answers import as_shown, in_words
from assistant.workshop.room.state import Person, RoomQuestion, Stage, View
from assistant.workshop.room.views.tally import resolved_items, total
from assistant.workshop.types import Given, Item, Mark

Told = dict[str, Any]


class PhoneViews:
    """The own part of each telephone's state, of one view."""

    def __init__(self, view: View, now: float) -> None:
        self._view = view
        self._stage = view.stage(now)
        self._is_over = self._stage is Stage.ENDED
        self._resolved = resolved_items(view, self._is_over)
        self._questions: dict[str, list[RoomQuestion]] = {}
        for question in view.questions:
            self._questions.setdefault(question.participant, []).append(question)

    def of(self, person: Person) -> Told:
        """What a telephone is told of its own. Nothing is marked before it has been resolved before the room."""
        view, item, state = self._view, self._view.session.item, self._view.now_opened
        own = view.given.get(item.id, {}).get(person.id) if item else None
        marks = {one.id: _mark(one, view.given, person.id) for one in self._resolved}
        is_told = bool(item and state and state.step and self._stage is Stage.CLOSED)
        return {
            "name": person.name,
            "response": as_shown(item, own.response, view.session.id) if item and own else None,
            "mark": _as_data(marks.get(item.id)) if item and is_told else None,
            "points": total(filter(None, marks.values())),
            "of": len(self._resolved),
            "list": self._list(person.id, marks) if self._is_over else [],
            "questions": [
                {"text": question.text, "state": question.state.value}
                for question in self._questions.get(person.id, ())
            ],
        }

    def _list(self, participant: str, marks: Mapping[str, Mark | None]) -> Sequence[Told]:
        return [
            {
                "ask": item.ask,
                "own": in_words(item, given.response) if (given := self._given(item, participant)) else "",
                "answer": item.answer,
                "basis": item.basis.citation,
                "mark": _as_data(marks[item.id]),
            }
            for item in self._resolved
        ]

    def _given(self, item: Item, participant: str) -> Given | None:
        return self._view.given.get(item.id, {}).get(participant)


def _mark(item: Item, given: Mapping[str, Mapping[str, Given]], participant: str) -> Mark | None:
    one = given.get(item.id, {}).get(participant)
    return mark(item, one.response) if one else None


def _as_data(marked: Mark | None) -> Told | None:
    if marked is None:
        return None
    return {"points": marked.points, "right": marked.right, "basis_right": marked.basis_right}
