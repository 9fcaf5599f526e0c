"""The numbers that Word generates before list paragraphs: "1.", "a)", "Điều 5."."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from corpus.read.lists import Counter, ListLevel


class Numbering:
    """The lists of a document, by its numbering part, and where each of them stands."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[tuple[str, int], ListLevel] = {}
        self._by_style: dict[tuple[str, str], int] = {}  # (list, style) → level
        self._abstract: dict[str, str] = {}
        self._restarts: dict[tuple[str, int], int] = {}  # lists that begin anew, by number and level, until they do
        self._counter = Counter(self._levels)
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
            self._levels[key, place] = ListLevel(values.get("numFmt") or "decimal", values.get("lvlText") or "", start)
            if values.get("pStyle"):
                self._by_style[key, values["pStyle"]] = place

    def mark(self, paragraph: Paragraph) -> str:
        """The number that Word shows before a paragraph, "" for none. Call it once for each, in order."""
        place = self._place(paragraph)
        if place is None:
            return ""
        list_id, level = place
        return self._counter.mark(self._abstract.get(list_id, ""), level, self._restarts.pop((list_id, level), None))

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
