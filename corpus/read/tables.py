"""How a table of a file becomes lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Cell = Sequence[str]  # the lines of a cell


def laid_out(rows: Sequence[Sequence[Cell]]) -> Iterator[str]:
    """A line per row, its cells joined with " | ", also the empty ones, so that a column keeps its place.

    A table that only lays out the page (two cells a row, as in a head or a signature) gives its lines, cell by cell.
    """
    for cells in rows:
        if len(cells) <= 2 and (len(rows) <= 3 or len(cells) == 1):
            for cell in cells:
                yield from cell
        else:
            yield " | ".join(" ".join(cell) for cell in cells)
