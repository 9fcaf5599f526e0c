"""References in a text or a question: documents by number or name, and places in them, in any order people write.

“điểm a khoản 2 Điều 5 Nghị định 73/2019/NĐ-CP”, “Nghị định 73/2019/NĐ-CP, Điều 5 khoản 2”, “k5 đ42 20/2023/QH15”,
“các Điều 5, 6 và 7 Luật này”. Find first, resolve later: nothing here knows what documents exist.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from corpus.accents import without_accents
from corpus.numbers import find_numbers
from corpus.types import Level, Reference, Step

_ROMAN = r"[IVXLivxl]+"
_DECIMAL = r"\d+(?:\.\d+)*"
# Each level's words (matched without diacritics) and the form of its labels (matched as written: đ is not d).
_STEPS: tuple[tuple[Level, str, str], ...] = (
    (Level.POINT, r"diem", r"[a-zđA-ZĐ]\d?"),
    (Level.CLAUSE, r"khoan|k\.?(?=\s?\d)", r"\d{1,3}[a-zđ]?"),
    (Level.ARTICLE, r"dieu|(?<![\w-])d\.?(?=\s?\d)", r"\d{1,3}[a-zđ]?"),
    (Level.SUBSECTION, r"tieu muc", _DECIMAL),
    (Level.SECTION, r"muc", rf"(?:{_ROMAN}(?:\.{_DECIMAL})?|{_DECIMAL})"),
    (Level.CHAPTER, r"chuong", rf"(?:{_ROMAN}|\d+)"),
    (Level.APPENDIX, r"phu luc", rf"(?:{_ROMAN}|\d+[A-Z]?)"),
    (Level.PART, r"phan", rf"(?:thứ \w+|{_ROMAN}|\d+)"),
)
_ORDER = {level: place for place, level in enumerate(Level)}
# What may stand between the steps of one place, and between a place and its document.
_JOINT = re.compile(r"[\s,;]*(?:(?:va|cua|thuoc|tai|trong|o|hoac)\s+)*[\s,]*$")
_TO_DOCUMENT = re.compile(
    r"[\s,:(]*(?:(?:cua|thuoc|tai|trong|theo|o|quy che|quy dinh|ban hanh kem theo|kem theo|van ban|so|bo|luat"
    r"|nghi dinh|nd"
    r"|luat [a-z ,]{3,80}? so|nghi quyet|nq|quyet dinh|qd|thong tu|tt|cong van|cv|phap lenh|chi thi"
    r"|hien phap)[\s,:.]*)*$"
)
_OWN = re.compile(
    r"[\s,]*(?:cua\s+)?(?:bo luat|luat|nghi dinh|thong tu|quyet dinh|nghi quyet|quy che|quy dinh|phap lenh"
    r"|van ban|dieu) nay\b"
)


@dataclass(frozen=True)
class _Place:
    """Steps written together: each level with the labels listed for it."""

    labels: tuple[tuple[Level, tuple[str, ...]], ...]
    start: int
    end: int

    def paths(self) -> list[tuple[Step, ...]]:
        ordered = sorted(self.labels, key=lambda pair: _ORDER[pair[0]])
        levels = [level for level, _ in ordered]
        return [tuple(map(Step, levels, choice)) for choice in product(*(labels for _, labels in ordered))][:12]


@dataclass(frozen=True)
class _Named:
    """A document written as a number or by a known name."""

    number: str
    kind: str
    document_id: str
    start: int
    end: int


def find_references(text: str, names: Mapping[str, str] | None = None) -> list[Reference]:
    """The references in a text, in order.

    `names` maps names without diacritics to document ids. A place without a document refers to the text's own.
    A document named without a place has an empty path.
    """
    folded = without_accents(text)
    documents = _documents(text, folded, names or {})
    places = _places(text, folded, documents)
    used: set[int] = set()
    found: list[Reference] = []
    for place in places:
        target = _document_of(place, documents, folded, alone=len(places) == 1 == len(documents))
        if target is not None:
            used.add(documents.index(target))
        start = min(place.start, target.start) if target else place.start
        end = max(place.end, target.end) if target else place.end
        found += [_reference(target, path, start, end) for path in place.paths()]
    for position, document in enumerate(documents):
        if position not in used:
            found.append(_reference(document, (), document.start, document.end))
    return sorted(found, key=lambda reference: reference.start)


def _reference(target: _Named | None, path: tuple[Step, ...], start: int, end: int) -> Reference:
    if target is None:
        return Reference("", path, start, end)
    return Reference(target.number, path, start, end, target.kind, target.document_id)


def _documents(text: str, folded: str, names: Mapping[str, str]) -> list[_Named]:
    found = [_Named(n.number, n.kind, "", n.start, n.end) for n in find_numbers(text)]
    for name in sorted(names, key=len, reverse=True):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", folded):
            overlaps = any(d.start < match.end() and match.start() < d.end for d in found)
            # "Luật Giao dịch điện tử số 20/2023/QH15" is named once, by its number.
            numbered = re.match(r",? (?:so )?\d", folded[match.end() :])
            if not overlaps and not numbered:
                found.append(_Named("", "", names[name], match.start(), match.end()))
    return sorted(found, key=lambda document: document.start)


def _places(text: str, folded: str, documents: Sequence[_Named]) -> list[_Place]:
    steps = sorted(_steps(text, folded, documents), key=lambda step: step[2])
    groups: list[list[tuple[Level, str, int, int]]] = []
    joined_to_next: list[bool] = []
    for step in steps:
        group = groups[-1] if groups else []
        joined = bool(group) and _JOINT.fullmatch(folded[group[-1][3] : step[2]]) is not None
        levels = {other[0] for other in group}
        # "khoản 8 Điều 3 và Điều 41": a level that comes again after a place complete within it opens another place.
        again = step[0] in levels and (
            step[0] is not group[-1][0] or any(_ORDER[level] > _ORDER[step[0]] for level in levels)
        )
        if joined and not again:
            group.append(step)
        else:
            if groups:
                joined_to_next.append(joined)
            groups.append([step])
    for place in range(len(groups) - 2, -1, -1):
        if joined_to_next[place]:
            # "điểm a khoản 1 và khoản 2 Điều 5": what is outside of the first place is written with the second.
            outermost = min(_ORDER[step[0]] for step in groups[place])
            groups[place] += [
                (level, label, groups[place][-1][3], groups[place][-1][3])
                for level, label, _, _ in groups[place + 1]
                if _ORDER[level] < outermost
            ]
    places = []
    for group in groups:
        labels: dict[Level, list[str]] = {}
        for level, label, _, _ in group:
            labels.setdefault(level, []).append(label)
        places.append(_Place(tuple((k, tuple(v)) for k, v in labels.items()), group[0][2], group[-1][3]))
    return places


def _steps(text: str, folded: str, documents: Sequence[_Named]) -> list[tuple[Level, str, int, int]]:
    """(level, label, start, end) of every step; a list "5, 6 và 7" gives one each."""
    taken: list[tuple[int, int]] = [(d.start, d.end) for d in documents]
    steps = []
    for level, words, label in _STEPS:
        for match in re.finditer(rf"(?<!\w)(?:{words})\s*", folded):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            more = re.compile(rf"({label})(?![\w/])")
            first = more.match(text, match.end())
            if not first or (
                level is Level.ARTICLE and match[0].strip(". ") == "d" and text[match.start()] not in "đĐ"
            ):
                continue
            at, start = first, match.start()
            while True:
                steps.append((level, _clean(level, at[1]), start, at.end()))
                gap = re.compile(r"\s*(?:,|;|và|hoặc|va)\s*").match(text, at.end())
                following = more.match(text, gap.end()) if gap else None
                if not following or (
                    level is not Level.POINT and not following[1][0].isdigit() and level is not Level.SECTION
                ):
                    break
                if level in {Level.SECTION, Level.PART, Level.CHAPTER} or (
                    following[1].isdigit() and len(following[1]) > 3
                ):
                    break
                if level is Level.POINT and len(re.match(r"\w*", text[following.start() :])[0]) > 2:  # type: ignore[index]
                    break
                start, at = following.start(), following
            taken.append((match.start(), at.end()))
    return steps


def _clean(level: Level, label: str) -> str:
    if level in {Level.SECTION, Level.CHAPTER, Level.APPENDIX, Level.PART}:
        return label.upper() if re.fullmatch(_ROMAN + r"(?:\..*)?", label) else label
    return label.lower()


def _document_of(place: _Place, documents: Sequence[_Named], folded: str, alone: bool) -> _Named | None:
    """The document that a place is in: right after it, or right before it; the only one when there is one of each."""
    if _OWN.match(folded, place.end):
        return None
    after = next((d for d in documents if d.start >= place.end), None)
    if after and _TO_DOCUMENT.fullmatch(folded[place.end : after.start]):
        return after
    before = next((d for d in reversed(documents) if d.end <= place.start), None)
    if before and _TO_DOCUMENT.fullmatch(folded[before.end : place.start]):
        return before
    return documents[0] if alone else None
