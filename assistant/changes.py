"""What later documents change in the words of a place, said in Vietnamese."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.evidence import Evidence, overlap
from assistant.lookup import place
from corpus.dates import day
from corpus.types import Amendment, Change, Document, Provision, Relation, RelationKind, Step
from corpus.validity import starts_on

VERBS = {
    Change.REWORDED: "sửa đổi",
    Change.ADDED: "bổ sung",
    Change.SWAPPED: "thay cụm từ “{old}” bằng “{new}”",
    Change.DROPPED: "bỏ cụm từ “{old}”",
    Change.REPEALED: "bãi bỏ",
}
RELATION_VERBS = {
    RelationKind.AMENDS: "sửa đổi, bổ sung",
    RelationKind.REPEALS: "bãi bỏ",
    RelationKind.REPLACES: "thay thế",
}


@dataclass(frozen=True)
class Changed:
    """What changed a place: in words, from when, the provision that says so, and the new words where they are known.

    `path` is the place in the document changed; `ends`: it is no more.
    """

    text: str
    on: date | None
    stated_by: str
    wording: str = ""
    path: tuple[Step, ...] = ()
    ends: bool = False


def said(amendment: Amendment, evidence: Evidence) -> Changed:
    """An amendment in words: “khoản 2 Điều 50 được sửa đổi theo khoản 1 Điều 57 Luật số …, từ 01/01/2019”."""
    verb = VERBS[amendment.change].format(old=amendment.old_words, new=amendment.new_words)
    subject = place(amendment.target_path) or "văn bản"
    text = f"{subject} được {verb} theo {_where(amendment.stated_by, amendment.source, evidence)}{_since(amendment.on)}"
    ends = amendment.change is Change.REPEALED
    return Changed(text, amendment.on, amendment.stated_by, amendment.wording, amendment.target_path, ends)


def changes_of(document: Document, provision: Provision, evidence: Evidence) -> tuple[Changed, ...]:
    """All that later documents change in a provision, before and after any day, the oldest first.

    What one document does to one place is told once: by its amendment, which has the words, rather than its relation.
    """
    return tuple(changed for changed in all_changes(document, evidence) if overlap(changed.path, provision))


def all_changes(document: Document, evidence: Evidence) -> list[Changed]:
    """All that later documents change in places of a document, the oldest first."""
    amendments = [a for a in evidence.catalogue.amendments_to(document) if a.target_path]
    told = {(amendment.source, amendment.target_path) for amendment in amendments}
    found = [said(amendment, evidence) for amendment in amendments]
    found += [
        _of_relation(relation, evidence)
        for relation in evidence.incoming(document)
        if relation.kind in RELATION_VERBS and relation.target_path and not _is_told(relation, told)
    ]
    return sorted(found, key=lambda changed: changed.on or date.max)


def _is_told(relation: Relation, told: set[tuple[str, tuple[Step, ...]]]) -> bool:
    return any(
        source == relation.source and path[: len(relation.target_path)] == relation.target_path for source, path in told
    )


def _of_relation(relation: Relation, evidence: Evidence) -> Changed:
    source = evidence.document(relation.source)
    on = starts_on(relation, {source.id: source} if source else {})
    where = _where(relation.stated_by, relation.source, evidence)
    text = f"{place(relation.target_path)} được {RELATION_VERBS[relation.kind]} theo {where}{_since(on)}"
    ends = relation.kind is RelationKind.REPEALS
    return Changed(text, on, relation.stated_by, path=relation.target_path, ends=ends)


def _where(stated_by: str, source: str, evidence: Evidence) -> str:
    provision = evidence.provision(stated_by) if stated_by else None
    return " ".join(filter(None, [provision.citation if provision else "", evidence.name(source)]))


def _since(on: date | None) -> str:
    return f", từ {day(on)}" if on else ", chưa rõ từ ngày nào"
