"""References in a text or a question: documents by number or name, and places in them, in any order people write.

“điểm a khoản 2 Điều 5 Nghị định 73/2019/NĐ-CP”, “Nghị định 73/2019/NĐ-CP, Điều 5 khoản 2”, “k5 đ42 20/2023/QH15”,
“các Điều 5, 6 và 7 Luật này”. Find first, resolve later: nothing here knows what documents exist.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.accents import without_accents
from corpus.numbers import KINDS, find_numbers
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
    (Level.APPENDIX, r"phu luc(?: so)?", rf"(?:{_ROMAN}|\d+[A-Z]?)"),
    (Level.PART, r"phan", rf"(?:thứ \w+|{_ROMAN}|\d+)"),
)
_ORDER = {level: place for place, level in enumerate(Level)}
# What may stand between the steps of one place, and between a place and its document.
_JOINT = re.compile(r"[\s,;]*(?:(?:va|cua|thuoc|tai|trong|o|hoac|cac|(?:(?:dieu|khoan) )?tu)\s+)*[\s,]*$")
# "Điều 5.2.a", as people type khoản 2 and điểm a of Điều 5.
_DOTTED = re.compile(r"\.(\d{1,3})(?:\.?([a-zđ]))?(?![\w/])")
_RANGE = re.compile(r"\s*(?:đến|den)\s+(?:hết\s+)?(?:(?:điều|khoản|dieu|khoan)\s+)?(?=\d)", re.IGNORECASE)
_LONGEST_RANGE = 60
# Bounds that no sentence written in earnest reaches: without them a hostile one takes time that grows with its square.
_LONGEST_JOINT = 120  # characters between two steps of a place, or between a place and its document
_MOST_STEPS = 100  # of places written together
_MOST_PATHS = 300
# "d5" is Điều 5 without diacritics only beside a khoản or before a document: "d5 k2", "k2 d5", "d.5 qd 9/2020/QD-TTg".
_BESIDE_CLAUSE = re.compile(r"d\.?\s?\d+[,\s]*(?:k\.?\s?\d|khoan\b)")
_BEFORE_DOCUMENT = re.compile(
    r"d\.?\s?\d{1,3}[a-z]?[,\s]+(?:cua\s+)?(?:(?:" + "|".join(sorted(KINDS, key=len, reverse=True)) + r")\b"
    r"|\d{1,5}(?:\.\d|[a-z])?\s?/)"
)
_AFTER_CLAUSE = re.compile(r"(?<!\w)(?:k\.?|khoan)\s?\d+[,\s]*$")
# Between a place and the only document named, these say that the document changed the place, not that it contains it.
_CHANGES = re.compile(r"\b(?:sua doi|bo sung|thay the|bai bo|huong dan|quy dinh chi tiet|het hieu luc)\b")
_TO_DOCUMENT = re.compile(
    r"[\s,:(]*(?:(?:cua|thuoc|tai|trong|theo|o|quy che|quy dinh|ban hanh kem theo|kem theo"
    r"|van ban(?: hop nhat)?|so|bo|luat|nghi dinh|nd"
    r"|luat [a-z ,]{3,80}? so|nghi quyet|nq|quyet dinh|qd|thong tu(?: lien tich)?|tt|cong van|cv|phap lenh|chi thi"
    r"|hien phap)[\s,:.]*)*$"
)
_OWN = re.compile(
    r"[\s,]*(?:cua\s+)?(?:bo luat|luat|nghi dinh|thong tu|quyet dinh|nghi quyet|quy che|quy dinh|phap lenh"
    r"|van ban|dieu) nay\b"
)


@dataclass(frozen=True)
class _Token:
    """One label with its level; `gap` is what stands between it and the token before it: "", "," or "and"."""

    level: Level
    label: str
    start: int
    end: int
    gap: str = ""
    listed: bool = False  # follows another label of the same “các khoản …”

    @property
    def depth(self) -> int:
        return _ORDER[self.level]


@dataclass(frozen=True)
class _Place:
    """Places written together, each a path, at [start, end)."""

    paths: tuple[tuple[Step, ...], ...]
    start: int
    end: int


_NUMBERED = re.compile(r",? (?:so )?\d{1,5}\s?/")


@dataclass(frozen=True)
class _Named:
    """A document written as a number or by a known name."""

    number: str
    kind: str
    document_id: str
    start: int
    end: int


class _Taken:
    """Which characters of a text something was found at."""

    def __init__(self, text: str, documents: Sequence[_Named]) -> None:
        self._at = bytearray(len(text))
        for document in documents:
            self.add(document.start, document.end)

    def add(self, start: int, end: int) -> None:
        self._at[start:end] = b"\1" * (end - start)

    def overlaps(self, start: int, end: int) -> bool:
        return 1 in self._at[start:end]


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
        position = _document_of(place, documents, folded, alone=len(places) == 1 == len(documents))
        target = None if position is None else documents[position]
        if position is not None:
            used.add(position)
        start = min(place.start, target.start) if target else place.start
        end = max(place.end, target.end) if target else place.end
        found += [_reference(target, path, start, end) for path in place.paths]
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
    taken = _Taken(text, found)
    for name in sorted(names, key=len, reverse=True):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", folded):
            # "Luật Giao dịch điện tử số 20/2023/QH15" is named once, by its number.
            numbered = _NUMBERED.match(folded, match.end())
            if not taken.overlaps(*match.span()) and not numbered:
                found.append(_Named("", "", names[name], match.start(), match.end()))
                taken.add(*match.span())
    return sorted(found, key=lambda document: document.start)


def _places(text: str, folded: str, documents: Sequence[_Named]) -> list[_Place]:
    groups: list[list[_Token]] = []
    for token in sorted(_tokens(text, folded, documents), key=lambda token: token.start):
        gap = folded[groups[-1][-1].end : token.start] if groups else "|"
        if groups and len(groups[-1]) < _MOST_STEPS and len(gap) <= _LONGEST_JOINT and _JOINT.fullmatch(gap):
            strength = "and" if re.search(r"\b(?:va|hoac)\b|;", gap) else "," if "," in gap else ""
            groups[-1].append(replace(token, gap=strength))
        else:
            groups.append([token])
    return [_Place(tuple(_paths(group)), group[0].start, group[-1].end) for group in groups]


def _paths(tokens: Sequence[_Token]) -> list[tuple[Step, ...]]:
    """The paths of places written together.

    Regulations write from the inside out, and an outer step closes all that wait for it: “điểm a, b khoản 1 và khoản 3
    Điều 5, Điều 7” is 5.1.a, 5.1.b, 5.3 and 7. People also write from the outside in: “Điều 5 khoản 1, 2”.
    """
    paths: list[list[_Token]] = []
    inwards: list[_Token] = []  # the last path, while it is written from the outside in
    closed: list[list[_Token]] = []  # the paths that the last outer step closed, without it
    deepest = 0  # of the steps so far: only one less deep can close a path
    for position, token in enumerate(tokens):
        deepest = max(deepest, token.depth)
        stem = [step for step in inwards if step.depth < token.depth]
        closes_others = _closes_others(token, tokens[position + 1 :], inwards)
        is_between = inwards and stem != inwards and token.depth not in {step.depth for step in inwards}
        if is_between and stem and not token.gap:  # "Điều 5 điểm a khoản 2"
            paths[-1].append(token)
            inwards = []
        elif stem and stem == inwards and not closes_others and _may_descend(token):
            paths[-1].append(token)
            inwards = [*inwards, token]
        elif stem and stem != inwards and token.depth == inwards[len(stem)].depth and not closes_others:
            inwards = [*stem, token]
            paths.append(list(inwards))
            closed = []
        elif open_paths := [path for path in paths if _may_close(token, path)] if token.depth < deepest else []:
            closed = [list(path) for path in open_paths]
            for path in open_paths:
                path.append(token)
            inwards = []
        elif (  # "điểm a các khoản 3, 4 Điều 5"
            token.listed and closed and paths[-1][-1].level is token.level and len(paths) < _MOST_PATHS
        ):
            paths += [[*path, token] for path in closed]
        else:
            inwards = [token]
            paths.append([token])
            closed = []
    return [tuple(Step(t.level, t.label) for t in sorted(path, key=lambda t: t.depth)) for path in paths]


def _may_descend(token: _Token) -> bool:
    """Whether a step goes into the one before it: a khoản or mục after a comma too, a Điều only right after."""
    return not token.gap or (token.gap == "," and token.level in {Level.POINT, Level.CLAUSE, Level.SECTION})


def _may_close(token: _Token, path: Sequence[_Token]) -> bool:
    """Whether an outer step belongs to a path: it does in “điểm b, khoản 2, Điều 10”, not in “Điều 5 và Phụ lục II”."""
    outermost = min(step.depth for step in path)
    after_comma = token.gap == "," and token.level in {Level.ARTICLE, Level.CLAUSE}
    return token.depth < outermost and (not token.gap or after_comma)


def _closes_others(token: _Token, following: Sequence[_Token], inwards: Sequence[_Token]) -> bool:
    """Whether a step begins a place of its own, closed by outer steps further on: “Điều 5, điểm a khoản 1 Điều 6”."""
    depth = token.depth
    for step in following:
        if step.depth < depth:
            if step.gap:
                return False
            depth = step.depth
            if depth in {outer.depth for outer in inwards}:
                return True
    return False


def _tokens(text: str, folded: str, documents: Sequence[_Named]) -> list[_Token]:
    """Every step; a list "5, 6 và 7" and a range "5 đến 7" give one each."""
    taken = _Taken(text, documents)
    found: list[_Token] = []
    for level, words, label in _STEPS:
        for match in re.finditer(rf"(?<!\w)(?:{words})\s*", folded):
            if taken.overlaps(*match.span()):
                continue
            more = re.compile(rf"({label})(?![\w/])")
            first = more.match(text, match.end())
            if not first or not _is_article_word(level, text, folded, match):
                continue
            listed = _listed(level, text, more, match.start(), first)
            taken.add(match.start(), listed[-1].end)
            found.append(listed[0])
            several = re.search(r"\bcac\s+$", _before(folded, match.start())) is not None
            found += [replace(token, listed=several and token.level is level) for token in listed[1:]]
    return found


def _is_article_word(level: Level, text: str, folded: str, match: re.Match[str]) -> bool:
    """“đ5” is Điều 5; “d5” only beside a khoản or before a document."""
    if level is not Level.ARTICLE or match[0].strip(". ") != "d" or text[match.start()] in "đĐ":
        return True
    return bool(
        _BESIDE_CLAUSE.match(folded, match.start())
        or _BEFORE_DOCUMENT.match(folded, match.start())
        or _AFTER_CLAUSE.search(_before(folded, match.start()))
    )


def _before(folded: str, at: int) -> str:
    """The words right before an offset."""
    return folded[max(0, at - 40) : at]


def _listed(level: Level, text: str, more: re.Pattern[str], start: int, first: re.Match[str]) -> list[_Token]:
    """The tokens of one word and the labels after it."""
    found: list[_Token] = []
    at = first
    while True:
        found.append(_Token(level, _clean(level, at[1]), start, at.end()))
        dotted = _DOTTED.match(text, at.end()) if level is Level.ARTICLE else None
        if dotted:
            found.append(_Token(Level.CLAUSE, dotted[1], at.end(), dotted.end(1)))
            if dotted[2]:
                found.append(_Token(Level.POINT, dotted[2].lower(), dotted.end(1), dotted.end()))
            return found
        if level in {Level.SECTION, Level.PART, Level.CHAPTER}:
            return found
        until = _RANGE.match(text, at.end())
        last = more.match(text, until.end()) if until else None
        if last and at[1].isdigit() and last[1].isdigit() and 0 < int(last[1]) - int(at[1]) <= _LONGEST_RANGE:
            figures = range(int(at[1]) + 1, int(last[1]))
            found += [_Token(level, str(figure), at.end(), last.end()) for figure in figures]
            start, at = at.end(), last
            continue
        gap = re.compile(r"\s*(?:,|;|và|hoặc|va)\s*").match(text, at.end())
        following = more.match(text, gap.end()) if gap else None
        if not following or (level is not Level.POINT and not following[1][0].isdigit()):
            return found
        if following[1].isdigit() and len(following[1]) > 3:
            return found
        start, at = following.start(), following


def _clean(level: Level, label: str) -> str:
    if level in {Level.SECTION, Level.CHAPTER, Level.APPENDIX, Level.PART}:
        return label.upper() if re.fullmatch(_ROMAN + r"(?:\..*)?", label) else label
    return label.lower()


def _document_of(place: _Place, documents: Sequence[_Named], folded: str, alone: bool) -> int | None:
    """Which of the documents a place is in: the one right after it, or right before it.

    Where there is one of each it is the only one, unless the words between them say that it changed the place.
    """
    if _OWN.match(folded, place.end):
        return None
    after = bisect_left(documents, place.end, key=lambda document: document.start)
    if after < len(documents) and _leads(folded, place.end, documents[after].start):
        return after
    before = bisect_right(documents, place.start, key=lambda document: document.end) - 1
    if before >= 0 and _leads(folded, documents[before].end, place.start):
        return before
    if not alone:
        return None
    between = folded[place.end : documents[0].start] or folded[documents[0].end : place.start]
    return None if _CHANGES.search(between) else 0


def _leads(folded: str, start: int, end: int) -> bool:
    """Whether the words at [start, end) tie a place to a document."""
    return end - start <= _LONGEST_JOINT and _TO_DOCUMENT.fullmatch(folded, start, end) is not None
