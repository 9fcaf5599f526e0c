"""A page of an original file as a picture, and where on it the words of a copy stand.

`python -m corpus.page_image` draws it in a process of its own, within limits of time and memory: what a hostile file
may do stays there.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from corpus.errors import ReadRefused
from corpus.read.limits import limit_memory
from corpus.types import Box

SECONDS = 20.0
WIDTH = 1100  # pixels of a page: legible at the width of half a screen
TALLEST = 4000
_AT_ONCE = threading.Semaphore(2)  # pages being drawn
ROOT = Path(__file__).resolve().parents[1]
WITH_PAGES = {"pdf", "scan", "image"}  # formats of copies


class Area(NamedTuple):
    """A rectangle on a picture, in parts of its width and height from the top left corner."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class PageImage:
    """A page as JPEG, and the areas of the boxes asked about."""

    jpeg: bytes
    areas: tuple[Area, ...]


def page_image(file: Path, page: int, boxes: Sequence[Box], by_ocr: bool) -> PageImage:
    """The page (from 1) of a PDF or of a picture, with the areas of those of the boxes that are on it.

    `by_ocr` says that the boxes were measured on the drawn page, as those of a scan are, not in the PDF's own units.
    ReadRefused when it cannot be drawn.
    """
    if page < 1:
        raise _refused(file, page)
    asked = {"file": str(file.resolve()), "page": page, "by_ocr": by_ocr, "boxes": [b for b in boxes if b.page == page]}
    command = [sys.executable, "-m", "corpus.page_image"]
    try:
        with _AT_ONCE:
            done = subprocess.run(
                command, input=json.dumps(asked).encode(), capture_output=True, cwd=ROOT, timeout=SECONDS, check=False
            )
    except subprocess.TimeoutExpired:
        raise _refused(file, page) from None
    head, _, jpeg = done.stdout.partition(b"\n")
    if done.returncode or not jpeg:
        raise _refused(file, page)
    return PageImage(jpeg, tuple(Area(*area) for area in json.loads(head)))


def _refused(file: Path, page: int) -> ReadRefused:
    return ReadRefused(file.name, f"trang {page} không vẽ được.", "Hãy mở tệp gốc bằng chương trình khác.")


def main() -> None:
    """Draw the page that standard input asks for; the areas as a line of JSON, then the picture."""
    limit_memory()
    asked = json.load(sys.stdin)
    boxes = [Box(*box) for box in asked["boxes"]]
    file = Path(asked["file"])
    with file.open("rb") as opened:
        is_pdf = b"%PDF-" in opened.read(1024)
    image, areas = (_of_pdf if is_pdf else _of_picture)(file, asked["page"], boxes, asked["by_ocr"])
    sys.stdout.buffer.write(json.dumps([[round(side, 5) for side in area] for area in areas]).encode() + b"\n")
    image.convert("RGB").save(sys.stdout.buffer, "JPEG", quality=80)


def _of_pdf(file: Path, number: int, boxes: Sequence[Box], by_ocr: bool) -> tuple[Any, list[Area]]:
    import pypdfium2 as pdfium

    page = pdfium.PdfDocument(file)[number - 1]
    width, height = page.get_size()
    bitmap = page.render(scale=min(WIDTH / width, TALLEST / height))
    if by_ocr:
        return bitmap.to_pil(), [_area(box, width, height) for box in boxes]
    on_picture = bitmap.get_posconv(page)  # also where the page is turned, or its corner is not at the origin
    areas = []
    for box in boxes:
        one = on_picture.to_bitmap(box.left, box.bottom)
        other = on_picture.to_bitmap(box.right, box.top)
        left, right = sorted((one[0] / bitmap.width, other[0] / bitmap.width))
        top, bottom = sorted((one[1] / bitmap.height, other[1] / bitmap.height))
        areas.append(Area(left, top, right - left, bottom - top))
    return bitmap.to_pil(), areas


def _of_picture(file: Path, number: int, boxes: Sequence[Box], by_ocr: bool) -> tuple[Any, list[Area]]:
    from PIL import Image

    from corpus.read.image import frame_of, size_of

    frame = frame_of(Image.open(file), number)
    width, height = size_of(frame)
    areas = [_area(box, width, height) for box in boxes]
    frame.thumbnail((WIDTH, TALLEST))
    return frame, areas


def _area(box: Box, width: float, height: float) -> Area:
    """A box in points from the bottom left corner of a page of this size."""
    return Area(box.left / width, 1 - box.top / height, (box.right - box.left) / width, (box.top - box.bottom) / height)


if __name__ == "__main__":
    main()
