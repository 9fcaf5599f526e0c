"""What binds a document to others, in both directions, for a reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.evidence import Evidence
from assistant.lookup import place
from corpus.types import Document, Relation, RelationKind, StatusValue
from corpus.validity import starts_on

# From the document to the earlier one, and from the earlier one back.
OUTWARD = {
    RelationKind.BASED_ON: "Căn cứ vào",
    RelationKind.GUIDES: "Hướng dẫn, quy định chi tiết",
    RelationKind.AMENDS: "Sửa đổi, bổ sung",
    RelationKind.REPLACES: "Thay thế",
    RelationKind.REPEALS: "Bãi bỏ",
    RelationKind.CONSOLIDATES: "Hợp nhất",
}
INWARD = {
    RelationKind.REPLACES: "Được thay thế bởi",
    RelationKind.REPEALS: "Bị bãi bỏ bởi",
    RelationKind.AMENDS: "Được sửa đổi, bổ sung bởi",
    RelationKind.GUIDES: "Được hướng dẫn, quy định chi tiết bởi",
    RelationKind.BASED_ON: "Là căn cứ của",
    RelationKind.CONSOLIDATES: "Được hợp nhất trong",
}

Key = tuple[bool, RelationKind, str, date | None]


@dataclass(frozen=True)
class Bond:
    """A document at the other end of relations of one kind; `document` is None where it is not in the corpus.

    `places` are the provisions it is about, in words, none for the whole document; `on` the first day it holds from,
    `stated_by` the provision that says so.
    """

    kind: RelationKind
    outward: bool
    number: str
    document: Document | None
    status: StatusValue | None
    on: date | None
    places: tuple[str, ...]
    stated_by: str

    @property
    def name(self) -> str:
        """The kind, read from the document asked about."""
        return (OUTWARD if self.outward else INWARD)[self.kind]


def bonds_of(document: Document, evidence: Evidence) -> list[Bond]:
    """The documents that one is bound to, each once for a kind and a day: what it does to others, then what they do."""
    found: dict[Key, list[tuple[Relation, Document | None]]] = {}
    for relation in evidence.catalogue.relations_from(document.id):
        target = target_of(relation, document, evidence)
        on = starts_on(relation, {document.id: document})
        key = True, relation.kind, target.id if target else relation.target_number, on
        found.setdefault(key, []).append((relation, target))
    for relation in evidence.incoming(document):
        source = evidence.document(relation.source)
        on = starts_on(relation, {source.id: source} if source else {})
        found.setdefault((False, relation.kind, relation.source, on), []).append((relation, source))
    order = [(True, kind) for kind in OUTWARD] + [(False, kind) for kind in INWARD]
    keys = sorted(found, key=lambda key: (order.index(key[:2]), key[2], key[3] or date.max))
    return [_bond(key, found[key], evidence) for key in keys]


def target_of(relation: Relation, source: Document, evidence: Evidence) -> Document | None:
    """The document that a relation names, where the corpus has it and there is no doubt which one it is."""
    here = evidence.catalogue.by_number(relation.target_number)
    if relation.target_issued:
        here = [d for d in here if d.issued in {None, relation.target_issued}]
    if len(here) > 1:
        here = [d for d in here if d.issuer == source.issuer]
    return here[0] if len(here) == 1 else None


def _bond(key: Key, relations: list[tuple[Relation, Document | None]], evidence: Evidence) -> Bond:
    outward, kind, _, on = key
    first, other = relations[0]
    return Bond(
        kind=kind,
        outward=outward,
        number=other.number if other else first.target_number,
        document=other,
        status=evidence.status(other).value if other else None,
        on=on,
        places=tuple(dict.fromkeys(place(r.target_path) for r, _ in relations if r.target_path)),
        stated_by=first.stated_by,
    )
