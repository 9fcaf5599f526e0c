"""Facts about documents, from the catalogue, each with the words of the corpus that say so.

A fact whose words are not found rests on the place where the document presents itself; a fact that the catalogue
does not have is not stated: `missing` names it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.acts import (
    CHANGED,
    MOST_CHANGES,
    amends_it,
    apart,
    capital,
    chain,
    consolidates,
    day_stated,
    distinct,
    effective,
    effective_in_all,
    ended_text,
    grounds,
    guides_it,
    outgoing,
    target_name,
    words_pattern,
)
from assistant.asks import Ask
from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.lookup import place, provisions_at
from assistant.naming import full_name_of, name_of
from assistant.types import Quote
from corpus.dates import date_pattern, day
from corpus.types import Document, Level, Provision, Relation, RelationKind, StatusValue, Step
from corpus.validity import from_when, starts_on, status_text

MISSING = {
    Ask.SIGNER: "người ký",
    Ask.ISSUED: "ngày ban hành",
    Ask.ISSUER: "cơ quan ban hành",
    Ask.EFFECTIVE: "ngày có hiệu lực",
    Ask.STATUS: "tình trạng hiệu lực",
    Ask.REPLACED_BY: "văn bản thay thế",
    Ask.REPLACES: "văn bản bị thay thế",
    Ask.AMENDED_BY: "văn bản sửa đổi, bổ sung",
    Ask.AMENDS: "văn bản được sửa đổi, bổ sung",
    Ask.GUIDED_BY: "văn bản hướng dẫn, quy định chi tiết",
    Ask.GUIDES: "văn bản được hướng dẫn, quy định chi tiết",
    Ask.BASIS: "căn cứ ban hành",
    Ask.TITLE: "trích yếu",
    Ask.ARTICLES: "số điều",
    Ask.PASSED: "khóa, kỳ họp thông qua",
    Ask.CONSOLIDATES: "văn bản được hợp nhất",
    Ask.WHICH: "số hiệu",
    Ask.DOCUMENTS: "văn bản",
}
MANY = 5  # places of a document that are ended, of which it is told that what was there holds until then
PASSED = re.compile(r"thông qua (?:vào )?ngày", re.IGNORECASE)
SCOPE = re.compile("phạm vi điều chỉnh", re.IGNORECASE)
LONGEST_SCOPE = 900  # characters
OWN_STATUS = {Level.ARTICLE, Level.CLAUSE, Level.POINT}  # places that are repealed and amended apart


def facts_about(
    document: Document, path: tuple[Step, ...], asks: Sequence[Ask], evidence: Evidence
) -> tuple[list[Draft], list[Ask]]:
    """The sentences that answer, in the order asked, and the facts that the corpus does not have.

    Of a place in the document (`path`) its own status and changes are told, where the copy has the place.
    """
    drafts: list[Draft] = []
    missing: list[Ask] = []
    asked = list(dict.fromkeys(asks))
    if Ask.SIGNER in asked and Ask.ISSUED in asked and document.signer and document.issued:
        asked.remove(Ask.ISSUED)  # one sentence says both
    inside = provisions_at(document, path, evidence)[:1] if path and path[-1].level in OWN_STATUS else []
    for ask in asked:
        found = OF_PLACE[ask](document, inside[0], path, evidence) if inside and ask in OF_PLACE else []
        found = found or ANSWERS[ask](document, evidence)
        drafts += found
        if not found:
            missing.append(ask)
    return drafts, missing


def not_yet(targets: Sequence[tuple[Document, tuple[Step, ...]]], evidence: Evidence) -> list[Draft]:
    """That what is asked about is not in force yet on the day, and from when it is."""
    told = []
    for document, path in targets:
        if evidence.status(document, path).value is StatusValue.NOT_YET:
            told += facts_about(document, path, [Ask.STATUS], evidence)[0][:1]
    return told


def _signer(document: Document, evidence: Evidence) -> list[Draft]:
    if not document.signer:
        return []
    name = words_pattern(document.signer)
    when = [date_pattern(document.issued)] if document.issued else []
    title = f"{document.signer_title} " if document.signer_title else ""
    signed = f" ngày {day(document.issued)}" if document.issued else ""
    quotes = [q for q in (evidence.saying(document, [name]), *(evidence.saying(document, [w]) for w in when)) if q]
    both = evidence.saying(document, [name, *when])
    quotes = [both] if both else quotes
    if not quotes:
        return []
    return [Draft(f"{name_of(document)} do {title}{document.signer} ký{signed}.", distinct(quotes))]


def _issued(document: Document, evidence: Evidence) -> list[Draft]:
    if not document.issued:
        return _conflicting_dates(document, evidence)
    quote = evidence.saying(document, [date_pattern(document.issued)]) or evidence.opening(document)
    return (
        [Draft(f"{name_of(document)} được ban hành ngày {day(document.issued)}.", distinct([quote]))] if quote else []
    )


def _conflicting_dates(document: Document, evidence: Evidence) -> list[Draft]:
    """The words in which sources give different dates: shown as they stand, since none is the fact."""
    for needle in ("mâu thuẫn", "khác nhau", "không thống nhất"):
        quote = evidence.saying(document, [re.compile(needle), re.compile(r"\d{1,2}/\d{1,2}/\d{4}")])
        if quote:
            return [Draft(quote.text, (quote,), verbatim=True)]
    return []


def _issuer(document: Document, evidence: Evidence) -> list[Draft]:
    if not document.issuer:
        return []
    quote = evidence.saying(document, [words_pattern(document.issuer)]) or evidence.opening(document)
    issued = f" ngày {day(document.issued)}" if document.issued else ""
    kind = document.kind or "Văn bản"
    text = f"{kind} số {document.number}{issued} do {document.issuer} ban hành."
    return [Draft(text, distinct([quote]))] if quote else []


def _status(document: Document, evidence: Evidence) -> list[Draft]:
    """Whether it is in force, because of what, and what replaced it, to the present."""
    status = evidence.status(document)
    needles = [words_pattern(document.number)] if document.number else []
    quotes = [
        q for q in (evidence.stated(p, [*needles, re.compile("hiệu lực|thay thế|bãi bỏ")]) for p in status.because) if q
    ]
    begins = effective(document, evidence)
    begun = [quote for draft in begins for quote in draft.quotes]
    opening = evidence.opening(document)
    in_part = status.value is StatusValue.PARTLY_ENDED
    quotes += [opening] if opening and (in_part or not begun) else begun
    if not quotes:
        return []
    terms = [fact for fact in evidence.catalogue.facts(document.id) if fact.since and fact.since == status.until]
    ends = [q for fact in terms if (q := evidence.stated(fact.stated_by, [re.compile("hiệu lực")]))]
    quotes += ends
    acting = [evidence.document(source) for source in status.replaced_by]
    quotes += [q for source in acting if source for q in day_stated(source, status.since, quotes, evidence)]
    drafts = [Draft(f"{name_of(document)}: {evidence.status_line(document)}.", distinct(quotes))]
    drafts += begins if status.value is StatusValue.IN_FORCE else []
    if begins and status.value in {StatusValue.IN_FORCE, StatusValue.NOT_YET}:
        drafts += [*(Draft(quote.text, (quote,), verbatim=True) for quote in ends), *apart(document, evidence)]
    if status.value is StatusValue.NOT_YET:
        drafts += _until_then(document, evidence)
    return drafts + (chain(document, evidence) if status.value is StatusValue.ENDED else [])


def _until_then(document: Document, evidence: Evidence) -> list[Draft]:
    """What a document that is not in force yet will end, whole or in many places: that holds on the day."""
    verbs = {RelationKind.REPLACES: "sẽ thay thế", RelationKind.REPEALS: "sẽ bãi bỏ"}
    links: dict[str, list[Relation]] = {}
    for link in evidence.catalogue.relations_from(document.id):
        if link.kind in verbs:
            links.setdefault(link.target_number, []).append(link)
    drafts = []
    for number, ending in links.items():
        link = next((one for one in ending if not one.target_path), ending[0])
        quote = evidence.stated(link.stated_by, [words_pattern(number)])
        if quote is None or (link.target_path and len(ending) < MANY):
            continue
        target = (
            f"nhiều quy định của {target_name(link, evidence)}" if link.target_path else target_name(link, evidence)
        )
        since = f" từ ngày {day(link.on)}" if link.on else ""
        text = f"{name_of(document)} {verbs[link.kind]} {target}{since}."
        drafts.append(Draft(text, grounds(quote, number, document, link.on, evidence)))
    return drafts[:MOST_CHANGES]


def _status_of_place(
    document: Document, provision: Provision, path: tuple[Step, ...], evidence: Evidence
) -> list[Draft]:
    """Whether a place is in force, because of what, and what changed it."""
    own = tuple(step for step in path if step.level in OWN_STATUS)
    status = evidence.status(document, own)
    because = [q for q in (evidence.stated(p, [re.compile("hiệu lực|thay thế|bãi bỏ")]) for p in status.because) if q]
    told = status_text(status, evidence.as_of, evidence.name)
    if evidence.status(document).value is StatusValue.NOT_YET and status.value is StatusValue.IN_FORCE:
        told = f"đã có hiệu lực từ {day(status.since)}" if status.since else told
    quotes = distinct([evidence.quote(provision), *because])
    drafts = [Draft(f"{capital(place(own))} {name_of(document)}: {told}.", quotes)]
    drafts += _changes_of_place(document, provision, path, evidence)
    return drafts + (chain(document, evidence) if status.replaced_by and not status.note else [])


def _changes_of_place(
    document: Document, provision: Provision, path: tuple[Step, ...], evidence: Evidence
) -> list[Draft]:
    """The amendments and the repeals of a place, of what it stands in and of what stands in it."""
    drafts: dict[str, Draft] = {}
    for link in evidence.catalogue.relations_to(document):
        source = evidence.catalogue.document(link.source)
        on = starts_on(link, {source.id: source})
        if link.kind not in CHANGED or on is None or on > evidence.as_of or not _within_another(link.target_path, path):
            continue
        quote = evidence.stated(link.stated_by, [words_pattern(place(link.target_path[:1]))])
        if quote:
            where = f"{capital(place(link.target_path))} {name_of(document)}"
            text = f"{where} {CHANGED[link.kind]} {name_of(source)}{from_when(link, source)}."
            drafts.setdefault(text, Draft(text, (quote,)))
    return list(drafts.values())[:MOST_CHANGES]


def _within_another(one: Sequence[Step], other: Sequence[Step]) -> bool:
    """Whether one of two places is the other or lies in it."""
    steps = [
        {(step.level, step.label.casefold()) for step in path if step.level in OWN_STATUS} for path in (one, other)
    ]
    return bool(steps[0] and steps[1]) and (steps[0] <= steps[1] or steps[1] <= steps[0])


def _replaced_by(document: Document, evidence: Evidence) -> list[Draft]:
    drafts = []
    for link in evidence.catalogue.relations_to(document):
        if link.kind not in {RelationKind.REPLACES, RelationKind.REPEALS} or link.target_path:
            continue
        quote = evidence.stated(link.stated_by, [words_pattern(document.number)])
        if quote:
            source = evidence.catalogue.document(link.source)
            quotes = grounds(quote, document.number, source, link.on, evidence)
            drafts.append(Draft(ended_text(document, source, link, evidence.as_of), quotes))
    if not drafts:
        # Nothing here replaces it: whether it is in force is the answer that the corpus has.
        return _status(document, evidence)
    return drafts[:1] + chain(document, evidence)


def _passed(document: Document, evidence: Evidence) -> list[Draft]:
    """By which National Assembly, at which session, on what day: in the text's own words."""
    quote = evidence.saying(document, [PASSED])
    return [Draft(quote.text, (quote,), verbatim=True)] if quote else []


def _title(document: Document, evidence: Evidence) -> list[Draft]:
    if not document.title:
        return []
    quote = evidence.saying(document, [words_pattern(document.title)]) or evidence.opening(document)
    if not quote:
        return []
    scope = _scope_of(document, evidence)
    drafts = [Draft(f"{full_name_of(document)}: {document.title}.", distinct([quote]))]
    return drafts + ([Draft(scope.text, (scope,), verbatim=True)] if scope else [])


def _scope_of(document: Document, evidence: Evidence) -> Quote | None:
    """The article that says what a document governs, where it is short."""
    for provision in evidence.catalogue.provisions(evidence.best_copy(document)):
        if provision.path and provision.path[-1].level is Level.ARTICLE and SCOPE.search(provision.heading):
            quote = evidence.quote(provision)
            return quote if len(quote.text) <= LONGEST_SCOPE else None
    return None


def _articles(document: Document, evidence: Evidence) -> list[Draft]:
    provisions = evidence.catalogue.provisions(evidence.best_copy(document))
    articles = [p for p in provisions if p.path and p.path[-1].level is Level.ARTICLE]
    main = [p for p in articles if not p.step(Level.ATTACHMENT) and not p.step(Level.APPENDIX)]
    if not main:
        said = evidence.saying(document, [re.compile(r"\d+ điều\b", re.IGNORECASE)])
        return [Draft(said.text, (said,), verbatim=True)] if said else []
    last = evidence.quote(main[-1], main[-1].start, main[-1].end)
    text = f"{name_of(document)} có {len(main)} điều trong bản đang có ở kho; điều cuối là {main[-1].citation}."
    return [Draft(text, (last,))]


def _which(document: Document, evidence: Evidence) -> list[Draft]:
    quote = evidence.opening(document)
    if document.number:
        quote = evidence.saying(document, [words_pattern(document.number)]) or quote
    about = f": {document.title}" if document.title else ""
    return [Draft(f"{full_name_of(document)}{about}.", distinct([quote]))] if quote else []


def _listed(document: Document, evidence: Evidence) -> list[Draft]:
    """A document in a list of documents: its number, day, issuer, title and status."""
    quote = evidence.opening(document)
    about = f": {document.title}" if document.title else ""
    text = f"{full_name_of(document)}{about} ({evidence.status_line(document)})."
    return [Draft(text, (quote,))] if quote else []


ANSWERS: dict[Ask, Callable[[Document, Evidence], list[Draft]]] = {
    Ask.SIGNER: _signer,
    Ask.ISSUED: _issued,
    Ask.ISSUER: _issuer,
    Ask.EFFECTIVE: effective_in_all,
    Ask.STATUS: _status,
    Ask.REPLACED_BY: _replaced_by,
    Ask.REPLACES: outgoing({RelationKind.REPLACES: "thay thế", RelationKind.REPEALS: "bãi bỏ"}),
    Ask.AMENDED_BY: amends_it,
    Ask.AMENDS: outgoing({RelationKind.AMENDS: "sửa đổi, bổ sung"}),
    Ask.GUIDED_BY: guides_it,
    Ask.GUIDES: outgoing({RelationKind.GUIDES: "hướng dẫn, quy định chi tiết"}),
    Ask.BASIS: outgoing({RelationKind.BASED_ON: "căn cứ"}),
    Ask.TITLE: _title,
    Ask.ARTICLES: _articles,
    Ask.PASSED: _passed,
    Ask.CONSOLIDATES: consolidates,
    Ask.WHICH: _which,
    Ask.DOCUMENTS: _listed,
}


def _start_of_place(document: Document, _: Provision, path: tuple[Step, ...], evidence: Evidence) -> list[Draft]:
    """From when a place takes effect, where that is on a day of its own."""
    start = evidence.start_of(document, path)
    quote = evidence.stated(start.stated_by, [date_pattern(start.on)]) if start else None
    if start is None or quote is None:
        return []
    return [Draft(f"{capital(place(path))} {name_of(document)} có hiệu lực từ ngày {day(start.on)}.", (quote,))]


OF_PLACE: dict[Ask, Callable[[Document, Provision, tuple[Step, ...], Evidence], list[Draft]]] = {
    Ask.STATUS: _status_of_place,
    Ask.EFFECTIVE: _start_of_place,
    Ask.AMENDED_BY: _changes_of_place,
    Ask.REPLACED_BY: _changes_of_place,
}
