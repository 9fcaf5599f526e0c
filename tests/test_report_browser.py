"""The report in Chromium, opened as the file it is, without a network: wide and narrow, light and dark, on paper."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from browser import CHROMIUM, chromium
from made_runs import SCRIPT, answers, retrieval
from playwright.sync_api import Browser, Page, Route, expect

from eval import charts, report
from eval.compare import compare
from eval.history import history_row
from eval.scorecard import Score

__all__ = ["chromium"]  # a fixture
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="không có Chromium")
WIDE, NARROW, PAPER = 1280, 360, 1032  # the last is A4 on its side, without its margins
# The texts whose colour differs too little from the ground below them (WCAG 2.2, 1.4.3: 4.5 to 1), with the ratio.
TOO_FAINT = """() => {
  const channels = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = colour => channels(colour).slice(0, 3).map(c => c / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, place) => sum + c * [0.2126, 0.7152, 0.0722][place], 0);
  const ground = element => {
    const drawn = element.closest("svg")?.querySelector(".graph > .background");
    if (drawn) return getComputedStyle(drawn).fill;
    for (let node = element; node; node = node.parentElement) {
      const colour = getComputedStyle(node).backgroundColor;
      if ((channels(colour)[3] ?? 1) > 0) return colour;
    }
  };
  return [...document.querySelectorAll("body *")]
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && e.checkVisibility())
    .filter(e => !["title", "style", "script", "option"].includes(e.tagName.toLowerCase()))
    .map(e => {
      const style = getComputedStyle(e);
      const [a, b] = [light(e.closest("svg") ? style.fill : style.color), light(ground(e))].sort((x, y) => y - x);
      return [(a + 0.05) / (b + 0.05), e.textContent.slice(0, 40)];
    })
    .filter(([ratio]) => !(ratio >= 4.5));
}"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    a, b = answers("cũ"), answers("mới", wrong=("q1", "q4", "d2"))
    history = [history_row(a) | {"date": "2026-11-01"}, history_row(b)]
    path = tmp_path_factory.mktemp("report") / "bao-cao.html"
    return report.write([a, b, retrieval()], path, compare(a, b), history)


@contextmanager
def opened(browser: Browser, file: Path, width: int, scheme: str = "light") -> Iterator[Page]:
    """The report in a tab; at the end it has asked for nothing but itself, and neither console nor script spoke."""
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme, locale="vi-VN")  # type: ignore[arg-type]
    asked: list[str] = []
    said: list[str] = []

    def only_files(route: Route) -> None:
        asked.append(route.request.url)
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            route.abort()

    page.route("**/*", only_files)
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.goto(file.as_uri())
    try:
        yield page
        assert asked == [file.as_uri()]
        assert said == []
    finally:
        page.close()


def test_charts_tables_and_text_that_looks_like_a_script(chromium: Browser, file: Path) -> None:
    assert file.stat().st_size < report.LARGEST
    with opened(chromium, file, WIDE) as page:
        drawn = page.locator("figure svg")
        assert drawn.count() == 4 + 4 + 3 + 1
        for svg in drawn.all():
            assert svg.locator("> title").text_content() == svg.get_attribute("aria-label")
            box = svg.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) > 100
        expect(page.get_by_role("heading", name=f"d2 · {SCRIPT} Còn hiệu lực không?").first).to_be_visible()
        figures = page.locator("#run1 figure").first
        figures.get_by_text("Số liệu của biểu đồ").click()
        expect(figures.get_by_role("columnheader", name="Khoảng 95 %")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= WIDE


def test_the_filter_finds_words_without_marks_and_categories(chromium: Browser, file: Path) -> None:
    with opened(chromium, file, WIDE) as page:
        shown = page.locator("#lost .item:visible h5")
        status = page.locator("#filter output")
        expect(status).to_have_text("Hiện 5 trong 5 câu")
        page.get_by_label("Lọc theo chữ").fill("SO TAY q4")
        expect(shown).to_have_text(["q4 · Sổ tay số q4 ghi bằng gì?"])
        expect(page.locator("#lost .group:visible")).to_have_count(1)
        page.get_by_label("Lọc theo chữ").fill("")
        page.locator("#filter").get_by_label("Loại câu hỏi").select_option("hỏi tại một ngày")
        expect(shown).to_have_text([f"d2 · {SCRIPT} Còn hiệu lực không?"])
        expect(status).to_have_text("Hiện 1 trong 5 câu")


def test_a_narrow_screen_and_both_answers_below_each_other(chromium: Browser, file: Path) -> None:
    with opened(chromium, file, NARROW) as page:
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW
        a, b = (side.bounding_box() for side in page.locator(".sides").first.locator("> div").all())
        assert a is not None
        assert b is not None
        assert b["y"] >= a["y"] + a["height"]
    with opened(chromium, file, WIDE) as page:
        a, b = (side.bounding_box() for side in page.locator(".sides").first.locator("> div").all())
        assert a is not None
        assert b is not None
        assert b["y"] == a["y"]


@pytest.mark.parametrize(("scheme", "ground"), [("light", "rgb(255, 255, 255)"), ("dark", "rgb(18, 23, 29)")])
def test_every_text_stands_out_from_its_ground(chromium: Browser, file: Path, scheme: str, ground: str) -> None:
    with opened(chromium, file, WIDE, scheme) as page:
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == ground
        assert page.evaluate(TOO_FAINT) == []


def test_on_paper_it_is_light_and_fits(chromium: Browser, file: Path) -> None:
    with opened(chromium, file, PAPER, "dark") as page:
        page.emulate_media(media="print")
        expect(page.get_by_role("navigation")).to_be_hidden()
        expect(page.locator("#filter")).to_be_hidden()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.evaluate("document.documentElement.scrollWidth") <= PAPER


def test_a_chart_is_a_picture_of_its_own(chromium: Browser) -> None:
    svg = charts.shares([Score("dated", "right", 9, 0.9, 0.7, 0.97)], {}, "Tỷ lệ đúng", "đúng")
    page = chromium.new_page()
    page.set_content(f'<img src="data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}">')
    page.wait_for_function("document.images[0].complete")
    assert page.evaluate("document.images[0].naturalWidth") > 0
    page.close()
