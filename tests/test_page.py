"""The page as a page: the real assistant on an index of invented regulations."""

from __future__ import annotations

import json
import shutil
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from invented import DECREE, SIGNS, build
from streamlit.testing.v1 import AppTest

from assistant.ui.edge import UNEXPECTED
from assistant.ui.literal import literal

APP = Path(__file__).resolve().parents[1] / "app.py"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("invented")).data


@pytest.fixture
def page(data: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    return opened_at(data, monkeypatch)


def opened_at(data: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    for name in ("CANCU_MODEL", "CANCU_MODEL_URL", "CANCU_EMBEDDER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CANCU_DATA", str(data))
    monkeypatch.setenv("CANCU_LIBRARY", "0")
    return AppTest.from_file(str(APP), default_timeout=60).run()


def ask(page: AppTest, question: str) -> AppTest:
    return page.chat_input[0].set_value(question).run()


def texts(page: AppTest) -> list[str]:
    return [element.value for element in page.text]


def chips(page: AppTest, kind: str = "chip-") -> list[str]:
    return [button.label for button in page.button if (button.key or "").startswith(kind)]


def given(page: AppTest, holding: str) -> list[dict[str, str]]:
    """What the components with this among their data are given."""
    told = [json.loads(element.proto.json) for element in page.get("bidi_component") if element.proto.json]
    return [data for data in told if holding in data]


def passages(page: AppTest) -> list[dict[str, str]]:
    """What the passage component is given: before, quoted, after."""
    return given(page, "quoted")


def papers(page: AppTest) -> list[str]:
    """The texts that may be copied."""
    return [data["text"] for data in given(page, "copy")]


def says_documents(page: AppTest, count: int) -> bool:
    """Whether the page says how many documents the corpus has, and to which day."""
    return any(line.value.startswith(literal(f"{count} văn bản, kho cập nhật đến ")) for line in page.caption)


def test_an_empty_conversation_offers_examples_that_are_answered(page: AppTest) -> None:
    assert [title.value for title in page.title] == ["Căn Cứ"]
    assert says_documents(page, 4)
    examples = [button for button in page.button if (button.key or "").startswith("example-")]
    assert len(examples) >= 2
    asked = examples[0].label.replace("\\", "")
    examples[0].click().run()
    assert texts(page)[0] == asked
    assert not page.exception
    assert not page.error
    assert chips(page)
    assert chips(page, "example-") == []


def test_a_scope_is_chosen_among_what_the_corpus_has(page: AppTest) -> None:
    kinds = next(chosen for chosen in page.multiselect if chosen.label == "Loại văn bản")
    assert set(kinds.options) == {"Nghị định", "Quyết định"}
    kinds.select("Quyết định").run()
    ask(page, "Trưởng trạm lập sổ tay kết nối trong thời hạn bao lâu?")
    assert any(literal("Chỉ tìm trong: Quyết định") in warning.value for warning in page.warning)
    assert not any("12 ngày" in text for text in texts(page))
    next(button for button in page.button if button.label == "Mọi văn bản").click().run()
    ask(page, "Trưởng trạm lập sổ tay kết nối trong thời hạn bao lâu?")
    assert any("12 ngày" in text for text in texts(page))
    assert not page.exception


def test_a_chip_opens_the_article_with_the_quoted_words(page: AppTest) -> None:
    ask(page, "khoản 2 Điều 2 Nghị định 905/2025/NĐ-CP quy định gì?")
    words = "2. Sổ tay kết nối được ghi bằng mực xanh và đóng dấu giáp lai từng trang."
    assert f"“{words}”" in texts(page)
    assert chips(page) == ["**\\[1\\]** khoản 2 Điều 2 Nghị định số 905\\/2025\\/NĐ\\-CP · :green[còn hiệu lực]"]
    assert passages(page) == []
    page.button(key="chip-0-claim0-1").click().run()
    (shown,) = passages(page)
    assert shown["quoted"] == words
    assert shown["before"].startswith("Điều 2. Lập sổ tay kết nối\n1. Trưởng trạm")
    assert shown["after"].strip() == f"3. Ký hiệu trong sổ tay gồm: {SIGNS}."
    assert page.subheader[0].value == literal("khoản 2 Điều 2 Nghị định số 905/2025/NĐ-CP")
    assert ":green-badge[:material/check_circle: còn hiệu lực]" in [badge.value for badge in page.markdown]
    page.button(key="close-panel").click().run()
    assert passages(page) == []


def test_before_and_after_in_the_panel(page: AppTest) -> None:
    ask(page, "Nghị định 411/2019/NĐ-CP còn hiệu lực không?")
    marks = {label.partition(" ")[0] for label in chips(page)}
    assert len(marks) >= 2
    page.button(key="chip-0-claim0-1").click().run()
    assert page.button(key="step-1").disabled
    first = passages(page)
    for _ in range(len(marks) - 1):
        page.button(key="step1").click().run()
    assert passages(page) != first
    assert page.button(key="step1").disabled
    for _ in range(len(marks) - 1):
        page.button(key="step-1").click().run()
    assert passages(page) == first


def test_an_ended_decree_carries_its_warning(page: AppTest) -> None:
    ask(page, "Điều 1 Nghị định 411/2019/NĐ-CP")
    assert ":red[hết hiệu lực]" in chips(page)[0]
    (warning,) = page.warning
    assert "hết hiệu lực" in warning.value
    assert literal("905/2025/NĐ-CP") in warning.value
    (paper,) = papers(page)
    assert paper.startswith("“Điều 1. Nhật ký vận hành\n")
    assert "(Điều 1 Nghị định số 411/2019/NĐ-CP ngày 03/3/2019 của Chính phủ)" in paper
    assert "Lưu ý: Nghị định số 411/2019/NĐ-CP: " in paper


def test_the_day_asked_about(page: AppTest) -> None:
    page.date_input(key="as_of").set_value(date(2020, 1, 15)).run()
    ask(page, "Điều 1 Nghị định 411/2019/NĐ-CP")
    assert ":green[còn hiệu lực]" in chips(page)[0]
    assert not page.warning
    assert any(caption.value.startswith("Hiệu lực xét tại ngày 15/01/2020") for caption in page.caption)
    page.date_input(key="as_of").set_value(None).run()  # emptied
    assert page.session_state["as_of"] == date.today()


def test_a_page_left_open_asks_about_the_present_day(page: AppTest) -> None:
    assert page.session_state["as_of"] == date.today()
    page.session_state["as_of"] = date(2020, 1, 15)  # the day the page was opened
    page.run()
    assert page.session_state["as_of"] == date.today()


def test_a_refusal_shows_its_reason_and_the_nearest_provisions(page: AppTest) -> None:
    ask(page, "Mức thuế giá trị gia tăng đối với vàng miếng là bao nhiêu?")
    assert "không trả lời" in page.info[0].value
    nearest = chips(page)
    assert nearest
    assert papers(page) == []
    page.button(key="chip-0-nearest-1").click().run()
    (shown,) = passages(page)
    assert shown["quoted"]


def test_a_choice_asks_again(page: AppTest) -> None:
    ask(page, "Ai ký Quyết định 77/QĐ-UBND?")
    choices = [button for button in page.button if (button.key or "").startswith("choice-")]
    assert len(choices) == 2
    next(choice for choice in choices if "Cà Mau" in choice.label).click().run()
    assert not page.error
    assert any("Ngô Thị Ví" in text for text in texts(page))
    assert not any("Vàng A Mẫu" in text for text in texts(page))


def test_a_conversation_remembers_and_begins_anew(page: AppTest) -> None:
    ask(page, "Nghị định 905/2025/NĐ-CP còn hiệu lực không?")
    ask(page, "Ai ký văn bản đó?")
    assert any("Trần Văn Mẫu" in text for text in texts(page))
    page.button(key="new-conversation").click().run()
    assert chips(page) == []
    assert chips(page, "example-")


def test_nothing_is_shown_as_markup(page: AppTest) -> None:
    ask(page, "khoản 3 Điều 2 Nghị định 905/2025/NĐ-CP")
    page.button(key="chip-0-claim0-1").click().run()
    assert f"“3. Ký hiệu trong sổ tay gồm: {SIGNS}.”" in texts(page)
    assert not any(element.proto.allow_html for element in page.markdown)
    assert not any("<b>" in element.proto.body for element in page.get("html"))


def test_without_an_index_the_page_says_what_to_do_and_recovers(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened_at(tmp_path / "data", monkeypatch)
    assert not page.exception
    (error,) = page.error
    assert "Chưa có chỉ mục" in error.value
    assert "cancu index" in error.value
    shutil.copytree(data, tmp_path / "data", dirs_exist_ok=True)
    page.run()
    assert not page.error
    assert says_documents(page, 4)


def test_an_unexpected_error_is_a_message_and_the_conversation_goes_on(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.copytree(data, tmp_path / "data")
    page = opened_at(tmp_path / "data", monkeypatch)
    ask(page, "Điều 1 Nghị định 905/2025/NĐ-CP")
    with sqlite3.connect(tmp_path / "data" / "catalogue.sqlite") as catalogue:
        catalogue.execute("alter table provisions rename to elsewhere")
    ask(page, "Điều 3 Nghị định 905/2025/NĐ-CP")
    assert not page.exception
    (error,) = page.error
    assert error.value == literal(UNEXPECTED)
    assert "OperationalError" in caplog.text
    with sqlite3.connect(tmp_path / "data" / "catalogue.sqlite") as catalogue:
        catalogue.execute("alter table elsewhere rename to provisions")
    page.button(key="again-1").click().run()
    assert not page.error
    assert any("Đoàn kiểm tra" in text for text in texts(page))


def test_a_new_index_is_used_without_a_restart(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.build import add, ensure_index
    from assistant.settings import Settings

    shutil.copytree(data, tmp_path / "data")
    page = opened_at(tmp_path / "data", monkeypatch)
    assert says_documents(page, 4)
    more = tmp_path / "nghi-dinh-906.txt"
    more.write_text(DECREE.replace("905/2025", "906/2025").replace("SỔ TAY KẾT NỐI", "TỦ ĐỰNG MŨ"), encoding="utf-8")
    settings = Settings.from_environment()
    add(settings, [more], None, lambda *_: None)
    ensure_index(settings)
    page.run()
    assert says_documents(page, 5)
