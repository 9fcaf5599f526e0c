"""Questions checked by a script against the texts: what a question calls right must stand in the corpus."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

from assistant.days import day_in
from assistant.evidence import Evidence
from corpus.catalogue import Catalogue
from corpus.dates import day
from corpus.types import Document, Level, Provision
from eval.grades import named
from eval.questions import AnswerSet, Corpus, Place, Question
from eval.texts import folded, states

LEVELS = (
    ("part", (Level.ATTACHMENT, Level.APPENDIX, Level.PART)),
    ("section", (Level.SECTION,)),
    ("article", (Level.ARTICLE,)),
    ("clause", (Level.CLAUSE,)),
    ("point", (Level.POINT,)),
)


def faults(question: Question, catalogue: Catalogue, evidence: Evidence) -> list[str]:
    """What a question says that the texts do not, in Vietnamese; none when it can stand."""
    found: list[str] = []
    known = ""  # all that the gold provisions and their documents say
    for need in question.gold:
        for place in need:
            documents = documents_of(place, catalogue)
            if not documents:
                found.append(f"kho không có văn bản {place.document}")
                continue
            texts = _texts(place, catalogue)
            if not texts:
                found.append(f"không thấy {named(place)}")
                continue
            if place.words and not any(folded(place.words) in folded(text) for text in texts):
                found.append(f"{named(place)} không có các từ “{place.words}”")
            known += "\n".join([*texts, *(_metadata(document, evidence) for document in documents)])
    found += [
        f"dữ kiện “{fact[0]}” không có trong điều khoản hay siêu dữ liệu đã nêu"
        for fact in question.facts
        if known and not any(states(form, known) for form in fact)
    ]
    found += [
        f"“{words}” vừa bắt buộc vừa bị cấm"
        for words in question.forbidden
        if any(folded(words) in folded(form) for fact in question.facts for form in fact)
    ]
    if question.category == "not_in_corpus":
        numbers = re.findall(r"\d[\w.]*/[\w./-]*\w", question.question)
        found += [f"kho có {number}, câu hỏi bảo là không" for number in numbers if catalogue.by_number(number)]
    return found


def faults_of(answer_set: AnswerSet, catalogue_of: Callable[[Corpus], Catalogue]) -> dict[str, list[str]]:
    """The questions of a set with faults, by id."""
    catalogues: dict[Corpus, Catalogue] = {}
    found = {}
    for question in answer_set.all():
        if question.corpus not in catalogues:
            catalogues[question.corpus] = catalogue_of(question.corpus)
        catalogue = catalogues[question.corpus]
        wrong = faults(
            question, catalogue, Evidence(catalogue, question.as_of or day_in(question.question) or date.today())
        )
        if wrong:
            found[question.id] = wrong
    return found


def provisions_of(place: Place, catalogue: Catalogue) -> list[Provision]:
    """The provisions that a place may be, in every copy of its document; of a place without path, all of them."""
    wanted = [(levels, str(value)) for name, levels in LEVELS if (value := getattr(place, name)) is not None]
    return [
        provision
        for document in documents_of(place, catalogue)
        for copy in catalogue.copies(document.id)
        for provision in catalogue.provisions(copy)
        if _is_at(provision, wanted)
    ]


def documents_of(place: Place, catalogue: Catalogue) -> list[Document]:
    """The documents that a place may be in: those of its number and, where it names one, its issuer."""
    return [d for d in catalogue.by_number(place.document) if place.issuer in (None, d.issuer)]


def _texts(place: Place, catalogue: Catalogue) -> list[str]:
    """The texts of the provisions that a place may be; of one without path, the whole of every copy."""
    if all(getattr(place, name) is None for name, _ in LEVELS):
        return [copy.text for d in documents_of(place, catalogue) for copy in catalogue.copies(d.id)]
    texts = []
    for provision in provisions_of(place, catalogue):
        copy = catalogue.copy_id_of(provision.id)
        if copy:
            texts.append(catalogue.copy(copy).text[provision.start : provision.extent])
    return texts


def _is_at(provision: Provision, wanted: Iterable[tuple[tuple[Level, ...], str]]) -> bool:
    steps = [(step.level, step.label.casefold()) for step in provision.path]
    return all(any(level in levels and label == value.casefold() for level, label in steps) for levels, value in wanted)


def _metadata(document: Document, evidence: Evidence) -> str:
    """What the catalogue knows of a document, and of what changed it, in words."""
    relations = evidence.catalogue.relations_to(document) + evidence.catalogue.relations_from(document.id)
    said = [document.number, document.title, document.issuer, document.signer, document.kind]
    said += [day(when) for when in (document.issued, document.effective) if when]
    for relation in relations:
        said += [relation.target_number, evidence.name(relation.source)]
        said += [day(relation.on)] if relation.on else []
    status = evidence.status(document)
    said += [evidence.status_line(document), *(day(when) for when in (status.since, status.until) if when)]
    return "\n".join(said)
