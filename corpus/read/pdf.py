"""PDF: its text layer, or the pictures of its pages read by OCR."""

from __future__ import annotations

import os
import re
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from corpus.errors import ReadRefused
from corpus.read.ocr import DOTS, MOST_PIXELS, Ocr, OcrFailed, missing
from corpus.read.pdf_layout import Page, lay_out
from corpus.read.pdf_lines import Line, lines_of
from corpus.read.pdf_tables import Rules
from corpus.types import Reading

MOST_PAGES = 2_000
PAGES_HEARD = 50  # pages read between two signs of life
MOST_READERS = 4  # pages read by OCR at a time
LEAST_LETTERS = 60  # a page with fewer is not a page of text: a drawing, a signature
STAMPS = {pdfium_c.FPDF_ANNOT_WIDGET, pdfium_c.FPDF_ANNOT_STAMP, pdfium_c.FPDF_ANNOT_FREETEXT}
THIN = 2.5  # points: a drawn box that is thinner is a rule
LEAST_IN_ALL = 200  # letters in a file that is worth reading
OCR = "Cài Tesseract để chương trình tự nhận dạng chữ, hoặc thêm bản có chữ (DOCX, PDF), rồi thêm lại."
# What a digital signature prints on a page that is otherwise an image.
_STAMP = re.compile(
    r"(?im)^.*(?:Người ký|Ký bởi|Cơ quan|Ngày ký|Thời gian ký|Email|Signature Not Verified|Digitally signed|Location"
    r"|Reason|Date)\s*(?::.*|by.*)?$|.*CỔNG THÔNG TIN ĐIỆN TỬ.*|.*thongtinchinhphu.*|^\s*[\d./:+ -]+$"
)


def read_pdf(data: bytes, name: str, ocr: Ocr | None = None) -> Reading:
    """Text page by page, a form feed between pages; between lines what `pdf_layout.lay_out` says.

    Pages that are pictures are read by `ocr`. ReadRefused for scans without it (those too whose only text is the stamp
    of a digital signature), locked and broken files.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        reason = "tệp PDF có mật khẩu." if locked else "tệp PDF bị hỏng."
        raise ReadRefused(name, reason, "Bỏ mật khẩu hoặc lấy lại tệp nguồn rồi thêm lại.") from error
    try:
        document.init_forms()  # else what is stamped in forms is not drawn
        count = len(document)
        if count > MOST_PAGES:
            raise ReadRefused(name, f"tệp có {count} trang, quá giới hạn {MOST_PAGES}.", "Tách tệp rồi thêm lại.")
        pages, images = [], set()
        for number in range(count):
            page, is_image = _page(document, number)
            if ocr and ocr.heard and number % PAGES_HEARD == PAGES_HEARD - 1:
                ocr.heard(number + 1, count)
            pages.append(page)
            if is_image:
                images.add(number)
        scanned = [number for number in sorted(images) if _letters(pages[number]) < LEAST_LETTERS]
        read, why = _by_ocr(document, scanned, ocr)
        for number, lines in read.items():
            pages[number] = Page(lines)
    except pdfium.PdfiumError as error:
        raise ReadRefused(name, "tệp PDF bị hỏng, không mở được trang.", "Lấy lại tệp nguồn rồi thêm lại.") from error
    finally:
        document.close()
    unread = [number + 1 for number in scanned if number not in read]
    if sum(map(_letters, pages)) < (LEAST_IN_ALL if not read else LEAST_LETTERS):
        raise ReadRefused(name, f"tệp là bản quét (scan) hoặc ảnh, chưa có lớp chữ{why}.", OCR)
    if len(unread) > count / 2:
        raise ReadRefused(name, f"{len(unread)} trong {count} trang là ảnh quét, chưa có lớp chữ{why}.", OCR)
    recognised = len(images) - len(scanned) > count / 2
    return lay_out(pages).reading("scan" if read else "pdf", _remarks(unread, sorted(read), count, recognised))


def _by_ocr(document: Any, numbers: list[int], ocr: Ocr | None) -> tuple[dict[int, tuple[Line, ...]], str]:
    """The lines of pages that are pictures, by their number, and why some were not read: "" or "; …"."""
    if not numbers:
        return {}, ""
    if ocr is None or missing():
        return {}, f"; {missing()}" if ocr else ""
    if ocr.heard:
        ocr.heard(0, len(numbers))
    read: dict[int, tuple[Line, ...]] = {}
    waiting: deque[tuple[int, Future[tuple[Line, ...]]]] = deque()
    failed: list[str] = []

    def finish(number: int, lines: Future[tuple[Line, ...]]) -> None:
        try:
            read[number] = lines.result()
        except OcrFailed as error:
            failed.append(f"; nhận dạng chữ trang {number + 1} không xong ({error})")
        if ocr.heard:
            ocr.heard(len(read) + len(failed), len(numbers))

    # Pages are drawn one at a time, PDFium being used by one thread alone, and read beside each other.
    cores = min(os.cpu_count() or 1, MOST_READERS)
    with ThreadPoolExecutor(cores) as pool:
        for number in numbers:
            page = document[number]
            try:
                width, height = page.get_size()
                scale = min(DOTS / 72, (0.99 * MOST_PIXELS / max(width * height, 1)) ** 0.5)
                image = page.render(scale=scale).to_pil()
            except (MemoryError, ValueError) as error:
                failed.append(f"; trang {number + 1} không vẽ được ({type(error).__name__})")
                continue
            finally:
                page.close()
            waiting.append((number, pool.submit(ocr.lines, image, width, height)))
            if len(waiting) > cores:
                finish(*waiting.popleft())
        while waiting:
            finish(*waiting.popleft())
    return read, failed[0] if failed else ""


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
        printed = page.get_textpage().count_chars()
        if _is_stamped(page) and _flatten(page):
            page.close()
            page = document[number]
        lines = lines_of(page, rules, printed)
    finally:
        page.close()
    return Page(tuple(lines), rules), is_image


def _flatten(page: Any) -> bool:
    """Make what was put onto a page part of it; the page must be opened anew."""
    done = pdfium_c.FPDFPage_Flatten(page.raw, pdfium_c.FLAT_NORMALDISPLAY)
    return bool(done == pdfium_c.FLATTEN_SUCCESS)


def _is_stamped(page: Any) -> bool:
    """Whether something was put onto the page after it was made, as offices stamp number and day on signing."""
    for place in range(pdfium_c.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page.raw, place)
        kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
        pdfium_c.FPDFPage_CloseAnnot(annotation)
        if kind in STAMPS:
            return True
    return False


def _letters(page: Page) -> int:
    """Letters on a page, those of a signature's stamp not counted."""
    text = _STAMP.sub("", "\n".join(line.text for line in page.lines))
    return sum(map(str.isalpha, text))


def _remarks(unread: list[int], read: list[int], count: int, recognised: bool) -> tuple[str, ...]:
    remarks = []
    if unread:
        numbers = ", ".join(map(str, unread[:10])) + (" …" if len(unread) > 10 else "")
        remarks.append(f"Trang {numbers} là ảnh, chưa có chữ: nội dung các trang này không được đọc.")
    if read:
        which = "Tất cả các trang" if len(read) == count else f"{len(read)} trong {count} trang"
        remarks.append(f"{which} là ảnh, chữ do máy nhận dạng (OCR): có thể sai so với bản gốc.")
    elif recognised:
        remarks.append("Tệp là bản quét có lớp chữ nhận dạng (OCR): chữ có thể sai so với bản gốc.")
    return tuple(remarks)
