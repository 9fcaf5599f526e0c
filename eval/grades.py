"""What an answer is worth, by rules alone: no model judges here.

`grade` gives a flat dictionary, measure → value in [0, 1]; a measure that does not apply to a question is left out, so
that a mean is over the questions it applies to. `failures` says in words why an answer is not right.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from assistant.verify import unsupported_figures
from eval.questions import KINDS, Place, Question
from eval.texts import states

Data = dict[str, Any]
SAID = {"answer": "trả lời", "refusal": "từ chối", "clarify": "hỏi lại"}
LEVELS = ("document", "article", "clause", "point")
# Fields that a citation and a gold place must share to be the same at a level.
FIELDS = {
    "document": ("document", "issuer"),
    "article": ("document", "issuer", "part", "section", "article"),
    "clause": ("document", "issuer", "part", "section", "article", "clause"),
    "point": ("document", "issuer", "part", "section", "article", "clause", "point"),
}


class Sources(Protocol):
    """What an answer is checked against: the corpus it was given over."""

    def texts(self, document: str, start: int, end: int) -> Iterable[str]:
        """The characters [start, end) of each copy of a document, by its id."""

    def facts(self, document: str) -> str:
        """What the catalogue knows of a document: number, title, issuer, signer, its days as d/m/yyyy."""


@dataclass(frozen=True)
class Graded:
    """An answer's values by measure, and what it lacks."""

    values: dict[str, float]
    failures: tuple[str, ...]


def grade(question: Question, answer: Data, sources: Sources) -> Graded:
    """Grade one answer, in the shape of `cancu ask --json`, against its question."""
    values: dict[str, float] = {}
    failures: list[str] = []
    if answer["kind"] != KINDS[question.expect]:
        failures.append(f"{SAID[answer['kind']]}, đúng ra phải {SAID[KINDS[question.expect]]}")
    if answer["kind"] == "answer":
        values["verbatim"] = _verbatim(answer, sources)
        values["figures"] = _figures(answer, sources)
        values["warned"] = float(not unwarned(answer))
        for name, what in (
            ("verbatim", "có trích dẫn không đúng nguyên văn"),
            ("figures", "có số liệu không nằm trong căn cứ"),
            ("warned", "trích quy định không còn hiệu lực mà không cảnh báo"),
        ):
            failures += [what] if values[name] < 1 else []
    if question.answerable:
        values["answered"] = float(answer["kind"] == "answer")
        values |= cited(question, answer["citations"])
        failures += _lacking(question, answer)
    else:
        values["refused"] = float(answer["kind"] != "answer")
    said = " ".join([answer["text"], *answer["choices"]])
    if question.facts:
        stated = [any(states(form, said) for form in fact) for fact in question.facts]
        values["facts"] = sum(stated) / len(stated)
        failures += [f"không nêu “{fact[0]}”" for fact, there in zip(question.facts, stated, strict=True) if not there]
    if question.forbidden:
        wrong = [words for words in question.forbidden if states(words, said)]
        values["nothing_forbidden"] = float(not wrong)
        failures += [f"nêu “{words}”" for words in wrong]
    if question.status:
        asked = question.documents
        shown = [c["status"] for c in answer["citations"] if not asked or c["document"] in asked]
        right = question.status in shown  # alternatives may be the ended document and the one that ended it
        values["status"] = float(right)
        failures += [] if right else [f"tình trạng hiệu lực {sorted(set(shown))}, đúng ra {question.status}"]
    warns = question.warns if question.warns is not None else (question.expect in {"warn", "correct"} or None)
    if warns is not None and answer["kind"] == "answer":
        right = bool(answer["warnings"]) == warns
        values["warning"] = float(right)
        failures += [] if right else ["thiếu cảnh báo" if warns else "cảnh báo không cần thiết"]
    return Graded({"right": float(not failures)} | values, tuple(failures))


def cited(question: Question, citations: Iterable[Data]) -> dict[str, float]:
    """Precision, recall and F1 of the citations at document, Điều, khoản and điểm.

    Precision is the share of citations that any gold place matches, recall the share of needs that any citation meets,
    F1 their harmonic mean; without citations all are 0. A level counts for a question whose every need has a place
    that deep.
    """
    values: dict[str, float] = {}
    given = list(citations)
    for level in LEVELS:
        needs = [[place for place in need if level == "document" or _reaches(place, level)] for need in question.gold]
        if not needs or not all(needs):
            continue
        right = [any(same(c, place, level) for need in needs for place in need) for c in given]
        met = [any(same(c, place, level) for c in given for place in need) for need in needs]
        precision = sum(right) / len(right) if right else 0.0
        recall = sum(met) / len(met)
        both = precision + recall
        values[f"precision_{level}"] = precision
        values[f"recall_{level}"] = recall
        values[f"f1_{level}"] = 2 * precision * recall / both if both else 0.0
    return values


def same(citation: Data, place: Place, level: str) -> bool:
    """Whether a citation is of a place, as deep as `level`; what the place leaves out is not compared."""
    return all(
        (wanted := getattr(place, name)) is None or str(citation[name]).casefold() == wanted.casefold()
        for name in FIELDS[level]
    )


def _reaches(place: Place, level: str) -> bool:
    """Whether a place is as deep as a level; a section stands where there is no Điều."""
    if level == "article":
        return place.article is not None or place.section is not None
    return getattr(place, level) is not None


def _lacking(question: Question, answer: Data) -> list[str]:
    """The needs that no citation meets, each at the full depth of its places."""
    return [
        f"không dẫn {named(need[0])}"
        for need in question.gold
        if not any(same(citation, place, "point") for citation in answer["citations"] for place in need)
    ]


def named(place: Place) -> str:
    """“điểm a khoản 1 Điều 5 73/2019/NĐ-CP”."""
    words = {"point": "điểm", "clause": "khoản", "article": "Điều", "section": "mục", "part": "phần"}
    parts = [f"{word} {value}" for name, word in words.items() if (value := getattr(place, name)) is not None]
    return " ".join([*parts, place.document])


def unwarned(answer: Data) -> list[str]:
    """The citations to provisions not in force on the day asked about that the answer does not warn of."""
    return [
        citation["citation"]
        for citation in answer["citations"]
        if citation["status"] in {"ended", "not_yet", "unknown"} and not _told_of(citation, answer["warnings"])
    ]


def _told_of(citation: Data, warnings: Sequence[str]) -> bool:
    """Whether a warning names the cited document: by its number, or by the name that its citation ends with."""
    if citation["document"]:
        return states(citation["document"], " ".join(warnings))
    return any(citation["citation"].endswith(warning.partition(": ")[0]) for warning in warnings)


def _verbatim(answer: Data, sources: Sources) -> float:
    """The share of citations whose quotation is found, letter for letter, at its offsets in a copy of its document."""
    quoted = [c["quote"] in sources.texts(c["document_id"], c["start"], c["end"]) for c in answer["citations"]]
    return sum(quoted) / len(quoted) if quoted else 1.0


def _figures(answer: Data, sources: Sources) -> float:
    """The share of claims whose numbers and dates stand in the words, validity or catalogue facts of what they cite."""
    by_mark = {citation["mark"]: citation for citation in answer["citations"]}
    supported = [
        not unsupported_figures(claim["text"], _evidence((by_mark[mark] for mark in claim["marks"]), sources))
        for claim in answer["claims"]
    ]
    return sum(supported) / len(supported) if supported else 1.0


def _evidence(citations: Iterable[Data], sources: Sources) -> str:
    said: list[str] = []
    for c in citations:
        said += [c["quote"], c["citation"], c["status_text"], *c["replaced_by"], sources.facts(c["document_id"])]
    return "\n".join(said)
