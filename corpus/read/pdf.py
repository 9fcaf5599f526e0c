"""PDF with a text layer; a scan has none and is refused."""

from __future__ import annotations

import re
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from corpus.errors import ReadRefused
from corpus.read.pdf_layout import Page, lay_out
from corpus.read.pdf_lines import lines_of
from corpus.read.pdf_tables import Rules
from corpus.types import Reading

MOST_PAGES = 2_000
LEAST_LETTERS = 60  # a page with fewer is not a page of text: a drawing, a signature
THIN = 2.5  # points: a drawn box that is thinner is a rule
LEAST_IN_ALL = 200  # letters in a file that is worth reading
OCR = "Nhận dạng chữ (OCR) thành PDF có chữ, hoặc thêm bản DOCX, rồi thêm lại."
# What a digital signature prints on a page that is otherwise an image.
_STAMP = re.compile(
    r"(?im)^.*(?:Người ký|Ký bởi|Cơ quan|Ngày ký|Thời gian ký|Email|Signature Not Verified|Digitally signed|Location"
    r"|Reason|Date)\s*(?::.*|by.*)?$|.*CỔNG THÔNG TIN ĐIỆN TỬ.*|.*thongtinchinhphu.*|^\s*[\d./:+ -]+$"
)


def read_pdf(data: bytes, name: str) -> Reading:
    """Text page by page, a form feed between pages; between lines what `pdf_layout.lay_out` says.

    ReadRefused for scans (those too whose only text is the stamp of a digital signature), locked and broken files.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        reason = "tệp PDF có mật khẩu." if locked else "tệp PDF bị hỏng."
        raise ReadRefused(name, reason, "Bỏ mật khẩu hoặc lấy lại tệp nguồn rồi thêm lại.") from error
    try:
        count = len(document)
        if count > MOST_PAGES:
            raise ReadRefused(name, f"tệp có {count} trang, quá giới hạn {MOST_PAGES}.", "Tách tệp rồi thêm lại.")
        pages: list[Page] = []
        images: set[int] = set()
        for number in range(count):
            page, is_image = _page(document, number)
            pages.append(page)
            if is_image:
                images.add(number)
    except pdfium.PdfiumError as error:
        raise ReadRefused(name, "tệp PDF bị hỏng, không mở được trang.", "Lấy lại tệp nguồn rồi thêm lại.") from error
    finally:
        document.close()
    letters = [_letters(page) for page in pages]
    scanned = [number + 1 for number in sorted(images) if letters[number] < LEAST_LETTERS]
    if sum(letters) < LEAST_IN_ALL:
        raise ReadRefused(name, "tệp là bản quét (scan) hoặc ảnh, chưa có lớp chữ.", OCR)
    if len(scanned) > count / 2:
        raise ReadRefused(name, f"{len(scanned)} trong {count} trang là ảnh quét, chưa có lớp chữ.", OCR)
    texts, left_out = lay_out(pages)
    return Reading("\f".join(texts), "pdf", notes=_remarks(scanned, len(images), count, left_out))


def _page(document: Any, number: int) -> tuple[Page, bool]:
    """A page's lines and rules, and whether an image covers most of it."""
    page = document[number]
    try:
        width, height = page.get_size()
        horizontal, vertical = [], []
        is_image = False
        for item in page.get_objects([pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=2):
            left, bottom, right, top = item.get_bounds()
            if item.type == pdfium_c.FPDF_PAGEOBJ_IMAGE:
                is_image = is_image or (right - left) * (top - bottom) > 0.5 * width * height
            elif top - bottom < THIN and right - left > 2 * THIN:
                horizontal.append((left, right, (bottom + top) / 2))
            elif right - left < THIN and top - bottom > 2 * THIN:
                vertical.append(((left + right) / 2, bottom, top))
        rules = Rules(tuple(horizontal), tuple(vertical))
        lines = lines_of(page, rules)
    finally:
        page.close()
    return Page(tuple(lines), rules), is_image


def _letters(page: Page) -> int:
    """Letters on a page, those of a signature's stamp not counted."""
    text = _STAMP.sub("", "\n".join(line.text for line in page.lines))
    return sum(map(str.isalpha, text))


def _remarks(scanned: list[int], images: int, count: int, left_out: int) -> tuple[str, ...]:
    remarks = []
    if scanned:
        numbers = ", ".join(map(str, scanned[:10])) + (" …" if len(scanned) > 10 else "")
        remarks.append(f"Trang {numbers} là ảnh, chưa có chữ: nội dung các trang này không được đọc.")
    if images - len(scanned) > count / 2:
        remarks.append("Tệp là bản quét có lớp chữ nhận dạng (OCR): chữ có thể sai so với bản gốc.")
    if left_out:
        remarks.append(f"{left_out} chú thích cuối trang được bỏ ra ngoài văn bản.")
    return tuple(remarks)
