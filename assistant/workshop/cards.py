"""Flashcards: when each item of a lesson should be looked at again, by FSRS, kept in one SQLite file.

FSRS (free spaced repetition scheduler, J. Ye, https://github.com/open-spaced-repetition/free-spaced-repetition-scheduler)
reckons from the ratings when a card will be remembered with a chance of 90 % and no more. Its state is kept in its own
JSON. Times are passed in, aware, in UTC; the day ends where the one who asks says that it does.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.databases import opened
from corpus.errors import Misconfigured

if TYPE_CHECKING:
    from fsrs import Card, Scheduler

FILE = "cards.sqlite"
SCHEMA = """
create table if not exists cards (
    lesson text not null, item text not null, due real not null, card text not null, primary key (lesson, item));
pragma user_version = 1;
"""


class Rating(IntEnum):
    """How well a card was remembered, by FSRS's own figures."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True)
class Deck:
    """The cards of a lesson at a time: those due, the longest due first; those never seen, in the lesson's order;
    those due later on the same day; those due on other days, the nearest first.
    """

    due: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    soon: tuple[str, ...] = ()
    later: tuple[str, ...] = ()

    @property
    def today(self) -> tuple[str, ...]:
        """What is to be looked at on this day, in that order."""
        return (*self.due, *self.new, *self.soon)


class CardBook:
    """The cards of a data folder. Safe to use from several threads and processes."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def deck(self, lesson: str, items: Sequence[str], now: datetime, day_ends: datetime) -> Deck:
        """The cards of a lesson's items at a time of a day."""
        with self._open() as db:
            known = dict(db.execute("select item, due from cards where lesson = ?", (lesson,)).fetchall())
        seen = sorted((item for item in items if item in known), key=known.__getitem__)
        present, end = now.timestamp(), day_ends.timestamp()
        return Deck(
            due=tuple(item for item in seen if known[item] <= present),
            new=tuple(item for item in items if item not in known),
            soon=tuple(item for item in seen if present < known[item] < end),
            later=tuple(item for item in seen if known[item] >= max(end, present)),
        )

    def intervals(self, lesson: str, item: str, now: datetime) -> dict[Rating, timedelta]:
        """After how long a card would be shown again, by rating."""
        with self._open() as db:
            card = _card_in(db, lesson, item, now)
        return {rating: _reviewed(card, rating, now).due - now for rating in Rating}

    def rate(self, lesson: str, item: str, rating: Rating, now: datetime) -> datetime:
        """Keep how well a card was remembered; when it is due again."""
        with self._open() as db:
            db.execute("begin immediate")  # no other process rates between reading and writing
            card = _reviewed(_card_in(db, lesson, item, now), rating, now)
            db.execute(
                "insert or replace into cards (lesson, item, due, card) values (?, ?, ?, ?)",
                (lesson, item, card.due.timestamp(), card.to_json()),
            )
        return card.due

    def forget(self, lesson: str) -> None:
        """Forget all cards of a lesson: they are new again."""
        with self._open() as db:
            db.execute("delete from cards where lesson = ?", (lesson,))

    def _open(self) -> AbstractContextManager[sqlite3.Connection]:
        return opened(self._file, SCHEMA)


def _card_in(db: sqlite3.Connection, lesson: str, item: str, now: datetime) -> Card:
    """A card as it is kept, or a new one; Misconfigured where its state cannot be read."""
    from fsrs import Card

    row = db.execute("select card from cards where lesson = ? and item = ?", (lesson, item)).fetchone()
    if row is None:
        return Card(card_id=0, due=now)
    try:
        return Card.from_json(row[0])
    except (ValueError, KeyError, TypeError) as error:
        raise Misconfigured(
            f"Không đọc được thẻ nhớ của câu “{item}” trong “{FILE}”: tệp bị sửa hoặc thuộc phiên bản khác. "
            "Hãy bấm “Học lại từ đầu” để xóa các thẻ của bài này."
        ) from error


def _reviewed(card: Card, rating: Rating, now: datetime) -> Card:
    from fsrs import Rating as Fsrs

    return _scheduler().review_card(card, Fsrs(rating), now)[0]


@lru_cache(maxsize=1)
def _scheduler() -> Scheduler:
    from fsrs import Scheduler

    return Scheduler(enable_fuzzing=False)  # the same ratings lead to the same days
