"""The thumbs under an answer, on the page itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from invented import build
from streamlit.testing.v1 import AppTest

from assistant.feedback import FILE, REASONS, Feedback, FeedbackBook
from assistant.ui.chat.rating import LONGEST
from assistant.ui.literal import literal

APP = Path(__file__).resolve().parents[1] / "app.py"
ASKED = "Câu trả lời này có đúng không?"
QUESTION = "khoản 2 Điều 2 Nghị định 905/2025/NĐ-CP quy định gì?"
REFUSED = "Mức thuế giá trị gia tăng đối với vàng miếng là bao nhiêu?"
THANKS = ":material/check: Đã ghi, cảm ơn bạn."


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("invented")).data


@pytest.fixture
def page(data: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    for name in ("CANCU_MODEL", "CANCU_MODEL_URL", "CANCU_EMBEDDER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CANCU_DATA", str(data))
    monkeypatch.setenv("CANCU_LIBRARY", "0")
    (data / FILE).unlink(missing_ok=True)
    return AppTest.from_file(str(APP), default_timeout=60).run()


def ask(page: AppTest, question: str) -> AppTest:
    return page.chat_input[0].set_value(question).run()


def rate(page: AppTest, good: bool | None, place: int = 0) -> AppTest:
    return page.button_group(key=f"rating-{place}").set_value(good).run()


def said(data: Path) -> list[Feedback]:
    return list(FeedbackBook(data / FILE).all())


def captions(page: AppTest) -> list[str]:
    return [caption.value for caption in page.caption]


def has_form(page: AppTest, place: int = 0) -> bool:
    return any(area.key == f"rating-{place}-comment" for area in page.text_area)


def test_a_thumb_up_is_kept_at_once_and_stays(page: AppTest, data: Path) -> None:
    ask(page, QUESTION)
    assert ASKED in captions(page)
    assert THANKS not in captions(page)
    rate(page, True)
    assert THANKS in captions(page)
    (feedback,) = said(data)
    assert (feedback.question, feedback.good, feedback.history, feedback.reason) == (QUESTION, True, (), "")
    assert feedback.answer["citations"][0]["citation"] == "khoản 2 Điều 2 Nghị định số 905/2025/NĐ-CP"
    assert feedback.token == feedback.answer["token"]
    page.button(key="chip-0-claim0-1").click().run()  # something else on the page
    rate(page, None)  # a second click on the thumb
    assert page.button_group(key="rating-0").value is True
    assert THANKS in captions(page)
    assert said(data) == [feedback]
    assert not page.exception


def test_a_thumb_down_asks_what_was_wrong(page: AppTest, data: Path) -> None:
    ask(page, "Nghị định 905/2025/NĐ-CP còn hiệu lực không?")
    ask(page, QUESTION)
    rate(page, False, 1)
    assert has_form(page, 1)
    assert not has_form(page, 0)
    assert said(data) == []  # nothing is kept before it is sent
    assert page.button_group(key="rating-1-reason").options == [name.capitalize() for name in REASONS.values()]
    page.button_group(key="rating-1-reason").set_value("incomplete")
    page.text_area(key="rating-1-comment").set_value("Thiếu <b>khoản 3</b>.\n")
    page.text_input(key="rating-1-right").set_value("khoản 3 Điều 2 905/2025/NĐ-CP").run()
    assert ":material/check: " + literal("Đã tìm thấy: khoản 3 Điều 2 Nghị định số 905/2025/NĐ-CP") in captions(page)
    page.button(key="rating-1-send").click().run()
    assert not has_form(page, 1)
    assert captions(page).count(THANKS) == 1
    (feedback,) = said(data)
    assert (feedback.good, feedback.reason, feedback.comment, feedback.right) == (
        False,
        "incomplete",
        "Thiếu <b>khoản 3</b>.",
        "khoản 3 Điều 2 905/2025/NĐ-CP",
    )
    assert feedback.history == ("Nghị định 905/2025/NĐ-CP còn hiệu lực không?",)
    page.run()
    assert captions(page).count(THANKS) == 1
    assert said(data) == [feedback]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("khoảm 2 Điều 2 905/2025/NĐ-CP", "Chưa hiểu “khoảm 2”"),
        ("Điều 2 905/2025/NĐCP", "Kho chưa có văn bản 905/2025/NĐCP"),
        ("Điều 2 *đậm* :red[x]", "Chưa thấy số hiệu văn bản trong “Điều 2 *đậm* :red[x]”"),
    ],
)
def test_a_typo_is_told_at_once_and_may_be_sent(page: AppTest, data: Path, typed: str, told: str) -> None:
    ask(page, QUESTION)
    rate(page, False)
    page.text_input(key="rating-0-right").set_value(typed).run()
    assert any(literal(told) in caption for caption in captions(page))
    page.button(key="rating-0-send").click().run()
    assert [(feedback.right, feedback.reason) for feedback in said(data)] == [(typed, "")]


def test_a_changed_mind_replaces(page: AppTest, data: Path) -> None:
    ask(page, REFUSED)
    assert page.info
    rate(page, True)
    rate(page, False)
    assert has_form(page)
    assert THANKS not in captions(page)
    page.button(key="rating-0-send").click().run()
    assert [feedback.good for feedback in said(data)] == [False]
    assert said(data)[0].answer["kind"] == "refusal"
    rate(page, True)
    assert [feedback.good for feedback in said(data)] == [True]


def test_each_answer_has_its_own_and_a_new_conversation_none(page: AppTest, data: Path) -> None:
    ask(page, QUESTION)
    rate(page, True)
    ask(page, REFUSED)
    assert page.button_group(key="rating-1").value is None
    page.button(key="new-conversation").click().run()
    ask(page, QUESTION)
    assert page.button_group(key="rating-0").value is None
    assert THANKS not in captions(page)
    rate(page, True)
    assert len(said(data)) == 2


def test_a_question_back_is_not_rated(page: AppTest) -> None:
    ask(page, "Ai ký Quyết định 77/QĐ-UBND?")
    assert ASKED not in captions(page)


def test_a_disk_that_refuses_is_told_and_the_answer_stays(page: AppTest, data: Path) -> None:
    ask(page, QUESTION)
    (data / FILE).mkdir()
    try:
        rate(page, True)
        (error,) = page.error
        assert "Không ghi được" in error.value
        assert THANKS not in captions(page)
        assert any("mực xanh" in text.value for text in page.text)
    finally:
        (data / FILE).rmdir()
    page.run()
    assert THANKS in captions(page)
    assert not page.exception


def test_nothing_is_shown_as_markup(page: AppTest) -> None:
    ask(page, QUESTION)
    rate(page, False)
    page.text_input(key="rating-0-right").set_value("<b>Điều 2</b>").run()
    assert not any(element.proto.allow_html for element in [*page.markdown, *page.caption])
    assert page.text_area(key="rating-0-comment").proto.max_chars == LONGEST
