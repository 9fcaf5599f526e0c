"""Questions and answers as a document to hand on: Markdown, and DOCX in the layout of administrative papers.

Page, margins, font and numbering follow Appendix I of Nghị định 30/2020/NĐ-CP. Citations keep their numbers, their
status on the day asked about and the token by which the answer can be made again.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from assistant.naming import NATURE_TEXT
from assistant.paper import in_full, is_quotation, validity_of, words_of
from assistant.types import NOTHING_OF_IT, Answer, Citation, Claim
from corpus.dates import day
from corpus.types import Nature

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

TITLE = "KẾT QUẢ TRA CỨU QUY ĐỊNH"
MADE_BY = "Lập bằng phần mềm Căn Cứ từ kho văn bản trên máy; không thay cho văn bản gốc."
FONT, SIZE = "Times New Roman", 13
MARGINS = {"top_margin": 20, "bottom_margin": 20, "left_margin": 30, "right_margin": 15}  # millimetres
INDENT = 1.27  # centimetres, of a paragraph's first line


def as_markdown(answers: Sequence[Answer], made_on: date) -> str:
    """The answers as Markdown; nothing of a regulation or a question acts as markup."""
    lines = [f"# {TITLE}", f"Ngày lập: {day(made_on)}. {MADE_BY}"]
    for number, answer in enumerate(answers, start=1):
        lines += [
            f"## {number}. {_plain(' '.join(answer.question.split()))}",
            f"Hiệu lực xét tại ngày {day(answer.as_of)}.",
        ]
        lines += [f"**Lưu ý:** {_plain(warning)}" for warning in answer.beside]
        for about, claims in answer.by_part():
            lines += [f"### {_plain(about)}"] if about else []
            lines += [] if claims else [NOTHING_OF_IT]
            for claim in claims:
                quoted = is_quotation(claim, cited_of(claim, answer))
                marks = " ".join(f"[{mark}]" for mark in claim.marks)
                said = f"“{_plain(claim.text)}” {marks}" if quoted else f"{_plain(claim.text)} {marks}"
                lines.append("\n".join(f"> {line}" for line in said.splitlines()) if quoted else said)
        lines += [_plain(answer.refusal.text)] if answer.refusal else []
        shown = answer.citations or answer.nearest
        if shown:
            lines.append(f"**{heading_of(answer)}**")
            lines += [
                f"- [{citation.mark}] {_plain(described(citation))}{_quoted(citation, answer)}" for citation in shown
            ]
        lines.append(f"Mã tái lập: `{answer.token}`")
    return "\n\n".join(lines) + "\n"


def as_docx(answers: Sequence[Answer], made_on: date) -> bytes:
    """The answers as a DOCX file."""
    import docx

    document = docx.Document()
    lay_out(document, TITLE)
    head(document, made_on)
    for number, answer in enumerate(answers, start=1):
        _add(document, f"{number}. {answer.question}", bold=True, keep=True)
        _add(document, f"Hiệu lực xét tại ngày {day(answer.as_of)}.", italic=True)
        for about, claims in answer.by_part():
            if about:
                _add(document, about, bold=True, italic=True, keep=True)
            if not claims:
                _add(document, NOTHING_OF_IT)
            for claim in claims:
                _add_claim(document, claim, answer)
        if answer.refusal:
            _add(document, answer.refusal.text)
        shown = answer.citations or answer.nearest
        if shown:
            _add(document, f"{heading_of(answer)}:", bold=True, keep=True)
        for citation in shown:
            _add(document, f"[{citation.mark}] {described(citation)}")
            if citation.quote.text not in answer.text:
                _add(document, words_of(citation), italic=True, size=11)
        for warning in answer.beside:
            _add(document, f"Lưu ý: {warning}", italic=True)
        _add(document, f"Mã tái lập: {answer.token}", size=9)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def described(citation: Citation) -> str:
    """“khoản 1 Điều 5 Nghị định số 73/2019/NĐ-CP ngày 05/9/2019 của Chính phủ – còn hiệu lực”, with its nature where
    that is not official, and its source.
    """
    nature = "" if citation.nature in {Nature.OFFICIAL, Nature.DIGEST} else f" ({NATURE_TEXT[citation.nature]})"
    source = f"; nguồn: {citation.source}" if citation.source.startswith("http") else ""
    return f"{in_full(citation)}{nature} – {validity_of(citation) or citation.status_text}{source}."


def _quoted(citation: Citation, answer: Answer) -> str:
    """A citation's words, where the answer does not hold them already, as a quotation below it."""
    if citation.quote.text in answer.text:
        return ""
    return "".join(f"\n  > {_plain(line)}" for line in citation.quote.text.splitlines())


def heading_of(answer: Answer) -> str:
    """What stands above the citations of an answer, or the nearest provisions of a refusal."""
    return "Căn cứ" if answer.citations else "Quy định gần nhất"


def cited_of(claim: Claim, answer: Answer) -> tuple[Citation, ...]:
    """The citations that a claim rests on."""
    by_mark = {citation.mark: citation for citation in answer.citations}
    return tuple(by_mark[mark] for mark in claim.marks)


def _plain(text: str) -> str:
    escaped = re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", text)
    # At the start of a line more is markup: lists, rules, indented code.
    unlisted = re.sub(r"^[ \t]*([-+=])", r"\\\1", escaped, flags=re.MULTILINE)
    return re.sub(r"^[ \t]*(\d+)([.)])", r"\1\\\2", unlisted, flags=re.MULTILINE)


def lay_out(document: Document, title: str) -> None:
    """Give a new document its title and the page, margins, font and numbering of administrative papers."""
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, millimetres in MARGINS.items():
        setattr(section, name, Mm(millimetres))
    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(SIZE)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    normal.paragraph_format.space_after = Pt(6)
    document.core_properties.title, document.core_properties.author = title.capitalize(), "Căn Cứ"
    document.core_properties.language = "vi-VN"
    # The number of the page, in the middle at the top, from the second page on.
    section.different_first_page_header_footer = True
    _number_pages(section.header.paragraphs[0])


def _number_pages(paragraph: Paragraph) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def head(document: Document, made_on: date, title: str = TITLE, note: str = MADE_BY) -> None:
    """Add the national name and motto at the right, the place and day below, the title in the middle."""
    from docx.shared import Mm

    table = document.add_table(1, 2)
    table.autofit = False
    left, right = table.rows[0].cells
    for cell, column, width in ((left, table.columns[0], Mm(62)), (right, table.columns[1], Mm(103))):
        cell.width = column.width = width
    _fill(left, ("TÊN CƠ QUAN, ĐƠN VỊ", True, False), ("Số: ........", False, False))
    when = f"........, ngày {made_on.day:02d} tháng {made_on.month:02d} năm {made_on.year}"
    _fill(
        right,
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True, False),
        ("Độc lập - Tự do - Hạnh phúc", True, False),
        (when, False, True),
    )
    document.add_paragraph()
    centre(_add(document, title, bold=True, indent=False, keep=True))
    centre(_add(document, note, italic=True, indent=False, size=11))


def _fill(cell: Any, *lines: tuple[str, bool, bool]) -> None:
    from docx.shared import Pt

    for place, (text, bold, italic) in enumerate(lines):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        run = paragraph.add_run(text)
        run.bold, run.italic, run.font.size = bold, italic, Pt(12 if bold and place == 0 else SIZE)
        paragraph.paragraph_format.space_after = Pt(2)
        centre(paragraph)


def centre(paragraph: Paragraph) -> None:
    """Set a paragraph in the middle."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _add_claim(document: Document, claim: Claim, answer: Answer) -> None:
    """A quotation in quotation marks, line by line as in the text; its marks after the last line."""
    quoted = is_quotation(claim, cited_of(claim, answer))
    lines = (f"“{claim.text}”" if quoted else claim.text).splitlines()
    marks = "".join(f"[{mark}]" for mark in claim.marks)
    for place, line in enumerate(lines):
        paragraph = _add(document, line)
        if place == len(lines) - 1 and marks:
            paragraph.add_run(f" {marks}").bold = True


def _add(
    document: Document,
    text: str,
    bold: bool = False,
    italic: bool = False,
    indent: bool = True,
    keep: bool = False,
    size: int = SIZE,
) -> Paragraph:
    """A paragraph, justified; `keep` keeps it on a page with the next one."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    paragraph = document.add_paragraph()
    run = paragraph.add_run(printable(text))
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.keep_with_next = keep
    if indent:
        paragraph.paragraph_format.first_line_indent = Cm(INDENT)
    return paragraph


def printable(text: str) -> str:
    """The text without what XML cannot hold: control characters, halves of letters."""
    return re.sub(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
