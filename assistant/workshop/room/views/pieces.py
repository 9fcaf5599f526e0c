"""An answer of the assistant in the pieces in which a room is shown it: a sentence, then what it rests on."""

from __future__ import annotations

from typing import Any

from assistant.types import Citation
from assistant.workshop.room.state import Moderation, RoomQuestion
from corpus.types import Nature, StatusValue

NEAREST = 2  # quotations beside a refusal
STATUS_WORDS = {
    StatusValue.IN_FORCE: "Còn hiệu lực",
    StatusValue.NOT_YET: "Chưa có hiệu lực",
    StatusValue.ENDED: "Đã hết hiệu lực",
    StatusValue.PARTLY_ENDED: "Hết hiệu lực một phần",
    StatusValue.UNKNOWN: "Chưa rõ hiệu lực",
}
NATURE_WORDS = {
    Nature.OFFICIAL: "",
    Nature.PORTAL: "bản trên cổng thông tin",
    Nature.CONSOLIDATED: "bản hợp nhất",
    Nature.UNOFFICIAL: "bản không chính thức",
    Nature.CODIFIED: "bản pháp điển",
    Nature.TRANSLATION: "bản dịch",
    Nature.DRAFT: "bản dự thảo",
    Nature.DIGEST: "hồ sơ tóm lược",
}
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


def status_words(value: StatusValue, text: str) -> str:
    """A status as it stands by itself: what is known of it, else its name."""
    return text[:1].upper() + text[1:] if text else STATUS_WORDS[value]


def _cited(citation: Citation) -> Piece:
    return {
        "kind": "citation",
        "mark": citation.mark,
        "citation": citation.citation,
        "quote": citation.quote.text,
        "status": citation.status.value.value,
        "status_text": status_words(citation.status.value, citation.status_text),
        "nature": NATURE_WORDS[citation.nature],
        "replaced_by": list(citation.replaced_by),
    }
