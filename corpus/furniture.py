"""Page furniture: running heads and feet, page numbers, the gazette's line. It is no part of a regulation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

LONGEST = 300  # characters of a line that may be furniture
EDGE = 2  # written lines at the top and at the bottom of a page that may be furniture
_NUMBER = re.compile(r"[-–—\s|]*(?:Trang\s*|Page\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–—\s|]*", re.IGNORECASE)
# What begins a document, a form or a unit: it may stand at the head of many pages, and be no running head.
_TEXT = re.compile(r"CỘNG H|Độc lập|ĐẢNG CỘNG|(?:Mẫu|Phụ lục|Biểu|Bảng|Hình|Phần|Chương|Mục|Điều)\b", re.IGNORECASE)
_GAZETTE = re.compile(r"(?:\d{1,4}\s*\|?\s*)?CÔNG BÁO\s*/.{0,60}")


def is_gazette_line(line: str) -> bool:
    """Whether a line is the gazette's running head, "CÔNG BÁO/Số …/Ngày …", alone or with a page number."""
    return _GAZETTE.fullmatch(line) is not None


def is_page_number(line: str) -> bool:
    """Whether a line is a page's number and nothing else: "12", "- 12 -", "Trang 3/40"."""
    return _NUMBER.fullmatch(line) is not None


def furniture(pages: Sequence[Sequence[str]]) -> list[set[int]]:
    """For each page the places of its lines that are furniture.

    A line is one when it is the gazette's; or when it stands at an edge of its page and is a page number, or the same
    as the line at the edge of at least two pages in five (three at least), a number in it that counts the pages apart.
    A table's first row that is repeated on each page is furniture from the second page on.
    """
    repeated = _repeated(pages)
    found = []
    rows_seen: set[str] = set()
    for number, page in enumerate(pages):
        places = {place for place, line in enumerate(page) if is_gazette_line(line)}
        rest = [place for place, line in enumerate(page) if line and place not in places]
        for edge in (rest[:EDGE], rest[::-1][:EDGE]):
            for place in edge:
                # Inwards from the page's end; a number behind a line of the text is the text's (a table's, a note's).
                line = page[place]
                if not is_page_number(line) and not repeated.intersection(_forms(line, number)):
                    break
                if " | " in line and line not in rows_seen:
                    rows_seen.add(line)
                    break
                places.add(place)
        found.append(places)
    return found


def _repeated(pages: Sequence[Sequence[str]]) -> set[str]:
    """The forms of lines at edges that at least two pages in five have, three at least."""
    seen: Counter[str] = Counter()
    for number, page in enumerate(pages):
        written = [line for line in page if line and not is_gazette_line(line)]
        edges = {line for line in [*written[:EDGE], *written[-EDGE:]] if len(line) > 1 and not _TEXT.match(line)}
        seen.update({form for line in edges for form in _forms(line, number)})
    least = max(3, 0.4 * len(pages))
    return {form for form, count in seen.items() if count >= least}


def _forms(line: str, number: int) -> set[str]:
    """A line as it is, and with each of its numbers as the distance from the page's: constant where it counts pages."""
    if " | " in line or len(line) > LONGEST:  # a table's rows may count themselves
        return {line}
    counted = {
        f"{line[: match.start()]}#{int(match[0]) - number}{line[match.end() :]}"
        for match in re.finditer(r"(?<!\d)\d{1,4}(?!\d)", line)
    }
    return {line, *counted}
