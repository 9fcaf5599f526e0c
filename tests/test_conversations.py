"""Conversations kept in the data folder."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.conversations import ConversationBook, Terms
from assistant.scope import Scope

A, B = "a" * 32, "b" * 32


@pytest.fixture
def book(tmp_path: Path) -> ConversationBook:
    return ConversationBook(tmp_path / "data" / "conversations.sqlite")


def test_an_answer_is_the_same_when_it_is_read_again(book: ConversationBook, demo: Assistant) -> None:
    for question in (
        "Quyết định 9001/QĐ-BKNS còn hiệu lực không?",
        "Thuế vàng miếng là bao nhiêu?",
        "Ai ký 9105/QĐ-UBND?",
    ):
        answer = demo.ask(question, as_of=date(2026, 11, 23))
        turn = book.ask(A, question, Terms())
        book.finish(turn.asked, answer)
        (*_, kept) = book.turns(A)
        assert kept.answer == answer


def test_terms_are_kept(book: ConversationBook) -> None:
    terms = Terms(date(2021, 1, 5), Scope(kinds=("Nghị định",), since=date(2019, 1, 1)))
    book.ask(A, "Một", terms)
    assert book.turns(A)[0].terms == terms
    assert book.turns(A)[0].answer is None
    assert book.turns(B) == []


def test_asking_anew_drops_what_came_after_and_what_comes_late(book: ConversationBook, demo: Assistant) -> None:
    answer = demo.ask("Quyết định 9001/QĐ-BKNS còn hiệu lực không?")
    first = book.ask(A, "Một", Terms())
    book.ask(A, "Hai", Terms())
    again = book.ask(A, "Một, nói lại", Terms(), 0)
    assert [turn.question for turn in book.turns(A)] == ["Một, nói lại"]
    assert book.headings()[0].title == "Một, nói lại"
    book.finish(first.asked, answer)  # the first asking ends after it was given up
    assert book.turns(A)[0].answer is None
    book.finish(again.asked, None, "Không mở được.")
    assert book.turns(A)[0].error == "Không mở được."


def test_the_list(book: ConversationBook) -> None:
    book.ask(A, "Thời hạn lưu trữ hồ sơ?", Terms())
    book.ask(B, "Ai ký Quyết định 9002/QĐ-BKNS?", Terms())
    assert [heading.id for heading in book.headings()] == [B, A]
    book.pin(A, pinned=True)
    assert [(heading.id, heading.pinned) for heading in book.headings()] == [(A, True), (B, False)]
    book.ask(B, "Mức phạt 50% là của ai?", Terms())
    assert [heading.id for heading in book.headings("luu tru")] == [A]
    assert [heading.id for heading in book.headings("50% phạt")] == [B]
    assert book.headings("5_%") == []
    book.rename(B, "  Khung   kết nối ")
    book.rename(A, " ")
    assert [heading.title for heading in book.headings()] == ["Thời hạn lưu trữ hồ sơ?", "Khung kết nối"]
    assert [heading.id for heading in book.headings("khung")] == [B]
    assert len(book.headings(most=1)) == 1
    book.delete(A)
    assert [heading.id for heading in book.headings()] == [B]
    assert book.turns(A) == []


def test_many_at_once_lose_nothing(book: ConversationBook) -> None:
    def ask(name: int) -> None:
        for number in range(5):
            book.ask(f"{name:032x}", f"Câu {number}", Terms())

    threads = [threading.Thread(target=ask, args=(name,)) for name in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(len(book.turns(heading.id)) for heading in book.headings(most=99)) == 40
