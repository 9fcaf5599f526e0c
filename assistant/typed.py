"""A place of a regulation as a person types it, “khoản 2 Điều 5 73/2019/NĐ-CP”: what it is here, or what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from assistant.evidence import Evidence
from assistant.lookup import place, provisions_at
from assistant.naming import full_name_of, name_of
from assistant.understand import understand
from corpus.accents import without_accents
from corpus.catalogue import Catalogue
from corpus.errors import Misconfigured, NotFound
from corpus.references import find_references
from corpus.types import Document, Level, Provision, Reference, Step

EXAMPLE = "khoản 2 Điều 5 73/2019/NĐ-CP"
_DATE = re.compile(
    r"(?:ngay )?(?:\d{1,2} thang \d{1,2} nam \d{4}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4})|\b(?:19|20)\d\d\b(?!/)"
)
_FIGURES = re.compile(r"(?:[^\W\d]+\.? )?\d[\w.]*")
_ATTACHED = re.compile(r"\bkem theo\b")


class Typed(NamedTuple):
    """A document and its provision that were meant; None where the document alone was named."""

    document: Document
    provision: Provision | None


def typed_places(text: str, catalogue: Catalogue) -> list[Typed]:
    """The places that a text names, each once found here.

    An article of the document itself comes before the equal number of what is attached to it, unless the text says
    “kèm theo”. Misconfigured where it cannot be read or may mean several, NotFound where the corpus has no such place.
    """
    references = find_references(text)
    left = list(_unread(text, references))
    if left:
        raise Misconfigured(f"Chưa hiểu “{left[0]}” trong “{text.strip()}”. Hãy viết như: {EXAMPLE}.")
    understood = understand(text, (), catalogue)
    if understood.unknown:
        raise NotFound(f"Kho chưa có văn bản {', '.join(understood.unknown)}: hãy xem lại số hiệu.")
    if understood.ambiguous:
        names = "; ".join(map(full_name_of, understood.ambiguous))
        raise Misconfigured(f"Nhiều văn bản có số này: {names}. Hãy nêu thêm cơ quan ban hành.")
    if not understood.targets:
        what = "số hiệu văn bản" if references else "điều khoản nào"
        raise Misconfigured(f"Chưa thấy {what} trong “{text.strip()}”. Hãy viết như: {EXAMPLE}.")
    attached = _ATTACHED.search(without_accents(text)) is not None
    evidence = Evidence(catalogue, date.today())
    return [
        Typed(document, _provision(document, path, attached, evidence) if path else None)
        for document, path in understood.targets
    ]


def _unread(text: str, references: Sequence[Reference]) -> Iterator[str]:
    """What has figures, is no date and belongs to no reference: “khoảm 2”."""
    folded = without_accents(text)
    taken = [(reference.start, reference.end) for reference in references]
    taken += [match.span() for match in _DATE.finditer(folded)]
    for match in _FIGURES.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            yield match[0]


def _provision(document: Document, path: tuple[Step, ...], attached: bool, evidence: Evidence) -> Provision:
    found = provisions_at(document, path, evidence)
    if attached:
        found = provisions_at(document, (Step(Level.ATTACHMENT, "1"), *path), evidence) or found
    else:
        found = [p for p in found if annex_of(p) is None] or found
    if not found:
        raise NotFound(f"Không thấy {place(path)} {name_of(document)} trong bản đang có ở kho.")
    found = [p for p in found if p.path[-1].label.casefold() == path[-1].label.casefold()] or found
    names = list(dict.fromkeys(p.citation for p in found))
    if len(names) > 1:
        raise Misconfigured(f"{place(path)} {name_of(document)} có thể là {'; '.join(names)}: hãy nêu rõ phần nào.")
    return found[0]


def annex_of(provision: Provision) -> Step | None:
    """The attachment or the appendix that a provision stands in; None for one of the document itself."""
    return next((step for step in provision.path if step.level in {Level.ATTACHMENT, Level.APPENDIX}), None)
