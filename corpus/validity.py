"""Whether a document is in force on a day: a pure function of relations and sourced facts, never a guess.

Rules, in this order. Before its effect date (or its issue, when that is all that is known) a document is not yet in
force. A whole-document replacement or repeal by another document ends it from the day stated, or else from the day
that document takes effect. A sourced fact of the catalogue holds from its own first day and overrides what was known
for earlier days. A repeal of named provisions ends it in part. Otherwise it is in force when its effect date is
known, and unknown when it is not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from corpus.dates import day
from corpus.types import Document, Relation, RelationKind, Status, StatusFact, StatusValue, Step

ENDING = {RelationKind.REPLACES: "thay thế", RelationKind.REPEALS: "bãi bỏ"}
LEVEL_WORDS = {"article": "Điều", "clause": "khoản", "point": "điểm", "chapter": "Chương", "section": "mục"}


def starts_on(relation: Relation, sources: Mapping[str, Document]) -> date | None:
    """From which day a relation holds: as stated, else from when its document takes effect."""
    source = sources.get(relation.source)
    return relation.on or (source.effective or source.issued if source else None)


def status(
    document: Document,
    as_of: date,
    incoming: Sequence[Relation],
    facts: Sequence[StatusFact] = (),
    sources: Mapping[str, Document] | None = None,
    checked_on: date | None = None,
) -> Status:
    """The document's status on a day. `incoming` are relations of later documents to it, `sources` those documents."""
    sources = sources or {}
    begins = document.effective
    if begins and as_of < begins:
        because = (f"{document.id}#{document.effective_by}",) if document.effective_by else ()
        return Status(StatusValue.NOT_YET, until=begins, because=because, checked_on=checked_on)
    if not begins and document.issued and as_of < document.issued:
        return Status(StatusValue.NOT_YET, until=document.issued, note="chưa ban hành", checked_on=checked_on)
    whole = sorted(_endings(incoming, sources, partial=False), key=lambda pair: pair[0])
    ended = [pair for pair in whole if pair[0] <= as_of]
    ahead = [pair for pair in whole if pair[0] > as_of]
    fact = _fact_on(facts, as_of)
    if ended:
        since, relation = ended[0]
        if fact is None or (fact.since or date.min) <= since or fact.value is StatusValue.ENDED:
            return Status(
                StatusValue.ENDED,
                since=since,
                because=(relation.stated_by,),
                replaced_by=tuple(dict.fromkeys(r.source for on, r in ended if on == since)),
                how=ENDING[relation.kind],
                exceptions=tuple(dict.fromkeys(r.except_ for _, r in ended if r.except_)),
                checked_on=checked_on,
            )
    if fact is not None:
        return Status(
            fact.value,
            since=fact.since,
            until=fact.until,
            because=(fact.stated_by,) if fact.stated_by else (),
            replaced_by=(fact.by_number,) if fact.by_number else (),
            how="thay thế" if fact.by_number and fact.value is StatusValue.ENDED else "",
            note=fact.note,
            checked_on=checked_on,
        )
    until = ahead[0][0] if ahead else None
    coming = tuple(dict.fromkeys(r.source for _, r in ahead[:1]))
    partial = [pair for pair in _endings(incoming, sources, partial=True) if pair[0] <= as_of]
    if partial:
        return Status(
            StatusValue.PARTLY_ENDED,
            since=min(on for on, _ in partial),
            until=until,
            because=tuple(dict.fromkeys(r.stated_by for _, r in partial)),
            replaced_by=tuple(dict.fromkeys(r.source for _, r in partial)),
            how="bãi bỏ",
            note=", ".join(dict.fromkeys(place(r.target_path) for _, r in partial)),
            checked_on=checked_on,
        )
    if begins:
        because = (f"{document.id}#{document.effective_by}",) if document.effective_by else ()
        return Status(
            StatusValue.IN_FORCE, since=begins, until=until, because=because, replaced_by=coming, checked_on=checked_on
        )
    return Status(StatusValue.UNKNOWN, until=until, note="kho chưa có ngày có hiệu lực", checked_on=checked_on)


def _endings(
    incoming: Sequence[Relation], sources: Mapping[str, Document], partial: bool
) -> list[tuple[date, Relation]]:
    found = []
    for relation in incoming:
        on = starts_on(relation, sources)
        if relation.kind in ENDING and bool(relation.target_path) is partial and on:
            found.append((on, relation))
    return found


def _fact_on(facts: Sequence[StatusFact], as_of: date) -> StatusFact | None:
    """The fact that holds on a day; of several, the one that began last."""
    holding = [f for f in facts if (f.since or date.min) <= as_of and (f.until is None or as_of < f.until)]
    return max(holding, key=lambda f: f.since or date.min, default=None)


def place(path: Sequence[Step]) -> str:
    """A path from the inside out: “khoản 8 Điều 3”."""
    return " ".join(f"{LEVEL_WORDS.get(step.level.value, '')} {step.label}".strip() for step in reversed(path))


def status_text(status: Status, as_of: date, name: Callable[[str], str]) -> str:
    """The status in Vietnamese, to follow a document's name; `name` names a document by id or number."""
    by = ", ".join(name(document) for document in status.replaced_by)
    since = f" từ {day(status.since)}" if status.since else ""
    if status.value is StatusValue.IN_FORCE:
        text = "còn hiệu lực"
        if status.until:
            text += f", sẽ hết hiệu lực từ {day(status.until)}" + (f" do {by} thay thế" if by else "")
    elif status.value is StatusValue.NOT_YET:
        text = "chưa có hiệu lực" + (
            f", có hiệu lực từ {day(status.until)}" if status.until and not status.note else ""
        )
        text += f" ({status.note})" if status.note else ""
    elif status.value is StatusValue.ENDED:
        verb = "bị bãi bỏ" if status.how == "bãi bỏ" else "được thay thế"
        text = f"đã hết hiệu lực{since}" + (f", {verb} bởi {by}" if by else "")
        text += f" ({status.note})" if status.note and not by else ""
        text += "".join(f", {exception}" for exception in status.exceptions)
    elif status.value is StatusValue.PARTLY_ENDED:
        text = (
            f"hết hiệu lực một phần{since}"
            + (f" theo {by}" if by else "")
            + (f": {status.note}" if status.note else "")
        )
    else:
        text = f"không rõ hiệu lực{since}" + (f": {status.note.rstrip('.')}" if status.note else "")
    if status.checked_on and as_of > status.checked_on:
        text += f" (theo kho cập nhật đến {day(status.checked_on)})"
    return text


def replacement_chain(document_id: str, incoming_of: Callable[[str], Sequence[Relation]]) -> list[Relation]:
    """Whole-document replacements and repeals from a document to the present, in order, each document once."""
    chain: list[Relation] = []
    seen = {document_id}
    current = document_id
    while True:
        links = [r for r in incoming_of(current) if r.kind in ENDING and not r.target_path and r.source not in seen]
        if not links:
            return chain
        link = min(links, key=lambda r: (r.on or date.max, r.kind is not RelationKind.REPLACES))
        chain.append(link)
        seen.add(link.source)
        current = link.source
