"""Raw text → clean text, whose offsets are final.

What holds afterwards: Unicode NFC; no control characters; single spaces; a paragraph is one line and unit marks
("Chương I", "Điều 5.", "1.", "a)") stand at line starts; no page furniture; words are as written, old tone marks too.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from corpus.types import CleanText, Reading

# Look-alikes where the meaning is certain: Icelandic and African Đ within Vietnamese words, and letters that no
# Vietnamese word has (LǷNH for LĨNH).
LOOK_ALIKES = str.maketrans({"Ð": "Đ", "Ɖ": "Đ", "ɖ": "đ", "ð": "đ", "Ƿ": "Ĩ", "ƿ": "ĩ"})
SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ue000-\uf8ff]"
)
RULE = re.compile(r"^[\W_]{3,}$")

UNIT = re.compile(
    r"^(?:(?:Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Tiểu mục|TIỂU MỤC)\s+(?:thứ\s+\w+|THỨ\s+\w+|[IVXLC]+\b|\d+|[A-Z]\b)"
    r"|(?:Điều|ĐIỀU)\s+\d+[a-zđ]?(?:\.[\w.]+)?\s*(?:[.:]|$)"
    r"|(?:Phụ lục|PHỤ LỤC|Mẫu số|MẪU SỐ|Biểu mẫu|Bảng|Hình|Biểu)\s+[\dIVX]"
    r"|\d{1,3}(?:\.\d{1,3}){0,4}[a-zđ]?[.)]\s*\D|\d{1,2}(?:\.\d{1,2}){1,4}\.?\s+\D|[a-zđ]\d?\)\s*"
    r"|[IVX]{1,6}\s*[.\-–)]\s|[A-HĐ][.)]\s"
    r"|[-+•*–—]\s|Căn cứ\b|Theo đề nghị|Nơi nhận|QUYẾT ĐỊNH|QUY ĐỊNH|NGHỊ ĐỊNH|QUYẾT NGHỊ|THÔNG TƯ|Số\s*:"
    r"|[“\"]\s?(?:Điều|\d+\.|[a-zđ]\)))"
)
ENDS = re.compile(r"[.;:!?…][”\"')\]]*$|[”\"]\.?$")


def clean(reading: Reading) -> CleanText:
    """Clean a reading; `page_starts[i]` is the offset at which page i + 1 begins."""
    text = unicodedata.normalize("NFC", reading.text).translate(LOOK_ALIKES)
    text = CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\xad", ""))
    pages = [[SPACES.sub(" ", line).strip() for line in page.split("\n")] for page in text.split("\f")]
    paged = len(pages) > 1
    if paged:
        pages = _without_furniture(pages)
    pages = [[line for line in page if not _is_gazette(line)] for page in pages]
    width = _width(pages)
    if paged or _is_wrapped(pages):
        return _joined(pages, width, paged)
    return CleanText(_single_blank("\n".join(line for page in pages for line in page)))


def _is_gazette(line: str) -> bool:
    """The Công báo's running head, alone or with a page number."""
    return re.fullmatch(r"(?:\d+\s*)?CÔNG BÁO\s*/.{0,60}", line) is not None


def _without_furniture(pages: Sequence[list[str]]) -> list[list[str]]:
    """Pages without bare page numbers and without the first and last lines that many pages share."""
    edges: Counter[str] = Counter()
    for page in pages:
        written = [line for line in page if line]
        edges.update({_shape(line) for line in [*written[:2], *written[-2:]]})
    repeated = {shape for shape, count in edges.items() if count >= max(3, len(pages) // 2) and len(shape) > 1}
    kept = []
    for page in pages:
        filled = [place for place, line in enumerate(page) if line]
        edge = {*filled[:2], *filled[-2:]}
        kept.append(
            [
                line
                for place, line in enumerate(page)
                if not (place in edge and (_is_page_number(line) or _shape(line) in repeated))
            ]
        )
    return kept


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _is_page_number(line: str) -> bool:
    return re.fullmatch(r"[-–\s]*(?:Trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–\s]*", line, re.IGNORECASE) is not None


def _width(pages: Sequence[Sequence[str]]) -> int:
    """The length that nine lines in ten do not exceed: that of a full line where lines are wrapped."""
    lengths = sorted(len(line) for page in pages for line in page if line)
    return lengths[int(len(lengths) * 0.9)] if lengths else 0


def _is_wrapped(pages: Sequence[Sequence[str]]) -> bool:
    """Whether paragraphs were broken over lines: many lines go on in lower case on the next."""
    lines = [line for page in pages for line in page if line]
    broken = sum(
        not ENDS.search(line) and following[0].islower() and not UNIT.match(following)
        for line, following in itertools.pairwise(lines)
    )
    return len(lines) > 8 and broken > len(lines) / 12


def _joined(pages: Sequence[Sequence[str]], width: int, paged: bool) -> CleanText:
    """Lines joined to paragraphs, over page ends too; a blank line ends a paragraph unless a page ends there."""
    paragraphs: list[str] = []
    starts: list[tuple[int, int]] = []  # (paragraph, offset in it) of each page's first character
    last = ""  # the last raw line
    open_ = False  # whether the last paragraph may go on
    for page in pages:
        begun = False
        for line in page:
            if not line:
                open_ = open_ and (not begun or _goes_on(last))
                continue
            joins = open_ and paragraphs and _joins(last, line, paragraphs[-1], width)
            if joins:
                at = (len(paragraphs) - 1, len(paragraphs[-1]) + 1)
                paragraphs[-1] += (
                    "" if paragraphs[-1].endswith(("-", "/")) and not last.endswith(" -") else " "
                ) + line
            else:
                paragraphs.append(line)
                at = (len(paragraphs) - 1, 0)
            if not begun:
                starts.append(at)
                begun = True
            last, open_ = line, True
        if not begun:
            starts.append((len(paragraphs), 0))
    offsets = [0]
    for paragraph in paragraphs:
        offsets.append(offsets[-1] + len(paragraph) + 1)
    text = "\n".join(paragraphs)
    page_starts = tuple(min(offsets[place] + within, len(text)) for place, within in starts) if paged else ()
    return CleanText(text, page_starts)


def _goes_on(line: str) -> bool:
    return not ENDS.search(line)


def _joins(last: str, line: str, paragraph: str, width: int) -> bool:
    """Whether a line goes on with the paragraph before it."""
    if UNIT.match(line) or " | " in line or " | " in last or RULE.match(line) or RULE.match(last):
        return False
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


def _single_blank(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n")
