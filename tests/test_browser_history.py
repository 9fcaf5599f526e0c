"""Conversations in Chromium: nothing is lost by a refresh, a second tab, a restart or Stop."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from browser import ANSWERED, CHROMIUM, NARROW, WIDE, Model, ask, chromium, served, tab
from invented import build
from playwright.sync_api import Browser, Locator, Page, expect

from assistant.settings import Settings

__all__ = ["chromium"]  # a fixture
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="không có Chromium")
FIRST = "khoản 2 Điều 2 Nghị định 905/2025/NĐ-CP quy định gì?"
SECOND = "Nghị định 411/2019/NĐ-CP còn hiệu lực không?"
LONG = "Trưởng trạm quan trắc lập sổ tay kết nối trong thời hạn bao nhiêu ngày?"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return build(tmp_path_factory.mktemp("invented"))


@contextmanager
def slow(settings: Settings, log: Path) -> Iterator[tuple[str, Model]]:
    """The page with a model that says a sentence and then waits until it is let go."""
    model = Model()
    threading.Thread(target=model.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{model.server_port}/v1"
    try:
        with served(settings, log, CANCU_MODEL="openai:test", CANCU_MODEL_URL=url) as address:
            yield address, model
    finally:
        model.let_go.set()
        model.shutdown()
        model.server_close()


def claims(page: Page) -> Locator:
    """What the answers say, with their chips."""
    return page.locator("[class*=st-key-quote-], [class*=st-key-claim-]")


def begin(page: Page, question: str) -> None:
    """Ask, and wait for the first sentence alone."""
    box = page.get_by_test_id("stChatInputTextArea")
    expect(box).to_be_enabled()
    box.fill(question)
    box.press("Enter")
    expect(page.get_by_text("Theo quy định:")).to_be_visible()


def test_refresh_second_tab_and_restart(chromium: Browser, settings: Settings, tmp_path: Path) -> None:
    with served(settings, tmp_path / "log") as address, tab(chromium, address, WIDE) as page:
        ask(page, FIRST)
        ask(page, SECOND)
        page.get_by_text("Đúng", exact=True).last.click()
        expect(page.get_by_text("Đã ghi, cảm ơn bạn.")).to_be_visible()
        before, kept = claims(page).all_text_contents(), page.url
        assert "c=" in kept
        page.reload()
        expect(page.get_by_text(ANSWERED)).to_have_count(2)
        expect(claims(page)).to_have_text(before)
        expect(page.get_by_text("Đã ghi, cảm ơn bạn.")).to_be_visible()  # of the second answer alone
        with tab(chromium, kept, WIDE) as other:
            expect(other.get_by_text(ANSWERED)).to_have_count(2)
            expect(claims(other)).to_have_text(before)
            ask(other, "Điều 3 Nghị định 905/2025/NĐ-CP quy định gì?")
        page.get_by_role("button", name="[1]").first.click()  # whatever is clicked shows what the other tab asked
        expect(page.get_by_text(ANSWERED)).to_have_count(3)
    query = kept.partition("?")[2]
    with served(settings, tmp_path / "log2") as address, tab(chromium, f"{address}/?{query}", WIDE) as page:
        expect(page.get_by_text(ANSWERED)).to_have_count(3)
        for place, text in enumerate(before):
            expect(claims(page).nth(place)).to_have_text(text)


def test_refresh_while_an_answer_is_on_its_way(chromium: Browser, settings: Settings, tmp_path: Path) -> None:
    with slow(settings, tmp_path / "log") as (address, model), tab(chromium, address, WIDE) as page:
        begin(page, LONG)
        page.reload()
        expect(page.get_by_text("Theo quy định:")).to_be_visible()
        expect(page.get_by_text(ANSWERED)).to_have_count(0)
        kept = page.url
        page.goto("about:blank")  # nobody waits for it
        model.let_go.set()
        page.goto(kept)
        expect(page.get_by_text(ANSWERED)).to_have_count(1)
        expect(page.get_by_text("Theo quy định:")).to_have_count(1)


@pytest.mark.parametrize("by_key", [False, True])
def test_stop(chromium: Browser, settings: Settings, tmp_path: Path, by_key: bool) -> None:
    with slow(settings, tmp_path / "log") as (address, model), tab(chromium, address, WIDE) as page:
        begin(page, LONG)
        if by_key:
            page.keyboard.press("Escape")
        else:
            page.get_by_role("button", name="Dừng").click()
        expect(page.get_by_text("Đã dừng theo yêu cầu")).to_be_visible()
        expect(page.get_by_role("button", name="Dừng")).to_have_count(0)
        expect(page.get_by_text("Theo quy định:")).to_be_visible()  # what was told stays
        model.let_go.set()
        ask(page, "Điều 3 Nghị định 905/2025/NĐ-CP quy định việc gì hằng quý?")
        expect(page.get_by_text("Đã dừng theo yêu cầu")).to_be_visible()
        page.reload()
        expect(page.get_by_text("Đã dừng theo yêu cầu")).to_be_visible()
        expect(page.get_by_text("Theo quy định:").first).to_be_visible()  # kept with the conversation
        page.get_by_role("button", name="Thử lại").click()
        expect(page.get_by_text("Đã dừng theo yêu cầu")).to_have_count(0)
        expect(page.get_by_text(ANSWERED)).to_have_count(1)  # what was asked after it has gone


def test_a_restart_in_the_middle_of_an_answer_says_so(chromium: Browser, settings: Settings, tmp_path: Path) -> None:
    with slow(settings, tmp_path / "log") as (address, _), tab(chromium, address, WIDE) as page:
        begin(page, LONG)
        query = page.url.partition("?")[2]
        page.goto("about:blank")
    with served(settings, tmp_path / "log2") as address, tab(chromium, f"{address}/?{query}", WIDE) as page:
        expect(page.get_by_text("Chương trình bị dừng khi đang trả lời")).to_be_visible()
        page.get_by_role("button", name="Thử lại").click()
        expect(page.get_by_text(ANSWERED)).to_have_count(1)


def test_edit_and_answer_again(chromium: Browser, settings: Settings, tmp_path: Path) -> None:
    with served(settings, tmp_path / "log") as address, tab(chromium, address, WIDE) as page:
        ask(page, FIRST)
        ask(page, SECOND)
        page.get_by_role("button", name="Sửa câu hỏi").first.click()
        expect(page.get_by_text("Các câu hỏi sau câu này sẽ bị bỏ.")).to_be_visible()
        box = page.get_by_label("Câu hỏi", exact=True)
        box.fill("Điều 3 Nghị định 905/2025/NĐ-CP quy định gì?")
        page.get_by_role("button", name="Gửi lại").click()
        expect(page.get_by_text("Đoàn kiểm tra xem sổ tay")).to_be_visible()
        expect(page.get_by_text(ANSWERED)).to_have_count(1)
        before = claims(page).all_text_contents()
        page.get_by_role("button", name="Trả lời lại").click()
        expect(page.get_by_text(ANSWERED)).to_have_count(1)
        expect(claims(page)).to_have_text(before)


def test_the_history(chromium: Browser, tmp_path: Path) -> None:
    with served(build(tmp_path), tmp_path / "log") as address, tab(chromium, address, WIDE) as page:
        history = page.locator(".st-key-history")
        ask(page, FIRST)
        page.get_by_role("button", name="Cuộc hỏi đáp mới").click()
        expect(page.get_by_text(ANSWERED)).to_have_count(0)
        ask(page, SECOND)
        history.get_by_role("button", name=FIRST).click()
        expect(page.get_by_text("đóng dấu giáp lai").first).to_be_visible()
        expect(page.get_by_text(ANSWERED)).to_have_count(1)
        # found without diacritics, renamed, pinned, deleted
        find = history.get_by_label("Tìm trong lịch sử")
        find.fill("411 hieu luc")
        find.press("Enter")
        expect(history.get_by_role("button", name=FIRST)).to_have_count(0)
        history.get_by_role("button", name=SECOND).click()
        expect(page.get_by_text("đóng dấu giáp lai")).to_have_count(0)
        history.get_by_role("button", name="Sửa cuộc này").click()
        page.get_by_label("Tên", exact=True).fill("Hiệu lực của 411")
        page.get_by_role("button", name="Đổi tên").click()
        expect(history.get_by_role("button", name="Hiệu lực của 411")).to_be_visible()
        page.keyboard.press("Escape")
        find.fill("")
        find.press("Enter")
        history.get_by_role("button", name=FIRST).click()
        expect(page.get_by_text("đóng dấu giáp lai").first).to_be_visible()
        history.get_by_role("button", name="Sửa cuộc này").click()
        page.get_by_text("Xóa thì không lấy lại được").click()
        page.get_by_role("button", name="Xóa hẳn cuộc này").click()
        expect(history.get_by_role("button", name=FIRST)).to_have_count(0)
        expect(page.get_by_text(ANSWERED)).to_have_count(0)  # it was the one shown
        expect(history.get_by_role("button", name="Hiệu lực của 411")).to_be_visible()


def test_narrow_screens_open_the_history_on_demand(chromium: Browser, settings: Settings, tmp_path: Path) -> None:
    with served(settings, tmp_path / "log") as address, tab(chromium, address, NARROW) as page:
        ask(page, FIRST)
        expect(page.locator(".st-key-history")).not_to_be_in_viewport()
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_a_tab_left_behind_does_not_ask_over_what_another_asked(
    chromium: Browser, settings: Settings, tmp_path: Path
) -> None:
    with served(settings, tmp_path / "log") as address, tab(chromium, address, WIDE) as page:
        ask(page, FIRST)
        with tab(chromium, page.url, WIDE) as other:
            expect(other.get_by_text(ANSWERED)).to_have_count(1)
            ask(other, SECOND)
        page.get_by_role("button", name="Trả lời lại").click()
        expect(page.get_by_text("vừa được hỏi thêm ở thẻ khác")).to_be_visible()
        expect(page.get_by_text(ANSWERED)).to_have_count(2)  # nothing went, and the new one is shown


def test_an_answer_is_copied_and_taken_away(chromium: Browser, settings: Settings, tmp_path: Path) -> None:
    import docx
    import pypdfium2 as pdfium

    words = "Sổ tay kết nối được ghi bằng mực xanh và đóng dấu giáp lai từng trang."
    with served(settings, tmp_path / "log") as address, tab(chromium, address, WIDE) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        ask(page, FIRST)
        page.get_by_role("button", name="Chép, tải về").click()
        page.get_by_role("button", name="Chép", exact=True).click()
        expect(page.get_by_text("Đã chép")).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == f"“2. {words}” (khoản 2 Điều 2 Nghị định số 905/2025/NĐ-CP ngày 09/4/2025 của Chính phủ)"
        for form in ("DOCX", "PDF", "Markdown"):
            with page.expect_download() as got:
                page.get_by_role("button", name=f"Tải {form}", exact=True).click()
            got.value.save_as(tmp_path / form)
        written = "\n".join(p.text for p in docx.Document(str(tmp_path / "DOCX")).paragraphs)
        printed = " ".join(pdfium.PdfDocument(tmp_path / "PDF")[0].get_textpage().get_text_range().split())
        for text in (written, printed, (tmp_path / "Markdown").read_text(encoding="utf-8")):
            assert words in text
            assert "còn hiệu lực" in text
            assert "Mã tái lập" in text
