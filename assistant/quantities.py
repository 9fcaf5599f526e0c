"""Quantities in a text, numbers with what they count, made comparable: 2,5 triệu is 2.500.000 đồng, 1 năm 12 tháng."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.question import ASKING
from corpus.accents import without_accents
from corpus.dates import IN_TEXT
from index.tokens import is_unaccented

# What is counted by a word of its own; else the one or two words after the number tell.
UNITS = (
    "phần trăm|ngày làm việc|ngày|tháng|năm|tuần|giờ|phút|giây|tuổi|đồng|lần|mét|km|người|thành viên|bản|bộ|hồ sơ|tờ"
    "|bước|trang|ký tự|chữ số|buổi|cuộc|lượt"
)
TIMES = {"nghin": 10**3, "ngan": 10**3, "k": 10**3, "trieu": 10**6, "tr": 10**6, "ty": 10**9, "ti": 10**9}
ONES = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
TENS = {"mươi": 10, "mốt": 1, "tư": 4, "lăm": 5}  # “hai mươi mốt”
SPELT = {"mười": 10} | {word: value for value, word in enumerate(ONES, start=1)}
MONTHS = {"nam": 12, "thang": 1}
CALENDAR = frozenset("ngay thang quy nam".split())  # “tháng 6 năm 2026”, but “mỗi tháng 2 lần”
# Before a number that nothing is counted by, which tells which one and not how many.
WHICH = frozenset(
    "do cap loai nhom hang bac ban khung mau muc so dieu khoan diem lop thu buoc lan dot vong quan phuong phan bang"
    " trang doan an chuong phu luc quy tiet".split()
)
# Words after a number that are not what it counts.
NOT_COUNTED = (ASKING - {"trình", "bày"}) | frozenset(
    "tới trở mỗi cho trên dưới kể trước sau mà nhưng để tính gồm nộp cùng".split()
)
NOT_COUNTED_PLAIN = frozenset(map(without_accents, NOT_COUNTED))
ITEM = re.compile(r"^\s*\(?\d+(?:\.\d+)*[.)]\s", re.MULTILINE)
YEARS = re.compile(r"(?<![\w.,/-])(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?(?![\w/-]|[.,]\d)")
_FIGURE = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?"
BEFORE = re.compile(r"([^\W\d]+)\s*$")


def _form(units: str, spelt: str, tens: str, times: str, coin: str, half: str) -> re.Pattern[str]:
    """“02 (hai) ngày làm việc”, “3 triệu rưỡi”, “hai mươi lần”, “30 MB”, “50k”."""
    return re.compile(
        rf"(?<![\w/.,(-])(?:(?P<figure>{_FIGURE})(?![.,/-]?\d)"
        rf"|(?P<spelt>(?:{spelt})(?: (?:{tens}|{spelt}))*)(?= (?:{units})(?!\w)))"
        rf"(?: ?\([^()\d]{{2,24}}\))?"
        rf"(?P<times>(?: ?(?:{times})(?!\w))*)(?P<half> (?:{half})(?!\w))?"
        rf"(?: ?(?P<coin>{coin})(?!\w)| ?(?P<unit>%|(?:{units})(?!\w))"
        rf"| ?(?P<other>[^\W\d_]+)(?: (?P<more>[^\W\d_]+))?)?",
        re.IGNORECASE,
    )


ACCENTED = _form(
    units=UNITS,
    spelt="|".join(SPELT),
    tens="|".join(TENS),
    times="nghìn|ngàn|triệu|tr|tỷ(?! lệ)|tỉ(?! lệ)|k",
    coin="đồng|vnđ|vnd|đ",
    half="rưỡi",
)
# Without diacritics “nam” is five and year, “sau” six and after: only what is plain is read.
PLAIN = _form(
    units=without_accents(UNITS),
    spelt="mot|hai|ba|bon|bay|tam|chin|muoi",
    tens="muoi|mot|lam",
    times="nghin|ngan(?! hang)|trieu|tr|ty(?! le)|ti(?! le)|k",
    coin="dong|vnd|d",
    half="ruoi",
)
RANGE = re.compile(rf"(?<![\w/.,-])({_FIGURE}) (?:đến|tới|den|toi|[-–]) (?=({_FIGURE})((?: ?[^\W\d_]+){{1,3}}))")


@dataclass(frozen=True)
class Quantity:
    """`value` of `unit`, which is without diacritics, "" where the text does not say what is counted; as written in
    `words`. `known`: the unit is one of UNITS, and no other is the same.
    """

    value: Decimal
    unit: str
    words: str
    known: bool

    def counts_as(self, other: Quantity) -> bool:
        """Whether both count the same; of what is told by two words the first is enough: “3 cửa”, “2 cửa phụ”."""
        if self.known or other.known:
            return self.unit == other.unit
        short, long = sorted((self.unit, other.unit), key=len)
        return bool(short) and f"{long} ".startswith(f"{short} ")


def quantities(text: str) -> Iterator[Quantity]:
    """Those of a text, in its order, but for days, years, numbers of items and numbers that tell which one."""
    read = YEARS.sub(",", IN_TEXT.sub(",", ITEM.sub(" ", text)))
    read = RANGE.sub(lambda m: f"{m[1]}{m[3]} – ", read)  # “từ 20 đến 30 triệu” is two amounts
    plain = is_unaccented(text)
    for match in (PLAIN if plain else ACCENTED).finditer(read):
        before = BEFORE.search(read, max(0, match.start() - 20), match.start())
        found = _quantity(match, without_accents(before[1]) if before else "", plain)
        if found is not None:
            yield found


def _quantity(match: re.Match[str], before: str, plain: bool) -> Quantity | None:
    """What a match counts, after a word; None for a number that tells which one, or that is none."""
    words = [(match[name] or "").lower() for name in ("other", "more")]
    apart = NOT_COUNTED_PLAIN if plain else NOT_COUNTED
    other = "" if words[0] in apart else without_accents(words[0])
    more = "" if not other or words[1] in apart else without_accents(words[1])
    unit, coin = without_accents(match["unit"] or ""), match["coin"]
    times = [TIMES[without_accents(word)] for word in match["times"].split()]
    if (before in WHICH and not (unit or times or coin)) or (
        before in CALENDAR and not times and not coin and (unit in MONTHS or not (unit or other))
    ):
        return None
    value = Decimal(value_of(match["figure"])) if match["figure"] else _spelt(match["spelt"])
    if value is None:
        return None
    for one in times:
        value *= one
    value += Decimal(times[-1]) / 2 if match["half"] and times else 0
    if coin or (times and not unit and not other):
        return Quantity(value, "dong", _words(match, "coin"), known=True)
    if unit in MONTHS:
        return Quantity(value * MONTHS[unit], "thang", _words(match, "unit"), known=True)
    if unit:
        return Quantity(value, "%" if unit == "phan tram" else unit, _words(match, "unit"), known=True)
    last = "more" if more else "other" if other else "half"
    return Quantity(value, f"{other} {more}".strip(), _words(match, last), known=False)


def _words(match: re.Match[str], last: str) -> str:
    """The match as far as the last of its parts that is there."""
    ends = [match.end(name) for name in ("figure", "spelt", "times", "half", last)]
    return match.string[match.start() : max(ends)].strip()


def _spelt(words: str) -> Decimal | None:
    """“hai mươi mốt” is 21; None for what is no number in this order."""
    value, known = 0, {without_accents(word): n for word, n in (SPELT | TENS).items()}
    for place, word in enumerate(map(without_accents, words.split())):
        if place and word == "muoi":
            value *= 10
        elif not place or value % 10 == 0:
            value += known[word]
        else:
            return None
    return Decimal(value)


def value_of(figure: str) -> str:
    """A number whatever its separators: 1.500.000 and 1.490.000,50 of thousands, 0,5 and 12.5 of decimals."""
    match = re.fullmatch(r"(\d[\d.,]*?)(?:[.,](\d{1,2}))?", figure)
    assert match is not None, figure
    whole = re.sub(r"[.,]", "", match[1]).lstrip("0") or "0"
    return f"{whole}.{match[2].rstrip('0')}".rstrip(".") if match[2] else whole
