"""A room in Chromium: a trainer at the wall and five telephones hold a whole lesson, with what goes wrong in a hall."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browser import CHROMIUM, NARROW, chromium, violations
from playwright.sync_api import Browser, BrowserContext, Page, expect
from room_lesson import ITEMS, LESSON, RoomServer

from assistant.build import add, ensure_index
from assistant.settings import Settings
from assistant.ui.words import say
from assistant.workshop.marking import mark
from assistant.workshop.printing.grounds import validity
from assistant.workshop.room.book import FILE, RoomBook
from assistant.workshop.room.state import Session
from assistant.workshop.types import Form, Item, Lesson, Response

__all__ = ["chromium"]  # a fixture
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="không có Chromium")
DOCUMENTS = Path(__file__).parent / "documents"
WALL = {"width": 1366, "height": 768}
NAMES = ("An", "Bình", "Chi", "Dũng", "<img src=x onerror=alert(1)>")
WARNING = "Câu “o-dau” (Điều 3 Quyết định số 9001/QĐ-BKNS): văn bản đã hết hiệu lực."
UNREACHED = "Failed to load resource: net::ERR_"  # what the browser says while the server is down


@dataclass
class Seat:
    """A browser of its own at a page; what it asked for and what its console said."""

    context: BrowserContext
    page: Page
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("request", lambda request: self.asked.append(request.url))
        page.on(
            "console", lambda message: self.said.append(message.text) if message.type in {"error", "warning"} else None
        )
        page.on("pageerror", lambda error: self.said.append(str(error)))


@contextmanager
def seat(browser: Browser, url: str, size: dict[str, int], scheme: str = "light") -> Iterator[Seat]:
    """A browser at a page; at the end nothing came from elsewhere and the console is clean."""
    context = browser.new_context(viewport=size, color_scheme=scheme, locale="vi-VN")  # type: ignore[arg-type]
    found = Seat(context, context.new_page())
    found.watch(found.page)
    found.page.goto(url)
    try:
        yield found
        assert {urlsplit(one).hostname for one in found.asked} == {"127.0.0.1"}
        assert [text for text in found.said if not text.startswith(UNREACHED)] == []
    finally:
        context.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RoomServer]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    found = RoomServer(Settings(tmp_path / "data", library=False), port, tmp_path / "log")
    found.start()
    yield found
    found.kill()


@pytest.fixture
def session(server: RoomServer) -> Session:
    return RoomBook(server.settings.data / FILE).start(LESSON, [WARNING])


def wall(server: RoomServer, session: Session) -> str:
    return f"{server.address}/trinh-chieu/{session.id}?key={session.key}"


def join(page: Page, name: str) -> None:
    page.get_by_label("Tên gọi").fill(name)
    page.get_by_role("button", name="Vào phòng").click()
    expect(page.get_by_text("Bạn đã vào phòng.")).to_be_visible()


def go_on(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def sent(page: Page) -> None:
    expect(page.locator("#said")).to_contain_text("Đã gửi")


def choose(page: Page, words: str) -> None:
    page.locator("#stage").get_by_role("button").filter(has=page.get_by_text(words, exact=True)).click()


def answer(page: Page, item: Item, right: bool, basis: bool = True) -> None:
    """Answer as people do, by the words on the glass."""
    stage = page.locator("#stage")
    if item.options:
        texts = [option.text for option in item.options if option.right == right]
        choose(page, texts[0])
    elif item.form is Form.MATCH:
        meanings = [pair.meaning for pair in item.pairs]
        for pair, meaning in zip(item.pairs, meanings if right else meanings[1:] + meanings[:1], strict=True):
            field = stage.get_by_label(pair.term)
            field.select_option(
                label=next(text for text in field.locator("option").all_inner_texts() if meaning in text)
            )
    elif item.form is Form.ORDER:
        for step in item.steps if right else item.steps[::-1]:
            choose(page, step)
    else:
        stage.get_by_label("Điền vào chỗ trống").fill(item.answers[0] if right else "48")
    if item.bases:
        cited = item.basis.citation if basis else item.bases[0]
        choose(page, cited)
    if not item.options:
        stage.get_by_role("button", name="Gửi câu trả lời").click()
    sent(page)


def faults(page: Page, name: str) -> list[tuple[str, str, str]]:
    """What fails the rules of accessibility on a page, which fits its screen; its picture is kept."""
    if folder := os.environ.get("CANCU_SCREENSHOTS"):
        page.mouse.move(0, 0)
        page.screenshot(path=Path(folder) / f"{name}.png", animations="disabled")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    return violations(page, name)


def test_a_whole_lesson_with_a_dropped_telephone_and_a_killed_server(
    chromium: Browser, server: RoomServer, session: Session
) -> None:
    with ExitStack() as stack:
        trainer = stack.enter_context(seat(chromium, wall(server, session), WALL)).page
        expect(trainer.get_by_text(session.code, exact=True)).to_be_visible()
        expect(trainer.get_by_text(say("workshop.whole_network"))).to_be_visible()  # as the page names it
        expect(trainer.get_by_text(WARNING)).to_be_visible()
        assert "key" not in trainer.url
        seats = [stack.enter_context(seat(chromium, f"{server.address}/j/{session.code}", NARROW)) for _ in NAMES]
        for one, name in zip(seats, NAMES, strict=True):
            join(one.page, name)
        expect(trainer.get_by_role("button", name="<img src=x onerror=alert(1)>")).to_be_visible()  # a text
        expect(trainer.locator(".people li")).to_have_count(5)
        go_on(trainer, "Bắt đầu câu 1 ▶")
        go_on(trainer, "Vẫn bắt đầu")  # an item rests on what has ended
        for number, item in enumerate(ITEMS, start=1):
            phones = [one.page for one in seats]
            for phone in phones:
                expect(phone.locator(".ask")).to_have_text(item.ask)
            answer(phones[0], item, right=True)
            answer(phones[1], item, right=True, basis=False)
            answer(phones[2], item, right=False)
            if number == 2:  # a telephone drops and comes back where it was
                seats[2].page.close()
                seats[2].page = phones[2] = seats[2].context.new_page()
                seats[2].watch(phones[2])
                phones[2].goto(f"{server.address}/")
                expect(phones[2].locator(".ask")).to_have_text(item.ask)
                expect(phones[2].locator("#said")).to_contain_text("Đã gửi")
                expect(phones[2].get_by_role("button", pressed=True)).to_have_count(1)
            if number == 3:  # the server is killed; what is sent meanwhile is not lost
                server.kill()
                expect(phones[3].get_by_text("Mất kết nối với phòng")).to_be_visible()
                expect(trainer.get_by_text("Mất kết nối với máy chủ")).to_be_visible()
                for pair in item.pairs:
                    select = phones[3].get_by_label(pair.term)
                    select.select_option(
                        label=next(t for t in select.locator("option").all_inner_texts() if pair.meaning in t)
                    )
                phones[3].get_by_role("button", name="Gửi câu trả lời").click()
                expect(phones[3].locator("#said")).to_contain_text("sẽ tự gửi lại")
                server.start()
                expect(phones[3].locator("#said")).to_contain_text("Đã gửi.")
                for page in (*phones, trainer):
                    expect(page.locator("#banner")).to_be_hidden()
            else:
                answer(phones[3], item, right=True)
            expect(trainer.get_by_text(f"Câu {number}/7 · 4/5 đã trả lời")).to_be_visible()
            expect(trainer.locator(".bar")).to_have_count(0)  # nobody is led by the others
            go_on(trainer, "Đóng câu ▶")
            expect(phones[4].get_by_text("Bạn chưa trả lời.")).to_be_visible()
            go_on(trainer, "Nêu đáp án ▶")
            expect(phones[0].locator(".verdict")).to_have_text(re.compile("^Đúng1 điểm$"))
            half = "Đúng một nửa" if item.bases else "Đúng"
            expect(phones[1].locator(".verdict")).to_contain_text(half)
            expect(phones[2].locator(".verdict")).to_contain_text("Chưa đúng")
            expect(phones[4].locator(".verdict")).to_contain_text("chưa trả lời")
            expect(trainer.locator(".told .answer")).to_have_text(
                re.compile(
                    "^Đáp án [A-D]$" if item.options else "^Đáp án$" if item.pairs or item.steps else item.answer
                )
            )
            expect(trainer.locator(".shares")).to_contain_text("✗ chưa đúng 1")
            expect(trainer.get_by_text(item.basis.quote, exact=True)).to_have_count(0)
            go_on(trainer, "Nêu trích dẫn ▶")
            expect(phones[0].locator("blockquote")).to_have_text(item.basis.quote)
            expect(trainer.get_by_role("button", name="Nêu căn cứ ▶")).to_be_visible()  # a key is for what is seen
            trainer.keyboard.press("ArrowRight")
            for page in (trainer, phones[0]):
                expect(page.locator(".told .status")).to_have_text(validity(item.basis))
            if number < len(ITEMS):
                expect(trainer.get_by_role("button", name=f"Câu {number + 1} ▶")).to_be_visible()
                trainer.keyboard.press("PageDown")
        go_on(trainer, "Tổng kết ▶")
        expect(trainer.get_by_text("Tổng kết", exact=True)).to_be_visible()
        for one, score in zip(seats, ("7/7", "6/7", "0/7", "7/7", "0/7"), strict=True):
            expect(one.page.locator(".score")).to_have_text(f"{score} điểm")
            expect(one.page.locator(".results li")).to_have_count(7)
    record = RoomBook(server.settings.data / FILE).record(session.id)
    assert record.opened == tuple(item.id for item in ITEMS)
    assert record.ended
    assert [participant.name for participant in record.participants] == list(NAMES)
    by_id = {item.id: item for item in ITEMS}
    sums = {participant.id: 0.0 for participant in record.participants}
    for given in record.given:
        sums[given.participant] += mark(by_id[given.item], given.response).points
    assert list(sums.values()) == [7, 6, 0, 7, 0]
    assert len(record.given) == 4 * 7


def test_a_question_of_the_room_is_moderated_and_shown_with_its_evidence(chromium: Browser, server: RoomServer) -> None:
    outcomes = add(
        server.settings, [DOCUMENTS / "9001-qd-bkns.docx", DOCUMENTS / "9002-qd-bkns.docx"], None, lambda *_: None
    )
    assert {outcome.kind for outcome in outcomes} == {"added"}
    ensure_index(server.settings)
    session = RoomBook(server.settings.data / FILE).start(LESSON)
    with (
        seat(chromium, wall(server, session), WALL) as trainer,
        seat(chromium, f"{server.address}/j/{session.code}", NARROW) as phone,
    ):
        join(phone.page, "An")
        phone.page.get_by_text("Hỏi trợ lý một câu").click()
        phone.page.get_by_label("Câu hỏi về quy định").fill(
            "Quyết định 9001/QĐ-BKNS còn hiệu lực không? <script>alert(1)</script>"
        )
        phone.page.get_by_role("button", name="Gửi câu hỏi").click()
        expect(phone.page.get_by_text("(chờ giảng viên)")).to_be_visible()
        expect(trainer.page.get_by_role("button", name="Câu hỏi (1)")).to_be_visible()
        trainer.page.keyboard.press("q")
        aside = trainer.page.get_by_label("Câu hỏi của phòng")
        expect(aside.get_by_text("<script>alert(1)</script>")).to_be_visible()
        aside.get_by_role("button", name="Đưa lên").first.click()
        expect(phone.page.locator("#question")).to_contain_text("Hỏi trợ lý: Quyết định 9001/QĐ-BKNS còn hiệu lực")
        expect(trainer.page.get_by_role("button", name="Hiện tiếp ▶")).to_be_enabled()
        expect(trainer.page.locator("#stage .piece")).to_have_count(0)
        shown = trainer.page.locator("#stage .piece.citation")
        for number in range(1, 12):
            trainer.page.keyboard.press("ArrowRight")
            expect(trainer.page.locator("#stage .piece")).to_have_count(number)
            if shown.count():
                break
        expect(shown.first.locator("blockquote")).not_to_be_empty()
        expect(shown.first.locator(".status")).not_to_be_empty()
        expect(phone.page.locator("#question .piece.citation").first).to_be_visible()
        assert faults(trainer.page, "hoi-chieu") == faults(phone.page, "hoi-may") == []
    asked = RoomBook(server.settings.data / FILE).record(session.id).asked
    assert [one.kind for one in asked] == ["answer"]
    assert asked[0].citations


def test_a_telephone_is_forgotten_and_the_trainer_can_send_one_out(
    chromium: Browser, server: RoomServer, session: Session
) -> None:
    book = RoomBook(server.settings.data / FILE)
    url = f"{server.address}/j/{session.code}"
    with (
        seat(chromium, wall(server, session), WALL) as trainer,
        seat(chromium, url, NARROW) as one,
        seat(chromium, url, NARROW) as other,
    ):
        join(one.page, "An")
        join(other.page, "Tên không hay")
        one.page.get_by_text("Xóa dữ liệu của tôi").click()
        one.page.get_by_role("button", name="Xóa ngay").click()
        expect(one.page.get_by_text("Đã xóa dữ liệu của bạn.")).to_be_visible()
        expect(trainer.page.get_by_text("1 người đã vào, 1 máy đang nối")).to_be_visible()
        trainer.page.get_by_role("button", name="Tên không hay").click()
        trainer.page.get_by_role("button", name="Mời ra và xóa").click()
        expect(other.page.get_by_text("Phòng không còn dữ liệu của máy này")).to_be_visible()
        expect(trainer.page.get_by_text("0 người đã vào, 0 máy đang nối")).to_be_visible()
        assert book.record(session.id).participants == ()


def test_the_clock_closes_an_item_by_itself_and_half_a_minute_opens_it(chromium: Browser, server: RoomServer) -> None:
    session = RoomBook(server.settings.data / FILE).start(Lesson("Có giờ", items=ITEMS[1:2]), seconds=3)
    with (
        seat(chromium, wall(server, session), WALL) as trainer,
        seat(chromium, f"{server.address}/j/{session.code}", NARROW) as phone,
    ):
        join(phone.page, "An")
        expect(trainer.page.get_by_role("button", name="Bắt đầu câu 1 ▶")).to_be_visible()
        trainer.page.keyboard.press(" ")
        answer(phone.page, ITEMS[1], right=True)
        expect(phone.page.locator("#said")).to_contain_text("đến khi hết giờ")
        expect(phone.page.locator("#clock")).to_have_text(re.compile("^0:0[0-3]$"))
        expect(phone.page.get_by_text("Câu này đã đóng. Câu trả lời của bạn đã được nhận.")).to_be_visible()
        go_on(trainer.page, "Mở lại")
        expect(phone.page.get_by_role("button", name="Đúng")).to_be_enabled()
        trainer.page.keyboard.press("+")
        trainer.page.keyboard.press("t")
        expect(phone.page.locator("#clock")).to_have_text(re.compile("^(1:00|0:5[0-9])$"))
        trainer.page.keyboard.press("k")
        expect(trainer.page.locator(".bar")).to_have_count(2)  # at once, where the trainer wants it


def test_a_forged_address_shows_nothing(chromium: Browser, server: RoomServer, session: Session) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{server.address}/trinh-chieu/{session.id}?key=gia")
    expect(page.get_by_text("Địa chỉ trình chiếu này không đúng")).to_be_visible()
    expect(page.get_by_text(session.code)).to_have_count(0)
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_fails_the_rules_of_accessibility(
    chromium: Browser, server: RoomServer, session: Session, scheme: str
) -> None:
    failed: list[tuple[str, str, str]] = []

    def check(page: Page, name: str) -> None:
        failed.extend(faults(page, f"{name}-{scheme}"))

    book = RoomBook(server.settings.data / FILE)
    people = [book.join(session.code, name) for name in ("Lan", "Hoa", "Minh Anh", "Tổ 3", "Cán bộ một cửa")]
    small = {"width": 360, "height": 740}
    with (
        seat(chromium, wall(server, session), WALL, scheme) as trainer,
        seat(chromium, f"{server.address}/j/{session.code}", small, scheme) as one,
    ):
        wall_page, phone = trainer.page, one.page
        check(phone, "vao-phong")
        join(phone, "An")
        check(phone, "cho")
        expect(wall_page.locator(".people li")).to_have_count(6)
        check(wall_page, "sanh")
        go_on(wall_page, "Bắt đầu câu 1 ▶")
        expect(wall_page.get_by_role("dialog")).to_contain_text(WARNING)
        check(wall_page, "can-xem")
        go_on(wall_page, "Vẫn bắt đầu")
        for number, item in enumerate(ITEMS, start=1):
            expect(phone.locator(".ask")).to_have_text(item.ask)
            answer(phone, item, right=number % 2 == 1)
            check(phone, f"cau-{number}")
            if item.form is Form.CHOICE:
                for place, person in enumerate(people):
                    book.respond(person.token, item.id, Response(option=place % 3, basis=place % 2))
                go_on(wall_page, "Chạy đồng hồ")
                expect(wall_page.get_by_text("Câu 1/7 · 6/6 đã trả lời")).to_be_visible()
                check(wall_page, "chieu-mo")
                tops = [one.bounding_box() for one in wall_page.locator("#tools button:not(.primary)").all()]
                assert len({box["y"] for box in tops if box}) == 1  # what the trainer presses stands in one row
            go_on(wall_page, "Đóng câu ▶")
            expect(phone.get_by_text("Câu này đã đóng")).to_be_visible()
            go_on(wall_page, "Nêu đáp án ▶")
            go_on(wall_page, "Nêu trích dẫn ▶")
            go_on(wall_page, "Nêu căn cứ ▶")
            expect(phone.locator(".basis")).to_be_visible()
            check(phone, f"dap-an-{number}")
            check(wall_page, f"chieu-{number}")
            if number == 2:
                wall_page.keyboard.press("b")
                expect(wall_page.get_by_role("table")).to_be_visible()
                check(wall_page, "bang-diem")
                wall_page.keyboard.press("b")
                wall_page.keyboard.press("q")
                expect(wall_page.get_by_label("Câu hỏi của phòng")).to_be_visible()
                check(wall_page, "cau-hoi")
                wall_page.keyboard.press("q")
                wall_page.keyboard.press("?")
                expect(wall_page.get_by_role("dialog")).to_be_visible()
                check(wall_page, "phim-tat")
                wall_page.keyboard.press("Escape")
            go_on(wall_page, f"Câu {number + 1} ▶" if number < len(ITEMS) else "Tổng kết ▶")
        expect(phone.locator(".score")).to_be_visible()
        check(phone, "ket-qua")
        expect(wall_page.get_by_text("Tổng kết", exact=True)).to_be_visible()
        check(wall_page, "tong-ket")
    assert failed == []
