"""What a question to be confirmed states, beside what the words that answer it state: for the reader to compare.

Nothing is judged here: a note says which figure, day or name the question has, and which the evidence has instead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from textwrap import shorten

from assistant.asks import Ask
from assistant.quantities import quantities
from assistant.question import ASKING_FOLDED
from corpus.abbreviations import write_out
from corpus.accents import without_accents
from corpus.dates import IN_TEXT, date_pattern, first_date
from corpus.issuer import ISSUERS
from corpus.references import find_references
from corpus.sentences import sentence_spans
from index.tokens import is_unaccented

_WHOM = (
    "ạ|vậy|thế|nhỉ|nha|nhé|ha|hả|à|á|anh|chị|em|cô|chú|bác|thầy|ông|bà|sếp|bạn|ad|admin"
    "|mọi người|cả nhà|các (?:anh|bác|bạn)"
)
_ADDRESSED = rf"(?: (?:{_WHOM})(?:[ /]chị)?)*\W*$"
CONFIRMS = re.compile(
    r"\b(?:đúng|phải)(?: là)? (?:không|ko|k|hông|hong|chưa|chứ)" + _ADDRESSED + r"|, (?:đúng|phải)" + _ADDRESSED
    + r"|\bđúng chứ" + _ADDRESSED
)  # fmt: skip
CONFIRMS_PLAIN = re.compile(
    r"(?<!su )(?<!ap )(?<!con )(?<!duoc )(?<!noi )\b(?:dung|phai)(?: la)? (?:khong|ko|k|chu)"
    rf"(?: (?:{without_accents(_WHOM)}))*\W*$"
)
# What a question states of a document, and the fact of the catalogue that tells it; without diacritics.
EFFECTIVE = re.compile(r"hieu luc (?:thi hanh )?(?:ke )?(?:tu|vao)(?: ngay)? (?=\d)")
ISSUED = re.compile(r"(?:ban hanh|(?<!dang )(?<!dinh )\bky)(?: vao)?(?: ngay (?=\d)| (?=\d{1,2}[/.-]\d))")
SIGNER = re.compile(r"\b(?:do|boi) (?P<who>[^,.;?\d]{3,40}?) (?<!dang )(?<!dinh )ky\b")
ISSUER = re.compile(r"\b(?:do|boi) (?P<who>[^,.;?\d]{3,40}?) ban hanh\b")
STATED = ((Ask.EFFECTIVE, EFFECTIVE), (Ask.ISSUED, ISSUED), (Ask.SIGNER, SIGNER), (Ask.ISSUER, ISSUER))
# “Vì sao … phải chờ 30 ngày?” takes for granted what it states.
PRESUMES = re.compile(r"\b(?:vi sao|tai sao|sao (?:lai|phai)|(?:vi )?ly do (?:gi|nao))\b")
COURTESY = re.compile(r"^(?:ong|ba|dong chi) ")
NOTED = 3  # figures told of one kind
BY_FOLDED = {without_accents(name): name for name in ISSUERS.values()}
NAMED = re.compile(rf"\b(?:{'|'.join(sorted(BY_FOLDED, key=len, reverse=True))})\b")
IN_WORDS = ("khong", "mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi")
# “trước 31/12”, “ngày 15 tháng 12”, “tháng 9”; “24/7” is no day
DAY = re.compile(r"(?<![\d/.-])(?!24/7\b)(\d{1,2})(?:/| tháng | thang )(\d{1,2})(?:(?:/| năm | nam )(\d{4}))?(?![\d/])")
MONTH = re.compile(r"\b(?:tháng|thang) (\d{1,2})(?![\d/])")
# A denial, but for those that are part of a bound or of what is counted: “không quá 03 ngày”.
DENIES = re.compile(
    r"\b(?:[Kk]hông|[Cc]hưa)\b"
    r"(?! (?:quá|dưới|ít|nhỏ|vượt|gian|bao gồm|kể|phân biệt|thuộc|tính|chỉ)\b)(?P<what>[^.;:,\n]{3,})"
)
WORD = re.compile(r"[^\W\d]+")
DENIED = re.compile(r"\b(?:khong|chua|khoi|chang|mien|cha|ko|k)\b")
NEEDLESS = re.compile(r"\b(?:khoi|(?:khong|ko|k|chang|cha|chua) (?:can|phai)|mien)\b")
REQUIRES = re.compile(r"\b(?:phải|bắt buộc)\b[^.;:\n]{3,}")
SHARED = 3  # content words that a sentence must share with what is stated
TOLD = 90  # characters of a denial


def confirms(question: str) -> bool:
    """Whether a question asks to have confirmed what it states."""
    lowered = unicodedata.normalize("NFC", question).lower().strip()
    return (CONFIRMS_PLAIN if is_unaccented(question) else CONFIRMS).search(lowered) is not None


def stated_facts(question: str) -> tuple[Ask, ...]:
    """The facts of a document that a question to be confirmed states."""
    folded = without_accents(question)
    return tuple(ask for ask, form in STATED if form.search(folded)) if confirms(question) else ()


def to_compare(question: str, lead: str, said: str, of_document: bool) -> list[str]:
    """What a question states, to be confirmed or taken for granted, where the words that answer it state another of
    the same kind, or deny it: `lead`, what the answer quotes first, or else all that is `said`.

    Names of signers and issuers are compared in answers about a document's own facts only (`of_document`).
    """
    asked = confirms(question)
    if not (asked or PRESUMES.search(without_accents(question))):
        return []
    question = _confirmed(question) if asked else question
    found = dict(_numbers(question, lead, said, everywhere=asked and not of_document))
    if of_document:
        found |= dict([*_days(question, said), *_names(question, said)])
    elif asked:
        found |= dict([*_other_days(question, lead, said), *_bodies(question, said)])
    told = [f"Câu hỏi nêu “{stated}”; {rather}: hãy đối chiếu." for stated, rather in found.items()]
    denied = _denied(question, lead) if asked and not of_document and not told else None
    return told if denied is None else [f"Căn cứ nêu “{denied}”: hãy đối chiếu với điều câu hỏi nêu."]


def _confirmed(question: str) -> str:
    """The last sentence, without the story before it; “Đúng không?” alone asks about the one before."""
    spans = sentence_spans(question)
    for start, _ in reversed(spans):
        said = CONFIRMS_PLAIN.sub("", without_accents(question[start:]))
        if set(WORD.findall(said)) - ASKING_FOLDED:
            return question[start:]
    return question


def _numbers(question: str, lead: str, said: str, everywhere: bool) -> Iterator[tuple[str, str]]:
    """Numbers of the question that the words that answer have otherwise, or, `everywhere`, have nowhere."""
    led, shown = (list(quantities(text)) for text in (lead, said))
    folded = without_accents(said)
    for stated in quantities(_without_references(question)):
        same = [q for q in led if q.counts_as(stated)] or [q for q in shown if q.counts_as(stated)]
        spelt = IN_WORDS[int(stated.value)] if stated.value in range(len(IN_WORDS)) else ""
        counted = stated.unit.partition(" ")[0]
        if same:
            if all(q.value != stated.value for q in same):
                yield stated.figure, _rather(q.words for q in same)
            continue
        there = any(q.value == stated.value for q in shown) or (spelt and f"{spelt} {counted}" in folded)
        if everywhere and shown and not there:
            yield stated.figure, "căn cứ không nêu con số này"


def _rather(words: Iterable[str]) -> str:
    return f"căn cứ nêu “{'”, “'.join(list(dict.fromkeys(words))[:NOTED])}”"


def _without_references(question: str) -> str:
    """A question without the places and documents that it names."""
    kept = question
    for reference in reversed(find_references(question)):
        kept = kept[: reference.start] + "," + kept[reference.end :]
    return kept


def _bodies(question: str, said: str) -> Iterator[tuple[str, str]]:
    """National bodies that the question names and the words that answer, or the names of their documents, do not."""
    known = without_accents(write_out(said, keep=False))
    for match in NAMED.finditer(without_accents(write_out(_without_references(question), keep=False))):
        if match[0] not in known:
            yield BY_FOLDED[match[0]], "căn cứ không nêu tên này"


def _other_days(question: str, lead: str, said: str) -> Iterator[tuple[str, str]]:
    """Days and months of the year that the question names, where the words that answer name others."""
    kept = _without_references(question)
    issued = {match.end() for match in ISSUED.finditer(without_accents(kept))}
    for form in (DAY, MONTH):
        there = [match for text in (lead, said) for match in form.finditer(text.lower())]
        known = [[int(figure or 0) for figure in match.groups()] for match in there]
        for match in form.finditer(kept.lower()):
            stated = [int(figure or 0) for figure in match.groups()]
            held = any(all(a == b or not (a and b) for a, b in zip(stated, one, strict=True)) for one in known)
            if there and not held and match.start() not in issued:
                yield match[0], _rather([one[0] for one in there])


def _denied(question: str, lead: str) -> str | None:
    """The words by which the sentence nearest to what is stated denies it, or requires what it says is needless."""
    folded = without_accents(question)
    stated = CONFIRMS_PLAIN.sub("", folded)
    words = set(WORD.findall(stated)) - ASKING_FOLDED
    sentences = [lead[start:end] for start, end in sentence_spans(lead)]
    shared = [len(words & set(WORD.findall(without_accents(sentence)))) for sentence in sentences]
    if max(shared, default=0) < SHARED:
        return None
    sentence = sentences[shared.index(max(shared))]
    denials = list(DENIES.finditer(sentence))
    if not denials and NEEDLESS.search(stated):
        requires = REQUIRES.search(sentence)
        return shorten(requires[0], TOLD, placeholder=" …") if requires else None
    of_it = (
        shorten(match[0], TOLD, placeholder=" …")
        for match in denials
        if words & set(WORD.findall(without_accents(match["what"])))
    )
    return None if DENIED.search(stated) else next(of_it, None)


def _days(question: str, said: str) -> Iterator[tuple[str, str]]:
    folded = without_accents(question)
    for form in (EFFECTIVE, ISSUED):
        for stated in form.finditer(folded):
            match = IN_TEXT.match(question, stated.end())
            when = first_date(match[0]) if match else None
            others = IN_TEXT.search(said)
            if match and when and others and not date_pattern(when).search(said):
                yield match[0], f"căn cứ nêu “{others[0]}”"


def _names(question: str, said: str) -> Iterator[tuple[str, str]]:
    folded, told = without_accents(question), without_accents(write_out(said, keep=False))
    for form in (SIGNER, ISSUER):
        match = form.search(folded)
        if match and COURTESY.sub("", without_accents(write_out(match["who"], keep=False))).strip() not in told:
            yield question[slice(*match.span("who"))], "căn cứ không nêu tên này"
