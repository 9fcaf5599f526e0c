"""Whether a question gives its answer away, and whether its quotation decides it.

Each check yields the faults of one item in Vietnamese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.workshop.types import BLANK, Form
from eval.quiz_answers import gap_text
from eval.quiz_case import Case
from eval.quiz_values import bare, values_in
from eval.quiz_words import (
    asked_words,
    content,
    stands,
    trimmed,
    value_in,
)

ABOUT = 0.5  # of the words of a question that stand in its quotation, or in the titles over it
CONTEXT = 5  # words that must be left around a blank
LONGEST_GAP = 10  # words to be typed into a blank
MARK = re.compile(r"^\s*(?:\d+[.)]|[a-zđ]\)|[-–+•]|(?:Bước|Giai đoạn)\s+(?:\d+|[IVX]+|thứ))", re.IGNORECASE)
LISTS = re.compile(
    r"(?<!bước )(?<!bước sau )(?:(?<!\w)gồm|bảo đảm|đáp ứng|nội dung|nguyên tắc|yêu cầu|điều kiện|trường hợp|hồ sơ"
    r"|trách nhiệm|nhiệm vụ|quyền hạn)(?: (?:sau|sau đây|như sau|cụ thể|các|sau:))*\s*:$",
    re.IGNORECASE,
)
ORDERED = re.compile(
    r"trình tự|quy trình|thủ tục|(?<!\w)bước(?!\w)|giai đoạn|lần lượt|sau khi|sau đó|tiếp theo|trước khi|thứ tự",
    re.IGNORECASE,
)


def nothing_gives_it_away(case: Case) -> Iterator[str]:
    """The question, or a mark before a step, does not tell the answer."""
    item = case.item
    if item.form is Form.GAP:
        rest = item.ask.replace(BLANK, " ")
        if item.answers and (stands(item.answers[0], rest) or value_in(item.answers[0], rest, alone=True)):
            yield f"câu hỏi đã có “{item.answers[0]}”"
    if item.form in {Form.CHOICE, Form.PLACE}:
        told = [text for text in (case.right, *case.wrong) if _told(text, item.ask)]
        if case.right in told and len(told) < len(item.options):
            yield f"câu hỏi đã có phương án đúng “{case.right}”"
        term = trimmed(asked_words(item.ask)) if item.form is Form.CHOICE else ""
        if term and stands(term, case.right) and not any(stands(term, wrong) for wrong in case.wrong):
            yield f"chỉ phương án đúng có “{term}” như câu hỏi"
    for place, step in enumerate(item.steps, start=1):
        if MARK.match(step):
            yield f"bước {place} mang dấu thứ tự: “{step[:30]}”"
    for pair in item.pairs:
        having = [other for other in item.pairs if stands(pair.term, other.meaning)]
        if len(pair.term.split()) > 1 and having == [pair]:
            yield f"chỉ nghĩa của “{pair.term}” có chính thuật ngữ đó"


def _told(text: str, ask: str) -> bool:
    return bool(bare(text)) and f" {bare(text)} " in f" {bare(ask)} " and len(bare(text)) > 1


def answer_is_decidable(case: Case) -> Iterator[str]:
    """The quotation decides: it speaks of what is asked, a blank has words around it, steps are an order in time."""
    item, quote = case.item, case.item.basis.quote
    if item.form is Form.CHOICE:
        asked = content(item.ask)
        known = set(bare(f"{quote} {case.headings}").split())
        missing = sorted(asked - known)
        if asked and len(missing) > (1 - ABOUT) * len(asked):
            yield f"đoạn trích không nói về điều được hỏi: thiếu {', '.join(missing[:8])}"
    if item.form is Form.GAP and item.answers:
        if len(gap_text(case).replace(BLANK, " ").split()) < CONTEXT:
            yield "quanh chỗ trống còn quá ít chữ"
        answer = item.answers[0].split()
        if len(answer) > LONGEST_GAP:
            yield f"chỗ trống phải gõ {len(answer)} từ"
        if (
            not content(item.answers[0])
            and not any(c.isdigit() for c in item.answers[0])
            and not values_in(item.answers[0])
        ):
            yield f"chỗ trống hỏi từ không có nội dung: “{item.answers[0]}”"
    if item.form is Form.ORDER:
        yield from _no_order(case)
    if item.form is Form.PLACE and 0 < len(asked_words(item.ask).split()) < CONTEXT:
        yield "đoạn chữ được hỏi quá ngắn để chỉ về một nơi"


def _no_order(case: Case) -> Iterator[str]:
    """Why the steps of an item are a list without an order, or not all of it."""
    item, quote = case.item, case.item.basis.quote
    lead = quote[: quote.find(":") + 1] if ":" in quote else ""
    if not ORDERED.search(f"{quote}\n{case.headings}"):
        yield "đoạn trích không nói đây là các bước theo thứ tự"
    elif LISTS.search(lead) or (item.steps and re.search(r"(?<!\w)khác$", trimmed(item.steps[-1]))):
        yield "đây là danh sách nội dung, yêu cầu hay trường hợp, không phải các bước"
    at = 0
    for place, step in enumerate(item.steps, start=1):
        found = quote.find(trimmed(step), at)
        if found < 0:
            return
        if place > 1 and len(re.findall(r"(?m)^\s*(?:\d+[.)]|[a-zđ]\)|[-–+•])\s", quote[at:found])) > 1:
            yield f"bỏ qua một bước trước bước {place}"
        at = found + len(trimmed(step))
