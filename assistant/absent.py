"""What the corpus says of a document that is not in it: what ended it, amended it or says it in detail."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.asks import Ask
from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.facts import CHANGED, MOST_CHANGES, capital, consolidated_in, ended_text, grounds, words_pattern
from assistant.lookup import place
from assistant.naming import name_of
from corpus.accents import without_accents
from corpus.numbers import fold
from corpus.types import Document, Relation, RelationKind
from corpus.validity import from_when, starts_on

ENDS = (RelationKind.REPLACES, RelationKind.REPEALS)
TOLD = {
    Ask.STATUS: ENDS,
    Ask.REPLACED_BY: ENDS,
    Ask.EFFECTIVE: ENDS,
    Ask.AMENDED_BY: (RelationKind.AMENDS,),
    Ask.GUIDED_BY: (RelationKind.GUIDES,),
}


def facts_about_absent(number: str, asks: Sequence[Ask], evidence: Evidence) -> list[Draft]:
    """What documents here say of one that is not, as far as it is asked for."""
    told = {kind for ask in asks for kind in TOLD.get(ask, ())}
    absent = Document(number, number, "", "Văn bản", "", None)
    drafts: dict[str, Draft] = {}
    links = [link for link in evidence.catalogue.relations_to_number(number) if link.kind in told]
    whole = {(link.source, link.kind) for link in links if not link.target_path}
    for link in links:
        if link.target_path and (link.source, link.kind) in whole:
            continue  # what amends a document says so of it and of each place
        source = evidence.catalogue.document(link.source)
        on = starts_on(link, {source.id: source})
        quote = evidence.stated(link.stated_by, [words_pattern(number)])
        if quote:
            text = _told(replace(absent, number=link.target_number), source, replace(link, on=on), evidence)
            drafts.setdefault(text, Draft(text, grounds(quote, number, source, on, evidence)))
    consolidated = _amended_as_consolidated(number, evidence) if Ask.AMENDED_BY in asks else []
    return [*drafts.values(), *consolidated][:MOST_CHANGES]


def _told(absent: Document, source: Document, link: Relation, evidence: Evidence) -> str:
    if link.kind in ENDS and not link.target_path:
        return ended_text(absent, source, link, evidence.as_of)
    what = f"{place(link.target_path)} {name_of(absent)}".strip()
    verb = CHANGED.get(link.kind, "được hướng dẫn, quy định chi tiết bởi")
    return f"{capital(what)} {verb} {name_of(source)}{from_when(link, source)}."


def _amended_as_consolidated(number: str, evidence: Evidence) -> list[Draft]:
    """What amended a document, as the texts say that put it together with its amendments."""
    drafts = []
    for document in evidence.catalogue.documents():
        base, *amending = [number for number, _ in consolidated_in(document, evidence)] or [""]
        if amending and fold(base) == fold(number):
            text = f"Văn bản số {base} được sửa đổi, bổ sung bởi {', '.join(amending)}, theo {name_of(document)}."
            drafts.append(Draft(text, tuple(quote for _, quote in consolidated_in(document, evidence))))
    return drafts


def number_of_absent(named: str, evidence: Evidence) -> str | None:
    """The number of a law that is not here, “Luật Giao dịch điện tử 2005”, as a document here that ends it gives it."""
    name, _, year = named.rpartition(" ")
    if not (year.isdigit() and name):
        return None
    for link in evidence.catalogue.relations_to_laws_of(int(year)):
        called = (
            rf"{re.escape(without_accents(name))}(?: nam \d{{4}})?,?(?: so)? {re.escape(link.target_number.lower())}"
        )
        quote = evidence.stated(link.stated_by, [words_pattern(link.target_number)])
        if quote and link.kind in ENDS and re.search(called, without_accents(quote.text)):
            return link.target_number
    return None
