"""The day that a question says it asks about."""

from __future__ import annotations

import re
from datetime import date, timedelta

from corpus.accents import without_accents

DAY = r"(\d{1,2})(?:[/.-]| thang )(\d{1,2})(?:[/.-]| nam )((?:19|20)\d\d)"
ON_DAY = re.compile(
    r"(?:\b(?:tai|vao|tinh den|den|hoi|thoi diem|sau|gia su(?: la| hom nay la)?)(?: het)?(?: thoi diem)?(?: ngay)?"
    r"|^(?:(?:ke )?tu )?ngay|\bvao hom) " + DAY
)
BEFORE_DAY = re.compile(rf"\btruoc (?:ngay )?{DAY}")
IN_MONTH = re.compile(
    r"(?:vao|hoi|trong|thoi diem|^)(?: cuoi| dau| giua)? ?thang (0?[1-9]|1[0-2])(?:/| nam )((?:19|20)\d\d)\b"
)
IN_YEAR = re.compile(
    r"(?:(?:vao|hoi|trong|tai thoi diem|thoi diem|ap dung|hieu luc) |^|, )(?:het )?"
    r"(dau |giua |cuoi )?nam ((?:19|20)\d\d)\b"
)
END_OF = {"dau": (1, 31), "giua": (6, 30)}  # of a year, by month and day


def day_in(question: str, of_document: bool = False) -> date | None:
    """The day that a question says it asks about; a month or a year is meant as its last day. None when it names none.

    A day before which something is so is such a day where a document is asked about (`of_document`) or at the start.
    """
    folded = without_accents(question)
    before = BEFORE_DAY.search(folded)
    try:
        if before and (of_document or before.start() == 0):
            return date_of(before) - timedelta(days=1)
        if match := ON_DAY.search(folded):
            return date_of(match)
        if month := IN_MONTH.search(folded):
            return date(int(month[2]) + int(month[1]) // 12, int(month[1]) % 12 + 1, 1) - timedelta(days=1)
    except ValueError:
        return None
    if year := IN_YEAR.search(folded):
        return date(int(year[2]), *END_OF.get((year[1] or "").strip(), (12, 31)))
    return None


def impossible_day(question: str) -> str:
    """A day that a question names and no calendar has, “31/02/2022”; "" when it names none."""
    for match in re.finditer(rf"(?<!\d){DAY}(?!\d)", without_accents(question)):
        try:
            date_of(match)
        except ValueError:
            return "/".join(match.groups())
    return ""


def without_day(question: str) -> str:
    """The question without the day that it names."""
    folded = without_accents(question)
    for form in (BEFORE_DAY, ON_DAY, IN_MONTH, IN_YEAR):
        if match := form.search(folded):
            return f"{question[: match.start()]} {question[match.end() :]}".strip(" ,")
    return question


def date_of(match: re.Match[str]) -> date:
    """The day that a match of DAY gives; ValueError when there is no such day."""
    return date(int(match[3]), int(match[2]), int(match[1]))
