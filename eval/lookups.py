"""Provisions asked for by number and place as people type them: does each question find that provision and no other?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from random import Random

from assistant.evidence import Evidence
from assistant.lookup import place, provisions_at
from assistant.naming import name_of
from assistant.understand import understand
from corpus.accents import without_accents
from corpus.catalogue import Catalogue
from corpus.numbers import find_numbers
from corpus.types import Document, Level, Provision, Step
from eval.number_forms import number_forms, place_forms
from eval.variants import chance_of

ASKED = {Level.ARTICLE, Level.CLAUSE, Level.POINT}
FRAMES = ("{}", "{} quy định gì?", "Nội dung {}", "cho tôi xem {}", "{} nói gì")


@dataclass(frozen=True)
class Lookup:
    """A question for one provision, what it should find and what it found, as citations."""

    question: str
    wanted: str
    found: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether it found that provision alone."""
        return self.found == (self.wanted,)


def lookups(catalogue: Catalogue, count: int, seed: int) -> list[Lookup]:
    """So many questions over the provisions of a catalogue, each for another, the same for the same seed; fewer when
    a small catalogue has not as many.

    Asked are documents whose number no other document has, and places that a document has once.
    """
    chance = chance_of(seed, "lookups", "")
    evidence = Evidence(catalogue, date.today())
    asked = islice(_in_turn(catalogue, chance), count)
    return [_asked(document, provision, catalogue, evidence, chance) for document, provision in asked]


def _in_turn(catalogue: Catalogue, chance: Random) -> Iterator[tuple[Document, Provision]]:
    """A provision of each document by chance, then a second of each, until there are no more."""
    documents = [d for d in catalogue.documents() if len(catalogue.by_number(d.number)) == 1]
    left = {d.id: d for d in documents if any(number.whole for number in find_numbers(f"{d.kind} {d.number}"))}
    provisions: dict[str, list[Provision]] = {}
    while left:
        for document in chance.sample(list(left.values()), len(left)):
            if document.id not in provisions:
                own = _single(catalogue.provisions(catalogue.best_copy(document.id)))
                provisions[document.id] = chance.sample(own, len(own))
            if provisions[document.id]:
                yield document, provisions[document.id].pop()
            else:
                del left[document.id]


def _asked(
    document: Document, provision: Provision, catalogue: Catalogue, evidence: Evidence, chance: Random
) -> Lookup:
    question = _question(document, provision.path, chance)
    understood = understand(question, (), catalogue)
    found = [p.id for target, path in understood.targets if path for p in provisions_at(target, path, evidence)]
    found += understood.unknown or [name_of(d) for d in understood.ambiguous]
    return Lookup(question, provision.id, tuple(found))


def _single(provisions: Sequence[Provision]) -> list[Provision]:
    """The articles, clauses and points whose place no other provision of the copy has."""
    asked = [p for p in provisions if p.path and p.path[-1].level in ASKED]
    times = Counter(tuple(_steps(p.path)) for p in asked)
    return [p for p in asked if times[tuple(_steps(p.path))] == 1 and p.step(Level.ARTICLE)]


def _steps(path: tuple[Step, ...]) -> list[tuple[Level, str]]:
    return [(step.level, step.label.lower()) for step in path if step.level in ASKED]


def _question(document: Document, path: tuple[Step, ...], chance: Random) -> str:
    """A place and a number, each in one of its forms, in either order, in a frame; now and then without diacritics."""
    steps = {step.level: step.label for step in path if step.level in ASKED}
    own = tuple(step for step in path if step.level in ASKED)
    places = [
        place(own),
        *place_forms(steps[Level.ARTICLE], steps.get(Level.CLAUSE, ""), steps.get(Level.POINT, "")),
    ]
    kind = f"{document.kind} " if document.kind else ""
    named = f"{kind}số {document.number}"
    number = next(n for n in find_numbers(named) if n.whole)
    numbers = [named, kind + document.number, document.number, *number_forms(number, kind)]
    words = f"{chance.choice(places)} {chance.choice(numbers)}"
    question = chance.choice(FRAMES).format(words)
    plain = chance.random() < 0.2 and "đ" not in steps.get(Level.POINT, "").lower()
    return without_accents(question) if plain else question


def as_table(found: list[Lookup], head: str) -> str:
    """The share found right, and each that was not, in Markdown."""
    wrong = [lookup for lookup in found if not lookup.right]
    lines = [
        "# Provisions asked for by number and place",
        "",
        f"{head}: {len(found) - len(wrong)} of {len(found)} found the provision asked for, and it alone.",
    ]
    if wrong:
        lines += ["", "| question | wanted | found |", "|---|---|---|"]
        lines += [f"| {one.question} | {one.wanted} | {', '.join(one.found) or '–'} |" for one in wrong]
    return "\n".join(lines) + "\n"
