"""Flashcards: which are due, and when they are seen again, over days that the tests name."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.workshop.cards import FILE, CardBook, Deck, Rating
from corpus.errors import Misconfigured

FIRST = datetime(2026, 3, 2, 8, tzinfo=UTC)
ITEMS = ("thoi-han", "muc-xanh", "dien-so")


@pytest.fixture
def book(tmp_path: Path) -> CardBook:
    return CardBook(tmp_path / "data" / FILE)


def test_a_card_over_a_sequence_of_days(book: CardBook) -> None:
    """FSRS-6 with its published parameters w, by hand for the first two intervals.

    “Good” at first makes the stability S = w2 = 2.3065 days and the difficulty D = w4 − e^(2 w5) + 1 = 2.118; once more
    on the same day changes nothing, as e^(w17 w18) S^−w19 < 1: 2 days. By then R = (1 + 0.980 · 2/S)^−0.1542 = 0.9095, and
    S' = S (1 + e^w8 (11 − D) S^−w9 (e^(w10 (1 − R)) − 1)) = 2.3065 (1 + 6.503 · 8.882 · 0.870 · 0.0747) = 11 days.
    """
    told = []
    now = FIRST
    for rating in (Rating.GOOD, Rating.GOOD, Rating.GOOD, Rating.EASY, Rating.AGAIN, Rating.GOOD, Rating.HARD):
        due = book.rate("so-tay", "thoi-han", rating, now)
        told.append((rating.name, due - now))
        now = due
    assert told == [
        ("GOOD", timedelta(minutes=10)),
        ("GOOD", timedelta(days=2)),
        ("GOOD", timedelta(days=11)),
        ("EASY", timedelta(days=77)),
        ("AGAIN", timedelta(minutes=10)),
        ("GOOD", timedelta(days=4)),
        ("HARD", timedelta(days=8)),
    ]


def deck(book: CardBook, now: datetime, lesson: str = "so-tay", items: Sequence[str] = ITEMS) -> Deck:
    return book.deck(lesson, items, now, now.replace(hour=0, minute=0) + timedelta(days=1))


def test_the_longest_due_come_first_then_the_new_ones_then_those_of_later_today(book: CardBook) -> None:
    assert deck(book, FIRST) == Deck(new=ITEMS)
    book.rate("so-tay", "muc-xanh", Rating.GOOD, FIRST)  # again in 10 minutes
    book.rate("so-tay", "dien-so", Rating.AGAIN, FIRST)  # again in one
    assert deck(book, FIRST) == Deck(new=("thoi-han",), soon=("dien-so", "muc-xanh"))
    now = FIRST + timedelta(minutes=5)
    assert deck(book, now) == Deck(due=("dien-so",), new=("thoi-han",), soon=("muc-xanh",))
    assert deck(book, now).today == ("dien-so", "thoi-han", "muc-xanh")
    book.rate("so-tay", "muc-xanh", Rating.EASY, now)
    assert deck(book, now) == Deck(due=("dien-so",), new=("thoi-han",), later=("muc-xanh",))
    far = FIRST + timedelta(days=60)
    assert deck(book, far).due == ("dien-so", "muc-xanh")
    assert deck(book, far, items=("thoi-han",)) == Deck(new=("thoi-han",))  # the others are gone
    assert deck(book, FIRST, "khac").new == ITEMS


def test_what_each_rating_would_do_is_what_it_does(book: CardBook) -> None:
    told = book.intervals("so-tay", "thoi-han", FIRST)
    assert [told[rating] for rating in Rating] == [
        timedelta(minutes=1),
        timedelta(minutes=5, seconds=30),
        timedelta(minutes=10),
        timedelta(days=8),
    ]
    assert deck(book, FIRST).new == ITEMS  # nothing was kept
    for rating in Rating:
        assert book.rate("mot", rating.name, rating, FIRST) - FIRST == told[rating]


def test_a_lesson_is_forgotten_alone(book: CardBook) -> None:
    for lesson in ("so-tay", "khac"):
        book.rate(lesson, "thoi-han", Rating.GOOD, FIRST)
    book.forget("so-tay")
    assert deck(book, FIRST).new == ITEMS
    assert deck(book, FIRST, "khac").soon == ("thoi-han",)


def test_a_state_that_cannot_be_read_is_told_of(book: CardBook, tmp_path: Path) -> None:
    book.rate("so-tay", "thoi-han", Rating.GOOD, FIRST)
    with sqlite3.connect(tmp_path / "data" / FILE) as db:
        db.execute("update cards set card = '{\"state\": 9}'")
    db.close()
    with pytest.raises(Misconfigured, match="thẻ nhớ của câu “thoi-han”"):
        book.rate("so-tay", "thoi-han", Rating.GOOD, FIRST)
    book.forget("so-tay")
    book.rate("so-tay", "thoi-han", Rating.GOOD, FIRST)


def test_many_at_once_lose_nothing(tmp_path: Path) -> None:
    items = [f"cau-{number}" for number in range(12)]

    def rate(item: str) -> None:
        CardBook(tmp_path / FILE).rate("so-tay", item, Rating.GOOD, FIRST)

    threads = [threading.Thread(target=rate, args=(item,)) for item in items]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(deck(CardBook(tmp_path / FILE), FIRST, items=items).soon) == set(items)
