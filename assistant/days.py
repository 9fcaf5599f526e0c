"""The day that a question asks about: the one it names, or that of what it tells."""

from __future__ import annotations

import re
from datetime import date, timedelta

from assistant.asks import KIND
from corpus.accents import without_accents

DAY = r"(?P<day>\d{1,2})(?:[/.-]| thang )(?P<month>\d{1,2})(?:[/.-]| nam )(?P<year>(?:19|20)\d\d)"
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
    rf"\b(?:theo|dung|ap dung|can cu|tuan thu|chieu)\b(?: \S+){{0,5}}? {KIND}(?: \S+){{0,6}}? (?:nao|may)\b"
    rf"|\b{KIND}(?: \S+){{0,6}}? (?:nao|may)\b(?: \S+){{0,4}}? (?:ap dung|hieu luc|dieu chinh)\b"
)
# What happens to people, not to a document or a paper: none of these stands before a document's own day.
HAPPENS = (
    r"xay ra|vi pham|nop|nhan|lap|gui|trinh|khoi cong|dang ky|ky ket|trung dau gia|thuc hien|tien hanh|du dieu kien"
    r"|nghi huu|huong|thue|mua|ban hang|chuyen nhuong|xay|hom"
)
HAPPENED = re.compile(
    rf"(?:\b(?:{HAPPENS})\b(?: (?!theo |truoc )[a-z]+){{0,10}},? ?|^)(?P<before>truoc )?(?:ngay |hom )?{DAY}(?![\d/-])"
)
LAST_DAY = re.compile(rf"\bngay (?:cuoi(?: cung)?|dau(?: tien)?) (?:cua )?(?:nam|thang)[ \d/]*\({DAY}\)")


def day_in(question: str, of_document: bool = False) -> date | None:
    """The day that a question says it asks about, or on which what it tells happened where it asks which document
    applies; a month or a year is meant as its last day. None when it names none.

    A day before which something is so is such a day where a document is asked about (`of_document`) or at the start.
    """
    folded = without_accents(question)
    before = BEFORE_DAY.search(folded)
    try:
        if match := _happened(folded):
            return date_of(match) - timedelta(days=bool(match.groupdict().get("before")))
        if before and (of_document or before.start() == 0):
            return date_of(before) - timedelta(days=1)
        if match := ON_DAY.search(folded):
            return date_of(match)
        if month := IN_MONTH.search(folded):
            number, year = int(month[2]), int(month[3])
            last = (date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1)).day
            return date(year, number, DAY_OF.get(month[1] or "", last))
    except ValueError:
        return None
    if of_year := IN_YEAR.search(folded):
        return date(int(of_year[2]), *END_OF.get((of_year[1] or "").strip(), (12, 31)))
    return None


def _happened(folded: str) -> re.Match[str] | None:
    """The day of what happened, where the document that applies is asked for; None where several things did."""
    if not WHICH_APPLIES.search(folded):
        return None
    found = [*HAPPENED.finditer(folded), *LAST_DAY.finditer(folded)]
    return found[0] if len({match.group("day", "month", "year") for match in found}) == 1 else None


def day_told(question: str) -> date | None:
    """The day of what a question tells, whatever it asks; None for none or several."""
    days = set()
    for match in HAPPENED.finditer(without_accents(question)):
        try:
            days.add(date_of(match))
        except ValueError:
            return None
    return days.pop() if len(days) == 1 else None


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
    for match in (_happened(folded), *(form.search(folded) for form in (BEFORE_DAY, ON_DAY, IN_MONTH, IN_YEAR))):
        if match:
            return f"{question[: match.start()]} {question[match.end() :]}".strip(" ,")
    return question


def date_of(match: re.Match[str]) -> date:
    """The day that a match of DAY gives; ValueError when there is no such day."""
    return date(int(match["year"]), int(match["month"]), int(match["day"]))
