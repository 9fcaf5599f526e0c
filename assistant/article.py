"""A cited provision in the article that it stands in, for a reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.evidence import Evidence
from assistant.naming import NATURE_TEXT, citation_of
from assistant.types import Citation
from corpus.catalogue import Catalogue
from corpus.types import Document, Level


@dataclass(frozen=True)
class ArticleView:
    """A cited provision in its article, for a reader: `text[start:end]` are the quoted words."""

    title: str
    text: str
    start: int
    end: int
    document: Document
    status_text: str
    nature_text: str
    source: str
    pages: tuple[int, int] | None


def article_of(citation: Citation, catalogue: Catalogue) -> ArticleView:
    """The article, or the section, that a citation's words stand in."""
    evidence = Evidence(catalogue, date.today())
    quote = citation.quote
    copy = evidence.copy_of(quote.provision)
    around = quote.provision
    for provision in catalogue.provisions(copy):
        level = provision.path[-1].level if provision.path else None
        if provision.start <= quote.start and quote.end <= provision.extent and level is Level.ARTICLE:
            around = provision
    text = copy.text[around.start : around.extent]
    lead = len(text) - len(text.lstrip())
    return ArticleView(
        title=citation_of(around, citation.document, copy.nature),
        text=text.strip(),
        start=quote.start - around.start - lead,
        end=quote.end - around.start - lead,
        document=citation.document,
        status_text=citation.status_text,
        nature_text=NATURE_TEXT[copy.nature],
        source=copy.source,
        pages=around.pages,
    )
