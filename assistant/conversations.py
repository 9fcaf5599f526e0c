"""Conversations kept: what was asked, under which terms, and the answers as they were given, in one SQLite file.

An answer is stored whole, so that its numbers, quotations and statuses are the same when it is shown again, whatever
the corpus says by then. Each asking has a token: an answer that comes after its question was asked anew is not kept.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Container, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from assistant.databases import opened
from assistant.scope import EVERYTHING, Scope
from assistant.types import Answer
from corpus.accents import without_accents

FILE = "conversations.sqlite"
LONGEST_TITLE = 80
MOST_WORDS = 20  # that are searched for
UNREADABLE = "Câu trả lời đã lưu không đọc được (lưu bằng phiên bản khác, hoặc tệp bị sửa). Hãy hỏi lại câu này."
SCHEMA = """
create table if not exists conversations (
    id text primary key, title text not null, folded text not null, pinned integer not null default 0,
    changed real not null);
create table if not exists turns (
    conversation text not null references conversations on delete cascade, number integer not null,
    question text not null, folded text not null, as_of text, within text not null, asked text not null,
    answer text, error text not null default '', primary key (conversation, number));
pragma user_version = 1;
"""


@dataclass(frozen=True)
class Terms:
    """What a question is asked under: the day, None for today whenever that is, and the documents searched in."""

    as_of: date | None = None
    within: Scope = EVERYTHING


@dataclass(frozen=True)
class Heading:
    """A conversation in the list of them; `changed` is when it was last asked in, in seconds since 1970."""

    id: str
    title: str
    pinned: bool
    changed: float = 0.0


@dataclass(frozen=True)
class Turn:
    """A question of a conversation and, once they are there, its answer or what went wrong; `asked` is its token.

    Of one that was stopped the answer holds the sentences that had come.
    """

    number: int
    question: str
    terms: Terms
    asked: str
    answer: Answer | None = None
    error: str = ""


class ConversationBook:
    """The conversations of a data folder. Safe to use from several threads and processes."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def headings(self, words: str = "", most: int = 20) -> list[Heading]:
        """The pinned conversations, then the others, the newest first, in whose title or questions all words stand."""
        wanted = [word[:LONGEST_TITLE] for word in without_accents(words).split()[:MOST_WORDS]]
        holds = "(c.folded like ? or exists (select 1 from turns t where t.conversation = c.id and t.folded like ?))"
        where = " and ".join([holds] * len(wanted)) or "1"
        values = [value for word in wanted for value in (f"%{_literal(word)}%",) * 2]
        with self._open() as db:
            rows = db.execute(
                "select c.id, c.title, c.pinned, c.changed from conversations c "
                f"where {where.replace('like ?', _LIKE)} "
                "order by c.pinned desc, c.changed desc limit ?",
                (*values, most),
            )
            return [Heading(id_, title, bool(pinned), changed) for id_, title, pinned, changed in rows]

    def turns(self, conversation: str, known: Container[str] = ()) -> list[Turn]:
        """The questions of a conversation in order; none for one that is not here.

        Of those whose tokens are known already the answers are not read.
        """
        with self._open() as db:
            rows = db.execute(
                "select number, question, as_of, within, asked, answer, error from turns where conversation = ? "
                "order by number",
                (conversation,),
            ).fetchall()
        return [_turn(row, is_read=row[4] not in known) for row in rows]

    def ask(self, conversation: str, question: str, terms: Terms, number: int | None = None) -> Turn:
        """Begin a turn: the next one, or `number` anew, in which case what was asked after it goes."""
        asked = uuid4().hex
        folded = without_accents(question)
        within = _scopes().dump_json(terms.within).decode()
        as_of = terms.as_of.isoformat() if terms.as_of else None
        with self._open() as db:
            title = question[:LONGEST_TITLE]
            db.execute(
                "insert into conversations values (?, ?, ?, 0, ?) "
                "on conflict (id) do update set changed = excluded.changed",
                (conversation, title, without_accents(title), time.time()),
            )
            if number is None:
                (number,) = db.execute(
                    "select coalesce(max(number) + 1, 0) from turns where conversation = ?", (conversation,)
                ).fetchone()
            if number == 0:  # a conversation that was not given a name is called by its first question
                db.execute(
                    "update conversations set title = ?, folded = ? where id = ? and title = coalesce("
                    "(select substr(question, 1, ?) from turns where conversation = ? and number = 0), title)",
                    (title, without_accents(title), conversation, LONGEST_TITLE, conversation),
                )
            db.execute("delete from turns where conversation = ? and number >= ?", (conversation, number))
            db.execute(
                "insert into turns values (?, ?, ?, ?, ?, ?, ?, null, '')",
                (conversation, number, question, folded, as_of, within, asked),
            )
        return Turn(number, question, terms, asked)

    def finish(self, asked: str, answer: Answer | None, error: str = "") -> None:
        """Keep what came of an asking, unless it was asked anew or deleted since."""
        told = _answers().dump_json(answer).decode() if answer else None
        with self._open() as db:
            db.execute("update turns set answer = ?, error = ? where asked = ?", (told, error, asked))

    def rename(self, conversation: str, title: str) -> None:
        """Call a conversation by another title; an empty one changes nothing."""
        if title := " ".join(title.split())[:LONGEST_TITLE]:
            with self._open() as db:
                db.execute(
                    "update conversations set title = ?, folded = ? where id = ?",
                    (title, without_accents(title), conversation),
                )

    def pin(self, conversation: str, pinned: bool) -> None:
        """Keep a conversation at the head of the list, or no longer."""
        with self._open() as db:
            db.execute("update conversations set pinned = ? where id = ?", (pinned, conversation))

    def delete(self, conversation: str) -> None:
        """Delete a conversation with all its questions and answers."""
        with self._open() as db:
            db.execute("delete from conversations where id = ?", (conversation,))

    def _open(self) -> AbstractContextManager[sqlite3.Connection]:
        return opened(self._file, SCHEMA)


_LIKE = "like ? escape '\\'"


def _literal(word: str) -> str:
    """A word for `like` as it is: no sign in it stands for others."""
    return word.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")


def _turn(row: Sequence[Any], is_read: bool) -> Turn:
    number, question, as_of, within, asked, answer, error = row
    terms = Terms(date.fromisoformat(as_of) if as_of else None, _scopes().validate_json(within))
    try:
        kept = _answers().validate_json(answer) if answer and is_read else None
    except ValueError:
        kept, error = None, UNREADABLE
    return Turn(number, question, terms, asked, kept, error)


# pydantic is loaded with the first conversation: the page's frame is drawn before.
@lru_cache(maxsize=1)
def _answers() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Answer)


@lru_cache(maxsize=1)
def _scopes() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Scope)
