"""Find the mistake: an answer of several sentences with one thing wrong, to be found with its basis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.evidence import Evidence
from assistant.naming import name_of
from assistant.workshop.binding import basis_of
from assistant.workshop.proposing.asking import identity, source_of
from assistant.workshop.proposing.siblings import Siblings, Stated
from assistant.workshop.proposing.statements import Statement
from assistant.workshop.types import Form, Item, Option
from corpus.dates import day
from corpus.types import Document, Provision, RelationKind, StatusValue

SENTENCES = 4
LONGEST = 240  # characters of one of them
DIFFICULT = 0.7


def mistakes_in(chosen: Sequence[Provision], siblings: Siblings) -> Iterator[Item]:
    """Answers made of the sentences of the provisions chosen, each with one value or one place changed."""
    own = [s for s in siblings.statements if not s.lead and len(s.text) <= LONGEST and _within(s, chosen)]
    own = [s for s in own if siblings.says_once(s.text)]
    by_place = list({_called(s): s for s in own}.values())  # one sentence for each place
    for at in range(0, len(by_place) - SENTENCES + 1, SENTENCES):
        together = by_place[at : at + SENTENCES]
        by_value = siblings.is_digest or at % (2 * SENTENCES) == 0
        made = _changed_value(together, siblings) if by_value else _changed_place(together, siblings)
        if made:
            yield made


def ended_basis(documents: Sequence[tuple[Siblings, Sequence[Provision]]], evidence: Evidence) -> Item | None:
    """An answer of a sentence from each document, one cited from the document that its own has replaced.

    None where fewer than three documents are chosen, or none of them has replaced one that is here.
    """
    chosen = [(siblings, found) for siblings, places in documents if (found := _first(siblings, places, evidence))]
    late = [(siblings, before) for siblings, _ in chosen if (before := _before(siblings.document, evidence))]
    if len(chosen) < SENTENCES - 1 or not late:
        return None
    wrong, before = late[0]
    others = [pair for pair in chosen if pair[0] is not wrong][: SENTENCES - 1]
    basis = basis_of(dict(chosen)[wrong].quote, evidence)
    false = basis.citation.replace(name_of(wrong.document), name_of(before))
    options = [Option(f"{dict(chosen)[wrong].text} ({false})", right=True)]
    options += [Option(f"{said.text} ({siblings.cite(said.quote.provision)})") for siblings, said in others]
    options.sort(key=lambda option: option.text)
    ask = f"Tính đến ngày {day(evidence.as_of)}, câu trả lời gồm các câu dưới đây. Câu nào có chỗ sai?"
    key = f"Sai căn cứ: {name_of(before)} {evidence.status_line(before)}; quy định này ở {basis.citation}."
    id_ = f"mistake-{identity(ask, *(option.text for option in options))}"
    beside = tuple(basis_of(said.quote, evidence) for _, said in others)
    return Item(id_, Form.MISTAKE, ask, basis, tuple(options), beside=beside, key=key, difficulty=DIFFICULT)


def _first(siblings: Siblings, places: Sequence[Provision], evidence: Evidence) -> Statement | None:
    """The first sentence of the provisions chosen that can stand by itself, of a document in force."""
    if not evidence.holds(siblings.document):
        return None
    own = (s for s in siblings.statements if not s.lead and len(s.text) <= LONGEST and _within(s, places))
    return next((s for s in own if " này" not in s.text and siblings.says_once(s.text)), None)


def _before(document: Document, evidence: Evidence) -> Document | None:
    """A document that another has replaced, that is here and has ended."""
    for relation in evidence.catalogue.relations_from(document.id):
        if relation.kind is not RelationKind.REPLACES or relation.target_path:
            continue
        for before in evidence.catalogue.by_number(relation.target_number):
            ended = evidence.status(before)
            if ended.value is StatusValue.ENDED and document.id in ended.replaced_by:
                return before
    return None


def _changed_value(together: Sequence[Statement], siblings: Siblings) -> Item | None:
    """The sentences without their places, one with another value of the same kind."""
    texts = {statement.text: statement for statement in together}
    for stated in siblings.stated:
        fits = stated.statement.text in texts and _is_middling(stated.statement, together)
        wrong = _wrong(stated, siblings) if fits else ""
        if wrong:
            value = stated.value
            false = f"{stated.statement.text[: value.start]}{wrong}{stated.statement.text[value.end :]}"
            key = f"Sai ở “{wrong}”: quy định nêu “{value.text}”."
            bases = tuple(siblings.cite(s.quote.provision) for s in together if s.text != stated.statement.text)
            return _item(together, stated.statement, false, key, siblings, bases, with_places=False)
    return None


def _changed_place(together: Sequence[Statement], siblings: Siblings) -> Item | None:
    """The sentences with their places, one with the place of another."""
    wrong = together[int(identity(*(statement.text for statement in together)), 16) % len(together)]
    own = siblings.unit_of(wrong.quote.provision)
    if not _is_middling(wrong, together) or not own.heading:
        return None
    here = {_called(statement) for statement in together}
    after = siblings.statements[siblings.statements.index(together[-1]) :]
    before = reversed(siblings.statements[: siblings.statements.index(together[0])])
    # Of an article of another subject: who only knows the numbers by heart is not asked.
    units = ((s, siblings.unit_of(s.quote.provision)) for s in (*after, *before) if _called(s) not in here)
    other = next((_called(s) for s, unit in units if unit.heading and unit.heading != own.heading), "")
    if not other:
        return None
    key = f"Sai căn cứ: quy định này ở {_called(wrong)}, không phải {other}."
    return _item(together, wrong, f"{wrong.text} ({other})", key, siblings, (), with_places=True)


def _item(
    together: Sequence[Statement],
    wrong: Statement,
    false: str,
    key: str,
    siblings: Siblings,
    bases: tuple[str, ...],
    with_places: bool,
) -> Item:
    what = "ghi sai căn cứ" if with_places else "có chỗ sai"
    ask = f"{source_of(siblings)}, câu trả lời gồm các câu dưới đây. Câu nào {what}?"
    options = []
    for statement in together:
        true = f"{statement.text} ({_called(statement)})" if with_places else statement.text
        options.append(Option(false, right=True) if statement is wrong else Option(true))
    basis = basis_of(wrong.quote, siblings.evidence)
    id_ = f"mistake-{identity(ask, false)}"
    bases = tuple(base for base in dict.fromkeys(bases) if not _nested(base, basis.citation))
    beside = tuple(basis_of(other.quote, siblings.evidence) for other in together if other is not wrong)
    return Item(
        id_, Form.MISTAKE, ask, basis, tuple(options), bases=bases, beside=beside, key=key, difficulty=DIFFICULT
    )


def _is_middling(statement: Statement, together: Sequence[Statement]) -> bool:
    """Whether a sentence does not stand out by its length."""
    others = [len(other.text) for other in together if other is not statement]
    return min(others) / 2 <= len(statement.text) <= 2 * max(others)


def _nested(one: str, other: str) -> bool:
    """Whether one place stands in the other: “khoản 4 Điều 5 …” in “Điều 5 …”."""
    return f" {one}".endswith(f" {other}") or f" {other}".endswith(f" {one}")


def _wrong(stated: Stated, siblings: Siblings) -> str:
    if "(" in stated.value.text or not siblings.is_alone(stated.statement, stated.value):
        return ""
    return next((option.text for option in siblings.wrong(stated.value, stated.statement)), "")


def _within(statement: Statement, chosen: Sequence[Provision]) -> bool:
    return any(p.start <= statement.quote.start < p.extent for p in chosen)


def _called(statement: Statement) -> str:
    """Where a sentence stands, as an answer says it: “điểm a khoản 2 Điều 5”, “Điều 2 Quy chế ban hành kèm theo”."""
    return statement.quote.provision.citation
