"""References in a question → the documents here that they are to, and what is not here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.question import ASKING_FOLDED
from assistant.scope import Scope
from corpus.accents import without_accents
from corpus.catalogue import Catalogue, is_local
from corpus.numbers import KINDS
from corpus.types import Document, Reference, Step

OF_BODY = re.compile(r"(?: nam \d{4})? cua ")
BODIES = {"ttg": "thu tuong", "cp": "chinh phu"}
NAMED_YEAR = re.compile(r"[\s,(]*(?:nam )?((?:19|20)\d\d)(?![\d/])")
# The issuer by its sign, after a number typed in part: “Thông tư 25/2026 của BTC”.
OF_SIGN = re.compile(r"(?:\s+năm\s+\d{4})?\s+của\s+([A-ZĐ]{2,12})\b")
SUBJECT = re.compile(r"(?: nam \d{4})?(?: (?:quy dinh|noi))? ve (?P<words>[\w ]{5,100})")
SUBJECT_WORDS = 3  # by which a document of a shared number is told from the others


@dataclass
class Resolved:
    """What references are to: `targets` are documents here, each with the place named; `unknown` numbers not here;
    `ambiguous` documents between which the question does not decide; `narrowed`: the scope decided between some.
    `base_of`: of a document that is here only put together with its amendments, its number, by that text's id.
    """

    targets: list[tuple[Document, tuple[Step, ...]]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    ambiguous: list[Document] = field(default_factory=list)
    narrowed: bool = False
    base_of: dict[str, str] = field(default_factory=dict)


def resolve(
    references: Sequence[Reference], question: str, catalogue: Catalogue, within: Scope, as_of: date
) -> Resolved:
    """The documents that the references of a question are to; of a document's consolidated texts that of the day."""
    resolved = Resolved()
    for reference in references:
        if reference.document_id:
            document: Document | None = catalogue.document(reference.document_id)
            year = NAMED_YEAR.match(without_accents(question[reference.end :]))
            if year and document and document.issued and int(year[1]) != document.issued.year:
                # "Luật An ninh mạng 2018" is not the law of that name of another year.
                document = _of_year(document, int(year[1]), catalogue)
            if document:
                resolved.targets.append((document, reference.path))
            else:
                newest = catalogue.document(reference.document_id)
                resolved.unknown.append(f"{newest.kind} {newest.title} {year[1] if year else ''}".strip())
        elif reference.document:
            found, named = catalogue.by_number(reference.document), reference.document
            if not found:
                found = _by_part(reference, catalogue)
                said = OF_SIGN.match(question, reference.end)
                if said:
                    named = f"{named} của {said[1]}"
                    found = [d for d in found if not _signs(d) or without_accents(said[1]) in _signs(d)]
            found = _by_issuer(found, question)
            inside = [document for document in found if within.holds(document)]
            if inside and len(inside) < len(found):
                found, resolved.narrowed = inside, True
            found = _by_subject(found, without_accents(question), reference.end)
            if len(found) == 1:
                resolved.targets.append((found[0], reference.path))
            elif found:
                resolved.ambiguous += found
            else:
                number = _in_full(reference, named, question, catalogue)
                texts = catalogue.consolidating(number)
                if texts and is_local(number):
                    texts = _tells_issuer(texts, without_accents(question)) or texts
                until_then = [text for text in texts if text.issued and text.issued <= as_of]
                if is_local(number) and len({text.issuer for text in texts}) > 1:
                    resolved.ambiguous += texts
                elif texts:
                    text = (until_then or texts)[0]
                    resolved.targets.append((text, reference.path))
                    resolved.base_of[text.id] = number
                else:
                    resolved.unknown.append(number)
    resolved.unknown = list(dict.fromkeys(resolved.unknown))
    return resolved


def _in_full(reference: Reference, named: str, question: str, catalogue: Catalogue) -> str:
    """A number typed in part of a document that is not here, as others here write it when only one fits."""
    if re.search(r"[^\W\d]", reference.document):
        return named
    kind = "".join(word[0] for word in without_accents(reference.kind).split())
    folded = without_accents(question)
    # “của Bộ Công Thương”: the signs of a body are the first letters of its name
    letters = "".join(word[0] for word in re.findall(r"\w+", folded[reference.end :][:60]))
    fitting = []
    for number in catalogue.absent_numbers(reference.document):
        sign = without_accents(number).rpartition("/")[2]
        if not kind or sign.startswith(f"{kind}-") or (kind in {"l", "bl"} and sign.startswith("qh")):
            fitting.append(number)
    after = folded[reference.end :][:60]
    signs = {number: without_accents(number).rpartition("-")[2] for number in fitting}
    of_body = [n for n in fitting if signs[n] in letters or (BODIES.get(signs[n]) or "-") in after]
    if OF_BODY.match(after) or len(fitting) > 1:  # its issuer is named, or must be
        return of_body[0] if len(of_body) == 1 else named
    return fitting[0] if len(fitting) == 1 else named


def _by_subject(found: list[Document], folded: str, end: int) -> list[Document]:
    """Of documents that share a number the one whose title has the subject named next: “NĐ 47 về chia sẻ dữ liệu”."""
    named = SUBJECT.match(folded, end) if len(found) > 1 else None
    words = [word for word in named["words"].split() if word not in ASKING_FOLDED][:SUBJECT_WORDS] if named else []
    if len(words) < SUBJECT_WORDS:
        return found
    titles = {document.id: set(re.findall(r"\w+", without_accents(document.title))) for document in found}
    meant = [document for document in found if titles[document.id].issuperset(words)]
    others = [document for document in found if len(titles[document.id].intersection(words)) > 1]
    return meant if len(meant) == 1 and others == meant else found


def _of_year(newest: Document, year: int, catalogue: Catalogue) -> Document | None:
    """The document of the same kind and title that is of a year; None when it is not here."""
    title = without_accents(newest.title)
    return next(
        (
            d
            for d in catalogue.documents()
            if (d.kind, without_accents(d.title)) == (newest.kind, title) and year_of(d) == year
        ),
        None,
    )


def _by_part(reference: Reference, catalogue: Catalogue) -> list[Document]:
    """Documents whose number begins with what was typed: “Quyết định 2323”, “Luật 20/2023”."""
    start = without_accents(reference.document).lstrip("0")
    kind = without_accents(reference.kind)
    return [
        document
        for document in catalogue.documents()
        if re.match(rf"0*{re.escape(start)}(?:[/-]|$)", without_accents(document.number))
        and (not kind or without_accents(document.kind).endswith(kind))
    ]


def _by_issuer(documents: Sequence[Document], question: str) -> list[Document]:
    """Of documents with one number, those whose issuer, its sign (BTTTT) or year the question names; all for none."""
    folded = without_accents(question)
    chosen = list(documents)
    for told in (_tells_issuer, _tells_sign, _tells_year):
        if len(chosen) > 1:
            chosen = told(chosen, folded) or chosen
    return chosen


def _tells_issuer(documents: Sequence[Document], folded: str) -> list[Document]:
    shared = set.intersection(*(set(without_accents(d.issuer).split()) for d in documents))
    own = {d.id: " ".join(w for w in without_accents(d.issuer).split() if w not in shared) for d in documents}
    return [d for d in documents if own[d.id] and own[d.id] in folded]


def _tells_sign(documents: Sequence[Document], folded: str) -> list[Document]:
    said = set(re.findall(r"\w+", folded))
    return [d for d in documents if said & _signs(d)]


def _tells_year(documents: Sequence[Document], folded: str) -> list[Document]:
    return [d for d in documents if (year := year_of(d)) and re.search(rf"\b{year}\b", folded)]


def _signs(document: Document) -> set[str]:
    """The bodies in a number, without diacritics: "btttt" of 23/2010/TT-BTTTT, with "thh" of 1425/BTTTT-THH.

    None where the number names none that people write so: 20/2023/QH15, 57-NQ/TW.
    """
    kind, *bodies = without_accents(document.number).rpartition("/")[2].split("-")
    return set(bodies if kind in KINDS else (kind, *bodies)) if bodies else set()


def year_of(document: Document) -> int | None:
    """The year in a number, else that of issue."""
    numbered = re.search(r"/((?:19|20)\d\d)/", document.number)
    return int(numbered[1]) if numbered else document.issued.year if document.issued else None
