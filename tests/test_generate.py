"""A language model through the real client, against a small OpenAI-compatible server on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from assistant.ask import Assistant
from assistant.generate import MOST_LETTERS, MOST_LINES, NOTHING
from assistant.settings import Settings
from assistant.verify import find_words, unsupported_figures

QUESTION = "Phản ánh, kiến nghị phải được trả lời trong bao lâu?"
TODAY = date(2026, 11, 23)
GOOD = "Cơ quan trả lời phản ánh trong 15 ngày. || 1 || trả lời trong thời hạn 15 ngày"
WRONG_QUOTE = "Cơ quan trả lời phản ánh ngay. || 1 || trả lời ngay lập tức trong ngày"
WRONG_FIGURE = "Cơ quan trả lời trong 99 ngày. || 1 || trả lời trong thời hạn 15 ngày"
NO_MARK = "Theo tôi biết thì rất nhanh."
UNKNOWN_MARK = "Câu này có căn cứ lạ. || 42 || trả lời"


class Server(ThreadingHTTPServer):
    lines: tuple[str, ...] = ()
    asked: list[dict[str, object]]


class Handler(BaseHTTPRequestHandler):
    """Streams the server's lines as a chat completion, a few letters at a time."""

    server: Server

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(body)
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        text = "\n".join(self.server.lines)
        for start in range(0, len(text), 7):
            delta = {"role": "assistant", "content": text[start : start + 7]}
            chunk = {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "m"}
            chunk["choices"] = [{"index": 0, "delta": delta, "finish_reason": None}]  # type: ignore[assignment]
            self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self.wfile.write(b"data: [DONE]\n\n")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server(("127.0.0.1", 0), Handler)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def writing(server: Server, demo_settings: Settings) -> Assistant:
    url = f"http://127.0.0.1:{server.server_port}/v1"
    return Assistant.open(replace(demo_settings, model="openai:thu", model_url=url))


@pytest.mark.parametrize(
    ("lines", "counts", "first"),
    [
        ((GOOD,), (1, 0, 0), "Cơ quan trả lời phản ánh trong 15 ngày."),
        ((WRONG_QUOTE,), (0, 1, 0), None),
        ((WRONG_FIGURE,), (0, 1, 0), None),
        ((NO_MARK, UNKNOWN_MARK, GOOD), (1, 0, 2), "Cơ quan trả lời phản ánh trong 15 ngày."),
    ],
)
def test_only_what_passes_its_checks_is_shown(
    writing: Assistant, server: Server, lines: tuple[str, ...], counts: tuple[int, int, int], first: str | None
) -> None:
    server.lines = lines
    answer = writing.ask(QUESTION, as_of=TODAY)
    assert tuple(answer.trace["model"].values()) == counts
    assert answer.kind == "answer"
    assert "99 ngày" not in answer.text
    assert "lập tức" not in answer.text
    if first:
        assert answer.claims[0].text == first
        assert answer.citations[0].quote.text == "trả lời trong thời hạn 15 ngày"
    else:  # the evidence's own words stand in the sentence's place
        assert answer.claims[0].text == answer.citations[0].quote.text


def test_the_model_sees_the_evidence_and_nothing_else(writing: Assistant, server: Server) -> None:
    server.lines = (GOOD,)
    writing.ask(QUESTION, as_of=TODAY)
    (request,) = server.asked
    sent = json.dumps(request["messages"], ensure_ascii=False)
    assert "15 ngày kể từ ngày nhận được phản ánh" in sent
    assert "khoản 1 Điều 9" in sent
    assert request["stream"] is True


def test_sentences_arrive_one_by_one(writing: Assistant, server: Server) -> None:
    server.lines = (GOOD, GOOD.replace("phản ánh trong", "kiến nghị trong"))
    told: list[str] = []
    writing.ask(QUESTION, as_of=TODAY, on_claim=lambda claim, _: told.append(claim.text))
    assert len(told) == 2


def test_a_model_that_finds_nothing_is_a_refusal(writing: Assistant, server: Server) -> None:
    server.lines = (NOTHING,)
    answer = writing.ask(QUESTION, as_of=TODAY)
    assert answer.kind == "refusal"
    assert answer.nearest


def test_a_model_that_keeps_to_no_form_is_answered_for_with_quotations(writing: Assistant, server: Server) -> None:
    server.lines = (NO_MARK,) * (3 * MOST_LINES)
    answer = writing.ask(QUESTION, as_of=TODAY)
    assert answer.kind == "answer"
    assert "15 ngày" in answer.text
    assert any("không đúng dạng" in warning for warning in answer.warnings)
    assert answer.trace["model"]["left_out"] == MOST_LINES  # it is not heard to its end


def test_a_line_without_end_is_not_heard_to_its_end(writing: Assistant, server: Server) -> None:
    server.lines = ("rất nhanh " * MOST_LETTERS,)
    answer = writing.ask(QUESTION, as_of=TODAY)
    assert answer.kind == "answer"
    assert answer.trace["model"]["left_out"] <= 1


def test_without_evidence_the_model_is_not_asked(writing: Assistant, server: Server) -> None:
    assert writing.ask("Thủ đô của Pháp là gì?", as_of=TODAY).kind == "refusal"
    assert server.asked == []


def test_a_model_out_of_reach_is_answered_with_quotations(demo_settings: Settings) -> None:
    assistant = Assistant.open(replace(demo_settings, model="openai:thu", model_url="http://127.0.0.1:9/v1"))
    answer = assistant.ask(QUESTION, as_of=TODAY)
    assert answer.kind == "answer"
    assert "15 ngày" in answer.text
    assert any("mô hình" in warning for warning in answer.warnings)


@pytest.mark.parametrize(
    ("claim", "source", "missing"),
    [
        ("trong 15 ngày", "trong thời hạn 15 ngày", []),
        ("từ 05/9/2019", "ngày 05 tháng 9 năm 2019", []),
        ("từ 06/9/2019", "ngày 05 tháng 9 năm 2019", ["06/9/2019"]),
        ("mức 2,5 tỷ", "mức 25 tỷ", ["2,5"]),
        ("8 giờ", "08 giờ", []),
    ],
)
def test_figures(claim: str, source: str, missing: list[str]) -> None:
    assert unsupported_figures(claim, source) == missing


@pytest.mark.parametrize(
    ("words", "text", "span"),
    [("mười  lăm", "trong Mười\nlăm ngày", (6, 14)), ("mươi lăm", "mười lăm", None), ("", "x", None)],
)
def test_words_are_found_by_comparison(words: str, text: str, span: tuple[int, int] | None) -> None:
    assert find_words(words, text) == span
