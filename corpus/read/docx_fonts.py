"""The font of each run of a Word document: its own, else that of its styles; it tells the legacy encodings."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn


class Fonts:
    """Fonts by run, paragraph style and the document's defaults."""

    def __init__(self, document: Any) -> None:
        self._own: dict[str, str] = {}
        self._base: dict[str, str] = {}
        self._default = ""
        self.any_legacy = False  # whether a style has such a font: only then is the style's asked for
        try:
            styles = document.part.styles.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        for style in styles.findall(qn("w:style")):
            key = style.get(qn("w:styleId")) or ""
            base = style.find(qn("w:basedOn"))
            self._own[key] = _font(style.find(qn("w:rPr")))
            self._base[key] = base.get(qn("w:val")) if base is not None else ""
            if style.get(qn("w:default")) == "1" and style.get(qn("w:type")) == "paragraph":
                self._default = self._default or self._of_style(key)
        defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        self._default = self._default or _font(defaults)
        self.any_legacy = any(font.lower().startswith((".vn", "vni")) for font in [*self._own.values(), self._default])

    def of(self, run: Any, paragraph: Any) -> str:
        """The name of a run's font, "" where nothing names one."""
        properties = run.find(qn("w:rPr"))
        font = _font(properties)
        if font or not self.any_legacy:
            return font
        for element, tag in ((properties, "w:rStyle"), (paragraph.find(qn("w:pPr")), "w:pStyle")):
            style = element.find(qn(tag)) if element is not None else None
            font = self._of_style(style.get(qn("w:val"))) if style is not None else ""
            if font:
                return font
        return self._default

    def _of_style(self, key: str) -> str:
        seen: set[str] = set()
        while key and key not in seen:
            seen.add(key)
            if self._own.get(key):
                return self._own[key]
            key = self._base.get(key, "")
        return ""


def _font(properties: Any) -> str:
    fonts = properties.find(qn("w:rFonts")) if properties is not None else None
    if fonts is None:
        return ""
    return str(fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi")) or "")
