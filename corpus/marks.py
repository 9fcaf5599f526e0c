"""Lines of a regulation that open a unit: what each line may be, before any thought of its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """What a line looks like the beginning of."""

    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    SUBSECTION = "subsection"
    ARTICLE = "article"
    NUMBER = "number"  # "1." or "6a.": a clause, or a section of an outline
    DECIMAL = "decimal"  # "1.2." or "2.1.1"
    ROMAN = "roman"  # "II."
    LETTER = "letter"  # "A."
    POINT = "point"  # "a)"
    APPENDIX = "appendix"
    ATTACHED = "attached"  # "(Ban hành kèm theo Quyết định số …)"
    CLOSING = "closing"


@dataclass(frozen=True)
class Line:
    """A line [start, end) of the text, without its line break; `mark` and `label` when it may open a unit."""

    start: int
    end: int
    text: str
    mark: Mark | None = None
    label: str = ""
    rest: str = ""


_ORDINALS = {"nhất": "1", "hai": "2", "ba": "3", "tư": "4", "năm": "5", "sáu": "6", "bảy": "7", "tám": "8", "chín": "9",
             "mười": "10"}  # fmt: skip
_FORMS: tuple[tuple[Mark, re.Pattern[str]], ...] = (
    (Mark.PART, re.compile(r"(?:Phần|PHẦN)\s+(?:(?:thứ|THỨ)\s+(\w+)|([IVX]+|\d+))\b\s*[.:–-]?\s*(.*)")),
    (Mark.CHAPTER, re.compile(r"(?:Chương|CHƯƠNG)\s+([IVXLC]+[a-z]?|\d+)\b\s*[.:–-]?\s*(.*)")),
    (Mark.SUBSECTION, re.compile(r"(?:Tiểu mục|TIỂU MỤC)\s+(\d+)\b\s*[.:–-]?\s*(.*)")),
    (Mark.SECTION, re.compile(r"(?:Mục|MỤC)\s+(\d+[a-z]?|[IVX]+)\b\s*[.:–-]?\s*(.*)")),
    (Mark.ARTICLE, re.compile(r"(?:Điều|ĐIỀU)\s+(\d{1,3}[a-zđ]?)\s*(?:[.:]\s*(.*)|())$")),
    (Mark.APPENDIX, re.compile(r"(?:Phụ lục|PHỤ LỤC)(?:\s+(?:số|SỐ))?\s*([IVX]+|\d+[A-Z]?)?\s*(?:[.:–-]\s*(.{0,160})|())$")),
    (Mark.ATTACHED, re.compile(r"()\(\s*(?:Được )?(?:[Bb]an hành )?(?:[Kk]èm theo|[Bb]an hành theo)\s+(.*)")),
    (Mark.CLOSING, re.compile(
        r"()(?:Nơi nhận\s*[:.]?|(?:TM|KT|TUQ|TL|Q)\.\s?[A-ZĐÀ-Ỹ].*|CHỦ TỊCH QUỐC HỘI|BỘ TRƯỞNG|THỦ TƯỚNG|CHỦ TỊCH"
        r"|(?:Luật|Bộ luật|Nghị quyết|Pháp lệnh) này (?:đã )?được Quốc hội .* thông qua .*)()$")),
    (Mark.POINT, re.compile(r"([a-zđ]\d?)\)\s*(.*)")),
    (Mark.DECIMAL, re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,4})\s*[.)]?\s+(\S.*)")),
    (Mark.NUMBER, re.compile(r"(\d{1,3}[a-zđ]?)\s?\.\s*(\D.*|)$")),
    (Mark.ROMAN, re.compile(r"([IVX]{1,6})\s*[.)–-]\s*(\S.*)")),
    (Mark.LETTER, re.compile(r"([A-HĐ])\s*[.)]\s+(\S.*)")),
)  # fmt: skip
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*\d*\s*$|…{2,}\s*\d*\s*$|\t\d{1,3}$")
LONGEST_QUOTE = 400  # lines; a quotation mark not closed by then is a slip of the text


def marked_lines(text: str) -> list[Line]:
    """Every line of a text; those inside quotations and tables of contents open nothing."""
    lines: list[Line] = []
    at = 0
    for raw in text.split("\n"):
        lines.append(_line(at, raw))
        at += len(raw) + 1
    barred = _quoted(lines) | _contents(lines)
    return [Line(line.start, line.end, line.text) if place in barred else line for place, line in enumerate(lines)]


def _line(start: int, text: str) -> Line:
    end = start + len(text)
    if not text or _LEADERS.search(text):
        return Line(start, end, text)
    for mark, form in _FORMS:
        match = form.match(text)
        if match:
            groups = [group or "" for group in match.groups()]
            label = groups[0]
            if mark is Mark.PART:
                label = _ORDINALS.get(groups[0].lower(), groups[0]) if groups[0] else groups[1]
            return Line(start, end, text, mark, label, groups[-1] or (groups[1] if mark is not Mark.PART else ""))
    return Line(start, end, text)


def _quoted(lines: Sequence[Line]) -> set[int]:
    """Places of lines inside a quotation that begins a line, as new text does in an amendment."""
    inside: set[int] = set()
    place = 0
    while place < len(lines):
        text = lines[place].text
        end = None
        if text.startswith("“"):
            end = _closing(lines, place)
        elif text.startswith('"') and text.count('"') % 2:
            end = _closing_straight(lines, place)
        if end is None:
            place += 1
            continue
        inside.update(range(place, end + 1))
        place = end + 1
    return inside


def _closing(lines: Sequence[Line], place: int) -> int | None:
    depth = 0
    for other in range(place, min(place + LONGEST_QUOTE, len(lines))):
        depth += lines[other].text.count("“") - lines[other].text.count("”")
        if depth <= 0:
            return other
    return None


def _closing_straight(lines: Sequence[Line], place: int) -> int | None:
    for other in range(place + 1, min(place + LONGEST_QUOTE, len(lines))):
        if lines[other].text.count('"') % 2:
            return other
    return None


def _contents(lines: Sequence[Line]) -> set[int]:
    """Places of the lines of a table of contents: after “MỤC LỤC”, as long as lines end with a page number or leaders."""
    inside: set[int] = set()
    for place, line in enumerate(lines):
        if line.text.strip(" .:").upper() != "MỤC LỤC":
            continue
        misses = 0
        for other in range(place + 1, len(lines)):
            text = lines[other].text
            if re.search(r"(?:\.{2,}|…|\s)\s*\d{1,3}$", text):
                inside.update(range(place, other + 1))
                misses = 0
            elif text:
                misses += 1
            if misses > 2:
                break
    return inside
