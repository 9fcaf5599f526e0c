"""What a sentence states that can be asked for: durations, days, amounts, counts, bodies, numbers of documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assistant.verify import CAPITALS
from corpus.accents import without_accents
from corpus.dates import IN_TEXT, first_date
from corpus.numbers import find_numbers


class Kind(StrEnum):
    """A kind of value: wrong options are of the kind of the right one."""

    DURATION = "duration"
    DAY = "day"
    YEAR = "year"
    MONEY = "money"
    SHARE = "share"
    COUNT = "count"
    BODY = "body"
    NUMBER = "number"


@dataclass(frozen=True)
class Value:
    """A value in a text at [start, end). `amount` is its size (durations in their own `unit`), 0 for words."""

    kind: Kind
    text: str
    start: int
    end: int
    amount: float = 0
    unit: str = ""

    @property
    def meant(self) -> tuple[str, object]:
        """What two values that mean the same have in common, however they are written."""
        if self.kind is Kind.DURATION:
            # In days: “01 tháng” and “30 ngày” must not stand as two options.
            return self.kind, round(self.amount * DAYS[self.unit], 2)
        if self.kind in {Kind.BODY, Kind.NUMBER}:
            return self.kind, without_accents(self.text)
        return self.kind, (self.amount, self.unit)


DAYS = {
    "phút": 1 / 1440,
    "giờ": 1 / 24,
    "giờ làm việc": 1 / 24,
    "ngày": 1.0,
    "ngày làm việc": 1.0,
    "tuần": 7.0,
    "tháng": 30.0,
    "quý": 90.0,
    "năm": 360.0,  # twelve such months
}
WORDS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
_SPELT = "hai|ba|bốn|sáu|bảy|tám|chín|mười"  # “một” may be an article, “năm” a year
# What is counted in regulations, after its figure.
COUNTED = (
    "bản chính|bản sao|bản|bộ hồ sơ|bộ|lần|thành viên|người|mức độ|mức|cấp độ|cấp|mô hình|nhóm|bước|giai đoạn"
    "|nguyên tắc|tiêu chí|nội dung|thành phần|lớp|tầng|trụ cột|mục tiêu|nhiệm vụ|giải pháp|hệ thống|phương án"
    "|chuyên gia|bản gốc|loại|hình thức|phiên bản|trang|chữ số|ký tự|điểm"
)
_DURATION = re.compile(
    r"(?<![\w/.,–-])(?<!ngày )(?<!tháng )(?<!năm )(?<!Điều )(?<!khoản )(?P<n>\d{1,3})(?:\s*\([^()]{1,24}\))?"
    r"\s+(?P<unit>ngày\s+làm\s+việc|giờ\s+làm\s+việc|ngày(?!\s+làm\s+việc)|giờ(?!\s+làm\s+việc)|tuần|tháng|quý|năm|phút)(?!\w)"
    r"(?!\s+(?:\d|đầu|cuối|trước đó|qua\b|gần nhất|liền kề))"
)
_AFTER_NUMBER = re.compile(r"(?:\d/[\w&-]+|\d{4}/[\w&-]+)\s*(?:ngày\s*)?\(?$")  # the day of issue of a document named
_YEAR = re.compile(r"(?:(?<=[Đđ]ến năm )|(?<=trước năm )|(?<=[Tt]ừ năm ))(?:19|20)\d\d(?![\w/–-])")
_MONEY = re.compile(r"(?<![\w/.,])(?P<n>\d[\d.,]*)\s+(?P<unit>đồng|nghìn đồng|triệu đồng|tỷ đồng)(?!\w)")
_SHARE = re.compile(r"(?<![\w/.,–-])(?P<n>\d{1,3}(?:[.,]\d{1,2})?)\s?%")
_FIGURE = rf"\d{{1,3}}|(?:(?<=có )|(?<=gồm )|(?<=theo )|(?<=thành ))(?:{_SPELT})"
_COUNT = re.compile(
    rf"(?<![\w/.,–-])(?<!Điều )(?<!khoản )(?<!Mẫu số )(?<!phiên bản )(?P<n>{_FIGURE})(?:\s*\([^()]{{1,24}}\))?"
    rf"\s+(?P<unit>{COUNTED})(?!\w)",
    re.IGNORECASE,
)
_HEADS = (
    rf"(?:Bộ|Sở|Cục|Tổng cục|Vụ|Ban|Viện|Trung tâm|Tập đoàn)(?= [{CAPITALS}])|Ủy ban nhân dân|Uỷ ban nhân dân|Chủ tịch"
    "|Thủ tướng|Chính phủ|Quốc hội|Văn phòng|Hội đồng|Tòa án|Kiểm toán|Thanh tra|Ngân hàng|Bảo hiểm|Chủ đầu tư|Chủ quản"
    "|Giám đốc|Chánh"
)
_VERBS = (
    "có trách nhiệm|có nhiệm vụ|có thẩm quyền|chủ trì|quyết định|ban hành|quy định(?! kỳ)|hướng dẫn|phê duyệt|thẩm định"
    "|công bố|tổ chức|xem xét|kiểm tra|thống nhất|giúp|chịu trách nhiệm|là cơ quan|là đơn vị"
)
_SUBJECT = re.compile(rf"(?P<body>(?:{_HEADS})(?: [^\s,;:.()“”]+){{0,14}}?)(?= (?:{_VERBS})\b)")
_SEVERAL = re.compile(
    r"\b(?:và các|hoặc|các|khác|này|đó|trên|dưới|nêu|liên quan|do|về|được|phải|không|phối hợp|tổng hợp|ra)\b|,"
)
_ENDS = re.compile(r"(?:cấp (?:tỉnh|huyện|xã)|đầu tư|tối cao|Chính phủ|nhân dân|quốc gia)$")
_DUTY = re.compile(r" (?:có trách nhiệm|có nhiệm vụ|có thẩm quyền|chịu trách nhiệm)")
_BY_NAME = re.compile(r"thay thế|hết hiệu lực|bãi bỏ")


def values_in(text: str) -> list[Value]:
    """The values of a sentence, in order, none within another."""
    found = sorted(_all(text), key=lambda value: (value.start, -value.end))
    kept: list[Value] = []
    for value in found:
        if not kept or value.start >= kept[-1].end:
            kept.append(value)
    return kept


def _all(text: str) -> Iterator[Value]:
    days = []
    for match in IN_TEXT.finditer(text):
        when = first_date(match[0])
        days.append(match.span())
        if when and not _AFTER_NUMBER.search(text, 0, match.start()):
            yield Value(Kind.DAY, match[0], *match.span(), when.toordinal())
    numbers = find_numbers(text)
    for number in numbers:
        if number.whole and _BY_NAME.search(text):
            yield Value(Kind.NUMBER, text[number.start : number.end], number.start, number.end)
    apart = [*days, *((number.start, number.end) for number in numbers)]
    for kind, form in (
        (Kind.DURATION, _DURATION),
        (Kind.YEAR, _YEAR),
        (Kind.MONEY, _MONEY),
        (Kind.SHARE, _SHARE),
        (Kind.COUNT, _COUNT),
    ):
        for match in form.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in apart):
                continue
            groups = match.groupdict()
            amount = amount_of(groups.get("n") or match[0])
            if amount:
                yield Value(kind, match[0], *match.span(), amount, " ".join((groups.get("unit") or "").lower().split()))
    subject = _SUBJECT.match(text)
    if subject and _is_body(subject["body"], text[subject.end() :]):
        yield Value(Kind.BODY, subject["body"], *subject.span("body"))


def _is_body(words: str, following: str) -> bool:
    """Whether words are one body: they end with a name or a level of government, or are said to have a duty."""
    named = words.split()[-1][:1].isupper() or _ENDS.search(words) or _DUTY.match(following)
    return bool(named) and not _SEVERAL.search(words)


def amount_of(figure: str) -> float:
    """A figure as a number: “05”, “1.500.000”, “0,5”, “ba”; 0 for what is none."""
    word = WORDS.get(figure.strip().lower())
    if word:
        return word
    plain = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", figure.strip()).replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        return 0
