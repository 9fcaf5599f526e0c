"""Whether a question gives its answer away, and whether its quotation decides it.

Each check yields the faults of one item in Vietnamese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.workshop.types import BLANK, Form
from eval.quizzes.answers import gap_text
from eval.quizzes.case import Case
from eval.quizzes.values import PLACE, bare, values_in
from eval.quizzes.words import (
    LISTED,
    asked_words,
    content,
    plain,
    stands,
    trimmed,
    value_in,
)

ABOUT = 0.5  # of the words of a question that stand in its quotation, or in the titles over it
CONTEXT = 5  # words that must be left around a blank
TITLE = 3  # words of a title that tell it from others when they stand together
LONG_TITLE = 6  # words that tell it wherever they stand
SUM = re.compile(r"=\s*" + re.escape(BLANK))
LONGEST_GAP = 10  # words to be typed into a blank
MARK = re.compile(r"^\s*(?:\d+[.)]|[a-zđ]\)|[-–+•]|(?:Bước|Giai đoạn)\s+(?:\d+|[IVX]+|thứ))", re.IGNORECASE)
LISTS = re.compile(
    r"(?<!bước )(?<!bước sau )(?:(?<!\w)gồm|bảo đảm|đáp ứng|nội dung|nguyên tắc|yêu cầu|điều kiện|trường hợp|hồ sơ"
    r"|trách nhiệm|nhiệm vụ|quyền hạn)(?: (?:sau|sau đây|như sau|cụ thể|các|sau:))*\s*:$",
    re.IGNORECASE,
)
LATER = re.compile(
    r"sau khi|sau đó|tiếp theo|trước khi|kể từ (?:ngày|khi) (?:nhận|có)|trên cơ sở|khi nhận", re.IGNORECASE
)
ORDERED = re.compile(r"trình tự|quy trình|(?<!\w)bước(?!\w)|giai đoạn|lần lượt|thứ tự", re.IGNORECASE)


def nothing_gives_it_away(case: Case) -> Iterator[str]:
    """The question, or a mark before a step, does not tell the answer."""
    item = case.item
    if item.form is Form.GAP:
        rest = item.ask.replace(BLANK, " ")
        if item.answers and (stands(item.answers[0], rest) or value_in(item.answers[0], rest, alone=True)):
            yield f"câu hỏi đã có “{item.answers[0]}”"
        if SUM.search(item.ask):
            yield "chỗ trống là kết quả của phép tính ngay trước nó"
    if item.form in {Form.CHOICE, Form.PLACE}:
        told = [text for text in (case.right, *case.wrong) if _told(text, item.ask)]
        if case.right in told and len(told) < len(item.options):
            yield f"câu hỏi đã có phương án đúng “{case.right}”"
        term = trimmed(asked_words(item.ask)) if item.form is Form.CHOICE else ""
        if term and stands(term, case.right) and not any(stands(term, wrong) for wrong in case.wrong):
            yield f"chỉ phương án đúng có “{term}” như câu hỏi"
    if item.form is Form.PLACE:
        yield from _name_told(case)
    if (
        item.form is Form.PLACE
        and _names_itself(case.right, item.ask)
        and not any(_names_itself(wrong, item.ask) for wrong in case.wrong)
    ):
        yield f"mọi từ của “{trimmed(case.right)}”, và chỉ của nó, đã có trong câu hỏi"
    for place, step in enumerate(item.steps, start=1):
        if MARK.match(step):
            yield f"bước {place} mang dấu thứ tự: “{step[:30]}”"
    for pair in item.pairs:
        having = [other for other in item.pairs if stands(pair.term, other.meaning)]
        if len(pair.term.split()) > 1 and having == [pair]:
            yield f"chỉ nghĩa của “{pair.term}” có chính thuật ngữ đó"


def _name_told(case: Case) -> Iterator[str]:
    """The body or the thing that only the right provision's title names stands in the words asked about."""
    told = f" {bare(asked_words(case.item.ask))} "
    runs = {
        text: _own_run(text, [other for other in (case.right, *case.wrong) if other != text])
        for text in (case.right, *case.wrong)
    }
    named = [text for text, run in runs.items() if run and f" {run} " in told]
    if named == [case.right]:
        yield f"câu hỏi đã có “{runs[case.right]}”, chỉ tên của phương án đúng có"


def _own_run(title: str, others: Sequence[str]) -> str:
    """The longest run of words that a title has alone: of three words or more, or of two after “Bộ”, “Sở”, “tỉnh”."""
    known = set(bare(" ".join(others)).split())
    words = plain(PLACE.sub("", title, count=1)).strip(". ").split()
    runs: list[tuple[int, int]] = []
    start = 0
    for place, word in enumerate([*words, ""]):
        if not bare(word) or bare(word) in known:
            runs.append((place - start, start))
            start = place + 1
    length, at = max(runs)
    is_name = length == 2 and words[at - 1 : at] in (["Bộ"], ["Sở"], ["tỉnh"])
    return bare(" ".join(words[at : at + length])) if length >= TITLE or is_name else ""


def _names_itself(option: str, ask: str) -> bool:
    """Whether a provision's title stands in the question, or all its words where they are many."""
    words, title = content(option), bare(PLACE.sub("", option, count=1))
    at_once = len(words) >= TITLE and f" {title} " in f" {bare(ask)} "
    return at_once or (len(words) >= LONG_TITLE and words <= set(bare(ask).split()))


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
    steps, quote = case.item.steps, case.item.basis.quote
    lead = quote[: quote.find(":\n") + 1] if ":\n" in quote else ""
    if LISTS.search(lead) or (steps and re.search(r"(?<!\w)khác$", trimmed(steps[-1]))):
        yield "đây là danh sách nội dung, yêu cầu hay trường hợp, không phải các bước"
    elif not ORDERED.search(lead.splitlines()[-1] if lead else "") and not any(map(LATER.search, steps[1:])):
        yield "lời dẫn và các bước không nói việc nào làm trước"
    items = [LISTED.sub("", line) for line in quote.splitlines() if LISTED.match(line)]
    at = 0
    for place, step in enumerate(steps, start=1):
        found = next((n for n in range(at, len(items)) if stands(step, items[n])), -1)
        if found < 0:
            return
        skipped = [one for one in items[at:found] if _same_mark(quote, one, items[found])]
        if skipped:
            yield f"bỏ qua “{plain(skipped[0])[:60]}” trước bước {place}"
        at = found + 1


def _same_mark(quote: str, one: str, other: str) -> bool:
    """Whether two items of a text are of one list: both numbered, or both lettered."""
    marks = [quote[: quote.find(item)].rpartition("\n")[2].strip()[:1].isdigit() for item in (one, other)]
    return marks[0] == marks[1]
