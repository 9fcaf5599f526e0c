"""What people say of an answer, kept line by line."""

from __future__ import annotations

import multiprocessing
import threading
from datetime import date
from pathlib import Path

import pytest

from assistant.feedback import FILE, REASONS, Feedback, FeedbackBook
from assistant.types import Answer, Refusal
from corpus.errors import Misconfigured
from corpus.lines import append_line, whole_lines

ANSWER = Answer(
    "Ai giữ sổ tay kết nối?",
    date(2026, 11, 22),
    "refusal",
    refusal=Refusal("nothing_found", "Không tìm thấy quy định nào."),
    token="kho.muc.mau.2026-11-22",
)


def said(book: FeedbackBook) -> list[tuple[bool, str, str]]:
    return [(feedback.good, feedback.reason, feedback.right) for feedback in book.all()]


def test_what_is_said_is_kept_with_the_answer(tmp_path: Path) -> None:
    book = FeedbackBook(tmp_path / "data" / FILE)
    assert book.all() == ()
    right = "khoản 2 Điều 5 73/2019/NĐ-CP"
    kept = book.add(ANSWER, ["Sổ tay là gì?"], False, "wrong_basis", " Dẫn nhầm.\nXem lại. ", right)
    assert book.all() == (kept,)
    assert kept == Feedback(
        id=kept.id,
        at=kept.at,
        question="Ai giữ sổ tay kết nối?",
        history=("Sổ tay là gì?",),
        as_of=date(2026, 11, 22),
        good=False,
        reason="wrong_basis",
        comment="Dẫn nhầm.\nXem lại.",
        right=right,
        answer=ANSWER.as_dict(),
        token="kho.muc.mau.2026-11-22",
    )


def test_a_changed_mind_replaces_what_was_said(tmp_path: Path) -> None:
    book = FeedbackBook(tmp_path / FILE)
    first = book.add(ANSWER, (), True)
    book.add(ANSWER, (), True)
    book.add(ANSWER, (), False, "unclear", replaces=first.id)
    assert said(book) == [(False, "unclear", ""), (True, "", "")]


@pytest.mark.parametrize("half", ['{"id": "x", "ques', '{"id": "nửa'.encode()[:-1], b"\xe1\xbb"])
def test_a_half_written_last_line_is_ignored_and_goes(tmp_path: Path, half: str | bytes) -> None:
    path = tmp_path / FILE
    book = FeedbackBook(path)
    book.add(ANSWER, (), True)
    with path.open("ab") as file:
        file.write(half if isinstance(half, bytes) else half.encode())
    assert said(book) == [(True, "", "")]
    book.add(ANSWER, (), False, "other")
    assert said(book) == [(True, "", ""), (False, "other", "")]
    assert path.read_bytes().endswith(b"\n")


def test_a_line_that_is_no_feedback_is_told(tmp_path: Path) -> None:
    path = tmp_path / FILE
    FeedbackBook(path).add(ANSWER, (), True)
    with path.open("a", encoding="utf-8") as file:
        file.write('{"id": "x", "reason": "tức giận"}\n')
    with pytest.raises(Misconfigured, match="Dòng 2 của"):
        FeedbackBook(path).all()


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Misconfigured, match="Không ghi được"):
        FeedbackBook(tmp_path / "file" / FILE).add(ANSWER, (), True)


def test_line_separators_within_a_text_end_no_line(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    append_line(path, "a\u2028b\u0085c")
    append_line(path, "d")
    assert whole_lines(path) == ["a\u2028b\u0085c", "d"]


def _add(path: Path, who: str, times: int) -> None:
    for number in range(times):
        FeedbackBook(path).add(ANSWER, (), False, "other", comment=f"{who}{number} " + "x" * 20_000)


def test_threads_and_processes_add_at_once(tmp_path: Path) -> None:
    path = tmp_path / FILE
    process = multiprocessing.get_context("spawn").Process(target=_add, args=(path, "p", 5))
    threads = [threading.Thread(target=_add, args=(path, who, 5)) for who in "abc"]
    process.start()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    process.join(60)
    assert process.exitcode == 0
    comments = sorted(feedback.comment.split()[0] for feedback in FeedbackBook(path).all())
    assert comments == [f"{who}{number}" for who in "abcp" for number in range(5)]


def test_every_reason_has_a_vietnamese_name() -> None:
    assert list(REASONS.values()) == ["sai căn cứ", "thiếu", "hết hiệu lực", "khó hiểu", "khác"]
