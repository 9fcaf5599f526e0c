"""Plain text, and how bytes become text."""

from __future__ import annotations

import codecs
import re

from corpus.errors import ReadRefused
from corpus.types import Reading

PAGE_MARK = re.compile(
    r"^[ \t]*[=#*\-–—]{2,} ?\[? ?(?:trang|page) \d{1,4}(?: ?/ ?\d{1,4})? ?\]? ?[=#*\-–—]{2,}[ \t]*\n?", re.I | re.M
)


def decode(data: bytes, name: str) -> str:
    """UTF-8 or UTF-16 text; ReadRefused for bytes in neither, such as a program or a legacy encoding."""
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadRefused(
            name,
            f"tệp không phải chữ Unicode (byte thứ {error.start + 1} không đọc được).",
            "Lưu lại thành UTF-8 hoặc .docx rồi thêm lại.",
        ) from error
    if "\x00" in text[:10_000]:
        raise ReadRefused(name, "tệp là dữ liệu nhị phân, không phải văn bản.", "Thêm bản DOCX, PDF hoặc HTML.")
    return text


def read_plain(text: str, name: str) -> Reading:
    """Text as it is; lines that say where a page begins ("=== [TRANG 2] ===") become form feeds."""
    if len(text.split()) < 5:
        raise ReadRefused(name, "tệp có chưa tới năm từ.", "Kiểm tra lại tệp nguồn.")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Reading(PAGE_MARK.sub("\f", text).lstrip("\n\f"), "text")
