"""The text of a provision as it stood on a day: the original words with the amendments that held on that day put in.

The base is a copy of the document as it was issued; consolidated and codified texts hold amendments of other days
already and are never a base.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from corpus.amend import UNITS
from corpus.sequence import POINTS, clause_follows, point_follows
from corpus.types import Amendment, Change, Level, Nature, Provision, Step

BELOW = {Level.ARTICLE: Level.CLAUSE, Level.CLAUSE: Level.POINT}
BASES = (Nature.OFFICIAL, Nature.PORTAL, Nature.UNOFFICIAL)
Path = tuple[Step, ...]


@dataclass(frozen=True)
class Standing:
    """A place on a day: its words then, "" where it was repealed or not there yet; its first words; what changed it.

    `changes` held on the day, the oldest first; `unplaced` should have held but found no place, so that the words are
    not certain; `later` came after the day.
    """

    text: str
    original: str
    changes: tuple[Amendment, ...] = ()
    unplaced: tuple[Amendment, ...] = ()
    later: tuple[Amendment, ...] = ()


@dataclass
class _Unit:
    """A unit of a text that is being amended."""

    step: Step
    own: str  # its words up to its first unit below
    units: list[_Unit] = field(default_factory=list)

    def words(self) -> str:
        return "\n".join(part for part in (self.own.strip("\n"), *(unit.words() for unit in self.units)) if part)


def as_it_stood(
    provisions: Sequence[Provision], path: Path, amendments: Sequence[Amendment], as_of: date
) -> Standing | None:
    """The article, khoản or điểm at a path on a day; None where neither the text nor an amendment has it.

    `provisions` are those of one base copy; `amendments` all that other documents make to the document.
    """
    article = path[:1]
    touching = [a for a in amendments if not a.target_path or a.target_path[:1] == article]
    held = sorted((a for a in touching if a.on and a.on <= as_of), key=lambda a: a.on or date.min)
    units = [_tree(provision, provisions) for provision in _articles(provisions, article)][:1]
    original = _words(_found(units, path))
    done: list[Amendment] = []
    unplaced: list[Amendment] = []
    for amendment in held:
        if _apply(units, amendment):
            done.append(amendment)
        elif amendment.target_path:  # words swapped in the whole document need not stand in this article
            unplaced.append(amendment)
    about = [a for a in done if _related(a.target_path, path)]
    if not original and not about:
        return None
    return Standing(
        _words(_found(units, path)),
        original,
        tuple(about),
        tuple(a for a in unplaced if _related(a.target_path, path)),
        tuple(a for a in touching if (a.on is None or a.on > as_of) and _related(a.target_path, path)),
    )


def _related(one: Path, other: Path) -> bool:
    """Whether one place lies in the other, or is it."""
    length = min(len(one), len(other))
    return one[:length] == other[:length]


def _articles(provisions: Sequence[Provision], article: Path) -> list[Provision]:
    """The document's own article first, then those of what is issued with it."""
    found = [p for p in provisions if p.path[-1] == article[0] and p.path[0].level is not Level.APPENDIX]
    return sorted(found, key=lambda p: p.path[0].level is Level.ATTACHMENT)


def _tree(provision: Provision, provisions: Sequence[Provision]) -> _Unit:
    """A provision with those below it."""
    unit = _Unit(provision.path[-1], provision.text)
    depth = len(provision.path)
    for other in provisions:
        if len(other.path) == depth + 1 and provision.start < other.start < provision.extent:
            unit.units.append(_tree(other, provisions))
    return unit


def _found(units: Sequence[_Unit], path: Path) -> _Unit | None:
    unit = next((unit for unit in units if unit.step == path[0]), None)
    return unit if unit is None or len(path) == 1 else _found(unit.units, path[1:])


def _words(unit: _Unit | None) -> str:
    return unit.words() if unit else ""


def _apply(units: list[_Unit], amendment: Amendment) -> bool:
    """Change the units as an amendment says; False where its place or its words are not there."""
    path = amendment.target_path
    if amendment.change in {Change.SWAPPED, Change.DROPPED}:
        within = [unit for unit in ([_found(units, path)] if path else units) if unit]
        return any([_swap(unit, amendment.old_words, amendment.new_words) for unit in within])
    siblings = units if len(path) == 1 else getattr(_found(units, path[:-1]), "units", None)
    if siblings is None:
        return False
    there = next((place for place, unit in enumerate(siblings) if unit.step == path[-1]), None)
    if amendment.change is Change.REPEALED:
        if there is not None:
            del siblings[there]
        return there is not None
    new = _unit_of(path[-1], amendment.wording)
    if there is not None:
        siblings[there] = new
    elif amendment.change is Change.ADDED:
        siblings.append(new)
        siblings.sort(key=lambda unit: _order(unit.step))
    else:
        return False
    return True


def _swap(unit: _Unit, old: str, new: str) -> bool:
    """Put words in the place of others in a unit and those below it; a word is not changed inside a longer one."""
    form = re.compile(rf"(?<!\w){re.escape(old)}(?!\w)", re.IGNORECASE)
    before = unit.own
    unit.own = form.sub(lambda match: _cased(new, match[0]), unit.own)
    if not new:
        unit.own = re.sub(r" {2,}", " ", re.sub(r" +([,;.])", r"\1", unit.own))
    return any([unit.own != before, *(_swap(below, old, new) for below in unit.units)])


def _cased(word: str, like: str) -> str:
    """The new words with a capital where the old ones began a sentence."""
    return word[:1].upper() + word[1:] if like[:1].isupper() and word[:1].islower() else word


def _unit_of(step: Step, wording: str) -> _Unit:
    """The new words of a unit with those below it."""
    below = BELOW.get(step.level)
    if below is None:
        return _Unit(step, wording)
    starts: list[tuple[int, str]] = []
    label, place = "", -1
    for mark in UNITS[below].finditer(wording):
        if mark.start() == 0 and below is not Level.CLAUSE:
            continue
        if below is Level.CLAUSE:
            follows = clause_follows(label, mark[1])
        else:
            at = point_follows(place, mark[1])
            follows, place = at is not None, at if at is not None else place
        if follows:
            label = mark[1]
            starts.append((mark.start(), mark[1]))
    ends = [*(start for start, _ in starts[1:]), len(wording)][: len(starts)]
    own = wording[: starts[0][0]] if starts else wording
    parts = zip(starts, ends, strict=True)
    return _Unit(step, own, [_unit_of(Step(below, label), wording[start:end]) for (start, label), end in parts])


def _order(step: Step) -> tuple[int, int, str]:
    """What sorts units: 6, 6a, 7; c, d, đ."""
    number = re.match(r"\d+", step.label)
    if number:
        return int(number[0]), 0, step.label[number.end() :]
    return POINTS.find(step.label[:1]), 0, step.label[1:]
