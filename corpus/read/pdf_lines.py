"""The lines of a PDF page with their places: what is needed to tell a wrapped line from a new paragraph."""

from __future__ import annotations

import ctypes
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2.raw as pdfium_c

from corpus.footnotes import CLOSE, OPEN, mark
from corpus.furniture import is_gazette_line, is_page_number
from corpus.read.pdf_tables import Cell, Grid, Rules, tables_of
from corpus.types import Box

CELL_GAP = 2.0  # ems between two words of a line that belong to different cells or columns
MOST_IN_HEAD = 14  # lines
RAISED = 0.8  # a digit under this share of its line's size, above its base line, is a mark of a note

# What stands in one of two columns of a head or a signature, and beside a page's number.
APART = re.compile(r"^CÔNG BÁO/|^CỘNG H|^Độc lập|^ĐẢNG CỘNG|^(?:Luật )?[Ss]ố\s*:|, ngày\s|^Nơi nhận|^- (?:Như|Lưu)")


@dataclass(frozen=True)
class Line:
    """A line of a page in points from the bottom left corner; `marks` are spans of raised small digits in `text`.

    `is_row` says that it is a row of a table.
    """

    text: str
    left: float
    right: float
    bottom: float
    size: float
    marks: tuple[tuple[int, int], ...] = ()
    is_row: bool = False
    height: float = 0.0  # that of a row of a table; else the letters' size

    def box(self, page: int) -> Box:
        """The line's place on its page."""
        top = self.bottom + (self.height or self.size)
        return Box(page, *(round(side, 1) for side in (self.left, self.bottom, self.right, top)))

    def with_marks(self) -> str:
        """The text with the numbers of notes set apart as marks; the power of a unit ("90 m3/s") stays."""
        text = self.text
        for start, end in reversed(self.marks):
            if not re.search(r"\d\s?[kcdm]?m$", text[:start]):
                text = text[:start] + mark(text[start:end]) + text[end:]
        return text


@dataclass(frozen=True)
class _Glyph:
    char: str
    left: float
    right: float
    bottom: float
    size: float


def lines_of(page: Any, rules: Rules, printed: int | None = None) -> list[Line]:
    """The lines of a page in the file's order; a line across two columns of the page is one line for each.

    A row of a table is one line, at the place of the table's first words, its cells joined with " | ". Characters from
    `printed` on were stamped on the page: figures of them fill the blanks of its lines, the rest is no text of it.
    """
    grid = Grid(rules)
    pieces: list[tuple[Cell | None, Line]] = []
    for glyphs in _filled(*_rows(page.get_textpage(), printed)):
        for cell, run in _by_cell(glyphs, grid):
            if cell:
                pieces.append((cell, _line([run])))
                continue
            columns = _columns(run)
            lines = [_line([column]) for column in columns]
            apart = len(columns) == 2 and any(APART.search(line.text) for line in lines)
            pieces += [(None, line) for line in (lines if apart else [_line(columns)])]
    return _head_first(_merged(_with_tables(pieces)))


def _head_first(lines: list[Line]) -> list[Line]:
    """The lines, those at the file's end that stand above all others on the page put before them.

    Some programs write a head laid out as a table last; the gazette's running head is above all.
    """
    body = [at for at, line in enumerate(lines) if not is_gazette_line(line.text) and not is_page_number(line.text)]
    lowest = float("inf")  # of the lines from `at` on
    highest = [float("-inf")]  # of the lines before each
    for at in body:
        highest.append(max(highest[-1], lines[at].bottom))
    for place in range(len(body) - 1, 0, -1):
        lowest = min(lowest, lines[body[place]].bottom)
        if lowest > highest[place]:
            start, end = body[0], body[place]
            return [*lines[:start], *lines[end:], *lines[start:end]]
        if len(body) - place > MOST_IN_HEAD:
            break
    return lines


def _by_cell(glyphs: Sequence[_Glyph], grid: Grid) -> Iterator[tuple[Cell | None, list[_Glyph]]]:
    """A line's glyphs, parted where a rule stands between them, with the cell that each part is in."""
    written = [glyph for glyph in glyphs if glyph.char != " "]
    height = sorted(glyph.bottom + 0.4 * glyph.size for glyph in written)[len(written) // 2]
    walls = grid.walls(height)
    run: list[_Glyph] = []
    inside: Cell | None = None
    for glyph in glyphs:
        if walls and glyph.char != " ":
            cell = grid.cell(walls, (glyph.left + glyph.right) / 2, height)
            if cell != inside and any(g.char != " " for g in run):
                yield inside, run
                run = []
            inside = cell
        run.append(glyph)
    if any(glyph.char != " " for glyph in run):
        yield inside, run


def _with_tables(pieces: Sequence[tuple[Cell | None, Line]]) -> list[Line]:
    """The lines of a page, those in cells put together to rows where their table begins.

    A table that only lays out a head or a signature keeps its lines, cell after cell.
    """
    by_cell: dict[Cell, list[Line]] = defaultdict(list)
    for cell, line in pieces:
        if cell:
            by_cell[cell].append(line)
    tables = tables_of(list(by_cell))
    of_cell = {cell: number for number, table in enumerate(tables) for row in table for cell in row}
    lines: list[Line] = []
    written: set[int] = set()
    for cell, line in pieces:
        number = of_cell.get(cell) if cell else None
        if number is None:
            lines.append(line)
        elif number not in written:
            written.add(number)
            table = tables[number]
            in_order = [line for row in table for cell in row for line in by_cell[cell]]
            if all(len(row) <= 2 for row in table[:4]) and any(APART.search(line.text) for line in in_order[:12]):
                lines += in_order
            else:
                lines += [_row(row, by_cell) for row in table]
    return lines


def _row(row: Sequence[Cell], by_cell: Mapping[Cell, Sequence[Line]]) -> Line:
    text = " | ".join(" ".join(line.text for line in by_cell[cell]) for cell in row)
    size = by_cell[row[0]][0].size
    height = row[0].top - row[0].bottom
    return Line(text, row[0].left, row[-1].right, row[0].bottom, size, is_row=True, height=height)


def _rows(textpage: Any, printed: int | None) -> tuple[list[list[_Glyph]], list[list[_Glyph]]]:
    """The glyphs of each line as PDFium breaks them, those stamped apart; its spaces stand where a glyph ends."""
    rows: list[list[_Glyph]] = [[]]
    stamped: list[list[_Glyph]] = []
    into = rows
    box = pdfium_c.FS_RECTF()
    matrix = pdfium_c.FS_MATRIX()
    raw = textpage.raw
    for index in range(textpage.count_chars()):
        if index == printed:
            into = stamped
            into.append([])
        code = pdfium_c.FPDFText_GetUnicode(raw, index)
        char = "-" if code in (0x02, 0xFFFE) else chr(code)
        if char in "\r\n\f":
            into.append([])
            continue
        if 0xD800 <= code < 0xE000 or not code or char in {OPEN, CLOSE}:
            continue
        if char.isspace():
            if into[-1]:
                before = into[-1][-1]
                into[-1].append(replace(before, char=" ", left=before.right))
            continue
        if not pdfium_c.FPDFText_GetLooseCharBox(raw, index, ctypes.byref(box)):
            continue
        size = float(pdfium_c.FPDFText_GetFontSize(raw, index))
        if pdfium_c.FPDFText_GetMatrix(raw, index, ctypes.byref(matrix)):
            size *= (matrix.b**2 + matrix.d**2) ** 0.5
        into[-1].append(_Glyph(char, box.left, box.right, box.bottom, size))
    return [[row for row in of if any(glyph.char != " " for glyph in row)] for of in (rows, stamped)]  # type: ignore[return-value]


def _filled(rows: list[list[_Glyph]], stamped: list[list[_Glyph]]) -> list[list[_Glyph]]:
    """The lines with the figures that were stamped into their blanks: "Số: 173/KH-UBND", "ngày 28 tháng 4"."""
    words: list[list[_Glyph]] = []
    for run in stamped:
        words.append([])
        for glyph in run:
            if glyph.char == " " or (words[-1] and glyph.left - words[-1][-1].right > glyph.size):
                words.append([])
            if glyph.char != " ":
                words[-1].append(glyph)
    for word in words:
        if not word or not all(glyph.char.isdigit() for glyph in word):
            continue
        middle = word[0].bottom + 0.4 * word[0].size
        for row in rows:
            low, size = min(g.bottom for g in row), max(g.size for g in row)
            if low - 0.3 * size < middle < low + size and row[0].left < word[0].left < row[-1].right + 6 * size:
                space = replace(word[-1], char=" ", left=word[-1].right)
                row[:] = _in_order([g for g in row if g.char != " " or not _covers(g, word)] + [*word, space])
                break
    return rows


def _covers(space: _Glyph, word: Sequence[_Glyph]) -> bool:
    return word[0].left - space.size < space.left < word[-1].right + space.size


def _in_order(glyphs: list[_Glyph]) -> list[_Glyph]:
    """Glyphs from left to right, a space before and after a figure put into a blank."""
    ordered = sorted(glyphs, key=lambda glyph: (glyph.left, glyph.char != " "))
    spaced: list[_Glyph] = []
    for glyph in ordered:
        last = spaced[-1] if spaced else None
        apart = last and last.char != " " != glyph.char and glyph.left - last.right > 0.15 * glyph.size
        if last and apart and (glyph.char.isdigit() != last.char.isdigit()):
            spaced.append(replace(last, char=" ", left=last.right))
        spaced.append(glyph)
    return spaced


def _columns(glyphs: Sequence[_Glyph]) -> list[list[_Glyph]]:
    """A line's glyphs, parted where the gap is that of columns and not of a blank to fill in."""
    cells: list[list[_Glyph]] = [[]]
    last: _Glyph | None = None
    for glyph in glyphs:
        if glyph.char != " ":
            if last and glyph.left - last.right > CELL_GAP * max(glyph.size, last.size):
                written = "".join(g.char for g in cells[-1]).strip()
                if (
                    not re.search(r"(?:[:.…]|[Nn]gày|tháng|năm|số|^\(?\w{1,3}[.)]|^[-+])$", written)
                    and glyph.char != "/"
                ):
                    cells.append([])
            last = glyph
        cells[-1].append(glyph)
    return cells


def _line(cells: Sequence[Sequence[_Glyph]]) -> Line:
    glyphs = [glyph for cell in cells for glyph in cell if glyph.char != " "]
    sizes = sorted(glyph.size for glyph in glyphs)
    size = sizes[len(sizes) // 2]
    base = sorted(glyph.bottom for glyph in glyphs if glyph.size >= RAISED * size)[:1] or [glyphs[0].bottom]
    text = ""
    marks: list[tuple[int, int]] = []
    for cell in cells:
        if text:
            text += " | "
        for glyph in cell:
            if glyph.char.isdigit() and glyph.size < RAISED * size and glyph.bottom > base[0] + 0.05 * size:
                if marks and marks[-1][1] == len(text):
                    marks[-1] = (marks[-1][0], len(text) + 1)
                else:
                    marks.append((len(text), len(text) + 1))
            text += glyph.char if glyph.char != " " or not text.endswith(" ") else ""
    return Line(
        text.rstrip(),
        min(glyph.left for glyph in glyphs),
        max(glyph.right for glyph in glyphs),
        base[0],
        size,
        tuple(marks),
    )


def _merged(lines: Sequence[Line]) -> list[Line]:
    """Lines that PDFium broke though they are one: a raised mark before or after its line, a word cut in two."""
    merged: list[Line] = []
    for line in lines:
        before = merged[-1] if merged else None
        if before is None or before.is_row or line.is_row:
            merged.append(line)
        elif _is_mark(line, before) and -1 < line.left - before.right < before.size:
            start = len(before.text)
            marks = (*before.marks, (start, start + len(line.text)))
            merged[-1] = replace(before, text=before.text + line.text, right=line.right, marks=marks)
        elif _is_mark(before, line) and -1 < line.left - before.right < line.size:
            shift = len(before.text) + 1
            marks = ((0, len(before.text)), *((start + shift, end + shift) for start, end in line.marks))
            merged[-1] = replace(line, text=f"{before.text} {line.text}", left=before.left, marks=marks)
        elif abs(before.bottom - line.bottom) < 1 and -0.12 < (line.left - before.right) / line.size < 0.7:
            glue = " " if line.left - before.right > 0.12 * line.size else ""
            shift = len(before.text) + len(glue)
            marks = (*before.marks, *((start + shift, end + shift) for start, end in line.marks))
            merged[-1] = replace(before, text=before.text + glue + line.text, right=line.right, marks=marks)
        else:
            merged.append(line)
    return merged


def _is_mark(line: Line, beside: Line) -> bool:
    """Whether a line is only small digits raised beside another line."""
    return (
        line.text.isdigit() and line.size < RAISED * beside.size and 0 < line.bottom - beside.bottom < 0.8 * beside.size
    )
