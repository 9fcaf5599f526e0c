"""Whether a quoted sentence decides a yes/no question.

It does so only where it says what the question states word for word, or all but one denial, one prohibition or one
figure. Anything else is left to the reader: of 229 questions of this kind from exams, a model over the same figures
decides two thirds rightly, which is no ground to sign on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.sentences import sentence_spans
from corpus.abbreviations import spell_out
from index.tokens import with_new_tones

_ADDRESSED = r"(?: (?:ạ|vậy|nhỉ|anh|chị|em|bạn|ad|nhé|thế))*\W*$"
TRUE_OR_FALSE = re.compile(
    r"[\s,.;:]*(?:(?:là|điều này|như vậy|có) )*"
    rf"(?:đúng hay sai|(?:có )?(?:đúng|phải) (?:không|ko|chứ|chưa)){_ADDRESSED}"
)
MAY = re.compile(
    rf"^(?P<who>.+?) có (?P<what>(?:được|phải|bị|cần|thể|quyền|trách nhiệm|nghĩa vụ) .+?),? (?:hay )?không{_ADDRESSED}"
)
ACCORDING = re.compile(r"^(?:theo|căn cứ)(?: quy định (?:của|tại))? [^,]{2,100}, ")
# What says nothing of its own between the words that two sentences share.
SOFT = frozenset(
    "là của các cho với về thì này đó những theo tại bởi để vào như việc sẽ đã trên ngày tháng năm thực hiện".split()
)
BESIDE_A_DENIAL = frozenset("cần phải có cũng được thì".split())  # “không cần phải”, “cũng có thể”
DENIALS = frozenset({"không", "chưa", "chẳng"})
FORBIDS = re.compile(r"\b(?:nghiêm cấm|bị cấm|không được)\b|^\W*(?:\d+\W+)?cấm\b")
QUALIFIES = re.compile(
    r"\b(?:trừ|nhưng|nếu|khi|trường hợp|chỉ|tuy nhiên|đối với|ngoài|không|chưa|cấm|ít nhất|tối đa|tối thiểu)\b"
)
FIGURES_IN_WORDS = frozenset("một hai ba bốn năm sáu bảy tám chín mười mươi lăm".split())
LONGEST = 90  # words of a statement; a longer one is never repeated word for word
INTRODUCES = re.compile(r"(?:,? (?:(?:bao )?gồm|sau(?: đây)?|như sau))*\s*:\s*$")
ITEM = re.compile(r"^\W*(?:[a-zđ]\)|\d+(?:\.\d+)*[.)]|[-–+•])\s+")


@dataclass(frozen=True)
class Stated:
    """What a yes/no question states, in lower case, and the words that confirm or deny it."""

    words: tuple[str, ...]
    yes: str
    no: str


def stated_in(question: str) -> Stated | None:
    """What a question asks to have confirmed; None for one that asks something else."""
    lowered = with_new_tones(spell_out(question)).strip()
    confirms, may = TRUE_OR_FALSE.search(lowered), MAY.match(lowered)
    if confirms:
        said, yes, no = lowered[: confirms.start()], "Đúng.", "Không đúng."
    elif may:
        said, yes, no = f"{may['who']} {may['what']}", "Có.", "Không."
    else:
        return None
    words = tuple(_words(ACCORDING.sub("", said)))
    return Stated(words, yes, no) if 3 < len(words) <= LONGEST else None


def verdict(stated: Stated, quoted: Sequence[str]) -> tuple[str, int] | None:
    """The word that a quotation decides for, and which one does; None when none does, or two decide otherwise."""
    found = [
        (decided, place)
        for place, text in enumerate(quoted)
        for sentence in _sentences(text)
        if (decided := _decides(stated.words, sentence)) is not None
    ]
    if len({decided for decided, _ in found}) != 1:
        return None
    decided, place = found[0]
    return stated.yes if decided else stated.no, place


@lru_cache(maxsize=256)
def _sentences(text: str) -> tuple[str, ...]:
    """The sentences of a quotation in lower case; an item of a list after the words that introduce it too."""
    return tuple(map(with_new_tones, _with_introductions(spell_out(text))))


def _with_introductions(text: str) -> Iterator[str]:
    introduction = ""
    for start, end in sentence_spans(text):
        sentence = text[start:end]
        yield sentence
        if introduction and ITEM.match(sentence):
            yield f"{introduction} {ITEM.sub('', sentence)}"
        if INTRODUCES.search(sentence):
            introduction = INTRODUCES.sub("", sentence)


def _decides(stated: Sequence[str], sentence: str) -> bool | None:
    """Whether a sentence says what is stated (True), its contrary (False), or something else."""
    said = _words(ITEM.sub("", sentence))
    forbidden = FORBIDS.search(sentence) is not None and not DENIALS.intersection(stated)
    wanted = [word for word in stated if not (forbidden and word in {"được", "phép", "quyền", "có"})]
    own = set(said)
    if any(word not in own for word in wanted if word not in SOFT | DENIALS | BESIDE_A_DENIAL and not word.isdigit()):
        return None
    kept, there = _common(wanted, said)
    if len(there) < 3:
        return None
    missing = _telling(word for place, word in enumerate(wanted) if place not in kept)
    between = _telling(said[place] for place in range(there[0], there[-1] + 1) if place not in set(there))
    before, after = " ".join(said[: there[0]]), _rest(sentence, len(said) - there[-1] - 1)
    if forbidden:
        forbids = (
            FORBIDS.search(before) and not QUALIFIES.search(FORBIDS.sub(" ", before)) and not QUALIFIES.search(after)
        )
        return False if forbids and not missing and not between else None
    if (QUALIFIES.search(before) and before != "trường hợp") or QUALIFIES.search(after):
        return None
    if not missing and not between:
        return True
    if [word for word in [*missing, *between] if word not in BESIDE_A_DENIAL] in [[denial] for denial in DENIALS]:
        return False
    figures = [word for word in missing if word.isdigit()], [word for word in between if word.isdigit()]
    others = [word for word in [*missing, *between] if not word.isdigit() and word not in FIGURES_IN_WORDS]
    return False if len(figures[0]) == len(figures[1]) == 1 and not others else None


def _rest(sentence: str, words: int) -> str:
    """The last words of a sentence, as many as said, up to where another rule begins after a semicolon."""
    start = [match.start() for match in re.finditer(r"\w+", sentence)]
    return sentence[start[-words] :].partition(";")[0] if words else ""


def _telling(words: Iterator[str]) -> list[str]:
    return [word for word in words if word not in SOFT]


def _words(text: str) -> list[str]:
    """Words, figures without their leading zeros."""
    return [word.lstrip("0") or "0" if word.isdigit() else word for word in re.findall(r"\w+", text)]


def _common(one: Sequence[str], other: Sequence[str]) -> tuple[set[int], list[int]]:
    """The places, in each of two lists of words, of the longest run of words that both have in this order."""
    lengths = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i, word in enumerate(one):
        for j, word_there in enumerate(other):
            lengths[i + 1][j + 1] = (
                lengths[i][j] + 1 if word == word_there else max(lengths[i][j + 1], lengths[i + 1][j])
            )
    i, j = len(one), len(other)
    kept: list[int] = []
    there: list[int] = []
    while i and j:
        if one[i - 1] == other[j - 1]:
            i, j = i - 1, j - 1
            kept.append(i)
            there.append(j)
        elif lengths[i - 1][j] >= lengths[i][j - 1]:
            i -= 1
        else:
            j -= 1
    return set(kept), there[::-1]
