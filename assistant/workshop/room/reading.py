"""Rows of the room book as the nouns that they stand for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from typing import Any

from assistant.types import Answer
from assistant.workshop.room.state import Moderation, Opened, RoomQuestion, Session
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


def record_of(
    session: Session,
    people: Sequence[Participant],
    opened: Sequence[str],
    given: Sequence[Given],
    questions: Sequence[RoomQuestion],
) -> SessionRecord:
    """All that is kept of a session."""
    return SessionRecord(
        session.id,
        session.code,
        session.lesson,
        session.started,
        session.ended,
        tuple(people),
        tuple(opened),
        tuple(given),
        tuple(_asked(question) for question in questions),
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
