"""Quantities in a text, numbers with what they count, made comparable: 2,5 triệu is 2.500.000 đồng, 1 năm 12 tháng."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from corpus.accents import without_accents
from corpus.dates import IN_TEXT

# What is counted by a word of its own; else the two words after the number tell.
_UNITS = (
    "phần trăm|ngày làm việc|ngày|tháng|năm|tuần|giờ|phút|giây|tuổi|đồng|lần|mét|km|người|thành viên|bản|bộ|hồ sơ|tờ"
    "|bước|trang|ký tự|chữ số|buổi|cuộc|lượt"
)
_TIMES = "nghìn|ngàn|triệu|tỷ|tỉ"
_ONES = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_SPELT = {without_accents(word): value for value, word in enumerate(_ONES, start=1)}


def _either(words: str) -> str:
    """Words with and without their diacritics."""
    return f"(?:{words}|{without_accents(words)})"


# “02 (hai) ngày làm việc”, “3 triệu đồng”, “hai lần”, “30 MB”
QUANTITY = re.compile(
    r"(?P<before>[^\W\d]+ )?(?<![\w/.,-])"
    rf"(?:(?P<figure>\d+(?:[.,]\d+)*)|(?P<spelt>{_either('|'.join(_ONES))})(?= {_either(_UNITS)}(?!\w)))"
    r"(?: ?\([^()\d]{2,24}\))?"
    rf"(?: ?(?P<times>{_either(_TIMES)})(?!\w)(?: (?:đồng|dong)(?!\w))?"
    rf"| ?(?P<unit>%|{_either(_UNITS)}(?!\w))| ?(?P<other>[^\W\d_]+(?: [^\W\d_]+)?))?(?![\w/]*\d)",
    re.IGNORECASE,
)
TIMES = {"nghin": 10**3, "ngan": 10**3, "trieu": 10**6, "ty": 10**9, "ti": 10**9}
MONTHS = {"nam": 12, "thang": 1}
# Before a number that tells which one, not how many; of some it does not where what is counted stands behind it.
WHICH = frozenset("do loai nhom hang bac ban khung mau dieu khoan diem lop".split())
WHICH_ALONE = frozenset("cap so muc".split())
CALENDAR = frozenset("ngay thang quy".split())  # “tháng 6 năm 2026”, but “mỗi tháng 2 lần”
ITEM = re.compile(r"^\s*\d+(?:\.\d+)*[.)]\s", re.MULTILINE)


@dataclass(frozen=True)
class Quantity:
    """`value` of `unit`, which is without diacritics, "" where the text does not say what is counted; `words` as
    written, of what is counted by two words the number alone in `figure`.
    """

    value: Decimal
    unit: str
    words: str
    figure: str

    def counts_as(self, other: Quantity) -> bool:
        """Whether both count the same: “3 cửa” and “2 cửa phải …” too."""
        short, long = sorted((self.unit, other.unit), key=len)
        return bool(short) and f"{long} ".startswith(f"{short} ")


def quantities(text: str) -> Iterator[Quantity]:
    """Those of a text, in its order, but for days, years, numbers of items and numbers that tell which one."""
    plain = re.sub(r"(?<![\w.,/-])(?:19|20)\d\d(?![\w/-]|[.,]\d)", ",", IN_TEXT.sub(",", ITEM.sub(" ", text)))
    for match in QUANTITY.finditer(plain):
        before, times, unit, other = (
            without_accents(match[name] or "").strip() for name in ("before", "times", "unit", "other")
        )
        bare = not (unit or times)
        if before in WHICH or (bare and before in WHICH_ALONE) or (before in CALENDAR and (bare or unit in MONTHS)):
            continue
        if without_accents(match["spelt"] or "") == "mot" and unit != "lan":
            continue  # “mỗi năm một bản”
        words = match[0].removeprefix(match["before"] or "")
        number = match["figure"]
        value = Decimal(value_of(number)) if number else Decimal(_SPELT[without_accents(match["spelt"])])
        if times:
            yield Quantity(value * TIMES[times], "dong", words, words)
        elif unit in MONTHS:
            yield Quantity(value * MONTHS[unit], "thang", words, words)
        else:
            counted = "%" if unit == "phan tram" else unit or other
            yield Quantity(value, counted, words, number if other else words)


def value_of(figure: str) -> str:
    """A number whatever its separators: 1.500.000 of thousands, 0,5 and 12.5 of decimals."""
    whole = figure if re.search(r"[.,]\d{1,2}$", figure) else re.sub(r"[.,]", "", figure)
    return whole.replace(",", ".").lstrip("0") or "0"
