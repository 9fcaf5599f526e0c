"""What the presenter does: from item to item, step by step, with the clock and what is shown beside."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from assistant.workshop.room.book import RoomBook
from assistant.workshop.room.reading import QUESTION_COLUMNS, opened_of, question_of
from assistant.workshop.room.state import ANSWER, BASIS, MINUTE, Moderation, Opened, Refused, Session
from assistant.workshop.room.views.pieces import pieces
from assistant.workshop.types import Item

MORE = 30.0  # seconds
Clock = Literal["start", "stop", "more"]
Switch = Literal["names_hidden", "live_bars", "board"]


class Moves:
    """The moves of one session. Each is one transaction, and counted."""

    def __init__(self, book: RoomBook, session: str) -> None:
        self._book = book
        self._id = session

    def go_on(self, seen: int | None = None) -> None:
        """The next step: of a question that is shown; else open → closed → answer → quotation → basis → next item.

        After the last item the session ends. `seen` is the count of moves that the presenter knew: a key that was
        pressed for a state which has changed since does nothing.
        """
        with self._moving() as (db, session, now):
            if seen is not None and seen != session.moves:
                return
            if session.question:
                self._more(db, session)
                return
            item, state = session.item, self._opened(db, session)
            if session.ended is not None:
                return
            if item is None or state is None:
                self._enter(db, session, session.place + 1, now)
            elif state.is_open(now):
                self._set(db, item, closed=now, seconds=_left(state, now), deadline=None)
            elif state.step < BASIS:
                self._set(db, item, closed=state.closed or now, step=_after(state.step, item), revealed=1)
            else:
                self._enter(db, session, session.place + 1, now)

    def go_back(self) -> None:
        """The step before: what was told last is hidden, or the item before is shown again; an open item closes."""
        with self._moving() as (db, session, now):
            if session.question:
                self._put(db, question=0 if session.question_step == 0 else session.question,
                          question_step=max(0, session.question_step - 1))  # fmt: skip
                return
            if session.ended is not None:
                self._put(db, ended=None)
                return
            item, state = session.item, self._opened(db, session)
            if item is None or state is None:
                return
            if state.step:
                self._set(db, item, step=_before(state.step, item))
                return
            if state.is_open(now):
                self._set(db, item, closed=now, seconds=_left(state, now), deadline=None)
            self._put(db, place=session.place - 1)

    def skip(self) -> None:
        """The next item, whatever of this one has been told."""
        with self._moving() as (db, session, now):
            item, state = session.item, self._opened(db, session)
            if session.ended is not None:
                return
            if item and state and state.is_open(now):
                self._set(db, item, closed=now, deadline=None)
            self._put(db, question=0, question_step=0)
            self._enter(db, session, session.place + 1, now)

    def reopen(self) -> None:
        """Let the item be answered again; Refused once something was told of its answer."""
        with self._moving() as (db, session, now):
            item, state = session.item, self._opened(db, session)
            if session.ended is not None or item is None or state is None or state.is_open(now):
                return
            if state.revealed:
                raise Refused("Đáp án câu này đã được nêu nên không mở lại để trả lời được.")
            self._set(db, item, closed=None, deadline=None, seconds=_left(state, now) or MORE)

    def clock(self, what: Clock) -> None:
        """Start or stop the clock of the item, or give half a minute more; a clock that has run out goes on."""
        with self._moving() as (db, session, now):
            item, state = session.item, self._opened(db, session)
            if session.ended is not None or item is None or state is None or state.closed is not None:
                return
            running = state.deadline is not None and now < state.deadline
            left = _left(state, now)
            if what == "more":
                ends = now + left + MORE if state.deadline is not None else None
                self._set(db, item, seconds=left + MORE, deadline=ends)
            elif what == "start" and not running and state.deadline is None:
                self._set(db, item, deadline=now + (left or MINUTE))
            elif what == "stop" and running:
                self._set(db, item, seconds=left, deadline=None)

    def switch(self, what: Switch) -> None:
        """Hide or show names, bars while the item is open, or the board of points."""
        with self._moving() as (db, session, _):
            self._put(db, **{what: int(not getattr(session, what))})

    def end(self) -> None:
        """End the session: nobody joins or answers any more."""
        with self._moving() as (db, session, now):
            self._put(db, question=0, question_step=0)
            self._conclude(db, session.ended or now)

    def show_question(self, question: int) -> None:
        """Bring a question before the room, or 0 to go back to the items."""
        with self._moving() as (db, session, now):
            item, state = session.item, self._opened(db, session)
            if question and item and state and state.is_open(now) and state.deadline is not None:
                self._set(db, item, seconds=_left(state, now), deadline=None)  # the clock waits for the answer
            self._put(db, question=question, question_step=0)

    @contextmanager
    def _moving(self) -> Iterator[tuple[sqlite3.Connection, Session, float]]:
        with self._book.open() as db:
            session = self._book.session_in(db, self._id)
            db.execute("update sessions set moves = moves + 1 where id = ?", (self._id,))
            yield db, session, time.time()

    def _enter(self, db: sqlite3.Connection, session: Session, place: int, now: float) -> None:
        """Put an item before the room; one that was there before is as it was left."""
        if place >= len(session.lesson.items):
            self._conclude(db, now)
            return
        self._put(db, place=place, board=0)
        if place == 0 and session.place < 0 and not self._any_opened(db):
            self._put(db, names_hidden=1)  # from here on results hang on names
        seconds = session.seconds or MINUTE
        db.execute(
            "insert or ignore into opened (session, item, opened, seconds, deadline) values (?, ?, ?, ?, ?)",
            (self._id, session.lesson.items[place].id, now, seconds, now + seconds if session.seconds else None),
        )

    def _conclude(self, db: sqlite3.Connection, now: float) -> None:
        """The end, which tells every telephone the answers to all that was put to the room."""
        self._put(db, ended=now)
        db.execute(
            "update opened set revealed = 1, closed = coalesce(closed, ?), deadline = null where session = ?",
            (now, self._id),
        )

    def _any_opened(self, db: sqlite3.Connection) -> bool:
        return db.execute("select 1 from opened where session = ?", (self._id,)).fetchone() is not None

    def _more(self, db: sqlite3.Connection, session: Session) -> None:
        """The next piece of the answer that is shown; after the last one the items again."""
        row = db.execute(f"select {QUESTION_COLUMNS} from questions where id = ?", (session.question,)).fetchone()
        question = question_of(row) if row else None
        if question and question.state is Moderation.PUT:
            return  # its answer is on the way
        shown = len(pieces(question)) if question else 0
        is_done = session.question_step >= shown
        self._put(db, question=0 if is_done else session.question,
                  question_step=0 if is_done else session.question_step + 1)  # fmt: skip

    def _opened(self, db: sqlite3.Connection, session: Session) -> Opened | None:
        if session.item is None:
            return None
        row = db.execute(
            "select item, opened, closed, seconds, deadline, step, revealed from opened where session = ? and item = ?",
            (self._id, session.item.id),
        ).fetchone()
        return opened_of(row) if row else None

    def _put(self, db: sqlite3.Connection, **values: float | None) -> None:
        names = ", ".join(f"{name} = ?" for name in values)
        db.execute(f"update sessions set {names} where id = ?", (*values.values(), self._id))

    def _set(self, db: sqlite3.Connection, item: Item, **values: float | None) -> None:
        names = ", ".join(f"{name} = ?" for name in values)
        db.execute(f"update opened set {names} where session = ? and item = ?", (*values.values(), self._id, item.id))


def _left(state: Opened, now: float) -> float:
    """Seconds on the clock."""
    return state.seconds if state.deadline is None else max(0.0, state.deadline - now)


def _after(step: int, item: Item) -> int:
    """The next step; without a quotation the basis follows the answer."""
    return BASIS if step == ANSWER and not item.basis.quote else step + 1


def _before(step: int, item: Item) -> int:
    return ANSWER if step == BASIS and not item.basis.quote else step - 1
