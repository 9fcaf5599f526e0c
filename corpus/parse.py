"""Clean text → provisions: a tree in reading order whose own texts tile the text.

What holds afterwards: `"".join(p.text for p in provisions) == text`; ids are unique; a number that does not follow
from the ones before it (a list inside a clause, a form's “1.”) opens nothing. Units are recognised per container: the
document itself, each attachment (văn bản ban hành kèm theo) and each appendix, since numbers start again in each; a
container without articles is read as an outline of sections.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.marks import CODED, Line, Mark, marked_lines
from corpus.sequence import (
    article_follows,
    clause_follows,
    decimal_follows,
    number_follows,
    point_follows,
    top_follows,
)
from corpus.types import CleanText, Level, Note, Provision, Step

# How deep each level stands; sections of an outline stand deeper by the parts of their label.
RANK = {
    Level.ATTACHMENT: 0.0,
    Level.NOTE: 0.0,
    Level.APPENDIX: 1.0,
    Level.PREAMBLE: 2.0,
    Level.CLOSING: 2.0,
    Level.PART: 2.0,
    Level.CHAPTER: 3.0,
    Level.SECTION: 4.0,
    Level.SUBSECTION: 5.0,
    Level.ARTICLE: 6.0,
    Level.CLAUSE: 7.0,
    Level.POINT: 8.0,
}
ATTACHED_KINDS = re.compile(
    r"(QUY CHẾ|QUY ĐỊNH|ĐIỀU LỆ|KHUNG KIẾN TRÚC|KIẾN TRÚC|KHUNG|ĐỀ ÁN|KẾ HOẠCH|CHƯƠNG TRÌNH|CHIẾN LƯỢC|QUY TRÌNH"
    r"|DANH MỤC"
    r"|HƯỚNG DẪN|NỘI QUY|PHƯƠNG ÁN|BỘ TIÊU CHÍ|BỘ CHỈ SỐ|QUY HOẠCH|QUY TẮC|TIÊU CHÍ|ĐỊNH MỨC|QUY CHUẨN|NỘI DUNG"
    r"|THỦ TỤC)\b",
    re.IGNORECASE,
)
# Attachments that have no articles of their own: those in them are of the forms that they list.
OF_FORMS = frozenset({"Danh mục", "Thủ tục", "Quy trình", "Tiêu chí", "Bộ tiêu chí", "Bộ chỉ số", "Định mức"})
IN_CONTAINERS = {Level.ATTACHMENT, Level.APPENDIX}
HEADLESS = {Level.ARTICLE, Level.CLAUSE, Level.POINT}


_Names = dict[tuple[Level, str], str]


@dataclass
class _Unit:
    """A unit opened at a line, before its end is known."""

    level: Level
    label: str
    start: int
    heading: str
    rank: float
    path: tuple[Step, ...] = ()


@dataclass
class _Container:
    """A stretch of lines [first, last) with numbering of its own."""

    first: int
    last: int
    level: Level | None = None  # None: the document itself
    label: str = ""
    name: str = ""  # "Quy chế", for citations
    inside: _Container | None = None
    units: list[_Unit] = field(default_factory=list)


def parse(document_id: str, clean: CleanText) -> tuple[Provision, ...]:
    """The provisions of a text under a document's id; one preamble when nothing in it opens a unit."""
    body = clean.text[: clean.notes[0].start] if clean.notes else clean.text
    lines = marked_lines(body)
    containers = _containers(lines)
    units: list[_Unit] = []
    for container in containers:
        units += _units(container, lines)
    if not units or units[0].start > 0:
        units.insert(0, _Unit(Level.PREAMBLE, "", 0, "", RANK[Level.PREAMBLE]))
    units += [_Unit(Level.NOTE, note.label, note.start, "", RANK[Level.NOTE]) for note in clean.notes]
    _set_paths(units)
    names: _Names = {(c.level, c.label): c.name for c in containers if c.level}
    return _with_notes(_provisions(document_id, clean, units, names), clean.notes)


def _containers(lines: Sequence[Line]) -> list[_Container]:
    """The document itself, then its attachments and appendices in reading order."""
    found: list[_Container] = [_Container(0, len(lines))]
    attachment: _Container | None = None
    attachments = appendices = 0
    closed = seen = False
    place = 0
    while place < len(lines):
        line = lines[place]
        closed = closed or line.mark is Mark.CLOSING
        seen = seen or line.mark in {Mark.ARTICLE, Mark.ROMAN, Mark.NUMBER}
        opened: _Container | None = None
        # A file of one annex begins with its mark, "(Kèm theo …)" below.
        begins = not seen and place < 3 and any(below.mark is Mark.ATTACHED for below in lines[place : place + 8])
        if line.mark is Mark.APPENDIX and (seen or begins) and _is_title(lines, place, closed):
            appendices += 1
            label = line.label or str(appendices)
            opened = _Container(place, len(lines), Level.APPENDIX, label, f"Phụ lục {line.label}".strip(), attachment)
        elif line.mark is Mark.ATTACHED and seen and closed:
            first = _title_start(lines, place)
            kind = next((m for p in range(first, place) if (m := ATTACHED_KINDS.match(lines[p].text))), None)
            within = found[-1]
            if within.level is Level.APPENDIX and place - within.first < 8:
                place += 1
                continue
            if kind:
                attachments += 1
                name = kind[1].capitalize()
                opened = _Container(first, len(lines), Level.ATTACHMENT, str(attachments), name)
                attachment = opened
        if opened:
            found[-1].last = opened.first
            found.append(opened)
        place += 1
    return found


def _is_title(lines: Sequence[Line], place: int, closed: bool) -> bool:
    """Whether a line that says “Phụ lục …” heads an appendix: after the signature, or with “(Kèm theo …)” below it."""
    line = lines[place]
    if line.rest and not line.rest[:1].isupper():
        return False
    return closed or any(below.mark is Mark.ATTACHED for below in lines[place + 1 : place + 8])


def _title_start(lines: Sequence[Line], place: int) -> int:
    """The first line of the title above “(Ban hành kèm theo …)”: the lines in capitals, and the head above them."""
    first = place
    for above in range(place - 1, max(place - 14, -1), -1):
        text = lines[above].text
        if lines[above].mark in {Mark.CLOSING, Mark.ARTICLE, Mark.NUMBER, Mark.POINT}:
            break
        letters = [c for c in text if c.isalpha()]
        if (letters and sum(c.isupper() for c in letters) > 0.7 * len(letters) and len(text) < 300) or (
            letters and ATTACHED_KINDS.match(text) and text[0].isupper() and len(text) < 200
        ):
            first = above
        elif letters and not re.search(r"(?i)độc lập|ngày\s.*tháng|số\s*:", text):
            break
    return first


def _units(container: _Container, lines: Sequence[Line]) -> list[_Unit]:
    own = range(container.first, container.last)
    units: list[_Unit] = []
    if container.level:
        heading = " ".join(_heading_lines(lines, container.first, container.last))
        units.append(
            _Unit(container.level, container.label, lines[container.first].start, heading, RANK[container.level])
        )
    if container.name not in OF_FORMS and any(lines[place].mark is Mark.ARTICLE for place in own):
        units += _articles(container, lines)
    else:
        units += _outline(container, lines)
    if container.level is Level.APPENDIX and container.inside is None:
        for unit in units[:1]:
            unit.rank = RANK[Level.ATTACHMENT]  # not within an attachment that came before it
    return units


def _articles(container: _Container, lines: Sequence[Line]) -> list[_Unit]:
    """Parts, chapters, articles, clauses and points by their expected order."""
    units: list[_Unit] = []
    article = clause = ""
    point = -1
    closed = False
    own = range(container.first, container.last)
    is_codified = any(lines[place].mark is Mark.ARTICLE and CODED.match(lines[place].text) for place in own)
    seen: set[str] = set()
    last_article = max((place for place in own if lines[place].mark is Mark.ARTICLE), default=0)
    for place in own:
        line = lines[place]
        if line.mark is None or (place == container.first and container.level):
            continue
        if line.mark is Mark.CLOSING:
            if article and not closed and (line.text.startswith(("Nơi nhận", "TM.", "KT.")) or place > last_article):
                units.append(_unit(Level.CLOSING, "", line, ""))
                closed = True
            continue
        if line.mark is Mark.ARTICLE:
            # The codification takes articles over in an order of its own.
            follows = line.label not in seen if is_codified and not line.weak else article_follows(article, line)
            if follows and not (closed and not line.rest):
                seen.add(line.label)
                units.append(_unit(Level.ARTICLE, line.label, line, _article_heading(line.rest)))
                article, clause, point, closed = line.label, "", -1, False
            continue
        if closed:
            continue
        if line.mark in {Mark.PART, Mark.CHAPTER, Mark.SECTION, Mark.SUBSECTION}:
            if _is_division(line):
                heading = line.rest or " ".join(_heading_lines(lines, place + 1, container.last))
                units.append(_unit(Level(line.mark.value), line.label, line, heading))
        elif article and line.mark is Mark.NUMBER and clause_follows(clause, line.label):
            units.append(_unit(Level.CLAUSE, line.label, line, ""))
            clause, point = line.label, -1
        elif article and line.mark is Mark.POINT and (following := point_follows(point, line.label)) is not None:
            units.append(_unit(Level.POINT, line.label, line, ""))
            point = following
    return units


def _outline(container: _Container, lines: Sequence[Line]) -> list[_Unit]:
    """Roman, numbered and decimal sections of a text without articles; labels are whole: “II.3.1”."""
    units: list[_Unit] = []
    top = number = ""  # the roman or letter section, and the number path under it
    point = -1
    closed = False
    for place in range(container.first, container.last):
        line = lines[place]
        if line.mark is None or (place == container.first and container.level):
            continue
        if line.mark is Mark.CLOSING:
            if units and line.text.startswith(("Nơi nhận", "TM.", "KT.", "TL.", "TUQ.")) and not closed:
                units.append(_unit(Level.CLOSING, "", line, ""))
                closed = True
            continue
        if closed:
            continue
        if line.mark in {Mark.PART, Mark.CHAPTER} and _is_division(line):
            heading = line.rest or " ".join(_heading_lines(lines, place + 1, container.last))
            units.append(_unit(Level(line.mark.value), line.label, line, heading))
            top = number = ""
            point = -1
        elif line.mark in {Mark.ROMAN, Mark.LETTER} and top_follows(top, line.label):
            top, number, point = line.label, "", -1
            units.append(_section(top, line))
        elif (line.mark is Mark.NUMBER and number_follows(number, line.label)) or (
            line.mark is Mark.DECIMAL and number and decimal_follows(number, line.label)
        ):
            number, point = line.label, -1
            units.append(_section(".".join(filter(None, (top, number))), line))
        elif line.mark is Mark.POINT and units and (following := point_follows(point, line.label)) is not None:
            units.append(_unit(Level.POINT, line.label, line, ""))
            point = following
    return units


def _unit(level: Level, label: str, line: Line, heading: str) -> _Unit:
    return _Unit(level, label, line.start, heading, RANK[level])


def _section(label: str, line: Line) -> _Unit:
    depth = RANK[Level.SECTION] + 0.1 * label.count(".")
    return _Unit(Level.SECTION, label, line.start, _article_heading(line.rest), depth)


def _article_heading(rest: str) -> str:
    """What follows an article's mark, when it is a title and not the article's first sentence."""
    return rest if rest and len(rest) <= 250 and rest[-1] not in ".;:," else ""


def _is_division(line: Line) -> bool:
    """Whether a chapter's or section's mark heads one: a title or nothing follows, not the rest of a sentence."""
    return not line.rest or line.rest[0].isupper() or line.rest[0].isdigit()


def _heading_lines(lines: Sequence[Line], first: int, last: int) -> list[str]:
    """The title on the lines from `first`: those in capitals, or one line that starts none."""
    found: list[str] = []
    for place in range(first, min(first + 4, last)):
        text = lines[place].text
        if not text or (lines[place].mark and place > first) or lines[place].mark is Mark.ARTICLE:
            break
        if found and not text.isupper():
            break
        found.append(text)
    return found


def _set_paths(units: Sequence[_Unit]) -> None:
    stack: list[_Unit] = []
    for unit in units:
        while stack and (stack[-1].rank >= unit.rank or stack[-1].level in {Level.PREAMBLE, Level.CLOSING}):
            stack.pop()
        if unit.level in {Level.PREAMBLE, Level.CLOSING}:
            stack = [u for u in stack if u.level in IN_CONTAINERS]
        stack.append(unit)
        unit.path = tuple(Step(u.level, u.label) for u in stack)


def _provisions(document_id: str, clean: CleanText, units: Sequence[_Unit], names: _Names) -> list[Provision]:
    text = clean.text
    provisions: list[Provision] = []
    taken: Counter[str] = Counter()
    ends = [unit.start for unit in units[1:]] + [len(text)]
    extents = _extents(units, len(text))
    for place, unit in enumerate(units):
        extent = extents[place]
        key = _key(unit.path)
        taken[key] += 1
        if taken[key] > 1:
            key = f"{key}~{taken[key]}"
        provisions.append(
            Provision(
                id=f"{document_id}#{key}",
                document=document_id,
                path=unit.path,
                citation=_citation(unit.path, names),
                heading=unit.heading,
                text=text[unit.start : ends[place]],
                start=unit.start,
                end=ends[place],
                extent=extent,
                pages=_pages(clean.page_starts, unit.start, extent),
            )
        )
    return provisions


def _extents(units: Sequence[_Unit], end: int) -> list[int]:
    """Where the last descendant of each unit ends: at the next unit that does not lie in it."""
    extents = [end] * len(units)
    open_: list[int] = []
    for place, unit in enumerate(units):
        while (open_ and unit.path[: len(units[open_[-1]].path)] != units[open_[-1]].path) or (
            open_ and len(unit.path) <= len(units[open_[-1]].path)
        ):
            extents[open_.pop()] = unit.start
        open_.append(place)
    return extents


def _with_notes(provisions: list[Provision], notes: Sequence[Note]) -> tuple[Provision, ...]:
    """The provisions, each note with the place of its mark as heading ("tại Điều 8") and its page."""
    if not notes:
        return tuple(provisions)
    own = provisions[: -len(notes)]
    starts = [provision.start for provision in own]
    placed = []
    for provision, note in zip(provisions[-len(notes) :], notes, strict=True):
        at = own[bisect_right(starts, note.at) - 1].citation if note.at >= 0 else ""
        pages = (note.page, note.page) if note.page else None
        placed.append(replace(provision, heading=f"tại {at}" if at else "", pages=pages))
    return (*own, *placed)


def _key(path: tuple[Step, ...]) -> str:
    """The path without what an article's number does not depend on."""
    levels = {step.level for step in path}
    last = path[-1]
    if levels & HEADLESS and Level.ARTICLE in levels:
        kept = [step for step in path if step.level in IN_CONTAINERS | HEADLESS]
    elif last.level is Level.SECTION and Level.CHAPTER not in levels:
        kept = [step for step in path[:-1] if step.level in IN_CONTAINERS | {Level.PART}] + [last]
    elif last.level is Level.POINT:
        sections = [step for step in path if step.level is Level.SECTION][-1:]
        kept = [s for s in path if s.level in IN_CONTAINERS | {Level.PART, Level.CHAPTER}] + sections + [last]
    else:
        kept = list(path)
    return "/".join(f"{step.level.value}:{step.label}" if step.label else step.level.value for step in kept)


_WORDS = {
    Level.PART: "Phần",
    Level.CHAPTER: "Chương",
    Level.SECTION: "mục",
    Level.SUBSECTION: "tiểu mục",
    Level.ARTICLE: "Điều",
    Level.CLAUSE: "khoản",
    Level.POINT: "điểm",
    Level.NOTE: "chú thích",
}


def _citation(path: tuple[Step, ...], names: _Names) -> str:
    """From the inside out, as papers cite: “điểm a khoản 1 Điều 5 Quy chế ban hành kèm theo”."""
    last = path[-1]
    containers = [step for step in path if step.level in IN_CONTAINERS]
    where = [
        names.get((step.level, step.label), "") + (" ban hành kèm theo" if step.level is Level.ATTACHMENT else "")
        for step in reversed(containers)
    ]
    if last.level is Level.PREAMBLE:
        words = ["phần mở đầu"]
    elif last.level is Level.CLOSING:
        words = ["phần ký ban hành"]
    elif last.level in IN_CONTAINERS:
        return " ".join(where)
    elif Level.ARTICLE in {step.level for step in path}:
        words = [f"{_WORDS[step.level]} {step.label}" for step in reversed(path) if step.level in HEADLESS]
    else:
        inner = [step for step in path if step.level not in IN_CONTAINERS]
        sections = [step for step in inner if step.level is Level.SECTION]
        kept = [step for step in inner if step.level is not Level.SECTION or step is sections[-1]]
        words = [f"{_WORDS[step.level]} {step.label}" for step in reversed(kept)]
    return " ".join([*words, *where])


def _pages(starts: tuple[int, ...], start: int, end: int) -> tuple[int, int] | None:
    if not starts:
        return None
    return max(1, bisect_right(starts, start)), max(1, bisect_right(starts, max(start, end - 1)))
