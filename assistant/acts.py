"""What documents do to one another and from when, each with the words of the corpus that say so."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.lookup import place
from assistant.naming import full_name_of, name_of
from assistant.types import Quote
from corpus.consolidated import KIND as CONSOLIDATED
from corpus.consolidated import put_together
from corpus.dates import date_pattern, day, first_date
from corpus.relate import EXCEPTING, NO_START
from corpus.types import Document, Relation, RelationKind
from corpus.validity import amended_by, replacement_chain

MOST_ACTS = 20  # sentences that tell what a document does to others
MOST_CHANGES = 8  # and what others do to a place of it
CHANGED = {
    RelationKind.AMENDS: "được sửa đổi, bổ sung bởi",
    RelationKind.REPEALS: "bị bãi bỏ bởi",
    RelationKind.REPLACES: "được thay thế bởi",
}
# “Quy định tại Điều 3 Nghị quyết này có hiệu lực từ ngày …”: of a part of the document, not of the whole
APART = re.compile(
    r"^.*?(?:điều|khoản|điểm|quy định|sau đây)\b.*?\bnày (?:thì )?có hiệu lực", re.IGNORECASE | re.DOTALL
)


def words_pattern(words: str) -> re.Pattern[str]:
    """Words in a text, whatever their case and the white space between them."""
    return re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)


def effective(document: Document, evidence: Evidence) -> list[Draft]:
    """From when the document holds, in general."""
    if not document.effective:
        return []
    stated = f"{document.id}#{document.effective_by}" if document.effective_by else ""
    needles = [date_pattern(document.effective), re.compile("hiệu lực")]
    quote = (evidence.stated(stated, needles) if stated else None) or evidence.saying(document, needles)
    quote = quote or evidence.opening(document)
    text = f"{name_of(document)} có hiệu lực từ ngày {day(document.effective)}."
    return [Draft(text, distinct([quote]))] if quote else []


def effective_in_all(document: Document, evidence: Evidence) -> list[Draft]:
    """From when it is in force, and which of its provisions are from another day."""
    begins = effective(document, evidence)
    return [*begins, *apart(document, evidence)] if begins else []


def apart(document: Document, evidence: Evidence) -> list[Draft]:
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


def capital(text: str) -> str:
    """The text with a capital letter first."""
    return text[:1].upper() + text[1:]


def chain(document: Document, evidence: Evidence) -> list[Draft]:
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
        quotes = quotes or [q for draft in effective(last, evidence) for q in draft.quotes]
        quotes = quotes or [q for q in [evidence.opening(last)] if q]
        if quotes:
            drafts.append(Draft(f"{full_name_of(last)}: {evidence.status_line(last)}.", distinct(quotes)))
    return drafts


def _incoming(evidence: Evidence) -> Callable[[str], Sequence[Relation]]:
    return lambda document_id: evidence.catalogue.relations_to(evidence.catalogue.document(document_id))


def day_stated(source: Document, on: date | None, quotes: Sequence[Quote], evidence: Evidence) -> tuple[Quote, ...]:
    """Where the day from which a document's act holds is that of its effect: the words that give that day."""
    if on is None or on != source.effective or any(date_pattern(on).search(quote.provision.text) for quote in quotes):
        return ()
    return tuple(quote for draft in effective(source, evidence) for quote in draft.quotes)


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


def outgoing(verbs: dict[RelationKind, str]) -> Callable[[Document, Evidence], list[Draft]]:
    """What tells what a document does to others, of the kinds that have a verb."""

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
            target = target_name(link, evidence)
            if in_part:
                target = f"{', '.join(dict.fromkeys(place(one.target_path) for one in links))} {target}"
            since = f" từ ngày {day(link.on)}" if link.on and link.kind in CHANGED else ""
            text = f"{name_of(document)} {verbs[kind]} {target}{since}."
            on = link.on if link.kind in CHANGED else None
            drafts.setdefault(text if in_part else number, Draft(text, grounds(quote, number, document, on, evidence)))
        return list(drafts.values())[:MOST_ACTS]

    return answer


def target_name(link: Relation, evidence: Evidence) -> str:
    """The name of what a relation is to where it is here, else its number: provinces share numbers."""
    known = evidence.catalogue.by_number(link.target_number)
    meant = [one for one in known if any(link.id == to.id for to in evidence.catalogue.relations_to(one))]
    return name_of(meant[0]) if len(meant) == 1 else link.target_number


def amends_it(document: Document, evidence: Evidence) -> list[Draft]:
    """What amends it, and what will."""
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


def guides_it(document: Document, evidence: Evidence) -> list[Draft]:
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


def consolidates(document: Document, evidence: Evidence) -> list[Draft]:
    """What a consolidated text puts together; nothing of any other."""
    found = consolidated_in(document, evidence)
    if len(found) < 2:
        return []
    numbers = [number for number, _ in found]
    text = f"{name_of(document)} hợp nhất văn bản số {numbers[0]} với {', '.join(numbers[1:])}."
    return [Draft(text, distinct([quote for _, quote in found]))]


def consolidated_in(document: Document, evidence: Evidence) -> list[tuple[str, Quote]]:
    """What a consolidated text says that it puts together: the document first, then what amended it."""
    if document.kind != CONSOLIDATED:
        return []
    copy = evidence.best_copy(document)
    found = put_together(document, evidence.catalogue.provisions(copy), copy.text)
    return [(one.number, Quote(one.provision, one.start, one.end, copy.text[one.start : one.end])) for one in found]


def distinct(quotes: Sequence[Quote | None]) -> tuple[Quote, ...]:
    """Those that are there, each place once."""
    seen: dict[tuple[str, int, int], Quote] = {}
    for quote in quotes:
        if quote:
            seen.setdefault((quote.provision.id, quote.start, quote.end), quote)
    return tuple(seen.values())
