"""The nouns of an answer; `Answer.as_dict` is the shape that commands, batch files and evaluation share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from corpus.types import Document, Nature, Provision, Status


@dataclass(frozen=True)
class Quote:
    """Words of a provision, by offsets in the cleaned text of the copy."""

    provision: Provision
    start: int
    end: int
    text: str


NOTHING_OF_IT = "Chưa thấy trong kho quy định chắc chắn trả lời phần này."  # of a side of a comparison


def in_words(quotes: Sequence[Quote]) -> str:
    """Quotations as an answer says them, a line each; one that lies within another only points to a place in it."""
    outer = [
        quote
        for quote in quotes
        if not any(
            other is not quote
            and other.provision.document == quote.provision.document
            and other.start <= quote.start
            and quote.end <= other.end
            for other in quotes
        )
    ]
    return "\n".join(quote.text for quote in outer)


@dataclass(frozen=True)
class Claim:
    """One sentence of an answer and the marks of the citations it rests on.

    `about` is the part of the question that it answers, "" for a question of one part.
    """

    text: str
    marks: tuple[int, ...]
    about: str = ""

    @property
    def marked(self) -> str:
        """The sentence followed by its marks."""
        return " ".join([self.text, *(f"[{mark}]" for mark in self.marks)])


@dataclass(frozen=True)
class Citation:
    """What a mark [n] points to: words of a provision, of which document and copy, and whether it is in force.

    `holds`: the document has ended in part, and nothing that ended or was changed touches these words.
    """

    mark: int
    quote: Quote
    document: Document
    status: Status
    status_text: str
    nature: Nature
    citation: str  # "khoản 1 Điều 5 Nghị định số 73/2019/NĐ-CP"
    replaced_by: tuple[str, ...] = ()
    source: str = ""
    holds: bool = False

    def as_dict(self) -> dict[str, Any]:
        """The citation as data, as in the answer's JSON."""
        steps = {step.level.value: step.label for step in self.quote.provision.path}
        part = steps.get("attachment") or steps.get("appendix") or steps.get("part")
        return {
            "mark": self.mark,
            "document": self.document.number,
            "document_id": self.document.id,
            "issuer": self.document.issuer,
            "issued": self.document.issued.isoformat() if self.document.issued else None,
            "part": part,
            "section": None if "article" in steps else steps.get("section"),
            "article": steps.get("article"),
            "clause": steps.get("clause"),
            "point": steps.get("point"),
            "citation": self.citation,
            "quote": self.quote.text,
            "start": self.quote.start,
            "end": self.quote.end,
            "nature": self.nature.value,
            "status": self.status.value.value,
            "status_text": self.status_text,
            "replaced_by": list(self.replaced_by),
            "source": self.source,
        }


@dataclass(frozen=True)
class Refusal:
    """Why there is no answer: the check that failed and a Vietnamese sentence for the reader."""

    check: str
    text: str


@dataclass(frozen=True)
class Answer:
    """What `Assistant.ask` returns. `kind` is answer, refusal or clarify.

    `sides` are what a comparison compares, each answered by the claims `about` it; of a side without any nothing here
    surely tells.
    """

    question: str
    as_of: date
    kind: str
    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    refusal: Refusal | None = None
    choices: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    nearest: tuple[Citation, ...] = ()
    warnings: tuple[str, ...] = ()
    token: str = ""
    milliseconds: int = 0
    trace: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The claims, one a line, each followed by its marks; the refusal or the question back where there are none."""
        if self.refusal:
            return self.refusal.text
        return "\n".join(claim.marked for claim in self.claims)

    @property
    def beside(self) -> tuple[str, ...]:
        """The warnings that the answer's own sentences do not say."""
        return tuple(warning for warning in self.warnings if warning not in self.text)

    def by_part(self) -> list[tuple[str, list[Claim]]]:
        """The claims by the part of the question that they answer, in order; of a comparison every side, also empty."""
        parts: dict[str, list[Claim]] = {side: [] for side in self.sides}
        for claim in self.claims:
            parts.setdefault(claim.about, []).append(claim)
        return list(parts.items())

    def as_dict(self) -> dict[str, Any]:
        """The answer as data: the shape of `cancu ask --json`."""
        return {
            "question": self.question,
            "as_of": self.as_of.isoformat(),
            "kind": self.kind,
            "text": self.text,
            "claims": [{"text": claim.text, "marks": list(claim.marks), "about": claim.about} for claim in self.claims],
            "citations": [citation.as_dict() for citation in self.citations],
            "refusal": {"check": self.refusal.check, "text": self.refusal.text} if self.refusal else None,
            "choices": list(self.choices),
            "sides": list(self.sides),
            "nearest": [citation.as_dict() for citation in self.nearest],
            "warnings": list(self.warnings),
            "token": self.token,
            "milliseconds": self.milliseconds,
        }
