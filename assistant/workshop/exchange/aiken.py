"""Aiken: a question on a line, its options below, the letter of the right one. It holds nothing else.

Written as https://docs.moodle.org/en/Aiken_format describes it; line breaks within a text become spaces, and the
quotation and basis have no place in it.
"""

from __future__ import annotations

import re
from string import ascii_uppercase

from assistant.workshop.exchange.exported import Exported, file_name, line
from assistant.workshop.exchange.rows import questions_of
from assistant.workshop.marking import shown
from assistant.workshop.types import Item, Lesson

NOT_A_QUESTION = re.compile(r"[A-Z][).]\s|ANSWER:")  # with which a line is an option, or the key


def aiken(lesson: Lesson) -> Exported:
    """The lesson's items that have options, as an Aiken file."""
    blocks, left_out = [], []
    for item in questions_of(lesson):
        reason = _reason(item)
        if reason:
            left_out.append((item.id, reason))
            continue
        order = shown(item, lesson.id)
        lines = [line(item.ask)]
        lines += [f"{ascii_uppercase[row]}. {line(item.options[place].text)}" for row, place in enumerate(order)]
        blocks.append("\n".join([*lines, f"ANSWER: {ascii_uppercase[order.index(item.right)]}"]))
    return Exported("".join(f"{block}\n\n" for block in blocks).encode(), file_name(lesson, "-aiken.txt"), (*left_out,))


def _reason(item: Item) -> str:
    if not item.options:
        return "Aiken chỉ có câu trắc nghiệm với các phương án để chọn"
    if NOT_A_QUESTION.match(line(item.ask)) or len(line(item.ask)) < 2:
        return "lời hỏi mở đầu như một phương án (“A. …”, “ANSWER:”) hoặc chỉ có một chữ, Aiken đọc sai"
    return ""
