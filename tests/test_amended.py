"""Asked about a provision that was amended, the words that now hold come first, then the old ones with their warning."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.amended import _latest
from assistant.ask import Assistant
from assistant.evidence import Evidence
from corpus.types import Amendment, Change, Level, Step

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


def amended(change: Change, on: date, *labels: str) -> Amendment:
    path = tuple(Step(level, label) for level, label in zip((Level.ARTICLE, Level.CLAUSE), labels, strict=False))
    return Amendment(change, "x", "1/2020/NĐ-CP", path, on, wording=f"{change} {on}")


@pytest.mark.parametrize(
    ("amendments", "kept"),
    [
        (
            [
                amended(Change.REWORDED, date(2021, 1, 1), "5", "2"),
                amended(Change.REWORDED, date(2023, 1, 1), "5", "2"),
            ],
            [1],
        ),
        (
            [
                amended(Change.REWORDED, date(2023, 1, 1), "5", "2"),
                amended(Change.REWORDED, date(2021, 1, 1), "5", "2"),
            ],
            [0],
        ),
        ([amended(Change.REWORDED, date(2021, 1, 1), "5", "2"), amended(Change.REWORDED, date(2023, 1, 1), "5")], [1]),
        ([amended(Change.REWORDED, date(2021, 1, 1), "5", "2"), amended(Change.REPEALED, date(2023, 1, 1), "5")], [1]),
        (
            [
                amended(Change.REWORDED, date(2021, 1, 1), "5", "2"),
                amended(Change.REWORDED, date(2023, 1, 1), "5", "3"),
            ],
            [0, 1],
        ),
        (
            [
                amended(Change.REWORDED, date(2021, 1, 1), "5", "2"),
                amended(Change.REWORDED, date(2027, 1, 1), "5", "2"),
            ],
            [0],
        ),
    ],
)
def test_only_the_latest_words_of_a_place_count(demo: Assistant, amendments: list[Amendment], kept: list[int]) -> None:
    latest = _latest(amendments, Evidence(demo.catalogue, date(2026, 11, 30)))
    assert sorted(latest, key=amendments.index) == [amendments[place] for place in kept]
