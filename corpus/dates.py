"""Dates as Vietnamese texts write them."""

from __future__ import annotations

import re
from datetime import date

IN_TEXT = re.compile(
    r"ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})|(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)",
    re.IGNORECASE,
)


def day(when: date) -> str:
    """A date as decrees write it: 05/9/2019, 03/02/2026 (a leading zero for days below 10 and months 1 and 2)."""
    month = f"{when.month:02d}" if when.month <= 2 else str(when.month)
    return f"{when.day:02d}/{month}/{when.year}"


def first_date(text: str) -> date | None:
    """The first date in a text that exists in the calendar."""
    for match in IN_TEXT.finditer(text):
        figures = [int(group) for group in match.groups() if group]
        try:
            return date(figures[2], figures[1], figures[0])
        except ValueError:
            continue
    return None


def date_pattern(when: date) -> re.Pattern[str]:
    """A date in any form in which a text writes it: 05/9/2019, ngày 05 tháng 9 năm 2019, 5-9-2019."""
    return re.compile(
        rf"(?<!\d)0?{when.day}\s*(?:/|-|\.|tháng)\s*0?{when.month}\s*(?:/|-|\.|năm)\s*{when.year}(?!\d)", re.IGNORECASE
    )
