"""The numbers that Word generates before list paragraphs: "1.", "a)", "Điều 5."."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any, NamedTuple

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
         (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


class _Level(NamedTuple):
    """How a level of a list is numbered: the numerals' form, the text around them ("%1.%2)") and the first number."""

    form: str
    pattern: str
    start: int


class Numbering:
    """Counts list paragraphs as Word does: by list and level, deeper levels starting again."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[tuple[str, int], _Level] = {}
        self._by_style: dict[tuple[str, str], int] = {}  # (list, style) → level
        self._abstract: dict[str, str] = {}
        self._restarts: dict[tuple[str, int], int] = {}  # lists that begin anew, by number and level, until they do
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        for abstract in root.findall(qn("w:abstractNum")):
            self._read_list(abstract)
        for number in root.findall(qn("w:num")):
            reference = number.find(qn("w:abstractNumId"))
            if reference is None:
                continue
            key = number.get(qn("w:numId"))
            self._abstract[key] = reference.get(qn("w:val"))
            for override in number.findall(qn("w:lvlOverride")):
                start = override.find(qn("w:startOverride"))
                if start is not None:
                    self._restarts[key, int(override.get(qn("w:ilvl")))] = int(start.get(qn("w:val")))

    def _read_list(self, abstract: Any) -> None:
        key = abstract.get(qn("w:abstractNumId"))
        for level in abstract.findall(qn("w:lvl")):
            place = int(level.get(qn("w:ilvl")))
            values = {
                tag: child.get(qn("w:val"))
                for tag in ("numFmt", "lvlText", "start", "pStyle")
                if (child := level.find(qn(f"w:{tag}"))) is not None
            }
            start = int(values.get("start") or 1)
            self._levels[key, place] = _Level(values.get("numFmt") or "decimal", values.get("lvlText") or "", start)
            if values.get("pStyle"):
                self._by_style[key, values["pStyle"]] = place

    def mark(self, paragraph: Paragraph) -> str:
        """The number that Word shows before a paragraph, "" for none. Call it once for each, in order."""
        place = self._place(paragraph)
        if place is None:
            return ""
        list_id, level = place
        abstract = self._abstract.get(list_id, "")
        if (abstract, level) not in self._levels:
            return ""
        form, pattern, start = self._levels[abstract, level]
        counts = self._counts[abstract]
        restart = self._restarts.pop((list_id, level), None)
        counts[level] = counts.get(level, start - 1) + 1 if restart is None else restart
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if form == "bullet":
            return "-"
        if form == "none":
            return ""

        def number(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            shape = self._levels.get((abstract, other), _Level("decimal", "", 1))
            return _numeral(counts.get(other, shape.start), shape.form)

        return re.sub(r"%(\d)", number, pattern)

    def _place(self, paragraph: Paragraph) -> tuple[str, int] | None:
        """The list and level of a paragraph: its own, else those of its style or of a style that one is based on."""
        properties: Any = paragraph._p.pPr
        numbered = properties.numPr if properties is not None else None
        style: Any = paragraph.style
        while numbered is None and style is not None:
            properties = style.element.pPr
            numbered = properties.numPr if properties is not None else None
            if numbered is None:
                style = style.base_style
        if numbered is None or numbered.numId is None:
            return None
        list_id = str(numbered.numId.val)
        if numbered.ilvl is not None:
            return list_id, int(numbered.ilvl.val)
        by_style = (self._abstract.get(list_id, ""), str(style.style_id) if style is not None else "")
        return list_id, self._by_style.get(by_style, 0)


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
