"""One requirement after the other across provinces or documents: each cell a quotation, or nothing found."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.evidence import Evidence
from assistant.scope import place_name
from assistant.sentences import sentence_spans
from assistant.types import Citation
from corpus.abbreviations import write_out
from corpus.accents import without_accents
from corpus.types import Document, Level, Provision

LONGEST = 700  # characters of a quotation


@dataclass(frozen=True)
class Cell:
    """What one place or document rules of a requirement; None where no sentence of it has all the words."""

    citation: Citation | None


@dataclass(frozen=True)
class Line:
    """A row: a province or a document, the documents read for it, and a cell for each requirement."""

    name: str
    documents: tuple[Document, ...]
    cells: tuple[Cell, ...]


def by_province(evidence: Evidence, about: str = "") -> dict[str, list[Document]]:
    """The documents of local authorities by province, those alone whose titles hold the words `about`."""
    words = without_accents(about).split()
    found: dict[str, list[Document]] = {}
    for document in evidence.catalogue.documents():
        place = place_name(document)
        if place and all(word in without_accents(document.title) for word in words):
            found.setdefault(place, []).append(document)
    return dict(sorted(found.items(), key=lambda pair: without_accents(pair[0])))


def matrix(rows: Mapping[str, Sequence[Document]], requirements: Sequence[str], evidence: Evidence) -> list[Line]:
    """The requirements across the rows: of several documents of a row those in force come first."""
    wanted = [_forms(requirement) for requirement in requirements]
    lines = []
    for name, documents in rows.items():
        ordered = sorted(documents, key=lambda d: (not evidence.holds(d), -(d.issued.toordinal() if d.issued else 0)))
        cells = [Cell(next(filter(None, (_quoted(d, forms, evidence) for d in ordered)), None)) for forms in wanted]
        lines.append(Line(name, tuple(ordered), tuple(cells)))
    return lines


def _forms(requirement: str) -> list[list[re.Pattern[str]]]:
    """The ways to say a requirement, each as the words that must stand together: as typed, and written out."""
    typed = " ".join(requirement.split())
    forms = dict.fromkeys([typed, write_out(typed)])
    return [
        [re.compile(rf"(?<!\w){re.escape(word)}(?!\w)") for word in without_accents(form).split()]
        for form in forms
        if form
    ]


def _quoted(document: Document, forms: Sequence[Sequence[re.Pattern[str]]], evidence: Evidence) -> Citation | None:
    """The sentence of a document's text that says a requirement, or the provision around it where that is short."""
    copy = evidence.best_copy(document)
    best: tuple[float, Provision, int, int] | None = None
    for provision in evidence.catalogue.provisions(copy):
        if not provision.path or provision.path[-1].level in {Level.PREAMBLE, Level.CLOSING, Level.NOTE}:
            continue
        for start, end in sentence_spans(copy.text, provision.start, provision.end):
            score = max((_says(copy.text[start:end], form) for form in forms), default=0.0)
            if score and (best is None or score > best[0]):
                best = score, provision, start, end
    if best is None:
        return None
    _, provision, start, end = best
    if provision.end - provision.start <= LONGEST:
        return evidence.cite(1, evidence.quote(provision, provision.start, provision.end))
    return evidence.cite(1, evidence.quote(provision, start, end))


def _says(sentence: str, form: Sequence[re.Pattern[str]]) -> float:
    """How well a sentence says a requirement: 0 when a word is missing, more the closer the words and the more said."""
    folded = without_accents(sentence)
    places = [[match.start() for match in word.finditer(folded)] for word in form]
    if not all(places):
        return 0.0
    first = [found[0] for found in places]
    spread = max(first) - min(first)
    said = min(len(folded), 240) / 240  # a heading alone says little
    return said / (1 + spread / 60)
