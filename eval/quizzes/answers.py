"""Whether the answer of an item is what its provision says.

The check yields the faults of one item in Vietnamese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.workshop.types import BLANK, Form
from eval.quizzes.case import Case, holds
from eval.quizzes.values import bare, same, values_in
from eval.quizzes.words import (
    asked_words,
    difference,
    filled,
    found_at,
    mark_of,
    plain,
    quoted_in,
    says,
    stands,
    trimmed,
    unmarked,
    value_in,
)

BETWEEN = r"[”\"]?\s*(?:\([^)]*\)\s*)?,?\s*(?:là|được hiểu là|nghĩa là|bao gồm|gồm|được hiểu như sau)?\s*:?\s*[“\"]?"


def answer_stands(case: Case) -> Iterator[str]:
    """The answer is in the quotation: an option's words or figure, the gap, the statement, pairs, steps, sentences."""
    yield from {
        Form.CHOICE: _choice_stands,
        Form.TRUE_FALSE: _statement_stands,
        Form.MATCH: _pairs_stand,
        Form.ORDER: _steps_stand,
        Form.GAP: _gap_stands,
        Form.PLACE: _place_stands,
        Form.MISTAKE: _sentences_stand,
    }[case.item.form](case)


def _choice_stands(case: Case) -> Iterator[str]:
    quote = case.item.basis.quote
    if not stands(case.right, quote) and not value_in(case.right, quote):
        yield f"phương án đúng “{case.right}” không có trong đoạn trích"


def _statement_stands(case: Case) -> Iterator[str]:
    if not case.is_false:
        if not stands(case.statement, case.item.basis.quote):
            yield f"nhận định đúng không phải nguyên văn: “{case.statement}”"
        return
    yield from _is_wrong_in_one_fact(case)


def _is_wrong_in_one_fact(case: Case) -> Iterator[str]:
    """A wrong sentence leaves its text in one fact, is nowhere in the document, and the key tells the right one."""
    if stands(case.statement, case.item.basis.quote):
        yield "nhận định bảo là sai lại là nguyên văn đoạn trích"
        return
    if case.copy and stands(case.statement, case.copy.text):
        yield "nhận định bảo là sai lại là nguyên văn ở chỗ khác của văn bản"
    found = difference(case.statement, case.item.basis.quote)
    if found.shares < 0.4 or not found.is_one:
        yield f"khác đoạn trích quá một dữ kiện: “{found.old}” thành “{found.new}”"
    elif re.match(r"[^\W_]", found.rest):
        yield f"nhận định dừng giữa câu, còn “{found.rest[:60]}”"
    elif found.old and found.new and _fact(found.old) != _fact(found.new):
        yield f"“{found.old}” là {_fact(found.old)}, “{found.new}” là {_fact(found.new)}"
    elif found.old and found.new and same(found.old, found.new):
        yield f"“{found.new}” cũng là “{found.old}”: nhận định không sai"
    elif found.old and not _names(case.item.key, _apart(found.old, found.new)):
        yield f"lời giải không nêu “{found.old}”: “{case.item.key}”"
    elif not found.old and not (found.new and _names(case.item.key, found.new)):
        yield f"lời giải không nêu chỗ sai “{found.new}”: “{case.item.key}”"


def _fact(words: str) -> str:
    """What fact words are, whatever its unit: “thời hạn”, “tiền”; “chữ” for what has none."""
    value = next(iter(values_in(words)), None)
    return value.kind.partition(" (")[0] if value else "chữ"


def _apart(old: str, new: str) -> str:
    """The words of a fact in which it differs from another: of “năm 2026” and “năm 2030” the figures."""
    words, others = old.split(), new.split()
    while words and others and words[0] == others[0]:
        words, others = words[1:], others[1:]
    while words and others and words[-1] == others[-1]:
        words, others = words[:-1], others[:-1]
    return " ".join(words) or old


def _names(key: str, words: str) -> bool:
    return f" {bare(words)} " in f" {bare(key)} " or value_in(words, key)


def _pairs_stand(case: Case) -> Iterator[str]:
    text = plain(case.item.basis.quote)
    for pair in case.item.pairs:
        term, meaning = re.escape(trimmed(pair.term)), trimmed(pair.meaning)
        form = rf"(?i:(?<!\w){term}{BETWEEN}{re.escape(meaning[:1])}){re.escape(meaning[1:])}"
        if not meaning or not re.search(form, text):
            yield f"trong đoạn trích, nghĩa không đứng sau “{pair.term}”: “{pair.meaning[:60]}”"


def _steps_stand(case: Case) -> Iterator[str]:
    text = plain(case.item.basis.quote)
    at = 0
    for place, step in enumerate(case.item.steps, start=1):
        found = found_at(step, text[at:])
        if found < 0:
            where = "đứng trước bước trước nó" if stands(step, text) else "không có trong đoạn trích"
            yield f"bước {place} {where}: “{step[:60]}”"
            continue
        at += found + len(trimmed(step))


def _gap_stands(case: Case) -> Iterator[str]:
    item = case.item
    if item.ask.count(BLANK) != 1:
        yield f"câu hỏi có {item.ask.count(BLANK)} chỗ trống"
        return
    answer = item.answers[0] if item.answers else ""
    words = gap_text(case)
    if not stands(filled(words, answer), item.basis.quote):
        yield f"điền “{answer}” vào chỗ trống thì không thành nguyên văn: “{filled(words, answer)[:120]}”"
    yield from (
        f"“{other}” không phải cách ghi khác của “{answer}”" for other in item.answers[1:] if not same(other, answer)
    )


def gap_text(case: Case) -> str:
    """The part of a question that quotes: what is in quotation marks, or the line of the blank."""
    ask = case.item.ask
    words = next((words for words in quoted_in(ask) if BLANK in words), "")
    if words:
        return words
    line = next((line for line in ask.splitlines() if BLANK in line), ask)
    head, _, rest = line.partition(": ")
    return rest if BLANK in rest and len(rest) > len(head) / 2 else line


def _place_stands(case: Case) -> Iterator[str]:
    words = asked_words(case.item.ask)
    if not words:
        yield "câu hỏi không nêu đoạn chữ cần tìm chỗ"
        return
    if not stands(words, case.item.basis.quote):
        yield f"đoạn chữ được hỏi không có trong đoạn trích: “{words[:120]}”"
    if case.provision and not any(holds(place, case.provision) for place in case.places_in(case.right)):
        yield f"phương án đúng “{case.right}” không phải {case.provision.citation}"


def _sentences_stand(case: Case) -> Iterator[str]:
    for wrong in case.wrong:
        if not stands(unmarked(wrong), _where_it_should(wrong, case)):
            yield f"câu bảo là đúng không phải nguyên văn: “{wrong}”"
    if mark_of(case.right) and stands(case.statement, case.item.basis.quote):
        yield from _is_wrongly_placed(case)
    else:
        yield from _is_wrong_in_one_fact(case)


def _where_it_should(sentence: str, case: Case) -> str:
    """Where a sentence of an answer should stand: in the provision it is marked with, else in the document."""
    places = case.places_in(mark_of(sentence))
    own = [place for place in places if case.document and place.document == case.document.id]
    return "\n".join(map(case.words_of, own)) if own else (case.copy.text if case.copy else "")


def _is_wrongly_placed(case: Case) -> Iterator[str]:
    """A sentence that is wrong by its mark alone stands elsewhere, clearly, and the key tells where."""
    marked = mark_of(case.right)
    places = case.places_in(marked)
    if not places:
        yield f"câu sai mang căn cứ “{marked}” không có trong văn bản"
    for place in places:
        if stands(case.statement, case.words_of(place)):
            yield f"câu bảo là sai đứng ở “{marked}” như nó ghi"
        elif case.provision and (holds(case.provision, place) or holds(place, case.provision)):
            yield f"chỗ sai chỉ là {case.provision.citation} thay vì {marked}, chỗ nọ nằm trong chỗ kia"
        elif says(case.statement, case.words_of(place)):
            yield f"“{marked}” cũng nói gần như vậy"
    own = re.match(
        r"(?:(?:điểm|khoản|Điều|mục|Phần|Phụ lục) \S+ ?)+", case.provision.citation if case.provision else ""
    )
    if own and own[0].strip().casefold() not in case.item.key.casefold():
        yield f"lời giải không nêu chỗ đúng, {own[0].strip()}: “{case.item.key}”"
