"""Facts about documents, from the catalogue, each with the words of the corpus that say so.

A fact whose words are not found rests on the place where the document presents itself; a fact that the catalogue
does not have is not stated: `missing` names it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.asks import Ask
from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.naming import full_name_of, name_of
from assistant.types import Quote
from corpus.dates import date_pattern, day
from corpus.types import Document, Level, Relation, RelationKind, StatusValue
from corpus.validity import amended_by, replacement_chain

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
    Ask.BASIS: "căn cứ ban hành",
    Ask.TITLE: "trích yếu",
    Ask.ARTICLES: "số điều",
    Ask.WHICH: "số hiệu",
}


def facts_about(document: Document, asks: Sequence[Ask], evidence: Evidence) -> tuple[list[Draft], list[Ask]]:
    """The sentences that answer, in the order asked, and the facts that the corpus does not have."""
    drafts: list[Draft] = []
    missing: list[Ask] = []
    asked = list(dict.fromkeys(asks))
    if Ask.SIGNER in asked and Ask.ISSUED in asked and document.signer and document.issued:
        asked.remove(Ask.ISSUED)  # one sentence says both
    for ask in asked:
        found = ANSWERS[ask](document, evidence)
        drafts += found
        if not found:
            missing.append(ask)
    return drafts, missing


def words_pattern(words: str) -> re.Pattern[str]:
    """Words in a text, whatever their case and the white space between them."""
    return re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)


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
    return [Draft(f"{name_of(document)} do {title}{document.signer} ký{signed}.", _distinct(quotes))]


def _issued(document: Document, evidence: Evidence) -> list[Draft]:
    if not document.issued:
        return _conflicting_dates(document, evidence)
    quote = evidence.saying(document, [date_pattern(document.issued)]) or evidence.opening(document)
    return (
        [Draft(f"{name_of(document)} được ban hành ngày {day(document.issued)}.", _distinct([quote]))] if quote else []
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
    return [Draft(text, _distinct([quote]))] if quote else []


def _effective(document: Document, evidence: Evidence) -> list[Draft]:
    if not document.effective:
        return []
    stated = f"{document.id}#{document.effective_by}" if document.effective_by else ""
    needles = [date_pattern(document.effective), re.compile("hiệu lực")]
    quote = (evidence.stated(stated, needles) if stated else None) or evidence.saying(document, needles)
    quote = quote or evidence.opening(document)
    text = f"{name_of(document)} có hiệu lực từ ngày {day(document.effective)}."
    return [Draft(text, _distinct([quote]))] if quote else []


def _status(document: Document, evidence: Evidence) -> list[Draft]:
    """Whether it is in force, because of what, and what replaced it, to the present."""
    status = evidence.status(document)
    needles = [words_pattern(document.number)] if document.number else []
    quotes = [
        q for q in (evidence.stated(p, [*needles, re.compile("hiệu lực|thay thế|bãi bỏ")]) for p in status.because) if q
    ]
    effective = [quote for draft in _effective(document, evidence) for quote in draft.quotes]
    opening = evidence.opening(document)
    quotes += effective or ([opening] if opening else [])
    if not quotes:
        return []
    drafts = [Draft(f"{name_of(document)}: {evidence.status_line(document)}.", _distinct(quotes))]
    return drafts + (_chain(document, evidence) if status.value is StatusValue.ENDED else [])


def _chain(document: Document, evidence: Evidence) -> list[Draft]:
    """What replaced its replacement and so on, and the status of the last one."""
    links = replacement_chain(document.id, _incoming(evidence))
    drafts: list[Draft] = []
    last: Document | None = None
    for link in links:
        source = evidence.catalogue.document(link.source)
        target = evidence.catalogue.document(link.target)
        last = source
        if target.id == document.id or (link.on and link.on > evidence.as_of):
            continue
        quote = evidence.stated(link.stated_by, [words_pattern(target.number)])
        if quote:
            drafts.append(Draft(_replaced(target, source, link), (quote,)))
    if last is not None and last.id != document.id:
        quotes = [q for q in (evidence.stated(p) for p in evidence.status(last).because) if q]
        quotes = quotes or [q for draft in _effective(last, evidence) for q in draft.quotes]
        quotes = quotes or [q for q in [evidence.opening(last)] if q]
        if quotes:
            drafts.append(Draft(f"{full_name_of(last)}: {evidence.status_line(last)}.", _distinct(quotes)))
    return drafts


def _incoming(evidence: Evidence) -> Callable[[str], Sequence[Relation]]:
    return lambda document_id: evidence.catalogue.relations_to(evidence.catalogue.document(document_id))


def _replaced(target: Document, source: Document, link: Relation) -> str:
    verb = "được thay thế" if link.kind is RelationKind.REPLACES else "bị bãi bỏ"
    since = f" từ ngày {day(link.on)}" if link.on else ""
    return f"{name_of(target)} {verb} bởi {name_of(source)}{since}."


def _replaced_by(document: Document, evidence: Evidence) -> list[Draft]:
    drafts = []
    for link in evidence.catalogue.relations_to(document):
        if link.kind not in {RelationKind.REPLACES, RelationKind.REPEALS} or link.target_path:
            continue
        quote = evidence.stated(link.stated_by, [words_pattern(document.number)])
        if quote:
            drafts.append(Draft(_replaced(document, evidence.catalogue.document(link.source), link), (quote,)))
    if not drafts:
        # Nothing here replaces it: whether it is in force is the answer that the corpus has.
        return _status(document, evidence)
    return drafts[:1] + _chain(document, evidence)


def _outgoing(verbs: dict[RelationKind, str]) -> Callable[[Document, Evidence], list[Draft]]:
    def answer(document: Document, evidence: Evidence) -> list[Draft]:
        drafts: dict[str, Draft] = {}
        for link in evidence.catalogue.relations_from(document.id):
            if link.kind not in verbs or link.target_number in drafts:
                continue
            quote = evidence.stated(link.stated_by, [words_pattern(link.target_number)])
            if quote:
                known = evidence.catalogue.by_number(link.target_number)
                target = name_of(known[0]) if len(known) == 1 else link.target_number
                since = f" từ ngày {day(link.on)}" if link.on and link.kind is not RelationKind.BASED_ON else ""
                drafts[link.target_number] = Draft(f"{name_of(document)} {verbs[link.kind]} {target}{since}.", (quote,))
        return list(drafts.values())[:8]

    return answer


def _amended_by(document: Document, evidence: Evidence) -> list[Draft]:
    drafts: dict[str, Draft] = {}
    for link in amended_by(evidence.catalogue.relations_to(document), evidence.as_of):
        if link.source in drafts:
            continue
        quote = evidence.stated(link.stated_by, [words_pattern(document.number)])
        if quote:
            source = evidence.catalogue.document(link.source)
            since = f" từ ngày {day(link.on)}" if link.on else ""
            text = f"{name_of(document)} được sửa đổi, bổ sung bởi {name_of(source)}{since}."
            drafts[link.source] = Draft(text, (quote,))
    return list(drafts.values())


def _title(document: Document, evidence: Evidence) -> list[Draft]:
    if not document.title:
        return []
    quote = evidence.saying(document, [words_pattern(document.title)]) or evidence.opening(document)
    return [Draft(f"{full_name_of(document)}: {document.title}.", _distinct([quote]))] if quote else []


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
    return [Draft(f"{full_name_of(document)}{about}.", _distinct([quote]))] if quote else []


def _distinct(quotes: Sequence[Quote | None]) -> tuple[Quote, ...]:
    seen: dict[tuple[str, int, int], Quote] = {}
    for quote in quotes:
        if quote:
            seen.setdefault((quote.provision.id, quote.start, quote.end), quote)
    return tuple(seen.values())


ANSWERS: dict[Ask, Callable[[Document, Evidence], list[Draft]]] = {
    Ask.SIGNER: _signer,
    Ask.ISSUED: _issued,
    Ask.ISSUER: _issuer,
    Ask.EFFECTIVE: _effective,
    Ask.STATUS: _status,
    Ask.REPLACED_BY: _replaced_by,
    Ask.REPLACES: _outgoing({RelationKind.REPLACES: "thay thế", RelationKind.REPEALS: "bãi bỏ"}),
    Ask.AMENDED_BY: _amended_by,
    Ask.AMENDS: _outgoing({RelationKind.AMENDS: "sửa đổi, bổ sung"}),
    Ask.BASIS: _outgoing({RelationKind.BASED_ON: "căn cứ"}),
    Ask.TITLE: _title,
    Ask.ARTICLES: _articles,
    Ask.WHICH: _which,
}


def facts_about_absent(number: str, asks: Sequence[Ask], evidence: Evidence) -> list[Draft]:
    """What documents here say of one that is not: that they replaced or repealed it whole."""
    if not {Ask.STATUS, Ask.REPLACED_BY} & set(asks):
        return []
    drafts = []
    for link in evidence.catalogue.relations_to_number(number):
        quote = evidence.stated(link.stated_by, [words_pattern(number)])
        if link.kind in {RelationKind.REPLACES, RelationKind.REPEALS} and not link.target_path and quote:
            source = evidence.catalogue.document(link.source)
            on = link.on or source.effective
            if on and on <= evidence.as_of:
                absent = Document(number, link.target_number, "", "Văn bản", "", None)
                drafts.append(Draft(_replaced(absent, source, link), (quote,)))
    return drafts
