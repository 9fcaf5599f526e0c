"""Word documents (DOCX): paragraphs and tables in order, the numbers that Word generates made visible."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from corpus.errors import ReadRefused
from corpus.read.docx_numbers import Numbering
from corpus.types import Reading

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_docx(data: bytes, name: str) -> Reading:
    """A line per paragraph, a row per table row; text boxes after their paragraph. ReadRefused for a broken file.

    Notes at page ends are left out, and so are insertions moved away and deletions; `notes` counts the first.
    """
    try:
        document = docx.Document(BytesIO(data))
        numbering = Numbering(document)
        lines = list(_blocks(document.element.body, document, numbering))
        notes = sum(1 for tag in ("footnote", "endnote") for _ in document.element.body.iter(qn(f"w:{tag}Reference")))
    except Exception as error:  # the library raises its parsers' own errors for broken files
        raise ReadRefused(name, f"tệp Word bị hỏng ({type(error).__name__}).", "Mở và lưu lại thành .docx.") from error
    remark = f"{notes} chú thích cuối trang được bỏ ra ngoài văn bản."
    return Reading("\n".join(lines), "docx", notes=(remark,) if notes else ())


def _blocks(parent: Any, document: Any, numbering: Numbering, in_table: bool = False) -> Iterator[str]:
    for child in parent.iterchildren():
        if child.tag == qn("w:p"):
            yield from _paragraph(Paragraph(child, document), numbering, in_table)
        elif child.tag == qn("w:tbl"):
            yield from _table(Table(child, document), numbering)
        elif child.tag in {qn("w:sdt"), qn("w:ins"), qn("w:customXml")}:
            content = child.find(qn("w:sdtContent")) if child.tag == qn("w:sdt") else child
            if content is not None:
                yield from _blocks(content, document, numbering, in_table)


def _paragraph(paragraph: Paragraph, numbering: Numbering, in_table: bool) -> Iterator[str]:
    mark = numbering.mark(paragraph)
    boxes: list[Any] = []
    text = "".join(_runs(paragraph._p, boxes))
    lines = [bare for line in text.split("\n") if (bare := re.sub(r"\s+", " ", line).strip())]
    if lines:
        yield f"{mark} {lines[0]}".strip()
        yield from lines[1:]
    elif mark and in_table:  # a column of numbers: nothing but the mark
        yield mark
    for box in boxes:
        yield from _blocks(box, paragraph._parent, numbering, in_table)


def _runs(element: Any, boxes: list[Any]) -> Iterator[str]:
    """The words of a paragraph, hyperlinks and insertions too; text boxes are put into `boxes`."""
    for node in element.iterchildren():
        if node.tag == qn("w:t"):
            yield node.text or ""
        elif node.tag in {qn("w:br"), qn("w:cr")}:
            yield "\n"
        elif node.tag == qn("w:tab"):
            yield "\t" if node.getparent().tag == qn("w:r") else ""
        elif node.tag == qn("w:noBreakHyphen"):
            yield "-"
        elif node.tag == qn("w:txbxContent"):
            boxes.append(node)
        # Old programs' form of what stands beside it; what was deleted; what was moved away.
        elif node.tag not in {FALLBACK, qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr")}:
            yield from _runs(node, boxes)


def _table(table: Table, numbering: Numbering) -> Iterator[str]:
    """A table's rows; one that only lays out the page (two cells, as in a head or a signature) line by line."""
    rows = [list(dict.fromkeys(cell._tc for cell in row.cells)) for row in table.rows]
    document = table._parent
    for row in rows:
        cells = [list(_blocks(cell, document, numbering, in_table=True)) for cell in row]
        if len(cells) <= 2 and (len(rows) <= 3 or len(cells) == 1):
            for cell in cells:
                yield from cell
        else:
            yield " | ".join(" ".join(cell) for cell in cells)
