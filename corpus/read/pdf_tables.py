"""Tables of a PDF page, told from the rules drawn around their cells."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

NEAR = 3.0  # points by which ends of rules may miss each other


class Cell(NamedTuple):
    """The rectangle between four rules, in points."""

    top: float
    left: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Rules:
    """Thin lines drawn on a page: horizontal ones as (left, right, height), vertical ones as (place, bottom, top)."""

    horizontal: tuple[tuple[float, float, float], ...] = ()
    vertical: tuple[tuple[float, float, float], ...] = ()


class Grid:
    """Finds the cell at a place of the page."""

    def __init__(self, rules: Rules) -> None:
        self._horizontal = rules.horizontal
        self._vertical = sorted(rules.vertical)
        self._heights: dict[tuple[float, float], list[float]] = {}

    def walls(self, height: float) -> list[float]:
        """The places of the vertical rules at a height, from left to right."""
        return [x for x, bottom, top in self._vertical if bottom - NEAR <= height <= top + NEAR]

    def cell(self, walls: Sequence[float], x: float, height: float) -> Cell | None:
        """The cell around a point, given the walls at its height; None outside of tables."""
        place = bisect_left(walls, x)
        if not 0 < place < len(walls):
            return None
        left, right = walls[place - 1], walls[place]
        heights = self._heights_between(left, right)
        above = bisect_left(heights, height)
        if not 0 < above < len(heights):
            return None
        return Cell(round(heights[above], 1), round(left, 1), round(right, 1), round(heights[above - 1], 1))

    def _heights_between(self, left: float, right: float) -> list[float]:
        """The heights of the horizontal rules that cover a column."""
        if (left, right) not in self._heights:
            middle = (left + right) / 2
            self._heights[left, right] = sorted(y for start, end, y in self._horizontal if start <= middle <= end)
        return self._heights[left, right]


def tables_of(cells: Sequence[Cell]) -> list[list[list[Cell]]]:
    """Cells with text, as tables of rows from the top, cells of a row from the left.

    A table ends where a row begins lower than the one before it ended. One of a single column is none: a box.
    """
    rows: dict[float, list[Cell]] = defaultdict(list)
    for cell in sorted(set(cells), key=lambda cell: (-cell.top, cell.left)):
        at = next((top for top in rows if abs(top - cell.top) < NEAR), cell.top)
        rows[at].append(cell)
    tables: list[list[list[Cell]]] = []
    end = float("inf")
    for top in sorted(rows, reverse=True):
        row = sorted(rows[top], key=lambda cell: cell.left)
        if not tables or top < end - 2 * NEAR:
            tables.append([])
            end = min(cell.bottom for cell in row)
        tables[-1].append(row)
        end = min(end, *(cell.bottom for cell in row))
    return [table for table in tables if len({round(cell.left / NEAR) for row in table for cell in row}) > 1]
