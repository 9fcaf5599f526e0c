"""What the scorer of evidence is fitted on: the units found for a question, and which of them answer it.

Of a question that cannot be answered none does. Nor does any when the documents that answer are left out of the
search: such a question, every so many of ours, is an example of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import numpy as np
from numpy.typing import NDArray

from assistant.ask import Assistant
from assistant.content import parts_in
from assistant.evidence import Evidence
from assistant.features import Asked, Figures, figures_of_none, units_and_figures
from assistant.orders import without_orders
from assistant.parts import Part
from assistant.scorer import read_again
from assistant.understand import understand
from assistant.units import Unit
from corpus.abbreviations import write_out
from corpus.accents import without_accents
from corpus.errors import Misconfigured
from eval.checks import provisions_of
from eval.datasets import Dataset
from eval.laws import Laws
from eval.questions import Question
from eval.texts import states
from index.embed import States as Pieces

Answers = Callable[[Unit], bool]
AWAY_EVERY = 3  # of our questions, how many are asked without their documents too


@dataclass(frozen=True)
class States:
    """The units looked at again by their places; the states of the question's pieces and of each unit's; how near each
    is to the question, which counts for a model that shows no states.
    """

    places: NDArray[np.int64]
    question: Pieces
    texts: tuple[Pieces, ...]
    near: tuple[float, ...]


@dataclass(frozen=True)
class Example:
    """A question's units: `rows` (units, OF_UNIT), `none` (OF_NONE,), `answer` (units,); `kind` groups examples, and
    `weight` is how heavily one counts in the scorer.
    """

    id: str
    kind: str
    rows: Figures
    none: Figures
    answer: NDArray[np.bool_]
    looked: States
    weight: float = 1.0

    @property
    def question(self) -> str:
        """The id of the question, the same with its documents and without."""
        return self.id.removesuffix(" without")


def of_laws(
    dataset: Dataset, chosen: Iterable[str], spans: dict[str, str], laws: Laws, assistant: Assistant
) -> Iterator[Example]:
    """The chosen questions of a labelled set. Where the set gives the words of the answer (`spans`), only units that
    hold them answer.
    """
    everything, today = set(laws.law_of), date.today()
    for key in chosen:
        gold = dataset.qrels[key]
        away = {document for document, law in laws.law_of.items() if any(g.startswith(f"{law}::") for g in gold)}
        text = write_out(assistant.searcher.respelled(dataset.questions[key]))
        part = Part(text, text)
        words = spans.get(key, "")

        def in_gold(unit: Unit, gold: frozenset[str] = gold) -> bool:
            return laws.article_of(unit.last.provision) in gold

        def holds(unit: Unit, words: str = words, gold: frozenset[str] = gold) -> bool:
            return laws.article_of(unit.last.provision) in gold and (not words or states(words, unit.text))

        example = _example(key, dataset.name, part, today, assistant, None, holds)
        yield example if example.answer.any() else _example(key, dataset.name, part, today, assistant, None, in_gold)
        yield _example(f"{key} without", "without", part, today, assistant, everything - away, _never)


def of_questions(questions: list[Question], assistant: Assistant) -> Iterator[Example]:
    """Our own questions, those that are answered from texts and those that must be refused."""
    catalogue = assistant.catalogue
    for number, question in enumerate(questions):
        history = [assistant.searcher.respelled(earlier) for earlier in question.history]
        understood = understand(
            assistant.searcher.respelled(without_orders(question.question)[0]), history, catalogue, question.as_of
        )
        elsewhere = understood.ambiguous or understood.asks or any(path for _, path in understood.targets)
        if elsewhere or (understood.unknown and not understood.targets):
            continue
        named = {document.id for document, _ in understood.targets}
        places = [
            (provision, place.words)
            for need in question.gold
            for place in need
            for provision in provisions_of(place, catalogue)
        ]
        spans = [(catalogue.copy_id_of(p.id), p.start, p.extent, words) for p, words in places]

        def answers(unit: Unit, spans: list[tuple[str | None, int, int, str]] = spans) -> bool:
            copy, quote = catalogue.copy_id_of(unit.last.provision.id), unit.last
            return any(
                copy == of and start < quote.end and quote.start < end and (not words or states(words, unit.text))
                for of, start, end, words in spans
            )

        away = {provision.document for provision, _ in places}
        others = {document.id for document in catalogue.documents()} - away
        kind = "refuse" if question.expect == "refuse" else question.category
        for part in parts_in(understood):
            if question.expect == "refuse" or places:
                yield _example(question.id, kind, part, understood.as_of, assistant, named or None, answers)
            if places and not named and number % AWAY_EVERY == 0:
                yield _example(f"{question.id} without", "without", part, understood.as_of, assistant, others, _never)


def of_strangers(questions: Sequence[Question], assistant: Assistant) -> Iterator[Example]:
    """Questions that nothing in a corpus answers: those asked of another one, every other without diacritics."""
    for number, question in enumerate(questions):
        typed = without_accents(question.question) if number % 2 else question.question
        asked = assistant.searcher.respelled(without_orders(typed)[0])
        understood = understand(asked, (), assistant.catalogue, question.as_of)
        if not (understood.ambiguous or understood.asks or understood.targets or understood.unknown):
            for part in parts_in(understood):
                yield _example(f"{question.id} without", "without", part, understood.as_of, assistant, None, _never)


def _never(_: Unit) -> bool:
    return False


def _example(
    key: str, kind: str, part: Part, as_of: date, assistant: Assistant, only: set[str] | None, answers: Answers
) -> Example:
    evidence = Evidence(assistant.catalogue, as_of)
    asked = Asked.read(part.text, part.last, assistant.searcher.rarity)
    hits = assistant.content.found(part, evidence, only)
    units, rows = units_and_figures(asked, hits, evidence, assistant.searcher.rarity)
    again = read_again(units, rows, partial(assistant.searcher.compared, part.last))
    if again.read.question is None:
        raise Misconfigured("Mô hình ở CANCU_EMBEDDER không cho trạng thái từng từ: hãy bỏ biến này rồi chạy lại.")
    near = assistant.searcher.near(part.last, [units[place].text for place in again.places])
    none = figures_of_none(asked, again.rows, hits, named=only is not None and kind != "without")
    right = [unit for unit in units if answers(unit)]
    return Example(
        key,
        kind,
        again.rows,
        none,
        np.array([unit in right and not _too_wide(unit, right) for unit in units], bool),
        States(again.places, again.read.question, tuple(again.read.texts), tuple(near)),
    )


def _too_wide(unit: Unit, right: list[Unit]) -> bool:
    """Whether one narrower unit of those that answer is all that is needed of this one."""
    inside = [one for one in right if one is not unit and one.overlaps(unit) and len(one.text) < len(unit.text)]
    return len(inside) == 1
