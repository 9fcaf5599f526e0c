"""What a question asks, about which documents and provisions, on which day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assistant.asks import Ask, asks_of
from assistant.naming import name_of
from assistant.premise import stated_facts
from assistant.scope import EVERYTHING, Scope
from corpus.abbreviations import write_out
from corpus.accents import without_accents
from corpus.catalogue import Catalogue
from corpus.dates import day
from corpus.numbers import KINDS
from corpus.references import find_references
from corpus.types import Document, Reference, Step

ON_DAY = re.compile(
    r"(?:\b(?:tai|vao|tinh den|den|hoi|thoi diem)(?: thoi diem)?(?: ngay)?|^ngay"
    r"|\bvao hom) (\d{1,2})[/-](\d{1,2})[/-](\d{4})"
    r"|(?:\b(?:tai|vao|tinh den|den|hoi|thoi diem)(?: thoi diem)?(?: ngay)?"
    r"|^ngay) (\d{1,2}) thang (\d{1,2}) nam (\d{4})"
)
IN_YEAR = re.compile(r"(?:vao|hoi|trong|tai thoi diem|thoi diem) (?:cuoi )?nam (\d{4})\b")
NAMED_YEAR = re.compile(r"[\s,(]*(?:nam )?((?:19|20)\d\d)(?![\d/])")
# The issuer by its sign, after a number typed in part: “Thông tư 25/2026 của BTC”.
OF_SIGN = re.compile(r"(?:\s+năm\s+\d{4})?\s+của\s+([A-ZĐ]{2,12})\b")
# Words that point back to what was spoken of before.
BACKWARDS = re.compile(
    r"\b(?:van ban|quyet dinh|nghi dinh|luat|thong tu|cong van|nghi quyet|quy che|khung|kien truc|dieu|khoan|no|cai)"
    r" (?:nay|do|tren|ay|kia|vua roi|vua neu)\b|\bno\b|^(?:con|the|vay|the con|the thi|con ve|va)\b"
)


@dataclass(frozen=True)
class Understanding:
    """A question understood. `targets` are the documents named, each with the place in it that was named, if any."""

    question: str  # made self-contained: after the question it follows up on
    asked: str  # as asked
    search_text: str  # what is searched: the question with abbreviations written out
    as_of: date
    asks: tuple[Ask, ...] = ()
    targets: tuple[tuple[Document, tuple[Step, ...]], ...] = ()
    unknown: tuple[str, ...] = ()  # numbers, or names with a year, that no document here has
    ambiguous: tuple[Document, ...] = ()  # documents that share the number named
    notes: tuple[str, ...] = ()  # what the reader should be told of how the question was read

    def as_dict(self) -> dict[str, Any]:
        """For the trace."""
        return {
            "question": self.question,
            "as_of": self.as_of.isoformat(),
            "asks": [ask.value for ask in self.asks],
            "targets": [[name_of(document), "/".join(step.label for step in path)] for document, path in self.targets],
            "unknown": list(self.unknown),
            "ambiguous": [name_of(document) for document in self.ambiguous],
            "notes": list(self.notes),
        }


def understand(
    question: str,
    history: Sequence[str],
    catalogue: Catalogue,
    as_of: date | None = None,
    within: Scope = EVERYTHING,
) -> Understanding:
    """Read a question after the earlier ones; `as_of` given wins over a day that the question names.

    Of documents that share a number, those `within` the scope are meant when there are any.
    """
    said = day_in(question)
    when = as_of or said or date.today()
    notes = (f"Trả lời theo tình trạng tại ngày {day(when)}.",) if said and as_of is None else ()
    references = _references(question, catalogue)
    asks = asks_of(question) or (stated_facts(question) if references else ())
    text = question
    if (
        history
        and not any(reference.document or reference.document_id for reference in references)
        and _points_back(question)
    ):
        for earlier in reversed(history):
            before = [m for m in _references(earlier, catalogue) if m.document or m.document_id]
            if before:
                own_path = references[0].path if references else ()
                references = [replace(before[0], path=own_path or (() if asks else before[0].path))]
                break
        text = f"{history[-1]} {question}"
    targets, unknown, ambiguous, narrowed = _resolve(references, text, catalogue, within)
    if narrowed:
        notes = (*notes, within.note)
    if targets and asks == (Ask.WHICH,):
        asks = ()  # the document is named: what is asked for is in its text
    return Understanding(
        question=text,
        asked=question,
        search_text=write_out(text),
        as_of=when,
        asks=asks,
        targets=tuple(targets),
        unknown=tuple(unknown),
        ambiguous=tuple(ambiguous),
        notes=notes,
    )


def _references(question: str, catalogue: Catalogue) -> list[Reference]:
    return find_references(question, _names(catalogue))


def _names(catalogue: Catalogue) -> dict[str, str]:
    """Documents by the names people call them: laws by title, each with the id of the newest of that name."""
    names: dict[str, str] = {}
    for document in catalogue.documents():
        if document.kind in {"Luật", "Bộ luật"} and document.title:
            title = re.sub(r"^(?:bộ )?luật ", "", document.title, flags=re.IGNORECASE)
            if len(title) < 80:
                names[without_accents(f"{document.kind} {title}")] = document.id
    return names


def _points_back(question: str) -> bool:
    folded = without_accents(question).strip()
    return BACKWARDS.search(folded) is not None or len(folded.split()) <= 6


def day_in(question: str) -> date | None:
    """The day that a question says it asks about; a year is meant as its last day. None when it names none."""
    folded = without_accents(question)
    match = ON_DAY.search(folded)
    if match:
        first = 1 if match[1] else 4
        try:
            return date(int(match[first + 2]), int(match[first + 1]), int(match[first]))
        except ValueError:
            return None
    year = IN_YEAR.search(folded)
    return date(int(year[1]), 12, 31) if year else None


def _resolve(
    references: Sequence[Reference], question: str, catalogue: Catalogue, within: Scope
) -> tuple[list[tuple[Document, tuple[Step, ...]]], list[str], list[Document], bool]:
    """References → documents here, numbers not here, and documents between which the question does not decide.

    Last, whether the scope decided between some.
    """
    narrowed = False
    targets: list[tuple[Document, tuple[Step, ...]]] = []
    unknown: list[str] = []
    ambiguous: list[Document] = []
    for reference in references:
        if reference.document_id:
            document = catalogue.document(reference.document_id)
            year = NAMED_YEAR.match(without_accents(question[reference.end :]))
            if year and document.issued and int(year[1]) != document.issued.year:
                # "Luật An ninh mạng 2018" is not the law of that name of another year.
                unknown.append(f"{question[reference.start : reference.end].strip()} {year[1]}")
            else:
                targets.append((document, reference.path))
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
                found, narrowed = inside, True
            if len(found) == 1:
                targets.append((found[0], reference.path))
            elif found:
                ambiguous += found
            else:
                unknown.append(named)
    return targets, list(dict.fromkeys(unknown)), ambiguous, narrowed


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
    return [d for d in documents if (year := _year(d)) and re.search(rf"\b{year}\b", folded)]


def _signs(document: Document) -> set[str]:
    """The bodies in a number, without diacritics: "btttt" of 23/2010/TT-BTTTT, with "thh" of 1425/BTTTT-THH.

    None where the number names none that people write so: 20/2023/QH15, 57-NQ/TW.
    """
    kind, *bodies = without_accents(document.number).rpartition("/")[2].split("-")
    return set(bodies if kind in KINDS else (kind, *bodies)) if bodies else set()


def _year(document: Document) -> int | None:
    """The year in a number, else that of issue."""
    numbered = re.search(r"/((?:19|20)\d\d)/", document.number)
    return int(numbered[1]) if numbered else document.issued.year if document.issued else None
