"""What the page costs its readers: measured in Chromium against the real server, over a large corpus.

As in `eval.speed`, passages get vectors drawn at random: nothing here is a figure of quality. Times within a page are
taken by the page's own clock, from a key or a click to the element it waits for.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.settings import PROJECT, Settings
from corpus.catalogue import Catalogue
from corpus.errors import NotFound
from eval.corpora import Tell
from eval.datasets import Dataset
from eval.laws import read_in
from eval.speed import Unread
from index.entries import VERSION, entries_of
from index.update import update

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from websockets.asyncio.client import ClientConnection

PEOPLE = 20
OPENED = 20  # citations
WARM = 8  # tabs
LONGEST = 120_000  # milliseconds
QUESTION = '[data-testid="stChatInputTextArea"]'
# Times the first sentence of an answer from Enter, and the highlighted words of a citation from a click.
CLOCK = """
() => {
  const inside = (root, find) => find(root) ?? [...root.querySelectorAll("*")]
    .map((e) => e.shadowRoot && find(e.shadowRoot)).find(Boolean);
  const wait = (name, from, find) => {
    const look = () => find() ? window[name] = performance.now() - from : requestAnimationFrame(look);
    look();
  };
  addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    window.sentence = window.whole = null;
    const from = performance.now();
    const told = '[class*="st-key-quote-"], [class*="st-key-claim-"], [class*="st-key-chip-"], [data-testid="stAlert"]';
    wait("sentence", from, () => document.querySelector(told));
    wait("whole", from, () => document.querySelector('[class*="st-key-regenerate-"]'));
  }, true);
  addEventListener("click", (event) => {
    if (!event.target.closest?.('[class*="st-key-chip-"]')) return;
    window.opened = null;
    const from = performance.now();
    const panel = () => document.querySelector(".st-key-panel");
    wait("opened", from, () => panel() && inside(panel(), (root) => root.querySelector("mark")));
  }, true);
}
"""


def page_speed(dataset: Dataset, base: Settings, questions: int, tell: Tell = lambda _: None) -> dict[str, Any]:
    """The figures in milliseconds; NotFound where there is no Chromium."""
    from playwright.sync_api import sync_playwright

    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        raise NotFound("Không thấy Chromium trên máy này: cài rồi chạy lại (make programs).")
    data = _prepared(dataset, base, tell)
    asked = list(dataset.questions.values())
    asked = asked[:: max(1, len(asked) // (questions + PEOPLE))]
    found: dict[str, Any] = {}
    began = time.monotonic()
    with _served(data) as address:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            found["cold"] = _usable(browser, address, began)
            tell("Mở trang")
            found["warm"] = _spread([_usable(browser, address, time.monotonic()) for _ in range(WARM)])
            tell("Hỏi từng câu")
            sentences, wholes, opened = _ask(browser, address, asked[:questions])
            found |= {"sentence": _spread(sentences), "whole": _spread(wholes), "opened": _spread(opened)}
            browser.close()
        tell(f"{PEOPLE} người hỏi cùng lúc")
        found["together"], found["together_whole"] = _ask_together(address, asked[-PEOPLE:])
    return found


def _prepared(dataset: Dataset, base: Settings, tell: Tell) -> Path:
    """A data folder of the set's laws whose index is told to be the bundled model's: for the clock alone."""
    laws = read_in(dataset, base, tell).settings
    settings = Settings(data=laws.data / "page", library=False)
    settings.data.mkdir(exist_ok=True)
    shutil.copyfile(laws.catalogue, settings.catalogue)
    catalogue = Catalogue(settings.catalogue)
    try:
        wanted = {document: f"{made_from}-{VERSION}" for document, made_from in catalogue.fingerprints().items()}
        update(
            settings.index,
            wanted,
            lambda keys: entries_of(catalogue, keys),
            Unread(building=True, as_read=True),
            f"{catalogue.fingerprint()}-{VERSION}",
            lambda done, total, what: tell(f"{what} {done}/{total}"),
        )
    finally:
        catalogue.close()
    return settings.data


@contextmanager
def _served(data: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(PROJECT / "app.py"), "--server.port", str(port)]
    settings = Settings(data=data, library=False)
    server = subprocess.Popen(
        command, cwd=PROJECT, env=_environment(settings), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        address = f"http://127.0.0.1:{port}"
        while not _answers(f"{address}/_stcore/health"):
            time.sleep(0.05)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def _environment(settings: Settings) -> dict[str, str]:
    return os.environ | settings.as_environment()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as reply:
            return bool(reply.status == 200)
    except OSError:
        return False


def _usable(browser: Browser, address: str, began: float) -> float:
    """From a moment until a new tab can be asked in, its examples drawn."""
    page = browser.new_page()
    try:
        page.goto(address, timeout=LONGEST)
        page.locator(f"{QUESTION}:enabled").wait_for(timeout=LONGEST)
        page.locator("[class*=st-key-example-]").first.wait_for(timeout=LONGEST)
        return 1000 * (time.monotonic() - began)
    finally:
        page.close()


def _ready(page: Page, address: str) -> None:
    page.goto(address, timeout=LONGEST)
    page.locator("[class*=st-key-example-]").first.wait_for(timeout=LONGEST)
    page.evaluate(CLOCK)


def _ask(browser: Browser, address: str, questions: Sequence[str]) -> tuple[list[float], list[float], list[float]]:
    """Of each question, in a conversation of its own: to its first sentence, to its end; of citations, to the words."""
    sentences: list[float] = []
    wholes: list[float] = []
    opened: list[float] = []
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    for question in questions:
        _ready(page, address)
        sentence, whole = _answered(page, question)
        sentences.append(sentence)
        wholes.append(whole)
        chip = page.locator("[class*=st-key-chip-] button:visible").first
        if len(opened) < OPENED and chip.count():
            chip.click()
            page.wait_for_function("window.opened != null", timeout=LONGEST)
            opened.append(float(page.evaluate("window.opened")))
    page.close()
    return sentences, wholes, opened


def _answered(page: Page, question: str) -> tuple[float, float]:
    page.locator(QUESTION).fill(question)
    page.locator(QUESTION).press("Enter")
    page.wait_for_function("window.sentence != null && window.whole != null", timeout=LONGEST)
    return float(page.evaluate("window.sentence")), float(page.evaluate("window.whole"))


def _ask_together(address: str, questions: Sequence[str]) -> tuple[dict[str, float], dict[str, float]]:
    """People who press Enter in the same instant: to the first sentence and to the end of each answer.

    Each is a session of the server over its websocket, as a browser holds one: twenty browsers on the server's own
    cores would be measured instead of it.
    """
    from urllib.parse import urlsplit

    async def all_of_them() -> list[tuple[float, float]]:
        start = asyncio.Barrier(len(questions))
        where = f"ws://{urlsplit(address).netloc}/_stcore/stream"
        return await asyncio.gather(*(_person(where, question, start) for question in questions))

    found = asyncio.run(all_of_them())
    return _spread([sentence for sentence, _ in found]), _spread([whole for _, whole in found])


async def _person(where: str, question: str, start: asyncio.Barrier) -> tuple[float, float]:
    from streamlit.proto.BackMsg_pb2 import BackMsg
    from streamlit.proto.ClientState_pb2 import ClientState
    from websockets.asyncio.client import connect
    from websockets.typing import Subprotocol

    async with connect(where, subprotocols=[Subprotocol("streamlit")], max_size=None) as session:
        await session.send(BackMsg(rerun_script=ClientState()).SerializeToString())
        field = ""
        async for element in _drawn(session):
            if element.WhichOneof("type") == "chat_input":
                field = element.chat_input.id
        state = ClientState()
        typed = state.widget_states.widgets.add()
        typed.id, typed.chat_input_value.data = field, question
        await start.wait()
        began = time.monotonic()
        await session.send(BackMsg(rerun_script=state).SerializeToString())
        sentence = 0.0
        async for element in _drawn(session):
            kind = element.WhichOneof("type")
            is_told = kind == "alert" or (kind == "button" and "-chip-" in element.button.id)
            if is_told and not sentence:
                sentence = 1000 * (time.monotonic() - began)
        return sentence, 1000 * (time.monotonic() - began)


async def _drawn(session: ClientConnection) -> AsyncIterator[Any]:
    """The elements that a session is sent, until its script has run."""
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

    async for data in session:
        message = ForwardMsg.FromString(data)
        kind = message.WhichOneof("type")
        if kind == "script_finished":
            return
        if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            yield message.delta.new_element


def _spread(times: Sequence[float]) -> dict[str, float]:
    return {
        "p50": round(float(np.percentile(times, 50))),
        "p95": round(float(np.percentile(times, 95))),
        "of": len(times),
    }


def as_table(found: dict[str, Any]) -> str:
    """The figures in Markdown."""
    rows = (
        (
            "the server started, the page usable (cold)",
            {"p50": round(found["cold"]), "p95": round(found["cold"]), "of": 1},
            10_000,
        ),
        ("a new tab usable (warm)", found["warm"], 3_000),
        ("Enter → first sentence", found["sentence"], 1_000),
        ("Enter → whole answer", found["whole"], None),
        ("a chip → the highlighted words", found["opened"], 300),
        (f"{PEOPLE} people at once: Enter → first sentence", found["together"], 3_000),
        (f"{PEOPLE} people at once: Enter → whole answer", found["together_whole"], 3_000),
    )
    lines = ["| from → to | p50 ms | p95 ms | of | aim, p95 ms |", "|---|---|---|---|---|"]
    lines += [f"| {name} | {f['p50']} | {f['p95']} | {f['of']} | {aim or ''} |" for name, f, aim in rows]
    return "\n".join(lines) + "\n"
