"""The words of a question: what it is about, what form its answer must have, which term it asks to define."""

from __future__ import annotations

import re
from itertools import pairwise

from corpus.abbreviations import spell_out, write_out
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


_TERM = r"(?P<term>[\w /.&-]{2,80}?)"
_HOW = r"(?:gi|nhu the nao|the nao|ra sao|so gi|cai gi|sao)\b"
DEFINED = (
    re.compile(rf"^{_TERM} (?:(?:co )?(?:y )?nghia|tuc) la {_HOW}"),
    re.compile(rf"^(?:the nao (?:duoc goi )?la )?{_TERM} (?:(?:duoc |phai )?hieu )?la {_HOW}"),
    re.compile(rf"^{_TERM} (?:duoc |phai )?(?:hieu|dinh nghia|giai thich) {_HOW}"),
    re.compile(
        rf"^(?:the nao (?:duoc goi )?la|hieu (?:nhu )?the nao la|khai niem|dinh nghia(?: ve| cua)?) {_TERM}\W*$"
    ),
)
# Where the term is looked for, which is no part of it.
_WHERE = re.compile(
    r",? (?:trong|theo|tai|o)(?: quy dinh)?(?: cua| tai)? "
    r"(?:bo luat|luat|nghi dinh|thong tu|quyet dinh|quy che|nghi quyet|van ban)\b"
    r".{0,80}?(?=,| (?:duoc|phai|co|nghia|tuc|la|hieu) |$)"
)
_NO_TERM = re.compile(r"(?:trach nhiem|quyen|nghia vu|nguyen tac|muc tieu|nhiem vu|dieu kien|vai tro) (?:cua|de|khi) ")
MOST_WORDS = 8  # of a term


def term_asked(question: str) -> str:
    """The term that a question asks to define, without diacritics; "" when it asks something else."""
    folded = re.sub(r"[“”\"'‘’]", "", without_accents(write_out(question, keep=False))).strip(" .?!")
    said = re.sub(r"^(?:theo|trong) [^,]{3,100}, ", "", _WHERE.sub("", folded)).strip()
    for form in DEFINED:
        match = form.match(said)
        if match:
            term = match["term"]
            # “cho thuê vận hành của công ty …”: the term alone
            short = term.partition(" cua ")[0] if len(term.split()) > MOST_WORDS else term
            return short if is_term(short) and not _NO_TERM.match(short) else ""
    return ""


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
    return len(words.split()) <= MOST_WORDS and not re.search(r"\d|theo |trong |dieu |khoan ", words)


def speaks_of(term: str, text: str) -> bool:
    """Whether a text says what a term is, the term's other name or short form between at most."""
    words = r"\W+".join(map(re.escape, term.split()))
    return re.search(rf"(?<!\w){words}(?!\w)[^.;\n\d]{{0,45}} la\b", without_accents(spell_out(text))) is not None
