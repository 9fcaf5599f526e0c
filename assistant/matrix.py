"""One requirement after the other across provinces or documents: each cell a quotation, or nothing found."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assistant.evidence import Evidence
from assistant.scope import place_name
from assistant.types import Citation
from corpus.abbreviations import write_out
from corpus.accents import without_accents
from corpus.sentences import sentence_spans
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
    only_digests: bool = False  # of all its documents no text is here


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
        found: list[Citation | None] = [None] * len(wanted)
        for document in ordered:
            texts: list[_Sentence] | None = None
            folded = without_accents(evidence.best_copy(document).text)
            for place, forms in enumerate(wanted):
                if found[place] is None and any(all(word.search(folded) for word in form) for form in forms):
                    texts = texts if texts is not None else _sentences(document, evidence)
                    found[place] = _quoted(texts, forms, evidence)
        lines.append(Line(name, tuple(ordered), tuple(map(Cell, found)), all(map(evidence.is_digest, ordered))))
    return lines


class _Sentence(NamedTuple):
    """A sentence of a provision, its words without diacritics."""

    provision: Provision
    start: int
    end: int
    folded: str


def _sentences(document: Document, evidence: Evidence) -> list[_Sentence]:
    copy = evidence.best_copy(document)
    return [
        _Sentence(provision, start, end, without_accents(copy.text[start:end]))
        for provision in evidence.catalogue.provisions(copy)
        if provision.path and provision.path[-1].level not in {Level.PREAMBLE, Level.CLOSING, Level.NOTE}
        for start, end in sentence_spans(copy.text, provision.start, provision.end)
    ]


def _forms(requirement: str) -> list[list[re.Pattern[str]]]:
    """The ways to say a requirement, each as the words that must stand together: as typed, and written out."""
    typed = " ".join(requirement.split())
    forms = dict.fromkeys([typed, write_out(typed)])
    return [
        [re.compile(rf"(?<!\w){re.escape(word)}(?!\w)") for word in without_accents(form).split()]
        for form in forms
        if form
    ]


def _quoted(
    sentences: Sequence[_Sentence], forms: Sequence[Sequence[re.Pattern[str]]], evidence: Evidence
) -> Citation | None:
    """The sentence that says a requirement best, or the provision around it where that is short."""
    scored = [(max(_says(sentence.folded, form) for form in forms), sentence) for sentence in sentences]
    score, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    if best is None or not score:
        return None
    provision = best.provision
    if provision.end - provision.start <= LONGEST:
        return evidence.cite(1, evidence.quote(provision, provision.start, provision.end))
    return evidence.cite(1, evidence.quote(provision, best.start, best.end))


def _says(folded: str, form: Sequence[re.Pattern[str]]) -> float:
    """How well a sentence says a requirement: 0 when a word is missing, more the closer the words and the more said."""
    places = [[match.start() for match in word.finditer(folded)] for word in form]
    if not all(places):
        return 0.0
    first = [found[0] for found in places]
    spread = max(first) - min(first)
    said = min(len(folded), 240) / 240  # a heading alone says little
    return said / (1 + spread / 60)
