"""The report of a lesson held: every figure worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import pytest

from assistant.workshop.reporting.figures import FEWEST, difficulty, discrimination
from assistant.workshop.reporting.report import report_of, told
from assistant.workshop.reporting.results import Chosen, Open
from assistant.workshop.types import Asked, Given, Participant, Response, SessionRecord
from tests.made_lessons import lesson

LESSON = lesson()
CHOICE, TRUE_FALSE, MATCH, ORDER, GAP, PLACE, MISTAKE = LESSON.items
START = 1_795_000_000.0


def record(names: str, given: list[tuple[str, str, Response, float]], **more: object) -> SessionRecord:
    """A session with a participant for each letter."""
    opened = tuple(dict.fromkeys(item for _, item, _, _ in given))
    made = SessionRecord(
        id="buoi-1",
        code="4711",
        lesson=LESSON,
        started=START,
        ended=START + 3600,
        participants=tuple(Participant(name, f"Bạn {name}") for name in names),
        opened=opened,
        given=tuple(Given(*one) for one in given),
        asked=(),
    )
    return replace(made, **more)  # type: ignore[arg-type]


# Five answers to an item that asks for its basis: right (1), right on a wrong basis (½), right without one (½), wrong
# (0), wrong (0); a sixth participant gave none.
CHOSEN = [
    ("a", CHOICE.id, Response(option=0, basis=0), 10.0),
    ("b", CHOICE.id, Response(option=0, basis=1), 20.0),
    ("c", CHOICE.id, Response(option=0), 30.0),
    ("d", CHOICE.id, Response(option=1, basis=0), 40.0),
    ("e", CHOICE.id, Response(option=1, basis=2), 90.0),
]


def test_an_item() -> None:
    (result,) = report_of(record("abcdef", CHOSEN)).items
    assert (result.number, result.present, result.answered, result.right, result.half) == (1, 6, 5, 1, 2)
    assert result.mean == pytest.approx(2 / 6)  # 1 + ½ + ½ points, six people
    assert result.difficulty == pytest.approx(2 / 5)  # of five who answered
    assert result.seconds == 30  # the middle one of 10, 20, 30, 40, 90
    assert (result.discrimination, result.why) == (None, "dưới 10 người trả lời")
    assert result.wrong == (Chosen("15 ngày", 2, "khoản 2 Điều 7 Nghị định số 411/2019/NĐ-CP, đã hết hiệu lực"),)
    assert result.wrong_bases == (
        Chosen("Điều 3 Nghị định số 905/2025/NĐ-CP", 1),
        Chosen("khoản 2 Điều 2 Nghị định số 905/2025/NĐ-CP", 1),
    )


def test_difficulty_is_the_share_of_points() -> None:
    assert difficulty([1, 1, 1, 0]) == 0.75  # the p-value: three of four right
    assert difficulty([1, 0.5, 0]) == 0.5
    assert difficulty([]) is None


def test_discrimination_by_hand() -> None:
    # Ten people. Item: five right, five wrong, so its mean is ½ and its standard deviation ½. Rest: 0 … 4 for the
    # wrong, 5 … 9 for the right; mean 4½, variance (10² - 1) / 12 = 8¼. Point-biserial: (M₁ - M₀) / s · √(p q)
    # = (7 - 2) / √8.25 · ½.
    points, rest = [0.0] * 5 + [1.0] * 5, [float(place) for place in range(10)]
    value, why = discrimination(points, rest)
    assert value == pytest.approx(5 / sqrt(8.25) / 2)
    assert value == pytest.approx(0.8704, abs=1e-4)
    assert why == ""
    assert discrimination(points, rest[::-1])[0] == pytest.approx(-0.8704, abs=1e-4)


@pytest.mark.parametrize(
    ("points", "rest", "why"),
    [
        ([1.0] * 9, [0.0] * 9, f"dưới {FEWEST} người trả lời"),
        ([1.0] * 10, [float(place) for place in range(10)], "mọi người được điểm như nhau ở câu này"),
        ([0.0, 1.0] * 5, [2.0] * 10, "mọi người được điểm như nhau ở các câu còn lại"),
    ],
)
def test_no_discrimination_without_participants_or_variance(points: list[float], rest: list[float], why: str) -> None:
    assert discrimination(points, rest) == (None, why)


def test_figures_that_do_not_belong_together_are_refused() -> None:
    with pytest.raises(ValueError, match="2 participants with points, 1 with"):
        discrimination([1, 0], [1])


def test_the_rest_is_the_points_of_the_other_items() -> None:
    # Ten people, two items: the right ones of the first are right in the second too, but for one. φ of a 2 × 2 table:
    # (5·4 - 0·1) / √(5·5·6·4) with 5 right in both, 1 right only in the second, 4 wrong in both.
    names = "abcdefghij"
    given = [(name, TRUE_FALSE.id, Response(option=int(place < 5)), 1.0) for place, name in enumerate(names)]
    given += [(name, PLACE.id, Response(option=int(place >= 6)), 1.0) for place, name in enumerate(names)]
    first, second = report_of(record(names, given)).items
    assert first.discrimination == pytest.approx(20 / sqrt(600))
    assert second.discrimination == pytest.approx(20 / sqrt(600))
    assert second.wrong == second.wrong_bases == (Chosen("Điều 1 Nghị định số 905/2025/NĐ-CP", 4),)


def test_wrong_pairs_orders_and_words() -> None:
    given = [
        ("a", MATCH.id, Response(order=(0, 2, 1)), 1.0),
        ("b", MATCH.id, Response(order=(0, 1, 2)), 1.0),
        ("a", ORDER.id, Response(order=(1, 0, 2, 3)), 1.0),
        ("b", ORDER.id, Response(order=(0, 1, 2, 3)), 1.0),
        ("a", GAP.id, Response(text=" Ba ngày"), 1.0),
        ("b", GAP.id, Response(text="ba ngay"), 1.0),
        ("c", GAP.id, Response(text="12 NGAY"), 1.0),
        ("d", GAP.id, Response(), 1.0),
    ]
    match, order, gap = report_of(record("abcd", given)).items
    assert match.difficulty == pytest.approx((1 / 3 + 1) / 2)  # one of three pairs right, then all
    assert [chosen.text for chosen in match.wrong] == [
        "Sổ tay kết nối: nơi nhận, lưu và công bố số liệu",
        "Trung tâm: hồ sơ ghi lần lượt các lần kết nối của trạm",
    ]
    assert order.wrong == (
        Chosen("Đối chiếu với số liệu → Xem sổ tay tại trạm → Ghi biên bản → Gửi biên bản cho trung tâm", 1),
    )
    assert gap.wrong == (Chosen("Ba ngày", 2),)
    assert (gap.answered, gap.right) == (4, 1)


def test_objectives() -> None:
    given = [*CHOSEN, ("a", TRUE_FALSE.id, Response(option=1), 1.0), ("b", MISTAKE.id, Response(option=1), 1.0)]
    reached, checked = report_of(record("abcdef", given)).objectives
    assert (reached.id, reached.items, reached.answers) == ("lap", 2, 6)
    assert reached.share == pytest.approx(3 / 6)  # 2 points of five answers, 1 of one
    assert (checked.id, checked.items, checked.answers, checked.share) == ("kiem-tra", 0, 0, None)


def test_sheets_are_by_name_without_ranks() -> None:
    report = report_of(record("fedcba", CHOSEN))
    assert [sheet.name for sheet in report.sheets] == [f"Bạn {name}" for name in "abcdef"]
    assert [(sheet.points, sheet.answered) for sheet in report.sheets] == [
        (1, 1),
        (0.5, 1),
        (0.5, 1),
        (0, 1),
        (0, 1),
        (0, 0),
    ]
    sheet = report.sheet("b")
    assert sheet is report.sheets[1]
    (line,) = sheet.lines
    assert line.response == Response(option=0, basis=1)
    assert line.mark is not None
    assert line.mark.points == 0.5
    assert report.sheet("nobody") is None


def test_who_was_deleted_is_nowhere() -> None:
    report = report_of(record("bcd", CHOSEN))
    assert [sheet.id for sheet in report.sheets] == ["b", "c", "d"]
    assert report.items[0].answered == 3


def test_the_last_answer_counts_and_unknown_items_do_not() -> None:
    given = [CHOSEN[3], ("d", CHOICE.id, Response(option=0, basis=0), 5.0), ("d", "xóa", Response(option=0), 1.0)]
    report = report_of(record("d", given))
    assert [result.item.id for result in report.items] == [CHOICE.id]
    assert report.items[0].right == 1
    assert report.sheets[0].points == 1


def test_questions_for_the_next_lesson() -> None:
    asked = (
        Asked("Ai ký  sổ tay?", "a", "refusal", refusal="kho không có quy định này"),
        Asked("Ai lập sổ tay?", "b", "answer"),
        Asked("ai ký sổ tay", "b", "refusal"),
        Asked("Sổ nào?", "", "clarify"),
        Asked("Chưa hỏi", "c"),
    )
    report = report_of(record("abc", [], asked=asked))
    assert report.asked == 4
    assert report.unanswered == (
        Open("Ai ký sổ tay?", "refusal", "kho không có quy định này", 2),
        Open("Sổ nào?", "clarify", "", 1),
    )
    assert report.minutes == 60
    assert report_of(record("a", [], ended=None)).minutes is None


@pytest.mark.parametrize(
    ("item", "response", "text"),
    [
        (CHOICE, Response(option=1), "15 ngày"),
        (CHOICE, Response(), ""),
        (CHOICE, Response(option=9), ""),
        (MATCH, Response(order=(2, 1, 0)), "Trạm quan trắc: nơi nhận, lưu và công bố số liệu; Sổ tay kết nối: hồ sơ ghi lần lượt các lần kết nối của trạm; Trung tâm: nơi đặt thiết bị đo và truyền số liệu về trung tâm"),
        (ORDER, Response(order=(3, 0)), "Gửi biên bản cho trung tâm → Xem sổ tay tại trạm"),
        (GAP, Response(text=" 12 "), "12"),
    ],
)  # fmt: skip
def test_a_response_in_words(item: object, response: Response, text: str) -> None:
    assert told(item, response) == text  # type: ignore[arg-type]


def test_an_empty_session() -> None:
    report = report_of(record("", []))
    assert (report.items, report.sheets, report.unanswered) == ((), (), ())
    nobody = report_of(record("", [], opened=(CHOICE.id,))).items[0]
    assert (nobody.mean, nobody.difficulty, nobody.seconds, nobody.answered) == (None, None, None, 0)


def test_equal_sums_of_parts_of_points_are_equal() -> None:
    others = [1 / 5 + 2 / 5] * 6 + [3 / 5] * 6  # 0.6000000000000001 and 0.6
    assert discrimination([1.0, 0.0] * 6, others) == (None, "mọi người được điểm như nhau ở các câu còn lại")
