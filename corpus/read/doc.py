"""Word 97–2003 documents (.doc): paragraphs, tables, generated numbers, notes and text boxes, without Word."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.errors import ReadRefused
from corpus.footnotes import NONE, mark
from corpus.read.doc_file import (
    BOX_TEXTS,
    END_MARKS,
    END_TEXTS,
    NOTE_MARKS,
    NOTE_TEXTS,
    SHAPES,
    BrokenDoc,
    DocFile,
    Run,
)
from corpus.read.doc_lists import DocLists
from corpus.read.legacy import encoding_of_font, from_font
from corpus.read.office import read_by_libreoffice
from corpus.read.tables import laid_out
from corpus.types import Footnote, Reading

TEXT, NOTES, ENDS, BOXES = 0, 1, 5, 6  # parts of the file's text
_PLAIN = {"\x1e": "-", "\x1f": "", "\xa0": " ", "\x0b": "\n", "\x0e": "\n"}


def read_doc(data: bytes, name: str) -> Reading:
    """A line per paragraph, a row per table row; ReadRefused for locked, older and broken files."""
    try:
        file = DocFile(data)
        text = _Text(file)
        lines = list(text.lines(TEXT))
    except BrokenDoc as error:
        refused = ReadRefused(name, str(error), "Mở bằng Word hoặc LibreOffice, lưu thành .docx rồi thêm lại.")
        if not error.older:
            raise refused from error
        return read_by_libreoffice(data, name, "doc", refused)
    except (struct.error, OSError, IndexError, ValueError) as error:
        raise ReadRefused(name, "cấu trúc tệp .doc sai hoặc bị cắt.", "Lấy lại tệp nguồn rồi thêm lại.") from error
    remark = f"Chữ theo phông {', '.join(sorted(text.encodings))} đã chuyển sang Unicode."
    return Reading(
        "\n".join(lines), "doc", notes=(remark,) if text.encodings else (), footnotes=tuple(text.footnotes())
    )


@dataclass
class _Table:
    """A table while it is read: its rows so far, the cells of the row and the lines of the cell."""

    rows: list[list[list[str]]] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def end_row(self) -> None:
        self.rows.append([*self.cells, self.lines] if self.lines else self.cells)
        self.cells, self.lines = [], []

    def end_cell(self) -> None:
        self.cells.append(self.lines)
        self.lines = []


class _Text:
    """The words of a file in order, part by part."""

    def __init__(self, file: DocFile) -> None:
        self._file = file
        self._lists = DocLists(file)
        self.encodings: set[str] = set()
        self._notes = _labels(file, NOTE_MARKS, 1)
        self._ends = _labels(file, END_MARKS, 1 + len(self._notes))
        self._boxes = _anchored(file)

    def lines(self, part: int, low: int = 0, high: int | None = None) -> Iterator[str]:
        """The lines of a part between two of its own positions."""
        first, last = self._file.part(part)
        table = _Table()
        for text, ending in self._paragraphs(first + low, last if high is None else min(last, first + high)):
            look = self._file.paragraph(ending)
            number = self._lists.mark(look.list_, look.depth) if look.list_ else ""
            written = [line for raw in text.rstrip("\x07").split("\n") if (line := re.sub(r"\s+", " ", raw).strip())]
            if written and number:
                written[0] = f"{number} {written[0]}"
            if text.endswith("\x07"):
                table.lines += written
                if look.ends_row:
                    table.end_row()
                else:
                    table.end_cell()
            elif look.in_table:
                table.lines += written
            else:
                yield from laid_out(table.rows)
                table = _Table()
                yield from written
        if table.lines or table.cells:
            table.end_row()
        yield from laid_out(table.rows)

    def footnotes(self) -> Iterator[Footnote]:
        """The notes at page ends and at the end, each with the label of its mark."""
        for part, field_, labels in ((NOTES, NOTE_TEXTS, self._notes), (ENDS, END_TEXTS, self._ends)):
            starts = [at for at, _ in self._file.positions(field_, 0)]
            for label, (low, high) in zip(labels.values(), pairwise(starts), strict=False):
                text = "\n".join(self.lines(part, low, high)).strip()
                if text:
                    yield Footnote(label, text)

    def _paragraphs(self, low: int, high: int) -> Iterator[tuple[str, int]]:
        """Each paragraph's text and the position of the character that ends it; a cell's ends with that character."""
        pieces: list[str] = []
        codes: list[bool] = []  # of the fields that are open: whether in their code, which is not shown
        position = low
        for run in self._file.runs(low, high):
            for piece in re.split("([\r\x07\x0c\x13\x14\x15\x08\x02])", run.text):
                position += len(piece)
                if piece in {"\r", "\x07", "\x0c"}:
                    if not run.gone or piece == "\x07":
                        yield "".join(pieces) + (piece if piece == "\x07" else ""), position - 1
                        pieces = []
                elif piece == "\x13":
                    codes.append(True)
                elif piece == "\x14" and codes:
                    codes[-1] = False
                elif piece == "\x15" and codes:
                    codes.pop()
                elif piece and not run.gone and not any(codes):
                    pieces.append(self._written(piece, position - 1, run))
        if pieces:
            yield "".join(pieces), max(position - 1, low)

    def _written(self, piece: str, position: int, run: Run) -> str:
        if piece == "\x02":
            label = self._notes.get(position) or self._ends.get(position)
            return mark(label) if label else ""
        if piece == "\x08":
            span = self._boxes.get(position)
            return "".join(f"\n{line}" for line in self.lines(BOXES, *span)) if span else ""
        if encoding_of_font(run.font):
            turned = from_font(piece, run.font)
            if turned != piece:
                self.encodings.add(encoding_of_font(run.font))
            piece = turned
        plain = piece.translate(NONE)
        return "".join(_PLAIN.get(char, char if char >= " " or char in "\t\n" else "") for char in plain)


def _labels(file: DocFile, field_: int, first: int) -> dict[int, str]:
    """Where the marks of notes stand, and the number of each."""
    return {at: str(number) for number, (at, _) in enumerate(file.positions(field_, 2)[:-1], start=first)}


def _anchored(file: DocFile) -> dict[int, tuple[int, int]]:
    """Where the text of each box lies in the part of boxes, by the position that the box is anchored to."""
    boxes = file.positions(BOX_TEXTS, 22)
    span_of = {
        struct.unpack_from("<i", value, 14)[0]: (start, boxes[place + 1][0])
        for place, (start, value) in enumerate(boxes[:-1])
        if len(value) == 22
    }
    return {
        at: span_of[shape]
        for at, value in file.positions(SHAPES, 26)
        if len(value) == 26 and (shape := struct.unpack_from("<i", value, 0)[0]) in span_of
    }
