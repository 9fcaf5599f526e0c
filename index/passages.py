"""What is embedded of an entry: all of its text, in passages under its headings."""

from __future__ import annotations

from typing import NamedTuple

from index.types import Entry

PASSAGE = 700  # characters of text in one passage: with its headings about 256 tokens
CRUMB = 160  # characters of the title, and of the heading, before each


def passages_of(entry: Entry) -> list[str]:
    """The passages of an entry, at least one."""
    return [f"{entry.title[:CRUMB]}\n{entry.heading[:CRUMB]}\n{run.words}" for run in runs_of(entry.text)]


class Run(NamedTuple):
    """What a passage is of: the characters [start, end) of its entry's text, and their words."""

    start: int
    end: int
    words: str


def runs_of(text: str) -> list[Run]:
    """A text in runs of lines of up to PASSAGE characters, at least one; a longer line is cut."""
    runs: list[Run] = []
    at = 0
    for line in text.split("\n"):
        for start in range(0, len(line), PASSAGE):
            piece, end = line[start : start + PASSAGE].strip(), at + min(start + PASSAGE, len(line))
            if not piece:
                continue
            if runs and len(runs[-1].words) + len(piece) < PASSAGE:
                runs[-1] = Run(runs[-1].start, end, f"{runs[-1].words}\n{piece}")
            else:
                runs.append(Run(at + start, end, piece))
        at += len(line) + 1
    return runs or [Run(0, 0, "")]
