"""The stress set: questions changed so that the right answer stays known, and what each change costs.

A variant's id is its original's with the kind after "~": `L01~typos`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np

from corpus.catalogue import Catalogue
from corpus.errors import Misconfigured
from corpus.types import Document
from eval.compare import paired_interval
from eval.measures import interval
from eval.questions import AnswerSet, Corpus, Question, Split, as_line
from eval.runs import Row
from eval.traps import Known, distractor_number, gold_document, knows, wrong_premise
from eval.variants import WORDINGS, Wording, chance_of, rewrite

Trap = Literal["distractor_number", "wrong_premise"]
Kind = Wording | Trap
TRAPS: tuple[Trap, ...] = get_args(Trap)
KINDS: tuple[Kind, ...] = (*WORDINGS, *TRAPS)
NAMES: dict[str, str] = {
    "unaccented": "gõ không dấu",
    "typos": "lỗi gõ",
    "abbreviated": "đổi giữa viết tắt và viết đủ",
    "number_forms": "cách ghi số hiệu, điều, khoản",
    "synonyms": "từ đồng nghĩa",
    "distractor_number": "số hiệu gần giống, không có trong kho",
    "wrong_premise": "câu hỏi nêu sai về văn bản",
}
BETWEEN = "~"  # an original's id and the kind


@dataclass(frozen=True)
class Variant:
    """A question changed in one way; `original` is the id of the one it was made from."""

    kind: Kind
    question: Question
    original: str


@dataclass(frozen=True)
class Drop:
    """What a kind of change costs: the mean of the originals less that of their variants, with its 95 % interval.

    Traps are not compared with their originals, which ask something else: `base` and `drop` are None, and the interval
    is of the variants' own mean.
    """

    kind: str
    pairs: int
    base: float | None
    variant: float
    drop: float | None
    low: float
    high: float


def variants(
    question: Question, kinds: Iterable[str], seed: int, known: Known, document: Document | None = None
) -> Iterator[Variant]:
    """The variants of a question, at most one of each kind; a kind that does not apply gives none.

    `known` says whether the corpus has a document of a number, whole or typed in part; `document` is the one that the
    gold names. Misconfigured for an unknown kind.
    """
    for kind in _checked(kinds):
        changed = _changed(question, kind, seed, known, document)
        if changed is not None:
            note = f"{kind} of {question.id}"
            yield Variant(kind, replace(changed, id=f"{question.id}{BETWEEN}{kind}", note=note), question.id)


def _checked(kinds: Iterable[str]) -> list[Kind]:
    """The kinds, once each and in order; Misconfigured for one that there is not."""
    asked = list(dict.fromkeys(kinds))
    strange = [kind for kind in asked if kind not in KINDS]
    if strange:
        raise Misconfigured(f"Không có cách đổi câu hỏi “{strange[0]}”. Có: {', '.join(KINDS)}.")
    return [kind for kind in asked if kind in KINDS]


def _changed(question: Question, kind: Kind, seed: int, known: Known, document: Document | None) -> Question | None:
    if kind == "distractor_number":
        return distractor_number(question, chance_of(seed, kind, question.question), known)
    if kind == "wrong_premise":  # by id: the text of the original plays no part in it
        return wrong_premise(question, chance_of(seed, kind, question.id), document)
    text = rewrite(question.question, kind, seed)
    return None if text is None else replace(question, question=text)


def stress_set(
    answer_set: AnswerSet, kinds: Iterable[str], seed: int, catalogue_of: Callable[[Corpus], Catalogue]
) -> list[Variant]:
    """The variants of every question of a set, in its order. A trap that two questions lead to is set once.

    `catalogue_of` gives the catalogue of a corpus; it is called for traps alone.
    """
    asked = _checked(kinds)
    corpora = dict.fromkeys(question.corpus for question in answer_set.all()) if set(asked) & set(TRAPS) else {}
    catalogues = {corpus: catalogue_of(corpus) for corpus in corpora}
    known_in = {corpus: knows(catalogue) for corpus, catalogue in catalogues.items()}
    made: dict[tuple[str, ...], Variant] = {}
    for question in answer_set.all():
        catalogue = catalogues.get(question.corpus)
        document = gold_document(question, catalogue) if catalogue else None
        for variant in variants(question, asked, seed, known_in.get(question.corpus, _nothing), document):
            trap = (question.corpus, variant.kind, variant.question.question)
            made.setdefault(trap if variant.kind in TRAPS else (variant.question.id,), variant)
    return list(made.values())


def _nothing(number: str) -> bool:
    return False


def as_answer_set(made: Sequence[Variant], answer_set: AnswerSet, seed: int) -> AnswerSet:
    """The variants as a set to run, each in the split of its original; its SHA-256 covers their lines."""
    split_of = {q.id: split for split, questions in answer_set.questions.items() for q in questions}
    by_split: dict[Split, tuple[Question, ...]] = {
        split: tuple(v.question for v in made if split_of[v.original] == split) for split in answer_set.questions
    }
    lines = "\n".join(as_line(question) for questions in by_split.values() for question in questions)
    return replace(
        answer_set,
        name=f"{answer_set.name}-stress-{seed}",
        title=f"{answer_set.title}: câu hỏi biến đổi",
        questions=by_split,
        frozen=frozenset(),
        sha256=hashlib.sha256(lines.encode("utf-8")).hexdigest(),
    )


def drops(base: Sequence[Row], stressed: Sequence[Row], measure: str) -> list[Drop]:
    """What each kind of change costs by a measure, in the order of KINDS; kinds without a pair are left out.

    A pair is an original and its variant, by id, that both have the measure. Misconfigured when there is none.
    """
    originals = {row.id: row.values[measure] for row in base if measure in row.values}
    pairs: dict[str, list[tuple[float | None, float]]] = {kind: [] for kind in KINDS}
    for row in stressed:
        original, _, kind = row.id.rpartition(BETWEEN)
        if kind in pairs and measure in row.values and (kind in TRAPS or original in originals):
            pairs[kind].append((originals.get(original), row.values[measure]))
    found = [_drop(kind, values) for kind, values in pairs.items() if values]
    if not found:
        raise Misconfigured(
            f"Không có cặp câu gốc và câu biến đổi nào cùng có độ đo “{measure}”: hãy chạy cả bộ câu gốc lẫn bộ câu "
            "biến đổi làm từ nó."
        )
    return found


def _drop(kind: str, pairs: Sequence[tuple[float | None, float]]) -> Drop:
    changed = np.array([variant for _, variant in pairs])
    if kind in TRAPS:
        low, high = interval([float(x) for x in changed])
        return Drop(kind, len(pairs), None, float(changed.mean()), None, low, high)
    first = np.array([original for original, _ in pairs], dtype=float)
    low, high = paired_interval(first - changed)
    mean, after = float(first.mean()), float(changed.mean())
    return Drop(kind, len(pairs), mean, after, mean - after, low, high)


def as_table(found: Sequence[Drop]) -> str:
    """The drops in Markdown."""
    lines = [
        "| cách biến đổi | câu | câu gốc | câu biến đổi | mức giảm (95 %) |",
        "|---|---|---|---|---|",
    ]
    for d in found:
        interval = f"({d.low:.3f} … {d.high:.3f})" if d.drop is None else f"({d.low:+.3f} … {d.high:+.3f})"
        own, lost = (f" {interval}", "–") if d.drop is None else ("", f"{d.drop:+.3f} {interval}")
        first = "–" if d.base is None else f"{d.base:.3f}"
        lines.append(f"| {NAMES.get(d.kind, d.kind)} | {d.pairs} | {first} | {d.variant:.3f}{own} | {lost} |")
    return "\n".join(lines) + "\n"
