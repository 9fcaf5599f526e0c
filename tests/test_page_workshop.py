"""The page Tập huấn as a page: lessons made from invented regulations, edited, looked at again, learnt by."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.build import add, ensure_index
from assistant.settings import Settings
from assistant.ui.literal import literal
from assistant.workshop.cards import FILE as CARDS
from assistant.workshop.cards import CardBook
from assistant.workshop.lesson import as_yaml, read_lesson, write_lesson
from assistant.workshop.room import launch
from assistant.workshop.room.book import FILE as ROOMS
from assistant.workshop.room.book import RoomBook
from assistant.workshop.room.moves import Moves
from assistant.workshop.types import FALSE, TRUE, Basis, Exercise, Form, Item, Lesson, Objective, Option, Response
from corpus.add import add_file
from corpus.catalogue import Catalogue
from tests.conftest import DOCUMENTS

PLACE = "khoản 2 Điều 5 9012/2021/TT-BKNS"
# Everything in Markdown and HTML that could act.
SIGNS = "*đậm* <b>thẻ</b> [mẫu](http://example.org) :smile: $a_1$"


def script() -> None:
    from assistant.ui.workshop.page import workshop_page

    workshop_page()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented circular 9012, not yet amended."""
    settings = Settings(tmp_path_factory.mktemp("workshop"), library=False)
    add(settings, [DOCUMENTS / "9012-2021-tt-bkns.docx"], None, lambda *_: None)
    ensure_index(settings)
    return settings.data


@pytest.fixture
def data(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of one's own, in which the page looks."""
    for name in ("CANCU_MODEL", "CANCU_MODEL_URL", "CANCU_EMBEDDER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CANCU_LIBRARY", "0")
    data = Path(shutil.copytree(built, tmp_path / "data"))
    monkeypatch.setenv("CANCU_DATA", str(data))
    return data


def opened(lesson: str = "", view: str = "") -> AppTest:
    page = AppTest.from_function(script, default_timeout=60)
    if lesson:
        page.query_params["l"] = lesson
    page.run()
    if view:
        page.segmented_control(key="workshop-view").select(f"workshop.{view}").run()
    assert not page.exception
    return page


def kept(data: Path, id_: str) -> Lesson:
    return read_lesson(data / "lessons" / f"{id_}.yaml")


def texts(page: AppTest) -> list[str]:
    return [element.value for element in page.text]


def said(page: AppTest) -> str:
    """All that the page says in Markdown, with the signs before punctuation taken off."""
    shown = [*page.markdown, *page.caption, *page.error, *page.warning, *page.info, *page.success]
    return "\n".join(element.value for element in shown).replace("\\", "")


def keys(page: AppTest, start: str) -> list[str]:
    return [button.key for button in page.button if button.key and button.key.startswith(start)]


def gap(id_: str, answer: str = "01 giờ") -> Item:
    basis = Basis(PLACE)
    return Item(id_, Form.GAP, f"Trong bao lâu? ({id_})", basis, answers=(answer,))


def choice(id_: str = "chon", **changed: object) -> Item:
    options = (Option("08 giờ làm việc", right=True), Option("09 giờ làm việc"), Option("24 giờ"))
    parts = {"options": options, "bases": ("khoản 2 Điều 5 9012/2021/TT-BKNS", "Điều 7 9012/2021/TT-BKNS")}
    return Item(
        id_, Form.CHOICE, "Phản hồi trong bao lâu?", Basis("khoản 1 Điều 5 9012/2021/TT-BKNS"), **parts | changed
    )  # type: ignore[arg-type]


def put(data: Path, *items: Item, bound: bool = True, **parts: object) -> str:
    """A lesson in the data folder, its bases found in the corpus; its id."""
    from assistant.evidence import Evidence
    from assistant.workshop.binding import bind

    lesson = Lesson("Dịch vụ công", id="dich-vu-cong", items=items, **parts)  # type: ignore[arg-type]
    if bound:
        catalogue = Catalogue(data / "catalogue.sqlite")
        lesson = bind(lesson, Evidence(catalogue, date.today()))
        catalogue.close()
    write_lesson(data / "lessons" / "dich-vu-cong.yaml", lesson)
    return "dich-vu-cong"


# the list


def test_a_lesson_is_begun_written_and_given_items(data: Path) -> None:
    page = opened()
    page.text_input(key="lesson-new-title").set_value("  Dịch vụ   công ")
    page.button(key="lesson-new-begin").click().run()
    assert page.query_params["l"] == "dich-vu-cong"
    assert page.header[0].value == "Dịch vụ công"
    page.text_area(key="about-dich-vu-cong-summary-0").set_value("Nộp hồ sơ trên mạng").run()
    page.number_input(key="about-dich-vu-cong-minutes-0").set_value(90).run()
    page.text_input(key="objective-new-dich-vu-cong").set_value("Nêu được thời hạn phản hồi").run()
    assert page.text_input(key="objective-new-dich-vu-cong").value == ""
    source = page.selectbox(key="source-new-dich-vu-cong-0")
    source.select(source.options[0]).run()
    articles = page.multiselect[0]
    assert "Điều 5. Thời hạn tiếp nhận và trả kết quả" in articles.options
    articles.select("Điều 5. Thời hạn tiếp nhận và trả kết quả").run()
    page.button(key="propose").click().run()
    accepting = keys(page, "accept-")
    assert len(accepting) > 4
    assert any(text.startswith("“") for text in texts(page))  # quotations
    assert "còn hiệu lực" in said(page)
    assert any(text.startswith("khoản 1 Điều 5 Thông tư số 9012/2021/TT-BKNS") for text in texts(page))
    page.selectbox(key="proposals-objective-dich-vu-cong").set_value("mt1").run()
    first, second, third = (key.removeprefix("accept-") for key in accepting[2:5])
    page.button(key=f"drop-{first}").click().run()
    page.button(key=f"accept-{second}").click().run()
    page.checkbox(key=f"tick-{third}").check().run()
    page.button(key="accept-ticked").click().run()
    assert not {f"accept-{id_}" for id_ in (first, second, third)} & set(keys(page, "accept-"))
    lesson = kept(data, "dich-vu-cong")
    assert (lesson.title, lesson.summary, lesson.minutes) == ("Dịch vụ công", "Nộp hồ sơ trên mạng", 90)
    assert [item.id for item in lesson.items] == [second, third]
    assert {item.objective for item in lesson.items} == {lesson.objectives[0].id}
    assert all(item.basis.quote and item.basis.as_of == date.today() for item in lesson.items)
    assert lesson.provisions[0].endswith("#article:5")
    page.button(key="objective-delete-mt1").click().run()
    assert kept(data, "dich-vu-cong").objectives == ()
    assert {item.objective for item in kept(data, "dich-vu-cong").items} == {""}
    page.button(key="source-remove-0").click().run()
    assert kept(data, "dich-vu-cong").provisions == ()


def test_what_was_chosen_elsewhere_stays_chosen(data: Path) -> None:
    document = "9012/2021/TT-BKNS|Bộ Kết nối số|2021-09-10"
    clause = f"{document}#article:5/clause:2"
    page = opened(put(data, documents=(document,), provisions=(clause,)))
    assert page.multiselect[0].value == [clause]
    page.button(key="propose").click().run()
    assert keys(page, "accept-") != []
    assert all("khoản 2 Điều 5" in text for text in texts(page) if text.endswith("TT-BKNS (bản không chính thức)"))
    page.multiselect[0].set_value([clause, f"{document}#article:7"]).run()
    assert kept(data, "dich-vu-cong").provisions == (clause, f"{document}#article:7")


def test_a_title_is_needed_and_kept_lessons_can_always_be_read(data: Path) -> None:
    page = opened()
    page.button(key="lesson-new-begin").click().run()
    assert "Hãy đặt tên" in said(page)
    page = opened(put(data, gap("a")))
    page.text_input(key="about-dich-vu-cong-title-0").set_value(" ").run()
    assert "Chưa lưu: thiếu tên bài" in said(page)
    assert kept(data, "dich-vu-cong").title == "Dịch vụ công"


def test_lessons_are_copied_deleted_and_broken_ones_shown(data: Path) -> None:
    put(data, gap("a"))
    (data / "lessons" / "hong.yaml").write_text("title: [", encoding="utf-8")
    page = opened()
    assert "dòng 1" in "".join(texts(page))
    page.button(key="lesson-copy-dich-vu-cong").click().run()
    assert kept(data, "dich-vu-cong-ban-chep").title == "Dịch vụ công (bản chép)"
    CardBook(data / CARDS)
    page.button(key="lesson-delete-dich-vu-cong").click().run()
    page.button(key="lesson-delete-hong").click().run()
    assert [file.name for file in (data / "lessons").glob("*.yaml")] == ["dich-vu-cong-ban-chep.yaml"]
    assert not page.error


def test_a_file_is_handed_in_or_refused_with_its_reason(data: Path) -> None:
    page = opened()
    page.file_uploader[0].upload("bai hoc.yaml", b"title: A\nitems: [{id: x}]", "application/yaml").run()
    (error,) = page.error
    assert literal("“bai hoc.yaml”, ở “items.1.") in error.value
    assert not (data / "lessons").exists() or not list((data / "lessons").glob("*.yaml"))
    page.file_uploader[0].upload("anh.png", b"\x89PNG\xff\xfe", "image/png").run()
    assert "UTF-8" in said(page)
    page.file_uploader[0].upload("to.yaml", b"a" * 2_000_001, "application/yaml").run()
    assert "lớn hơn 2 MB" in said(page)
    lost = replace(gap("b"), basis=Basis("Điều 1 1/2099/NĐ-CP"))
    file = as_yaml(Lesson("Bài từ máy khác", items=(lost, gap("a"))))
    page.file_uploader[0].upload("bai hoc.yaml", file.encode(), "application/yaml").run()
    assert page.query_params["l"] == "bai-hoc"
    assert "câu “b”: không thấy “Điều 1 1/2099/NĐ-CP”" in said(page)
    lost, found = kept(data, "bai-hoc").items
    assert found.basis.provision.endswith("#article:5/clause:2")  # what was only named has been found
    assert lost.basis.provision == ""
    page.segmented_control(key="workshop-view").select("workshop.items").run()
    assert said(page).count("chưa gắn căn cứ") == 1
    page.button(key="bind-b").click().run()
    assert "không thấy “Điều 1 1/2099/NĐ-CP”" in said(page)


def test_a_lesson_that_ships_is_copied_on_the_first_change(data: Path) -> None:
    page = opened()
    (id_, *_) = [key.removeprefix("lesson-copy-") for key in keys(page, "lesson-copy-")]
    page = opened(id_)
    page.text_input(key=f"about-{id_}-author-0").set_value("Tổ tập huấn").run()
    assert any("đã được chép" in toast.value for toast in page.toast)
    assert kept(data, id_).author == "Tổ tập huấn"
    page = opened()
    assert f"lesson-delete-{id_}" in keys(page, "lesson-delete-")
    page.button(key=f"lesson-delete-{id_}").click().run()
    assert f"lesson-copy-{id_}" in keys(page, "lesson-copy-")  # as it came


def test_an_address_of_no_lesson_says_so(data: Path) -> None:
    page = opened("khong-co")
    assert "Không có bài tập huấn" in said(page)


# items


def test_an_edit_with_a_fault_is_refused_and_nothing_is_lost(data: Path) -> None:
    page = opened(put(data, choice()), "items")
    page.button(key="edit-items-0").click().run()
    form = "form-dich-vu-cong-chon-old"
    page.text_area(key=f"{form}-ask").set_value("Hồ sơ nộp trực tuyến được phản hồi trong bao lâu?")
    page.text_input(key=f"{form}-option-0").set_value("07 giờ làm việc")
    page.button(key=f"{form}-save").click().run()
    assert "câu trích không nói “07 giờ làm việc”" in said(page)
    assert page.text_input(key=f"{form}-option-0").value == "07 giờ làm việc"
    assert page.text_area(key=f"{form}-ask").value.startswith("Hồ sơ nộp")
    assert kept(data, "dich-vu-cong").items[0].answer == "08 giờ làm việc"
    page.text_input(key=f"{form}-option-0").set_value("08 giờ làm việc")
    page.text_input(key=f"{form}-citation").set_value("khoản 99 Điều 5 9012/2021/TT-BKNS")
    page.button(key=f"{form}-save").click().run()
    assert "không thấy “khoản 99 Điều 5" in said(page)
    page.text_input(key=f"{form}-citation").set_value("khoản 1 Điều 5 9012/2021/TT-BKNS")
    page.text_area(key=f"{form}-quote").set_value("")
    page.text_area(key=f"{form}-bases").set_value("Điều 7 Thông tư số 9012/2021/TT-BKNS\n\n")
    page.button(key=f"{form}-save").click().run()
    assert keys(page, form) == []
    (item,) = kept(data, "dich-vu-cong").items
    assert item.ask.startswith("Hồ sơ nộp")
    assert item.bases == ("Điều 7 Thông tư số 9012/2021/TT-BKNS",)
    assert item.basis.citation == "khoản 1 Điều 5 Thông tư số 9012/2021/TT-BKNS"


@pytest.mark.parametrize(
    ("form", "fields", "answer"),
    [
        (
            Form.CHOICE,
            {"option-0": "24 giờ", "option-1": "08 giờ làm việc", "option-2": "48 giờ", "right": 1},
            "08 giờ làm việc",
        ),
        (Form.TRUE_FALSE, {"right": FALSE}, FALSE),
        (Form.GAP, {"answers": "08 giờ làm việc\ntám giờ làm việc"}, "08 giờ làm việc"),
        (
            Form.PLACE,
            {"option-0": "Điều 5", "option-1": "Điều 7", "option-2": "Điều 8", "right": 0},
            "Điều 5",
        ),
    ],
)
def test_an_item_of_ones_own(data: Path, form: Form, fields: dict[str, object], answer: str) -> None:
    page = opened(put(data), "items")
    page.selectbox(key="item-new-form").select_index(list(Form).index(form)).run()
    page.button(key="item-new").click().run()
    key = "form-dich-vu-cong-cau-1-new"
    page.button(key=f"{key}-save").click().run()
    assert page.error
    page.text_area(key=f"{key}-ask").set_value("Cơ quan kiểm tra và phản hồi hồ sơ trong thời gian nào?")
    for name, value in fields.items():
        if name == "right":
            field = page.radio(key=f"{key}-right") if form is Form.TRUE_FALSE else page.selectbox(key=f"{key}-right")
            field.set_value(value)
        elif name == "answers":
            page.text_area(key=f"{key}-{name}").set_value(value)
        else:
            page.text_input(key=f"{key}-{name}").set_value(value)
    page.text_input(key=f"{key}-citation").set_value("khoản 1 Điều 5 9012/2021/TT-BKNS")
    page.button(key=f"{key}-save").click().run()
    assert not page.error, said(page)
    (item,) = kept(data, "dich-vu-cong").items
    assert (item.id, item.form, item.answer) == ("cau-1", form, answer)
    assert item.basis.provision.endswith("#article:5/clause:1")


def test_items_are_moved_deleted_and_put_back(data: Path) -> None:
    page = opened(put(data, *map(gap, "abc")), "items")

    def order() -> str:
        return "".join(item.id for item in kept(data, "dich-vu-cong").items)

    page.button(key="down-items-0").click().run()
    assert order() == "bac"
    page.button(key="up-items-2").click().run()
    assert order() == "bca"
    assert page.button(key="up-items-0").disabled
    page.button(key="delete-items-1").click().run()
    assert order() == "ba"
    page.button(key="undo-delete").click().run()
    assert order() == "bca"
    assert keys(page, "undo-") == []


def test_another_tab_is_not_overwritten(data: Path) -> None:
    id_ = put(data, *map(gap, "ab"))
    page, other = opened(id_, "items"), opened(id_)
    other.text_input(key=f"about-{id_}-title-0").set_value("Tên khác").run()
    page.button(key="delete-items-0").click().run()
    lesson = kept(data, id_)
    assert (lesson.title, [item.id for item in lesson.items]) == ("Tên khác", ["b"])
    other.run()
    page = opened(id_)
    page.text_input(key=f"about-{id_}-title-0").set_value("Tên thứ ba").run()
    other.run()
    assert other.text_input(key=f"about-{id_}-title-1").value == "Tên thứ ba"


def test_a_browser_that_missed_a_drawing_has_nothing_else_to_send_back(data: Path) -> None:
    page = opened(put(data, gap("a"), minutes=75, summary="Tóm tắt"))
    assert page.number_input(key="about-dich-vu-cong-minutes-0").proto.default == 75
    assert page.text_area(key="about-dich-vu-cong-summary-0").proto.default == "Tóm tắt"
    assert not page.text_input(key="about-dich-vu-cong-title-0").proto.set_value


def test_questions_for_the_assistant_and_exercises(data: Path) -> None:
    id_ = put(data, gap("a"))
    page = opened(id_, "items")
    page.segmented_control(key="workshop-kind").select("workshop.kind_questions").run()
    page.text_area(key=f"live-form-{id_}-new-0-ask").set_value("Hồ sơ được phản hồi trong bao lâu?")
    page.text_input(key=f"live-form-{id_}-new-0-citation").set_value("khoản 9 Điều 5 9012/2021/TT-BKNS")
    page.button(key=f"live-form-{id_}-new-0-save").click().run()
    assert "không thấy “khoản 9 Điều 5" in said(page)
    page.text_input(key=f"live-form-{id_}-new-0-citation").set_value(PLACE)
    page.button(key=f"live-form-{id_}-new-0-save").click().run()
    (asked,) = kept(data, id_).questions
    assert asked.expected
    assert asked.expected.citation == "khoản 2 Điều 5 Thông tư số 9012/2021/TT-BKNS"
    page.button(key="edit-questions-0").click().run()
    page.text_area(key=f"live-form-{id_}-0-ask").set_value("Bao lâu?")
    page.button(key=f"live-form-{id_}-0-save").click().run()
    assert [asked.ask for asked in kept(data, id_).questions] == ["Bao lâu?"]
    page.segmented_control(key="workshop-kind").select("workshop.kind_exercises").run()
    page.text_area(key=f"exercise-form-{id_}-new-0-task").set_value("Lập bảng các thời hạn.")
    page.text_area(key=f"exercise-form-{id_}-new-0-solution").set_value("Bốn dòng.")
    page.button(key=f"exercise-form-{id_}-new-0-save").click().run()
    assert kept(data, id_).exercises == (Exercise("Lập bảng các thời hạn.", "Bốn dòng."),)
    page.button(key="delete-exercises-0").click().run()
    assert kept(data, id_).exercises == ()
    page.button(key="undo-delete").click().run()
    assert len(kept(data, id_).exercises) == 1


def test_nothing_of_a_lesson_acts(data: Path) -> None:
    item = choice(key=SIGNS, options=(Option(SIGNS, right=True, source=""), Option("b", source=SIGNS)))
    id_ = put(data, item, Item("dung", Form.TRUE_FALSE, SIGNS, Basis(PLACE), options=(Option(TRUE, True), Option(FALSE))), objectives=(Objective("mt1", SIGNS),))  # fmt: skip
    for view in ("write", "items", "preview", "cards", "take", "results"):
        page = opened(id_, view)
        assert not page.error
        for shown in (*page.markdown, *page.caption):
            assert "<b>" not in shown.value.replace(r"\<b\>", "")
            assert "*đậm*" not in shown.value.replace(r"\*đậm\*", "")


# expiry


def test_an_amendment_flags_the_items_it_touches_with_the_new_text_beside(data: Path) -> None:
    id_ = put(data, gap("cu", "01 giờ làm việc"), gap("con", "x"), choice())
    assert "cần xem lại" not in said(opened(id_))
    catalogue = Catalogue(data / "catalogue.sqlite")
    add_file(DOCUMENTS / "9034-2023-tt-bkns.docx", catalogue)
    catalogue.close()
    page = opened()
    assert "2 câu cần xem lại" in said(page)
    page = opened(id_, "items")
    assert "Khoản 2 Điều 5 được sửa đổi theo khoản 1 Điều 1 Thông tư số 9034/2023/TT-BKNS" in said(page)
    assert any("01 ngày làm việc" in text for text in texts(page))  # what now holds
    page.button(key="expired-keep-cu").click().run()
    assert "1 câu cần xem lại" in said(page)
    page.button(key="expired-delete-con").click().run()
    assert "cần xem lại" not in said(page)
    assert [item.id for item in kept(data, id_).items] == ["cu", "chon"]
    assert kept(data, id_).items[0].basis.changes


# preview, cards, files, results


def test_a_lesson_is_previewed_mixed_and_marked(data: Path) -> None:
    page = opened(put(data, choice(), gap("a", "mười")), "preview")
    form = "preview-dich-vu-cong-1-chon"
    assert "“" not in "".join(texts(page))  # no quotation before the answer
    page.button(key=f"{form}-send").click().run()
    assert "Hãy trả lời đủ" in said(page)
    page.radio(key=f"{form}-option").set_value(0)
    page.radio(key=f"{form}-basis").set_value(2)
    page.button(key=f"{form}-send").click().run()
    assert "nửa điểm" in said(page)
    assert "Được 0,5 điểm trên 1 câu" in said(page)
    assert any("08 giờ làm việc" in text for text in texts(page))
    page.button(key="preview-next").click().run()
    page.text_input(key="preview-dich-vu-cong-1-a-text").set_value(" Mười ")
    page.button(key="preview-dich-vu-cong-1-a-send").click().run()
    assert "Được 1,5 điểm trên 2 câu" in said(page)
    page.button(key="preview-again").click().run()
    assert "điểm trên" not in said(page)
    assert page.radio(key="preview-dich-vu-cong-2-chon-option").options != []


def test_cards_are_turned_rated_and_counted(data: Path) -> None:
    id_ = put(data, choice(), gap("a"))
    page = opened(id_, "cards")
    assert "Hôm nay còn 2 thẻ: 0 thẻ ôn, 2 thẻ mới" in said(page)
    assert keys(page, "card-") == ["card-turn"]
    page.button(key="card-turn").click().run()
    assert "Đáp án:** 08 giờ làm việc" in said(page)
    assert [button.label for button in page.button if (button.key or "").startswith("card-")] == [
        "Quên · 1 phút",
        "Khó · 6 phút",
        "Được · 10 phút",
        "Dễ · 8 ngày",
    ]
    page.button(key="card-easy").click().run()
    assert "Hôm nay còn 1 thẻ: 0 thẻ ôn, 1 thẻ mới" in said(page)
    page.button(key="card-turn").click().run()
    page.button(key="card-easy").click().run()
    assert "Hôm nay đã ôn xong" in said(page)
    page.button(key="cards-restart").click().run()
    assert "Hôm nay còn 2 thẻ" in said(page)


def test_what_a_format_leaves_out_is_listed(data: Path) -> None:
    page = opened(put(data, choice(), gap("a")), "take")
    page.selectbox(key="export-form").set_value("aiken").run()
    assert "1 câu không đưa được" in said(page)
    assert "Câu 2:" in said(page)
    page.selectbox(key="export-form").set_value("moodle").run()
    assert "không đưa được" not in said(page)


def test_a_session_is_begun_for_this_machine_or_the_network_by_choice(data: Path) -> None:
    id_ = put(data, choice(), gap("cu", "01 giờ làm việc"))
    catalogue = Catalogue(data / "catalogue.sqlite")
    add_file(DOCUMENTS / "9034-2023-tt-bkns.docx", catalogue)
    catalogue.close()
    settings = Settings.from_environment()
    page = opened(id_, "run")
    assert "1 câu cần xem lại" in said(page)
    assert page.radio(key="run-host").value is None
    assert page.button(key="run-start").disabled
    page.radio(key="run-host").set_value("127.0.0.1").run()
    try:
        page.button(key="run-start").click().run()
        assert not page.error
        served = launch.running(settings)
        assert served
        assert served.host == "127.0.0.1"
        (line,) = RoomBook(data / ROOMS).sessions()
        assert f"Người học vào: {served.here}/j/{line.code}" in texts(page)
        (link,) = page.get("link_button")
        assert link.proto.url == served.presenter(line)
        assert any("Khoản 2 Điều 5 được sửa đổi" in told for told in RoomBook(data / ROOMS).session(line.id).warnings)
        page.button(key=f"session-end-{line.id}").click().run()
        assert RoomBook(data / ROOMS).sessions()[0].ended is not None
        page.button(key="run-stop").click().run()
        assert launch.running(settings) is None
    finally:
        launch.stop(settings)
    (data / "lessons" / f"{id_}.yaml").unlink()
    page = opened()
    page.toggle(key="left-sessions").set_value(True).run()
    page.button(key="session-delete").click().run()
    assert RoomBook(data / ROOMS).sessions() == []


def test_results_of_a_session_and_what_is_deleted_of_it(data: Path) -> None:
    id_ = put(data, choice(objective="mt1"), gap("a"), objectives=(Objective("mt1", "Nêu được thời hạn"),))
    page = opened(id_, "results")
    assert "chưa chạy buổi nào" in said(page)
    book = RoomBook(data / ROOMS)
    session = book.start(kept(data, id_))
    people = [book.join(session.code, name) for name in ("Lan", SIGNS[:20])]
    Moves(book, session.id).go_on()
    book.respond(people[0].token, "chon", Response(option=0, basis=0))
    book.respond(people[1].token, "chon", Response(option=2, basis=2))
    Moves(book, session.id).end()
    page = opened(id_, "results")
    assert any("2 người tham dự, 1 câu đã mở" in text for text in texts(page))
    objectives, items = (frame.value for frame in page.dataframe)
    assert objectives.iloc[0].to_dict() == {
        "Mục tiêu": "Nêu được thời hạn",
        "Số câu": 1,
        "Trả lời": 2,
        "Điểm đạt": "50%",
    }
    row = items.iloc[0].to_dict()
    assert (row["Trả lời"], row["Đúng"], row["Nửa điểm"], row["Chưa đúng"]) == ("2/2", 1, 0, 1)
    assert "24 giờ (1 lượt" in said(page)
    assert "Điều 7 Thông tư số 9012/2021/TT-BKNS (1 lượt" in said(page)
    page.selectbox(key=f"results-person-{session.code}").set_value(people[0].id).run()
    page.button(key="forget").click().run()
    assert [one.name for one in book.record(session.id).participants] == [people[1].name]
    page.button(key="session-delete").click().run()
    assert "chưa chạy buổi nào" in said(page)
    assert book.sessions() == []
