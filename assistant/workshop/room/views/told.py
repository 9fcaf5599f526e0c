"""What everyone in the room is told: the item as it is asked, its clock, what has been resolved of it, an answer."""

from __future__ import annotations

from typing import Any

from assistant.naming import capital
from assistant.workshop.printing.grounds import cited, validity
from assistant.workshop.room.answers import asked, right_as_shown
from assistant.workshop.room.state import ANSWER, BASIS, QUOTATION, Opened, Stage, View
from assistant.workshop.room.views.pieces import pieces
from assistant.workshop.types import Basis, Item

Told = dict[str, Any]


def told_to_all(view: View, now: float) -> Told:
    """The part of the state that is the same for every telephone and for the presenter."""
    session, stage = view.session, view.stage(now)
    item, state = session.item, view.now_opened
    told: Told = {
        "stage": stage.value,
        "title": session.lesson.title,
        "code": session.code,
        "number": session.place + 1,
        "of": len(session.lesson.items),
        "item": None,
        "clock": None,
        "resolved": None,
        "question": _question(view),
    }
    if item and state and stage in {Stage.OPEN, Stage.CLOSED}:
        told["item"] = asked(item, session.id)
        told["clock"] = clock(state, now) if stage is Stage.OPEN else None
        told["resolved"] = resolved(item, state.step, session.id) if stage is Stage.CLOSED and state.step else None
    return told


def clock(state: Opened, now: float) -> Told:
    """When the clock runs out (seconds since 1970), or at what it stands."""
    return {"deadline": state.deadline, "seconds": round(state.seconds)}


def resolved(item: Item, step: int, seed: str) -> Told:
    """What may be told of an item's answer by a step."""
    right = right_as_shown(item, seed)
    told: Told = {
        "step": step,
        "option": right["option"],
        "order": right["order"],
        "answer": item.answer,
        "key": item.key if step >= ANSWER else "",
    }
    if step >= QUOTATION:
        told["quote"] = item.basis.quote
    if step >= BASIS:
        told["basis"] = basis_told(item.basis)
        told["basis_place"] = right["basis"]
    return told


def basis_told(basis: Basis) -> Told:
    """A provision with its status, in the words of the handout: with the day of which that is known."""
    return {
        "citation": cited(basis),
        "status": basis.status.value,
        "status_text": capital(validity(basis)),
        "changes": list(basis.changes),
    }


def _question(view: View) -> Told | None:
    question = view.question
    if question is None:
        return None
    found = pieces(question)
    return {
        "id": question.id,
        "text": question.text,
        "state": question.state.value,
        "pieces": found[: view.session.question_step],
        "left": max(0, len(found) - view.session.question_step),
    }
