"""Sessions kept in one SQLite file: the lesson as it was at the start, who came, what was answered and asked.

What is written outlives any process that is killed. The lesson is frozen at the start, so that a report made later is
of what was asked, whatever the lesson's file says by then.
"""

from __future__ import annotations

import json
import math
import secrets
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from assistant.workshop.lesson import as_yaml, lesson_from
from assistant.workshop.room.cleaning import clean_code, clean_name, made_code
from assistant.workshop.room.file import RoomFile
from assistant.workshop.room.reading import (
    given_in,
    opened_in,
    people_in,
    questions_in,
    record_of,
    response_as_text,
)
from assistant.workshop.room.schema import SESSION_COLUMNS
from assistant.workshop.room.state import Person, Refused, Session, SessionLine, View
from assistant.workshop.types import Given, Lesson, Response, SessionRecord
from corpus.errors import CanCuError, Misconfigured, NotFound

FILE = "rooms.sqlite"
MOST_PEOPLE = 500  # in one room
GRACE = 0.5  # seconds after the deadline for what was sent before it
NO_SESSION = "Không tìm thấy buổi tập huấn này (có thể đã bị xóa)."


class RoomBook(RoomFile):
    """The sessions of a data folder. Safe to use from several threads and processes."""

    def __init__(self, file: Path) -> None:
        super().__init__(file)
        self._lessons: dict[str, Lesson] = {}  # by session: frozen, and slow to read

    # sessions

    def start(self, lesson: Lesson, warnings: Sequence[str] = (), seconds: float = 0) -> Session:
        """Begin to hold a lesson, in the lobby; Misconfigured, with nothing kept, for one that could not be read again.

        `warnings` are shown to the trainer before the first item. With `seconds` the clock of each item runs from its
        opening; without, it stands at one minute until it is started.
        """
        if not 0 <= seconds < math.inf:
            raise Misconfigured("Chưa mở được buổi tập huấn: đồng hồ của mỗi câu phải từ 0 giây trở lên.")
        text = _as_kept(lesson)
        id_, key = uuid4().hex, secrets.token_urlsafe(24)
        with self.open() as db:
            taken = {code for (code,) in db.execute("select code from sessions")}
            code = next(code for code in iter(made_code, "") if code not in taken)
            db.execute(
                "insert into sessions (id, code, key, lesson_id, title, lesson, warnings, seconds, started) "
                "values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (id_, code, key, lesson.id, lesson.title, text, json.dumps(list(warnings)), seconds,
                 time.time()),
            )  # fmt: skip
        self._lessons[id_] = lesson
        return self.session(id_)

    def sessions(self) -> list[SessionLine]:
        """All sessions, the newest first; one that is damaged too, so that it can be deleted."""
        with self.open(writes=False) as db:
            db.text_factory = _read
            rows = db.execute(
                "select id, code, key, lesson_id, title, started, ended, "
                "(select count(*) from people where session = sessions.id) from sessions order by started desc"
            ).fetchall()
        return [SessionLine(*row) for row in rows]

    def session(self, id_: str) -> Session:
        """A session as it stands; NotFound for one that is not here."""
        with self.open(writes=False) as db:
            return self.session_in(db, id_)

    def delete(self, id_: str) -> None:
        """Delete a session with all names, answers and questions."""
        with self.open() as db:
            db.execute("delete from sessions where id = ?", (id_,))
        self._lessons.pop(id_, None)
        self.fold()

    # participants

    def join(self, code: str, name: str, now: float | None = None) -> Person:
        """Let someone in under a name of their own, numbered where another has it; Refused with the reason if not."""
        name, token = clean_name(name), secrets.token_urlsafe(24)
        with self.open() as db:
            found = db.execute("select id, ended from sessions where code = ?", (clean_code(code),)).fetchone()
            if found is None:
                raise Refused("Không có buổi tập huấn nào mang mã này: hãy xem lại mã trên màn chiếu.", 404)
            session, ended = found
            if ended is not None:
                raise Refused("Buổi tập huấn này đã kết thúc.")
            taken = {folded for (folded,) in db.execute("select folded from people where session = ?", (session,))}
            if len(taken) >= MOST_PEOPLE:
                raise Refused(f"Phòng đã đủ {MOST_PEOPLE} người.")
            names = (name if number == 1 else f"{name} {number}" for number in range(1, MOST_PEOPLE + 2))
            free = next(name for name in names if name.casefold() not in taken)
            person = Person(uuid4().hex, token, free, session)
            db.execute(
                "insert into people (id, token, session, name, folded, joined) values (?, ?, ?, ?, ?, ?)",
                (person.id, token, session, free, free.casefold(), now or time.time()),
            )
        return person

    def person(self, token: str) -> Person | None:
        """Who a phone is, by its secret."""
        with self.open(writes=False) as db:
            return _person_in(db, token)

    def forget(self, participant: str) -> None:
        """Delete a participant, by id: name, secret, answers and the questions that were not put to the room.

        A question that was put stays without a name: the room has seen it with its answer. The bytes are overwritten,
        where someone reads just then once the server tries again.
        """
        with self.open() as db:
            db.execute(
                "delete from questions where participant = ? and state in ('waiting', 'rejected')", (participant,)
            )
            db.execute("update questions set participant = '' where participant = ?", (participant,))
            db.execute("delete from people where id = ?", (participant,))
        self.fold()

    def respond(self, token: str, item: str, response: Response, now: float | None = None) -> None:
        """Keep a response to the item before the room, in place of an earlier one; Refused once it is closed."""
        now = now or time.time()
        with self.open() as db:
            person = _person_in(db, token)
            if person is None:
                raise Refused("Phòng không còn biết máy này: hãy vào lại bằng mã.", 403)
            session = self.session_in(db, person.session)
            before = session.item
            if session.ended is not None:
                raise Refused("Buổi tập huấn đã kết thúc nên câu trả lời không được nhận.")
            if before is None or before.id != item:
                raise Refused("Phòng đã chuyển sang câu khác nên câu trả lời này không được nhận.")
            state = next((one for one in opened_in(db, session.id) if one.item == item), None)
            if state is None or not state.is_open(now - GRACE):
                raise Refused("Câu này đã đóng nên câu trả lời không được nhận.")
            db.execute(
                "insert into responses (session, item, participant, response, seconds) values (?, ?, ?, ?, ?) "
                "on conflict (participant, item) do update set response = excluded.response, "
                "seconds = excluded.seconds",
                (session.id, item, person.id, response_as_text(response), max(0.0, now - state.opened)),
            )

    # what is kept

    def view(self, id_: str) -> View:
        """All of a session that is shown, read at once; NotFound for one that is not here."""
        with self.open(writes=False) as db:
            session = self.session_in(db, id_)
            opened, people = opened_in(db, id_), people_in(db, id_)
            questions = questions_in(db, id_, read=session.question)
            counts = session.ended is not None or any(state.step or state.revealed for state in opened)
            only = session.item.id if session.item and not counts else None
            given: dict[str, dict[str, Given]] = {}
            for one in given_in(db, id_, only):
                given.setdefault(one.item, {})[one.participant] = one
        return View(session, {state.item: state for state in opened}, tuple(people), given, tuple(questions))

    def record(self, id_: str) -> SessionRecord:
        """All that is kept of a lesson held, for its report; questions that were rejected are left out."""
        with self.open(writes=False) as db:
            session = self.session_in(db, id_)
            people, opened = people_in(db, id_), opened_in(db, id_)
            given, questions = given_in(db, id_), questions_in(db, id_)
        return record_of(session, people, opened, given, questions)

    def session_in(self, db: sqlite3.Connection, id_: str) -> Session:
        """A session, within a transaction; NotFound for one that is not here."""
        row = db.execute(f"select {SESSION_COLUMNS} from sessions where id = ?", (id_,)).fetchone()
        if row is None:
            raise NotFound(NO_SESSION)
        code, key, lesson_id, warnings, seconds, started, ended, place, moves, names, bars, board, question, step = row
        lesson = self._lessons.get(id_)
        if lesson is None:
            (text,) = db.execute("select lesson from sessions where id = ?", (id_,)).fetchone()
            lesson = self._lessons[id_] = _lesson(text, lesson_id)
        return Session(
            id_, code, key, lesson, tuple(json.loads(warnings)), seconds, started, ended, place, moves,
            bool(names), bool(bars), bool(board), question, step,
        )  # fmt: skip


def _as_kept(lesson: Lesson) -> str:
    """The text of a lesson, from which it can be read as it is."""
    text = as_yaml(lesson)
    try:
        again = _lesson(text, lesson.id)
    except CanCuError as error:
        raise Misconfigured(f"Chưa mở được buổi tập huấn: {error}") from error
    if again != lesson:
        raise Misconfigured(f"Chưa mở được buổi tập huấn: bài “{lesson.title}” có chữ hoặc số không ghi lại được.")
    return text


def _lesson(text: str, id_: str) -> Lesson:
    return replace(lesson_from(text.encode(), f"{id_}.yaml"), id=id_)


def _read(text: bytes) -> str:
    return text.decode(errors="replace")


def _person_in(db: sqlite3.Connection, token: str) -> Person | None:
    row = db.execute("select id, token, name, session from people where token = ?", (token,)).fetchone()
    return Person(*row) if row else None
