"""What a server's answer is when it is not the file asked for: an error, a login page, a page in place of a PDF."""

from __future__ import annotations

from pathlib import Path

import httpx
from selectolax.lexbor import LexborHTMLParser

from corpus.errors import FetchRefused
from corpus.read.html import FURNITURE

BY_HAND = "Tải tệp bằng trình duyệt rồi thêm bằng lệnh add."


def check_status(url: httpx.URL, status: int) -> None:
    """FetchRefused for every answer that is not a file."""
    if status == httpx.codes.OK:
        return
    if status in {401, 403, 407}:
        raise FetchRefused(str(url), f"máy chủ đòi đăng nhập hoặc không cho phép (HTTP {status}).", BY_HAND)
    if status in {404, 410}:
        raise FetchRefused(str(url), f"không có tệp ở địa chỉ này (HTTP {status}).", "Kiểm tra lại địa chỉ.")
    if status == 429 or status >= 500:
        raise FetchRefused(str(url), f"máy chủ bận hoặc gặp lỗi (HTTP {status}).", "Thử lại sau.")
    raise FetchRefused(str(url), f"máy chủ không trả về tệp (HTTP {status}).", BY_HAND)


def check_content(start: httpx.URL, url: httpx.URL, path: Path) -> None:
    """FetchRefused for an empty file, a login page, or a web page that came where a PDF or DOCX was asked for."""
    with path.open("rb") as file:
        head = file.read(1_000_000)
    if not head.strip():
        raise FetchRefused(str(url), "máy chủ trả về tệp rỗng.", "Kiểm tra lại địa chỉ.")
    if not head[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html")):
        return
    asked = Path(start.path).suffix.lower()
    if asked in {".pdf", ".doc", ".docx"}:
        raise FetchRefused(str(url), f"máy chủ trả về trang web thay cho tệp {asked}.", BY_HAND)
    page = LexborHTMLParser(head)
    if page.css_first("input[type=password i]") is not None:
        for node in page.css(FURNITURE):
            node.decompose()
        # A regulation's page often carries a small login form; a login page carries little else.
        if page.body is None or len(page.body.text().split()) < 150:
            raise FetchRefused(str(url), "đây là trang đăng nhập, không phải văn bản.", BY_HAND)


def too_large(url: httpx.URL, limit: int) -> FetchRefused:
    """The error for a file beyond the limit."""
    return FetchRefused(str(url), f"tệp quá giới hạn {limit:,} byte.", "Tải bằng trình duyệt, tách tệp rồi thêm lại.")


def failure(error: httpx.HTTPError) -> str:
    """What an error of the transport means, in Vietnamese."""
    if isinstance(error, httpx.ConnectTimeout):
        return "máy chủ không trả lời khi kết nối."
    if isinstance(error, httpx.TimeoutException):
        return "máy chủ ngừng gửi dữ liệu."
    if "CERTIFICATE" in str(error):
        return "chứng chỉ TLS của máy chủ không hợp lệ."
    if isinstance(error, httpx.ConnectError):
        return "không kết nối được tới máy chủ."
    if isinstance(error, httpx.DecodingError):
        return "dữ liệu nén của máy chủ bị hỏng."
    if "location header" in str(error):
        return "máy chủ chuyển hướng tới một địa chỉ viết sai."
    return f"máy chủ trả lời sai hoặc ngắt kết nối giữa chừng ({type(error).__name__})."
