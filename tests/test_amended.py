"""Asked about a provision that was amended, the words that now hold come first, then the old ones with their warning."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.ask import Assistant

NEW = "2. Hồ sơ thiếu thành phần thì cơ quan tiếp nhận thông báo một lần, nêu đủ nội dung cần bổ sung, trong thời hạn 01 ngày làm việc."
OLD = NEW.replace("01 ngày", "02 ngày")


@pytest.mark.parametrize(
    "question",
    [
        "Khoản 2 Điều 5 Thông tư 9012/2021/TT-BKNS quy định gì?",
        "Hồ sơ thiếu thành phần thì thông báo bổ sung trong thời hạn bao lâu theo Thông tư 9012/2021/TT-BKNS?",
    ],
)
def test_the_new_words_come_first(demo: Assistant, question: str) -> None:
    answer = demo.ask(question, as_of=date(2026, 11, 30))
    texts = [claim.text for claim in answer.claims]
    assert any(NEW in text for text in texts), texts
    first = next(place for place, text in enumerate(texts) if NEW in text)
    assert all(OLD not in text for text in texts[:first])
    cited = next(c for c in answer.citations if c.mark in answer.claims[first].marks)
    assert cited.citation == "khoản 1 Điều 1 Thông tư số 9034/2023/TT-BKNS"
    assert any("phần trích là nguyên văn cũ" in warning for warning in answer.warnings)


def test_before_the_amendment_only_the_old_words_are_told(demo: Assistant) -> None:
    answer = demo.ask("Khoản 2 Điều 5 Thông tư 9012/2021/TT-BKNS quy định gì?", as_of=date(2022, 6, 1))
    assert [claim.text for claim in answer.claims] == [OLD]
