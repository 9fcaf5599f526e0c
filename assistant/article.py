"""A provision of a text in the article that it stands in, with its neighbours and what changed it, for a reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.changes import Changed, changes_of
from assistant.evidence import Evidence
from assistant.naming import NATURE_TEXT, citation_of
from assistant.types import Citation
from corpus.catalogue import Catalogue
from corpus.types import Copy, Document, Level, Place, Provision


@dataclass(frozen=True)
class ArticleView:
    """An article of a copy; `text[start:end]` are the quoted words, start == end where there are none.

    `places` are the printed lines of the quoted words, or of the article where none are quoted; `before` and `after`
    the articles beside it; `changes` what later documents change in it, in or out of force on the day.
    """

    title: str
    text: str
    start: int
    end: int
    provision: Provision
    document: Document
    copy: Copy
    status_text: str
    nature_text: str
    places: tuple[Place, ...]
    before: Provision | None
    after: Provision | None
    changes: tuple[Changed, ...]


def article_of(citation: Citation, catalogue: Catalogue) -> ArticleView:
    """The article, or the section, that a citation's words stand in."""
    quote = citation.quote
    return _view(Evidence(catalogue, date.today()), quote.provision, quote.start, quote.end, citation.status_text)


def article_at(provision_id: str, catalogue: Catalogue, as_of: date) -> ArticleView | None:
    """The article of a provision, nothing quoted; None where the provision is not here."""
    evidence = Evidence(catalogue, as_of)
    provision = evidence.provision(provision_id)
    return _view(evidence, provision, provision.start, provision.start) if provision else None


def _view(evidence: Evidence, provision: Provision, start: int, end: int, status_text: str = "") -> ArticleView:
    copy = evidence.copy_of(provision)
    document = evidence.catalogue.document(copy.document)
    provisions = evidence.catalogue.provisions(copy)
    articles = [p for p in provisions if p.path and p.path[-1].level is Level.ARTICLE]
    around = next((p for p in reversed(articles) if p.start <= start and end <= p.extent), provision)
    beside = articles if around in articles else _sections(provisions, around)
    at = beside.index(around) if around in beside else None
    text = copy.text[around.start : around.extent]
    lead = len(text) - len(text.lstrip())
    low, high = (start, end) if start < end else (around.start, around.extent)
    return ArticleView(
        title=citation_of(around, document, copy.nature),
        text=text.strip(),
        start=start - around.start - lead,
        end=end - around.start - lead,
        provision=around,
        document=document,
        copy=copy,
        status_text=status_text or evidence.status_line(document),
        nature_text=NATURE_TEXT[copy.nature],
        places=tuple(evidence.catalogue.places(copy.id, low, high)),
        before=beside[at - 1] if at else None,
        after=beside[at + 1] if at is not None and at + 1 < len(beside) else None,
        changes=changes_of(document, around, evidence),
    )


def _sections(provisions: list[Provision], around: Provision) -> list[Provision]:
    """Those beside a provision of a text without articles: of its level and within what it is within."""
    return [
        p
        for p in provisions
        if p.path[:-1] == around.path[:-1] and p.path and around.path and p.path[-1].level is around.path[-1].level
    ]
