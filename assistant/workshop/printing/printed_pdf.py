"""A sheet as PDF, in the layout of the DOCX file; its text can be searched and copied."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from assistant.export import INDENT, MADE_BY, SIZE, printable
from assistant.export_pdf import BOLD, head, paragraph, printed, styles
from assistant.workshop.printing.printed import WIDTH, Block, Grid, Lines, Paper, Piece, Style
from assistant.workshop.printing.printed_docx import HANG, RULE, SMALLER

DOTS = (0.6, 2.6)  # points: a dot, a gap
LINE = 22  # points between lines to write on
PADDING = 12  # points that the frame of a page takes from the width


def pdf_of(paper: Paper) -> bytes:
    """A paper as a PDF file."""
    story: list[Any] = []
    if paper.made_on:
        story += head(paper.made_on, paper.title, MADE_BY)
    else:
        story.append(paragraph(paper.title, "centre-strong"))
    for place, line in enumerate(paper.below):
        story.append(paragraph(line, "centre-small" if place else "centre-strong"))
    for piece in paper.pieces:
        story += _flowables(piece)
    return printed(story, paper.title)


def _flowables(piece: Piece) -> Iterator[Any]:
    if isinstance(piece, Block):
        flowable = _block(piece)
        flowable.keepWithNext = piece.keep
        yield flowable
    elif isinstance(piece, Lines):
        for place in range(piece.count):
            line = _dotted()(piece.label if place == 0 else "")
            last = place == piece.count - 1
            line.keepWithNext, line.spaceAfter = piece.keep or not last, 6 * last
            yield line
    else:
        table = _table(piece)
        table.keepWithNext = piece.keep
        yield table


def _block(block: Block) -> Any:
    from reportlab.platypus import Paragraph

    kind = _ruled() if block.style is Style.TOLD else Paragraph
    text = _markup(block.text)
    if block.bold or block.style is Style.HEADING:
        text = f'<font name="{BOLD}">{text}</font>'
    if block.style is Style.OPTION:
        label = f'<bullet><font name="{BOLD}" size="{SIZE}">{_markup(block.label)}</font></bullet>'
    else:
        label = f'<font name="{BOLD}">{_markup(block.label)}</font> ' if block.label else ""
    return kind(label + text, _sheet_styles()[block.style])


def _markup(text: str) -> str:
    return escape(printable(text)).replace("\n", "<br/>")


@lru_cache(maxsize=1)
def _dotted() -> Any:
    """The class of dotted lines over the width, each after a label."""
    from reportlab.pdfbase.pdfmetrics import stringWidth
    from reportlab.platypus import Flowable

    style = _sheet_styles()[Style.SMALL]

    class Dotted(Flowable):  # type: ignore[misc]
        def __init__(self, label: str) -> None:
            super().__init__()
            self.label = label

        def wrap(self, width: float, _: float) -> tuple[float, float]:
            self.width = width
            return width, LINE

        def draw(self) -> None:
            self.canv.setFont(style.fontName, style.fontSize)
            self.canv.drawString(0, 3, self.label)
            begin = stringWidth(self.label, style.fontName, style.fontSize) + 4 if self.label else 0
            self.canv.setDash(*DOTS)
            self.canv.line(begin, 2, self.width, 2)

    return Dotted


def _table(grid: Grid) -> Any:
    from reportlab.lib.colors import black
    from reportlab.lib.units import mm
    from reportlab.platypus import Paragraph, Table

    cell = _sheet_styles()["cell"]
    rows: list[list[Any]] = (
        [[Paragraph(_markup(text), _sheet_styles()["head"]) for text in grid.head]] if grid.head else []
    )
    rows += [[Paragraph(_markup(text), cell) for text in row] for row in grid.rows]
    style = [("GRID", (0, 0), (-1, -1), 0.5, black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    widths = [width * mm * (1 - PADDING / (WIDTH * mm)) for width in grid.widths]
    return Table(
        rows, widths, repeatRows=bool(grid.head), style=style, spaceBefore=4, spaceAfter=8, hAlign="LEFT", splitInRow=1
    )


@lru_cache(maxsize=1)
def _ruled() -> Any:
    """The class of paragraphs with a rule at their left, which goes on over the space to the next."""
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import Paragraph

    class Ruled(Paragraph):  # type: ignore[misc]
        def draw(self) -> None:
            left = self.style.leftIndent - 7
            self.canv.saveState()
            self.canv.setStrokeColor(HexColor(f"#{RULE}"))
            self.canv.line(left, -self.style.spaceAfter, left, self.height)
            self.canv.restoreState()
            super().draw()

    return Ruled


@lru_cache(maxsize=1)
def _sheet_styles() -> dict[str, Any]:
    from reportlab.lib.enums import TA_LEFT
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import cm

    normal = styles()["normal"]
    left = {"alignment": TA_LEFT, "firstLineIndent": 0}
    small = {"fontSize": SMALLER, "leading": SMALLER * 1.35}
    option = {"leftIndent": (INDENT + HANG) * cm, "bulletIndent": INDENT * cm, "spaceAfter": 3}
    cell = ParagraphStyle("cell", normal, **left | small | {"spaceAfter": 0})
    return {
        Style.HEADING: ParagraphStyle("heading", normal, **left | {"spaceBefore": 10}),
        Style.TEXT: normal,
        Style.QUESTION: ParagraphStyle("question", normal, **left | {"spaceBefore": 8, "spaceAfter": 4}),
        Style.OPTION: ParagraphStyle("option", normal, **left | option),
        Style.TOLD: ParagraphStyle("told", normal, **left | small | {"leftIndent": INDENT * cm, "spaceAfter": 2}),
        Style.SMALL: ParagraphStyle("small-left", normal, **left | small),
        "cell": cell,
        "head": ParagraphStyle("head", cell, fontName=BOLD),
    }
