"""The tables in a cleaned text, whose rows are lines with " | " between the cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

BAR = " | "


@dataclass(frozen=True)
class Table:
    """A table at [start, end) of a text: its head and its rows, all as wide as the widest."""

    start: int
    end: int
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tables_in(text: str) -> list[Table]:
    """The tables of a text in order: two rows or more that follow each other."""
    return [table for table in _tables(text) if table.rows]


def _tables(text: str) -> Iterator[Table]:
    rows: list[list[str]] = []
    start = at = 0
    for line in [*text.split("\n"), ""]:
        if BAR in f"{line} ":
            start = start if rows else at
            rows.append([cell.strip() for cell in f"{line} ".split(BAR)])
        elif rows:
            width = max(map(len, rows))
            full = [tuple(row + [""] * (width - len(row))) for row in rows]
            yield Table(start, at - 1, full[0], tuple(full[1:]))
            rows = []
        at += len(line) + 1
