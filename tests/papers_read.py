"""Readers of DOCX and PDF files for the tests: their texts, those in tables too."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import docx
import pypdfium2
from docx.table import Table


def inside(holder: Any) -> Iterator[str]:
    """The texts of a document or cell in their order, those of its tables too."""
    for piece in holder.iter_inner_content():
        if isinstance(piece, Table):
            for row in piece.rows:
                for cell in row.cells:
                    yield from inside(cell)
        else:
            yield piece.text


def docx_text(data: bytes) -> str:
    return "\n".join(inside(docx.Document(io.BytesIO(data))))


def pages(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def pdf_text(data: bytes) -> str:
    return "\n".join(pages(data))


def squeezed(text: str) -> str:
    """A text without what depends on where its lines are broken."""
    return "".join(text.split())
