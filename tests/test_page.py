"""The page as a page: its own parts by tables, then the real assistant on an index of invented regulations."""

from __future__ import annotations

import json
import shutil
import sqlite3
import threading
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from invented import DECREE, SIGNS, build
from markdown_it import MarkdownIt
from streamlit.testing.v1 import AppTest

from assistant.types import Answer, Citation, Claim, Quote
from assistant.ui.asking import Asking
from assistant.ui.chips import label_of
from assistant.ui.edge import UNEXPECTED, message_of
from assistant.ui.literal import literal
from assistant.ui.panel import source_of
from assistant.ui.paste import as_paper
from assistant.ui.turn import chosen
from corpus.errors import IndexMissing, NotFound
from corpus.types import Document, Level, Nature, Provision, Status, StatusValue, Step

if TYPE_CHECKING:
    from assistant.write import OnClaim

APP = Path(__file__).resolve().parents[1] / "app.py"

CITED = Document(
    "n1", "73/2019/NĐ-CP", "Quy định quản lý đầu tư", "Nghị định", "Chính phủ", date(2019, 9, 5), date(2020, 1, 1)
)
PROVINCE = Document("q1", "464/QĐ-UBND", "Kiến trúc", "Quyết định", "Ủy ban nhân dân tỉnh Lào Cai", date(2022, 3, 30))


def cite(mark: int, document: Document, place: str, words: str, **fields: object) -> Citation:
    from assistant.naming import citation_of

    provision = Provision(f"{document.id}#x", document.id, (Step(Level.ARTICLE, "5"),), place, "", words, 0, 0, 0)
    nature = fields.get("nature", Nature.OFFICIAL)
    status = fields.get("status", StatusValue.IN_FORCE)
    assert isinstance(nature, Nature)
    assert isinstance(status, StatusValue)
    return Citation(
        mark=mark,
        quote=Quote(provision, 0, len(words), words),
        document=document,
        status=Status(status),
        status_text="còn hiệu lực",
        nature=nature,
        citation=citation_of(provision, document, nature),
    )


@pytest.mark.parametrize(
    "text",
    [
        "Nghị định số 73/2019/NĐ-CP",
        "1. Phạm vi",
        "- gạch đầu dòng",
        "+ dấu cộng",
        "# không phải tiêu đề",
        "a) *đậm* _nghiêng_ `mã` ~gạch~",
        "| cột | cột |",
        "giá $5 đến $6",
        "<script>alert(1)</script>",
        "[mẫu](javascript:alert(1)) ![ảnh](http://example.org/a.png)",
        "a\\b & c &amp; d",
        SIGNS,
    ],
)
def test_literal_text_reads_as_written(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(literal(text))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    inline = tokens[1].children or []
    assert {token.type for token in inline} <= {"text", "text_special"}
    assert "".join(token.content for token in inline).replace("\u2060", "") == text


@pytest.mark.parametrize("text", ["x >= 1", "a -> b", "a <-> b", "a -- b", ":smile:", "x ~= y", "a <= b", "a <- b"])
def test_literal_text_breaks_what_streamlit_turns_into_signs(text: str) -> None:
    assert text not in literal(text).replace("\\", "")


def test_literal_text_is_one_line() -> None:
    assert literal("dòng một\n\n  dòng hai") == "dòng một dòng hai"


@pytest.mark.parametrize(
    ("claims", "citations", "warnings", "paper"),
    [
        (
            (Claim("1. Chi phí được tính theo tháng.", (1,)),),
            (cite(1, CITED, "khoản 1 Điều 5", "1. Chi phí được tính theo tháng."),),
            (),
            "“1. Chi phí được tính theo tháng.” "
            "(khoản 1 Điều 5 Nghị định số 73/2019/NĐ-CP ngày 05/9/2019 của Chính phủ)",
        ),
        (
            (Claim("Nghị định số 73/2019/NĐ-CP có hiệu lực từ ngày 01/01/2020.", (1, 2)),),
            (cite(1, CITED, "Điều 60", "…"), cite(2, PROVINCE, "Điều 2", "…")),
            ("Nghị định số 73/2019/NĐ-CP: hết hiệu lực.",),
            "Nghị định số 73/2019/NĐ-CP có hiệu lực từ ngày 01/01/2020 "
            "(Điều 60 Nghị định số 73/2019/NĐ-CP ngày 05/9/2019 của Chính phủ; "
            "Điều 2 Quyết định số 464/QĐ-UBND ngày 30/3/2022 của Ủy ban nhân dân tỉnh Lào Cai).\n\n"
            "Lưu ý: Nghị định số 73/2019/NĐ-CP: hết hiệu lực.",
        ),
        (
            (Claim("Tóm lược nói vậy.", (1,)),),
            (cite(1, CITED, "mục II.3", "Tóm lược nói vậy.", nature=Nature.DIGEST),),
            (),
            "Tóm lược nói vậy (mục II.3 hồ sơ tóm lược Nghị định số 73/2019/NĐ-CP ngày 05/9/2019 của Chính phủ "
            "(tóm lược, không phải văn bản gốc)).",
        ),
    ],
    ids=["quotation", "statement with two bases and a warning", "digest without quotation marks"],
)
def test_answer_in_administrative_form(
    claims: tuple[Claim, ...], citations: tuple[Citation, ...], warnings: tuple[str, ...], paper: str
) -> None:
    answer = Answer("?", date(2026, 11, 22), "answer", claims=claims, citations=citations, warnings=warnings)
    assert as_paper(answer) == paper


@pytest.mark.parametrize(
    ("citation", "label"),
    [
        (
            cite(2, CITED, "khoản 1 Điều 5", "…"),
            "**\\[2\\]** khoản 1 Điều 5 Nghị định số 73\\/2019\\/NĐ\\-CP · :green[còn hiệu lực]",
        ),
        (
            cite(1, PROVINCE, "mục II.3", "…", nature=Nature.DIGEST, status=StatusValue.UNKNOWN),
            "**\\[1\\]** mục II\\.3 Quyết định số 464\\/QĐ\\-UBND của Ủy ban nhân dân tỉnh Lào Cai · tóm lược · "
            ":gray[không rõ hiệu lực]",
        ),
    ],
)
def test_chip_says_place_nature_and_validity(citation: Citation, label: str) -> None:
    assert label_of(citation) == label


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("library:2323-qd-btttt.md", "thư viện kèm theo phần mềm, tệp 2323-qd-btttt.md"),
        ("https://vanban.chinhphu.vn/?docid=1", "https://vanban.chinhphu.vn/?docid=1"),
        ("", "không ghi"),
    ],
)
def test_source_for_a_reader(source: str, shown: str) -> None:
    assert source_of(source) == shown


def test_choice_is_asked_with_the_question_and_without_its_title() -> None:
    choice = "Quyết định số 464/QĐ-UBND ngày 30/3/2022 của Ủy ban nhân dân tỉnh Lào Cai: Ban hành Kế hoạch: đợt 1"
    assert chosen("Ai ký 464/QĐ-UBND?", choice) == (
        "Ai ký 464/QĐ-UBND? (Quyết định số 464/QĐ-UBND ngày 30/3/2022 của Ủy ban nhân dân tỉnh Lào Cai)"
    )


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (NotFound("Không thấy “a”."), "Không thấy “a”."),
        (IndexMissing("Chưa có chỉ mục: hãy chạy “cancu index”."), "Chưa có chỉ mục: hãy chạy “cancu index”."),
        (KeyError("bí mật"), UNEXPECTED),
    ],
)
def test_message_of_an_error(error: Exception, message: str) -> None:
    assert message_of(error) == message


class TwoClaims:
    """Answers with two claims; the second one waits until it is let go."""

    def __init__(self, error: Exception | None = None) -> None:
        self.let_go = threading.Event()
        self.error = error

    def ask(self, question: str, history: Sequence[str], as_of: date | None, on_claim: OnClaim | None) -> Answer:
        assert on_claim is not None
        cited = (cite(1, CITED, "Điều 5", "một"), cite(2, CITED, "Điều 6", "hai"))
        claims = (Claim("một", (1,)), Claim("hai", (2,)))
        on_claim(claims[0], cited[:1])
        assert self.let_go.wait(30)
        if self.error:
            raise self.error
        on_claim(claims[1], cited[1:])
        return Answer(question, as_of or date(2026, 11, 22), "answer", claims=claims, citations=cited)


def test_claims_come_one_by_one_and_again_from_the_first() -> None:
    assistant = TwoClaims()
    asking = Asking(assistant, "?", (), None)
    first = asking.claims(beat=0.01)
    heard = [next(first)]
    while heard[-1] is not None:  # a beat without news: the second claim is not there yet
        heard.append(next(first))
    assert [item[0].text for item in heard if item] == ["một"]
    assert not asking.done
    assert asking.citation(1) is not None
    assert asking.citation(2) is None
    assistant.let_go.set()
    assert [item[0].text for item in asking.claims() if item] == ["một", "hai"]
    assert [item[0].text for item in first if item] == ["hai"]
    assert asking.done
    assert asking.answer is not None


@pytest.mark.parametrize("error", [NotFound("Không thấy."), KeyError("x")])
def test_an_error_ends_the_asking(error: Exception) -> None:
    assistant = TwoClaims(error)
    assistant.let_go.set()
    asking = Asking(assistant, "?", (), None)
    assert [item[0].text for item in asking.claims() if item] == ["một"]
    assert asking.error is error
    assert asking.answer is None


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


def passages(page: AppTest) -> list[dict[str, str]]:
    """What the passage component is given: before, quoted, after."""
    return [json.loads(element.proto.json) for element in page.get("bidi_component")]


def test_an_empty_conversation_offers_examples_that_are_answered(page: AppTest) -> None:
    assert [title.value for title in page.title] == ["Căn Cứ"]
    assert page.caption[0].value.startswith(literal("4 văn bản, kho cập nhật đến "))
    examples = [button for button in page.button if (button.key or "").startswith("example-")]
    assert len(examples) >= 2
    asked = examples[0].label.replace("\\", "")
    examples[0].click().run()
    assert texts(page)[0] == asked
    assert not page.exception
    assert not page.error
    assert chips(page)
    assert chips(page, "example-") == []


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
    (paper,) = page.code
    assert paper.value.startswith("“Điều 1. Nhật ký vận hành\n")
    assert "(Điều 1 Nghị định số 411/2019/NĐ-CP ngày 03/3/2019 của Chính phủ)" in paper.value
    assert "Lưu ý: Nghị định số 411/2019/NĐ-CP: " in paper.value


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
    assert page.code.len == 0
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
    assert page.caption[0].value.startswith("4 văn bản")


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
    assert page.caption[0].value.startswith("4 văn bản")
    more = tmp_path / "nghi-dinh-906.txt"
    more.write_text(DECREE.replace("905/2025", "906/2025").replace("SỔ TAY KẾT NỐI", "TỦ ĐỰNG MŨ"), encoding="utf-8")
    settings = Settings.from_environment()
    add(settings, [more], None, lambda *_: None)
    ensure_index(settings)
    page.run()
    assert page.caption[0].value.startswith("5 văn bản")
