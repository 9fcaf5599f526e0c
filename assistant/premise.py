"""What a question to be confirmed states, beside what the words that answer it state: for the reader to compare.

Nothing is judged here: a note says which figure, day or name the question has, and which the evidence has instead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from assistant.asks import Ask
from assistant.denial import denial
from assistant.quantities import ITEM, SPELT, Quantity, quantities, value_of
from assistant.question import ASKING_FOLDED
from corpus.abbreviations import write_out
from corpus.accents import without_accents
from corpus.dates import IN_TEXT, date_pattern, first_date
from corpus.issuer import ISSUERS
from corpus.references import find_references
from corpus.sentences import sentence_spans
from index.tokens import is_unaccented

_WHOM = (
    "ạ|vậy|thế|nhỉ|nha|nhé|ha|hả|à|á|anh|chị|em|cô|chú|bác|thầy|ông|bà|sếp|bạn|ad|admin|v"
    "|mọi người|cả nhà|quý (?:cơ quan|vị)|các (?:anh|chị|bác|bạn|thầy)"
)
# “… đúng không ạ?”, “phải không anh/chị”, “đúng không ạ, em cảm ơn”
_ENDS = r"(?:[ ,/]+(?:{whom}))*(?:[,.;]? (?:{me} )?(?:{thanks})[^?]*)?\W*$"
ADDRESSED = _ENDS.format(whom=_WHOM, me="em|mình|tôi|xin", thanks="cảm ơn|cám ơn")
CONFIRMS = re.compile(
    r"\b(?:đúng|phải)(?: là)? (?:không|ko|k|hông|hong|chưa|chứ)" + ADDRESSED + r"|, (?:đúng|phải)" + ADDRESSED
    + r"|\bđúng chứ" + ADDRESSED
)  # fmt: skip
CONFIRMS_PLAIN = re.compile(
    r"(?<!su )(?<!ap )(?<!con )(?<!duoc )(?<!noi )(?<!xay )(?<!tin )(?<!tuyen )(?<!van )(?<!hinh )(?<!tieu )(?<!dan )"
    r"\b(?:dung|phai)(?: la)? (?:khong|ko|k|hong|chua|chu)"
    + _ENDS.format(whom=without_accents(_WHOM), me="em|minh|toi|xin", thanks="cam on")
)
# What a question states of a document, and the fact of the catalogue that tells it; without diacritics.
EFFECTIVE = re.compile(r"hieu luc (?:thi hanh )?(?:ke )?(?:tu|vao)(?: ngay)? (?=\d)")
ISSUED = re.compile(r"(?:ban hanh|(?<!dang )(?<!dinh )\bky)(?: vao)? ngay (?=\d)")
SIGNER = re.compile(r"\b(?:do|boi) (?P<who>[^,.;?\d]{3,40}?) (?<!dang )(?<!dinh )ky\b")
ISSUER = re.compile(r"\b(?:do|boi) (?P<who>[^,.;?\d]{3,40}?) ban hanh\b")
STATED = ((Ask.EFFECTIVE, EFFECTIVE), (Ask.ISSUED, ISSUED), (Ask.SIGNER, SIGNER), (Ask.ISSUER, ISSUER))
# “Vì sao … phải chờ 30 ngày?” takes for granted what it states.
PRESUMES = re.compile(r"\b(?:vi sao|tai sao|sao (?:lai|phai)|(?:vi )?ly do (?:gi|nao))\b")
COURTESY = re.compile(r"^(?:ong|ba|dong chi) ")
NOTED = 3  # figures told of one kind
BY_FOLDED = {without_accents(name): name for name in ISSUERS.values()}
NAMED = re.compile(rf"\b(?:{'|'.join(sorted(BY_FOLDED, key=len, reverse=True))})\b(?! (?:dien tu|so)\b)")
# “trước 31/12”, “ngày 15 tháng 12”; “2/3 thành viên” and “24/7” are no days
_BEFORE_DAY = "ngày trước đến tới hết hạn vào từ là nhất ngay truoc den toi het han vao tu la nhat".split()
DAY = re.compile(
    rf"(?:{'|'.join(f'(?<={word} )' for word in _BEFORE_DAY)})"
    r"(0?[1-9]|[12]\d|3[01])(?:/| tháng | thang )(0?[1-9]|1[0-2])"
    r"(?:(?:/| năm | nam )(\d{4}))?(?![\d/-])(?! (?:số|thành viên|ý kiến|tổng|đại biểu|diện tích)\b)"
)
# “tháng 9”, but not “mỗi tháng 2 lần” or “6 tháng 1 lần”
MONTH = re.compile(
    r"(?<!mỗi )(?<!hằng )(?<!hàng )(?<!moi )(?<!hang )\b(?:tháng|thang) (0?[1-9]|1[0-2])(?![\d/])(?! (?:lần|lan)\b)"
)
ITS_DAY = re.compile(r"(?:ban hành|ban hanh|ký|ky)(?: vào| vao)?(?: ngày| ngay)? $")  # of issue, not of a rule
DAYS_COUNTED = frozenset({"ngay", "ngay lam viec"})
LEFT = 2  # content words, or a number: less asks about the sentence before
HOLLOW = ASKING_FOLDED | frozenset("thong tin dieu viec noi hieu nghe nho thua".split())
WORD = re.compile(r"[^\W\d]+")
NUMBER = re.compile(r"(?<![\d.,])\d+(?:[.,]\d+)*(?![\d])")


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
    stated = _stated(question) if asked else question
    found = list(_numbers(stated, lead, said, everywhere=asked and not of_document))
    if of_document:
        found += [*_days_of_document(stated, said), *_names(stated, said)]
    elif asked:
        found += [*_days_of_year(stated, lead, said), *_bodies(stated, said)]
    told = [f"Câu hỏi nêu “{one}”; {rather}: hãy đối chiếu." for one, rather in dict.fromkeys(found)]
    denied = denial(stated, lead) if asked and not of_document and not told else None
    return told if denied is None else [f"Căn cứ nêu “{denied}”: hãy đối chiếu với điều câu hỏi nêu."]


def _stated(question: str) -> str:
    """The sentence that is to be confirmed, without the words that ask so: the last one, without the story before it;
    “Thông tin này có đúng không?” is about the one before.
    """
    text = unicodedata.normalize("NFC", question).strip()
    match = (CONFIRMS_PLAIN if is_unaccented(text) else CONFIRMS).search(text.lower())
    text = text[: match.start()] if match and len(text.lower()) == len(text) else text
    for start, _ in reversed(sentence_spans(text)):
        left = text[start:]
        words = set(WORD.findall(without_accents(left))) - HOLLOW
        if len(words) >= LEFT or NUMBER.search(left):
            return left
    return text


def _numbers(question: str, lead: str, said: str, everywhere: bool) -> Iterator[tuple[str, str]]:
    """Numbers of the question that the words that answer have otherwise, or, `everywhere`, have nowhere."""
    led, shown = (list(quantities(text)) for text in (lead, said))
    figures = {value_of(figure) for figure in NUMBER.findall(ITEM.sub(" ", said))}
    for stated in quantities(_without_references(question)):
        if stated.words.lower().startswith(("một ", "mot ")) and stated.unit != "lan":
            continue  # “mỗi năm một bản”: no number is stated
        if any(q.counts_as(stated) and q.value == stated.value for q in [*led, *shown]):
            continue
        there = [q for q in led if q.counts_as(stated)] or [q for q in shown if q.counts_as(stated)]
        if not there and stated.unit in DAYS_COUNTED:  # calendar days and working days are not the same
            there = [q for q in led or shown if q.unit in DAYS_COUNTED]
            there = [q for q in there if q.value == stated.value] or there
        if there:
            yield stated.words, _rather(q.words for q in there)
        elif (
            everywhere
            and shown
            and not (
                any(q.value == stated.value for q in shown)
                or figures & set(map(value_of, NUMBER.findall(stated.words)))
                or _is_spelt(stated, said)
            )
        ):
            yield stated.words, "căn cứ không nêu con số này"


def _is_spelt(stated: Quantity, said: str) -> bool:
    """Whether a small number is written as a word before what it counts: “ba cửa”."""
    counted = stated.unit.partition(" ")[0]
    words = [word for word, value in SPELT.items() if value == stated.value]
    return any(without_accents(f"{word} {counted}") in without_accents(said) for word in words)


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


def _days_of_year(question: str, lead: str, said: str) -> Iterator[tuple[str, str]]:
    """Days and months that the question names, where the words that answer name others and none of its."""
    kept = _without_references(question).lower()
    for form in (DAY, MONTH):
        there = [match for text in (lead, said) for match in form.finditer(text.lower())]
        stated = [match for match in form.finditer(kept) if not ITS_DAY.search(kept[: match.start()])]
        if there and not any(_same_day(one, other) for one in stated for other in there):
            yield from ((one[0], _rather(other[0] for other in there)) for one in stated)


def _same_day(one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether two days or months are the same; one without a year is that of any."""
    return all(not (a and b) or int(a) == int(b) for a, b in zip(one.groups(), other.groups(), strict=True))


def _days_of_document(question: str, said: str) -> Iterator[tuple[str, str]]:
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
