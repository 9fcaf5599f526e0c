"""PDF with a text layer; a scan has none and is refused."""

from __future__ import annotations

from typing import Any

import pypdfium2 as pdfium

from corpus.errors import ReadRefused
from corpus.types import Reading

MOST_PAGES = 2_000
LEAST_LETTERS = 60  # a page with fewer is not a page of text: a stamp, a drawing
OCR = "Nhận dạng chữ (OCR) thành PDF có chữ, hoặc thêm bản DOCX, rồi thêm lại."


def read_pdf(data: bytes, name: str) -> Reading:
    """Text page by page, a form feed between pages. ReadRefused for scans, locked and broken files."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        reason = "tệp PDF có mật khẩu." if locked else "tệp PDF bị hỏng."
        raise ReadRefused(name, reason, "Bỏ mật khẩu hoặc lấy lại tệp nguồn rồi thêm lại.") from error
    try:
        if len(document) > MOST_PAGES:
            raise ReadRefused(name, f"tệp có {len(document)} trang, quá {MOST_PAGES}.", "Tách tệp rồi thêm lại.")
        pages = [_page(document, number) for number in range(len(document))]
    finally:
        document.close()
    with_text = sum(sum(map(str.isalpha, page)) >= LEAST_LETTERS for page in pages)
    if not with_text:
        raise ReadRefused(name, "tệp là bản quét (scan), chưa có lớp chữ.", OCR)
    if with_text < len(pages) / 2 and sum(map(len, pages)) < 200 * len(pages):
        raise ReadRefused(name, f"chỉ {with_text} trong {len(pages)} trang có chữ, phần còn lại là bản quét.", OCR)
    blank = len(pages) - with_text
    notes = (f"{blank} trang trong {len(pages)} không có chữ.",) if blank else ()
    return Reading("\f".join(pages), "pdf", notes=notes)


def _page(document: Any, number: int) -> str:
    try:
        page = document[number]
        text = page.get_textpage().get_text_bounded()
        page.close()
    except pdfium.PdfiumError:
        return ""
    return str(text).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\ufffe", "-")
