"""Chromium as the tests drive it: found on the system, headless, asking nothing of the network by itself."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from assistant.settings import Settings

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PROJECT = Path(__file__).resolve().parents[1]
LOOKS = 10  # at what may be fading, twice a second
WIDE = {"width": 1360, "height": 860}
NARROW = {"width": 400, "height": 820}
PATIENCE = 60_000  # milliseconds that anything may take before a test fails: other work may hold the machine
ANSWERED = re.compile("^Hiệu lực xét tại ngày")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def served(settings: Settings, log: Path, **environment: str) -> Iterator[str]:
    """The page's address, served by a process of its own until the test is over."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    variables = os.environ | {
        "CANCU_DATA": str(settings.data),
        "CANCU_LIBRARY": "1" if settings.library else "0",
        "CANCU_MODEL": "",
        "CANCU_EMBEDDER": "",
        **environment,
    }
    with log.open("w") as out:
        command = [sys.executable, "-m", "streamlit", "run", str(PROJECT / "app.py"), "--server.port", str(port)]
        server = subprocess.Popen(command, cwd=PROJECT, env=variables, stdout=out, stderr=out)
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    last = time.monotonic() + 60
    while time.monotonic() < last:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=5) as reply:
                if reply.status == 200:
                    return
        except OSError:
            threading.Event().wait(0.1)
    pytest.fail(f"the page did not start: {log.read_text()}")


@contextmanager
def tab(browser: Browser, url: str, size: dict[str, int], scheme: str = "light") -> Iterator[Page]:
    """A tab at the page; at the end, nothing asked for anything outside this machine and the console is clean."""
    page = browser.new_page(viewport=size, color_scheme=scheme, locale="vi-VN")  # type: ignore[arg-type]
    page.set_default_timeout(PATIENCE)
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    page.on("console", lambda message: said.append(message.text) if _is_fault(message) else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(url)
    expect(page.get_by_test_id("stChatInputTextArea")).to_be_enabled()
    try:
        yield page
        assert {urlsplit(u).hostname for u in asked if urlsplit(u).scheme not in {"data", "blob"}} == {"127.0.0.1"}
        assert said == []
    finally:
        page.close()


def _is_fault(message: ConsoleMessage) -> bool:
    """Whether an error on the console is the page's: Streamlit looks for its server below a page's address first."""
    return message.type == "error" and "/_stcore/" not in message.location.get("url", "")


def ask(page: Page, question: str) -> None:
    """Type a question and wait until its answer is complete."""
    before = page.get_by_text(ANSWERED).count()
    box = page.get_by_test_id("stChatInputTextArea")
    expect(box).to_be_enabled()
    box.fill(question)
    box.press("Enter")
    expect(page.get_by_text(ANSWERED)).to_have_count(before + 1)
    at_rest(page)


def at_rest(page: Page) -> None:
    """Wait until the page is drawn."""
    expect(page.locator(".stApp[data-test-script-state=notRunning]")).to_have_count(1)


def settled(page: Page) -> None:
    """Wait until what is drawn has its last colours: nothing stale, no fading left."""
    at_rest(page)
    expect(page.locator("[data-stale=true]")).to_have_count(0)
    page.wait_for_timeout(300)


def violations(page: Page, name: str) -> list[tuple[str, str, str]]:
    """What fails the rules of accessibility on a page and goes on to: an element that fades is looked at again."""
    from axe_playwright_python.sync_playwright import Axe

    rules = {"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
    found = Axe().run(page, options=rules).response["violations"]
    for _ in range(LOOKS):
        if not found:
            break
        page.wait_for_timeout(500)
        found = Axe().run(page, options=rules).response["violations"]
    return [(name, one["id"], one["nodes"][0]["html"][:200]) for one in found]


def go(page: Page, name: str) -> None:
    """Turn to another page by its link in the sidebar, which on a narrow screen is opened first."""
    narrow = page.viewport_size is not None and page.viewport_size["width"] < 700
    if narrow:
        page.wait_for_function("document.documentElement.dataset.closesSidebar")  # what closes it is listening
        page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_test_id("stSidebarNavItems").get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", name="Căn Cứ" if name == "Hỏi đáp" else name, level=1)).to_be_visible()
    at_rest(page)
    if narrow:
        expect(page.get_by_test_id("stExpandSidebarButton")).to_be_visible()  # it closes by itself


class Model(ThreadingHTTPServer):
    """An OpenAI-compatible model on this machine: a sentence from the first evidence, and when let go a false one."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Reply)
        self.let_go = threading.Event()


class _Reply(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        evidence = re.search(r"\[1\] [^\n]*\n⟦\w+⟧(.+?)⟦/", asked["messages"][-1]["content"], re.DOTALL)
        words = evidence[1].strip().splitlines()[-1] if evidence else ""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self._say(f"Theo quy định: {words} || 1 || {words}\n")
        assert isinstance(self.server, Model)
        self.server.let_go.wait(60)
        self._say("Phải nộp 98765 bản sao. || 1 || không có trong căn cứ\n")
        self.wfile.write(b"data: [DONE]\n\n")

    def _say(self, text: str) -> None:
        delta = {"choices": [{"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": None}]}
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "test"} | delta
        self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output quiet."""
