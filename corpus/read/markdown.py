"""Markdown: marks taken off, wrapped lines put together, tables as rows, front matter kept apart."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.errors import ReadRefused
from corpus.types import Reading

FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
# Lines of the portals' pages that are not the regulation's.
NOISE = re.compile(
    r"^(?:Đã biết|Chưa biết|Văn bản này có phụ lục\..*|.*[Vv]ui lòng đăng nhập.*|Tải về|In|Mục lục|Lưu|Thuộc tính|"
    r"\*?Nội dung được trích xuất từ .*|.*(?:trial|evaluation) version.*)$",
    re.IGNORECASE,
)
INLINE = (
    (re.compile(r"!\[([^\]]{0,500})\]\([^)]{0,2000}\)"), r"\1"),
    (re.compile(r"\[([^\]]{1,500})\]\((?:[^()\n]|\([^()\n]{0,500}\)){0,2000}\)"), r"\1"),
    (re.compile(r"(?<!\\)(\*\*\*|\*\*|___|__)(?=\S)(.{1,2000}?)(?<=\S)\1", re.DOTALL), r"\2"),
    (re.compile(r"(?<![\\\w*])[*_](?=\S)([^*_\n]+?)(?<=\S)[ ]?[*_](?![\w*])"), r"\1"),
    (
        re.compile(
            r"</?(?:b|i|u|em|strong|sup|sub|span|p|div|center|font|a|hr)\b[^<>\n]*>|<!--(?:(?!<!--|-->|\n).)*-->",
            re.IGNORECASE,
        ),
        "",
    ),
    (re.compile(r"<br\s*/?>|(?<![ \t])[ \t]*\\$", re.IGNORECASE | re.MULTILINE), "\n"),
)
# Emphasis left without its pair; "(*)" is a note's mark, "a * b" a product, "\*" a star.
STRAY = re.compile(r"(?<![\\(*])\*{2,}(?!\))|(?<![\\(*\s])\*(?![)*])|(?<![\\(*])\*(?=\S)(?![)*])|(?<![\\(*])\*$")
MARKED = re.compile(r"^(?:[-+*•] |#|\||>|\d{1,3}\\?[.)] |[a-zđ]\d?\) |\W{0,4}(?:Điều|Chương|Mục|Phần) [\dIVX])")
# A unit's mark after one of these is none: "khoản 1⏎Điều 5." goes on, and so does "Điều⏎1.".
OPEN = re.compile(r"\b(?:Điều|[Kk]hoản|[Đđ]iểm|Mục|Chương|Phần|số|tại|và|của|theo|ngày|tháng)$")
# Lines of a head or a signature, and a unit's mark on a line of its own.
APART = re.compile(
    r"^\W*(?:(?:TM|KT|TL|TUQ|Q)\. ?[A-ZĐỦ]|(?:PHÓ )?(?:CHỦ TỊCH|GIÁM ĐỐC|THỦ TƯỚNG)\W*$|(?:BỘ|THỨ) TRƯỞNG\W*$|CỘNG H"
    r"|(?:ỦY|UỶ) BAN NHÂN DÂN\W*$|(?:CHƯƠNG|Chương|MỤC|Mục|PHẦN|Phần) (?:THỨ |thứ )?\w+\W*$)"
)
NAME = re.compile(r"^\W*(?:[^\W\d_][a-zà-ỹđ]+ ){1,4}[^\W\d_][a-zà-ỹđ]+\W*$")  # a signer's, below an office in capitals
BAR = "|"
LONGEST_CELL = 60  # lines
WIDEST_ROW = 60  # cells
MOST_ROWS = 5_000
LONGEST_PARAGRAPH = 20_000  # characters


def looks_like_markdown(text: str) -> bool:
    """Whether a text has Markdown's marks: front matter, headings, bold units or escaped numbers."""
    return bool(FRONT_MATTER.match(text)) or len(re.findall(r"(?m)^(?:#{1,6} |\*\*\S|\d+\\\. )", text)) >= 2


def read_markdown(text: str, name: str) -> Reading:
    """The text without marks. `declared["front_matter"]` is the YAML as written."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    declared = {}
    front = FRONT_MATTER.match(text)
    if front:
        declared["front_matter"] = front[1]
        text = text[front.end() :]
    for pattern, kept in INLINE:
        text = pattern.sub(kept, text)
    lines = list(_without_bars(text.split("\n")))
    if _is_wrapped(lines):
        lines = list(_unwrapped(lines))
    body = html.unescape("\n".join(line for line in map(_line, lines) if line is not None))
    if len(body.split()) < 5:
        raise ReadRefused(name, "tệp có chưa tới năm từ.", "Kiểm tra lại tệp nguồn.")
    return Reading(body, "markdown", declared)


def _without_bars(lines: Sequence[str]) -> Iterator[str]:
    """Tables whose cells stand between lines of a bar alone, as exported from portals, put on a line a row.

    A table that only lays out the page (two cells, as in a head or a signature) keeps its lines.
    """
    place = 0
    while place < len(lines):
        if lines[place].strip() != BAR:
            yield lines[place]
            place += 1
            continue
        rows, place = _bar_rows(lines, place)
        if not rows:
            place += 1  # a bar that is a slip, as in text read by machine
        elif len(rows) <= 3 and all(len(row) <= 2 for row in rows):
            yield from (line for row in rows for cell in row for line in [*cell, ""])
        else:
            for row in rows:
                yield BAR + BAR.join(" ".join(filter(None, map(str.strip, cell))) for cell in row) + BAR


def _bar_rows(lines: Sequence[str], place: int) -> tuple[list[list[list[str]]], int]:
    """The rows of the table whose first bar is at `place`, cells as lists of lines, and the place after it.

    Two bars in succession part rows. The last bar is the one that completes a row, or that a blank line follows.
    Without rows, and at the same place, where what follows the bar is no table: a cell without end.
    """
    begin = place
    rows: list[list[list[str]]] = [[]]
    place += 1
    while place < len(lines):
        cell: list[str] = []
        while place < len(lines) and lines[place].strip() != BAR:
            cell.append(lines[place])
            place += 1
        if place == len(lines) or len(cell) > LONGEST_CELL or len(rows[-1]) == WIDEST_ROW or len(rows) > MOST_ROWS:
            return [], begin
        rows[-1].append(cell)
        place += 1  # past the bar that closes the cell
        following = lines[place].strip() if place < len(lines) else ""
        if following == BAR:
            rows.append([])
            place += 1
        elif not following or (len(rows) > 1 and len(rows[-1]) == len(rows[-2])):
            break
    return [row for row in rows if row], place


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether paragraphs are blocks between blank lines, broken over lines: many go on in lower case on the next."""
    lines = [line for line in lines if not line.startswith(BAR)]
    written = sum(bool(line.strip()) for line in lines)
    broken = sum(
        bool(re.search(r"[^.;:!?…]$", line.rstrip("*_ "))) and following.strip()[:1].islower()
        for line, following in pairwise(lines)
        if line.strip() and not MARKED.match(following)
    )
    return written > 8 and broken > written / 12 and len(lines) - written > written / 5


def _unwrapped(lines: Sequence[str]) -> Iterator[str]:
    """A line per paragraph: the lines of a block together, but for those that begin an item or a unit.

    The lines of a head, of a signature and of a unit's mark alone stay apart.
    """
    paragraph = ""
    for line in lines:
        bare = line.strip()
        last = paragraph.rstrip("*_ ")
        if paragraph and (
            not bare
            or len(paragraph) > LONGEST_PARAGRAPH
            or paragraph.startswith((BAR, "#"))
            or re.match(r"[-+*•] |#|\||\W{3,}$", bare)
            or re.fullmatch(r"\W{3,}", last)
            or (MARKED.match(bare) and not OPEN.search(last))
            or APART.search(last)
            or APART.search(bare)
            or (last.isupper() and NAME.match(bare))
            or re.match(r"\W*(?:Độc lập|Số\s*:)", bare)
        ):
            yield paragraph
            paragraph = ""
        if bare:
            paragraph = f"{paragraph} {bare}" if paragraph else bare
        else:
            yield ""
    yield paragraph


def _line(line: str) -> str | None:
    """A line without its marks; None for one that is only a mark or noise."""
    bare = line.strip()
    if NOISE.match(bare) or re.fullmatch(
        r"\|?(?:\s*:?-{2,}:?\s*\|)+\s*:?-*:?\s*|[*_\s]{2,}|-{3,}|\|+|={3,}|`{3,}\w*", bare
    ):
        return None if bare else ""
    bare = re.sub(r"^(?:>\s*)*#{1,6}\s*|^(?:>\s*)+", "", bare)
    bare = re.sub(r"\s#+$", "", bare)
    bare = re.sub(r"^[*•]\s+", "- ", bare)
    bare = STRAY.sub("", bare)
    bare = re.sub(r"\\([\\`*_{}\[\]()#+.!|~>-])", r"\1", bare).strip()
    if bare.startswith(BAR) or bare.endswith(BAR):
        bare = " | ".join(cell.strip() for cell in bare.removeprefix(BAR).removesuffix(BAR).split(BAR))
    return bare
