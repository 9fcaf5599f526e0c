"""Questions and answers as PDF, in the layout of the DOCX file: for handing on and for the record."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any
from xml.sax.saxutils import escape

from assistant.export import INDENT, MADE_BY, MARGINS, SIZE, TITLE, cited_of, described, heading_of, printable
from assistant.paper import is_quotation, words_of
from assistant.types import NOTHING_OF_IT, Answer
from corpus.dates import day

FONT, BOLD = "SourceSerif", "SourceSerif-Bold"  # with all Vietnamese letters; free to embed (SIL OFL)


def as_pdf(answers: Sequence[Answer], made_on: date) -> bytes:
    """The answers as a PDF file whose text can be searched and copied."""
    story = [*head(made_on)]
    for number, answer in enumerate(answers, start=1):
        story += _answer(number, answer)
    return printed(story, TITLE)


def printed(story: Sequence[Any], title: str) -> bytes:
    """Flowables as a PDF file on A4 with the margins and numbering of administrative papers."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import mm
    from reportlab.platypus import SimpleDocTemplate

    file = io.BytesIO()
    margins = {name.removesuffix("_margin") + "Margin": side * mm for name, side in MARGINS.items()}
    template = SimpleDocTemplate(
        file, pagesize=A4, title=title.capitalize(), author="Căn Cứ", lang="vi-VN", invariant=1, **margins
    )
    template.build([*story], onLaterPages=_number)
    return file.getvalue()


def _answer(number: int, answer: Answer) -> Iterator[Any]:
    yield paragraph(f"{number}. {answer.question}", "strong")
    yield paragraph(f"Hiệu lực xét tại ngày {day(answer.as_of)}.", "small")
    for about, claims in answer.by_part():
        if about:
            yield paragraph(about, "strong")
        if not claims:
            yield paragraph(NOTHING_OF_IT)
        for claim in claims:
            quoted = is_quotation(claim, cited_of(claim, answer))
            marks = "".join(f" [{mark}]" for mark in claim.marks)
            *lines, last = (f"“{claim.text}”" if quoted else claim.text).splitlines() or [""]
            yield from map(paragraph, lines)
            yield paragraph(f"{last}{marks}")
    if answer.refusal:
        yield paragraph(answer.refusal.text)
    shown = answer.citations or answer.nearest
    if shown:
        yield paragraph(f"{heading_of(answer)}:", "strong")
    for citation in shown:
        yield paragraph(f"[{citation.mark}] {described(citation)}")
        if citation.quote.text not in answer.text:
            yield from (paragraph(line, "quote") for line in words_of(citation).splitlines())
    for warning in answer.beside:
        yield paragraph(f"Lưu ý: {warning}", "strong")
    yield paragraph(f"Mã tái lập: {answer.token}", "small")


def head(made_on: date, title: str = TITLE, note: str = MADE_BY) -> Iterator[Any]:
    """The national name and motto at the right, the place and day below, the title in the middle."""
    from reportlab.lib.units import mm
    from reportlab.platypus import Spacer, Table

    when = f"........, ngày {made_on.day:02d} tháng {made_on.month:02d} năm {made_on.year}"
    left = [paragraph("TÊN CƠ QUAN, ĐƠN VỊ", "centre-strong"), paragraph("Số: ........", "centre")]
    right = [
        paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "centre-strong"),
        paragraph("Độc lập - Tự do - Hạnh phúc", "centre-strong"),
        paragraph(when, "centre"),
    ]
    yield Table([[left, right]], colWidths=[60 * mm, 105 * mm], style=[("VALIGN", (0, 0), (-1, -1), "TOP")])
    yield Spacer(1, 6 * mm)
    yield paragraph(title, "centre-strong")
    yield paragraph(note, "centre-small")
    yield Spacer(1, 4 * mm)


def paragraph(text: str, style: str = "normal") -> Any:
    """A paragraph in one of `styles`."""
    from reportlab.platypus import Paragraph

    return Paragraph(escape(printable(text)), styles()[style])


@lru_cache(maxsize=1)
def styles() -> dict[str, Any]:
    """The styles of paragraphs, in the fonts that come with the program."""
    from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import cm

    _load_fonts()
    leading = 1.4
    normal = ParagraphStyle(
        "normal",
        fontName=FONT,
        fontSize=SIZE,
        leading=SIZE * leading,
        alignment=TA_JUSTIFY,
        firstLineIndent=INDENT * cm,
        spaceAfter=6,
    )
    centre = {"alignment": TA_CENTER, "firstLineIndent": 0, "spaceAfter": 2}
    small = {"fontSize": 10, "leading": 10 * leading}
    return {
        "normal": normal,
        "strong": ParagraphStyle("strong", normal, fontName=BOLD, keepWithNext=1),
        "small": ParagraphStyle("small", normal, **small),
        "quote": ParagraphStyle("quote", normal, leftIndent=INDENT * cm, firstLineIndent=0, **small),
        "centre": ParagraphStyle("centre", normal, **centre),
        "centre-strong": ParagraphStyle("centre-strong", normal, **centre | {"fontName": BOLD, "fontSize": 12}),
        "centre-small": ParagraphStyle("centre-small", normal, **centre | small),
    }


def _load_fonts() -> None:

    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name, file in ((FONT, "SourceSerifPro-Regular.ttf"), (BOLD, "SourceSerifPro-Bold.ttf")):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(files("font_source_serif_pro") / "files" / file)))


def _number(canvas: Any, template: Any) -> None:
    """The number of the page, in the middle at the top, from the second page on."""
    from reportlab.lib.units import mm

    canvas.setFont(FONT, SIZE)
    canvas.drawCentredString(template.pagesize[0] / 2, template.pagesize[1] - 12 * mm, str(template.page))
