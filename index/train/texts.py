"""What the small encoder is distilled on: passages and headings of regulations, no question of any set."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.accents import without_accents
from index.passages import passages_of
from index.types import Entry

_NUMBERED = re.compile(r"^(?:Điều|Mục|Chương|Phần)?\s*[\dIVXLC.]+[.:)]?\s*")
SHORT = (8, 160)  # characters of what stands for a question
LONG = 900  # characters of a passage at most


@dataclass(frozen=True)
class Sample:
    """A text with its prefix; `meant` is the text whose vector it should get, where that is another one."""

    text: str
    meant: str


def samples(entries: Sequence[Entry], seed: int, plain: float = 0.2) -> Iterator[Sample]:
    """Texts without end, in random order: two passages to one short text; `plain` of the short ones unaccented."""
    chance = random.Random(seed)
    while True:
        for entry in chance.sample(entries, len(entries)):
            passages = passages_of(entry)
            for passage in chance.sample(passages, min(2, len(passages))):
                text = f"passage: {passage[:LONG]}"
                yield Sample(text, text)
            if short := _short(entry, chance):
                text = f"query: {short}"
                yield Sample(without_accents(text) if chance.random() < plain else text, text)


def _short(entry: Entry, chance: random.Random) -> str:
    """The heading without its number, or a line or sentence of the text."""
    heading = _NUMBERED.sub("", entry.heading.split(" – ")[-1]).strip()
    if chance.random() < 0.5 and SHORT[0] <= len(heading) <= SHORT[1]:
        return heading
    parts = [part.strip() for part in re.split(r"[.;:\n]+", entry.text) if len(part.strip()) >= SHORT[0]]
    return chance.choice(parts)[: SHORT[1]] if parts else ""
