"""Plain text, and how bytes become text."""

from __future__ import annotations

import codecs
import re

from corpus.errors import ReadRefused
from corpus.read.legacy import decoded
from corpus.types import Reading

PAGE_MARK = re.compile(
    r"^[ \t]*[=#*\-–—]{2,} ?\[? ?(?:trang|page) \d{1,4}(?: ?/ ?\d{1,4})? ?\]? ?[=#*\-–—]{2,}[ \t]*\n?", re.I | re.M
)


def decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The text of bytes in UTF-8, UTF-16 or a Vietnamese encoding before Unicode, and a remark on the latter.

    ReadRefused for bytes in none of them, such as a program.
    """
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    remarks: tuple[str, ...] = ()
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        found = None if b"\x00" in data else decoded(data)
        if found is None:
            raise ReadRefused(
                name,
                f"tệp không phải chữ Unicode (byte thứ {error.start + 1} không đọc được).",
                "Lưu lại thành UTF-8 hoặc .docx rồi thêm lại.",
            ) from error
        text, remarks = found[0], (f"Chữ dùng bảng mã {found[1]} đã chuyển sang Unicode.",)
    if "\x00" in text[:10_000]:
        raise ReadRefused(name, "tệp là dữ liệu nhị phân, không phải văn bản.", "Thêm bản DOCX, PDF hoặc HTML.")
    return text, remarks


def read_plain(text: str, name: str) -> Reading:
    """Text as it is; lines that say where a page begins ("=== [TRANG 2] ===") become form feeds."""
    if len(text.split()) < 5:
        raise ReadRefused(name, "tệp có chưa tới năm từ.", "Kiểm tra lại tệp nguồn.")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Reading(PAGE_MARK.sub("\f", text).lstrip("\n\f"), "text")
