"""The words of quiz items: found in a text letter by letter, and where a statement leaves its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from assistant.workshop.types import BLANK
from corpus.sentences import sentence_spans
from eval.quizzes.values import CAPITAL, DOCUMENT, PLACE, Value, bare, kind_of, values_in

SAYS_THE_SAME = 92  # rapidfuzz, of 100
MARKED = re.compile(
    r"\s*(?:\[\d+\]|\((?P<place>(?:điểm|khoản|Điều|mục|Mục|Phụ lục)\s(?:[\dIVXLC]+[\w.]*|[a-zđ])(?![^\W\d_])[^()]*)\))"
    r"\s*(?=[.;]?\s*$)"
)
LISTED = re.compile(r"^\s*(?:\d+[.)]|[a-zđ]\)|[-–+•])\s")
TOKEN = re.compile(r"\w+|[^\w\s]")
OF_NOTHING = frozenset(
    "theo quy định tại của và các là gì nào bao nhiêu lâu trong được có thì phải những cho với khi về điều khoản điểm "
    "số ngày này đó từ đến sau đây hãy chọn ai cơ quan mấy đâu như thế văn bản hay một do bởi nêu thời hạn mức".split()
)


def plain(text: str) -> str:
    """A text on one line, single spaces between its words."""
    return " ".join(text.split())


def trimmed(words: str) -> str:
    """Words without the quotation marks and the stop around them."""
    return plain(words).strip(' “”"').rstrip(" .;:,").lstrip("-–+• ")


def unmarked(sentence: str) -> str:
    """A sentence of an answer without its mark: “… [1]”, “… (khoản 1 Điều 5)”."""
    return MARKED.sub("", plain(sentence))


def mark_of(sentence: str) -> str:
    """The place that a sentence of an answer is marked with: “khoản 1 Điều 5”; "" where it has none."""
    match = MARKED.search(plain(sentence))
    return (match["place"] or "") if match else ""


def found_at(words: str, text: str) -> int:
    """Where words stand in a text, letter by letter but for the case of the first and the breaks of lines; -1: nowhere.

    The place counts in the text as `plain` has it.
    """
    words = trimmed(words)
    if not words:
        return -1
    first = f"[{re.escape(words[0].lower() + words[0].upper())}]" if words[0].isalpha() else re.escape(words[0])
    before = r"(?<!\w)" if words[0].isalnum() else ""
    after = r"(?!\w)(?![.,]\d)" if words[-1].isalnum() else ""
    match = re.search(before + first + re.escape(words[1:]) + after, plain(text))
    return match.start() if match else -1


def stands(words: str, text: str) -> bool:
    """Whether words stand in a text letter by letter, but for the case of the first and the breaks of lines."""
    return found_at(words, text) >= 0


def quoted_in(text: str) -> list[str]:
    """What stands in a text between quotation marks, those inside others left in them."""
    found: list[str] = []
    depth = start = 0
    for place, sign in enumerate(text):
        if sign == "“":
            start = place + 1 if depth == 0 else start
            depth += 1
        elif sign == "”" and depth:
            depth -= 1
            if depth == 0:
                found.append(text[start:place])
    return found


def asked_words(ask: str) -> str:
    """The words that an item asks about: what it puts last between quotation marks; "" where it has none."""
    return next(iter(reversed(quoted_in(plain(ask)))), "")


def filled(ask: str, answer: str) -> str:
    """The question with its blank filled."""
    return plain(ask.replace(BLANK, answer))


def statement_in(ask: str, quote: str) -> str:
    """The statement that a question asks about: what is in quotation marks, after its colon, or after its citation."""
    ask = plain(ask)
    quoted = [words for words in quoted_in(ask) if len(words) > 20]
    if quoted:
        return trimmed(quoted[-1])
    parts = [ask[match.end() :] for sign in (r":\s+|\?\s+", r",\s+") for match in re.finditer(sign, ask)]
    return trimmed(next((words for words in parts if fuzz.partial_ratio(words, plain(quote)) >= 80), ask))


def content(text: str) -> set[str]:
    """The words that a question is about: no question words, no citation, no figures."""
    text = re.sub(r"hồ sơ tóm lược|\([^()]*hiệu lực[^()]*\)", " ", text.replace(BLANK, " "))
    without = re.sub(r"\S*\d\S*/\S+", " ", PLACE.sub(" ", DOCUMENT.sub(" ", text)))
    words = {word for word in re.findall(r"[^\W\d_]+", without.casefold())}
    return {bare(word) for word in words - OF_NOTHING}


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, lines of a list apart."""
    for start, end in sentence_spans(text):
        yield text[start:end]


def tokens(text: str) -> list[str]:
    """The words and signs of a text, each fact one token."""
    text = plain(text)
    found: list[str] = []
    at = 0
    for value in values_in(text):
        found += TOKEN.findall(text[at : value.start])
        found.append(plain(text[value.start : value.end]))
        at = value.end
    return found + TOKEN.findall(text[at:])


@dataclass(frozen=True)
class Difference:
    """Where a statement leaves a text: the text's words and the statement's; both "" where it does not."""

    old: str
    new: str
    is_one: bool = True  # of one fact: one stretch of words, with one fact in it at most
    shares: float = 1.0  # of the statement's words that stand in the text around it
    rest: str = ""  # of the sentence, after the statement's last words


def difference(statement: str, text: str) -> Difference:
    """How a statement differs from the sentence of a text that is nearest to it: by its longest head and tail there."""
    new = tokens(trimmed(statement))
    best = Difference(plain(text), statement, False, 0.0)
    for sentence in [*sentences(text), plain(text)]:
        old = tokens(trimmed(LISTED.sub("", sentence)))
        for start in _starts(new, old):
            found = _between(new, old[start:])
            if found.shares > best.shares or (found.shares == best.shares and len(found.old) < len(best.old)):
                best = found
    return best


def _starts(new: list[str], old: list[str]) -> list[int]:
    """Where in the old words the new ones may begin: at their first word, or at the sentence's beginning."""
    return [0, *(place for place, word in enumerate(old) if new and word.casefold() == new[0].casefold())]


def _between(new: list[str], old: list[str]) -> Difference:
    lower, others = [word.casefold() for word in new], [word.casefold() for word in old]
    head = 0
    while head < min(len(lower), len(others)) and lower[head] == others[head]:
        head += 1
    tail, end = 0, len(others)
    for stop in range(len(others), head - 1, -1):  # the text may go on where the statement ends
        same = 0
        while same < min(len(lower) - head, stop - head) and lower[-1 - same] == others[stop - 1 - same]:
            same += 1
        if same > tail or (same == tail and tail and stop < end):
            tail, end = same, stop
    if not tail and head < len(lower):  # the last words differ: as many as a sentence has left
        end = len(others)
    removed, added = old[head : end - tail] if head < len(lower) else [], new[head : len(new) - tail]
    return Difference(_joined(removed), _joined(added), _is_one(removed, added), (head + tail) / max(len(new), 1),
                      _joined(old[end:]) if tail else "")  # fmt: skip


def _joined(words: list[str]) -> str:
    return re.sub(r" ([,.;:)%])", r"\1", " ".join(words)).replace("( ", "(")


def _is_one(old: list[str], new: list[str]) -> bool:
    """Whether two stretches of words are one fact each: one value and no more words beside it than in the other."""
    if max(len(old), len(new)) > 16 or _common(old, new):
        return False
    values = [sum(bool(values_in(word)) for word in words) for words in (old, new)]
    return max(values) <= 1 and not (1 in values and old and new and abs(len(old) - len(new)) > values.count(0) + 1)


def _common(old: list[str], new: list[str]) -> bool:
    """Whether two stretches share words inside, so that they differ in two places: a common “số” is none."""
    shared = 0
    for start in range(len(old)):
        for other in range(len(new)):
            same = 0
            while start + same < len(old) and other + same < len(new) and old[start + same] == new[other + same]:
                same += 1
            shared = max(shared, same)
    return shared >= 4


def place_of(words: str, text: str) -> tuple[int, int] | None:
    """Where words, or the fact that they are, stand in a text."""
    words = plain(words).rstrip(" .;,")
    match = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE)
    if match:
        return match.span()
    value = _only_value(words)
    held = next((v for v in values_in(text) if value and v.equals & value.equals), None)
    return (held.start, held.end) if held else None


def value_in(words: str, text: str, alone: bool = False) -> bool:
    """Whether a text has the one fact that some words are; `alone`: the words are nothing but it."""
    value = _only_value(words)
    if value is None or (alone and value.end - value.start < len(words.strip())):
        return False
    return any(value.equals & other.equals for other in values_in(text))


def _only_value(words: str) -> Value | None:
    values = values_in(words)
    return values[0] if len(values) == 1 and kind_of(words) == values[0].kind else None


def says(words: str, text: str) -> bool:
    """Whether a text says nearly the same words somewhere, with the same names and figures."""
    short, long = bare(words), bare(text)
    found = fuzz.partial_ratio_alignment(short, long) if len(long) >= len(short) else None
    if found is None or found.score < SAYS_THE_SAME:
        return False
    names = {bare(name) for name in re.findall(rf"(?<=\S )(?:{CAPITAL}|\d)\w*", plain(words))}
    return names <= set(long[max(0, found.dest_start - 5) : found.dest_end + 5].split())
