"""What stands on a sheet of paper: paragraphs, lines to write on, tables. No input or output.

`assistant.workshop.printing.printed_docx` and `assistant.workshop.printing.printed_pdf` write it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


class Style(StrEnum):
    """How a paragraph looks."""

    HEADING = "heading"  # of a part of the sheet
    TEXT = "text"
    QUESTION = "question"  # its label is its number
    OPTION = "option"  # its label is its letter, its text hangs beside
    TOLD = "told"  # of a key: smaller, with a rule at its left
    SMALL = "small"


@dataclass(frozen=True)
class Block:
    """A paragraph, its label in bold before the text; `keep` keeps it on a page with what follows."""

    style: Style
    text: str
    label: str = ""
    bold: bool = False
    keep: bool = False


@dataclass(frozen=True)
class Lines:
    """Dotted lines to write on; the first begins with the label."""

    count: int
    label: str = ""
    keep: bool = False


@dataclass(frozen=True)
class Grid:
    """A table; `widths` in millimetres, together at most `WIDTH`. Its first row is a head, unless it is ()."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    keep: bool = False


Piece = Block | Lines | Grid
WIDTH = 165.0  # millimetres between the margins


@dataclass(frozen=True)
class Paper:
    """A paper: its title, the lines below it (the first stands out), and what it says.

    `made_on` gives it the head of an administrative paper, with the national name and motto.
    """

    title: str
    below: tuple[str, ...]
    pieces: tuple[Piece, ...]
    made_on: date | None = None


def together(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, kept on one page where it holds them."""
    *before, last = pieces
    yield from (replace(piece, keep=True) for piece in before)
    yield last


def parts(*named: tuple[str, Sequence[Piece]]) -> Iterator[Piece]:
    """The parts of a paper that have something in them, under their names, with Roman numbers."""
    filled = [(name, pieces) for name, pieces in named if pieces]
    for numeral, (name, pieces) in zip(NUMERALS, filled, strict=False):
        yield Block(Style.HEADING, f"{numeral}. {name}", keep=True)
        yield from pieces


NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
