"""Answers to a file of questions: JSON Lines in, JSON Lines out, in the same order."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from assistant.ask import Assistant
from assistant.scope import EVERYTHING, Scope
from corpus.errors import Misconfigured, NotFound


def answer_batch(assistant: Assistant, questions: Path, out: Path, within: Scope = EVERYTHING) -> int:
    """Answer each line (`id`, `question`, optional `history` and `as_of`) and write its answer; how many were answered.

    The file is read and checked whole before the first answer is written.
    """
    if not questions.exists():
        raise NotFound(f"Không thấy tệp câu hỏi “{questions}”.")
    lines = enumerate(questions.read_text(encoding="utf-8").splitlines(), start=1)
    rows = [_row(line, number, questions) for number, line in lines if line.strip()]
    if within and not within.only_in_force:
        within.ids(assistant.catalogue.documents())  # an empty scope is told before anything is written
    with out.open("w", encoding="utf-8") as sink:
        for row in rows:
            answer = assistant.ask(row["question"], history=row["history"], as_of=row["as_of"], within=within)
            sink.write(json.dumps({"id": row["id"]} | answer.as_dict(), ensure_ascii=False) + "\n")
            sink.flush()
    return len(rows)


def _row(line: str, number: int, path: Path) -> dict[str, Any]:
    where = f"Dòng {number} của “{path}”"
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise Misconfigured(
            f"{where} không phải JSON: {error}. Mỗi dòng cần một đối tượng có id và question."
        ) from error
    if not isinstance(row, dict) or not isinstance(row.get("question"), str) or not row["question"].strip():
        raise Misconfigured(f"{where} thiếu “question”. Mỗi dòng cần một đối tượng có id và question.")
    history = row.get("history") or []
    if not isinstance(history, list) or not all(isinstance(question, str) for question in history):
        raise Misconfigured(f"{where}: “history” phải là danh sách câu hỏi trước.")
    try:
        as_of = date.fromisoformat(row["as_of"]) if row.get("as_of") else None
    except (ValueError, TypeError) as error:
        raise Misconfigured(f"{where}: “as_of” phải có dạng NĂM-THÁNG-NGÀY.") from error
    return {"id": row.get("id", str(number)), "question": row["question"], "history": history, "as_of": as_of}
