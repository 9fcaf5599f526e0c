"""Raw text → clean text, whose offsets are final.

What holds afterwards:

- Unicode NFC, no control or invisible characters, no private-use glyphs; every space is one plain space;
- a line is a paragraph, a heading or a table row (cells joined with " | "), stripped; at most one blank line between;
- unit marks ("Chương I", "Điều 5.", "1.", "a)") stand at line starts;
- page furniture is gone: the gazette's line, running heads and feet, page numbers;
- words are as written, old tone marks (`hoà`, `uỷ`) and misprints too; only letters that no Vietnamese word has are
  put right: Ð, Ɖ and Ƿ, which look like Đ and Ĩ.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.footnotes import MARK
from corpus.furniture import furniture, is_gazette_line
from corpus.types import Box, CleanText, Footnote, Note, Place, Reading

LONGEST_HEAD = 300  # characters of a line in which two columns are told apart
LOOK_ALIKES = str.maketrans({"Ð": "Đ", "Ɖ": "Đ", "ɖ": "đ", "ð": "đ", "Ƿ": "Ĩ", "ƿ": "ĩ"})
# Symbol fonts' bullets, hyphens that do not break and other characters that stand for a plain one.
PLAIN = str.maketrans(
    {glyph: "-" for glyph in "\uf0b7\uf02d\uf0a7\uf0d8\uf0fc\uf076\uf06e\u2010\u2011\x1e"} | {"\xad": ""}
)
SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffa\ufffc-\uffff\ue000-\uf8ff"
    r"\ud800-\udfff]"  # half of a pair of UTF-16 is no character: nothing can store it
)
# Signs without a letter among them. Marks that stand there belong to nothing, and ordering a long run of marks takes
# time that grows with its square.
SIGNS = re.compile(r"[^\w\s!-~]{33,}")
# Headings of the codification that exports put behind the sentence before: "… trung.Điều 3.3.NĐ.5.4. Tên⏎(Điều 4 …".
GLUED = re.compile(r"(?<=[.;:)\w])(Điều \d+(?:\.\d+)*\.[A-ZĐ]{2}\.\d[\d.]*\. [^\n]{3,250}\n\(Điều \d)")
RULE = re.compile(r"^[\W_]{3,}$")
# A head set in two columns on one line: the agency beside the motto, the number beside place and date.
COLUMNS = re.compile(
    r"([A-ZĐÀ-Ỹ][A-ZĐÀ-Ỹ ,.-]{2,70})(?<!NƯỚC) (CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM)"
    r"|([A-ZĐÀ-Ỹ][A-ZĐÀ-Ỹ ,.-]{2,70}) (Độc lập - Tự do - Hạnh phúc)"
    r"|((?:Luật )?[Ss]ố ?: ?[\w.]*/?[\w./Đ-]+) ([A-ZĐÀ-Ỹ][^,:]{2,40}, ngày .{0,12}tháng .{0,8}năm \d{4})"
)
# Readers of these know paragraphs from the file's structure; in the others lines may be broken where a page was full.
STRUCTURED = frozenset({"html", "docx", "doc", "json"})
PLACED = frozenset({"pdf", "scan", "image"})

UNIT = re.compile(
    r"^(?:(?:Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Tiểu mục|TIỂU MỤC)\s+(?:thứ\s+\w+|THỨ\s+\w+|[IVXLC]+\b|\d+|[A-Z]\b)"
    r"|(?:Điều|ĐIỀU)\s+\d+[a-zđ]?(?:\.[\w.]+)?\s*(?:[.:]|$)"
    r"|(?:Phụ lục|PHỤ LỤC|Mẫu số|MẪU SỐ|Biểu mẫu|Bảng|Hình|Biểu)\s+[\dIVX]"
    r"|\d{1,3}(?:\.\d{1,3}){0,4}[a-zđ]?[.)]\s*\D|\d{1,2}(?:\.\d{1,2}){1,4}\.?\s+\D|[a-zđ]\d?\)\s*"
    r"|[IVX]{1,6}\s*[.\-–)]\s|[A-HĐ][.)]\s|[-+•*–—]\s|Căn cứ\b|Theo đề nghị|Nơi nhận"
    r"|QUYẾT ĐỊNH|QUY ĐỊNH|NGHỊ ĐỊNH|QUYẾT NGHỊ|THÔNG TƯ|Số\s*:|[“\"]\s?(?:Điều|\d+\.|[a-zđ]\)))"
)
# Words that no paragraph ends with: what follows goes on, be it "Điều 5." or a number.
OPEN = re.compile(r"\b(?:ngày|tháng|năm|số|Điều|[Kk]hoản|[Đđ]iểm|tại|của|và|với|theo|hoặc|các|những|bởi|thuộc)$")
ENDS = re.compile(r"[.;:!?…][”\"')\]]*$|[”\"]\.?$")


@dataclass(frozen=True)
class _Line:
    """A line, whether it goes on with the paragraph before it (None: the reader could not tell), and its place."""

    text: str
    goes_on: bool | None = None
    box: Box | None = None


def clean(reading: Reading) -> CleanText:
    """Clean a reading; `page_starts[i]` is the offset of the first character of page i + 1, () without pages."""
    placed = reading.format in PLACED  # the reader saw places, so its blank lines and U+2028 are certain
    boxes = iter(reading.boxes)
    pages = [list(_lines(page, placed, next(boxes, ()))) for page in _plain(reading.text).split("\f")]
    paged = len(pages) > 1 or placed
    if paged:
        gone = furniture([[line.text for line in page] for page in pages])
        pages = [
            [line for at, line in enumerate(page) if at not in places] for page, places in zip(pages, gone, strict=True)
        ]
    else:
        pages = [[line for line in page if not is_gazette_line(line.text)] for page in pages]
    if paged or (reading.format not in STRUCTURED and _is_wrapped(pages[0])):
        body = _joined(pages, paged)
    else:
        body = CleanText(re.sub(r"\n{3,}", "\n\n", "\n".join(_mended(pages[0]))).strip("\n"))
    return _with_notes(body, reading.footnotes)


def _plain(text: str) -> str:
    """A text in NFC without control characters, invisible ones and glyphs of symbol fonts."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n").replace("\u2029", "\n\n")
    text = SIGNS.sub(lambda run: "".join(c for c in run[0] if not unicodedata.combining(c)), text)
    text = unicodedata.normalize("NFC", text).translate(LOOK_ALIKES).translate(PLAIN)
    return GLUED.sub(r"\n\1", CONTROL.sub("", text))


def _with_notes(body: CleanText, footnotes: Sequence[Footnote]) -> CleanText:
    """The text without the marks of notes, the notes' own words at its end."""
    marks: list[tuple[int, int, str]] = [(m.start(), m.end(), m[1]) for m in MARK.finditer(body.text)]
    starts = [start for start, _, _ in marks]
    before = [0]  # characters taken out before each mark
    for start, end, _ in marks:
        before.append(before[-1] + end - start)

    def moved(offset: int) -> int:
        place = bisect_right(starts, offset - 1)
        inside = max(0, marks[place - 1][1] - offset) if place else 0
        return offset - before[place] + inside

    text = MARK.sub("", body.text)
    stood: dict[str, list[int]] = {}
    for start, _, label in marks:
        stood.setdefault(label, []).append(moved(start))
    notes = []
    for label, words, page in footnotes:
        written = f"{label} {_without_breaks(words)}".strip()
        at = stood.get(label, [])
        start = len(text) + 1
        text += "\n" + written
        notes.append(Note(start, len(text), label, at.pop(0) if at else -1, page))
    return CleanText(
        text,
        tuple(map(moved, body.page_starts)),
        tuple(notes),
        tuple(Place(moved(start), moved(end), box) for start, end, box in body.places),
    )


def _without_breaks(words: str) -> str:
    return "\n".join(line for raw in _plain(words).split("\n") if (line := SPACES.sub(" ", raw).strip()))


def _lines(page: str, placed: bool, boxes: Sequence[Box | None]) -> Iterator[_Line]:
    """The lines of a page; where places are known a blank line is a mark of the next line's and is left out."""
    goes_on: bool | None = None
    at = 0
    for piece in re.split(r"([\n\u2028])", page):
        if piece in {"\n", "\u2028"}:
            at += 1
            goes_on = True if piece == "\u2028" and placed else goes_on
            continue
        text = SPACES.sub(" ", piece).strip()
        box = boxes[at] if at < len(boxes) else None
        columns = COLUMNS.fullmatch(text) if len(text) <= LONGEST_HEAD else None
        if columns:
            yield from (_Line(column, False, box) for column in columns.groups() if column)
        elif text:
            yield _Line(text, goes_on, box)
        if text:
            goes_on = None
        elif placed:
            goes_on = False
        else:
            yield _Line("")


def _mended(lines: Sequence[_Line]) -> list[str]:
    """Lines of a text that is not wrapped, but for breaks within a sentence: "đường⏎bộ tham gia" is one line."""
    paragraphs: list[list[str]] = []
    for line in lines:
        last = paragraphs[-1][-1] if paragraphs else ""
        text = line.text
        goes_on = last and text and text[0].islower() and not UNIT.match(text) and " | " not in last + text
        if goes_on and not ENDS.search(last) and not _is_heading(last) and not RULE.match(last):
            paragraphs[-1].append(text)
        else:
            paragraphs.append([text])
    return [" ".join(paragraph) for paragraph in paragraphs]


def _is_wrapped(lines: Sequence[_Line]) -> bool:
    """Whether paragraphs were broken over lines: many lines go on in lower case on the next."""
    written = [line.text for line in lines if line.text]
    broken = sum(
        not ENDS.search(line) and following[0].islower() and not UNIT.match(following)
        for line, following in pairwise(written)
    )
    return len(written) > 8 and broken > len(written) / 12


def _joined(pages: Sequence[Sequence[_Line]], paged: bool) -> CleanText:
    """Lines joined to paragraphs, over page ends too; a blank line ends a paragraph unless a page ends there."""
    width = _width(pages)
    paragraphs: list[list[str]] = []
    length = 0  # of the last paragraph
    starts: list[tuple[int, int]] = []  # (paragraph, offset in it) of each page's first character
    printed: list[tuple[int, int, int, Box]] = []  # (paragraph, offsets in it, place) of each line
    last = ""  # the last raw line
    open_ = False  # whether the last paragraph may go on
    for page in pages:
        begun = False
        for line in page:
            if not line.text:
                open_ = open_ and (not begun or not ENDS.search(last))
                continue
            joins = line.goes_on if line.goes_on is not None else open_ and _joins(last, line.text, width)
            if joins and paragraphs:
                glue = "" if last.endswith(("-", "/")) and not last.endswith(" -") else " "
                paragraphs[-1] += [glue, line.text]
                length += len(glue)
            else:
                paragraphs.append([line.text])
                length = 0
            if not begun:
                starts.append((len(paragraphs) - 1, length))
                begun = True
            if line.box:
                printed.append((len(paragraphs) - 1, length, length + len(line.text), line.box))
            length += len(line.text)
            last, open_ = line.text, True
        if not begun:
            starts.append((len(paragraphs), 0))
    lines = ["".join(pieces) for pieces in paragraphs]
    offsets = [0]
    for paragraph in lines:
        offsets.append(offsets[-1] + len(paragraph) + 1)
    text = "\n".join(lines)
    page_starts = tuple(min(offsets[place] + within, len(text)) for place, within in starts) if paged else ()
    places = tuple(Place(offsets[place] + low, offsets[place] + high, box) for place, low, high, box in printed)
    return CleanText(text, page_starts, places=places)


def _width(pages: Sequence[Sequence[_Line]]) -> int:
    """The length that nine lines in ten do not exceed: that of a full line where lines are wrapped."""
    lengths = sorted(len(line.text) for page in pages for line in page if line.text)
    return lengths[int(len(lengths) * 0.9)] if lengths else 0


def _joins(last: str, line: str, width: int) -> bool:
    """Whether a line goes on with the one before it, as far as their words tell; `width` is a full line's length."""
    if " | " in line or " | " in last or RULE.match(line) or RULE.match(last):
        return False
    if OPEN.search(last) and (line[0].isdigit() or line.startswith(("Điều ", "Khoản ", "Điểm "))):
        return True
    if UNIT.match(line):
        return False
    if re.search(r"\w[-/]$", last) and line[0].isalnum():  # a number or a word parted at its hyphen or slash
        return True
    if _is_heading(last) and not line[0].islower():
        return False
    if line[0].islower() or line[0] in ",;.)":
        return not re.search(r"[.!?…]$", last) or len(last) > 0.6 * width
    if ENDS.search(last) or _is_heading(line):
        return False
    return len(last) >= 0.62 * width


def _is_heading(line: str) -> bool:
    """A line in capitals, or a unit's mark alone."""
    letters = [c for c in line if c.isalpha()]
    return bool(letters) and (
        sum(c.isupper() for c in letters) > 0.8 * len(letters)
        or re.fullmatch(r"(?:Chương|Mục|Phần)\s+\S+", line) is not None
    )
