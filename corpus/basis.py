"""Which documents rest on one that has ended: what an official must bring up to date, each with the words that say so.

A document rests on what it names as its basis (căn cứ) or details (hướng dẫn), and through a basis that is still in
force on what that one rests on. Nothing is concluded about the document itself: its own status stays what it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from corpus.catalogue import Catalogue
from corpus.dates import day
from corpus.describe import BY_SIGN
from corpus.numbers import find_numbers, fold
from corpus.types import Document, Nature, Relation, RelationKind, Status, StatusValue
from corpus.validity import replacement_chain, starts_on, status, status_text

RESTING = {RelationKind.BASED_ON: "căn cứ", RelationKind.GUIDES: "hướng dẫn"}
LIVE = {StatusValue.IN_FORCE, StatusValue.PARTLY_ENDED, StatusValue.UNKNOWN}
GONE = {StatusValue.ENDED, StatusValue.PARTLY_ENDED}
DEEPEST = 3  # links from a document to the one that has ended
NOT_HERE = "không có trong kho, không rõ hiệu lực"
NO_WORDS = "chưa thấy câu nêu trong bản đang có"
Name = Callable[[Document], str]


@dataclass(frozen=True)
class Link:
    """One step: `document` rests on `base`, as the words of a provision say; "" where no provision here says so."""

    kind: RelationKind
    document: Document
    base: Document
    stated_by: str
    place: str  # how the provision is cited: "khoản 1 Điều 1"
    words: str  # its line that names the base, verbatim
    nature: Nature | None = None  # of the copy that the words stand in


@dataclass(frozen=True)
class Successor:
    """What replaced or repealed the document before it in the chain, and from when."""

    kind: RelationKind
    document: Document
    on: date | None
    stated_by: str


@dataclass(frozen=True)
class Rests:
    """A document that rests, over `path`, on one that has ended wholly or in part, or that is not known here.

    A base that is not in the corpus has no id. `successors` lead from the base to what holds in its place; `others`
    are the documents that the two statuses name.
    """

    document: Document
    status: Status
    path: tuple[Link, ...]
    base_status: Status
    successors: tuple[Successor, ...] = ()
    others: tuple[Document, ...] = ()

    @property
    def base(self) -> Document:
        """The document at the path's end."""
        return self.path[-1].base

    def as_dict(self) -> dict[str, Any]:
        """The finding as JSON can hold it."""
        ended = self.base_status
        return {
            **_named(self.document),
            "status": self.status.value.value,
            "path": [
                {
                    "kind": link.kind.value,
                    "document": link.document.number,
                    "base": link.base.number,
                    "stated_by": link.stated_by,
                    "citation": link.place,
                    "quote": link.words,
                    "nature": link.nature.value if link.nature else None,
                }
                for link in self.path
            ],
            "base": {
                **_named(self.base),
                "status": ended.value.value,
                "since": ended.since.isoformat() if ended.since else None,
                "how": ended.how,
                "because": list(ended.because),
                "exceptions": list(ended.exceptions),
                "note": ended.note,
                "in_corpus": bool(self.base.id),
            },
            "successors": [
                {
                    "kind": successor.kind.value,
                    **_named(successor.document),
                    "on": successor.on.isoformat() if successor.on else None,
                    "stated_by": successor.stated_by,
                }
                for successor in self.successors
            ],
        }


def basis_report(
    catalogue: Catalogue, as_of: date, include_unknown: bool = False, deepest: int = DEEPEST
) -> list[Rests]:
    """The documents in force, or of unknown status, that rest on one ended on a day: near bases first, then by date.

    Each pair of document and base is there once, over the shortest path. `include_unknown` also lists the bases that
    are not in the corpus and of whose end it knows nothing.
    """
    return _Bases(catalogue, as_of).report(include_unknown, deepest)


class _Bases:
    """The catalogue on one day: statuses, and what rests on what."""

    def __init__(self, catalogue: Catalogue, as_of: date) -> None:
        self.catalogue = catalogue
        self.as_of = as_of
        self.documents = {document.id: document for document in catalogue.documents()}
        self.checked_on = catalogue.checked_on()
        self.incoming = {id_: catalogue.relations_to(document) for id_, document in self.documents.items()}
        self.statuses = {id_: self.status_of(document) for id_, document in self.documents.items()}
        self._links: dict[str, list[Link]] = {}
        self.resolved: defaultdict[tuple[str, str], list[Document]] = defaultdict(list)
        for id_, relations in self.incoming.items():
            for relation in relations:
                self.resolved[relation.source, relation.id].append(self.documents[id_])

    def report(self, include_unknown: bool, deepest: int) -> list[Rests]:
        found = []
        for document in self.documents.values():
            if self.statuses[document.id].value in LIVE:
                found += self.under(document, include_unknown, deepest)
        return sorted(found, key=lambda rests: (len(rests.path), rests.document.issued or date.max))

    def under(self, document: Document, include_unknown: bool, deepest: int) -> list[Rests]:
        """What one document rests on that has ended, the nearest first; each base is looked at once."""
        found: list[Rests] = []
        seen = {document.id}
        paths: list[tuple[Link, ...]] = [()]
        for _ in range(deepest):
            longer = []
            for path in paths:
                for link in self.links(path[-1].base if path else document):
                    key = link.base.id or fold(link.base.number)
                    if key in seen:
                        continue
                    seen.add(key)
                    whole = (*path, link)
                    base_status = self.statuses[link.base.id] if link.base.id else self.status_of(link.base)
                    # What replaces its own basis has said itself what holds instead.
                    by_itself = set(base_status.replaced_by) == {document.id}
                    is_unknown = not link.base.id and base_status.value not in GONE
                    if (base_status.value in GONE and not by_itself) or (is_unknown and include_unknown):
                        found.append(self.finding(document, whole, base_status))
                    if link.base.id and base_status.value is not StatusValue.ENDED:
                        longer.append(whole)
            paths = longer
        return found

    def finding(self, document: Document, path: tuple[Link, ...], base_status: Status) -> Rests:
        ended = base_status.value is StatusValue.ENDED
        successors = self.successors(path[-1].base, base_status) if ended else ()
        own = self.statuses[document.id]
        ids = dict.fromkeys([*own.replaced_by, *base_status.replaced_by])
        others = tuple(self.documents[id_] for id_ in ids if id_ in self.documents)
        return Rests(document, own, path, base_status, successors, others)

    def links(self, document: Document) -> list[Link]:
        """What a document rests on directly, in the order in which it says so."""
        if document.id not in self._links:
            self._links[document.id] = [
                self.link(relation, document, base)
                for relation in self.catalogue.relations_from(document.id)
                if relation.kind in RESTING
                for base in self.resolved.get((document.id, relation.id)) or [_absent(relation, document)]
            ]
        return self._links[document.id]

    def link(self, relation: Relation, document: Document, base: Document) -> Link:
        provision = self.catalogue.provision(relation.stated_by) if relation.stated_by else None
        words = _line(provision.text, relation.target_number) if provision else ""
        if provision is None or not words:
            return Link(relation.kind, document, base, "", "", "")
        copy_id = self.catalogue.copy_id_of(provision.id)
        nature = self.catalogue.copy(copy_id).nature if copy_id else None
        return Link(relation.kind, document, base, provision.id, provision.citation, words, nature)

    def status_of(self, document: Document) -> Status:
        """The status of a document here, or of one that others here name."""
        incoming = self.incoming_of(document)
        facts = self.catalogue.facts(document.id) if document.id else []
        found = status(document, self.as_of, incoming, facts, self.documents, self.checked_on)
        return found if document.id or found.value in GONE else replace(found, note=NOT_HERE)

    def incoming_of(self, document: Document) -> list[Relation]:
        return self.incoming[document.id] if document.id else self.catalogue.relations_to(document)

    def successors(self, base: Document, base_status: Status) -> tuple[Successor, ...]:
        """What replaced a base that has ended, what replaced that, and so on to the day asked about."""

        def held(document_id: str) -> list[Relation]:
            relations = self.incoming.get(document_id)
            if relations is None:
                relations = self.incoming_of(base)
            return [
                replace(relation, on=on)
                for relation in relations
                if (on := starts_on(relation, self.documents)) and on <= self.as_of
            ]

        first: list[Successor] = []
        start = base.id
        by = base_status.replaced_by
        if len(by) == 1 and by[0] not in self.documents:  # a sourced fact names what replaced it by its number alone
            here = self.catalogue.by_number(by[0])
            document = here[0] if len(here) == 1 else _numbered(by[0])
            stated_by = next(iter(base_status.because), "")
            first = [Successor(RelationKind.REPLACES, document, base_status.since, stated_by)]
            start = document.id
            if not start:
                return tuple(first)
        chain = [
            Successor(link.kind, self.documents[link.source], link.on, link.stated_by)
            for link in replacement_chain(start, held)
        ]
        return (*first, *chain)


def _absent(relation: Relation, document: Document) -> Document:
    """A document that is only named. One of a province is taken to be of the issuer that names it."""
    shared = any(sign in fold(relation.target_number) for sign in ("ubnd", "hdnd"))
    named = _numbered(relation.target_number)
    return replace(named, issuer=document.issuer if shared else "", issued=relation.target_issued)


def _numbered(number: str) -> Document:
    signs = number.upper().replace("-", "/").split("/")
    kind = next((BY_SIGN[sign] for sign in signs if sign in BY_SIGN), "")
    return Document("", number, "", kind, "", None)


def _line(text: str, number: str) -> str:
    """The line of a text that names a number, "" when none does."""
    for line in text.splitlines():
        if any(fold(found.number) == fold(number) for found in find_numbers(line)):
            return line.strip().removeprefix("- ").strip()
    return ""


def _named(document: Document) -> dict[str, Any]:
    return {
        "document": document.number,
        "document_id": document.id or None,
        "title": document.title,
        "issuer": document.issuer,
        "issued": document.issued.isoformat() if document.issued else None,
    }


# in Vietnamese


def sentence(rests: Rests, as_of: date, name: Name) -> str:
    """A finding in a sentence: “A căn cứ B, đã được thay thế từ 01/02/2026 bởi C.” `name` names a document."""
    steps = [f"{name(link.document)} {RESTING[link.kind]} {name(link.base)}" for link in rests.path]
    return f"{'; '.join(steps)}, {_end(rests, as_of, name)}."


def text_report(found: Sequence[Rests], as_of: date, name: Name) -> str:
    """The findings for a terminal, numbered, each with the words that state the basis."""
    if not found:
        return f"Tại ngày {day(as_of)}, kho không thấy văn bản nào đang dựa trên văn bản đã hết hiệu lực."
    lines = [_summary(found, as_of), ""]
    for place, rests in enumerate(found, start=1):
        lines.append(f"{place}. {sentence(rests, as_of, name)}")
        lines += [f"   {_stated(link, name)}" for link in rests.path]
    return "\n".join(lines)


def markdown_report(found: Sequence[Rests], as_of: date, name: Name) -> str:
    """The findings as a Markdown report, a section for each document."""
    lines = ["# Rà soát căn cứ pháp lý", "", _summary(found, as_of), ""]
    by_document: dict[str, list[Rests]] = {}
    for rests in found:
        by_document.setdefault(rests.document.id, []).append(rests)
    for of_document in by_document.values():
        document, own = of_document[0].document, of_document[0].status
        lines += [f"## {_plain(name(document))}", ""]
        lines += [f"{_plain(document.title)}", ""] if document.title else []
        lines += [f"Hiệu lực: {_plain(status_text(own, as_of, _by_id(of_document, name)))}.", ""]
        for rests in of_document:
            lines.append(f"- {_plain(sentence(rests, as_of, name))}")
            lines += [f"  - {_plain(_stated(link, name))}" for link in rests.path]
        lines.append("")
    lines.append("Báo cáo chỉ nêu căn cứ cần rà soát; hiệu lực của từng văn bản không vì thế mà thay đổi.")
    return "\n".join(lines) + "\n"


def _summary(found: Sequence[Rests], as_of: date) -> str:
    ended = {rests.document.id for rests in found if rests.base_status.value in GONE}
    unknown = {rests.base.number for rests in found if rests.base_status.value not in GONE}
    text = f"Tại ngày {day(as_of)}: {len(ended)} văn bản dựa trên văn bản đã hết hiệu lực (toàn bộ hoặc một phần)."
    return text + (f" {len(unknown)} căn cứ không có trong kho, không rõ hiệu lực." if unknown else "")


def _stated(link: Link, name: Name) -> str:
    if not link.words:
        return f"{name(link.document)}: {NO_WORDS}."
    where = f"{link.place[:1].upper()}{link.place[1:]} {name(link.document)}"
    if link.nature is Nature.DIGEST:
        return f"{where} (hồ sơ tóm lược): {link.words}"
    return f"{where}: “{link.words}”"


def _end(rests: Rests, as_of: date, name: Name) -> str:
    """How the base ended, since when, and what holds in its place."""
    ended = rests.base_status
    if ended.value is not StatusValue.ENDED or not rests.successors:
        text = status_text(ended, as_of, _by_id([rests], name))
        return NOT_HERE if ended.note == NOT_HERE else text
    parts = []
    for place, successor in enumerate(rests.successors):
        verb = "được thay thế" if successor.kind is RelationKind.REPLACES else "bị bãi bỏ"
        since = f" từ {day(successor.on)}" if successor.on else ""
        lead = "đã" if place == 0 else f"{name(rests.successors[place - 1].document)} lại"
        parts.append(f"{lead} {verb}{since} bởi {name(successor.document)}")
    return "; ".join(parts) + "".join(f", {exception}" for exception in ended.exceptions)


def _by_id(found: Sequence[Rests], name: Name) -> Callable[[str], str]:
    """Names by id, of the documents that the findings hold; the id itself, a number, for others."""
    known = {
        document.id: document
        for rests in found
        for document in (
            rests.document,
            *rests.others,
            *(link.base for link in rests.path),
            *(successor.document for successor in rests.successors),
        )
    }
    return lambda id_: name(known[id_]) if id_ in known else id_.partition("|")[0]


def _plain(text: str) -> str:
    """Words of a text that Markdown shows as they are."""
    return "".join(f"\\{character}" if character in "\\`*_[]<>#|$" else character for character in text)
