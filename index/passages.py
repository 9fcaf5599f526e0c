"""What is embedded of an entry: all of its text, in passages under its headings."""

from __future__ import annotations

from index.types import Entry

PASSAGE = 700  # characters of text in one passage: with its headings about 256 tokens
CRUMB = 160  # characters of the title, and of the heading, before each


def passages_of(entry: Entry) -> list[str]:
    """The passages of an entry, at least one."""
    return [f"{entry.title[:CRUMB]}\n{entry.heading[:CRUMB]}\n{part}" for part in _split(entry.text)]


def _split(text: str) -> list[str]:
    """A text in runs of lines of up to PASSAGE characters; a longer line is cut."""
    parts: list[str] = []
    for line in text.split("\n"):
        for start in range(0, max(len(line), 1), PASSAGE):
            piece = line[start : start + PASSAGE].strip()
            if not piece:
                continue
            if parts and len(parts[-1]) + len(piece) < PASSAGE:
                parts[-1] += "\n" + piece
            else:
                parts.append(piece)
    return parts or [""]
