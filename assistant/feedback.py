"""What people say of an answer: a line each in `feedback.jsonl` of the data folder."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from assistant.types import Answer
from corpus.errors import Misconfigured
from corpus.lines import append_line, whole_lines

FILE = "feedback.jsonl"
Reason = Literal["", "wrong_basis", "incomplete", "ended", "unclear", "other"]
REASONS: dict[Reason, str] = {
    "wrong_basis": "sai căn cứ",
    "incomplete": "thiếu",
    "ended": "hết hiệu lực",
    "unclear": "khó hiểu",
    "other": "khác",
}


@dataclass(frozen=True)
class Feedback:
    """One person's word on one answer.

    `at` is when it was said, in ISO form; `right` the right provision as it was typed, “khoản 2 Điều 5
    73/2019/NĐ-CP”, "" where none was; `answer` what was answered, in the shape of `cancu ask --json`. `asked` is the
    token of the asking in its conversation: the same question asked twice is two askings.
    """

    id: str
    at: str
    question: str
    history: tuple[str, ...]
    as_of: date
    good: bool
    reason: Reason
    comment: str
    right: str
    answer: dict[str, Any]
    token: str
    asked: str = ""


class FeedbackBook:
    """The feedback in a file, to which threads and processes add at once."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(
        self,
        answer: Answer,
        history: Sequence[str],
        good: bool,
        reason: Reason = "",
        comment: str = "",
        right: str = "",
        replaces: str = "",
        asked: str = "",
    ) -> Feedback:
        """Keep what is said of an answer to a question asked after `history`; on the disk when this returns.

        `replaces` is the id of what the same person said of it before. Misconfigured when it cannot be written.
        """
        said = Feedback(
            id=replaces or uuid.uuid4().hex[:12],
            at=datetime.now().astimezone().isoformat(timespec="seconds"),
            question=answer.question,
            history=tuple(history),
            as_of=answer.as_of,
            good=good,
            reason=reason,
            comment=comment.strip(),
            right=right.strip(),
            answer=answer.as_dict(),
            token=answer.token,
            asked=asked,
        )
        append_line(self._path, _adapter().dump_json(said).decode("utf-8"))
        return said

    def all(self) -> tuple[Feedback, ...]:
        """All that was said, oldest first, the last word of each; Misconfigured for a line that is none."""
        found: dict[str, Feedback] = {}
        for number, line in enumerate(whole_lines(self._path), start=1):
            try:
                said: Feedback = _adapter().validate_json(line)
            except ValueError as error:
                raise Misconfigured(
                    f"Dòng {number} của “{self._path}” không phải một góp ý: hãy khôi phục hoặc xóa dòng đó."
                ) from error
            found[said.id] = said
        return tuple(found.values())


@lru_cache(maxsize=1)
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Feedback)
