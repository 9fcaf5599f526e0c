"""Counting list paragraphs as Word does: what "1.", "a)" or "Điều 5." it shows before each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
         (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


class ListLevel(NamedTuple):
    """How a level of a list is numbered: the numerals' form, the text around them ("%1.%2)") and the first number."""

    form: str
    pattern: str
    start: int


class Counter:
    """Counts paragraphs by list and level, deeper levels starting again."""

    def __init__(self, levels: Mapping[tuple[str, int], ListLevel]) -> None:
        self._levels = levels
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)

    def mark(self, list_: str, level: int, restart: int | None = None) -> str:
        """The mark before the next paragraph of a list at a level, "" for none; `restart` is where it begins anew."""
        if (list_, level) not in self._levels:
            return ""
        form, pattern, start = self._levels[list_, level]
        counts = self._counts[list_]
        counts[level] = counts.get(level, start - 1) + 1 if restart is None else restart
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if form == "bullet":
            return "-"
        if form == "none":
            return ""

        def number(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            shape = self._levels.get((list_, other), ListLevel("decimal", "", 1))
            return _numeral(counts.get(other, shape.start), shape.form)

        return re.sub(r"%(\d)", number, pattern)


def _numeral(value: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"}:
        letters = "abcdefghijklmnopqrstuvwxyz"[(value - 1) % 26] * ((value - 1) // 26 + 1)
        return letters if form == "lowerLetter" else letters.upper()
    if form in {"lowerRoman", "upperRoman"}:
        letters = ""
        for size, numeral in ROMAN:
            letters += numeral * (value // size)
            value %= size
        return letters if form == "lowerRoman" else letters.upper()
    return f"{value:02d}" if form == "decimalZero" else str(value)
