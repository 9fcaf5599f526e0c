"""Which number may follow which: what tells a unit from a number that happens to begin a line."""

from __future__ import annotations

import re

from corpus.marks import Line

POINTS = "abcdđeghiklmnopqrstuvxy"


def _parts(label: str) -> tuple[int, str]:
    match = re.fullmatch(r"(\d+)([a-zđ]?)", label)
    return (int(match[1]), match[2]) if match else (0, "")


def article_follows(last: str, line: Line) -> bool:
    """1 or any first one; then the next number, an inserted 14a after 14, or one after a gap of a few."""
    before, now = _parts(last), _parts(line.label)
    if line.weak:
        return now[0] == before[0] + 1
    if not last:
        return True
    return now > before and now[0] - before[0] <= 12


def clause_follows(last: str, label: str) -> bool:
    """Whether a clause may follow: 1 (or 2) first; then the next, an inserted 6a after 6, or one missing."""
    before, now = _parts(last), _parts(label)
    if not last:
        return now[0] in {1, 2} if not now[1] else True
    return now > before and now[0] - before[0] <= 2


def point_follows(last: int, label: str) -> int | None:
    """The place of a point's letter when it may follow; b1 keeps the place of b."""
    place = POINTS.find(label[0])
    if place < 0:
        return None
    if len(label) > 1:
        return place if place in {last, last + 1} else None
    return place if last < place <= last + 2 and (last >= 0 or place <= 1) else None


def number_follows(number: str, label: str) -> bool:
    """Whether a numbered section may follow under the same roman one."""
    now, _ = _parts(label)
    if not number:
        return now == 1
    before = int(re.match(r"\d+", number)[0])  # type: ignore[index]
    return before < now <= before + 2


def decimal_follows(number: str, label: str) -> bool:
    """“2.1” under 2, “2.1.1” under 2.1, “2.2” after 2.1 or 2.1.5, “3.1” after 2.x only under 3."""
    before, now = [int(x) for x in re.findall(r"\d+", number)], [int(x) for x in label.split(".")]
    if len(now) == len(before) + 1:
        return now[:-1] == before and now[-1] == 1
    if len(now) <= len(before):
        return now[:-1] == before[: len(now) - 1] and before[len(now) - 1] < now[-1] <= before[len(now) - 1] + 2
    return False


_ROMAN = {"I": 1, "V": 5, "X": 10}


def top_follows(top: str, label: str) -> bool:
    """Whether a roman or capital-letter section may follow the last one."""
    if not top:
        return label in {"I", "A"}
    if top in "ABCDĐEFGH" and label in "ABCDĐEFGH":
        return "ABCDĐEFGH".index(label) == "ABCDĐEFGH".index(top) + 1
    if set(top) <= set(_ROMAN) and set(label) <= set(_ROMAN):
        return 0 < _roman(label) - _roman(top) <= 2
    return label == "I"


def _roman(label: str) -> int:
    values = [_ROMAN[c] for c in label]
    return sum(-v if any(w > v for w in values[i + 1 :]) else v for i, v in enumerate(values))
