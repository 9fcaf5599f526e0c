"""An item's basis in the corpus: the provision that it names, the words that decide, and what is known of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.changes import changes_of
from assistant.evidence import Evidence
from assistant.lookup import provisions_at
from assistant.naming import citation_of
from assistant.paper import validity_of
from assistant.types import Citation, Quote
from assistant.understand import understand
from assistant.verify import find_words
from assistant.workshop.types import PARTED, Basis, Item, Lesson
from corpus.errors import NotFound
from corpus.types import Document, Level, Nature, Provision, StatusValue

UNITS = {Level.ARTICLE, Level.SECTION}


def basis_of(quote: Quote, evidence: Evidence) -> Basis:
    """The basis that a quotation is, as the corpus knows it on the day of `evidence`.

    It is bound to the innermost provision that holds the words, so that a change beside them does not touch it.
    """
    inner = innermost(quote, evidence)
    citation = evidence.cite(1, replace(quote, provision=inner))
    changes = changes_of(citation.document, inner, evidence)
    held = [one for one in changes if one.on is not None and one.on <= evidence.as_of]
    old_words = held and standing(citation) in {StatusValue.IN_FORCE, StatusValue.PARTLY_ENDED}
    status_text = f"nguyên văn cũ: {held[0].text}" if old_words else validity_of(citation) or citation.status_text
    return Basis(
        citation=citation.citation,
        quote=quote.text,
        provision=inner.id,
        status=StatusValue.PARTLY_ENDED if old_words else standing(citation),
        status_text=status_text,
        as_of=evidence.as_of,
        nature=citation.nature,
        changes=tuple(changed.text for changed in changes),
        heading=inner.heading if citation.nature is Nature.DIGEST else "",
    )


def standing(citation: Citation) -> StatusValue:
    """The status of the words cited: in force where their document has ended in part only and they hold."""
    return StatusValue.IN_FORCE if citation.holds else citation.status.value


def innermost(quote: Quote, evidence: Evidence) -> Provision:
    """The innermost provision that holds all of a quotation."""
    within = [p for p in evidence.inside(quote.provision) if p.start <= quote.start and quote.end <= p.extent]
    return within[-1] if within else quote.provision


def bind(lesson: Lesson, evidence: Evidence) -> Lesson:
    """The lesson with every basis that was only named found in the corpus and written out.

    NotFound, with the item, for one that names nothing here or whose quotation does not stand there.
    """
    lesson = replace(lesson, items=tuple(bound_item(item, evidence) for item in lesson.items))
    return replace(
        with_bases(lesson, lambda basis, where: bound(basis, evidence, where)),
        written=lesson.written or evidence.as_of,
    )


def with_bases(lesson: Lesson, other: Callable[[Basis, str], Basis]) -> Lesson:
    """The lesson with another basis in the place of each, made of it and of the words by which its place is known."""

    def of_item(item: Item) -> Item:
        where = f"câu “{item.id}”"
        return replace(item, basis=other(item.basis, where), beside=tuple(other(one, where) for one in item.beside))

    return replace(
        lesson,
        items=tuple(map(of_item, lesson.items)),
        questions=tuple(
            replace(asked, expected=other(asked.expected, f"câu hỏi “{asked.ask}”")) if asked.expected else asked
            for asked in lesson.questions
        ),
        exercises=tuple(
            replace(one, basis=other(one.basis, f"bài tập “{one.task[:60]}”")) if one.basis else one
            for one in lesson.exercises
        ),
    )


def bound_item(item: Item, evidence: Evidence) -> Item:
    """An item with its basis found, and the wrong ones written as the right one is; one bound already as it is."""
    if item.basis.provision:
        return item
    basis = bound(item.basis, evidence, f"câu “{item.id}”")
    beside = tuple(bound(one, evidence, f"câu “{item.id}”") for one in item.beside)
    return replace(item, basis=basis, beside=beside, bases=tuple(_called(base, evidence) for base in item.bases))


def _called(named: str, evidence: Evidence) -> str:
    """A provision named by hand as it stands among others; one that is not here as it was written."""
    for provision in provisions_named(named, evidence)[:1]:
        document = evidence.catalogue.document(provision.document)
        return called(provision, document, evidence.copy_of(provision).nature)
    return named


def bound(basis: Basis, evidence: Evidence, where: str) -> Basis:
    """A basis named by hand (“khoản 2 Điều 5 73/2019/NĐ-CP”) as the corpus has it; one bound already as it is."""
    return basis if basis.provision else basis_of(found(basis, evidence, where), evidence)


def found(basis: Basis, evidence: Evidence, where: str) -> Quote:
    """The words of a basis in the corpus, by the place it names; NotFound where that or they are not here."""
    places = provisions_named(basis.citation, evidence)
    if not places:
        raise NotFound(
            f"{where}: không thấy “{basis.citation}” trong kho. Hãy thêm văn bản, hoặc sửa căn cứ, "
            "ví dụ “khoản 2 Điều 5 73/2019/NĐ-CP”, “mục I.3 2323/QĐ-BTTTT”."
        )
    for provision in places:
        quote = words_in(provision, basis.quote, evidence)
        if quote:
            return quote
    raise NotFound(f"{where}: câu trích không có trong {basis.citation}: “{basis.quote[:120]}”.")


def provisions_named(named: str, evidence: Evidence) -> list[Provision]:
    """The provisions that words name; of a document named alone its articles, or sections where it has none."""
    understood = understand(named, (), evidence.catalogue, evidence.as_of)
    return [
        provision
        for document, path in understood.targets
        for provision in (provisions_at(document, path, evidence) if path else _units(document, evidence))
    ]


def units_in(provisions: Sequence[Provision]) -> list[Provision]:
    """The articles of a copy, and the innermost sections of what has none: what a lesson is made of."""
    units = [p for p in provisions if p.path and p.path[-1].level in UNITS]
    return [unit for unit in units if not any(unit.start < other.start < unit.extent for other in units)]


def called(provision: Provision, document: Document, nature: Nature) -> str:
    """A provision as it stands among others to choose from: of a digest's section with its heading."""
    heading = provision.heading if nature is Nature.DIGEST else ""
    return f"{citation_of(provision, document, nature)}{PARTED if heading else ''}{heading}"


def _units(document: Document, evidence: Evidence) -> list[Provision]:
    return units_in(evidence.catalogue.provisions(evidence.best_copy(document)))


def words_in(provision: Provision, words: str, evidence: Evidence) -> Quote | None:
    """Words as a provision has them (white space and case may differ), or its own whole text where none are given."""
    if not words.strip():
        return _whole(provision, evidence)
    text = evidence.copy_of(provision).text[provision.start : provision.extent]
    span = find_words(words, text)
    return evidence.quote(provision, provision.start + span[0], provision.start + span[1]) if span else None


def _whole(provision: Provision, evidence: Evidence) -> Quote:
    """A provision whole; of a digest without its heading, which is no rule."""
    digest = evidence.copy_of(provision).nature is Nature.DIGEST
    heading = len(provision.text.partition("\n")[0]) if digest and provision.heading else 0
    return evidence.quote(provision, provision.start + heading)
