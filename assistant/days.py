"""The day that a question says it asks about."""

from __future__ import annotations

import re
from datetime import date, timedelta

from assistant.asks import KIND
from corpus.accents import without_accents

DAY = r"(\d{1,2})(?:[/.-]| thang )(\d{1,2})(?:[/.-]| nam )((?:19|20)\d\d)"
ON_DAY = re.compile(
    r"(?:\b(?:tai|vao|tinh den|den|hoi|thoi diem|sau|gia su(?: la| hom nay la)?)(?: het)?(?: thoi diem)?(?: ngay)?"
    r"|^(?:(?:ke )?tu )?ngay|\bvao hom) " + DAY
)
BEFORE_DAY = re.compile(rf"\btruoc (?:ngay )?{DAY}")
IN_MONTH = re.compile(
    r"(?:(?:vao|hoi|trong|thoi diem) |^)(?:(dau|giua|cuoi) )?thang (0?[1-9]|1[0-2])(?:/| nam )((?:19|20)\d\d)\b"
)
IN_YEAR = re.compile(
    r"(?:(?:vao|hoi|trong|tai thoi diem|thoi diem|ap dung|hieu luc) |^|, )(?:het )?"
    r"(dau |giua |cuoi )?nam ((?:19|20)\d\d)\b"
)
END_OF = {"dau": (1, 31), "giua": (6, 30)}  # of a year, by month and day
DAY_OF = {"dau": 10, "giua": 20}  # of a month: the last that its beginning and its middle are said of
# “Vi phạm xảy ra 28/12/2025 thì phạt theo nghị định nào?”: the day of what happened is that of the law that applies.
WHICH_APPLIES = re.compile(
    rf"\b(?:theo|dung|ap dung|can cu|tuan thu|chieu)\b(?: \S+){{0,5}}? {KIND}(?: \S+){{0,6}}? (?:nao|may|gi)\b"
    rf"|\b{KIND}(?: \S+){{0,6}}? (?:nao|may)\b(?: \S+){{0,4}}? (?:ap dung|hieu luc|dieu chinh)\b"
)
HAPPENED = re.compile(rf"(?<![\w/-])(?<!ban hanh ngay )(?<!ky ngay )(?<!cp ngay ){DAY}(?![\d/-])")


def day_in(question: str, of_document: bool = False) -> date | None:
    """The day that a question says it asks about, or on which what it tells happened where it asks which document
    applies; a month or a year is meant as its last day. None when it names none.

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
            number, year = int(month[2]), int(month[3])
            last = (date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1)).day
            return date(year, number, DAY_OF.get(month[1] or "", last))
        happened = list(HAPPENED.finditer(folded)) if WHICH_APPLIES.search(folded) else []
        if len(happened) == 1:
            return date_of(happened[0])
    except ValueError:
        return None
    if of_year := IN_YEAR.search(folded):
        return date(int(of_year[2]), *END_OF.get((of_year[1] or "").strip(), (12, 31)))
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
