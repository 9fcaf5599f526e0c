"""Word documents (DOCX): paragraphs and tables in order, the numbers that Word generates made visible."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from corpus.errors import ReadRefused
from corpus.types import Reading

ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
         (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def read_docx(data: bytes, name: str) -> Reading:
    """A line per paragraph, a row per table row. ReadRefused when Word's XML cannot be read."""
    try:
        document = docx.Document(BytesIO(data))
        numbering = _Numbering(document)
        lines = list(_blocks(document.element.body, document, numbering))
    except Exception as error:  # the library raises its parsers' own errors for broken files
        raise ReadRefused(name, f"tệp Word bị hỏng ({type(error).__name__}).", "Mở và lưu lại thành .docx.") from error
    return Reading("\n".join(lines), "docx")


def _blocks(parent: Any, document: Any, numbering: _Numbering) -> Iterator[str]:
    for child in parent.iterchildren():
        if child.tag == qn("w:p"):
            yield from _paragraph(Paragraph(child, document), numbering)
        elif child.tag == qn("w:tbl"):
            yield from _table(Table(child, document), numbering)
        elif child.tag == qn("w:sdt"):
            content = child.find(qn("w:sdtContent"))
            if content is not None:
                yield from _blocks(content, document, numbering)


def _paragraph(paragraph: Paragraph, numbering: _Numbering) -> Iterator[str]:
    mark = numbering.mark(paragraph)
    text = "".join(_runs(paragraph._p))
    for place, line in enumerate(text.split("\n")):
        bare = re.sub(r"\s+", " ", line).strip()
        if bare:
            yield f"{mark} {bare}".strip() if place == 0 else bare


def _runs(element: Any) -> Iterator[str]:
    """The words of a paragraph, hyperlinks and insertions too; text boxes are paragraphs of their own after it."""
    for node in element.iter():
        if node.tag == qn("w:t"):
            yield node.text or ""
        elif node.tag in {qn("w:br"), qn("w:cr")}:
            yield "\n"
        elif node.tag == qn("w:tab"):
            yield "\t" if node.getparent().tag == qn("w:r") else ""
        elif node.tag == qn("w:noBreakHyphen"):
            yield "-"


def _table(table: Table, numbering: _Numbering) -> Iterator[str]:
    """A table's rows; one that only lays out the page (two cells, as in a head or a signature) line by line."""
    rows = [list(dict.fromkeys(cell._tc for cell in row.cells)) for row in table.rows]
    document = table._parent
    for row in rows:
        cells = [list(_blocks(cell, document, numbering)) for cell in row]
        if len(cells) <= 2 and (len(rows) <= 3 or len(cells) == 1):
            for cell in cells:
                yield from cell
        else:
            yield " | ".join(" ".join(cell) for cell in cells)


class _Numbering:
    """The numbers of list paragraphs, counted as Word counts them: by list and level, deeper levels starting again."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        for abstract in root.findall(qn("w:abstractNum")):
            key = abstract.get(qn("w:abstractNumId"))
            for level in abstract.findall(qn("w:lvl")):
                values = {
                    tag: child.get(qn("w:val"))
                    for tag in ("numFmt", "lvlText", "start")
                    if (child := level.find(qn(f"w:{tag}"))) is not None
                }
                place = int(level.get(qn("w:ilvl")))
                start = int(values.get("start") or 1)
                self._levels[key, place] = (values.get("numFmt") or "decimal", values.get("lvlText") or "", start)
        for number in root.findall(qn("w:num")):
            reference = number.find(qn("w:abstractNumId"))
            if reference is not None:
                self._abstract[number.get(qn("w:numId"))] = reference.get(qn("w:val"))

    def mark(self, paragraph: Paragraph) -> str:
        """The number that Word shows before a paragraph, "" for none."""
        properties: Any = paragraph._p.pPr
        numbered = properties.numPr if properties is not None else None
        if numbered is None and paragraph.style is not None:
            style: Any = paragraph.style.element.pPr
            numbered = style.numPr if style is not None else None
        if numbered is None or numbered.numId is None:
            return ""
        list_id = str(numbered.numId.val)
        level = int(numbered.ilvl.val) if numbered.ilvl is not None else 0
        abstract = self._abstract.get(list_id, "")
        if (abstract, level) not in self._levels:
            return ""
        counts = self._counts[abstract]
        counts[level] = counts.get(level, self._levels[abstract, level][2] - 1) + 1
        for deeper in [place for place in counts if place > level]:
            del counts[deeper]
        shape, pattern, _ = self._levels[abstract, level]
        if shape == "bullet":
            return "-"
        if shape == "none":
            return ""

        def number(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            form, _, start = self._levels.get((abstract, place), ("decimal", "", 1))
            return _numeral(counts.get(place, start), form)

        return re.sub(r"%(\d)", number, pattern)


def _numeral(value: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"}:
        letters = "abcdefghijklmnopqrstuvwxyz"[(value - 1) % 26] * ((value - 1) // 26 + 1)
        return letters if form == "lowerLetter" else letters.upper()
    if form in {"lowerRoman", "upperRoman"}:
        letters = ""
        for size, numeral in ROMAN:
            letters += numeral * (value // size)
            value %= size
        return letters if form == "lowerRoman" else letters.upper()
    return f"{value:02d}" if form == "decimalZero" else str(value)
