"""A document's life: what happened to it and when, the documents before and after it, and when each was in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.evidence import Evidence
from assistant.lookup import place
from assistant.naming import capital, name_of
from assistant.relations import target_of
from corpus.types import Document, Relation, RelationKind, StatusValue
from corpus.validity import ENDING, replacement_chain, starts_on

MOST_BEFORE = 20
VERBS = {
    RelationKind.REPLACES: "Được thay thế bởi {}",
    RelationKind.REPEALS: "Bị bãi bỏ bởi {}",
    RelationKind.AMENDS: "Được sửa đổi, bổ sung bởi {}",
    RelationKind.GUIDES: "Được hướng dẫn, quy định chi tiết bởi {}",
    RelationKind.CONSOLIDATES: "Được hợp nhất trong {}",
}

STATED = {
    StatusValue.IN_FORCE: "Còn hiệu lực",
    StatusValue.ENDED: "Hết hiệu lực",
    StatusValue.PARTLY_ENDED: "Hết hiệu lực một phần",
    StatusValue.NOT_YET: "Chưa có hiệu lực",
    StatusValue.UNKNOWN: "Không rõ hiệu lực",
}


@dataclass(frozen=True)
class Event:
    """Something that happened on a day; `document` is the other document's id, `stated_by` who says so, "" if none."""

    on: date | None
    text: str
    document: str = ""
    stated_by: str = ""


@dataclass(frozen=True)
class Span:
    """When a document was in force: [since, until), open where None; `status_text` is its validity on the day."""

    document: Document
    since: date | None
    until: date | None
    status_text: str


def events_of(document: Document, evidence: Evidence) -> list[Event]:
    """What is known to have happened to a document, the oldest first; what has no day comes last."""
    return sorted(_events(document, evidence), key=lambda event: event.on or date.max)


def _events(document: Document, evidence: Evidence) -> Iterator[Event]:
    if document.issued:
        yield Event(document.issued, "Ban hành")
    if document.effective:
        by = f"{document.id}#{document.effective_by}" if document.effective_by else ""
        yield Event(document.effective, "Có hiệu lực", stated_by=by)
    for start in evidence.own_starts(document):
        yield Event(start.on, f"{capital(place(start.path))} có hiệu lực", stated_by=start.stated_by)
    for (source, kind, on), relations in _together(evidence.incoming(document), evidence).items():
        if kind not in VERBS:
            continue
        ended = kind in ENDING and any(not relation.target_path for relation in relations)
        places = (
            []
            if ended
            else list(dict.fromkeys(place(relation.target_path) for relation in relations if relation.target_path))
        )
        text = VERBS[kind].format(evidence.name(source))
        yield Event(on, text + (f": {', '.join(places)}" if places else ""), source, relations[0].stated_by)
    for fact in evidence.catalogue.facts(document.id):
        by = f" theo {fact.by_number}" if fact.by_number else ""
        note = f": {fact.note}" if fact.note else ""
        yield Event(fact.since, f"{STATED[fact.value]}{by}{note}", "", fact.stated_by)


def _together(
    relations: Sequence[Relation], evidence: Evidence
) -> dict[tuple[str, RelationKind, date | None], list[Relation]]:
    """What one document does by one act from one day."""
    found: dict[tuple[str, RelationKind, date | None], list[Relation]] = {}
    for relation in relations:
        source = evidence.document(relation.source)
        on = starts_on(relation, {source.id: source} if source else {})
        found.setdefault((relation.source, relation.kind, on), []).append(relation)
    return found


def chain_of(document: Document, evidence: Evidence) -> list[Span]:
    """The documents that this one took the place of, itself, and those that took its own, in order."""
    before: list[Document] = []
    seen = {document.id}
    waiting = [document]
    while waiting and len(before) < MOST_BEFORE:
        current = waiting.pop(0)
        for relation in evidence.catalogue.relations_from(current.id):
            target = target_of(relation, current, evidence)
            if relation.kind in ENDING and not relation.target_path and target and target.id not in seen:
                seen.add(target.id)
                before.append(target)
                waiting.append(target)
    links = replacement_chain(document.id, lambda id_: evidence.incoming(evidence.catalogue.document(id_)))
    after = [evidence.catalogue.document(link.source) for link in links]
    documents = [*before, document, *after]
    spans = [span_of(each, evidence) for each in documents]
    return sorted(spans, key=lambda span: (span.since or span.until or date.max, span.until or date.max))


def span_of(document: Document, evidence: Evidence) -> Span:
    """When a document was, is or will be in force, as its status on the day says."""
    status = evidence.status(document)
    since, until = document.effective or document.issued, status.until
    if status.value is StatusValue.ENDED:
        until = status.since
    elif status.value is StatusValue.NOT_YET:
        since, until = status.until, None
    return Span(document, since, until, evidence.status_line(document))


def chains(evidence: Evidence, most: int = 12) -> list[list[Span]]:
    """The longest chains of replacements in the corpus, the longest first: each document in one of them."""
    seen: set[str] = set()
    found = []
    for document in evidence.catalogue.documents():
        if document.id not in seen and any(
            r.kind is RelationKind.REPLACES and not r.target_path for r in evidence.incoming(document)
        ):
            chain = [span for span in chain_of(document, evidence) if span.document.id not in seen]
            seen |= {span.document.id for span in chain}
            found += [chain] if len(chain) > 1 else []
    return sorted(found, key=len, reverse=True)[:most]


def name_of_chain(chain: list[Span]) -> str:
    """A chain by its first and its last document."""
    return f"{name_of(chain[0].document)} → {name_of(chain[-1].document)} ({len(chain)} văn bản)"
