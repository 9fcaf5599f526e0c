"""Facts about documents, from the catalogue, each with the words of the corpus that say so.

A fact whose words are not found rests on the place where the document presents itself; a fact that the catalogue
does not have is not stated: `missing` names it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from assistant.asks import Ask
from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.lookup import place, provisions_at
from assistant.naming import full_name_of, name_of
from assistant.types import Quote
from corpus.consolidated import KIND as CONSOLIDATED
from corpus.consolidated import put_together
from corpus.dates import date_pattern, day, first_date
from corpus.relate import EXCEPTING, NO_START
from corpus.types import Document, Level, Provision, Relation, RelationKind, StatusValue, Step
from corpus.validity import amended_by, from_when, replacement_chain, starts_on, status_text

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
MOST_ACTS = 20  # sentences that tell what a document does to others
MOST_CHANGES = 8  # and what others do to a place of it
MANY = 5  # places of a document that are ended, of which it is told that what was there holds until then
CHANGED = {
    RelationKind.AMENDS: "được sửa đổi, bổ sung bởi",
    RelationKind.REPEALS: "bị bãi bỏ bởi",
    RelationKind.REPLACES: "được thay thế bởi",
}
PASSED = re.compile(r"thông qua (?:vào )?ngày", re.IGNORECASE)
# “Quy định tại Điều 3 Nghị quyết này có hiệu lực từ ngày …”: of a part of the document, not of the whole
APART = re.compile(
    r"^.*?(?:điều|khoản|điểm|quy định|sau đây)\b.*?\bnày (?:thì )?có hiệu lực", re.IGNORECASE | re.DOTALL
)
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


def _effective_in_all(document: Document, evidence: Evidence) -> list[Draft]:
    """From when it is in force, and which of its provisions are from another day."""
    begins = _effective(document, evidence)
    return [*begins, *_apart(document, evidence)] if begins else []


def _apart(document: Document, evidence: Evidence) -> list[Draft]:
    """What says that some of its provisions take effect on another day, in its own words."""
    article = evidence.provision(f"{document.id}#{document.effective_by.partition('/')[0]}")
    starting = {start.stated_by for start in evidence.own_starts(document)}
    drafts = []
    for clause in evidence.inside(article) if article else []:
        said = APART.search(clause.text)
        on = (
            first_date(clause.text[said.end() :][:60])
            if said and not NO_START.search(EXCEPTING.split(said[0])[-1])
            else None
        )
        listed = on and on != document.effective and clause.key != document.effective_by
        if listed or clause.id in starting:
            quote = evidence.quote(clause)
            drafts.append(Draft(quote.text, (quote,), verbatim=True))
    return drafts


def _status(document: Document, evidence: Evidence) -> list[Draft]:
    """Whether it is in force, because of what, and what replaced it, to the present."""
    status = evidence.status(document)
    needles = [words_pattern(document.number)] if document.number else []
    quotes = [
        q for q in (evidence.stated(p, [*needles, re.compile("hiệu lực|thay thế|bãi bỏ")]) for p in status.because) if q
    ]
    begins = _effective(document, evidence)
    effective = [quote for draft in begins for quote in draft.quotes]
    opening = evidence.opening(document)
    in_part = status.value is StatusValue.PARTLY_ENDED
    quotes += [opening] if opening and (in_part or not effective) else effective
    if not quotes:
        return []
    terms = [fact for fact in evidence.catalogue.facts(document.id) if fact.since and fact.since == status.until]
    ends = [q for fact in terms if (q := evidence.stated(fact.stated_by, [re.compile("hiệu lực")]))]
    quotes += ends
    acting = [evidence.document(source) for source in status.replaced_by]
    quotes += [q for source in acting if source for q in day_stated(source, status.since, quotes, evidence)]
    drafts = [Draft(f"{name_of(document)}: {evidence.status_line(document)}.", _distinct(quotes))]
    drafts += begins if status.value is StatusValue.IN_FORCE else []
    if begins and status.value in {StatusValue.IN_FORCE, StatusValue.NOT_YET}:
        drafts += [*(Draft(quote.text, (quote,), verbatim=True) for quote in ends), *_apart(document, evidence)]
    if status.value is StatusValue.NOT_YET:
        drafts += _until_then(document, evidence)
    return drafts + (_chain(document, evidence) if status.value is StatusValue.ENDED else [])


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
        target = f"nhiều quy định của {_named(link, evidence)}" if link.target_path else _named(link, evidence)
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
    quotes = _distinct([evidence.quote(provision), *because])
    drafts = [Draft(f"{capital(place(own))} {name_of(document)}: {told}.", quotes)]
    drafts += _changes_of_place(document, provision, path, evidence)
    return drafts + (_chain(document, evidence) if status.replaced_by and not status.note else [])


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


def capital(text: str) -> str:
    """The text with a capital letter first."""
    return text[:1].upper() + text[1:]


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
            stated = (quote, *day_stated(source, link.on, [quote], evidence))
            drafts.append(Draft(ended_text(target, source, link, evidence.as_of), stated))
    if last is not None and last.id != document.id:
        quotes = [q for q in (evidence.stated(p) for p in evidence.status(last).because) if q]
        quotes = quotes or [q for draft in _effective(last, evidence) for q in draft.quotes]
        quotes = quotes or [q for q in [evidence.opening(last)] if q]
        if quotes:
            drafts.append(Draft(f"{full_name_of(last)}: {evidence.status_line(last)}.", _distinct(quotes)))
    return drafts


def _incoming(evidence: Evidence) -> Callable[[str], Sequence[Relation]]:
    return lambda document_id: evidence.catalogue.relations_to(evidence.catalogue.document(document_id))


def day_stated(source: Document, on: date | None, quotes: Sequence[Quote], evidence: Evidence) -> tuple[Quote, ...]:
    """Where the day from which a document's act holds is that of its effect: the words that give that day."""
    if on is None or on != source.effective or any(date_pattern(on).search(quote.provision.text) for quote in quotes):
        return ()
    return tuple(quote for draft in _effective(source, evidence) for quote in draft.quotes)


def grounds(quote: Quote, number: str, source: Document, on: date | None, evidence: Evidence) -> tuple[Quote, ...]:
    """What a statement of `source` about the document `number` rests on: its words, those of the article around them
    where they alone name the document, and those that give the day.
    """
    whole, _, place_in_it = quote.provision.id.partition("#")
    article = evidence.provision(f"{whole}#{place_in_it.partition('/')[0]}")
    named = words_pattern(number)
    around = article and not named.search(quote.text) and named.search(article.text)
    heading = (evidence.quote(article, article.start, article.end),) if article and around else ()
    return (quote, *heading, *day_stated(source, on, [quote], evidence))


def ended_text(target: Document, source: Document, link: Relation, as_of: date) -> str:
    """“… được thay thế bởi … từ ngày …”, as it is or will be on a day."""
    verb = "được thay thế" if link.kind is RelationKind.REPLACES else "bị bãi bỏ"
    verb = f"sẽ {verb}" if link.on and link.on > as_of else verb
    since = f" từ ngày {day(link.on)}" if link.on else ""
    return f"{name_of(target)} {verb} bởi {name_of(source)}{since}."


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
    return drafts[:1] + _chain(document, evidence)


def _outgoing(verbs: dict[RelationKind, str]) -> Callable[[Document, Evidence], list[Draft]]:
    def answer(document: Document, evidence: Evidence) -> list[Draft]:
        """What is done to whole documents, then what is done to places in others; a sentence for each act."""
        groups: dict[tuple[bool, str, RelationKind, str], list[Relation]] = {}
        for link in evidence.catalogue.relations_from(document.id):
            if link.kind in verbs:
                key = bool(link.target_path), link.target_number, link.kind, link.stated_by if link.target_path else ""
                groups.setdefault(key, []).append(link)
        whole = {number for in_part, number, _, _ in groups if not in_part}
        drafts: dict[str, Draft] = {}
        for (in_part, number, kind, _), links in sorted(groups.items(), key=lambda pair: pair[0][0]):
            link = links[0]
            quote = evidence.stated(link.stated_by, [words_pattern(number)])
            if quote is None or (in_part and number in whole):
                continue
            target = _named(link, evidence)
            if in_part:
                target = f"{', '.join(dict.fromkeys(place(one.target_path) for one in links))} {target}"
            since = f" từ ngày {day(link.on)}" if link.on and link.kind in CHANGED else ""
            text = f"{name_of(document)} {verbs[kind]} {target}{since}."
            on = link.on if link.kind in CHANGED else None
            drafts.setdefault(text if in_part else number, Draft(text, grounds(quote, number, document, on, evidence)))
        return list(drafts.values())[:MOST_ACTS]

    return answer


def _named(link: Relation, evidence: Evidence) -> str:
    """The name of what a relation is to where it is here, else its number: provinces share numbers."""
    known = evidence.catalogue.by_number(link.target_number)
    meant = [one for one in known if any(link.id == to.id for to in evidence.catalogue.relations_to(one))]
    return name_of(meant[0]) if len(meant) == 1 else link.target_number


def _amended_by(document: Document, evidence: Evidence) -> list[Draft]:
    drafts: dict[str, Draft] = {}
    links = evidence.catalogue.relations_to(document)
    held = amended_by(links, evidence.as_of)
    for link in [*held, *(link for link in amended_by(links, date.max) if link not in held)]:
        if link.source in drafts:
            continue
        quote = evidence.stated(link.stated_by, [words_pattern(document.number)])
        if quote:
            source = evidence.catalogue.document(link.source)
            since = f" từ ngày {day(link.on)}" if link.on else ""
            verb = "được sửa đổi, bổ sung" if link in held else "sẽ được sửa đổi, bổ sung"
            text = f"{name_of(document)} {verb} bởi {name_of(source)}{since}."
            drafts[link.source] = Draft(text, grounds(quote, document.number, source, link.on, evidence))
    return list(drafts.values())


def _guided_by(document: Document, evidence: Evidence) -> list[Draft]:
    """What guides it, or says it in detail, the newest first."""
    drafts: dict[str, Draft] = {}
    links = [link for link in evidence.catalogue.relations_to(document) if link.kind is RelationKind.GUIDES]
    sources = {link.source: evidence.catalogue.document(link.source) for link in links}
    for link in sorted(links, key=lambda link: sources[link.source].issued or date.min, reverse=True):
        source = sources[link.source]
        quote = evidence.stated(link.stated_by, [words_pattern(document.number)])
        if quote and not (source.issued and source.issued > evidence.as_of):
            text = f"{full_name_of(source)} hướng dẫn, quy định chi tiết {name_of(document)}."
            drafts.setdefault(link.source, Draft(text, (quote,)))
    return list(drafts.values())[:MOST_CHANGES]


def _passed(document: Document, evidence: Evidence) -> list[Draft]:
    """By which National Assembly, at which session, on what day: in the text's own words."""
    quote = evidence.saying(document, [PASSED])
    return [Draft(quote.text, (quote,), verbatim=True)] if quote else []


def _consolidates(document: Document, evidence: Evidence) -> list[Draft]:
    found = consolidated_in(document, evidence)
    if len(found) < 2:
        return []
    numbers = [number for number, _ in found]
    text = f"{name_of(document)} hợp nhất văn bản số {numbers[0]} với {', '.join(numbers[1:])}."
    return [Draft(text, _distinct([quote for _, quote in found]))]


def consolidated_in(document: Document, evidence: Evidence) -> list[tuple[str, Quote]]:
    """What a consolidated text says that it puts together: the document first, then what amended it."""
    if document.kind != CONSOLIDATED:
        return []
    copy = evidence.best_copy(document)
    found = put_together(document, evidence.catalogue.provisions(copy), copy.text)
    return [(one.number, Quote(one.provision, one.start, one.end, copy.text[one.start : one.end])) for one in found]


def _title(document: Document, evidence: Evidence) -> list[Draft]:
    if not document.title:
        return []
    quote = evidence.saying(document, [words_pattern(document.title)]) or evidence.opening(document)
    if not quote:
        return []
    scope = _scope_of(document, evidence)
    drafts = [Draft(f"{full_name_of(document)}: {document.title}.", _distinct([quote]))]
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
    return [Draft(f"{full_name_of(document)}{about}.", _distinct([quote]))] if quote else []


def _listed(document: Document, evidence: Evidence) -> list[Draft]:
    """A document in a list of documents: its number, day, issuer, title and status."""
    quote = evidence.opening(document)
    about = f": {document.title}" if document.title else ""
    text = f"{full_name_of(document)}{about} ({evidence.status_line(document)})."
    return [Draft(text, (quote,))] if quote else []


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
    Ask.EFFECTIVE: _effective_in_all,
    Ask.STATUS: _status,
    Ask.REPLACED_BY: _replaced_by,
    Ask.REPLACES: _outgoing({RelationKind.REPLACES: "thay thế", RelationKind.REPEALS: "bãi bỏ"}),
    Ask.AMENDED_BY: _amended_by,
    Ask.AMENDS: _outgoing({RelationKind.AMENDS: "sửa đổi, bổ sung"}),
    Ask.GUIDED_BY: _guided_by,
    Ask.GUIDES: _outgoing({RelationKind.GUIDES: "hướng dẫn, quy định chi tiết"}),
    Ask.BASIS: _outgoing({RelationKind.BASED_ON: "căn cứ"}),
    Ask.TITLE: _title,
    Ask.ARTICLES: _articles,
    Ask.PASSED: _passed,
    Ask.CONSOLIDATES: _consolidates,
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
