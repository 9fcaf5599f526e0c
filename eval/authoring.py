"""Questions written by experts, and thumbs-down turned into questions, each checked against the texts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.evidence import Evidence
from assistant.feedback import Feedback, FeedbackBook
from assistant.typed import Typed, annex_of, typed_places
from corpus.accents import without_accents
from corpus.catalogue import Catalogue
from corpus.errors import Misconfigured, NotFound
from corpus.types import Level
from eval.candidates import Candidate, candidates, propose
from eval.checks import faults
from eval.questions import KINDS, Corpus, Expected, Place, Question, as_line, question_from

Need = tuple[Place, ...]
LOCAL = ("UBND", "HĐND")  # signs that many issuers share: such a number names a document only with its issuer


@dataclass(frozen=True)
class Gathered:
    """What became of the thumbs-down: candidates made, and those left with the reason why."""

    proposed: tuple[Candidate, ...]
    left: tuple[tuple[Feedback, str], ...]


def draft(
    question: str,
    category: str,
    expect: Expected,
    places: Sequence[str | Need],
    facts: Sequence[Sequence[str]],
    forbidden: Sequence[str],
    as_of: date | None,
    history: Sequence[str],
    by: str,
    catalogue: Catalogue,
    corpus: Corpus = "egov",
) -> Question:
    """A question that can stand over the texts of `catalogue`; Misconfigured with every fault of one that cannot.

    `places` are typed as people type them, “khoản 2 Điều 5 73/2019/NĐ-CP”: each a need of its own, several in one
    string joined by “hoặc” a need that any of them meets; or needs already resolved. `facts` are facts, each in all
    its forms.
    """
    needs, wrong = _needs(places, catalogue)
    question, category, by = _one_line(question), category.strip(), _one_line(by)
    wrong += ["câu hỏi còn trống"] if not question else []
    wrong += ["chưa nêu loại câu hỏi"] if not category else []
    wrong += ["chưa nêu người soạn"] if not by else []
    wrong += [f"“{expect}” không phải cách trả lời nào: {', '.join(KINDS)}"] if expect not in KINDS else []
    if KINDS.get(expect) == "answer" and not places:
        wrong.append("câu cần trả lời nhưng chưa nêu điều khoản đúng")
    earlier = tuple(filter(None, map(_one_line, history)))
    made = Question(
        id="draft-" + hashlib.sha256("\n".join([*earlier, question, str(as_of)]).encode()).hexdigest()[:8],
        category=category,
        question=question,
        expect=expect,
        corpus=corpus,
        history=earlier,
        as_of=as_of,
        gold=tuple(needs),
        facts=tuple(forms for fact in facts if (forms := tuple(filter(None, map(_one_line, fact))))),
        forbidden=tuple(filter(None, map(_one_line, forbidden))),
        note=f"soạn: {by}",
    )
    wrong += faults(made, catalogue, Evidence(catalogue, as_of or date.today()))
    if wrong:
        raise Misconfigured("Câu hỏi chưa dùng được:\n" + "\n".join(f"- {fault}" for fault in wrong))
    return question_from(as_line(made), "Câu hỏi mới")


def needs_of(text: str, catalogue: Catalogue) -> list[Need]:
    """The needs that a text names; Misconfigured or NotFound for a place that cannot be read or is not here."""
    places = tuple(place_of(typed, catalogue) for typed in typed_places(text, catalogue))
    either = re.search(r"\bhoac\b", without_accents(text))
    return [places] if either else [(place,) for place in places]


def place_of(typed: Typed, catalogue: Catalogue) -> Place:
    """A provision as a question names it, in the fields that its citation would have.

    The issuer is named where the number alone would not do, the part only of what is attached. Misconfigured for a
    chapter or another place that a question cannot name, and for a document without a number.
    """
    document, provision = typed
    if not document.number:
        raise Misconfigured(f"“{document.title}” không có số hiệu nên câu hỏi chưa nêu được làm căn cứ.")
    shared = len(catalogue.by_number(document.number)) > 1 or any(sign in document.number for sign in LOCAL)
    issuer = (document.issuer or None) if shared else None
    if provision is None:
        return Place(document.number, issuer)
    annex = annex_of(provision)
    article = provision.step(Level.ARTICLE)
    place = Place(
        document=document.number,
        issuer=issuer,
        part=annex.label if annex else provision.step(Level.PART) if article is None else None,
        section=provision.step(Level.SECTION) if article is None else None,
        article=article,
        clause=provision.step(Level.CLAUSE),
        point=provision.step(Level.POINT),
    )
    if place == Place(document.number, issuer):
        raise Misconfigured(f"“{provision.citation}” quá rộng: hãy nêu đến Điều hoặc mục.")
    return place


def from_feedback(book: FeedbackBook, catalogue: Catalogue, by: str, path: Path, corpus: Corpus = "egov") -> Gathered:
    """Make each thumbs-down whose right provision is here a candidate in `path`, each once."""
    known = {candidate.source for candidate in candidates(path)}
    proposed: list[Candidate] = []
    left: list[tuple[Feedback, str]] = []
    for said in book.all():
        if said.good or said.id in known:
            continue
        if not said.right:
            left.append((said, "không nêu điều khoản đúng"))
            continue
        try:
            places, day = [said.right], said.as_of
            question = draft(
                said.question, "feedback", "answer", places, (), (), day, said.history, by, catalogue, corpus
            )
            proposed.append(propose(path, question, by, source=said.id))
        except (Misconfigured, NotFound) as error:
            left.append((said, str(error)))
    return Gathered(tuple(proposed), tuple(left))


def _needs(places: Sequence[str | Need], catalogue: Catalogue) -> tuple[list[Need], list[str]]:
    """The needs that can be read, and what is wrong with the others."""
    needs: list[Need] = []
    wrong: list[str] = []
    for place in places:
        try:
            needs += needs_of(place, catalogue) if isinstance(place, str) else [place]
        except (Misconfigured, NotFound) as error:
            wrong.append(str(error))
    return needs, wrong


def _one_line(text: str) -> str:
    return " ".join(text.split())
