"""The nouns of a report: how items, objectives and participants of a lesson held did. No input or output."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.workshop.types import Item, Lesson, Mark, Response


@dataclass(frozen=True)
class Chosen:
    """Something wrong that was chosen, and by how many; `source` says where it comes from, where that is known."""

    text: str
    times: int
    source: str = ""


@dataclass(frozen=True)
class ItemResult:
    """How an item went. `half` are right answers with a wrong basis, or none where one was asked for.

    `mean` counts those who gave no answer with nought, `difficulty` leaves them out. `why` says why there is no
    discrimination. `seconds` is the median.
    """

    number: int  # in the order in which the items were opened, from 1
    item: Item
    present: int
    answered: int
    right: int
    half: int
    mean: float | None
    difficulty: float | None
    discrimination: float | None
    why: str
    wrong: tuple[Chosen, ...]
    wrong_bases: tuple[Chosen, ...]
    seconds: float | None


@dataclass(frozen=True)
class ObjectiveResult:
    """How an objective was reached: the share of points over all answers to its items; None where there are none."""

    id: str
    text: str
    items: int
    answers: int
    share: float | None


@dataclass(frozen=True)
class Line:
    """An item on a participant's sheet; without response and mark where none was given."""

    number: int
    item: Item
    response: Response | None
    mark: Mark | None


@dataclass(frozen=True)
class Sheet:
    """What a participant takes home: each item that was opened, in that order, and the points reached."""

    id: str
    name: str
    points: float
    answered: int
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Open:
    """A question of the room that was not answered: one for the next lesson."""

    text: str
    kind: str  # "refusal", "clarify"
    why: str
    times: int


@dataclass(frozen=True)
class Report:
    """All that is told of a lesson held. `sheets` are by name, `asked` counts the questions put to the assistant."""

    lesson: Lesson
    code: str
    held: date
    minutes: int | None  # None while it goes on
    items: tuple[ItemResult, ...]
    objectives: tuple[ObjectiveResult, ...]
    sheets: tuple[Sheet, ...]
    asked: int
    unanswered: tuple[Open, ...]

    def sheet(self, participant: str) -> Sheet | None:
        """The sheet of a participant by id; None for one who is not, or no longer, in the record."""
        return next((sheet for sheet in self.sheets if sheet.id == participant), None)
