"""Questions offered after an answer, each asked of the same corpus."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.ask import Assistant
from assistant.followups import MOST, followups

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "question",
    [
        "Quyết định 9001/QĐ-BKNS còn hiệu lực không?",
        "Phản ánh, kiến nghị phải được trả lời trong bao lâu?",
        "Thông tư 9034/2023/TT-BKNS sửa đổi văn bản nào?",
        "Thuế giá trị gia tăng của vàng miếng là bao nhiêu?",
    ],
)
def test_what_is_offered_is_answered(demo: Assistant, question: str) -> None:
    offered = followups(demo.ask(question, as_of=TODAY), demo.catalogue)
    assert 0 < len(offered) <= MOST
    assert question not in offered
    for following in offered:
        assert demo.ask(following, [question], as_of=TODAY).kind == "answer", following


def test_what_was_asked_is_not_offered_again(demo: Assistant) -> None:
    offered = followups(demo.ask("Quyết định 9001/QĐ-BKNS còn hiệu lực không?", as_of=TODAY), demo.catalogue)
    assert not any("9001/QĐ-BKNS còn hiệu lực" in question for question in offered)


def test_the_whole_article_of_a_clause_is_offered(demo: Assistant) -> None:
    answer = demo.ask("Phản ánh, kiến nghị phải được trả lời trong bao lâu?", as_of=TODAY)
    assert "Điều 9 Thông tư số 9012/2021/TT-BKNS quy định gì?" in followups(answer, demo.catalogue)
