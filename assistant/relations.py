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
    """The documents that one is bound to, each once for a kind: first what it does to others, then what they do."""
    found: dict[tuple[bool, RelationKind, str], list[tuple[Relation, Document | None]]] = {}
    for relation in evidence.catalogue.relations_from(document.id):
        target = target_of(relation, document, evidence)
        key = True, relation.kind, target.id if target else relation.target_number
        found.setdefault(key, []).append((relation, target))
    for relation in evidence.incoming(document):
        source = evidence.document(relation.source)
        found.setdefault((False, relation.kind, relation.source), []).append((relation, source))
    order = {
        **{(True, kind): n for n, kind in enumerate(OUTWARD)},
        **{(False, k): 99 + n for n, k in enumerate(INWARD)},
    }
    return [_bond(outward, kind, found[outward, kind, other], evidence) for outward, kind, other in sorted(
        found, key=lambda key: (order[key[0], key[1]], key[2])
    )]  # fmt: skip


def target_of(relation: Relation, source: Document, evidence: Evidence) -> Document | None:
    """The document that a relation names, where the corpus has it and there is no doubt which one it is."""
    here = evidence.catalogue.by_number(relation.target_number)
    if relation.target_issued:
        here = [d for d in here if d.issued in {None, relation.target_issued}]
    if len(here) > 1:
        here = [d for d in here if d.issuer == source.issuer]
    return here[0] if len(here) == 1 else None


def _bond(
    outward: bool, kind: RelationKind, relations: list[tuple[Relation, Document | None]], evidence: Evidence
) -> Bond:
    first, other = relations[0]
    sources = {d.id: d for d in [evidence.document(first.source)] if d}
    days = [on for relation, _ in relations if (on := starts_on(relation, sources))]
    return Bond(
        kind=kind,
        outward=outward,
        number=other.number if other else first.target_number,
        document=other,
        status=evidence.status(other).value if other else None,
        on=min(days, default=None),
        places=tuple(dict.fromkeys(place(r.target_path) for r, _ in relations if r.target_path)),
        stated_by=first.stated_by,
    )
