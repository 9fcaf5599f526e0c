"""Word documents (DOCX): paragraphs and tables in order, the numbers that Word generates made visible."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from corpus.errors import ReadRefused
from corpus.footnotes import NONE, mark
from corpus.read.docx_fonts import Fonts
from corpus.read.docx_numbers import Numbering
from corpus.read.legacy import encoding_of_font, from_font
from corpus.read.tables import laid_out
from corpus.types import Footnote, Reading

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
NOTE_KINDS = ("footnote", "endnote")


def read_docx(data: bytes, name: str) -> Reading:
    """A line per paragraph, a row per table row; text boxes after their paragraph. ReadRefused for a broken file.

    What was deleted or moved away is left out; notes are kept apart. Heads and feet of pages are not the text's.
    """
    try:
        text = _Text(docx.Document(BytesIO(data)))
        lines = list(text.lines())
        footnotes = tuple(text.footnotes())
    except Exception as error:  # the library raises its parsers' own errors for broken files
        raise ReadRefused(name, f"tệp Word bị hỏng ({type(error).__name__}).", "Mở và lưu lại thành .docx.") from error
    remark = f"Chữ theo phông {', '.join(sorted(text.encodings))} đã chuyển sang Unicode."
    return Reading("\n".join(lines), "docx", notes=(remark,) if text.encodings else (), footnotes=footnotes)


class _Text:
    """The words of a document in order."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._numbering = Numbering(document)
        self._fonts = Fonts(document)
        self.encodings: set[str] = set()
        self._labels: dict[tuple[str, str], str] = {}
        for kind in NOTE_KINDS:
            for reference in document.element.body.iter(qn(f"w:{kind}Reference")):
                self._labels.setdefault((kind, reference.get(qn("w:id"))), str(len(self._labels) + 1))

    def lines(self) -> Iterator[str]:
        """The lines of the body."""
        yield from self._blocks(self._document.element.body, self._document)

    def footnotes(self) -> Iterator[Footnote]:
        """The notes that the text refers to."""
        for relation in self._document.part.rels.values():
            kind = relation.reltype.rpartition("/")[2].removesuffix("s")
            if kind not in NOTE_KINDS or relation.is_external:
                continue
            for note in parse_xml(relation.target_part.blob).iter(qn(f"w:{kind}")):
                label = self._labels.get((kind, note.get(qn("w:id"))))
                words = "\n".join(self._blocks(note, self._document)).strip()
                if label and words:
                    yield Footnote(label, words)

    def _blocks(self, parent: Any, owner: Any, in_table: bool = False) -> Iterator[str]:
        for child in parent.iterchildren():
            if child.tag == qn("w:p"):
                yield from self._paragraph(Paragraph(child, owner), in_table)
            elif child.tag == qn("w:tbl"):
                yield from self._table(Table(child, owner))
            elif child.tag in {qn("w:sdt"), qn("w:ins"), qn("w:customXml")}:
                content = child.find(qn("w:sdtContent")) if child.tag == qn("w:sdt") else child
                if content is not None:
                    yield from self._blocks(content, owner, in_table)

    def _paragraph(self, paragraph: Paragraph, in_table: bool) -> Iterator[str]:
        if _is_deleted(paragraph._p):
            return
        number = self._numbering.mark(paragraph)
        boxes: list[Any] = []
        text = "".join(self._runs(paragraph._p, boxes, paragraph._p, ""))
        lines = [bare for line in text.split("\n") if (bare := re.sub(r"\s+", " ", line).strip())]
        if lines:
            yield f"{number} {lines[0]}".strip()
            yield from lines[1:]
        elif number and in_table:  # a column of numbers: nothing but the mark
            yield number
        for box in boxes:
            yield from self._blocks(box, paragraph._parent, in_table)

    def _runs(self, element: Any, boxes: list[Any], paragraph: Any, font: str) -> Iterator[str]:
        """The words of a paragraph, hyperlinks and insertions too; text boxes are put into `boxes`."""
        for node in element.iterchildren():
            tag = node.tag
            if tag == qn("w:t"):
                yield self._written(node.text or "", font)
            elif tag in {qn("w:br"), qn("w:cr")}:
                yield "\n"
            elif tag == qn("w:tab"):
                yield "\t" if node.getparent().tag == qn("w:r") else ""
            elif tag == qn("w:noBreakHyphen"):
                yield "-"
            elif tag == qn("w:txbxContent"):
                boxes.append(node)
            elif tag in {qn("w:footnoteReference"), qn("w:endnoteReference")}:
                kind = tag.rpartition("}")[2].removesuffix("Reference")
                yield mark(self._labels.get((kind, node.get(qn("w:id"))), ""))
            elif tag == qn("w:r") and _is_hidden(node):
                continue
            # Old programs' form of what stands beside it; what was deleted; what was moved away.
            elif tag not in {FALLBACK, qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr")}:
                yield from self._runs(
                    node, boxes, paragraph, self._fonts.of(node, paragraph) if tag == qn("w:r") else font
                )

    def _written(self, text: str, font: str) -> str:
        text = text.translate(NONE)
        encoding = encoding_of_font(font)
        turned = from_font(text, font) if encoding else text
        if turned != text:
            self.encodings.add(encoding)
        return turned

    def _table(self, table: Table) -> Iterator[str]:
        """A table's rows. A cell that spans rows stands in each of them, one that spans columns once."""
        _unwrap(table._tbl)
        rows = [list(dict.fromkeys(cell._tc for cell in row.cells)) for row in table.rows]
        # Each cell is read once: its numbers count once, in however many rows it stands.
        cells = dict.fromkeys(cell for row in rows for cell in row)
        lines = {cell: list(self._blocks(cell, table._parent, True)) for cell in cells}
        yield from laid_out([[lines[cell] for cell in row] for row in rows])


def _unwrap(table: Any) -> None:
    """Take the rows and cells of a table out of their content controls, in which the library does not look."""
    for control in list(table.iter(qn("w:sdt"))):
        content = control.find(qn("w:sdtContent"))
        inside = list(content) if content is not None else []
        if any(child.tag in {qn("w:tr"), qn("w:tc")} for child in inside):
            for child in inside:
                control.addprevious(child)
            control.getparent().remove(control)


def _is_deleted(paragraph: Any) -> bool:
    """Whether a paragraph's own mark was deleted in tracked changes and no words are left."""
    deleted = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}") is not None
    return deleted and not any(run.getparent().tag != qn("w:del") for run in paragraph.iter(qn("w:r")))


def _is_hidden(run: Any) -> bool:
    """Whether a run is set not to be shown."""
    vanish = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return vanish is not None and vanish.get(qn("w:val")) not in {"0", "false"}
