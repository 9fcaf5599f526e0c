"""Two texts side by side: provisions aligned, what was added and taken out marked by word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from assistant.evidence import Evidence
from assistant.lookup import place
from assistant.naming import capital
from corpus.accents import without_accents
from corpus.errors import Misconfigured
from corpus.standing import BASES, as_it_stood
from corpus.types import Change, Copy, Document, Level, Provision, Step

ALIKE = 0.45  # cosine of the words of two provisions from which they may be taken for one that was changed
OF_HEADING = 0.35  # the share of that which their headings count for
SAME_NUMBER = 0.08  # what an equal number adds
LEAST_SHARED = 0.25  # of the words: texts that share less are shown whole, not word by word
APART = {Level.PREAMBLE, Level.CLOSING, Level.NOTE}
PARTS = {Level.ATTACHMENT, Level.APPENDIX, Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION, Level.ARTICLE}
LONGEST_HEADING = 250  # characters: what stands above parts and says more is compared too
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")


class Unit(NamedTuple):
    """What is compared: an article or a section, with its words."""

    key: str
    name: str
    text: str


class Mark(StrEnum):
    """What became of words or of a provision, from the left text to the right one."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


class Words(NamedTuple):
    """Words of one side: the same on the other, or only here."""

    text: str
    mark: Mark


@dataclass(frozen=True)
class Pair:
    """A provision at the left and the one that stands for it at the right; None where there is none."""

    mark: Mark
    left: Unit | None
    right: Unit | None
    left_words: tuple[Words, ...] = ()
    right_words: tuple[Words, ...] = ()


def units_of(copy: Copy, evidence: Evidence) -> list[Unit]:
    """The articles of a copy, and of what has none, as an attached framework, its innermost sections; they tile it but
    for the headings around them, the opening and the signature.
    """
    provisions = evidence.catalogue.provisions(copy)
    found: list[Unit] = []
    taken = 0  # up to where the text is in a unit
    for at, provision in enumerate(provisions):
        level = provision.path[-1].level if provision.path else Level.PREAMBLE
        if provision.start < taken or level in APART:
            continue
        parted = level is not Level.ARTICLE and _is_parted(provision, provisions[at + 1 :])
        end = provision.end if parted else provision.extent
        text = copy.text[provision.start : end].strip()
        if text and not (parted and len(text) < LONGEST_HEADING):
            found.append(Unit(provision.key, capital(provision.citation), text))
        taken = end
    return found


def _is_parted(provision: Provision, following: Sequence[Provision]) -> bool:
    """Whether a provision holds articles or sections, which are compared one by one."""
    inside = (p for p in following if p.start < provision.extent)
    return any(p.path[-1].level in PARTS for p in inside if p.path)


def units_on(document: Document, on: date, evidence: Evidence) -> list[Unit]:
    """The units of a document on a day: its own articles as they then stood, what is issued with it as it is.

    Misconfigured where the corpus has no text of it as it was issued, into which amendments could be put.
    """
    base = next((copy for copy in evidence.catalogue.copies(document.id) if copy.nature in BASES), None)
    if base is None:
        raise Misconfigured(
            "Kho không có bản gốc của văn bản này (chỉ có bản hợp nhất, pháp điển hoặc tóm lược) nên không dựng lại "
            "được nội dung theo ngày: hãy thêm bản gốc ở trang Kho dữ liệu, hoặc so sánh hai bản."
        )
    provisions = evidence.catalogue.provisions(base)
    amendments = evidence.catalogue.amendments_to(document)
    first = units_of(base, evidence)
    own = [Step(Level.ARTICLE, unit.key.partition(":")[2]) for unit in first if _is_own(unit)]
    added = [a.target_path[0] for a in amendments if a.change is Change.ADDED and len(a.target_path) == 1]
    found = []
    for step in sorted(dict.fromkeys([*own, *added]), key=_order):
        standing = as_it_stood(provisions, (step,), amendments, on)
        if standing and standing.text:
            found.append(Unit(f"{step.level.value}:{step.label}", capital(place((step,))), standing.text.strip()))
    return found + [unit for unit in first if not _is_own(unit)]


def _is_own(unit: Unit) -> bool:
    """Whether a unit is an article of the document itself, not of what is issued with it."""
    return unit.key.startswith(f"{Level.ARTICLE.value}:") and "/" not in unit.key


def compared(left: Sequence[Unit], right: Sequence[Unit], same_text: bool) -> list[Pair]:
    """The provisions of two texts in pairs, in the order of the left one, what only the right has where it stands.

    Of one document's two versions (`same_text`) equal keys are pairs; of two documents what is most alike.
    """
    twins = _by_key(left, right) if same_text else _alike(left, right)
    of_right = set(twins.values())
    pairs: list[Pair] = []
    told: set[int] = set()
    for at, unit in enumerate(left):
        to = twins.get(at)
        if to is None:
            pairs.append(Pair(Mark.REMOVED, unit, None, left_words=(Words(unit.text, Mark.REMOVED),)))
            continue
        pairs.append(_pair(unit, right[to]))
        # What follows at the right and has no twin stands here.
        told.add(to)
        for following in range(to + 1, len(right)):
            if following in of_right or following in told:
                break
            told.add(following)
            pairs.append(_added(right[following]))
    first = [_added(unit) for at, unit in enumerate(right) if at not in told and at not in of_right]
    return first + pairs


def _added(unit: Unit) -> Pair:
    return Pair(Mark.ADDED, None, unit, right_words=(Words(unit.text, Mark.ADDED),))


def _pair(left: Unit, right: Unit) -> Pair:
    if left.text.split() == right.text.split():
        return Pair(Mark.SAME, left, right, (Words(left.text, Mark.SAME),), (Words(right.text, Mark.SAME),))
    one, other = differences(left.text, right.text)
    return Pair(Mark.CHANGED, left, right, one, other)


def differences(left: str, right: str) -> tuple[tuple[Words, ...], tuple[Words, ...]]:
    """Both texts in runs of words that are the same and runs that only one has; each joins to its text again."""
    from rapidfuzz.distance import Indel

    one: list[str] = _WORDS.findall(left)
    other: list[str] = _WORDS.findall(right)
    blanked = [_blank(word) for word in one], [_blank(word) for word in other]
    if Indel.normalized_similarity(*blanked) < LEAST_SHARED:
        return (Words(left, Mark.REMOVED),), (Words(right, Mark.ADDED),)
    operations = Indel.opcodes(*blanked)
    sides: tuple[list[Words], list[Words]] = ([], [])
    for step in operations:
        tag = step.tag
        here = "".join(one[step.src_start : step.src_end])
        there = "".join(other[step.dest_start : step.dest_end])
        if tag == "equal":
            sides[0].append(Words(here, Mark.SAME))
            sides[1].append(Words(there, Mark.SAME))
        elif tag == "delete":
            sides[0].append(Words(here, Mark.REMOVED))
        else:
            sides[1].append(Words(there, Mark.ADDED))
    return _joined(sides[0]), _joined(sides[1])


def _blank(word: str) -> str:
    return " " if word.isspace() else word


def _joined(runs: Sequence[Words]) -> tuple[Words, ...]:
    """Runs of one mark as one; a blank between two changes belongs to them."""
    found: list[Words] = []
    for at, run in enumerate(runs):
        mark = run.mark
        between = 0 < at < len(runs) - 1 and run.text.isspace() and "\n" not in run.text
        if mark is Mark.SAME and between and runs[at - 1].mark is runs[at + 1].mark:
            mark = runs[at - 1].mark
        if found and found[-1].mark is mark:
            found[-1] = Words(found[-1].text + run.text, mark)
        else:
            found.append(Words(run.text, mark))
    return tuple(found)


def _by_key(left: Sequence[Unit], right: Sequence[Unit]) -> dict[int, int]:
    at = {unit.key: place for place, unit in enumerate(right)}
    return {place: at[unit.key] for place, unit in enumerate(left) if unit.key in at}


def _alike(left: Sequence[Unit], right: Sequence[Unit]) -> dict[int, int]:
    """Which provisions stand for each other: the most alike first, each once."""
    if not left or not right:
        return {}
    texts = [unit.text for unit in (*left, *right)]
    heads = [text.partition("\n")[0] for text in texts]
    likeness = (1 - OF_HEADING) * _cosines(texts, len(left)) + OF_HEADING * _cosines(heads, len(left))
    numbers = np.array([[one.name == other.name for other in right] for one in left])
    likeness = likeness + SAME_NUMBER * numbers
    twins: dict[int, int] = {}
    taken: set[int] = set()
    for flat in np.argsort(-likeness, axis=None, kind="stable"):
        one, other = divmod(int(flat), len(right))
        if likeness[one, other] < ALIKE:
            break
        if one not in twins and other not in taken:
            twins[one] = other
            taken.add(other)
    return twins


def _cosines(texts: Sequence[str], lefts: int) -> np.ndarray:
    """The likeness of each of the first texts to each of the others, by their words weighted by rarity."""
    counts = [Counter(re.findall(r"\w+", without_accents(text))) for text in texts]
    spread = Counter(word for count in counts for word in count)
    columns = {word: column for column, word in enumerate(spread)}
    vectors = np.zeros((len(texts), len(columns)), dtype=np.float32)
    for row, count in enumerate(counts):
        for word, times in count.items():
            vectors[row, columns[word]] = (1 + np.log(times)) * np.log(1 + len(texts) / spread[word])
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors /= np.maximum(lengths, 1e-9)
    return vectors[:lefts] @ vectors[lefts:].T


def _order(step: Step) -> tuple[int, str]:
    number = re.match(r"\d+", step.label)
    return (int(number[0]) if number else 0), step.label


def counted(pairs: Sequence[Pair]) -> Iterator[tuple[Mark, int]]:
    """How many provisions stayed, were changed, added, removed."""
    found = Counter(pair.mark for pair in pairs)
    yield from ((mark, found[mark]) for mark in Mark)
