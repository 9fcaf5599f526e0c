"""Whether a document is in force on a day: a pure function of relations and sourced facts, never a guess.

Rules, in this order:

1. It has ended once another document's replacement or repeal of the whole of it holds: from the day stated, else the
   day that document takes effect, else (`presumed`) the day it was issued. Of several ends the first counts, also one
   before it took effect, and also where the beginning is unknown. An act that holds only later leaves it in force until
   then.
2. Before its effect date, or its issue where that is all that is known, it is not yet in force.
3. A sourced fact of the catalogue that holds on the day (its own term, an end by a document not here, “unknown from …”)
   counts; against an end of rule 1 only where it began later, or is itself an earlier end.
4. A repeal or replacement of named places ends it in part. Amendments end nothing: see `amended_by`.
5. Otherwise it is in force when its effect date is known, and unknown when it is not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from corpus.dates import day
from corpus.types import Document, Relation, RelationKind, Start, Status, StatusFact, StatusValue, Step

ENDING = {RelationKind.REPLACES: "thay thế", RelationKind.REPEALS: "bãi bỏ"}
PLACES = {"article", "clause", "point"}  # what a relation's path is made of
LEVEL_WORDS = {"article": "Điều", "clause": "khoản", "point": "điểm", "chapter": "Chương", "section": "mục"}


def starts_on(relation: Relation, sources: Mapping[str, Document]) -> date | None:
    """From which day a relation holds: as stated, else from when its document takes effect."""
    source = sources.get(relation.source)
    return relation.on or (source.effective or source.issued if source else None)


def from_when(relation: Relation, source: Document) -> str:
    """From when a document's act holds, to follow its name: a day of effect, or the day of issue where that is all."""
    on = relation.on or source.effective
    if on:
        return f" từ ngày {day(on)}"
    return f" ban hành ngày {day(source.issued)}" if source.issued else ""


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
    whole = _endings(incoming, sources, partial=False)
    ended = [pair for pair in whole if pair[0] <= as_of]
    fact = _fact_on(facts, as_of)
    if ended and not (fact and _overrides(fact, ended[0][0])):
        since = ended[0][0]
        acts = [relation for on, relation in ended if on == since]
        return Status(
            StatusValue.ENDED,
            since=since,
            because=tuple(dict.fromkeys(relation.stated_by for relation in acts)),
            replaced_by=tuple(dict.fromkeys(relation.source for relation in acts)),
            how=ENDING[acts[0].kind],
            exceptions=tuple(dict.fromkeys(r.except_ for _, r in ended if r.except_)),
            transitional=tuple(dict.fromkeys(id_ for relation in acts for id_ in relation.transitional)),
            presumed=all(_only_issued(relation, sources) for relation in acts),
            checked_on=checked_on,
        )
    before = _before_it_begins(document, as_of, checked_on)
    if before and not (fact and fact.value is StatusValue.ENDED and fact.since):
        return before
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
    until, coming, how = _coming_end(whole, facts, as_of)
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
    if document.effective:
        because = (f"{document.id}#{document.effective_by}",) if document.effective_by else ()
        return Status(
            StatusValue.IN_FORCE,
            since=document.effective,
            until=until,
            because=because,
            replaced_by=coming,
            how=how,
            checked_on=checked_on,
        )
    return Status(StatusValue.UNKNOWN, until=until, note="kho chưa có ngày có hiệu lực", checked_on=checked_on)


def provision_status(
    document: Document,
    path: Sequence[Step],
    as_of: date,
    incoming: Sequence[Relation],
    facts: Sequence[StatusFact] = (),
    sources: Mapping[str, Document] | None = None,
    checked_on: date | None = None,
    starts: Sequence[Start] = (),
) -> Status:
    """The status of one place of a document: the document's, but for what was repealed or taken over of the place.

    A place within one that was repealed has ended; one that holds a repealed place has ended in part; any other place
    of a document that ended in part is as the document was. A place that `starts` on a day of its own is not yet in
    force before, and is in force from then on also where the document is not yet. An empty path is the whole document.
    """
    whole = status(document, as_of, incoming, facts, sources, checked_on)
    start = next((s for s in starts if path and tuple(path[: len(s.path)]) == s.path), None)
    begins = {StatusValue.IN_FORCE, StatusValue.PARTLY_ENDED, StatusValue.NOT_YET}
    if start and as_of < start.on and whole.value in begins:
        return Status(StatusValue.NOT_YET, until=start.on, because=(start.stated_by,), checked_on=checked_on)
    if start and as_of >= start.on and whole.value is StatusValue.NOT_YET:
        return Status(StatusValue.IN_FORCE, since=start.on, because=(start.stated_by,), checked_on=checked_on)
    if not path or whole.value not in {StatusValue.IN_FORCE, StatusValue.PARTLY_ENDED, StatusValue.UNKNOWN}:
        return whole
    own = tuple(step for step in path if step.level.value in PLACES)
    partial = [(on, r) for on, r in _endings(incoming, sources or {}, partial=True) if on <= as_of]
    around = [pair for pair in partial if own[: len(pair[1].target_path)] == pair[1].target_path]
    inside = [pair for pair in partial if own and pair[1].target_path[: len(own)] == own]
    for value, acts in ((StatusValue.ENDED, around), (StatusValue.PARTLY_ENDED, inside)):
        if acts:
            return replace(
                whole,
                value=value,
                since=min(on for on, _ in acts),
                because=tuple(dict.fromkeys(r.stated_by for _, r in acts)),
                replaced_by=tuple(dict.fromkeys(r.source for _, r in acts)),
                how="bãi bỏ",
                exceptions=tuple(dict.fromkeys(r.except_ for _, r in acts if r.except_)),
                note="" if value is StatusValue.ENDED else ", ".join(place(r.target_path) for _, r in acts),
            )
    if whole.value is not StatusValue.PARTLY_ENDED or not partial:
        return whole
    others = [r for r in incoming if r not in {act for _, act in partial}]
    return status(document, as_of, others, facts, sources, checked_on)


def _before_it_begins(document: Document, as_of: date, checked_on: date | None) -> Status | None:
    """Not yet in force, for a day before the effect date, or before the issue where only that is known; else None."""
    if document.effective and as_of < document.effective:
        because = (f"{document.id}#{document.effective_by}",) if document.effective_by else ()
        return Status(StatusValue.NOT_YET, until=document.effective, because=because, checked_on=checked_on)
    if not document.effective and document.issued and as_of < document.issued:
        return Status(StatusValue.NOT_YET, until=document.issued, note="chưa ban hành", checked_on=checked_on)
    return None


def amended_by(
    incoming: Sequence[Relation], as_of: date, sources: Mapping[str, Document] | None = None
) -> list[Relation]:
    """The amendments to a document that hold on a day, the oldest first; those of which no day is known come last."""
    dated = [(starts_on(r, sources or {}) or date.max, r) for r in incoming if r.kind is RelationKind.AMENDS]
    held = [pair for pair in dated if pair[0] <= as_of or pair[0] == date.max]
    return [relation for _, relation in sorted(held, key=lambda pair: pair[0])]


def _only_issued(relation: Relation, sources: Mapping[str, Document]) -> bool:
    """Whether nothing but the day of issue of its document tells from which day a relation holds."""
    source = sources.get(relation.source)
    return relation.on is None and source is not None and source.effective is None


def _endings(
    incoming: Sequence[Relation], sources: Mapping[str, Document], partial: bool
) -> list[tuple[date, Relation]]:
    """The acts that end a document, the first first; of one day, replacements before repeals."""
    found = []
    for relation in incoming:
        on = starts_on(relation, sources)
        # A place that is replaced goes on with other words: only a repeal ends it.
        ends = relation.kind is RelationKind.REPEALS if partial else relation.kind in ENDING
        if ends and bool(relation.target_path) is partial and on:
            found.append((on, relation))
    return sorted(found, key=lambda pair: (pair[0], pair[1].kind is not RelationKind.REPLACES))


def _overrides(fact: StatusFact, ended: date) -> bool:
    """Whether a fact that holds counts for more than an end that a relation gives."""
    if fact.value is StatusValue.ENDED:
        return fact.since is not None and fact.since < ended
    return (fact.since or date.min) >= ended


def _coming_end(
    whole: Sequence[tuple[date, Relation]], facts: Sequence[StatusFact], as_of: date
) -> tuple[date | None, tuple[str, ...], str]:
    """The end that is known to come, by which documents and by what act; its own term is by none."""
    ahead = [pair for pair in whole if pair[0] > as_of]
    terms = [f for f in facts if f.value is StatusValue.ENDED and f.since and f.since > as_of]
    term = min((f.since for f in terms if f.since), default=None)
    if ahead and (term is None or ahead[0][0] <= term):
        return ahead[0][0], (ahead[0][1].source,), ENDING[ahead[0][1].kind]
    return term, (), ""


def _fact_on(facts: Sequence[StatusFact], as_of: date) -> StatusFact | None:
    """The fact that holds on a day; of several, the one that began last."""
    holding = [f for f in facts if (f.since or date.min) <= as_of and (f.until is None or as_of < f.until)]
    return max(holding, key=lambda f: f.since or date.min, default=None)


def place(path: Sequence[Step]) -> str:
    """A path from the inside out: “khoản 8 Điều 3”."""
    return " ".join(f"{LEVEL_WORDS.get(step.level.value, '')} {step.label}".strip() for step in reversed(path))


def _place_of(provision_id: str) -> str:
    """A provision by its id, as it is cited: “Điều 91”."""
    steps = [step.partition(":") for step in provision_id.partition("#")[2].split("/")]
    return " ".join(f"{LEVEL_WORDS.get(level, '')} {label}".strip() for level, _, label in reversed(steps))


def status_text(status: Status, as_of: date, name: Callable[[str], str]) -> str:
    """The status in Vietnamese, to follow a document's name; `name` names a document by id or number."""
    by = ", ".join(name(document) for document in status.replaced_by)
    since = f" từ {day(status.since)}" if status.since else ""
    if status.value is StatusValue.IN_FORCE:
        text = "còn hiệu lực"
        if status.until:
            text += f", sẽ hết hiệu lực từ {day(status.until)}" + (f" do {by} {status.how or 'thay thế'}" if by else "")
    elif status.value is StatusValue.NOT_YET:
        text = "chưa có hiệu lực" + (
            f", có hiệu lực từ {day(status.until)}" if status.until and not status.note else ""
        )
        text += f" ({status.note})" if status.note else ""
    elif status.value is StatusValue.ENDED:
        verb = "bị bãi bỏ" if status.how == "bãi bỏ" else "được thay thế"
        text = f"đã hết hiệu lực{'' if status.presumed else since}" + (f", {verb} bởi {by}" if by else "")
        if status.presumed and status.since:
            text += f" ban hành ngày {day(status.since)} (kho chưa có ngày có hiệu lực của văn bản này)"
        text += f" ({status.note})" if status.note and not by else ""
        text += "".join(f", {exception}" for exception in status.exceptions)
        text += "".join(f"; chuyển tiếp: {_place_of(id_)} {name(id_.partition('#')[0])}" for id_ in status.transitional)
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
