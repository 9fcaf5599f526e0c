"""How an item is worded, and how its options look beside each other.

Each check yields the faults of one item in Vietnamese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from assistant.workshop.types import BLANK, Form, Item
from corpus.syllables import is_syllable
from eval.quizzes.case import Case
from eval.quizzes.values import CAPITAL, kind_of, same
from eval.quizzes.words import (
    asked_words,
    filled,
    plain,
    stands,
    trimmed,
)

MUCH_LONGER = 2.5  # times as long as every other option, or as short: it gives itself away
SENTENCE = 8  # words; options of so many that stand in a text must end where its sentence does
CUT_END = re.compile(r"(?:(?<!\w)(?:và|hoặc|của|các|những|là|với|nếu|thì|mà|bởi)[ .;]*|[,:(–-]|\.\.\.|…)$")
DOTS = re.compile(r"(?:\.\.\.|…)$")  # a text may have them itself
MAY_GO_ON = re.compile(
    r"(?<!\w)(?:theo|tại|cho|trong|từ|do|về|bằng|khi|để|như)[ .;]*$"
)  # or nouns: “chứng từ”, “tự do”
STOPS = re.compile(  # a sentence's end, the next unit's mark, or the verb after a term
    r"[”\")\]]*\s*(?:$|[.;:!?]|\d+\.\s|[a-zđ]\)\s)|[”\"]?\s*(?:\([^)]*\)\s*)?(?:là|được hiểu là|gồm)\s"
)
ENDS = re.compile(r"[?.:!”)]$|^.*" + re.escape(BLANK))
PAIRED = (("“", "”"), ("(", ")"), ("[", "]"), ("«", "»"))
SPACES = re.compile(r"[^\S\n]{2,}|\s[,.;:?!)](?=\s|$)|[(“]\s")
FURNITURE = re.compile(
    r"CÔNG BÁO|Ghi chú pháp điển|Điều này có nội dung liên quan|\[\d+\]|_{3,}|\.{5,}|-{4,}|\f|Nơi nhận|<[a-z/]+>|&[a-z]+;|https?://\S+$"
    r"|(?<!\w)Trang \d+|^\s*\d{1,3}\s*$|Ký bởi|(?:^|\n)\s*\|"
    r"|^[-+*]\s|^#",
    re.MULTILINE,
)
IN_QUOTE = re.compile(
    r"CÔNG BÁO|Ghi chú pháp điển|Điều này có nội dung liên quan|\[\d+\]|\f|Nơi nhận|_{3,}|\.{5,}"
)  # a list's dashes are its own
NOISE = re.compile(r"[\ufffd\ufff9\ufffb\u00ad\u200b-\u200d\u2028\ufb00-\ufb06¬¦§~^¤]")
FOOTNOTE = re.compile(r"(?<![\w/.-])[^\W\d_]{3,}\d{1,2}(?![\w/])")
WORD = re.compile(r"(?<![\w./@-])[^\W\d_]{2,}(?![\w@/]|\.\w)")


def is_well_written(case: Case) -> Iterator[str]:
    """Capitals, stops, brackets and spaces are those of written Vietnamese."""
    ask = case.item.ask.strip()
    if not re.match(r"[“\"(]*(?:\d|" + CAPITAL + "|" + re.escape(BLANK) + ")", ask):
        yield "câu hỏi không bắt đầu bằng chữ hoa"
    if not ENDS.search(ask.splitlines()[-1] if ask else ""):
        yield "câu hỏi không kết thúc bằng dấu câu"
    for name, text in _texts(case.item):
        if SPACES.search(text):
            yield f"{name} có dấu cách thừa: “{_around(SPACES, text)}”"
        for left, right in PAIRED:
            if text.count(left) != text.count(right) and not (left == "(" and re.match(r"\s*(?:\w+|\d+)\)", text)):
                yield f"{name} có {left} {right} không thành cặp"
        if text.count('"') % 2:
            yield f'{name} có " không thành cặp'
        twice = re.search(r"(?<!\w)(theo|của|tại|các|là|và|về|Điều|khoản|số)\s+\1(?!\w)", text)
        if twice:
            yield f"{name} có từ lặp “{twice[0]}”"


def has_no_noise(case: Case) -> Iterator[str]:
    """No page furniture, footnote figures, notes of a codifier, or letters that a scan was misread into."""
    texts = [*_texts(case.item), ("đoạn trích", case.item.basis.quote)]
    for name, text in texts:
        for form in (FURNITURE, NOISE, FOOTNOTE):
            if form is FURNITURE and name == "đoạn trích":
                found = re.search(
                    r"CÔNG BÁO|Ghi chú pháp điển|Điều này có nội dung liên quan|\[\d+\]|\f|Nơi nhận|_{3,}|\.{5,}", text
                )
            else:
                found = form.search(text)
            if found:
                yield f"{name} có phần không thuộc câu chữ: “{text[max(0, found.start() - 15) : found.end() + 15]}”"
        broken = [w for w in WORD.findall(text) if not w.isascii() and not w.isupper() and not is_syllable(w)]
        if broken:
            yield f"{name} có chữ hỏng: {', '.join(broken[:3])}"


def options_are_of_a_kind(case: Case) -> Iterator[str]:
    """Options can be compared: all are spans of time of one unit, or days, amounts, bodies, documents, provisions."""
    if case.item.form is Form.TRUE_FALSE or not case.item.options:
        return
    if case.item.form is Form.MISTAKE or all(_is_defined(option.text, case) for option in case.item.options):
        return
    kinds = {option.text: kind_of(option.text) for option in case.item.options}
    if len(set(kinds.values())) > 1:
        yield "phương án khác loại: " + "; ".join(f"“{text}” là {kind}" for text, kind in kinds.items())


def _is_defined(term: str, case: Case) -> bool:
    """Whether the document says what a term means: terms are of one kind, whatever they name."""
    text = plain(case.copy.text) if case.copy else ""
    return re.search(rf"[\d.)“] ?{re.escape(trimmed(term))}”?(?: \([^)]*\))? (?:là|được hiểu là) ", text) is not None


def lengths_are_alike(case: Case) -> Iterator[str]:
    """The right option is not by far the longest or the shortest."""
    if case.item.form is Form.TRUE_FALSE or len(case.item.options) < 2 or case.item.right < 0:
        return
    right, others = len(case.right), [len(text) for text in case.wrong]
    if right > MUCH_LONGER * max(others) or right * MUCH_LONGER < min(others):
        yield f"phương án đúng dài {right} ký tự, các phương án khác {min(others)}–{max(others)}"


def nothing_is_cut(case: Case) -> Iterator[str]:
    """No option, meaning, step or answer is empty or ends in the middle of a word or a sentence of its text."""
    for name, text in _parts(case.item):
        words = plain(text)
        if not words.strip(" .,;:"):
            yield f"{name} trống"
        elif CUT_END.search(words) and not (DOTS.search(words) and case.copy and words in plain(case.copy.text)):
            yield f"{name} bị cắt: “…{words[-40:]}”"
        elif (MAY_GO_ON.search(words) or _is_sentence(name, words, case.item.form)) and (rest := _goes_on(words, case)):
            yield f"{name} bị cắt giữa câu, còn “{rest}”"


def ends_with_its_sentence(case: Case) -> Iterator[str]:
    """A true statement, a gap's quotation and words to be placed go on to their sentence's end: no “trừ …” is lost."""
    item = case.item
    told = {
        Form.TRUE_FALSE: "" if case.is_false else case.statement,
        Form.PLACE: asked_words(item.ask),
        Form.GAP: asked_words(filled(item.ask, item.answers[0] if item.answers else "")),
    }.get(item.form, "")
    rest = _goes_on(told, case) if told else ""
    if rest:
        yield f"đoạn được hỏi dừng giữa câu, còn “{rest}”"


def _is_sentence(name: str, words: str, form: Form) -> bool:
    """Whether a text should end with its sentence: no citation, body, term or words of a gap, which verbs follow."""
    if form in {Form.PLACE, Form.GAP} or name.startswith("thuật ngữ") or len(words.split()) < SENTENCE:
        return False
    return not name.startswith("phương án") or kind_of(words) == "chữ"


def _goes_on(words: str, case: Case) -> str:
    """What follows words in the sentence of the copy that they stand in; "" where they end it."""
    if case.copy is None:
        return ""
    words = trimmed(words)
    text = plain(case.whole) if stands(words, case.whole) else plain(case.copy.text)
    after = [text[at.end() :] for at in re.finditer(re.escape(words), text, re.IGNORECASE)]
    return after[0][:40] if after and not any(map(STOPS.match, after)) else ""


def options_differ(case: Case) -> Iterator[str]:
    """No two options, meanings, terms, steps or provisions offered say the same."""
    item = case.item
    groups = [[o.text for o in item.options], [p.meaning for p in item.pairs], [p.term for p in item.pairs]]
    groups += [list(item.steps), [item.basis.citation, *item.bases]]
    for group in groups:
        for one, other in combinations(group, 2):
            if plain(one).casefold() == plain(other).casefold() or (group is not groups[4] and same(one, other)):
                yield f"“{one}” và “{other}” là một"


def _texts(item: Item) -> Iterator[tuple[str, str]]:
    """What participants read of an item, with its name."""
    yield "câu hỏi", item.ask
    yield from _parts(item)
    if item.key:
        yield "lời giải", item.key


def _parts(item: Item) -> Iterator[tuple[str, str]]:
    if item.form is not Form.TRUE_FALSE:
        yield from ((f"phương án {place}", option.text) for place, option in enumerate(item.options, start=1))
    for place, pair in enumerate(item.pairs, start=1):
        yield f"thuật ngữ {place}", pair.term
        yield f"nghĩa {place}", pair.meaning
    yield from ((f"bước {place}", step) for place, step in enumerate(item.steps, start=1))
    yield from ((f"đáp án {place}", answer) for place, answer in enumerate(item.answers, start=1))


def _around(form: re.Pattern[str], text: str) -> str:
    found = form.search(text)
    return text[max(0, found.start() - 15) : found.end() + 15] if found else ""
