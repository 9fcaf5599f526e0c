"""A document's text as a reader sees it: in blocks by provision, with what its words point to and what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from assistant.changes import Changed, all_changes
from assistant.evidence import Evidence
from assistant.lookup import place
from assistant.named import references_in
from corpus.catalogue import Catalogue
from corpus.definitions import Definition, definitions_in
from corpus.standing import BASES
from corpus.tables import tables_in
from corpus.types import Copy, Document, Level, Provision, Reference, RelationKind, Step

OUTLINED = {Level.ATTACHMENT, Level.APPENDIX, Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION, Level.ARTICLE}


OWN = re.compile(r"\s+(?:của\s+)?\w+(?:\s\w+)?\s+này\b")  # “Thông tư này” after a place


class Piece(NamedTuple):
    """Words of a text; `document` and `key` are what they point to, `meaning` what they mean, "" for plain words.

    `missing` is the number of a document that they point to and the corpus has not.
    """

    text: str
    document: str = ""
    key: str = ""
    meaning: str = ""
    missing: str = ""


class Entry(NamedTuple):
    """A line of the outline: the key of a provision, how deep it is, and what it is called."""

    key: str
    depth: int
    name: str


@dataclass(frozen=True)
class Block:
    """A provision's own words: pieces, and tables as rows of cells, in order."""

    key: str
    level: str
    parts: tuple[tuple[Piece, ...] | tuple[tuple[str, ...], ...], ...]
    changes: tuple[Changed, ...] = ()  # that held on the day, told where they apply
    ended: bool = False  # it was repealed by the day, or lies in what was

    @property
    def text(self) -> str:
        """The words of its pieces, tables left out."""
        return "".join(piece.text for part in self.parts for piece in part if isinstance(piece, Piece))


@dataclass(frozen=True)
class Reading:
    """A copy to read: its outline, its blocks in order, and the terms it defines."""

    copy: Copy
    outline: tuple[Entry, ...]
    blocks: tuple[Block, ...]
    definitions: tuple[Definition, ...]


def reading_of(document: Document, copy: Copy, evidence: Evidence) -> Reading:
    """The text of a copy with references and defined terms found in it, and what had changed in it by the day.

    A consolidated or codified text holds the changes already: nothing is told of them.
    """
    catalogue = evidence.catalogue
    provisions = catalogue.provisions(copy)
    changed = _changed(document, provisions, evidence) if copy.nature in BASES else {}
    ended = {key for key, changes in changed.items() if any(change.ends for change in changes)}
    definitions = definitions_in(provisions)
    pointing = _Pointing(document, provisions, catalogue)
    terms = _pattern(definitions)
    meanings = {d.term.casefold(): d.provision for d in definitions}
    blocks = tuple(
        replace(
            _block(provision, pointing, terms, meanings),
            changes=tuple(changed.get(provision.key, ())),
            ended=any(provision.key == key or provision.key.startswith(f"{key}/") for key in ended),
        )
        for provision in provisions
    )
    outline = tuple(
        Entry(p.key, sum(s.level in OUTLINED for s in p.path) - 1, _title(p))
        for p in provisions
        if p.path and p.path[-1].level in OUTLINED and "/note:" not in p.key
    )
    return Reading(copy, outline, blocks, tuple(definitions))


def _changed(document: Document, provisions: Sequence[Provision], evidence: Evidence) -> dict[str, list[Changed]]:
    """What had changed by the day, by the key of the place; of what was added, that of what stands before it."""
    keys = [provision.key for provision in provisions]
    found: dict[str, list[Changed]] = {}
    for changed in all_changes(document, evidence):
        if changed.on is None or changed.on > evidence.as_of:
            continue
        key = "/".join(f"{step.level.value}:{step.label}" for step in changed.path)
        if key not in keys:
            key = _before(key, keys)
        found.setdefault(key, []).append(changed)
    return found


def _before(key: str, keys: Sequence[str]) -> str:
    """What a place that was added follows: “Điều 5a” Điều 5, “khoản 6” khoản 5 or else its article; the last else."""
    parent, _, own = key.rpartition("/")
    level, _, label = own.partition(":")
    number = re.match(r"\d+", label)
    wanted = int(number[0]) if number else 0
    for before in range(wanted, 0, -1):
        candidate = f"{parent}/{level}:{before}" if parent else f"{level}:{before}"
        if candidate in keys:
            return candidate
    return parent if parent in keys else keys[-1] if keys else ""


def _title(provision: Provision) -> str:
    own = place(provision.path[-1:])
    name = f"{own[:1].upper()}{own[1:]}"
    return f"{name}. {provision.heading}" if provision.heading else name


class _Pointing:
    """Where the references of a document's text lead."""

    def __init__(self, document: Document, provisions: Sequence[Provision], catalogue: Catalogue) -> None:
        self.document = document
        self._keys = {provision.key for provision in provisions}
        self.catalogue = catalogue
        self._by_number: dict[str, list[Document]] = {}
        kinds = {relation.kind for relation in catalogue.relations_from(document.id)}
        self._amends = RelationKind.AMENDS in kinds  # its “khoản 6” may be of the text that it changes

    def of(self, reference: Reference, text: str, inside: Provision) -> Piece | None:
        """The piece that a reference is; None where it points to nothing."""
        words = text[reference.start : reference.end]
        key = "/".join(f"{step.level.value}:{step.label}" for step in reference.path)
        if reference.document_id and reference.document_id != self.document.id:
            return Piece(words, reference.document_id, key)
        if reference.document:
            here = self._all_of(reference.document)
            if len(here) == 1 and here[0].id != self.document.id:
                return Piece(words, here[0].id, key)
            if not here:
                return Piece(words, missing=reference.document)
            if len(here) > 1:
                return None
        if self._amends and not OWN.match(text, reference.end):
            return None
        around = next((found for found in _around(inside.path, reference.path) if found in self._keys), "")
        return Piece(words, self.document.id, around) if around else None

    def _all_of(self, number: str) -> list[Document]:
        if number not in self._by_number:
            self._by_number[number] = self.catalogue.by_number(number)
        return self._by_number[number]


def _around(inside: Sequence[Step], path: Sequence[Step]) -> Iterator[str]:
    """The keys that a place written without a document may have, from what it stands in outwards."""
    own = "/".join(f"{step.level.value}:{step.label}" for step in path)
    for depth in range(len(inside), 0, -1):
        if inside[depth - 1].level in {Level.ATTACHMENT, Level.APPENDIX, Level.PART, Level.ARTICLE, Level.CLAUSE}:
            yield "/".join([*(f"{step.level.value}:{step.label}" for step in inside[:depth]), own])
    yield own


def _pattern(definitions: Sequence[Definition]) -> re.Pattern[str] | None:
    if not definitions:
        return None
    terms = "|".join(re.escape(definition.term) for definition in definitions)
    return re.compile(rf"(?<!\w)(?:{terms})(?!\w)", re.IGNORECASE)


def _block(
    provision: Provision, pointing: _Pointing, terms: re.Pattern[str] | None, meanings: Mapping[str, Provision]
) -> Block:
    text = provision.text
    parts: list[tuple[Piece, ...] | tuple[tuple[str, ...], ...]] = []
    at = 0
    for table in tables_in(text):
        parts.append(tuple(_pieces(text[at : table.start], provision, pointing, terms, meanings)))
        parts.append((table.head, *table.rows))
        at = table.end
    parts.append(tuple(_pieces(text[at:], provision, pointing, terms, meanings)))
    level = provision.path[-1].level.value if provision.path else ""
    return Block(provision.key, level, tuple(part for part in parts if part))


def _pieces(
    text: str,
    provision: Provision,
    pointing: _Pointing,
    terms: re.Pattern[str] | None,
    meanings: Mapping[str, Provision],
) -> Iterator[Piece]:
    """The words of a text in order; of what overlaps the first counts, each term once."""
    found: list[tuple[int, int, Piece]] = []
    for reference in references_in(text, pointing.catalogue) if text.strip() else ():
        piece = pointing.of(reference, text, provision)
        if piece and (piece.document, piece.key) != (pointing.document.id, provision.key):  # its own heading
            found.append((reference.start, reference.end, piece))
    seen: set[str] = set()
    for match in terms.finditer(text) if terms else ():
        defined = meanings[match[0].casefold()]
        if match[0].casefold() not in seen and defined.id != provision.id:
            seen.add(match[0].casefold())
            found.append((match.start(), match.end(), Piece(match[0], meaning=" ".join(defined.text.split()))))
    at = 0
    for start, end, piece in sorted(found, key=lambda one: (one[0], -one[1])):
        if start >= at:
            if start > at:
                yield Piece(text[at:start])
            yield piece
            at = end
    if at < len(text):
        yield Piece(text[at:])
