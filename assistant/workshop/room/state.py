"""What a room is at a moment: its session, the items put to it, who is in it, what was answered and asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.types import Answer
from assistant.workshop.types import Given, Item, Lesson
from corpus.errors import CanCuError

ANSWER, QUOTATION, BASIS = 1, 2, 3  # the steps in which an item is resolved; 0: nothing told yet
MINUTE = 60.0  # seconds on the clock of an item where nothing else was wanted


class Refused(CanCuError):
    """What a phone or the presenter asked for is not done: why, and the status of the HTTP reply that says so."""

    exit_code = 2

    def __init__(self, text: str, status: int = 409) -> None:
        super().__init__(text)
        self.status = status


class Stage(StrEnum):
    """Where a session stands."""

    LOBBY = "lobby"
    OPEN = "open"  # an item is before the room and can be answered
    CLOSED = "closed"  # it cannot any more; `Opened.step` says how far it has been resolved
    ENDED = "ended"


class Moderation(StrEnum):
    """What has become of a question of the room."""

    WAITING = "waiting"
    REJECTED = "rejected"
    PUT = "put"  # to the assistant, which has not answered yet
    ANSWERED = "answered"
    FAILED = "failed"  # the assistant could not be asked


@dataclass(frozen=True)
class Opened:
    """An item that was put to the room. Times are seconds since 1970.

    The clock runs when it has a `deadline`, at which the item closes by itself; else it stands at `seconds`. Once
    something was told of the answer (`revealed`) the item stays closed.
    """

    item: str
    opened: float
    closed: float | None
    seconds: float
    deadline: float | None
    step: int
    revealed: bool

    def is_open(self, now: float) -> bool:
        """Whether it can be answered."""
        return self.closed is None and (self.deadline is None or now < self.deadline)


@dataclass(frozen=True)
class Session:
    """A lesson being held: `code` lets participants in, `key` is the presenter's secret.

    `place` is that of the item before the room, -1 in the lobby; `moves` counts what the presenter did.
    `question` is the id of the question before the room instead of the item, 0 for none.
    """

    id: str
    code: str
    key: str
    lesson: Lesson
    warnings: tuple[str, ...]
    seconds: float
    started: float
    ended: float | None
    place: int
    moves: int
    names_hidden: bool
    live_bars: bool
    board: bool
    question: int
    question_step: int

    @property
    def item(self) -> Item | None:
        """The item before the room."""
        return self.lesson.items[self.place] if 0 <= self.place < len(self.lesson.items) else None


@dataclass(frozen=True)
class SessionLine:
    """A session in the list of them."""

    id: str
    code: str
    key: str
    lesson: str  # the lesson's id
    title: str
    started: float
    ended: float | None
    participants: int


@dataclass(frozen=True)
class Person:
    """A participant with the secret by which their phone is known."""

    id: str
    token: str
    name: str
    session: str


@dataclass(frozen=True)
class RoomQuestion:
    """A question to the assistant; `participant` is "" when the trainer asked."""

    id: int
    participant: str
    text: str
    as_of: date | None
    state: Moderation
    answer: Answer | None = None
    error: str = ""


@dataclass(frozen=True)
class View:
    """All of a session that is shown to anyone, read at once.

    `given` are by item and participant: those to the item before the room, to all items once there is a board to fill.
    The answer is read of the question that is shown alone.
    """

    session: Session
    opened: Mapping[str, Opened]
    people: tuple[Person, ...]
    given: Mapping[str, Mapping[str, Given]]
    questions: tuple[RoomQuestion, ...]

    @property
    def now_opened(self) -> Opened | None:
        """The state of the item before the room."""
        item = self.session.item
        return self.opened.get(item.id) if item else None

    @property
    def question(self) -> RoomQuestion | None:
        """The question before the room."""
        return next((question for question in self.questions if question.id == self.session.question), None)

    def stage(self, now: float) -> Stage:
        """Where the session stands at a time."""
        if self.session.ended is not None:
            return Stage.ENDED
        state = self.now_opened
        if state is None:
            return Stage.LOBBY
        return Stage.OPEN if state.is_open(now) else Stage.CLOSED
