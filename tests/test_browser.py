"""The page in Chromium, served as `cancu app` serves it: what an official sees, on a wide and a narrow screen."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import ANSWERED, CHROMIUM, NARROW, WIDE, Model, ask, chromium, served, tab
from invented import SIGNS, build
from playwright.sync_api import Browser, expect

from assistant.settings import Settings

__all__ = ["chromium"]  # a fixture
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="không có Chromium")


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return build(tmp_path_factory.mktemp("invented"))


@pytest.fixture(scope="module")
def address(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(settings, tmp_path_factory.mktemp("log") / "server.log") as url:
        yield url


def test_answer_chip_panel_and_highlight(chromium: Browser, address: str) -> None:
    with tab(chromium, address, WIDE) as page:
        ask(page, "khoản 2 Điều 2 Nghị định 905/2025/NĐ-CP quy định gì?")
        words = "2. Sổ tay kết nối được ghi bằng mực xanh và đóng dấu giáp lai từng trang."
        expect(page.get_by_text(f"“{words}”")).to_be_visible()
        page.get_by_role("button", name="[1] khoản 2 Điều 2 Nghị định số 905/2025/NĐ-CP").click()
        panel = page.locator(".st-key-panel")
        expect(panel.locator("mark")).to_have_text(words)
        expect(panel.locator("mark")).to_be_in_viewport()
        expect(panel.get_by_text("còn hiệu lực").first).to_be_visible()
        article = panel.locator(".passage").inner_text()
        assert article.startswith("Điều 2. Lập sổ tay kết nối")
        answer, beside = page.get_by_text(f"“{words}”").first.bounding_box(), panel.bounding_box()
        assert answer is not None
        assert beside is not None
        assert beside["x"] > answer["x"] + answer["width"]  # at the right of the answer
        page.keyboard.press("Escape")
        expect(panel).to_have_count(0)
        for article in ("Điều 1", "Điều 3", "Điều 4"):
            ask(page, f"{article} Nghị định 905/2025/NĐ-CP quy định gì?")
        page.get_by_role("button", name="[1] Điều 4 Nghị định số 905/2025/NĐ-CP").click()
        expect(panel.locator("mark")).to_be_in_viewport()  # beside what is being read, however far down that is


def test_signs_of_a_regulation_show_as_written(chromium: Browser, address: str) -> None:
    with tab(chromium, address, WIDE) as page:
        ask(page, "khoản 3 Điều 2 Nghị định 905/2025/NĐ-CP")
        claim = page.locator('[class*="st-key-quote-"] [data-testid="stText"]')
        assert claim.inner_text() == f"“3. Ký hiệu trong sổ tay gồm: {SIGNS}.”"
        page.get_by_role("button", name="[1]").click()
        mark = page.locator(".st-key-panel mark")
        assert mark.inner_text() == f"3. Ký hiệu trong sổ tay gồm: {SIGNS}."
        assert page.locator("mark *, [data-testid=stText] b, [data-testid=stText] a, .katex").count() == 0


def test_refusal_clarification_and_new_conversation(chromium: Browser, address: str) -> None:
    with tab(chromium, address, WIDE) as page:
        ask(page, "Mức thuế giá trị gia tăng đối với vàng miếng là bao nhiêu?")
        expect(page.get_by_test_id("stAlert")).to_contain_text("không trả lời")
        ask(page, "Ai ký Quyết định 77/QĐ-UBND?")
        choice = page.get_by_role("button", name="ngày 12/02/2025 của Ủy ban nhân dân tỉnh Cà Mau")
        assert "*chuyển* đổi >= 2 số :smile:" in choice.inner_text().replace("\u2060", "")
        choice.click()
        expect(page.get_by_text("Ngô Thị Ví").first).to_be_visible()
        expect(page.get_by_text("Ai ký Quyết định 77/QĐ-UBND? (Quyết định số 77/QĐ-UBND")).to_be_visible()
        page.get_by_role("button", name="Cuộc hỏi đáp mới").click()
        expect(page.get_by_test_id("stChatMessage")).to_have_count(0)
        expect(page.get_by_text("Ví dụ")).to_be_visible()


def test_warning_above_an_answer_from_an_ended_decree(chromium: Browser, address: str) -> None:
    with tab(chromium, address, WIDE, "dark") as page:
        ask(page, "Điều 1 Nghị định 411/2019/NĐ-CP")
        warning = page.get_by_test_id("stAlert")
        expect(warning).to_contain_text("hết hiệu lực")
        claim = page.get_by_text("Trạm quan trắc ghi nhật ký vận hành hằng ngày bằng bút chì.").first
        above, below = warning.bounding_box(), claim.bounding_box()
        assert above is not None
        assert below is not None
        assert above["y"] < below["y"]
        ground = page.get_by_test_id("stApp").evaluate("e => getComputedStyle(e).backgroundColor")
        assert ground == "rgb(18, 23, 29)"  # dark, as the browser prefers


def test_narrow_screen(chromium: Browser, address: str) -> None:
    with tab(chromium, address, NARROW) as page:
        ask(page, "Điều 3 Nghị định 905/2025/NĐ-CP quy định gì?")
        page.get_by_role("button", name="[1]").click()
        panel = page.locator(".st-key-panel")
        expect(panel.locator("mark")).to_be_in_viewport()
        box = panel.bounding_box()
        assert box is not None
        assert box["width"] == NARROW["width"]
        assert box["y"] + box["height"] == pytest.approx(NARROW["height"], abs=1)
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]  # nothing sticks out sideways
        panel.get_by_role("button", name="Đóng").click()
        expect(panel).to_have_count(0)
        expect(page.get_by_role("button", name="Cuộc hỏi đáp mới")).to_be_in_viewport()


def test_claims_stream_and_a_click_does_not_lose_the_answer(
    chromium: Browser, settings: Settings, tmp_path: Path
) -> None:
    model = Model()
    threading.Thread(target=model.serve_forever, daemon=True).start()
    try:
        url = f"http://127.0.0.1:{model.server_port}/v1"
        with (
            served(settings, tmp_path / "log", CANCU_MODEL="openai:test", CANCU_MODEL_URL=url) as address,
            tab(chromium, address, WIDE) as page,
        ):
            box = page.get_by_test_id("stChatInputTextArea")
            box.fill("Trưởng trạm quan trắc lập sổ tay kết nối trong thời hạn bao nhiêu ngày?")
            box.press("Enter")
            expect(page.get_by_text("Theo quy định:")).to_be_visible()
            expect(page.get_by_text(ANSWERED)).to_have_count(0)  # the model has not finished
            page.get_by_role("button", name="[1]").first.click()
            expect(page.locator(".st-key-panel mark")).to_be_visible()
            expect(page.get_by_text(ANSWERED)).to_have_count(0)
            model.let_go.set()
            expect(page.get_by_text(ANSWERED)).to_have_count(1)
            expect(page.get_by_text("Theo quy định:")).to_have_count(1)
            expect(page.get_by_text("98765")).to_have_count(0)  # what the evidence does not say is not shown
    finally:
        model.let_go.set()
        model.shutdown()
        model.server_close()


@pytest.mark.skipif(not os.environ.get("CANCU_SCREENSHOT"), reason="CANCU_SCREENSHOT names no file to write")
def test_screenshot_of_the_library(chromium: Browser, tmp_path: Path) -> None:
    from assistant.build import ensure_index

    settings = Settings(data=tmp_path / "data")
    ensure_index(settings)
    with served(settings, tmp_path / "log") as address, tab(chromium, address, WIDE) as page:
        ask(page, "Quyết định 2568/QĐ-BTTTT còn hiệu lực không?")
        page.get_by_role("button", name="[1]").first.click()
        expect(page.locator(".st-key-panel mark")).to_be_in_viewport()
        page.mouse.move(0, 0)
        page.screenshot(path=os.environ["CANCU_SCREENSHOT"], animations="disabled")
        assert Path(os.environ["CANCU_SCREENSHOT"]).stat().st_size > 10_000
