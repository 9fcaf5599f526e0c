"""A sheet as DOCX, on the page and in the font of administrative papers."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant.export import INDENT, MADE_BY, SIZE, centre, head, lay_out, printable
from assistant.workshop.printing.printed import WIDTH, Block, Grid, Lines, Paper, Piece, Style

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

HANG = 0.75  # centimetres between a label and its text
SMALLER = 11  # points, of keys and tables
RULE, DOTTED = "8A8A8A", ("555555", "565656")


def docx_of(paper: Paper) -> bytes:
    """A paper as a DOCX file."""
    import docx

    document = docx.Document()
    lay_out(document, paper.title)
    if paper.made_on:
        head(document, paper.made_on, paper.title, MADE_BY)
    else:
        centre(_paragraph(document, bold=paper.title))
    for place, line in enumerate(paper.below):
        centre(_paragraph(document, bold=line) if place == 0 else _paragraph(document, line, size=SMALLER))
    table = None
    for group in _kept(paper.pieces):
        if len(group) > 1:  # in a row of a table without borders, one table for those that follow each other
            table = table or _frame(document)
            _add_group(table, group)
        else:
            table = None
            _add(document, group[0])
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _kept(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """The pieces that are to stand on one page, and the headings and those that may stand apart, each alone."""
    group: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Block) and piece.style is Style.HEADING:
            yield [piece]
            continue
        group.append(piece)
        if not piece.keep:
            yield group
            group = []
    if group:
        yield group


def _frame(document: Document) -> Any:
    """A table without rows, borders and margins: writers keep a row on one page, but break chains of paragraphs that
    are to be kept with the next (LibreOffice does after the first).
    """
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Mm

    table = document.add_table(0, 1)
    table.autofit = False
    table.columns[0].width = Mm(WIDTH)
    sides = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("left", "right"))
    margins = parse_xml(f"<w:tblCellMar {nsdecls('w')}>{sides}</w:tblCellMar>")
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")
    return table


def _add_group(table: Any, group: Iterable[Piece]) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    row = table.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    (cell,) = row.cells
    cell.width = Mm(WIDTH)
    empty = cell.paragraphs[0]._p
    for piece in group:
        _add(cell, replace(piece, keep=False))  # the row keeps them
    empty.getparent().remove(empty)


def _add(holder: Any, piece: Piece) -> None:
    """Add a piece to a document or a cell."""
    if isinstance(piece, Block):
        _add_block(holder, piece)
    elif isinstance(piece, Lines):
        _add_lines(holder, piece)
    else:
        _add_grid(holder, piece)


def _add_block(holder: Any, block: Block) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    label = f"{block.label}\t" if block.label and block.style is Style.OPTION else f"{block.label} "
    told = block.style in {Style.TOLD, Style.SMALL}
    bold = block.bold or block.style is Style.HEADING
    paragraph = _paragraph(
        holder,
        "" if bold else block.text,
        bold=(label if block.label else "") + (block.text if bold else ""),
        size=SMALLER if told else SIZE,
    )
    form = paragraph.paragraph_format
    form.keep_with_next, form.keep_together = block.keep, True
    if block.style is Style.OPTION:
        form.left_indent, form.first_line_indent = Cm(INDENT + HANG), Cm(-HANG)
        form.space_after = Pt(3)
    elif block.style is Style.TOLD:
        form.left_indent, form.space_after = Cm(INDENT), Pt(2)
        _border(paragraph, "left", "single", RULE)
    elif block.style is Style.TEXT:
        form.first_line_indent = Cm(INDENT)
        if "\n" not in block.text:  # a line break in a justified paragraph would stretch the line before it
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    elif block.style is not Style.SMALL:
        form.space_before = Pt(10 if block.style is Style.HEADING else 8)


def _add_lines(holder: Any, lines: Lines) -> None:
    from docx.shared import Pt

    for place in range(lines.count):
        paragraph = _paragraph(holder, lines.label if place == 0 else "", size=SMALLER)
        form = paragraph.paragraph_format
        form.keep_with_next = lines.keep
        form.space_before, form.space_after = Pt(6), Pt(2)
        # lines of one colour would be taken for the border of one block, with nothing between them
        _border(paragraph, "bottom", "dotted", DOTTED[place % 2])


def _add_grid(holder: Any, grid: Grid) -> None:
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.oxml import OxmlElement
    from docx.shared import Mm, Pt

    rows = [row for row in (grid.head, *grid.rows) if row]
    table = holder.add_table(len(rows), len(grid.widths))
    table.style, table.autofit, table.alignment = "Table Grid", False, WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, grid.widths, strict=True):
        column.width = Mm(width)
    for place, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        is_head = bool(grid.head) and place == 0
        if is_head:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # the titles again on every page
        for cell, text, width in zip(row.cells, texts, grid.widths, strict=True):
            cell.width = Mm(width)
            paragraph = cell.paragraphs[0]
            _write(paragraph, "" if is_head else text, text if is_head else "", SMALLER)
            paragraph.paragraph_format.space_after = Pt(2)
            paragraph.paragraph_format.keep_with_next = is_head or grid.keep
    in_cell = hasattr(holder, "_tc")  # where a paragraph after it is there already
    after = holder.paragraphs[-1] if in_cell else holder.add_paragraph()  # or two tables would grow together
    after.paragraph_format.space_after, after.paragraph_format.line_spacing = Pt(0), Pt(6)
    after.paragraph_format.keep_with_next = grid.keep


def _paragraph(holder: Any, text: str = "", bold: str = "", size: int = SIZE) -> Paragraph:
    paragraph: Paragraph = holder.add_paragraph()
    _write(paragraph, text, bold, size)
    return paragraph


def _write(paragraph: Paragraph, text: str, bold: str, size: int) -> None:
    """Write the bold text, then the other."""
    from docx.shared import Pt

    for part, is_bold in ((bold, True), (text, False)):
        if part:
            run = paragraph.add_run(printable(part))
            run.bold, run.font.size = is_bold, Pt(size)


def _border(paragraph: Paragraph, side: str, kind: str, colour: str) -> None:
    """A line at one side of a paragraph."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders, line = OxmlElement("w:pBdr"), OxmlElement(f"w:{side}")
    told: dict[str, Any] = {"val": kind, "sz": "8", "space": "6" if side == "left" else "1", "color": colour}
    for name, value in told.items():
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
