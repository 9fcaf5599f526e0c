"""The page Tập huấn in Chromium: a lesson made, edited, run, reported on and learnt by, wide and narrow, light and dark."""

from __future__ import annotations

import os
import random
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from browser import CHROMIUM, NARROW, WIDE, at_rest, chromium, go, served, settled, tab, violations
from playwright.sync_api import Browser, Page, expect

from assistant.build import add, ensure_index
from assistant.evidence import Evidence
from assistant.settings import Settings
from assistant.workshop.binding import bind
from assistant.workshop.lesson import identifier, read_lesson, write_lesson
from assistant.workshop.proposing.propose import propose, questions_of
from assistant.workshop.room import launch
from assistant.workshop.room.book import FILE as ROOMS
from assistant.workshop.room.book import RoomBook
from assistant.workshop.room.moves import Moves
from assistant.workshop.types import Basis, Exercise, Form, Item, Lesson, Objective, Response
from corpus.add import add_file
from corpus.catalogue import Catalogue
from corpus.types import Level
from tests.conftest import DOCUMENTS

__all__ = ["chromium"]  # a fixture
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="không có Chromium")
TITLE = "Dịch vụ công trực tuyến: thời hạn, phí, an toàn"
ID = "dich-vu-cong"
VIEWS = ("Soạn", "Câu hỏi", "Xem trước", "Chạy", "Kết quả", "Thẻ nhớ", "Tải về")


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A lesson made of the invented circular 9012 and held once; then the circular was amended."""
    settings = Settings(tmp_path_factory.mktemp("workshop"), library=False)
    add(settings, [DOCUMENTS / "9012-2021-tt-bkns.docx"], None, lambda *_: None)
    catalogue = Catalogue(settings.catalogue)
    lesson = _lesson(catalogue)
    write_lesson(settings.lessons / f"{ID}.yaml", lesson)
    _hold(RoomBook(settings.data / ROOMS), lesson)
    add_file(DOCUMENTS / "9034-2023-tt-bkns.docx", catalogue)
    catalogue.close()
    ensure_index(settings)
    return settings


def _lesson(catalogue: Catalogue) -> Lesson:
    evidence = Evidence(catalogue, date.today())
    (document,) = catalogue.documents()
    provisions = catalogue.provisions(catalogue.best_copy(document.id))
    articles = [p for p in provisions if p.path and p.path[-1].level is Level.ARTICLE]
    items = [replace(item, objective="mt1") for item in propose(articles, evidence, 22)]
    items += [_gap("sap-bo", "điểm b khoản 1 Điều 7", "ổ đĩa rời"), _gap("sap-doi", "khoản 2 Điều 5", "02 ngày")]
    lesson = Lesson(
        TITLE,
        id=ID,
        summary="Cho cán bộ bộ phận một cửa.",
        objectives=(Objective("mt1", "Nêu được thời hạn tiếp nhận, phản hồi và trả kết quả"),),
        documents=(document.id,),
        provisions=tuple(article.id for article in articles[3:6]),
        questions=tuple(questions_of(articles[:3], evidence)),
        items=tuple(items),
        exercises=(Exercise("Lập bảng các thời hạn trong Điều 5.", "Bốn dòng."),),
    )
    return bind(lesson, evidence)


def _gap(id_: str, place: str, answer: str) -> Item:
    return Item(id_, Form.GAP, f"Điền vào chỗ trống ({place}).", Basis(f"{place} 9012/2021/TT-BKNS"), answers=(answer,))


def _hold(book: RoomBook, lesson: Lesson) -> None:
    """Twelve people answer eight items, the later ones better."""
    session, chance = book.start(lesson), random.Random(3)
    people = [book.join(session.code, name) for name in ("Lan", "Tuấn *đậm*", *"ABCDEFGHIJ")]
    for item in lesson.items[:8]:
        Moves(book, session.id).skip()
        for place, person in enumerate(people):
            book.respond(person.token, item.id, _response(item, chance.random() < 0.4 + 0.05 * place, chance))
    Moves(book, session.id).end()


def _response(item: Item, right: bool, chance: random.Random) -> Response:
    basis = int(chance.random() < 0.3) if item.bases else None
    if item.options:
        return Response(option=item.right if right else chance.randrange(len(item.options)), basis=basis)
    count = len(item.pairs) or len(item.steps)
    if count:
        return Response(order=tuple(range(count) if right else chance.sample(range(count), count)), basis=basis)
    return Response(text=item.answers[0] if right else "không nhớ", basis=basis)


@pytest.fixture(scope="module")
def address(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(settings, tmp_path_factory.mktemp("log") / "server.log") as url:
        yield url


def open_lesson(page: Page) -> None:
    go(page, "Tập huấn")
    page.get_by_role("button", name=TITLE).first.click()
    expect(page.get_by_role("heading", name=TITLE, level=2)).to_be_visible()
    at_rest(page)


def turn(page: Page, view: str) -> None:
    page.locator(".st-key-workshop-view").get_by_text(view, exact=True).click()
    expect(page.locator(f".st-key-workshop-view [aria-checked=true]:has-text('{view}')")).to_be_visible()
    at_rest(page)


def test_a_lesson_is_made_proposed_and_edited(chromium: Browser, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "data", library=False)
    add(settings, [DOCUMENTS / "9012-2021-tt-bkns.docx"], None, lambda *_: None)
    ensure_index(settings)
    with served(settings, tmp_path / "log") as url, tab(chromium, url, WIDE) as page:
        go(page, "Tập huấn")
        page.get_by_role("button", name="Bài mới", exact=True).click()
        page.get_by_label("Tên bài").fill("Thời hạn")
        page.get_by_role("button", name="Bắt đầu soạn").click()
        expect(page.get_by_role("heading", name="Thời hạn", level=2)).to_be_visible()
        page.get_by_label("Thêm mục tiêu").fill("Nêu được thời hạn phản hồi")
        page.keyboard.press("Enter")
        expect(page.get_by_label("Mục tiêu 1")).to_have_value("Nêu được thời hạn phản hồi")
        at_rest(page)
        source = page.get_by_label("Thêm văn bản")
        source.scroll_into_view_if_needed()  # the list closes where the page is scrolled
        source.click()
        page.get_by_role("option", name="Thông tư số 9012/2021/TT-BKNS").click()
        expect(page.get_by_label("Điều, mục được chọn")).to_be_visible()
        at_rest(page)
        page.get_by_role("button", name="Đề xuất câu").click()
        cards = page.locator("[class*=st-key-proposal-]")
        expect(cards).to_have_count(8)
        expect(cards.first).to_contain_text("(đúng)")
        expect(cards.first.locator("[class*=st-key-quote-]")).to_contain_text("“")
        page.get_by_text("điền chỗ trống (").click()
        expect(page.get_by_text("đúng hay sai (")).to_be_visible()
        gaps = page.locator("[class*=st-key-proposal-gap-]")
        expect(page.locator("[class*=st-key-proposal-choice-]")).to_have_count(0)
        at_rest(page)
        gaps.first.get_by_role("button", name="Nhận", exact=True).click()
        expect(page.get_by_text("1 câu · 60 phút")).to_be_visible()
        at_rest(page)
        for _ in range(2):
            gaps.nth(_).get_by_text("Chọn", exact=True).click()
            at_rest(page)
        page.get_by_role("button", name="Nhận 2 câu đã chọn").click()
        expect(page.get_by_text("3 câu · 60 phút")).to_be_visible()
        turn(page, "Câu hỏi")
        page.reload()  # lesson and view stand in the address
        expect(page.get_by_role("heading", name="Thời hạn", level=2)).to_be_visible()
        at_rest(page)
        page.get_by_role("button", name="Sửa", exact=True).first.click()
        answers = page.get_by_label("Đáp án, rồi các cách viết khác")
        expect(answers).not_to_have_value("")
        right = answers.input_value()
        answers.fill("99 thế kỷ")
        page.get_by_role("button", name="Lưu").click()
        expect(page.get_by_text("câu trích không nói “99 thế kỷ”")).to_be_visible()
        expect(answers).to_have_value("99 thế kỷ")
        at_rest(page)
        answers.fill(f"{right}\nchín mươi chín")
        page.get_by_role("button", name="Lưu").click()
        expect(answers).to_be_hidden()
        assert read_lesson(settings.lessons / "thoi-han.yaml").items[0].answers[-1] == "chín mươi chín"
        at_rest(page)
        page.get_by_role("button", name="Xóa", exact=True).first.click()
        expect(page.get_by_text("2 câu · 60 phút")).to_be_visible()
        page.get_by_role("button", name="Lấy lại câu vừa xóa").click()
        expect(page.get_by_text("3 câu · 60 phút")).to_be_visible()
        page.get_by_role("button", name="Danh sách bài").click()
        expect(page.get_by_role("heading", name="Tập huấn", level=1)).to_be_visible()
        assert "l=" not in page.url


def test_a_broken_file_is_refused_and_the_list_stays(chromium: Browser, address: str, tmp_path: Path) -> None:
    (tmp_path / "hong.yaml").write_text("title: [\n", encoding="utf-8")
    with tab(chromium, address, WIDE) as page:
        go(page, "Tập huấn")
        page.get_by_role("button", name="Tải tệp lên").click()
        page.locator("input[type=file]").set_input_files(str(tmp_path / "hong.yaml"))
        expect(page.get_by_test_id("stAlert")).to_contain_text("“hong.yaml” dòng 2")
        expect(page.get_by_role("button", name=TITLE).first).to_be_visible()


def test_items_that_no_longer_hold_are_shown_beside_the_new_text(chromium: Browser, address: str) -> None:
    with tab(chromium, address, WIDE) as page:
        go(page, "Tập huấn")
        own = page.locator(f".st-key-lesson-{ID}")
        expect(own.get_by_text("câu cần xem lại")).to_be_visible()
        open_lesson(page)
        turn(page, "Câu hỏi")
        page.get_by_test_id("stExpander").get_by_text("câu cần xem lại").click()
        ended, changed = page.locator(".st-key-expired-sap-bo"), page.locator(".st-key-expired-sap-doi")
        expect(ended.get_by_text("bị bãi bỏ bởi Thông tư số 9034/2023/TT-BKNS")).to_be_visible()
        expect(changed.locator(".st-key-quote-new-sap-doi")).to_contain_text("01 ngày làm việc")
        old, new = (changed.locator(f".st-key-quote-{which}-sap-doi").bounding_box() for which in ("old", "new"))
        assert old is not None
        assert new is not None
        assert old["x"] + old["width"] <= new["x"]  # side by side
        turn(page, "Chạy")
        expect(page.get_by_text("hãy xem lại trước khi chạy bài")).to_be_visible()


def test_previewed_and_learnt_by_cards(chromium: Browser, address: str) -> None:
    with tab(chromium, address, WIDE) as page:
        open_lesson(page)
        turn(page, "Xem trước")
        preview = page.locator(".st-key-preview")
        preview.get_by_role("radio").first.check(force=True)
        preview.get_by_role("button", name="Trả lời").click()
        expect(preview.locator("[class*=st-key-quote-]")).to_be_visible()
        expect(page.get_by_text("điểm trên 1 câu đã trả lời")).to_be_visible()
        turn(page, "Thẻ nhớ")
        page.get_by_role("button", name="Lật thẻ").click()
        card = page.locator(".st-key-card")
        expect(card.get_by_text("Đáp án:")).to_be_visible()
        expect(card.get_by_text("Thông tư số 9012/2021/TT-BKNS (bản không chính thức)")).to_be_visible()
        card.get_by_role("button", name="Dễ · 8 ngày").click()
        expect(page.get_by_text("Hôm nay còn 23 thẻ")).to_be_visible()
        page.get_by_role("button", name="Lật thẻ").click()
        card.get_by_role("link", name="Mở trong Văn bản").click()
        expect(page.locator(".reader section.shown")).to_contain_text("Điều 3.")


def test_files_are_made_when_they_are_asked_for(chromium: Browser, address: str, tmp_path: Path) -> None:
    def take(page: Page, button: str, at: int = 0) -> Path:
        with page.expect_download() as got:
            page.get_by_role("button", name=button, exact=True).nth(at).click()
        path = tmp_path / got.value.suggested_filename
        got.value.save_as(path)
        return path

    with tab(chromium, address, WIDE) as page:
        open_lesson(page)
        turn(page, "Tải về")
        assert b"word/document.xml" in take(page, "Tải DOCX").read_bytes()
        trainer = take(page, "Tải PDF", 1)
        assert trainer.name == f"{ID}-giang-vien.pdf"
        assert trainer.read_bytes().startswith(b"%PDF")
        assert b"<quiz>" in take(page, "Tải 24 câu").read_bytes()
        assert read_lesson(take(page, "Tải YAML")).title == TITLE
        page.get_by_label("Định dạng").click()
        page.get_by_role("option", name="Aiken").click()
        expect(page.get_by_text("câu không đưa được vào định dạng này")).to_be_visible()
        turn(page, "Kết quả")
        report = take(page, "Tải DOCX")
        assert zipfile.ZipFile(report).testzip() is None
        assert "TỪNG CÂU" in take(page, "Tải CSV").read_text("utf-8-sig")
        sheet = take(page, "Phiếu cá nhân PDF")
        assert sheet.name.startswith("phieu-")
        assert sheet.read_bytes().startswith(b"%PDF")


def test_a_session_is_run_from_the_page(chromium: Browser, address: str, settings: Settings) -> None:
    try:
        with tab(chromium, address, WIDE) as page:
            open_lesson(page)
            turn(page, "Chạy")
            begin = page.get_by_role("button", name="Mở buổi")
            expect(begin).to_be_disabled()
            page.get_by_text("chỉ máy này").first.click()
            expect(begin).to_be_enabled()
            begin.click()
            link = page.get_by_role("link", name="Mở màn trình chiếu")
            expect(link).to_be_visible()
            running = launch.running(settings)
            assert running
            assert running.host == "127.0.0.1"
            shown = chromium.new_page()
            shown.goto(str(link.get_attribute("href")))
            expect(shown.get_by_text(RoomBook(settings.data / ROOMS).sessions()[0].code).first).to_be_visible()
            shown.close()
            page.get_by_role("button", name="Kết thúc buổi").click()
            expect(link).to_have_count(0)
            page.get_by_role("button", name="Tắt máy chủ của phòng").click()
            expect(page.get_by_text("Máy chủ của phòng đang chạy")).to_have_count(0)
    finally:
        launch.stop(settings)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_view_fails_the_rules_of_accessibility(chromium: Browser, address: str, scheme: str) -> None:
    failed: list[tuple[str, str, str]] = []

    def check(page: Page, name: str) -> None:
        settled(page)
        failed.extend(violations(page, name))

    with tab(chromium, address, WIDE, scheme) as page:
        go(page, "Tập huấn")
        check(page, "list")
        open_lesson(page)
        page.get_by_role("button", name="Đề xuất câu").click()
        expect(page.get_by_text("Chỉ các dạng")).to_be_visible()
        check(page, "proposals")
        for view in VIEWS[1:]:
            turn(page, view)
            check(page, view)
            if view == "Câu hỏi":
                page.get_by_test_id("stExpander").get_by_text("câu cần xem lại").click()
                page.get_by_role("button", name="Sửa", exact=True).first.click()
                expect(page.get_by_label("Lời hỏi")).to_be_visible()
                check(page, "expired, form")
                for kind in ("Hỏi trợ lý (", "Bài thực hành ("):
                    page.get_by_text(kind).click()
                    at_rest(page)
                    check(page, kind)
            if view == "Xem trước":
                page.locator(".st-key-preview").get_by_role("radio").last.check(force=True)
                page.get_by_role("button", name="Trả lời").click()
                expect(page.get_by_text("điểm trên 1 câu")).to_be_visible()
                check(page, "marked")
            if view == "Thẻ nhớ":
                page.get_by_role("button", name="Lật thẻ").click()
                expect(page.get_by_role("button", name="Quên")).to_be_visible()
                check(page, "turned")
    assert failed == []


@pytest.mark.parametrize(
    ("name", "size", "scheme"), [("light", WIDE, "light"), ("dark", WIDE, "dark"), ("narrow", NARROW, "dark")]
)
def test_screenshots_and_width(
    chromium: Browser, address: str, tmp_path: Path, name: str, size: dict[str, int], scheme: str
) -> None:
    folder = Path(os.environ.get("CANCU_SCREENSHOTS") or tmp_path)
    files = []

    def keep(page: Page, what: str) -> None:
        at_rest(page)
        page.mouse.move(0, 0)
        page.wait_for_timeout(400)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], what
        files.append(folder / f"tap-huan-{what}-{name}.png")
        page.screenshot(path=files[-1], animations="disabled")

    with tab(chromium, address, size, scheme) as page:
        go(page, "Tập huấn")
        keep(page, "danh-sach")
        open_lesson(page)
        page.get_by_role("button", name="Đề xuất câu").click()
        page.locator("[class*=st-key-proposal-]").first.scroll_into_view_if_needed()
        for view in VIEWS:
            if view != "Soạn":
                turn(page, view)
            keep(page, identifier(view))
        turn(page, "Câu hỏi")
        page.get_by_role("button", name="Sửa", exact=True).first.click()
        expect(page.get_by_label("Lời hỏi")).to_be_visible()
        keep(page, "sua")
    assert all(file.stat().st_size > 8_000 for file in files)
