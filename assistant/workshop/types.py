"""The nouns of a workshop: a lesson, its items, each bound to a provision. No input or output.

An item's options, pairs and steps stand in the lesson in their own order; who shows them mixes them
(`assistant.workshop.marking.shown`), and an answer names them by that own order, so that it can be marked however they
were shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from corpus.types import Nature, StatusValue

STRICT = {"extra": "forbid"}  # an unknown field of a lesson's file is an error, not ignored


class Form(StrEnum):
    """How an item is asked."""

    CHOICE = "choice"  # one right option
    TRUE_FALSE = "true_false"  # a statement: the options are TRUE and FALSE
    MATCH = "match"  # a term and its definition
    ORDER = "order"  # the steps of a procedure
    GAP = "gap"  # words left out of a quotation
    PLACE = "place"  # which provision says this
    MISTAKE = "mistake"  # which sentence of an answer is wrong


TRUE, FALSE = "Đúng", "Sai"
PARTED = " – "  # a citation from the heading of what it cites
BLANK = "[…]"  # stands in a question for the words that are asked for


@dataclass(frozen=True)
class Basis:
    """The provision that an item hangs on, the words of it that decide, and what was known of it when written.

    `provision` is its id in the catalogue, "" while it has only been named (`citation`) and not yet been bound.
    `quote` is verbatim from the copy of the nature named; `changes` are, in words, the amendments known by then.
    `heading` is that of a digest's section, whose number says nothing by itself.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    citation: str  # "khoản 1 Điều 5 Nghị định số 73/2019/NĐ-CP"
    quote: str = ""
    provision: str = ""
    status: StatusValue = StatusValue.UNKNOWN
    status_text: str = ""
    as_of: date | None = None
    nature: Nature = Nature.OFFICIAL
    changes: tuple[str, ...] = ()
    heading: str = ""

    @property
    def called(self) -> str:
        """The basis as it stands among others to choose from."""
        return f"{self.citation}{PARTED}{self.heading}" if self.heading else self.citation


@dataclass(frozen=True)
class Option:
    """An answer to choose. `source` says where a wrong one comes from: “khoản 2 Điều 7 …”, “bản đã hết hiệu lực”."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    text: str
    right: bool = False
    source: str = ""


@dataclass(frozen=True)
class Pair:
    """A term and what it means."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    term: str
    meaning: str


@dataclass(frozen=True)
class Item:
    """A question of a quiz. Which of `options`, `pairs`, `steps`, `answers` it has depends on its form.

    `answers` fill a gap: the words left out, then other ways to write them. `bases` are wrong provisions that are
    offered beside the right one when the basis is asked for too (never for PLACE, where it is the answer).
    `key` is what is told once it has been answered, beside the quotation: what is wrong in a false statement.
    `beside` are the bases of the other sentences of an answer with a mistake: should one change, the item is no longer
    right either.
    `difficulty` is in [0, 1], from how near the wrong options are.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    id: str
    form: Form
    ask: str
    basis: Basis
    options: tuple[Option, ...] = ()
    pairs: tuple[Pair, ...] = ()
    steps: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    beside: tuple[Basis, ...] = ()
    key: str = ""
    difficulty: float | None = None
    objective: str = ""  # the id of the lesson's objective that it serves

    @property
    def right(self) -> int:
        """The place of the right option in `options`; -1 for a form without options."""
        return next((place for place, option in enumerate(self.options) if option.right), -1)

    @property
    def answer(self) -> str:
        """The right answer as people read it."""
        if self.options:
            return self.options[self.right].text
        if self.pairs:
            return "; ".join(f"{pair.term}: {pair.meaning}" for pair in self.pairs)
        return " → ".join(self.steps) if self.steps else self.answers[0]


@dataclass(frozen=True)
class Objective:
    """What participants should be able to do at the end."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    id: str
    text: str


@dataclass(frozen=True)
class LiveQuestion:
    """A question to put to the assistant before the room, and the provision that the answer should cite."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    ask: str
    expected: Basis | None = None
    as_of: date | None = None


@dataclass(frozen=True)
class Exercise:
    """A task to work on with pen or laptop, what a good solution has, and its basis."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    task: str
    solution: str = ""
    basis: Basis | None = None


@dataclass(frozen=True)
class Lesson:
    """A lesson as its file has it. `id` is the file's name without its ending.

    `documents` are ids of documents, `provisions` of provisions, chosen to make items from. `notes` is what the
    handout says beside the items, paragraphs parted by blank lines.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    title: str
    id: str = ""
    summary: str = ""
    author: str = ""
    minutes: int = 60
    written: date | None = None
    objectives: tuple[Objective, ...] = ()
    documents: tuple[str, ...] = ()
    provisions: tuple[str, ...] = ()
    questions: tuple[LiveQuestion, ...] = ()
    items: tuple[Item, ...] = ()
    exercises: tuple[Exercise, ...] = ()
    notes: str = ""


@dataclass(frozen=True)
class Response:
    """What a participant answered, by the item's own order; `basis` is a place in `offered_bases`, None for none.

    `option` is a place in `options`; `order` has for each pair the place of the meaning chosen, or the places of the
    steps in the order chosen; `text` fills a gap.
    """

    option: int | None = None
    order: tuple[int, ...] = ()
    text: str = ""
    basis: int | None = None


@dataclass(frozen=True)
class Mark:
    """What a response is worth: 1, for a right answer with a wrong basis or a part of a matching less, else 0."""

    points: float
    right: bool
    basis_right: bool | None = None  # None: the item does not ask for it, or nothing was chosen


@dataclass(frozen=True)
class Participant:
    """Someone in a room: nothing is known of them but a name of their choice."""

    id: str
    name: str


@dataclass(frozen=True)
class Given:
    """A response as it was given last, and how long after the item was opened, in seconds."""

    participant: str
    item: str
    response: Response
    seconds: float


@dataclass(frozen=True)
class Asked:
    """A question of the room to the assistant; `kind` is that of its answer, "" while it has not been put."""

    text: str
    participant: str = ""  # "" when the trainer asked
    kind: str = ""  # "answer", "refusal", "clarify"
    citations: tuple[str, ...] = ()
    refusal: str = ""  # why it was not answered


@dataclass(frozen=True)
class SessionRecord:
    """All that is kept of a lesson held: times are seconds since 1970, `ended` is None while it goes on.

    `opened` are the ids of the items that were put to the room, in that order.
    """

    id: str
    code: str
    lesson: Lesson
    started: float
    ended: float | None
    participants: tuple[Participant, ...]
    opened: tuple[str, ...]
    given: tuple[Given, ...]
    asked: tuple[Asked, ...]
