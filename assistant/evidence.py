"""Words of the corpus that an answer may quote: quotations by provision, by what they must contain, and citations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from assistant.naming import citation_of, name_of
from assistant.types import Citation, Quote
from corpus.catalogue import Catalogue
from corpus.relate import own_starts
from corpus.sentences import sentence_spans
from corpus.types import (
    Copy,
    Document,
    Level,
    Nature,
    Provision,
    Relation,
    RelationKind,
    Start,
    Status,
    StatusValue,
    Step,
)
from corpus.validity import from_when, place, provision_status, replacement_chain, starts_on, status_text

# How much a document not in force counts against one in force that says the same.
STANDING = {
    StatusValue.IN_FORCE: 1.0,
    StatusValue.PARTLY_ENDED: 0.98,
    StatusValue.UNKNOWN: 0.96,
    StatusValue.NOT_YET: 0.85,
    StatusValue.ENDED: 0.85,
}

MOST_NAMED = 3  # documents that one not in force yet will end


class Evidence:
    """The catalogue as one question sees it: statuses on one day, copies read once."""

    def __init__(self, catalogue: Catalogue, as_of: date) -> None:
        self.catalogue = catalogue
        self.as_of = as_of
        self._copies: dict[str, Copy] = {}
        self._copy_of: dict[str, str] = {}  # provision, or document, → its copy
        self._statuses: dict[tuple[str, tuple[Step, ...]], Status] = {}
        self._incoming: dict[str, list[Relation]] = {}
        self._starts: dict[str, tuple[Start, ...]] = {}

    def provision(self, provision_id: str) -> Provision | None:
        """A provision in the best copy that has it; None when the catalogue has it no more."""
        copy_id = self._copy_of.get(provision_id) or self.catalogue.copy_id_of(provision_id)
        if copy_id is None:
            return None
        self._copy_of[provision_id] = copy_id
        return self.catalogue.provision(provision_id, self._copy(copy_id))

    def copy_of(self, provision: Provision) -> Copy:
        """The copy that a provision's offsets count in."""
        if provision.id not in self._copy_of:
            copy_id = self.catalogue.copy_id_of(provision.id)
            if copy_id is None:
                raise KeyError(provision.id)
            self._copy_of[provision.id] = copy_id
        return self._copy(self._copy_of[provision.id])

    def best_copy(self, document: Document) -> Copy:
        """The copy that is quoted."""
        if document.id not in self._copy_of:
            best = self.catalogue.best_copy(document.id)
            self._copy_of[document.id] = best.id
            self._copies[best.id] = best
        return self._copy(self._copy_of[document.id])

    def inside(self, provision: Provision) -> list[Provision]:
        """What stands in a provision, in reading order."""
        copy = self.copy_of(provision)
        found = self.catalogue.provisions_inside(copy, provision)
        self._copy_of |= {inner.id: copy.id for inner in found}
        return found

    def _copy(self, copy_id: str) -> Copy:
        if copy_id not in self._copies:
            self._copies[copy_id] = self.catalogue.copy(copy_id)
        return self._copies[copy_id]

    def quote(self, provision: Provision, start: int | None = None, end: int | None = None) -> Quote:
        """The words [start, end) of a provision's copy; the provision with its descendants when not given."""
        text = self.copy_of(provision).text
        start = provision.start if start is None else start
        end = provision.extent if end is None else end
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return Quote(provision, start, end, text[start:end])

    def stated(self, provision_id: str, needles: Iterable[re.Pattern[str]] = ()) -> Quote | None:
        """What a provision states: its sentence with the most needles, or the whole when that is short."""
        provision = self.provision(provision_id)
        if provision is None:
            return None
        return self._best_sentence([provision], list(needles)) or self.quote(provision)

    def saying(self, document: Document, needles: Iterable[re.Pattern[str]]) -> Quote | None:
        """The first sentence of a document, in its best copy that has one, in which every needle is found."""
        wanted = list(needles)
        for copy in self.catalogue.copies(document.id):
            provisions = self.catalogue.provisions(copy)
            if not all(needle.search(copy.text) for needle in wanted):
                continue
            for provision in provisions:
                if self.copy_of(provision).id != copy.id:
                    continue
                for start, end in sentence_spans(copy.text, provision.start, provision.end):
                    if all(needle.search(copy.text, start, end) for needle in wanted):
                        return Quote(provision, start, end, copy.text[start:end])
        return None

    def opening(self, document: Document) -> Quote | None:
        """Where a document presents itself: its preamble's first lines, or a digest's first section."""
        provisions = self.catalogue.provisions(self.best_copy(document))
        for provision in provisions:
            if provision.path and provision.path[-1].level is not Level.PREAMBLE and not provision.text.strip("#. \n"):
                continue
            text = self.copy_of(provision).text
            spans = sentence_spans(text, provision.start, provision.end)
            if spans:
                return self.quote(provision, spans[0][0], spans[min(7, len(spans) - 1)][1])
        return None

    def _best_sentence(self, provisions: Iterable[Provision], needles: list[re.Pattern[str]]) -> Quote | None:
        best: tuple[int, Quote] | None = None
        for provision in provisions:
            text = self.copy_of(provision).text
            for start, end in sentence_spans(text, provision.start, provision.extent):
                found = sum(bool(needle.search(text, start, end)) for needle in needles)
                if found and (best is None or found > best[0]):
                    best = (found, Quote(provision, start, end, text[start:end]))
        return best[1] if best else None

    def status(self, document: Document, path: tuple[Step, ...] = ()) -> Status:
        """The validity of a document on the day asked about, or of a place of it."""
        key = document.id, path
        if key not in self._statuses:
            incoming = self.incoming(document)
            self._statuses[key] = provision_status(
                document,
                path,
                self.as_of,
                incoming,
                self.catalogue.facts(document.id),
                sources={relation.source: self.catalogue.document(relation.source) for relation in incoming},
                checked_on=self.catalogue.checked_on(),
                starts=self.own_starts(document) if path else (),
            )
        return self._statuses[key]

    def start_of(self, document: Document, path: tuple[Step, ...]) -> Start | None:
        """The day of its own on which a place takes effect; None where it does so with its document."""
        own = tuple(step for step in path if step.level in {Level.ARTICLE, Level.CLAUSE, Level.POINT})
        return next((start for start in self.own_starts(document) if own[: len(start.path)] == start.path), None)

    def own_starts(self, document: Document) -> tuple[Start, ...]:
        """The places of a document that take effect apart, as the article that states its effect date says."""
        if document.id not in self._starts:
            article = self.provision(f"{document.id}#{document.effective_by.partition('/')[0]}")
            provisions = [article, *self.inside(article)] if article and document.effective_by else []
            self._starts[document.id] = own_starts(document, provisions)
        return self._starts[document.id]

    def standing(self, provision: Provision) -> float:
        """What a provision's document counts for by its validity, in (0, 1]."""
        return STANDING[self.status(self.catalogue.document(provision.document)).value]

    def incoming(self, document: Document) -> list[Relation]:
        """What later documents do to this one; asked of the catalogue once."""
        if document.id not in self._incoming:
            self._incoming[document.id] = self.catalogue.relations_to(document)
        return self._incoming[document.id]

    def holds(self, document: Document) -> bool:
        """Whether a document is in force on the day, at least in part."""
        return self.status(document).value in {StatusValue.IN_FORCE, StatusValue.PARTLY_ENDED}

    def status_line(self, document: Document) -> str:
        """The validity as a citation shows it, in Vietnamese."""
        return status_text(self.status(document), self.as_of, self.name)

    def document(self, document_id: str) -> Document | None:
        """A document by id; None when it is not in the corpus."""
        try:
            return self.catalogue.document(document_id)
        except KeyError:
            return None

    def name(self, document_id: str) -> str:
        """A document's name by id; the id itself, a number, when it is not in the corpus."""
        document = self.document(document_id)
        return name_of(document) if document else document_id

    def cite(self, mark: int, quote: Quote) -> Citation:
        """A citation of a quotation, with the document's validity on the day asked about."""
        document = self.catalogue.document(quote.provision.document)
        copy = self.copy_of(quote.provision)
        own, whole = self.status(document, _own_place(quote.provision)), self.status(document)
        apart = own.value is StatusValue.ENDED or StatusValue.NOT_YET in {own.value, whole.value}
        # Of a document that ended in part the reader is told so, also where the place cited still holds.
        status = own if apart else whole
        replaced_by = tuple(self._number(d) for d in status.replaced_by)
        parted = whole.value is StatusValue.PARTLY_ENDED and own.value is StatusValue.IN_FORCE
        holds = parted and not any(True for _ in self._changes(document, quote.provision))
        return Citation(
            mark=mark,
            quote=quote,
            document=document,
            status=status,
            status_text=status_text(status, self.as_of, self.name),
            nature=copy.nature,
            citation=citation_of(quote.provision, document, copy.nature),
            replaced_by=replaced_by,
            source=copy.source,
            holds=holds,
        )

    def _changes(self, document: Document, provision: Provision) -> Iterator[tuple[Relation, Document]]:
        """What later documents changed in a provision up to the day, each with its document."""
        for relation in self.incoming(document):
            source = self.catalogue.document(relation.source)
            on = starts_on(relation, {source.id: source})
            changes = relation.kind in {RelationKind.AMENDS, RelationKind.REPEALS, RelationKind.REPLACES}
            held = on is not None and on <= self.as_of
            if changes and relation.target_path and held and overlap(relation.target_path, provision):
                yield relation, source

    def warnings(self, citation: Citation) -> list[str]:
        """What a reader must be told of a citation: not in force, not known to be, or changed since.

        A document ended in part is warned of only where its ended or amended provisions are the ones cited.
        """
        told = []
        value = citation.status.value
        in_part = value is StatusValue.PARTLY_ENDED and citation.quote.provision.step(Level.ARTICLE) is None
        if in_part or value not in {StatusValue.IN_FORCE, StatusValue.PARTLY_ENDED}:
            own = _own_place(citation.quote.provision)
            apart = own and self.status(citation.document) != citation.status
            what = f"{place(own)} {name_of(citation.document)}" if apart else name_of(citation.document)
            beside = self._until_then(citation) or self._since_then(citation)
            told.append(f"{what[:1].upper()}{what[1:]}: {citation.status_text}.{beside}")
        for relation, source in self._changes(citation.document, citation.quote.provision):
            verb = "được sửa đổi, bổ sung" if relation.kind is RelationKind.AMENDS else "bị bãi bỏ, thay thế"
            what = f"{place(relation.target_path)} {name_of(citation.document)}"
            by = f"{name_of(source)}{from_when(relation, source)}"
            told.append(f"{what} {verb} bởi {by}; phần trích là nguyên văn cũ.")
        return list(dict.fromkeys(told))

    def _until_then(self, citation: Citation) -> str:
        """What a document that is not in force yet will end: that holds on the day."""
        if self.status(citation.document).value is not StatusValue.NOT_YET:
            return ""
        ends = {RelationKind.REPLACES, RelationKind.REPEALS}
        links = self.catalogue.relations_from(citation.document.id)
        numbers = dict.fromkeys(link.target_number for link in links if link.kind in ends and not link.target_path)
        named = ", ".join(list(numbers)[:MOST_NAMED])
        return f" Văn bản bị thay thế hoặc bãi bỏ từ khi đó: {named}." if named else ""

    def _since_then(self, citation: Citation) -> str:
        """What now stands in the place of a document whose replacement has ended too."""
        if citation.status.value is not StatusValue.ENDED:
            return ""
        links = replacement_chain(citation.document.id, lambda id_: self.incoming(self.catalogue.document(id_)))
        last = [link.source for link in links if (link.on or date.min) <= self.as_of][-1:]
        if not last or last[0] in citation.status.replaced_by:
            return ""
        document = self.catalogue.document(last[0])
        return f" Sau đó là {name_of(document)}: {self.status_line(document)}."

    def stands(self, quote: Quote) -> bool:
        """Whether a quotation is of a regulation's own text that holds on the day, unchanged as far as is known."""
        cited = self.cite(0, quote)
        own_text = cited.nature not in {Nature.DIGEST, Nature.DRAFT}
        return self.holds(cited.document) and own_text and not self.warnings(cited)

    def is_digest(self, document: Document) -> bool:
        """Whether only a digest of the document is here."""
        return self.best_copy(document).nature is Nature.DIGEST

    def _number(self, document_id: str) -> str:
        document = self.document(document_id)
        return (document.number if document else "") or document_id


def _own_place(provision: Provision) -> tuple[Step, ...]:
    """Where in the document itself a provision stands: nowhere for one of what is attached to it."""
    levels = {step.level for step in provision.path}
    if not levels & {Level.ARTICLE} or levels & {Level.ATTACHMENT, Level.APPENDIX, Level.NOTE}:
        return ()
    return tuple(step for step in provision.path if step.level in {Level.ARTICLE, Level.CLAUSE, Level.POINT})


def overlap(path: tuple[Step, ...], provision: Provision) -> bool:
    """Whether a place named by another document is a provision, in it or around it."""
    own = {step.level: step.label for step in provision.path}
    if Level.ATTACHMENT in own or Level.APPENDIX in own:
        return False
    return all(own.get(step.level, step.label) == step.label for step in path) and any(
        own.get(step.level) == step.label for step in path
    )
