"""Questions that must not be answered as asked: about a number that is not here, or with something wrong in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from assistant.naming import name_of
from corpus.accents import without_accents
from corpus.catalogue import Catalogue
from corpus.dates import day
from corpus.numbers import find_numbers, fold
from corpus.types import Document
from eval.checks import documents_of
from eval.questions import Expected, Place, Question

Known = Callable[[str], bool]  # whether a corpus has a document of a number, whole or typed in part
# Figures that are misread or mistyped for one another: alike, or next to each other on the keys.
_ALIKE = {
    "0": "689",
    "1": "74",
    "2": "73",
    "3": "852",
    "4": "91",
    "5": "36",
    "6": "895",
    "7": "12",
    "8": "36",
    "9": "46",
}
# A law named by its title is known whatever number follows.
_NAMED_LAW = re.compile(r"(?<!phap )\bluat (?!so\b|nay\b|do\b|nao\b|\d)\w")
# Days from the true date to a wrong one: not whole months, lest it be the day on which some articles take effect.
_SHIFTS = (-367, -93, -33, -11)
_NOBODY = ("Trần Văn Mẫu", "Lê Thị Thử", "Hoàng Văn Giả")  # who signed nothing
_BODIES = ("Bộ Tài chính", "Bộ Nội vụ", "Bộ Xây dựng", "Bộ Y tế", "Ngân hàng Nhà nước Việt Nam")


def knows(catalogue: Catalogue) -> Known:
    """Whether a corpus has a document of a number, whole or in part (“2323”, “73/2019”), or says what became of it."""
    numbers = [without_accents(document.number) for document in catalogue.documents()]

    def known(number: str) -> bool:
        begins = without_accents(number).lstrip("0")
        own = any(n.lstrip("0").startswith((f"{begins}/", f"{begins}-")) or n.lstrip("0") == begins for n in numbers)
        return own or bool(catalogue.relations_to_number(number))

    return known


def gold_document(question: Question, catalogue: Catalogue) -> Document | None:
    """The one document that all gold places of a question are of; None when they may be of several."""
    documents = {d.id: d for need in question.gold for place in need for d in documents_of(place, catalogue)}
    return next(iter(documents.values())) if len(documents) == 1 else None


def distractor_number(question: Question, chance: Random, known: Known) -> Question | None:
    """The question about a look-alike number that the corpus does not have, which must be refused.

    None for a question that is refused or corrected anyway, and for one that is not about one document that is here,
    named by its number alone.
    """
    numbers = find_numbers(question.question)
    if question.expect in {"refuse", "correct"} or len(numbers) != 1:
        return None
    start, number = numbers[0].start, numbers[0].number
    decoy = any(fold(number) in fold(words) for words in question.forbidden)
    if decoy or not known(number) or _NAMED_LAW.search(without_accents(question.question)):
        return None
    digits = _digits(number)
    others = sorted(lookalikes(digits))
    chance.shuffle(others)
    other = next((other for other in others if not known(other + number[len(digits) :])), None)
    if other is None:
        return None
    text = question.question[:start] + other + question.question[start + len(digits) :]
    return _unlike(question, text, expect="refuse")


def _digits(text: str) -> str:
    match = re.match(r"\d+", text)
    return match[0] if match else ""


def lookalikes(digits: str) -> set[str]:
    """Figures easily taken for these: two neighbours swapped (73 → 37), or one misread (464 → 469)."""
    swapped = {digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :] for i in range(len(digits) - 1)}
    misread = {digits[:i] + other + digits[i + 1 :] for i, figure in enumerate(digits) for other in _ALIKE[figure]}
    return {other for other in swapped | misread if other[0] != "0" and other != digits}


def wrong_premise(question: Question, chance: Random, document: Document | None) -> Question | None:
    """A question that asserts something wrong about the gold document, which must be corrected.

    None when the gold is not one document, or the catalogue knows no fact of it to get wrong.
    """
    if document is None or not document.number or {fold(n) for n in question.documents} != {fold(document.number)}:
        return None
    premises = list(_premises(document, chance))
    if not premises:
        return None
    text, forms = chance.choice(premises)
    gold = ((Place(document.number, issuer=document.issuer or None),),)
    return replace(_unlike(question, text, expect="correct"), gold=gold, facts=(forms,), history=(), as_of=None)


def _premises(document: Document, chance: Random) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every wrong statement that can be made about a document, with the forms of the true value."""
    name = name_of(document)
    for verb, when in (("được ban hành", document.issued), ("có hiệu lực từ", document.effective)):
        if when:
            wrong = when + timedelta(days=chance.choice(_SHIFTS))
            yield f"{name} {verb} ngày {day(wrong)}, đúng không?", forms_of(when)
    if document.signer:
        nobody = chance.choice([other for other in _NOBODY if other != document.signer])
        yield f"{name} do {nobody} ký, phải không?", (document.signer,)
    # A joint circular has several issuers; the name of a local document already says who issued it.
    if document.issuer and "liên tịch" not in document.kind and document.issuer not in name:
        body = chance.choice([body for body in _BODIES if body not in document.issuer])
        yield f"{name} do {body} ban hành, đúng không?", (document.issuer,)


def forms_of(when: date) -> tuple[str, ...]:
    """A date in the forms in which the product states or quotes it: “05/9/2019”, “05 tháng 9 năm 2019”."""
    months = (f"{when.month}", f"{when.month:02d}")
    forms = [day(when), *(f"{when.day:02d}/{month}/{when.year}" for month in months)]
    forms += [f"{when.day:02d} tháng {month} năm {when.year}" for month in months]
    forms += [f"ngày {when.day} tháng {month} năm {when.year}" for month in months]
    return tuple(dict.fromkeys(forms))


def _unlike(question: Question, text: str, expect: Expected) -> Question:
    """A question with another text, of which nothing is expected but `expect`."""
    return replace(
        question, question=text, expect=expect, gold=(), facts=(), forbidden=(), status=None, warns=None, family=""
    )
