"""Where paragraphs begin on the pages of a PDF, told from margins, indents and full lines; notes kept apart.

Regulations are set with an indented first line and justified. A line at the margin below a full line goes on with
its paragraph, whatever it begins with ("Điều 5 của Luật này …" too); an indented line begins one. Where neither can be
told (headings, tables, pages without an indent) the lines are left as they are, for `corpus.clean` to decide by their
words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.furniture import furniture
from corpus.read.pdf_lines import Line
from corpus.read.pdf_tables import Rules
from corpus.types import Box, Footnote, Reading

GOES_ON = "\u2028"  # Unicode's line separator: a break inside a paragraph
BEGINS = "\n\n"
UNKNOWN = "\n"

NOTE_RULE = 144.0  # points: the length of the rule that Word draws above notes
_UNIT = re.compile(r"(?:Điều \d|Khoản \d|\d{1,2}(?:\.\d{1,2})*\.? |[a-zđ]\) |[IVX]{1,6}\. |- |Căn cứ )")


@dataclass(frozen=True)
class Page:
    """A page's lines and the rules drawn on it."""

    lines: tuple[Line, ...]
    rules: Rules = field(default_factory=Rules)


@dataclass(frozen=True)
class LaidOut:
    """The pages' texts, for each the place of its lines, and the notes at page ends."""

    texts: tuple[str, ...]
    boxes: tuple[tuple[Box | None, ...], ...]
    footnotes: tuple[Footnote, ...]

    def reading(self, format_: str, notes: tuple[str, ...] = ()) -> Reading:
        """The pages as a reading of a file of this format."""
        return Reading("\f".join(self.texts), format_, notes=notes, boxes=self.boxes, footnotes=self.footnotes)


@dataclass(frozen=True)
class _Frame:
    """The left and right margin of a page's text."""

    left: float
    right: float


@dataclass(frozen=True)
class _Habits:
    """How a file sets paragraphs: indents of first lines (() for none), leading inside, whether they stand apart."""

    indents: tuple[float, ...]
    leading: float
    apart: bool


def lay_out(pages: Sequence[Page]) -> LaidOut:
    """The text of each page with the places of its lines, and the notes at page ends.

    A line that certainly goes on with the paragraph before it, on the page before too, follows a line separator
    (U+2028); one that certainly begins a paragraph follows a blank line; any other follows a line break.
    """
    size = _body_size(pages)
    frames = _frames(pages)
    notes = [_notes(pages, place, frames[place], size) for place in range(len(pages))]
    for place in range(1, len(pages)):
        if not notes[place] and notes[place - 1]:
            notes[place] = _notes_carried_over(pages[place], frames[place], size)
    kept = [[line for at, line in enumerate(page.lines) if at not in notes[place]] for place, page in enumerate(pages)]
    edges = furniture([[line.text for line in page] for page in kept])
    habits = _Habits(_indents(kept, frames), *_leading(kept, frames))
    texts: list[str] = []
    boxes: list[tuple[Box | None, ...]] = []
    last: tuple[int, Line] | None = None
    for place, page in enumerate(kept):
        text = ""
        placed: list[Box | None] = [None]
        for at, line in enumerate(page):
            lead = UNKNOWN
            if at not in edges[place]:
                if last:
                    lead = _lead(last[1], frames[last[0]], line, frames[place], habits, last[0] == place)
                last = (place, line)
            lead = lead if text or lead == GOES_ON else lead[1:]
            text += lead + (line.with_marks() if notes[place] else line.text)
            placed += [None] * len(lead)
            placed[-1] = line.box(place + 1)
        texts.append(text)
        boxes.append(tuple(placed))
    written = [[page.lines[at] for at in sorted(notes[place])] for place, page in enumerate(pages)]
    return LaidOut(tuple(texts), tuple(boxes), tuple(_footnotes(written)))


def _footnotes(pages: Sequence[Sequence[Line]]) -> Iterator[Footnote]:
    """The notes of all pages: one begins with its raised number and may go on at the end of the next page."""
    label, page_of = "", 0
    lines: list[str] = []
    for place, page in enumerate(pages, start=1):
        for line in page:
            number = line.text[: line.marks[0][1]] if line.marks and line.marks[0][0] == 0 else ""
            if number:
                if lines:
                    yield Footnote(label, "\n".join(lines), page_of)
                label, page_of, lines = number.strip(), place, []
            text = line.text[len(number) :].strip()
            if not text:
                continue
            if lines and not (lines[-1].endswith((".", ";", ":", "”")) and (_UNIT.match(text) or text[0] in "“[")):
                lines[-1] += " " + text
            else:
                lines.append(text)
            page_of = page_of or place
    if lines:
        yield Footnote(label, "\n".join(lines), page_of)


def _body_size(pages: Sequence[Page]) -> float:
    """The size in points that most characters of the file are set in."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _frames(pages: Sequence[Page]) -> list[_Frame | None]:
    """The margins of each page: where most of its long lines begin, and what nine in ten of those do not pass."""
    frames: list[_Frame | None] = []
    for page in pages:
        long = [line for line in page.lines if len(line.text) > 50 and " | " not in line.text]
        lefts = Counter(round(line.left) for line in long)
        if not lefts or lefts.most_common(1)[0][1] < 2:
            frames.append(None)
            continue
        often = lefts.most_common(1)[0][1]
        left = min(place for place, count in lefts.items() if count >= max(2, often / 3))
        rights = sorted(line.right for line in long if line.left < left + 80)
        frames.append(_Frame(left, rights[int(0.9 * (len(rights) - 1))]))
    return frames


def _indents(pages: Sequence[Sequence[Line]], frames: Sequence[_Frame | None]) -> tuple[float, ...]:
    """How far the first lines of units stand in from the margin; empty where they stand at the margin."""
    offsets = Counter(
        round(line.left - frame.left)
        for page, frame in zip(pages, frames, strict=True)
        if frame
        for line in page
        if _UNIT.match(line.text)
    )
    indented = {offset: count for offset, count in offsets.items() if 8 <= offset <= 60}
    if sum(indented.values()) < max(2, 0.6 * sum(offsets.values())):
        return ()
    return tuple(offset for offset, count in indented.items() if count >= 0.08 * sum(offsets.values()))


def _leading(pages: Sequence[Sequence[Line]], frames: Sequence[_Frame | None]) -> tuple[float, bool]:
    """The usual step from a line to the next within paragraphs, and whether units follow after a larger one."""
    steps: Counter[float] = Counter()
    to_units: list[float] = []
    for page, frame in zip(pages, frames, strict=True):
        for before, line in pairwise(page):
            step = before.bottom - line.bottom
            if frame is None or not 0 < step < 4 * line.size or abs(line.left - frame.left) > 60:
                continue
            if _UNIT.match(line.text):
                to_units.append(step)
            elif abs(line.left - frame.left) < 4 and before.right > frame.right - 3 * line.size:
                steps[round(2 * step) / 2] += 1
    if not steps:
        return 0.0, False
    leading = steps.most_common(1)[0][0]
    return leading, sum(step > 1.25 * leading for step in to_units) > 0.7 * len(to_units)


def _lead(
    before: Line, frame_before: _Frame | None, line: Line, frame: _Frame | None, habits: _Habits, same: bool
) -> str:
    """What stands between two lines of the text: `same` says whether they are on the same page."""
    if line.is_row or before.is_row:
        return BEGINS
    if frame is None or frame_before is None or " | " in line.text or " | " in before.text:
        return UNKNOWN
    indents = habits.indents
    at_margin = abs(line.left - frame.left) < 4
    indented = any(abs(line.left - frame.left - indent) < 4 for indent in indents)
    was_text = any(abs(before.left - frame_before.left - indent) < 4 for indent in (0.0, *indents))
    step = before.bottom - line.bottom
    first_word = (line.right - line.left) * len(line.text.split(" ")[0]) / max(len(line.text), 1)
    left_over = frame_before.right - before.right
    full = left_over < first_word + 0.9 * line.size
    alike = was_text and abs(before.size - line.size) < 1.1
    # A unit's mark after a stop at the margin: some points are set without an indent.
    enumerated = _UNIT.match(line.text) and before.text.endswith((".", ";", ":", "…"))
    if indented and (_UNIT.match(line.text) or not line.text[0].islower()):
        return BEGINS
    if at_margin and alike and full and not enumerated:
        if indents:
            return GOES_ON if not same or 0 < step < 2.4 * line.size else UNKNOWN
        if habits.apart and same and 0 < step < 1.15 * habits.leading:
            return GOES_ON
    if same and habits.apart and not indents and at_margin and step > 1.3 * habits.leading:
        return BEGINS
    if at_margin and was_text and not indents and left_over > first_word + 2.5 * line.size:
        return BEGINS
    return UNKNOWN


def _notes(pages: Sequence[Page], place: int, frame: _Frame | None, size: float) -> set[int]:
    """The places of the lines under the rule for notes: they are smaller than the text and the first is numbered."""
    page = pages[place]
    left = frame.left if frame else min((line.left for line in page.lines), default=0.0)
    for start, end, height in page.rules.horizontal:
        if abs(end - start - NOTE_RULE) > 2 or abs(start - left) > 4:
            continue
        below = {at for at, line in enumerate(page.lines) if line.bottom < height and not _is_number(line, size)}
        if below and all(page.lines[at].size < 0.96 * size for at in below):
            return below
    return set()


def _notes_carried_over(page: Page, frame: _Frame | None, size: float) -> set[int]:
    """The places of notes that go on from the page before, under a rule across the page."""
    for start, end, height in page.rules.horizontal:
        if frame and abs(start - frame.left) < 4 and abs(end - frame.right) < 8:
            below = {at for at, line in enumerate(page.lines) if line.bottom < height and not _is_number(line, size)}
            if below and all(page.lines[at].size < 0.96 * size for at in below):
                return below
    return set()


def _is_number(line: Line, size: float) -> bool:
    """Whether a line is a page's number and not a note's, which is smaller."""
    return line.text.isdigit() and line.size > 0.8 * size
