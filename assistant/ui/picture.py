"""A page of an original file, with the quoted lines framed."""

from __future__ import annotations

import base64
from functools import lru_cache
from pathlib import Path

from assistant.ui.component import component
from corpus.errors import ReadRefused
from corpus.page_image import PageImage, page_image
from corpus.types import Box

_mount = component(__file__)


def show_picture(file: Path, page: int, boxes: tuple[Box, ...], by_ocr: bool, label: str, key: str) -> None:
    """Show a page (from 1) of a PDF or a picture with the boxes on it framed; ReadRefused when it cannot be drawn."""
    drawn = _drawn(file, page, boxes, by_ocr)
    if isinstance(drawn, ReadRefused):
        raise drawn
    image = f"data:image/jpeg;base64,{base64.b64encode(drawn.jpeg).decode()}"
    _mount(data={"image": image, "areas": [list(area) for area in drawn.areas], "label": label}, key=key)


@lru_cache(maxsize=32)  # files are named by their hash: one does not change
def _drawn(file: Path, page: int, boxes: tuple[Box, ...], by_ocr: bool) -> PageImage | ReadRefused:
    try:
        return page_image(file, page, boxes, by_ocr)
    except ReadRefused as refused:  # kept too: it would be refused again
        return refused
