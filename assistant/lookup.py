"""Provisions asked for by their place: “khoản 5 Điều 42 Luật số 20/2023/QH15”."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.naming import name_of
from corpus.types import Document, Level, Provision, Step

NAMES = {
    Level.ATTACHMENT: "văn bản kèm theo",
    Level.APPENDIX: "Phụ lục",
    Level.PART: "Phần",
    Level.CHAPTER: "Chương",
    Level.SECTION: "mục",
    Level.SUBSECTION: "tiểu mục",
    Level.ARTICLE: "Điều",
    Level.CLAUSE: "khoản",
    Level.POINT: "điểm",
}


def lookup(targets: Sequence[tuple[Document, tuple[Step, ...]]], evidence: Evidence) -> tuple[list[Draft], list[str]]:
    """The provisions asked for, verbatim, and the names of those that the copy does not have."""
    drafts: list[Draft] = []
    missing: list[str] = []
    for document, path in targets:
        if not path:
            continue
        found = provisions_at(document, path, evidence)
        for provision in found:
            quote = evidence.quote(provision)
            drafts.append(Draft(quote.text, (quote,), verbatim=True))
        if not found:
            missing.append(f"{place(path)} {name_of(document)}")
    return drafts, missing


def provisions_at(document: Document, path: tuple[Step, ...], evidence: Evidence) -> list[Provision]:
    """The provisions whose path holds these steps and ends with the innermost of them.

    A decision's own article comes before the equal number of the regulation attached to it; when only the attached
    one has the rest of the path, that one is meant. A place that the best copy leaves out is taken from another.
    """
    for copy in evidence.catalogue.copies(document.id):
        found = _in_copy(evidence.catalogue.provisions(copy), path)
        if found:
            return found
    return []


def _in_copy(provisions: Sequence[Provision], path: tuple[Step, ...]) -> list[Provision]:
    wanted = {(step.level, _label(step.label)) for step in path}
    innermost = path[-1]
    found = [
        p
        for p in provisions
        if p.path
        and p.path[-1].level is innermost.level
        and wanted <= {(step.level, _label(step.label)) for step in p.path}
    ]
    own = [p for p in found if p.step(Level.ATTACHMENT) is None and p.step(Level.APPENDIX) is None]
    return (own or found) if innermost.level in {Level.CLAUSE, Level.POINT} else found


def place(path: tuple[Step, ...]) -> str:
    """A path as it is cited, from the inside out: “điểm a khoản 2 Điều 5”."""
    return " ".join(f"{NAMES.get(step.level, '')} {step.label}".strip() for step in reversed(path))


def _label(label: str) -> str:
    return label.casefold().lstrip("0")
