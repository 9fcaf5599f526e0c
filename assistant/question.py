"""The words of a question: what it is about, what form its answer must have, which term it asks to define."""

from __future__ import annotations

import re
from itertools import pairwise

from corpus.abbreviations import spell_out
from corpus.accents import without_accents
from index.tokens import is_unaccented, with_new_tones

# Words by which a question asks: they are not what it asks about.
ASKING = frozenset(
    "là gì nào bao nhiêu mấy ai khi thế sao như có không được phải hãy cho biết xin hỏi tôi em anh chị bạn à ở tại "
    "theo quy định về của và hoặc các những thì trong với bởi đến từ này đó ra làm cần một đúng sai chưa đã sẽ bị "
    "vậy thưa nhé giúp mình nói rõ nêu trình bày hiện nay do".split()
)
ASKING_FOLDED = frozenset(map(without_accents, ASKING))


def content_words(question: str) -> list[str]:
    """The words and word pairs that a question is about, without those by which it asks.

    In lower case with the diacritics it was typed with: “đèn đỏ” is not “đến do”. None when it was typed without.
    """
    unaccented = is_unaccented(question)
    asking = ASKING_FOLDED if unaccented else ASKING
    words = words_of(in_lower_case(question, unaccented))
    pairs = [f"{a} {b}" for a, b in pairwise(words) if a not in asking and b not in asking]
    return list(dict.fromkeys([word for word in words if word not in asking] + pairs))


def words_of(text: str) -> list[str]:
    """The words of a text, numbers of documents whole."""
    return re.findall(r"\w+(?:[/.-]+\w+)*", text)


def in_lower_case(text: str, unaccented: bool) -> str:
    """A text as questions of its kind are compared with it: tone marks where the new spelling puts them, or none."""
    return without_accents(text) if unaccented else with_new_tones(text)


def as_asked(text: str, unaccented: bool) -> str:
    """A text as questions are compared with it: in lower case, its abbreviations spelt out."""
    return in_lower_case(spell_out(text), unaccented)


def expected_form(question: str) -> re.Pattern[str] | None:
    """What an answer must contain by the question's own words: a number, a period, an amount; None when open."""
    folded = without_accents(question)
    for asked, form in FORMS:
        if asked.search(folded):
            return form
    return None


DEFINED = re.compile(
    r"^(?:the nao la )?([\w /.&-]{2,80}?)(?: (?:duoc hieu )?la (?:gi|nhu the nao|the nao)\b| nghia la gi)"
)
LISTING = re.compile(
    r"\b(?:nhung|cac)\b.*\b(?:nao|gi)\b|\bgom (?:nhung )?gi|bao gom|liet ke|nhung gi|nguyen tac"
    r"|dieu kien|trach nhiem|noi dung gi"
)
_NUMBER = r"(?:\d|\b(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|nửa)\b)"
_MONEY = r"\d.{0,12}(?:đồng|triệu|tỷ)\b|\d{1,3}(?:\.\d{3})*\.000\b"
FORMS = (
    (
        re.compile(r"bao lau|thoi han|trong may ngay|may ngay|bao nhieu (?:ngay|gio|thang|nam|phut)"),
        re.compile(
            rf"{_NUMBER}.{{0,20}}(?:ngày|giờ|tháng|năm|phút|tuần|quý)|hằng (?:năm|quý|tháng|ngày)", re.IGNORECASE
        ),
    ),
    (
        re.compile(r"muc phat|phat (?:tien )?bao nhieu|bi phat"),
        re.compile(r"phạt[^.;\n]{0,80}\d|\d[^.;\n]{0,80}phạt", re.IGNORECASE),
    ),
    (
        re.compile(r"le phi|muc phi|muc thu"),
        re.compile(rf"{_MONEY}|\d.{{0,12}}%|miễn|không (?:thu|phải nộp|mất)", re.IGNORECASE),
    ),
    (re.compile(r"bao nhieu tien|bao nhieu dong|\bgia (?:cua|bao nhieu)"), re.compile(_MONEY, re.IGNORECASE)),
    (re.compile(r"bao nhieu|may (?:loai|cap|muc|lop|nguyen tac|nhom|buoc)|ty le"), re.compile(_NUMBER, re.IGNORECASE)),
)


def defines(term: str, text: str) -> bool:
    """Whether a text says what a term is: “3. Hồ sơ trễ hạn là hồ sơ …”, “1. Dữ liệu nhạy cảm bao gồm: …”."""
    said = without_accents(spell_out(text))
    return (
        re.search(rf"(?:^|[.;:“”\n)]|\d\.)\s*{re.escape(term.strip())}(?: \([^)]*\))?:? (?:la|gom|bao gom) ", said)
        is not None
    )


def is_term(words: str) -> bool:
    """Whether the words before “là gì” are a term alone, not a question about a place in a document."""
    return len(words.split()) <= 6 and not re.search(r"\d|theo |trong |dieu |khoan ", words)


def speaks_of(term: str, text: str) -> bool:
    """Whether a text says what a term is, the term's other name or short form between at most."""
    words = r"\W+".join(map(re.escape, term.split()))
    return re.search(rf"(?<!\w){words}(?!\w)[^.;\n\d]{{0,45}} la\b", without_accents(spell_out(text))) is not None
