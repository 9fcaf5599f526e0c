"""Whether a quoted sentence decides a yes/no question.

It does so only where the whole sentence says what the question states, word for word, or all but one denial, one
prohibition or one figure with its unit. A word before, after or between that says anything decides nothing: no list of
words that qualify would be complete. Of 229 statements from exams a model over looser figures judges two thirds
rightly, which is no ground to sign on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.premise import ADDRESSED
from assistant.quantities import value_of
from corpus.abbreviations import spell_out
from corpus.sentences import sentence_spans
from index.tokens import with_new_tones

TRUE_OR_FALSE = re.compile(rf"(?<!\w)(?:đúng hay sai|(?:đúng|phải) (?:không|ko|chứ|chưa)){ADDRESSED}")
BEFORE_IT = re.compile(r"(?:[\s,.;:]|(?<!\w)(?:là|có|điều này|như vậy)(?!\w))+$")
MAY = re.compile(
    r"^(?P<who>.+?) có (?P<what>(?:được|phải|bị|cần) .+?|(?P<kept>(?:thể|quyền|trách nhiệm|nghĩa vụ) .+?)),?"
    rf"(?: hay)? không{ADDRESSED}"
)
# “Theo Nghị định 30/2020, …”: where the rule is, when the document that is named is the one searched.
ACCORDING = re.compile(
    r"^(?:theo|căn cứ)(?: quy định (?:của|tại))? (?:bộ luật|luật|nghị định|thông tư|quyết định|nghị quyết|quy chế)"
    r"[^,]{2,100}, "
)
LONGEST = 1_000  # characters of a question; MOST words of what it states
MOST = 90
WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+")
SOFT = frozenset({"là", "thì", "các", "những"})  # what says nothing of its own
DENIALS = frozenset({"không", "chưa"})
FORBIDS = re.compile(r"^(?:[^,.;:]{0,80}\b(?:bị )?)?nghiêm cấm |^cấm |^(?:các )?hành vi bị cấm ")
UNITS = frozenset("ngày tháng năm giờ phút tuần quý tuổi đồng triệu tỷ lần bản tờ người".split())
# Before a figure that tells which one, or a bound: another figure there does not make the statement false.
WHICH = frozenset(
    "độ cấp điều khoản điểm từ trên dưới đủ mức loại nhóm hạng bản số luật quá đa thiểu nhất ngày tháng".split()
)
INTRODUCES = ("sau đây", "như sau", "bao gồm", "gồm", "sau")
MARK = re.compile(r"^\W*(?:(?P<letter>[a-zđ])\)|(?P<number>\d+(?:\.\d+)*)[.)]|(?P<dash>[-–+•]))\s+")


@dataclass(frozen=True)
class Stated:
    """What a yes/no question states, in lower case, and the words that confirm or deny it."""

    words: tuple[str, ...]
    yes: str
    no: str


def stated_in(question: str, named: bool = False) -> Stated | None:
    """What a question asks to have confirmed; None for one that asks something else, or that names a document which is
    not the one searched (`named`).
    """
    if len(question) > LONGEST:
        return None
    lowered = " ".join(with_new_tones(spell_out(question)).split())
    confirms, may = TRUE_OR_FALSE.search(lowered), MAY.match(lowered)
    if confirms:
        said, yes, no = BEFORE_IT.sub("", lowered[: confirms.start()]), "Đúng.", "Không đúng."
    elif may:
        kept = "có " if may["kept"] else ""
        said, yes, no = f"{may['who']} {kept}{may['what']}", "Có.", "Không."
    else:
        return None
    according = ACCORDING.match(said)
    if according and not named:
        return None
    words = tuple(_words(said[according.end() :] if according else said))
    return Stated(words, yes, no) if 3 < len(words) <= MOST else None


def verdict(stated: Stated, quoted: Sequence[str]) -> tuple[str, int] | None:
    """The word that a quotation decides for, and which one does; None when none does, or two decide otherwise."""
    found = [
        (decided, place)
        for place, text in enumerate(quoted)
        for sentence in _sentences(text)
        if (decided := _decides(stated.words, sentence, quoted)) is not None
    ]
    if len({decided for decided, _ in found}) != 1:
        return None
    decided, place = found[0]
    return stated.yes if decided else stated.no, place


@lru_cache(maxsize=256)
def _sentences(text: str) -> tuple[str, ...]:
    """The sentences of a quotation in lower case; an item of a list under the words that introduce it."""
    return tuple(with_new_tones(sentence) for sentence in _with_introductions(spell_out(text)))


def _with_introductions(text: str) -> Iterator[str]:
    introduction, its_kind = "", ""
    for start, end in sentence_spans(text):
        mark = MARK.match(text[start:end])
        kind = str(mark.lastgroup) if mark else ""
        sentence = text[start + mark.end() : end] if mark else text[start:end]
        if introduction and kind == its_kind:  # the next clause: no item of the one that introduced
            introduction = ""
        yield f"{introduction} {sentence}" if introduction and mark else sentence
        if sentence.endswith(":"):
            introduction, its_kind = _introduction(sentence), kind


def _introduction(sentence: str) -> str:
    """The words that introduce a list without “bao gồm:”, “sau đây:”."""
    said = sentence.rstrip(" :")
    for words in INTRODUCES:
        said = said.removesuffix(words).rstrip(" ,")
    return said


def _decides(stated: Sequence[str], sentence: str, quoted: Sequence[str]) -> bool | None:
    """Whether a sentence says what is stated (True), its contrary (False), or something else."""
    forbids = FORBIDS.match(sentence)
    if forbids:
        allowed = next((n for n in (2, 1) if tuple(stated[:n]) in {("được", "phép"), ("được",)}), 0)
        return False if allowed and _words(sentence[forbids.end() :]) == list(stated[allowed:]) else None
    said = _words(sentence.removeprefix("trường hợp "))
    if said == list(stated):
        return True
    if _without_denial(said) == list(stated) or _without_denial(stated) == said:
        return False
    return False if _other_figure(stated, said, quoted) else None


def _without_denial(words: Sequence[str]) -> list[str] | None:
    """Words without their only denial; what need not be done is denied of what must be: “không cần” → “phải”."""
    places = [place for place, word in enumerate(words) if word in DENIALS]
    if len(places) != 1:
        return None
    (place,) = places
    rest = list(words[place + 1 :])
    if rest[:1] == ["cần"]:
        rest[:1] = ["phải"]
    return [*words[:place], *rest]


def _other_figure(stated: Sequence[str], said: Sequence[str], quoted: Sequence[str]) -> bool:
    """Whether one figure alone differs, a quantity that no quotation has as the question states it."""
    if len(stated) != len(said):
        return False
    places = [place for place, (one, other) in enumerate(zip(stated, said, strict=True)) if one != other]
    if len(places) != 1:
        return False
    (place,) = places
    unit = stated[place + 1] if place + 1 < len(stated) else ""
    before = stated[place - 1] if place else ""
    figures = stated[place][:1].isdigit() and said[place][:1].isdigit()
    if not figures or unit not in UNITS or before in WHICH:
        return False
    held = {pair for text in quoted for pair in pairwise(_words(with_new_tones(text)))}
    return (stated[place], unit) not in held


def _words(text: str) -> list[str]:
    """The words that say something, figures by their value; “cần phải” and “bắt buộc phải” are “phải”."""
    plain = re.sub(r"(?<=\d) ?\([^()\d]{2,24}\)", "", text)  # “02 (hai) ngày”
    plain = re.sub(r"\b(?:cần|bắt buộc) phải\b", "phải", plain).replace("không phải là ", "không là ")
    words = (value_of(word) if word[0].isdigit() else word for word in WORD.findall(plain))
    return [word for word in words if word not in SOFT]
