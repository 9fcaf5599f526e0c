"""Rows of the room book as the nouns that they stand for."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from typing import Any

from assistant.types import Answer
from assistant.workshop.room.state import Moderation, Opened, Person, RoomQuestion, Session
from assistant.workshop.types import Asked, Given, Participant, Response, SessionRecord

QUESTION_COLUMNS = "id, participant, text, as_of, state, answer, error"
UNREADABLE = "Câu trả lời đã lưu không đọc được: hãy hỏi lại câu này."


def opened_of(row: Sequence[Any]) -> Opened:
    """An item put to the room."""
    item, opened, closed, seconds, deadline, step, revealed = row
    return Opened(item, opened, closed, seconds, deadline, step, bool(revealed))


def response_as_text(response: Response) -> str:
    """A response as it is stored."""
    return json.dumps(asdict(response), ensure_ascii=False)


def given_of(row: Sequence[Any]) -> Given:
    """A response with whose it is."""
    participant, item, text, seconds = row
    told = json.loads(text)
    return Given(participant, item, Response(**told | {"order": tuple(told["order"])}), seconds)


def answer_as_text(answer: Answer) -> str:
    """An answer as it is stored: whole, so that it is shown again as it was given."""
    text: str = _answers().dump_json(answer).decode()
    return text


def question_of(row: Sequence[Any], is_read: bool = True) -> RoomQuestion:
    """A question, with its answer where that is to be read."""
    id_, participant, text, as_of, state, answer, error = row
    kept = None
    if answer and is_read:
        try:
            kept = _answers().validate_json(answer)
        except ValueError:
            state, error = Moderation.FAILED, UNREADABLE
    day = date.fromisoformat(as_of) if as_of else None
    return RoomQuestion(id_, participant, text, day, Moderation(state), kept, error)


def opened_in(db: sqlite3.Connection, session: str) -> list[Opened]:
    """The items put to the room, in that order."""
    rows = db.execute(
        "select item, opened, closed, seconds, deadline, step, revealed from opened where session = ? order by opened",
        (session,),
    )
    return [opened_of(row) for row in rows]


def people_in(db: sqlite3.Connection, session: str) -> list[Person]:
    """The participants, in the order in which they came."""
    rows = db.execute(
        "select id, token, name, session from people where session = ? order by joined, rowid", (session,)
    )
    return [Person(*row) for row in rows]


def given_in(db: sqlite3.Connection, session: str, item: str | None = None) -> list[Given]:
    """The responses to an item, or to all."""
    where, values = ("", ()) if item is None else (" and item = ?", (item,))
    rows = db.execute(
        f"select participant, item, response, seconds from responses where session = ?{where} order by rowid",
        (session, *values),
    )
    return [given_of(row) for row in rows]


def questions_in(db: sqlite3.Connection, session: str, read: int | None = None) -> list[RoomQuestion]:
    """The questions, in the order in which they were asked; with `read`, the answer of that one alone."""
    rows = db.execute(f"select {QUESTION_COLUMNS} from questions where session = ? order by id", (session,))
    return [question_of(row, is_read=read is None or row[0] == read) for row in rows]


def record_of(
    session: Session,
    people: Sequence[Person],
    opened: Sequence[Opened],
    given: Sequence[Given],
    questions: Sequence[RoomQuestion],
) -> SessionRecord:
    """All that is kept of a session, but the secrets of its participants and the questions that were rejected."""
    return SessionRecord(
        session.id,
        session.code,
        session.lesson,
        session.started,
        session.ended,
        tuple(Participant(person.id, person.name) for person in people),
        tuple(state.item for state in opened),
        tuple(given),
        tuple(_asked(question) for question in questions if question.state is not Moderation.REJECTED),
    )


def _asked(question: RoomQuestion) -> Asked:
    answer = question.answer
    if answer is None:
        return Asked(question.text, question.participant, refusal=question.error)
    return Asked(
        question.text,
        question.participant,
        answer.kind,
        tuple(citation.citation for citation in answer.citations),
        answer.refusal.text if answer.refusal else "",
    )


# pydantic is loaded with the first answer: a room without questions does without.
@lru_cache(maxsize=1)
def _answers() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Answer)
