"""Questions of the room: asked from telephones, moderated by the trainer, put to the assistant."""

from __future__ import annotations

import time
from datetime import date

from assistant.types import Answer
from assistant.workshop.room.book import RoomBook
from assistant.workshop.room.cleaning import clean_question
from assistant.workshop.room.reading import QUESTION_COLUMNS, answer_as_text, question_of
from assistant.workshop.room.state import Moderation, Refused, RoomQuestion

BETWEEN = 10  # seconds between two questions of one telephone
MOST = 20  # of one telephone


def ask(book: RoomBook, token: str, text: str, now: float | None = None) -> int:
    """Hand in a question, which waits for the trainer; its id. Refused with the reason if it is not taken."""
    now = now or time.time()
    question, person = clean_question(text), book.person(token)
    if person is None:
        raise Refused("Phòng không còn biết máy này: hãy vào lại bằng mã.", 403)
    if book.session(person.session).ended is not None:
        raise Refused("Buổi tập huấn đã kết thúc nên không nhận thêm câu hỏi.")
    with book.open() as db:
        count, last = db.execute(
            "select count(*), coalesce(max(asked), 0) from questions where participant = ?", (person.id,)
        ).fetchone()
        if count >= MOST:
            raise Refused(f"Mỗi máy gửi được {MOST} câu hỏi trong một buổi.", 429)
        if now - last < BETWEEN:
            raise Refused(f"Hãy đợi {BETWEEN} giây giữa hai câu hỏi.", 429)
        made = db.execute(
            "insert into questions (session, participant, text, asked, state) values (?, ?, ?, ?, ?)",
            (person.session, person.id, question, now, Moderation.WAITING),
        )
        return made.lastrowid or 0


def ask_as_trainer(book: RoomBook, session: str, text: str, as_of: date | None = None) -> int:
    """Put a question of the trainer's own, or one prepared in the lesson; its id."""
    question = clean_question(text)
    with book.open() as db:
        made = db.execute(
            "insert into questions (session, text, as_of, asked, state) values (?, ?, ?, ?, ?)",
            (session, question, as_of.isoformat() if as_of else None, time.time(), Moderation.PUT),
        )
        return made.lastrowid or 0


def moderate(book: RoomBook, session: str, question: int, state: Moderation) -> bool:
    """Put a question to the assistant or reject it; whether it was still to be decided (or asking it had failed)."""
    with book.open() as db:
        done = db.execute(
            "update questions set state = ?, error = '' where id = ? and session = ? "
            "and state in ('waiting', 'rejected', 'failed')",
            (state, question, session),
        )
        return done.rowcount == 1


def to_ask(book: RoomBook) -> list[RoomQuestion]:
    """The questions that were put to the assistant and have no answer yet, those of a server that was killed too."""
    with book.open(writes=False) as db:
        rows = db.execute(f"select {QUESTION_COLUMNS} from questions where state = 'put' order by asked").fetchall()
    return [question_of(row) for row in rows]


def finish(book: RoomBook, question: int, answer: Answer | None, error: str = "") -> None:
    """Keep what came of a question, unless it was deleted meanwhile."""
    state = Moderation.ANSWERED if answer else Moderation.FAILED
    with book.open() as db:
        db.execute(
            "update questions set state = ?, answer = ?, error = ? where id = ?",
            (state, answer_as_text(answer) if answer else None, error, question),
        )
