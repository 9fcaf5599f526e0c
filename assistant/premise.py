"""What a question to be confirmed states, beside what the words that answer it state: for the reader to compare.

Nothing is judged here: a note says which figure, day or name the question has, and which the evidence has instead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from assistant.asks import Ask
from corpus.abbreviations import write_out
from corpus.accents import without_accents
from corpus.dates import IN_TEXT, date_pattern, first_date
from corpus.issuer import ISSUERS
from corpus.references import find_references
from index.tokens import is_unaccented

_ADDRESSED = r"(?: (?:ạ|vậy|nhỉ|anh|chị|em|bạn|admin|nha|nhé)(?:[ /]chị)?)*\W*$"
CONFIRMS = re.compile(
    r"\b(?:đúng|phải)(?: là)? (?:không|ko|k|hông|hong|chưa|chứ)" + _ADDRESSED + r"|, (?:đúng|phải)" + _ADDRESSED
    + r"|\bđúng chứ" + _ADDRESSED
)  # fmt: skip
CONFIRMS_PLAIN = re.compile(
    r"(?<!su )(?<!ap )(?<!con )(?<!duoc )(?<!noi )\b(?:dung|phai)(?: la)? (?:khong|ko|k|chu)(?: (?:a|vay|anh|chi))*\W*$"
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
UNITS = r"%|phần trăm|ngày(?: làm việc)?|tháng|năm|giờ|phút|tuổi|đồng|triệu(?: đồng)?|tỷ(?: đồng)?|lần|mét|km|bản|ký tự"
_COUNT = r"(?<![\w/.,-])(\d+(?:[.,]\d+)*)(?: ?\([^()\d]{2,24}\))? ?"  # “02 (hai) ngày”
FIGURE = re.compile(rf"{_COUNT}({UNITS})(?![\w/])")
FIGURE_PLAIN = re.compile(rf"{_COUNT}({without_accents(UNITS)})(?![\w/])")
NOTED = 3  # figures told of one kind
NUMBER = re.compile(
    r"(?P<before>[^\W\d]+ )?(?<![\w/.,-])(?P<figure>\d+(?:[.,]\d+)*)(?: ?\([^()\d]{2,24}\))?"
    r"(?: (?P<times>nghìn|ngàn|triệu|tỷ|tỉ|nghin|ngan|trieu|ty|ti))?(?: (?P<unit>năm|tháng|nam|thang))?(?![\w/])"
)
BY_FOLDED = {without_accents(name): name for name in ISSUERS.values()}
NAMED = re.compile(rf"\b(?:{'|'.join(sorted(BY_FOLDED, key=len, reverse=True))})\b")
TIMES = {"nghin": 10**3, "ngan": 10**3, "trieu": 10**6, "ty": 10**9, "ti": 10**9}
MONTHS = {"nam": 12, "thang": 1}
# Before a number that tells which one, not how many.
WHICH = frozenset("do cap loai nhom hang bac so ban khung mau muc dieu khoan diem lop quy".split())
IN_WORDS = ("khong", "mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi")
WORD = re.compile(r"[^\W\d]+")
ITEM = re.compile(r"^\s*\d+(?:\.\d+)*[.)]\s", re.MULTILINE)


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
    the same kind: `lead`, the first sentence of the answer, or else all that is `said`.

    Days and names are compared in answers about a document's own facts only (`of_document`).
    """
    if not (confirms(question) or PRESUMES.search(without_accents(question))):
        return []
    found = dict(_figures(question, lead, said))
    if of_document:
        found |= dict([*_days(question, said), *_names(question, said)])
    elif confirms(question):
        left = question.lower()
        for stated in found:
            left = left.replace(stated, " ")
        found |= dict([*_not_there(left, said), *_bodies(question, said)])
    return [f"Câu hỏi nêu “{stated}”; {rather}: hãy đối chiếu." for stated, rather in found.items()]


def _figures(question: str, lead: str, said: str) -> Iterator[tuple[str, str]]:
    plain = is_unaccented(question)
    form = FIGURE_PLAIN if plain else FIGURE
    led, shown = (_shown(text, form, plain) for text in (lead, said))
    for match in form.finditer(question.lower()):
        stated = value_of(match[1]), match[2]
        there = led if any(unit == match[2] for _, unit in led) else shown
        same = [words for (_, unit), words in there.items() if unit == match[2]]
        if same and stated not in there:
            yield match[0], f"căn cứ nêu “{'”, “'.join(same[:NOTED])}”"


def _not_there(question: str, said: str) -> Iterator[tuple[str, str]]:
    """Numbers of the question, but for those of places, documents and days and those that tell which one, that the
    words that answer have nowhere.
    """
    there = {value for match in NUMBER.finditer(ITEM.sub(" ", said.lower())) for value in _values(match)}
    words = set(WORD.findall(without_accents(said)))
    for match in NUMBER.finditer(_without_places(question).lower()):
        values = _values(match)
        spelt = any(IN_WORDS[int(value)] in words for value in values if value in range(len(IN_WORDS)))
        which = without_accents(match["before"] or "").strip() in WHICH
        if there and not (there & values or spelt or which):
            yield match[0].removeprefix(match["before"] or ""), "căn cứ không nêu con số này"


def _values(match: re.Match[str]) -> set[Decimal]:
    """What a number is worth: 2,5 triệu is 2.500.000; a time in years and months, so that 1 năm is 12 tháng."""
    times, unit = (without_accents(match[name] or "") for name in ("times", "unit"))
    value = Decimal(value_of(match["figure"])) * TIMES.get(times, 1)
    return {value, value * MONTHS[unit]} if unit in MONTHS else {value}


def _without_places(question: str) -> str:
    """A question without the places and documents that it names, days and years."""
    kept = question
    for reference in reversed(find_references(question)):
        kept = kept[: reference.start] + "," + kept[reference.end :]
    kept = IN_TEXT.sub(",", kept)
    return re.sub(r"(?<![\w.,/-])(?:19|20)\d\d(?![\w/-]|[.,]\d)", ",", kept)


def _bodies(question: str, said: str) -> Iterator[tuple[str, str]]:
    """National bodies that the question names and the words that answer, or the names of their documents, do not."""
    known = without_accents(write_out(said, keep=False))
    for match in NAMED.finditer(without_accents(write_out(_without_places(question), keep=False))):
        if match[0] not in known:
            yield BY_FOLDED[match[0]], "căn cứ không nêu tên này"


def _shown(text: str, form: re.Pattern[str], plain: bool) -> dict[tuple[str, str], str]:
    """The figures of a text by value and unit, as they are written."""
    read = without_accents(text) if plain else text.lower()
    return {(value_of(m[1]), m[2]): text[slice(*m.span())] for m in form.finditer(read)}


def value_of(figure: str) -> str:
    """A number whatever its separators: 1.500.000 of thousands, 0,5 and 12.5 of decimals."""
    whole = figure if re.search(r"[.,]\d{1,2}$", figure) else re.sub(r"[.,]", "", figure)
    return whole.replace(",", ".").lstrip("0") or "0"


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
