"""Lines of a regulation that open a unit: what each line may be, before any thought of its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.numbers import find_numbers, fold


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
    weak: bool = False  # an article without the stop after its number


_ORDINALS = {"nhất": "1", "hai": "2", "ba": "3", "tư": "4", "năm": "5", "sáu": "6", "bảy": "7", "tám": "8", "chín": "9",
             "mười": "10"}  # fmt: skip
_FORMS: tuple[tuple[Mark, re.Pattern[str]], ...] = (
    (Mark.PART, re.compile(r"(?:Phần|PHẦN)\s+(?:(?:thứ|THỨ)\s+(\w+)|([IVX]+|\d+))\b\s*[.:–-]?\s*(.*)")),
    (Mark.CHAPTER, re.compile(r"(?:Chương|CHƯƠNG)\s+([IVXLC]+[a-z]?|\d+)\b\s*[.:–-]?\s*(.*)")),
    (Mark.SUBSECTION, re.compile(r"(?:Tiểu mục|TIỂU MỤC)\s+(\d+)\b\s*[.:–-]?\s*(.*)")),
    (Mark.SECTION, re.compile(r"(?:Mục|MỤC)\s+(\d+[a-z]?|[IVX]+)\b\s*[.:–-]?\s*(.*)")),
    (Mark.ARTICLE, re.compile(r"(?:Điều|ĐIỀU)\s+(\d{1,3}[a-zđ]?)\s*(?:[.:]\s*(.*)|())$")),
    (Mark.ARTICLE, re.compile(  # the mark's stop left out: only where this is the next article
        r"(?:Điều|ĐIỀU)\s+(\d{1,3}),?\s+(?!Luật|Bộ luật|Nghị|Thông tư|Quyết|Quy chế|Quy định|Hiến"
        r"|Pháp)([A-ZĐÀ-Ỹ].{3,})")),
    (Mark.ARTICLE, re.compile(  # a speck that a machine read before the mark: only where this is the next article
        r"(?:[^\w\s(\[]{1,2}\s?|[a-z] )Điều\s+(\d{1,3})\s*\.\s*([A-ZĐÀ-Ỹ].{3,})")),
    (Mark.APPENDIX, re.compile(r"(?:Phụ lục|PHỤ LỤC)(?:\s+(?:số|SỐ))?\s*([IVX]+"
    r"|\d+[A-Z]?)?\s*(?:[.:–-]\s*(.{0,160})|())$")),
    (Mark.ATTACHED, re.compile(r"()\(\s*(?:Được )?(?:[Bb]an hành )?(?:[Kk]èm theo|[Bb]an hành theo)\s+(.*)")),
    (Mark.CLOSING, re.compile(
        r"()(?:Nơi nhận\s*[:.]?(?:[ \t|]{1,80}[A-ZĐÀ-Ỹ][A-ZĐÀ-Ỹ .,-]{2,120})?"
        r"|(?:TM|KT|TUQ|TL|Q)\.\s?[A-ZĐÀ-Ỹ].*|CHỦ TỊCH QUỐC HỘI|BỘ TRƯỞNG|THỦ TƯỚNG|CHỦ TỊCH"
        r"|(?:Luật|Bộ luật|Nghị quyết|Pháp lệnh) này (?:đã )?được Quốc hội .* thông qua .*)()$")),
    (Mark.POINT, re.compile(r"([a-zđ]\d?)\)\s*(.*)")),
    (Mark.DECIMAL, re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,4})\s*[.)]?\s+(\S.*)")),
    (Mark.NUMBER, re.compile(r"(\d{1,3}[a-zđ]?)\s?\.\s*(\D.*|)$")),
    (Mark.ROMAN, re.compile(r"([IVX]{1,6})\s*[.)–-]\s*(\S.*)")),
    (Mark.LETTER, re.compile(r"([A-HĐ])\s*[.)]\s+(\S.*)")),
)  # fmt: skip
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*\d*\s*$|…{2,}\s*\d*\s*$|\t\d{1,3}$")
LEADER = 120  # characters of a line's end that tell whether it leads to a page number
MOST_UNCLOSED = 1_000  # opening marks in a row without a closing one: the text has none
LONGEST_QUOTE = 400  # lines; a quotation mark not closed by then is a slip of the text


def marked_lines(text: str) -> list[Line]:
    """Every line of a text; those inside quotations and tables of contents open nothing."""
    lines: list[Line] = []
    at = 0
    for raw in text.split("\n"):
        lines.append(_line(at, raw))
        at += len(raw) + 1
    own = next((fold(number.number) for number in find_numbers(text[:400]) if number.whole), "")
    lines = [_codified(line, lines[place + 1 : place + 2], own) for place, line in enumerate(lines)]
    barred = _quoted(lines) | _contents(lines)
    return [Line(line.start, line.end, line.text) if place in barred else line for place, line in enumerate(lines)]


def _line(start: int, text: str) -> Line:
    end = start + len(text)
    if not text or _LEADERS.search(text[-LEADER:]):
        return Line(start, end, text)
    # The cells of a table may begin with any mark, and open nothing.
    is_row = text.count(" | ") > 1 or re.match(r"\S{1,8} \| ", text) is not None
    for mark, form in _FORMS:
        match = None if is_row and mark is not Mark.CLOSING else form.match(text)
        if match:
            groups = [group or "" for group in match.groups()]
            label = groups[0]
            if mark is Mark.PART:
                label = _ORDINALS.get(groups[0].lower(), groups[0]) if groups[0] else groups[1]
            rest = next((group for group in reversed(groups[1:]) if group), "")
            if mark is Mark.PART:
                rest = groups[-1]
            weak = mark is Mark.ARTICLE and re.match(r"(?:Điều|ĐIỀU)\s+\w+\s*(?:[.:]|$)", text) is None
            return Line(start, end, text, mark, label, rest, weak)
    return Line(start, end, text)


# An article of the codification (Bộ pháp điển): its place there, its title, and below where it comes from.
CODED = re.compile(r"Điều \d+(?:\.\d+)*\.(?:LQ|PL|NĐ|QĐ|TT|TL|NQ|CT)\.\d+(?:\.\d+)*\.\s*(.{3,250})")
_ORIGIN = re.compile(r"\(Điều (\d+[a-zđ]?) ")


def _codified(line: Line, below: Sequence[Line], own: str) -> Line:
    """A heading of the codification as the article that it takes over; those of other documents open nothing."""
    heading = CODED.fullmatch(line.text)
    origin = _ORIGIN.match(below[0].text) if heading and below else None
    if origin and own and own not in fold(below[0].text):
        return line
    return replace(line, mark=Mark.ARTICLE, label=origin[1], rest=heading[1]) if heading and origin else line


def _quoted(lines: Sequence[Line]) -> set[int]:
    """Places of lines inside a quotation that brings new text, as amendments do: “Điều 5. …”, “2. …”, “a) …”.

    A quotation never closed is a slip of the text and bars nothing; one that would swallow the next article ends
    before it.
    """
    inside: set[int] = set()
    place = article = 0
    unclosed = 0  # openings in a row that nothing closed
    while place < len(lines):
        line = lines[place]
        if line.mark is Mark.ARTICLE:
            article = int(re.match(r"\d+", line.label)[0])  # type: ignore[index]
        opens = unclosed < MOST_UNCLOSED and _opens_quotation(lines, place)
        end = _quotation_end(lines, place, article) if opens else None
        if end is None:
            unclosed += opens
            place += 1
            continue
        unclosed = 0
        inside.update(range(place, end + 1))
        place = end + 1
    return inside


_QUOTED_UNIT = re.compile(r"[“\"]\s?(?:Điều\s\d|\d+[a-zđ]?\s?[.)]|[a-zđ]\d?\)|Chương\s|Mục\s|Phụ lục|PHỤ LỤC|Mẫu)")


def _opens_quotation(lines: Sequence[Line], place: int) -> bool:
    text = lines[place].text
    if _QUOTED_UNIT.match(text):
        return text[0] == "“" or text.count('"') % 2 == 1
    return text.startswith("“") and place > 0 and lines[place - 1].text.endswith("như sau:")


def _quotation_end(lines: Sequence[Line], place: int, article: int) -> int | None:
    """The line that closes the quotation opened at `place`; None when none does within LONGEST_QUOTE lines."""
    whole_article = re.match(r"[“\"]\s?(?:Điều|Chương|Mục)", lines[place].text) is not None
    curly = lines[place].text[0] == "“"
    depth = 0
    for other in range(place, min(place + LONGEST_QUOTE, len(lines))):
        line = lines[other]
        if not whole_article and other > place and line.mark is Mark.ARTICLE and line.label == str(article + 1):
            return other - 1
        if curly:
            depth += line.text.count("“") - line.text.count("”")
        else:
            depth = (depth + line.text.count('"')) % 2
        if depth <= 0:
            return other
    return None


def _contents(lines: Sequence[Line]) -> set[int]:
    """Places of the lines of a table of contents: those after “MỤC LỤC” that end with a page number."""
    inside: set[int] = set()
    last = -1
    for place, line in enumerate(lines):
        if place <= last or line.text[:20].strip(" .:").upper() != "MỤC LỤC":
            continue
        misses, last = 0, place
        for other in range(place + 1, len(lines)):
            text = lines[other].text
            if re.search(r"(?:\.{2,}|…|\s)\s*\d{1,3}$", text[-LEADER:]):
                misses, last = 0, other
            elif text:
                misses += 1
            if misses > 2:
                break
        inside.update(range(place, last + 1))
    return inside
