"""Comparisons to hand on, as DOCX and XLSX: what was added is underlined, what was taken out struck through."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from assistant.comparing import Mark, Pair, Words
from assistant.export import MADE_BY, lay_out, printable
from assistant.matrix import Line
from assistant.paper import in_full, validity_of, words_of
from corpus.dates import day

if TYPE_CHECKING:
    from docx.document import Document

SAID = {
    Mark.SAME: "giữ nguyên",
    Mark.CHANGED: "có thay đổi",
    Mark.ADDED: "chỉ có ở bên phải",
    Mark.REMOVED: "chỉ có ở bên trái",
}
NOT_RULED = "không quy định (không thấy trong văn bản có ở kho)"
NOT_IN_DIGEST = "không thấy trong bản tóm lược (kho chưa có văn bản)"
LONGEST_CELL = 32_000  # characters that a cell of a workbook holds


def comparison_docx(left: str, right: str, pairs: Sequence[Pair], made_on: date) -> bytes:
    """The pairs as a table of two columns, on paper laid across."""
    document = _paper("SO SÁNH VĂN BẢN", made_on)
    table = _table(document, (left, right))
    for pair in pairs:
        cells = table.add_row().cells
        for cell, unit, words in ((cells[0], pair.left, pair.left_words), (cells[1], pair.right, pair.right_words)):
            _name(cell, unit.name if unit else "–")
            _write(cell, words)
    return _bytes(document)


def matrix_docx(requirements: Sequence[str], lines: Sequence[Line], made_on: date) -> bytes:
    """The matrix as a table, a row for each line."""
    document = _paper("MA TRẬN QUY ĐỊNH", made_on)
    table = _table(document, ("", *requirements))
    for line in lines:
        cells = table.add_row().cells
        _name(cells[0], line.name)
        for cell, found in zip(cells[1:], line.cells, strict=True):
            if found.citation is None:
                cell.paragraphs[0].add_run(_not_ruled(line)).italic = True
                continue
            cell.paragraphs[0].add_run(printable(words_of(found.citation)))
            cited = f"{in_full(found.citation)} – {validity_of(found.citation) or found.citation.status_text}"
            cell.add_paragraph().add_run(printable(cited)).italic = True
    return _bytes(document)


def comparison_xlsx(left: str, right: str, pairs: Sequence[Pair]) -> bytes:
    """The pairs as a sheet: what became of each, its names, its words on both sides with the changes coloured."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet, styles = book.add_worksheet("So sánh"), _styles(book)
        sheet.set_column(0, 4, 16, styles["text"])
        sheet.set_column(2, 2, 70, styles["text"])
        sheet.set_column(4, 4, 70, styles["text"])
        sheet.freeze_panes(1, 0)
        for column, title in enumerate(("Kết quả", "Điều, mục", left, "Điều, mục", right)):
            sheet.write_string(0, column, printable(title), styles["head"])
        for row, pair in enumerate(pairs, start=1):
            sheet.write_string(row, 0, SAID[pair.mark], styles["text"])
            for column, unit, words in ((1, pair.left, pair.left_words), (3, pair.right, pair.right_words)):
                sheet.write_string(row, column, printable(unit.name) if unit else "–", styles["text"])
                _write_words(sheet, row, column + 1, words, styles)
    return file.getvalue()


def matrix_xlsx(requirements: Sequence[str], lines: Sequence[Line]) -> bytes:
    """The matrix as a sheet: a column for each requirement and one for its basis."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet, styles = book.add_worksheet("Ma trận"), _styles(book)
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 2 * len(requirements), 44, styles["text"])
        sheet.freeze_panes(1, 1)
        titles = ["", *(title for name in requirements for title in (name, f"Căn cứ: {name}"))]
        for column, title in enumerate(titles):
            sheet.write_string(0, column, printable(title), styles["head"])
        for row, line in enumerate(lines, start=1):
            sheet.write_string(row, 0, printable(line.name), styles["head"])
            for place, found in enumerate(line.cells):
                cited = found.citation
                words = words_of(cited) if cited else _not_ruled(line)
                basis = f"{in_full(cited)} – {validity_of(cited) or cited.status_text}" if cited else ""
                sheet.write_string(row, 1 + 2 * place, printable(words), styles["text"])
                sheet.write_string(row, 2 + 2 * place, printable(basis), styles["text"])
    return file.getvalue()


def _not_ruled(line: Line) -> str:
    return NOT_IN_DIGEST if line.only_digests else NOT_RULED


def _paper(title: str, made_on: date) -> Document:
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    document = docx.Document()
    lay_out(document, title)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    for text, bold in ((title, True), (f"Ngày lập: {day(made_on)}. {MADE_BY}", False)):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(text)
        run.bold, run.italic = bold, not bold
    return document


def _table(document: Document, titles: Sequence[str]) -> Any:
    from docx.oxml import OxmlElement

    table = document.add_table(1, len(titles))
    table.style = "Table Grid"
    for cell, title in zip(table.rows[0].cells, titles, strict=True):
        _name(cell, title)
    repeated = OxmlElement("w:tblHeader")  # the titles again on every page
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    return table


def _name(cell: Any, text: str) -> None:
    cell.paragraphs[0].add_run(printable(text)).bold = True


def _write(cell: Any, words: Sequence[Words]) -> None:
    from docx.shared import Pt, RGBColor

    paragraph = cell.add_paragraph()
    for said in words:
        run = paragraph.add_run(printable(said.text))
        run.font.size = Pt(11)
        if said.mark is Mark.ADDED:
            run.underline, run.font.color.rgb = True, RGBColor(0x1E, 0x6B, 0x3A)
        elif said.mark is Mark.REMOVED:
            run.font.strike, run.font.color.rgb = True, RGBColor(0xA3, 0x2A, 0x1E)


def _bytes(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _styles(book: Any) -> dict[str, Any]:
    return {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        Mark.ADDED: book.add_format({"font_color": "#1E6B3A", "underline": 1}),
        Mark.REMOVED: book.add_format({"font_color": "#A32A1E", "font_strikeout": True}),
    }


def _write_words(sheet: Any, row: int, column: int, words: Sequence[Words], styles: dict[str, Any]) -> None:
    """The words with their changes coloured; what is too long for a cell is cut, and says so."""
    words = [Words(printable(said.text), said.mark) for said in words]
    whole = "".join(said.text for said in words)
    if len(whole) > LONGEST_CELL:
        sheet.write_string(row, column, f"{whole[:LONGEST_CELL]} … (còn tiếp, xem văn bản)", styles["text"])
        return
    runs: list[Any] = []
    for said in words:
        if said.text:
            runs += [styles[said.mark], said.text] if said.mark in styles else [said.text]
    if sum(isinstance(run, str) for run in runs) > 1:
        sheet.write_rich_string(row, column, *runs, styles["text"])
    elif whole:
        sheet.write_string(row, column, whole, styles[words[0].mark] if words[0].mark in styles else styles["text"])
