"""The anatomy of a question names the step at which the right provision was lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.ask import Assistant
from assistant.tuning import Tuning
from eval.questions import Place, Question
from eval.why import as_text, why

DAY = date(2026, 11, 23)
REPLY = Place("9012/2021/TT-BKNS", article="9", clause="1")


def asked(question: str, *places: Place, expect: str = "answer") -> Question:
    return Question("q", "c", question, expect, "documents", gold=tuple((p,) for p in places))  # type: ignore[arg-type]


def tuned(assistant: Assistant, **values: float) -> Assistant:
    settings = replace(assistant.settings, tuning=replace(Tuning(), **values))  # type: ignore[arg-type]
    return Assistant(settings, assistant.catalogue, assistant.searcher)


REPLY_QUESTION = asked("Phản ánh, kiến nghị phải được trả lời trong bao lâu?", REPLY)


@pytest.mark.parametrize(
    ("question", "tuning", "lost_at"),
    [
        (REPLY_QUESTION, {}, ""),
        (REPLY_QUESTION, {"most_doubt": 0.0}, "đủ căn cứ"),
        (asked("Phản ánh, kiến nghị phải được trả lời trong bao lâu?", Place("1/1900/TT-X")), {}, "kho"),
        (asked("Ai ký Thông tư 9012/2021/TT-BKNS?", Place("9012/2021/TT-BKNS")), {}, ""),
        (asked("khoản 1 Điều 9 Thông tư 9012/2021/TT-BKNS", REPLY), {}, ""),
        (asked("khoản 2 Điều 9 Thông tư 9012/2021/TT-BKNS", REPLY), {}, "câu trả lời"),
        (asked("Hồ sơ nộp trực tuyến được phản hồi trong bao lâu?", Place("9001/QĐ-BKNS")), {"hits": 1}, "vào tốp tìm kiếm"),
    ],
)  # fmt: skip
def test_where_it_was_lost(question: Question, tuning: dict[str, float], lost_at: str, demo: Assistant) -> None:
    (anatomy,) = why(question, tuned(demo, **tuning), DAY)
    assert anatomy.lost_at == lost_at
    text = as_text([anatomy])
    assert (f"mất điều khoản đúng ở bước “{lost_at}”" in text) == bool(lost_at)


def test_every_step_of_a_search_is_told(demo: Assistant) -> None:
    (anatomy,) = why(REPLY_QUESTION, demo, DAY)
    names = [step.name for step in anatomy.steps]
    assert names == [
        "đọc câu hỏi", "hạng từ vựng", "hạng ngữ nghĩa", "hạng kết hợp", "hiệu lực", "vào tốp tìm kiếm",
        "chọn căn cứ", "câu trả lời",
    ]  # fmt: skip
    assert "hết hiệu lực một phần" in anatomy.steps[4].found  # another place of it was amended
    assert anatomy.steps[-1].found.endswith("đúng tới khoản")


def test_a_question_that_should_be_refused(demo: Assistant) -> None:
    (anatomy,) = why(asked("Thủ đô của Pháp là gì?", expect="refuse"), demo, DAY)
    assert anatomy.lost_at == ""
    assert "từ chối" in anatomy.steps[-1].found
