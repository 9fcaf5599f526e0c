"""Which provisions are searched, and as what text: the catalogue's documents → entries of the index.

An entry is an article with its clauses; where a document has no articles, a section that is short or has no
sections in it, else its own words and each section in it; an annex without units whole. The preamble and the
signature block are no entries: what they say of a document is a fact of the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from corpus.catalogue import Catalogue
from corpus.types import Document, Level, Provision
from index.types import Entry

VERSION = "2"  # of these rules: part of the hash that tells whether an index is complete
SHORT = 500  # characters; a section up to this length is one entry with all that is in it
CONTAINERS = {Level.ATTACHMENT, Level.APPENDIX, Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION}


def entries_of(catalogue: Catalogue, documents: Iterable[str]) -> Iterator[Entry]:
    """The entries of documents' best copies."""
    for key in documents:
        copy = catalogue.best_copy(key)
        yield from _entries(catalogue.document(key), catalogue.provisions(copy), copy.text)


def title_of(document: Document) -> str:
    """What a document is searched by: kind, number, issuer, year and title."""
    year = f"năm {document.issued.year}" if document.issued else ""
    return " ".join(filter(None, [document.kind, document.number, document.issuer, year, document.title]))


def _entries(document: Document, provisions: Sequence[Provision], text: str) -> Iterator[Entry]:
    """Walk the tree in reading order; `above` are the headings on the way down."""
    title = title_of(document)
    above: list[Provision] = []
    covered = 0
    for position, provision in enumerate(provisions):
        if provision.start < covered or not provision.path:
            continue
        level = provision.path[-1].level
        if level in {Level.PREAMBLE, Level.CLOSING}:
            continue
        above = [p for p in above if p.extent >= provision.extent and p.start <= provision.start]
        end = end_of(provision, provisions[position + 1 :])
        whole = end == provision.extent
        body = text[provision.start : end].strip()
        heading = " – ".join(p.text.strip().replace("\n", " ")[:200] for p in [*above[-2:], provision])
        if whole:
            covered = provision.extent
        else:
            above.append(provision)
        if whole or len(body) > len(provision.heading) + 80:
            yield Entry(provision.id, title, heading[:400], body, document.id)


def end_of(provision: Provision, following: Sequence[Provision]) -> int:
    """Where the text ends of the entry that a provision is: with all that is in it, or before what stands in it."""
    whole = provision.path[-1].level not in CONTAINERS or _is_entry(provision, following)
    return provision.extent if whole else provision.end


def _is_entry(provision: Provision, following: Sequence[Provision]) -> bool:
    """Whether a section or annex is one entry: it holds no article, and is short or has no sections in it."""
    inside = []
    for other in following:
        if other.start >= provision.extent:
            break
        inside.append(other.path[-1].level)
    if Level.ARTICLE in inside:
        return False
    return provision.extent - provision.start <= SHORT or not any(level in CONTAINERS for level in inside)
