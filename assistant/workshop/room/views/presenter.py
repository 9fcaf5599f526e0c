"""What the presenter is told: everything that the wall shows, and what the trainer needs to lead the room."""

from __future__ import annotations

from typing import Any

from assistant.workshop.room.state import Moderation, Stage, View
from assistant.workshop.room.views.tally import bars, basis_bars, resolved_items, right_shares, standings
from assistant.workshop.room.views.told import told_to_all

MOST_STANDINGS = 10
Told = dict[str, Any]


def presenter_view(view: View, now: float, connected: int) -> Told:
    """The whole state of the presenter's page; `connected` telephones hold their stream."""
    session, told = view.session, told_to_all(view, now)
    names = {person.id: person.name for person in view.people}
    return told | {
        "moves": session.moves,
        "names_hidden": session.names_hidden,
        "live_bars": session.live_bars,
        "board": session.board,
        "connected": connected,
        "people": [{"id": person.id, "name": person.name} for person in view.people],
        "warnings": list(session.warnings),
        "answered": _answered(view),
        "bars": _bars(view, Stage(told["stage"])),
        "is_quoted": bool(session.item and session.item.basis.quote),
        "reopens": bool(view.now_opened and not view.now_opened.revealed),
        "standings": _standings(view) if session.board or session.ended is not None else [],
        "summary": _summary(view) if session.ended is not None else [],
        "prepared": [question.ask for question in session.lesson.questions],
        "questions": [
            {
                "id": question.id,
                "text": question.text,
                "name": names.get(question.participant, ""),
                "by_trainer": not question.participant,
                "state": question.state.value,
                "error": question.error,
            }
            for question in view.questions
            if question.state is not Moderation.REJECTED
        ],
    }


def _answered(view: View) -> int:
    item = view.session.item
    return len(view.given.get(item.id, {})) if item else 0


def _bars(view: View, stage: Stage) -> Told | None:
    session, item, state = view.session, view.session.item, view.now_opened
    if item is None or state is None or stage not in {Stage.OPEN, Stage.CLOSED}:
        return None
    if stage is Stage.OPEN and not session.live_bars:
        return None
    given, is_told = list(view.given.get(item.id, {}).values()), stage is Stage.CLOSED and state.step > 0
    return {
        "answers": bars(item, given, session.id, is_told),
        "bases": basis_bars(item, given, session.id),
        "shares": right_shares(item, given) if is_told else None,
    }


def _standings(view: View) -> list[Told]:
    """The best, numbered so that equals share a place; without names while they are hidden."""
    found, rows = standings(view), []
    for standing in found[:MOST_STANDINGS]:
        rank = 1 + sum(other.points > standing.points for other in found)
        name = "" if view.session.names_hidden else standing.name
        rows.append({"rank": rank, "name": name, "points": standing.points})
    return rows


def _summary(view: View) -> list[Told]:
    people = len(view.people)
    return [
        {
            "ask": item.ask,
            "answer": item.answer,
            "basis": item.basis.citation,
            "of": people,
            "answered": len(view.given.get(item.id, {})),
            **right_shares(item, view.given.get(item.id, {}).values()),
        }
        for item in resolved_items(view, all_=True)
    ]
