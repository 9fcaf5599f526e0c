"""Sentences of a regulation's text, as spans: by our own rules, since a general splitter breaks “Điều 5.” and “TM.”."""

from __future__ import annotations

import re

# A sentence ends at . ? ! before a space and a capital, or at the line's end. Not after a unit's mark ("1.", "Điều 5.",
# "a)", "II."), an initial or an abbreviation ("TP.", "TM.", "KT.", "Tp.").
END = re.compile(r"[.?!…](?=[ \t]+[“\"(]?[A-ZĐÀ-ỸƠƯĂÂÊÔ])|\n+")
NOT_AN_END = re.compile(r"(?:^|[\s(“])(?:Điều \d+[a-zđ]?|[IVXLC]+|\d+(?:\.\d+)*|[A-ZĐ]{1,3}|Tp|tr|v|St)\.$")


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Offsets [start, end) of the sentences in text[start:end], without the space around them; they leave nothing out.

    A list's lines are sentences of their own.
    """
    end = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    begin = start
    for match in END.finditer(text, start, end):
        line_break = text[match.start()] == "\n"
        stop = match.start() if line_break else match.end()
        if not line_break and NOT_AN_END.search(text[max(begin, stop - 12) : stop]):
            continue
        _append(spans, text, begin, stop)
        begin = match.end()
    _append(spans, text, begin, end)
    return spans


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))
