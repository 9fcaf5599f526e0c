"""Fetching from the web, against a server on this machine that misbehaves in every way named."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from assistant.fetching import fetch_into
from assistant.settings import Settings
from corpus.catalogue import Catalogue
from corpus.errors import FetchRefused, ReadRefused
from corpus.fetch import Fetched, Limits, fetch
from corpus.fetch_guard import is_public, public_addresses
from corpus.fetch_name import LONGEST, file_name
from tests.conftest import DOCUMENTS

DOCX = DOCUMENTS / "9002-qd-bkns.docx"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Answer = Callable[[BaseHTTPRequestHandler], None]


def answer(status: int, body: bytes = b"", **headers: str) -> Answer:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in ({"Content_Length": str(len(body))} | headers).items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return send


def trickle(opening: bytes) -> Answer:
    """A byte now and then, as long as the client listens."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(opening)
        while True:
            handler.wfile.write(b"x")
            time.sleep(0.02)

    return send


def cut(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nnot all of it")


class Site:
    """What the server answers, by path, and what it was asked; no robots.txt unless a test puts one."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, str, str]] = []  # path, host, user agent


@pytest.fixture
def site() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            here.asked.append((self.path, self.headers["Host"], self.headers["User-Agent"]))
            with suppress(OSError):  # the client has left
                here.answers.get(self.path, answer(404))(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    here = Site(server.server_port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield here
    server.shutdown()
    thread.join()
    server.server_close()


def get(site: Site, path: str, folder: Path, **limits: float) -> Fetched:
    return fetch(site.url + path, folder, allow_private=True, limits=Limits(**limits))  # type: ignore[arg-type]


def test_a_file_arrives_whole_under_its_own_name(site: Site, tmp_path: Path) -> None:
    site.answers[quote("/vb/Nghị định.docx")] = answer(200, DOCX.read_bytes(), Content_Type=f"{WORD}; charset=binary")
    fetched = get(site, "/vb/Nghị định.docx#trang-2", tmp_path / "new" / "folder")
    assert fetched.path == tmp_path / "new" / "folder" / "Nghị định.docx"
    assert fetched.path.read_bytes() == DOCX.read_bytes()
    assert (fetched.content_type, fetched.bytes) == (WORD, DOCX.stat().st_size)
    assert list(fetched.path.parent.iterdir()) == [fetched.path]
    assert site.asked[0][0] == "/robots.txt"
    assert {agent.partition("/")[0] for _, _, agent in site.asked} == {"CanCu"}


def test_an_earlier_file_is_never_overwritten(site: Site, tmp_path: Path) -> None:
    site.answers |= {
        "/a.txt": answer(200, b"one"),
        "/b": answer(200, b"two", Content_Disposition="inline; filename=a.txt"),
    }
    assert [get(site, path, tmp_path).path.name for path in ("/a.txt", "/b", "/b")] == [
        "a.txt",
        "a (2).txt",
        "a (3).txt",
    ]
    assert (tmp_path / "a.txt").read_bytes() == b"one"


def test_redirects_lead_to_the_final_address(site: Site, tmp_path: Path) -> None:
    site.answers |= {
        "/old": answer(301, Location="/newer"),
        "/newer": answer(302, Location=f"{site.url}/file.txt"),
        "/file.txt": answer(200, b"Dieu 1"),
    }
    fetched = get(site, "/old", tmp_path)
    assert (fetched.url, fetched.final_url) == (f"{site.url}/old", f"{site.url}/file.txt")


def test_compressed_in_transit_arrives_plain(site: Site, tmp_path: Path) -> None:
    site.answers["/a.txt"] = answer(200, gzip.compress(b"Dieu 1 " * 100), Content_Encoding="gzip")
    assert get(site, "/a.txt", tmp_path).path.read_bytes() == b"Dieu 1 " * 100


LOGIN = b"<!DOCTYPE html><html><body><form>T\xc3\xaan <input name=u> <input type='password'></form></body></html>"
BOMB = gzip.compress(b"\0" * 5_000_000)
REFUSALS: dict[str, tuple[Answer, str]] = {
    "missing": (answer(404), "không có tệp ở địa chỉ này (HTTP 404)"),
    "forbidden": (answer(403), "đòi đăng nhập hoặc không cho phép (HTTP 403)"),
    "broken": (answer(503), "máy chủ bận hoặc gặp lỗi (HTTP 503)"),
    "no content": (answer(204), "không trả về tệp (HTTP 204)"),
    "nowhere": (answer(302), "không trả về tệp (HTTP 302)"),
    "empty": (answer(200), "tệp rỗng"),
    "login": (answer(200, LOGIN), "trang đăng nhập"),
    "cut": (cut, "ngắt kết nối giữa chừng"),
    "declared too large": (answer(200, b"x", Content_Length="2000001"), "quá giới hạn 2,000,000 byte"),
    "too large": (answer(200, b"x" * 2_000_001, Content_Length="2000001"), "quá giới hạn 2,000,000 byte"),
    "unending": (lambda h: [h.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")] and [h.wfile.write(b"x" * 500_000) for _ in range(9)] and None, "quá giới hạn"),
    "bomb": (answer(200, BOMB, Content_Encoding="gzip"), "quá giới hạn 2,000,000 byte"),
    "bomb in a bomb": (answer(200, gzip.compress(BOMB), Content_Encoding="gzip, gzip"), "chưa được hỗ trợ (gzip, gzip)"),
    "not gzip": (answer(200, b"plain", Content_Encoding="gzip"), "dữ liệu nén của máy chủ bị hỏng"),
    "loop": (answer(302, Location="/loop"), "chuyển hướng quá 5 lần"),
    "to a file": (answer(302, Location="file:///etc/passwd"), "chỉ tải qua http và https"),
    "to a password": (answer(302, Location="http://a:b@127.0.0.1/"), "tên đăng nhập hoặc mật khẩu"),
    "to nonsense": (answer(302, Location="http://[::1"), "địa chỉ viết sai"),
    "slow body": (trickle(b"HTTP/1.1 200 OK\r\n\r\n"), "quá 0.4 giây"),
    "slow header": (trickle(b"HTTP/1.1 200 OK\r\nX-Slow: "), "quá 0.4 giây"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSALS)
def test_what_is_refused_leaves_nothing(site: Site, tmp_path: Path, case: str) -> None:
    send, said = REFUSALS[case]
    path = "/" + quote(case)
    site.answers[path] = send
    began = time.monotonic()
    with pytest.raises(FetchRefused) as refused:
        get(site, path, tmp_path, size=2_000_000, seconds=0.4 if "slow" in case else 30)
    assert said in str(refused.value)
    assert str(refused.value).startswith("Không tải được “")
    assert list(tmp_path.iterdir()) == []
    assert time.monotonic() - began < 5


def test_a_web_page_in_place_of_the_file_is_named(site: Site, tmp_path: Path) -> None:
    site.answers |= {
        "/vb.pdf": answer(302, Location="/home"),
        "/home": answer(200, b"\xef\xbb\xbf\n<!doctype HTML><p>Trang"),
    }
    with pytest.raises(FetchRefused, match=r"trang web thay cho tệp \.pdf"):
        get(site, "/vb.pdf", tmp_path)


def test_a_regulation_beside_a_login_form_is_no_login_page(site: Site, tmp_path: Path) -> None:
    page = (
        "<html><body><input type=password><p>" + "Điều 1. Phạm vi điều chỉnh của Quy chế. " * 30 + "</p></body></html>"
    )
    site.answers["/vb"] = answer(200, page.encode(), Content_Type="text/html; charset=utf-8")
    assert get(site, "/vb", tmp_path).path.name == "vb.html"


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        (answer(404), True),
        (answer(401), True),
        (answer(200, b""), True),
        (answer(200, b"User-agent: *\nDisallow: /private"), True),
        (answer(200, b"User-agent: *\nDisallow: /vb"), False),
        (answer(200, b"\xef\xbb\xbfUser-agent: CanCu\nDisallow: /\n\nUser-agent: *\nDisallow:"), False),
        (answer(200, b"User-agent: other\nDisallow: /"), True),
        (answer(200, b"#" * 600_000), True),
        (answer(301, Location="/moved.txt"), False),
        (answer(500), False),
        (cut, False),
        (trickle(b"HTTP/1.1 200 OK\r\n\r\n"), False),
    ],
)  # fmt: skip
def test_robots_are_asked(site: Site, tmp_path: Path, robots: Answer, allowed: bool) -> None:
    site.answers |= {
        "/robots.txt": robots,
        "/moved.txt": answer(200, b"User-agent: *\nDisallow: /"),
        "/vb/1.txt": answer(200, b"Dieu 1"),
    }
    if allowed:
        assert get(site, "/vb/1.txt", tmp_path).bytes == 6
    else:
        with pytest.raises(FetchRefused, match=r"robots\.txt|giây"):
            get(site, "/vb/1.txt", tmp_path, seconds=0.5)
        assert "/vb/1.txt" not in [path for path, *_ in site.asked]


def test_robots_are_asked_of_the_host_redirected_to(site: Site, tmp_path: Path) -> None:
    site.answers["/a.txt"] = answer(302, Location=f"http://other.test:{site.port}/b.txt")
    with pytest.raises(FetchRefused, match="404"):
        fetch(f"http://first.test:{site.port}/a.txt", tmp_path, guard=lambda _: ["127.0.0.1"])
    assert [(path, host.partition(":")[0]) for path, host, _ in site.asked] == [
        ("/robots.txt", "first.test"), ("/a.txt", "first.test"), ("/robots.txt", "other.test"), ("/b.txt", "other.test"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://congbao.chinhphu.vn/a.pdf", "chỉ tải qua http và https"),
        ("file:///etc/passwd", "chỉ tải qua http và https"),
        ("congbao.chinhphu.vn/a.pdf", "bắt đầu bằng https://"),
        ("", "bắt đầu bằng https://"),
        ("https:///a.pdf", "thiếu tên máy chủ"),
        ("https://a.vn:99999/a.pdf", "sai cổng"),
        ("https://a.vn/\x00", "địa chỉ viết sai"),
        ("https://ten:bimat@a.vn/a.pdf", "tên đăng nhập hoặc mật khẩu"),
        ("https://khong-co.invalid/a.pdf", "không tìm thấy máy chủ “khong-co.invalid”"),
    ],
)
def test_wrong_addresses(tmp_path: Path, url: str, said: str) -> None:
    with pytest.raises(FetchRefused) as refused:
        fetch(url, tmp_path)
    assert said in str(refused.value)
    assert "bimat" not in str(refused.value)


PRIVATE_HOSTS = (
    "127.0.0.1 127.1 [::1] 10.1.2.3 172.16.0.1 192.168.1.1 100.64.0.1 169.254.169.254 localhost LOCALHOST. 0.0.0.0 [::] 0 "
    "2130706433 0x7f000001 017700000001 [::ffff:127.0.0.1] [::ffff:10.0.0.1] [::127.0.0.1] [64:ff9b::7f00:1] "
    "[2002:7f00:1::] [fe80::1] [fc00::1] [fec0::1] [ff0e::1] 224.0.0.1 240.0.0.1 255.255.255.255 192.0.2.1 198.18.0.1"
).split()


@pytest.mark.parametrize("host", PRIVATE_HOSTS)
def test_private_hosts_are_refused_before_any_connection(tmp_path: Path, host: str) -> None:
    with pytest.raises(FetchRefused, match=r"meta-data”: .*(nội bộ|không tìm thấy máy chủ)"):
        fetch(f"http://{host}:1/latest/meta-data", tmp_path)


@pytest.mark.parametrize("address", ["8.8.8.8", "203.113.131.1", "2606:4700::1", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:1/", "http://169.254.169.254/latest/", "http://[::1]:1/", "//localhost:1/"]
)
def test_a_redirect_to_a_private_address_is_refused(site: Site, tmp_path: Path, target: str) -> None:
    """The first host counts as public here; its name is in no DNS, so the connection went to what the guard gave."""
    site.answers["/vb"] = answer(302, Location=target)

    def guard(url: httpx.URL) -> list[str]:
        return ["127.0.0.1"] if url.host == "congbao.test" else public_addresses(url)

    with pytest.raises(FetchRefused, match="nội bộ"):
        fetch(f"http://congbao.test:{site.port}/vb", tmp_path, guard=guard)
    assert site.asked[-1][:2] == ("/vb", f"congbao.test:{site.port}")


def test_the_next_address_is_tried_when_one_does_not_answer(site: Site, tmp_path: Path) -> None:
    site.answers["/a.txt"] = answer(200, b"Dieu 1")
    url = f"http://congbao.test:{site.port}/a.txt"
    assert fetch(url, tmp_path, guard=lambda _: ["127.0.0.2", "127.0.0.1"]).bytes == 6
    with pytest.raises(FetchRefused, match="không kết nối được"):
        fetch(url, tmp_path, guard=lambda _: ["127.0.0.2"])


def test_a_name_server_that_hangs_does_not_hold_us(tmp_path: Path) -> None:
    released = threading.Event()

    def guard(_: httpx.URL) -> list[str]:
        released.wait(10)
        return []

    with pytest.raises(FetchRefused, match=r"quá 0\.2 giây"):
        fetch("http://congbao.test/", tmp_path, limits=Limits(seconds=0.2), guard=guard)
    released.set()


@pytest.mark.parametrize(
    ("disposition", "path", "content_type", "name"),
    [
        ('attachment; filename="73_2019_ND-CP.pdf"', "/download", "application/pdf", "73_2019_ND-CP.pdf"),
        ("attachment; filename*=UTF-8''Ngh%E1%BB%8B%20%C4%91%E1%BB%8Bnh.docx", "/d", "", "Nghị định.docx"),
        ('attachment; filename="Nghị định.docx"', "/d", "", "Nghị định.docx"),
        ('attachment; filename="../../etc/passwd"', "/d", "", "passwd"),
        ('attachment; filename="..\\\\..\\\\boot.ini"', "/d", "", "boot.ini"),
        ("attachment; filename=%2e%2e%2f%2e%2e%2fa.pdf", "/d", "", "a.pdf"),
        ('attachment; filename=".."', "/vb/1.pdf", "", "1.pdf"),
        ('attachment; filename=".bashrc"', "/d", "", "bashrc"),
        ('attachment; filename="CON.txt"', "/d", "", "_CON.txt"),
        ('attachment; filename="a:b|c?.pdf"', "/d", "", "a_b_c_.pdf"),
        ('attachment; filename="a\u202efdp.exe"', "/d", "", "afdp.exe"),
        ("", "/vb/Quy chế.pdf", "", "Quy chế.pdf"),
        ("", "/vb/%2e%2e%2fx.pdf", "", "x.pdf"),
        ("", "/", "text/html", "van-ban.html"),
        ("", "/vb/chi-tiet", "text/html", "chi-tiet.html"),
        ("", "/vb/465.2017 QĐ", "application/pdf", "465.2017 QĐ.pdf"),
        ("garbage;;;=", "/a.pdf", "", "a.pdf"),
        ("", "/" + "ậ" * 200 + ".pdf", "", "ậ" * 38 + ".pdf"),
    ],
)  # fmt: skip
def test_names_are_safe(disposition: str, path: str, content_type: str, name: str) -> None:
    assert file_name(disposition, path, content_type) == name
    assert len(name.encode()) <= LONGEST


def test_a_fetched_regulation_is_in_the_catalogue_with_its_address(site: Site, tmp_path: Path) -> None:
    site.answers |= {"/vb": answer(302, Location="/9002.docx"), "/9002.docx": answer(200, DOCX.read_bytes())}
    settings = Settings(tmp_path, library=False)
    outcomes = [fetch_into(settings, f"{site.url}/vb", allow_private=True) for _ in range(2)]
    assert [outcome.kind for outcome in outcomes] == ["added", "known"]
    assert outcomes[0].document is not None
    catalogue = Catalogue(settings.catalogue)
    assert catalogue.best_copy(outcomes[0].document.id).source == f"{site.url}/9002.docx"
    catalogue.close()
    assert [path.name for path in (tmp_path / "fetched").iterdir()] == ["9002.docx"]


def test_a_fetched_file_that_cannot_be_read_is_kept_to_be_looked_at(site: Site, tmp_path: Path) -> None:
    site.answers["/a.png"] = answer(200, b"\x89PNG" + b"x" * 100)
    with pytest.raises(ReadRefused, match=r"a\.png"):
        fetch_into(Settings(tmp_path, library=False), f"{site.url}/a.png", allow_private=True)
    assert (tmp_path / "fetched" / "a.png").exists()
