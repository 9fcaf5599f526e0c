"""What the corpus says of a document that is not in it: what ended it, amended it or says it in detail."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.acts import CHANGED, MOST_CHANGES, capital, consolidated_in, grounds, words_pattern
from assistant.asks import Ask
from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.lookup import place
from assistant.naming import name_of
from corpus.accents import without_accents
from corpus.dates import day
from corpus.numbers import fold
from corpus.types import Document, Relation, RelationKind
from corpus.validity import from_when, starts_on

ENDS = (RelationKind.REPLACES, RelationKind.REPEALS)
SIGNS = {"nd": "Nghị định", "qd": "Quyết định", "tt": "Thông tư", "nq": "Nghị quyết", "ct": "Chỉ thị"}
OF_A_PLACE = re.compile(r"(?:ubnd|hdnd)\b")
PLACE = re.compile(r"\b(?:tinh|thanh pho|tp\.?|cua|o)\s+((?!ubnd|uy ban|hoi dong|hdnd|tinh|thanh pho|tp)\w+ \w+)")
TOLD = {
    Ask.STATUS: ENDS,
    Ask.REPLACED_BY: ENDS,
    Ask.EFFECTIVE: ENDS,
    Ask.AMENDED_BY: (RelationKind.AMENDS,),
    Ask.GUIDED_BY: (RelationKind.GUIDES,),
}


def facts_about_absent(number: str, asks: Sequence[Ask], evidence: Evidence, question: str = "") -> list[Draft]:
    """What documents here say of one that is not, as far as it is asked for and holds on the day.

    Equal numbers of provinces are different documents: what is said of one must name the place that the question names.
    """
    told = {kind for ask in asks for kind in TOLD.get(ask, ())}
    drafts: dict[str, Draft] = {}
    links = [link for link in evidence.catalogue.relations_to_number(number) if link.kind in told]
    whole = {(link.source, link.kind) for link in links if not link.target_path}
    for link in links:
        if link.target_path and (link.source, link.kind) in whole:
            continue  # what amends a document says so of it and of each place
        source = evidence.catalogue.document(link.source)
        on = starts_on(link, {source.id: source})
        quote = evidence.stated(link.stated_by, [words_pattern(number)])
        later = link.kind not in ENDS and ((on or date.min) > evidence.as_of)
        if quote and not later and _of_the_place_named(number, f"{quote.text} {source.issuer}", question):
            absent = Document(number, link.target_number, "", kind_of(link.target_number), "", None)
            text = _told(absent, source, link, evidence)
            grounded = grounds(quote, number, source, link.on or source.effective, evidence)
            drafts.setdefault(text, Draft(text, grounded))
    return [*_put_together(number, asks, evidence), *drafts.values()][:MOST_CHANGES]


def _of_the_place_named(number: str, said: str, question: str) -> bool:
    """Whether what is said of a province's number is said of the province that the question names, if it names one."""
    if not OF_A_PLACE.search(without_accents(number)):
        return True
    named = [match[1].strip() for match in PLACE.finditer(without_accents(question))]
    return not named or any(place_named in without_accents(said) for place_named in named)


def _dated(source: Document, on: date | None) -> str:
    """The name of what ends a document, with its day of issue where no day of the end is known."""
    issued = f" ban hành ngày {day(source.issued)}" if on is None and source.issued else ""
    return f"{name_of(source)}{issued}"


def kind_of(number: str) -> str:
    """The kind of document that a number's sign names; “Văn bản” where it names none."""
    sign = without_accents(number).rpartition("/")[2].partition("-")[0]
    return SIGNS.get(sign, "Văn bản")


def _told(absent: Document, source: Document, link: Relation, evidence: Evidence) -> str:
    if link.kind in ENDS and not link.target_path:
        on = link.on or source.effective
        verb = "được thay thế" if link.kind is RelationKind.REPLACES else "bị bãi bỏ"
        ends = "sẽ hết hiệu lực" if on and on > evidence.as_of else "đã hết hiệu lực"
        return f"{name_of(absent)} {ends}{from_when(link, source) if on else ''}, {verb} bởi {_dated(source, on)}."
    what = f"{place(link.target_path)} {name_of(absent)}".strip()
    verb = CHANGED.get(link.kind, "được hướng dẫn, quy định chi tiết bởi")
    return f"{capital(what)} {verb} {name_of(source)}{from_when(link, source)}."


def _put_together(number: str, asks: Sequence[Ask], evidence: Evidence) -> list[Draft]:
    """What the newest text that puts a document together with its amendments says: of the document itself or of an
    amendment from when it is in effect, of the document what amended it.
    """
    drafts: list[Draft] = []
    texts = sorted(evidence.catalogue.documents(), key=lambda document: document.issued or date.min, reverse=True)
    for document in texts:
        found = consolidated_in(document, evidence)
        held = [quote for other, quote in found if fold(other) == fold(number)]
        if held and {Ask.EFFECTIVE, Ask.STATUS} & set(asks):
            drafts.append(Draft(held[0].text, (held[0],), verbatim=True))
        if held and held[0] == found[0][1] and len(found) > 1 and Ask.AMENDED_BY in asks:
            numbers = ", ".join(other for other, _ in found[1:])
            text = f"Văn bản số {found[0][0]} được sửa đổi, bổ sung bởi {numbers}, theo {name_of(document)}."
            drafts.append(Draft(text, tuple(quote for _, quote in found)))
        if drafts:
            break
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
