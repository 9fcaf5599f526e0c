"""The pages beside the chat in Chromium: read, compared, followed through time, handed in, put right."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import CHROMIUM, NARROW, WIDE, ask, at_rest, chromium, go, served, settled, tab, violations
from playwright.sync_api import Browser, Page, expect

from assistant.build import add, ensure_index
from assistant.settings import Settings

__all__ = ["chromium"]  # a fixture
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="không có Chromium")
DOCUMENTS = Path(__file__).parent / "documents"
# All invented regulations from their DOCX files but one, which is a PDF: its pages are shown.
FILES = [file for file in sorted(DOCUMENTS.glob("*.docx")) if not file.name.startswith("9012")]
FILES.append(DOCUMENTS / "9012-2021-tt-bkns.pdf")
PAGES = ("Hỏi đáp", "Văn bản", "So sánh", "Dòng thời gian", "Tập huấn", "Kho dữ liệu", "Đánh giá")


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = Settings(tmp_path_factory.mktemp("pages"), library=False)
    outcomes = add(settings, FILES, None, lambda *_: None)
    assert {outcome.kind for outcome in outcomes} == {"added"}
    ensure_index(settings)
    return settings


@pytest.fixture(scope="module")
def address(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(settings, tmp_path_factory.mktemp("log") / "server.log") as url:
        yield url


def open_document(page: Page, words: str, name: str) -> None:
    go(page, "Văn bản")
    page.get_by_label("Tìm theo số hiệu").fill(words)
    page.locator(".listing .name").get_by_text(name, exact=True).click()
    expect(page.get_by_role("heading", level=2).first).to_be_visible()


def test_search_as_you_type_and_facets(chromium: Browser, address: str) -> None:
    with tab(chromium, address, WIDE) as page:
        go(page, "Văn bản")
        field = page.get_by_label("Tìm theo số hiệu")
        field.press_sequentially("an toan cap do")  # no Enter
        expect(page.locator(".listing a")).to_have_count(1)
        expect(page.locator(".listing a")).to_contain_text("9058/2022/TT-BKNS")
        expect(field).to_be_focused()
        field.fill("")
        expect(page.locator(".listing a")).to_have_count(13)
        page.get_by_role("button", name="Hiệu lực", exact=True).click()
        page.get_by_role("combobox", name="Hiệu lực").click()
        page.get_by_role("option", name="hết hiệu lực (3)").click()
        expect(page.locator(".listing a")).to_have_count(3)
        page.keyboard.press("Escape")
        field.fill("không có văn bản nào như thế")
        expect(page.get_by_text("Không có văn bản nào khớp")).to_be_visible()


def test_a_document_is_read_by_its_outline_links_and_meanings(chromium: Browser, address: str) -> None:
    with tab(chromium, address, WIDE) as page:
        open_document(page, "9012", "Thông tư số 9012/2021/TT-BKNS")
        expect(page.get_by_text("Hết hiệu lực một phần từ 01/8/2023")).to_be_visible()
        article = page.locator(".reader article")
        page.locator(".reader nav").get_by_role("link", name="Điều 7").click()
        shown = article.locator("section.shown")
        expect(shown).to_contain_text("Điều 7.")
        expect(shown).to_be_in_viewport()
        term = article.locator("dfn").first
        term.focus()
        meaning = page.get_by_role("tooltip").filter(has_text=" là ")
        expect(meaning).to_be_visible()
        page.keyboard.press("Escape")
        expect(meaning).to_be_hidden()
        page.get_by_label("Tìm trong văn bản").fill("lo du lieu 72 gio")  # words of a khoản
        expect(page.locator(".reader nav li")).to_have_count(1)
        expect(page.locator(".reader nav li")).to_contain_text("Điều 7.")
        page.reload()
        expect(article.locator("section").first).to_be_visible()  # the address names the document


def test_a_reference_leads_to_the_other_document(chromium: Browser, address: str) -> None:
    with tab(chromium, address, WIDE) as page:
        open_document(page, "9034", "Thông tư số 9034/2023/TT-BKNS")
        page.locator(".reader article").get_by_role(
            "link", name="điểm b khoản 1 Điều 7 Thông tư số 9012/2021/TT-BKNS"
        ).click()
        expect(page.locator(".reader section.shown")).to_contain_text("b)")
        expect(page.get_by_text("Thông tư số 9012/2021/TT-BKNS ngày")).to_be_visible()
        expect(page.locator(".reader .missing").first).to_be_visible()


def test_relations_history_and_original(chromium: Browser, address: str, tmp_path: Path) -> None:
    with tab(chromium, address, WIDE) as page:
        open_document(page, "9012", "Thông tư số 9012/2021/TT-BKNS")
        with page.expect_download() as got:
            page.get_by_role("button", name="Tệp gốc").click()
        got.value.save_as(tmp_path / "goc.pdf")
        assert (tmp_path / "goc.pdf").read_bytes() == (DOCUMENTS / "9012-2021-tt-bkns.pdf").read_bytes()
        assert got.value.suggested_filename == "9012-2021-tt-bkns.pdf"
        page.get_by_text("Lịch sử (").click()
        expect(page.get_by_text("Được sửa đổi, bổ sung bởi Thông tư số 9034/2023/TT-BKNS").first).to_be_visible()
        page.get_by_text("Quan hệ (").click()
        graph = page.locator(".graph")
        expect(graph.get_by_text("9990/2017/NĐ-KNS")).to_be_visible()
        expect(graph).to_contain_text("chưa có trong kho")
        graph.get_by_role("link", name="Thông tư số 9034/2023/TT-BKNS").first.click()
        expect(page.get_by_text("Thông tư số 9034/2023/TT-BKNS ngày")).to_be_visible()


def test_asking_about_one_document(chromium: Browser, address: str) -> None:
    with tab(chromium, address, WIDE) as page:
        open_document(page, "9058", "Thông tư số 9058/2022/TT-BKNS")
        page.get_by_role("button", name="Hỏi về văn bản này").click()
        expect(page.get_by_role("button", name="Phạm vi: Thông tư số 9058/2022/TT-BKNS")).to_be_visible()
        ask(page, "ai ký?")
        expect(page.get_by_text("Thông tư số 9058/2022/TT-BKNS do").first).to_be_visible()
        page.get_by_role("button", name="Phạm vi:").click()
        page.get_by_role("button", name="Mọi văn bản").click()
        expect(page.get_by_role("button", name="Phạm vi: mọi văn bản")).to_be_visible()


def test_a_chip_tells_on_focus_and_its_page_shows_the_words_framed(chromium: Browser, address: str) -> None:
    with tab(chromium, address, WIDE) as page:
        ask(page, "Khoản 2 Điều 5 Thông tư 9012/2021/TT-BKNS quy định gì?")
        chip = page.get_by_role("button", name="[2] khoản 2 Điều 5").locator("visible=true").first
        chip.focus()
        card = page.get_by_test_id("stTooltipContent")
        expect(card).to_contain_text("Quy định về dịch vụ công trực tuyến")
        expect(card).to_contain_text("khoản 2 Điều 5 Thông tư số 9012/2021/TT-BKNS")
        expect(card).to_contain_text("hết hiệu lực một phần")
        expect(card).to_contain_text("“2. ")
        chip.press("Enter")
        panel = page.locator(".st-key-panel")
        expect(panel.locator("mark")).to_be_visible()
        expect(panel.get_by_text("được sửa đổi theo")).to_be_visible()
        panel.get_by_text("Xem trang gốc").click()
        frame = panel.locator(".area").first
        expect(frame).to_be_visible()
        image, area = panel.locator(".sheet img").bounding_box(), frame.bounding_box()
        assert image is not None
        assert area is not None
        assert image["x"] <= area["x"] < area["x"] + area["width"] <= image["x"] + image["width"]
        panel.get_by_role("button", name="Điều 6.").click()
        expect(panel.get_by_role("heading")).to_contain_text("Điều 6 Thông tư số 9012/2021/TT-BKNS")
        expect(panel.locator("mark")).to_have_text("")
        panel.get_by_role("button", name="Về đoạn được trích").click()
        expect(panel.locator("mark")).not_to_have_text("")
        panel.get_by_role("link", name="Mở trong Văn bản").click()
        expect(page.locator(".reader section.shown")).to_contain_text("Điều 5.")


def test_documents_side_by_side_and_their_files(chromium: Browser, address: str, tmp_path: Path) -> None:
    import docx

    with tab(chromium, address, WIDE) as page:
        go(page, "So sánh")
        page.get_by_label("Chọn nhanh").click()
        page.get_by_role("option", name="9001/QĐ-BKNS → Quyết định số 9003/QĐ-BKNS").click()
        diff = page.locator(".diff")
        expect(diff.locator(".row").first).to_be_visible()
        expect(diff.locator("ins").first).to_be_visible()
        expect(diff.locator("del").first).to_be_visible()
        for form in ("DOCX", "XLSX"):
            with page.expect_download() as got:
                page.get_by_role("button", name=f"Tải {form}").click()
            got.value.save_as(tmp_path / form)
        (table,) = docx.Document(str(tmp_path / "DOCX")).tables
        assert [cell.text for cell in table.rows[0].cells] == [
            "Quyết định số 9001/QĐ-BKNS",
            "Quyết định số 9003/QĐ-BKNS",
        ]
        assert "9003" in zipfile.ZipFile(tmp_path / "XLSX").read("xl/sharedStrings.xml").decode()
        page.get_by_text("Hai thời điểm").click()
        page.get_by_label("Văn bản", exact=True).click()
        page.get_by_role("option", name="Thông tư số 9012/2021/TT-BKNS:").click()
        expect(diff.locator(".row.added")).to_contain_text("Điều 5a")
        page.get_by_text("Chỉ phần khác nhau").click()
        expect(diff.locator(".row.same")).to_have_count(0)
        page.get_by_text("Ma trận").click()
        field = page.get_by_label("Yêu cầu, mỗi dòng một yêu cầu")
        field.fill("nền tảng tích hợp\nxe điện")
        field.press("Control+Enter")
        grid = page.get_by_label("Ma trận").locator("table")
        expect(grid.get_by_role("rowheader", name="Sông Lam")).to_be_visible()
        expect(grid.get_by_text("không quy định")).to_have_count(2)
        grid.get_by_role("link").first.click()
        expect(page.locator(".reader section.shown")).to_be_visible()


def test_the_life_of_a_framework_and_what_rests_on_ended_ones(chromium: Browser, address: str) -> None:
    with tab(chromium, address, WIDE) as page:
        go(page, "Dòng thời gian")
        lines = page.locator(".bars .line:not(.axis)")
        expect(lines).to_have_count(3)
        expect(lines.nth(0)).to_contain_text("30/3/2018 – 15/6/2021")
        one, other = (lines.nth(place).locator(".bar").bounding_box() for place in (0, 1))
        assert one is not None
        assert other is not None
        assert one["x"] + one["width"] == pytest.approx(other["x"], abs=3)  # one begins where the other ends
        expect(page.get_by_text("Được thay thế bởi Quyết định số 9002/QĐ-BKNS").first).to_be_visible()
        page.get_by_text("Rà soát căn cứ").click()
        expect(
            page.get_by_text("không thấy văn bản còn hiệu lực nào").or_(
                page.get_by_text("đang dựa trên văn bản đã hết hiệu lực")
            )
        ).to_be_visible()
        page.get_by_text("Vòng đời văn bản").click()
        lines.nth(1).get_by_role("link").click()
        expect(page.get_by_text("Quyết định số 9002/QĐ-BKNS ngày").first).to_be_visible()  # its name, then its text


def test_files_are_handed_in_while_others_ask_and_taken_back(chromium: Browser, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "data", library=False)
    add(settings, [DOCUMENTS / "9001-qd-bkns.docx"], None, lambda *_: None)
    ensure_index(settings)
    with served(settings, tmp_path / "log") as address, tab(chromium, address, WIDE) as page:
        go(page, "Kho dữ liệu")
        (tmp_path / "trong.txt").write_bytes(b"")
        files = [DOCUMENTS / "9012-2021-tt-bkns.docx", tmp_path / "trong.txt"]
        page.locator("input[type=file]").set_input_files([str(file) for file in files])
        with tab(chromium, address, WIDE) as other:
            ask(other, "Quyết định 9001/QĐ-BKNS còn hiệu lực không?")
            expect(other.get_by_text("Quyết định số 9001/QĐ-BKNS: còn hiệu lực").first).to_be_visible()
            expect(page.get_by_text("văn bản mới")).to_be_visible()
            expect(page.get_by_text("bị từ chối")).to_be_visible()
            expect(page.get_by_text("Chỉ mục đã có mọi văn bản")).to_be_visible(timeout=120_000)
            ask(other, "Hồ sơ trễ hạn là gì?")
            expect(other.get_by_text("Hồ sơ trễ hạn là").first).to_be_visible()
        page.reload()
        expect(page.get_by_text("văn bản mới")).to_be_visible()
        page.get_by_role("button", name="Hoàn tác").click()
        expect(page.get_by_text("đã bỏ khỏi kho")).to_be_visible()
        expect(page.get_by_text("Chỉ mục đã có mọi văn bản")).to_be_visible(timeout=120_000)


def test_a_correction_is_made_with_its_source_and_undone(chromium: Browser, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "data", library=False)
    add(settings, [DOCUMENTS / "9001-qd-bkns.docx"], None, lambda *_: None)
    ensure_index(settings)
    with served(settings, tmp_path / "log") as address, tab(chromium, address, WIDE) as page:
        go(page, "Kho dữ liệu")
        page.get_by_text("Sửa thông tin").click()
        page.get_by_label("Văn bản cần sửa").click()
        page.get_by_role("option").first.click()
        page.get_by_label("Thông tin cần sửa").click()
        page.get_by_role("option", name="người ký", exact=True).click()
        expect(page.get_by_text("Hiện là: Lê Hải Kết")).to_be_visible()
        at_rest(page)
        page.get_by_label("Giá trị đúng").fill("Trần Thị Sửa")
        page.get_by_role("button", name="Ghi sửa đổi").click()
        expect(page.get_by_test_id("stAlert")).to_contain_text(
            "Hãy ghi nguồn và người sửa"
        )  # nothing without who and source
        at_rest(page)
        page.get_by_label("Nguồn của giá trị mới").fill("bản giấy có dấu")
        page.get_by_label("Người sửa").fill("văn thư A")
        page.get_by_role("button", name="Ghi sửa đổi").click()
        expect(page.get_by_text("→ Trần Thị Sửa (văn thư A,")).to_be_visible()
        page.get_by_text("Trong kho có gì").click()
        expect(page.get_by_text("1 văn bản, 1 bản, cập nhật đến")).to_be_visible()
        page.get_by_text("Sửa thông tin").click()
        expect(page.get_by_text("→ Trần Thị Sửa (văn thư A,")).to_be_visible()
        settled(page)  # the fields that were mounted anew have told their values
        page.get_by_role("button", name="Hoàn tác").click()
        expect(page.get_by_text("đã hoàn tác ngày")).to_be_visible()


def test_language_and_size_are_kept_by_the_browser(chromium: Browser, address: str) -> None:
    with tab(chromium, address, WIDE) as page:
        size = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
        page.get_by_role("button", name="Hiển thị").click()
        page.get_by_text("130 %").click()
        grown = "parseFloat(getComputedStyle(document.documentElement).fontSize) > 20"
        page.wait_for_function(grown)
        at_rest(page)
        page.get_by_text("English").click()
        expect(page.get_by_test_id("stSidebarNavItems").get_by_text("Documents")).to_be_visible()
        expect(page.get_by_test_id("stChatInputTextArea")).to_have_attribute(
            "placeholder", "Ask about documents, provisions, validity…"
        )
        page.wait_for_function("document.cookie.includes('cancu_display=en-130')")
        page.reload()
        expect(page.get_by_test_id("stSidebarNavItems").get_by_text("Documents")).to_be_visible()
        assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == pytest.approx(
            1.3 * size
        )
        assert page.evaluate("document.documentElement.lang") == "en"


def test_keys(chromium: Browser, address: str) -> None:
    with tab(chromium, address, WIDE) as page:
        page.get_by_role("heading", name="Căn Cứ").click()
        page.keyboard.press("?")
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("Đến ô đặt câu hỏi")
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        page.keyboard.press("Control+k")
        expect(page.get_by_label("Tìm trong lịch sử")).to_be_focused()
        page.get_by_role("heading", name="Căn Cứ").click()
        page.keyboard.press("/")
        box = page.get_by_test_id("stChatInputTextArea")
        expect(box).to_be_focused()
        page.keyboard.type("a?b/c")  # typed, not obeyed
        expect(box).to_have_value("a?b/c")
        expect(dialog).to_be_hidden()


def test_enter_while_a_letter_is_composed_does_not_send(chromium: Browser, address: str) -> None:
    with tab(chromium, address, WIDE) as page:
        box = page.get_by_test_id("stChatInputTextArea")
        box.fill("Quyết định 9001/QĐ-BKNS còn hiệu lực kho")
        box.evaluate(
            "e => e.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', code: 'Enter', keyCode: 229, isComposing: true, bubbles: true}))"
        )
        expect(page.get_by_test_id("stChatMessage")).to_have_count(0)
        expect(box).to_have_value("Quyết định 9001/QĐ-BKNS còn hiệu lực kho")


def test_a_screen_reader_is_told_once_when_the_answer_is_there(chromium: Browser, address: str) -> None:
    with tab(chromium, address, WIDE) as page:
        ask(page, "Quyết định 9001/QĐ-BKNS còn hiệu lực không?")
        expect(page.get_by_role("status").filter(has_text="Đã trả lời câu hỏi 1")).to_have_count(1)


def test_the_keyboard_alone_reaches_a_citation(chromium: Browser, address: str) -> None:
    with tab(chromium, address, WIDE) as page:
        ask(page, "Khoản 2 Điều 5 Thông tư 9012/2021/TT-BKNS quy định gì?")
        for _ in range(60):
            page.keyboard.press("Shift+Tab")
            if "[2] khoản 2" in page.evaluate("document.activeElement.innerText"):
                break
        assert "[2] khoản 2" in page.evaluate("document.activeElement.innerText")
        page.keyboard.press("Enter")
        expect(page.locator(".st-key-panel mark")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(".st-key-panel")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_fails_the_rules_of_accessibility(chromium: Browser, address: str, scheme: str) -> None:
    failed: list[tuple[str, str, str]] = []

    def check(page: Page, name: str) -> None:
        settled(page)
        failed.extend(violations(page, name))

    with tab(chromium, address, WIDE, scheme) as page:
        check(page, "empty chat")
        ask(page, "Quyết định 9001/QĐ-BKNS còn hiệu lực không?")
        page.get_by_role("button", name="[1]").locator("visible=true").first.click()
        expect(page.locator(".st-key-panel mark")).to_be_visible()
        check(page, "answer and panel")
        for name in PAGES[1:]:
            go(page, name)
            check(page, name)
        open_document(page, "9012", "Thông tư số 9012/2021/TT-BKNS")
        for view in ("Nội dung", "Quan hệ (", "Lịch sử (", "Thông tin"):
            page.get_by_text(view).first.click()
            check(page, f"document, {view}")
    assert failed == []


def test_every_page_fits_a_telephone(chromium: Browser, address: str) -> None:
    with tab(chromium, address, NARROW) as page:
        for name in PAGES:
            go(page, name)
            assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], name
        go(page, "Văn bản")
        page.locator(".listing a").first.click()
        expect(page.locator(".reader article")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_print_shows_the_text_without_what_is_only_to_click(chromium: Browser, address: str) -> None:
    with tab(chromium, address, WIDE) as page:
        ask(page, "Khoản 2 Điều 5 Thông tư 9012/2021/TT-BKNS quy định gì?")
        page.emulate_media(media="print")
        expect(page.get_by_test_id("stChatInput")).to_be_hidden()
        expect(page.get_by_test_id("stSidebar")).to_be_hidden()
        expect(page.get_by_role("button", name="Trả lời lại")).to_be_hidden()
        expect(page.locator("[class*=st-key-quote-]").first).to_be_visible()


@pytest.mark.parametrize(
    ("name", "size", "scheme"), [("light", WIDE, "light"), ("dark", WIDE, "dark"), ("narrow", NARROW, "light")]
)
def test_screenshots(
    chromium: Browser, address: str, tmp_path: Path, name: str, size: dict[str, int], scheme: str
) -> None:
    folder = Path(os.environ.get("CANCU_SCREENSHOTS") or tmp_path)
    files = []

    def keep(page: Page, what: str) -> None:
        at_rest(page)
        page.mouse.move(0, 0)
        page.wait_for_timeout(400)
        files.append(folder / f"{what}-{name}.png")
        page.screenshot(path=files[-1], animations="disabled")

    with tab(chromium, address, size, scheme) as page:
        expect(page.get_by_text("Ví dụ, hỏi được ngay")).to_be_visible()
        keep(page, "trong")
        ask(page, "Khoản 2 Điều 5 Thông tư 9012/2021/TT-BKNS quy định gì?")
        page.get_by_role("button", name="[1]").locator("visible=true").first.click()
        expect(page.locator(".st-key-panel mark")).to_be_visible()
        keep(page, "hoi-dap")
        page.get_by_role("button", name="Đóng").click()
        for place, what in (
            ("Văn bản", "van-ban"),
            ("So sánh", "so-sanh"),
            ("Dòng thời gian", "dong-thoi-gian"),
            ("Kho dữ liệu", "kho-du-lieu"),
        ):
            go(page, place)
            if place == "So sánh":
                page.get_by_label("Chọn nhanh").click()
                page.get_by_role("option").nth(1).click()
                expect(page.locator(".diff .row").first).to_be_visible()
            if place == "Kho dữ liệu":
                page.get_by_text("Trong kho có gì").click()
                expect(page.get_by_text("Mã kho")).to_be_visible()
                expect(
                    page.get_by_test_id("stDataFrameGlideDataEditor").or_(page.locator("canvas")).first
                ).to_be_visible()
            keep(page, what)
        open_document(page, "9012", "Thông tư số 9012/2021/TT-BKNS")
        expect(page.locator(".reader section").first).to_be_visible()
        keep(page, "doc")
        page.get_by_text("Quan hệ (").click()
        expect(page.locator(".graph .centre")).to_be_visible()
        keep(page, "quan-he")
    assert all(file.stat().st_size > 8_000 for file in files)


def test_the_day_and_the_scope_outlast_a_visit_to_another_page(address: str, chromium: Browser) -> None:
    with tab(chromium, address, WIDE) as page:
        page.get_by_role("button", name="Tại ngày: hôm nay").click()
        page.get_by_test_id("stDateInputField").get_by_role("spinbutton").first.click()
        page.keyboard.type("01072022", delay=40)
        page.get_by_role("button", name="Thứ Bảy, 2 tháng 7, 2022").click()
        expect(page.get_by_role("button", name="Tại ngày: 02/7/2022")).to_be_visible()
        page.keyboard.press("Escape")
        page.locator(".st-key-scope button").first.click()
        page.get_by_text("Chỉ văn bản còn hiệu lực").click()
        narrowed = page.get_by_role("button", name="Phạm vi: chỉ văn bản còn hiệu lực")
        expect(narrowed).to_be_visible()
        page.keyboard.press("Escape")
        go(page, "Văn bản")
        go(page, "Hỏi đáp")
        expect(narrowed).to_be_visible()
        expect(page.get_by_role("button", name="Tại ngày: 02/7/2022")).to_be_visible()
        go(page, "Văn bản")
        go(page, "Hỏi đáp")
        expect(narrowed).to_be_visible()
