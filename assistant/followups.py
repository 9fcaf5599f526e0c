"""What may be asked after an answer: questions that the corpus is known to answer, about what the answer cites."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.asks import Ask, asks_of
from assistant.lookup import place
from assistant.naming import name_of
from assistant.types import Answer, Citation
from corpus.catalogue import Catalogue
from corpus.types import Document, Level, RelationKind, Step

MOST = 3
INCOMING = (
    (RelationKind.REPLACES, Ask.REPLACED_BY, "Văn bản nào thay thế {}?"),
    (RelationKind.AMENDS, Ask.AMENDED_BY, "{} đã được văn bản nào sửa đổi, bổ sung?"),
    (RelationKind.GUIDES, Ask.GUIDED_BY, "Văn bản nào hướng dẫn, quy định chi tiết {}?"),
)
OUTGOING = (
    (RelationKind.REPLACES, Ask.REPLACES, "{} thay thế văn bản nào?"),
    (RelationKind.BASED_ON, Ask.BASIS, "{} căn cứ vào những văn bản nào?"),
)


def followups(answer: Answer, catalogue: Catalogue) -> tuple[str, ...]:
    """Up to three questions about the documents cited, none that was asked or answered just now."""
    asked = set(asks_of(answer.question))
    found: dict[str, None] = {}
    seen: set[str] = set()
    for citation in answer.citations or answer.nearest:
        if citation.document.id not in seen:
            seen.add(citation.document.id)
            found |= dict.fromkeys(_about(citation, asked, catalogue))
    return tuple(question for question in found if question != answer.question)[:MOST]


def _about(citation: Citation, asked: set[Ask], catalogue: Catalogue) -> Iterator[str]:
    document = citation.document
    article = _article(citation)
    if article and citation.quote.provision.path[-1].level is not Level.ARTICLE:
        yield f"{place(article)} {name_of(document)} quy định gì?"
    if not asked & {Ask.STATUS, Ask.REPLACED_BY}:
        yield f"{name_of(document)} còn hiệu lực không?"
    yield from _of_relations(document, asked, catalogue)


def _of_relations(document: Document, asked: set[Ask], catalogue: Catalogue) -> Iterator[str]:
    name = name_of(document)
    into = {relation.kind for relation in catalogue.relations_to(document) if not relation.target_path}
    out = {relation.kind for relation in catalogue.relations_from(document.id) if not relation.target_path}
    for kinds, forms in ((into, INCOMING), (out, OUTGOING)):
        for kind, ask, form in forms:
            if kind in kinds and ask not in asked:
                yield form.format(name)


def _article(citation: Citation) -> tuple[Step, ...]:
    """The article of the document itself in which a citation stands; none for an appendix or what is attached."""
    path = citation.quote.provision.path
    if {Level.ATTACHMENT, Level.APPENDIX} & {step.level for step in path}:
        return ()
    return tuple(step for step in path if step.level is Level.ARTICLE)
