"""Pictures of pages: PNG, JPEG, TIFF with several pages, GIF, BMP."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from corpus.errors import ReadRefused
from corpus.read.ocr import DOTS, MOST_PIXELS, Ocr, OcrFailed, missing
from corpus.read.pdf_layout import Page, lay_out
from corpus.types import Reading

MOST_PAGES = 500
ADVICE = "Quét lại rõ hơn, hoặc thêm bản có chữ (DOCX, PDF), rồi thêm lại."


def read_image(data: bytes, name: str, ocr: Ocr | None) -> Reading:
    """The text that is read off a picture; ReadRefused where reading pictures is not possible, or finds nothing."""
    if ocr is None or missing():
        reason = f"tệp là hình ảnh, chưa có lớp chữ; {missing() or 'nhận dạng chữ đang tắt'}."
        raise ReadRefused(name, reason, "Cài Tesseract, hoặc thêm bản có chữ, rồi thêm lại.")
    try:
        picture = Image.open(BytesIO(data))
        count = getattr(picture, "n_frames", 1)
        if count > MOST_PAGES:
            raise ReadRefused(name, f"ảnh có {count} trang, quá giới hạn {MOST_PAGES}.", "Tách tệp rồi thêm lại.")
        pages = []
        for number, read_frame in enumerate(ImageSequence.Iterator(picture), start=1):
            frame = ImageOps.exif_transpose(read_frame)  # a telephone's picture may lie on its side
            pages.append(Page(ocr.lines(_at_least(frame, _dots(frame)), *size_of(frame))))
            if ocr.heard:
                ocr.heard(number, count)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError) as error:
        raise ReadRefused(name, "tệp ảnh bị hỏng hoặc quá lớn.", ADVICE) from error
    except OcrFailed as error:
        raise ReadRefused(name, f"nhận dạng chữ không xong ({error}).", ADVICE) from error
    return lay_out(pages).reading("image", ("Chữ nhận dạng (OCR) từ ảnh: có thể sai so với bản gốc.",))


def frame_of(picture: Image.Image, number: int) -> Image.Image:
    """A page (from 1) of a picture, upright."""
    picture.seek(number - 1)
    return ImageOps.exif_transpose(picture)


def size_of(frame: Image.Image) -> tuple[float, float]:
    """The width and height of a page in points."""
    width, height = (72 * side / _dots(frame) for side in frame.size)
    return width, height


def _dots(frame: Image.Image) -> float:
    """Its dots per inch, as it says; else it is taken for as wide as an A4 page."""
    return float((frame.info.get("dpi") or (0, 0))[0]) or frame.size[0] / 8.27


def _at_least(frame: Image.Image, dots: float) -> Image.Image:
    """A picture made larger where it is too coarse to read; colours as they are."""
    room = (0.99 * MOST_PIXELS / (frame.size[0] * frame.size[1])) ** 0.5
    factor = min(3.0, DOTS / dots, room)
    if dots >= 0.6 * DOTS or factor <= 1:
        return frame
    size = (int(frame.size[0] * factor), int(frame.size[1] * factor))
    return frame.convert("RGB").resize(size, Image.Resampling.LANCZOS)
