"""An answer of the assistant in the pieces in which a room is shown it: a sentence, then what it rests on."""

from __future__ import annotations

from typing import Any

from assistant.naming import NATURE_TEXT, capital
from assistant.types import Citation
from assistant.workshop.room.state import Moderation, RoomQuestion
from corpus.types import Nature

NEAREST = 2  # quotations beside a refusal
Piece = dict[str, Any]


def pieces(question: RoomQuestion) -> list[Piece]:
    """The answer to a question, in order; none while there is no answer."""
    answer = question.answer
    if answer is None:
        failed = question.state is Moderation.FAILED
        return [{"kind": "refusal", "text": question.error}] if failed else []
    if answer.kind == "clarify":
        return [{"kind": "choices", "text": "Câu hỏi có thể nói về:", "choices": list(answer.choices)}]
    if answer.refusal:
        nearest = [_cited(citation) for citation in answer.nearest[:NEAREST]]
        return [{"kind": "refusal", "text": answer.refusal.text}, *nearest]
    found: list[Piece] = [{"kind": "warning", "text": warning} for warning in answer.beside]
    shown: set[int] = set()
    by_mark = {citation.mark: citation for citation in answer.citations}
    for claim in answer.claims:
        found.append({"kind": "claim", "text": claim.marked})
        new = [mark for mark in claim.marks if mark in by_mark and mark not in shown]
        found += [_cited(by_mark[mark]) for mark in new]
        shown.update(new)
    return found


def _cited(citation: Citation) -> Piece:
    nature = "" if citation.nature is Nature.OFFICIAL else NATURE_TEXT[citation.nature]
    return {
        "kind": "citation",
        "mark": citation.mark,
        "citation": citation.citation,
        "quote": citation.quote.text,
        "status": citation.status.value.value,
        "status_text": capital(citation.status_text),
        "nature": "" if nature in citation.citation else nature,
        "replaced_by": list(citation.replaced_by),
    }
