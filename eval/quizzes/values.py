"""The facts that a quiz asks for, as they stand in words: spans of time, days, amounts, shares, numbers, bodies.

Two writings of one fact are equal here: “30 ngày” and “ba mươi ngày”, “01 tháng” and “30 ngày”, “Bộ TT&TT” and “Bộ
Thông tin và Truyền thông”. Written for these checks alone, so that what proposes items cannot share its
faults.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.abbreviations import write_out
from corpus.accents import without_accents
from corpus.dates import IN_TEXT
from corpus.numbers import find_numbers, fold

FIGURES = dict(zip("không một hai ba bốn năm sáu bảy tám chín mười".split(), range(11), strict=True))
FIGURES |= {"mốt": 1, "tư": 4, "lăm": 5, "bẩy": 7, "linh": 0, "lẻ": 0}
SCALES = {"mươi": 10, "trăm": 100, "nghìn": 1_000, "ngàn": 1_000, "triệu": 1_000_000, "tỷ": 10**9, "tỉ": 10**9}
_WORD = "|".join(sorted({*FIGURES, *SCALES} - {"không"}, key=len, reverse=True))
NUMBER = rf"(?:\d{{1,3}}(?:\.\d{{3}})+|\d+(?:,\d+)?|(?<!\w)(?:{_WORD})(?:\s+(?:{_WORD}))*)"
SPELT = r"(?:\s*\([^)\d]{2,60}\))?"  # “30 (ba mươi) ngày”
MINUTES = {"phút": 1, "giờ làm việc": 60, "giờ": 60, "ngày": 1_440, "tuần": 10_080, "tháng": 43_200, "quý": 129_600}
MINUTES |= {"ngày làm việc": 1_440, "năm": 518_400}
FAMILIES = {"phút": "giờ", "giờ": "giờ", "giờ làm việc": "giờ", "tháng": "tháng", "quý": "tháng", "năm": "tháng"}
DURATION = re.compile(
    rf"(?<![\w/.,])(?P<n>{NUMBER}){SPELT}\s*(?P<unit>ngày làm việc|giờ làm việc|ngày|tuần|tháng|quý|năm|giờ|phút)"
    r"(?!\w)(?!\s*\d)",
    re.IGNORECASE,
)
MONEY = re.compile(
    rf"(?<![\w/.,])(?P<n>{NUMBER})\s*(?P<scale>(?:(?:nghìn|ngàn|triệu|tỷ|tỉ)\s+)*)(?P<unit>đồng|USD|đô la Mỹ)(?!\w)",
    re.IGNORECASE,
)
SHARE = re.compile(rf"(?<![\w/.,])(?P<n>{NUMBER}){SPELT}\s*(?:%|phần trăm(?!\w))", re.IGNORECASE)
YEAR = re.compile(
    r"(?<!\w)(?:(?:tháng\s+(?P<month>\d{1,2})|quý\s+(?P<quarter>IV|I{1,3}|[1-4]))\s+)?năm\s+(?P<year>(?:19|20)\d\d)"
    r"(?!\d)",
    re.IGNORECASE,
)
COUNT = re.compile(rf"(?<![\w/.,])(?P<n>{NUMBER}){SPELT}\s+(?P<noun>[^\W\d_]+)", re.IGNORECASE)
CAPITAL = "[A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EFA, 2))) + "]"
WHO = re.compile(
    rf"(?:(?:các|một|những|liên)\s+)?(?:Bộ trưởng|(?:Bộ|Ban|Sở|Phòng)(?= {CAPITAL}|, (?:cơ quan|ban|ngành))"
    r"|BTTTT|BKHCN|Ủy ban|Uỷ ban|UBND|Hội đồng|HĐND|Chính phủ|Thủ tướng|Quốc hội|Cục|Tổng cục|Văn phòng|Chủ tịch"
    r"|Giám đốc|Viện|Vụ|Chi cục|Chánh án|Viện trưởng|Trưởng|Phó|Mặt trận|Nhà nước|Thanh tra|Trung tâm|Công an|Tòa án"
    r"|Toà án|Ngân hàng|Kho bạc|Kiểm toán|bộ, ngành|(?i:cơ quan|tổ chức|đơn vị|doanh nghiệp|người|cá nhân|chủ sở hữu"
    r"|chủ quản|chủ đầu tư|nhà thầu|hiệp hội|thủ trưởng))(?!\w)"
)
DOES = re.compile(  # what a body does, so that the words are a sentence: “tổ chức thực hiện” is not a body either
    r"(?<!\w)(?:quyết định|quy định|ban hành|có trách nhiệm|chịu trách nhiệm|phải|thực hiện|triển khai|công bố|là"
    r"|sử dụng|để|phê duyệt|thẩm định|tiếp nhận|báo cáo|xem xét|bảo đảm|thay đổi|xây dựng kế hoạch)(?!\w)"
)
PLACE = re.compile(
    r"(?:điểm|khoản|điều|mục|tiểu mục|chương|phụ lục|phần)\s+(?:[\divxlc]+[a-zđ]?|[a-zđ]|thứ)(?!\w)", re.IGNORECASE
)
DOCUMENT = re.compile(
    r"(?:Bộ luật|Luật|Nghị định|Nghị quyết|Thông tư|Quyết định|Chỉ thị|Công văn|Kế hoạch|Pháp lệnh|Hiến pháp"
    r"|Văn bản hợp nhất|Quy định)(?!\w)"
)
QUALIFIERS = re.compile(
    r"(?<!\w)(?:trong|thời hạn|thời gian|không quá|tối đa|tối thiểu|ít nhất|chậm nhất|là|khoảng|đúng|kể từ|từ|ngày|sau"
    r"|mức|số tiền|bằng)(?!\w)",
    re.IGNORECASE,
)
LESSER = frozenset("và các những của là được thì đó này có theo quy định tại về cho một".split())
NOT_WORDS = re.compile(r"[^\w%]+")


@dataclass(frozen=True)
class Value:
    """A fact at [start, end) of a text; two are the same when `equals` meet. `kind` names what options must share."""

    kind: str
    equals: frozenset[object]
    start: int
    end: int


def number_of(text: str) -> float:
    """The number that figures or words say: “1.000” is 1000, “mười lăm” 15, “2,5” 2.5."""
    if text[0].isdigit():
        return float(text.replace(".", "").replace(",", "."))
    total, current = 0, 0
    for word in text.casefold().split():
        scale = SCALES.get(word)
        if scale is None:
            current += FIGURES[word]
        elif scale < 1_000:
            current = (current - current % 10 if scale == 10 else 0) + (current % 10 or 1) * scale
        else:
            total, current = (total + max(current, 1)) * scale, 0
    return float(total + current)


def values_in(text: str) -> list[Value]:
    """The facts of a text in their order, none over another: a day's “tháng” is no span of time."""
    found: list[Value] = []
    for value in _all_values(text):
        if all(value.end <= other.start or other.end <= value.start for other in found):
            found.append(value)
    return sorted(found, key=lambda value: value.start)


def _all_values(text: str) -> Iterator[Value]:
    """From the forms that contain others to those that they contain."""
    for number in find_numbers(text):
        if number.whole:
            yield Value("số hiệu", frozenset({("number", fold(number.number))}), number.start, number.end)
    for match in IN_TEXT.finditer(text):
        day = tuple(int(group) for group in match.groups() if group)
        yield Value("ngày tháng", frozenset({("day", day)}), *match.span())
    for match in YEAR.finditer(text):
        when = ("year", match["year"], match["month"] and int(match["month"]), match["quarter"])
        yield Value("năm", frozenset({when}), *match.span())
    for match in MONEY.finditer(text):
        amount = number_of(match["n"])
        for scale in match["scale"].casefold().split():
            amount *= SCALES[scale]
        unit = match["unit"].casefold()
        yield Value(f"tiền ({unit})", frozenset({("money", unit, amount)}), *match.span())
    for match in SHARE.finditer(text):
        yield Value("tỷ lệ", frozenset({("share", number_of(match["n"]))}), *match.span())
    for match in DURATION.finditer(text):
        unit = match["unit"].casefold()
        yield Value(
            f"thời hạn ({FAMILIES.get(unit, 'ngày')})",
            frozenset(_lengths(number_of(match["n"]), unit)),
            *match.span(),
        )


def _lengths(count: float, unit: str) -> Iterator[object]:
    """What a span of time may be counted as: a month is 30 days, a year 12 months or 365 days; a working day is not
    a day.
    """
    yield "working" if unit.endswith("làm việc") else "time", count * MINUTES[unit]
    if unit == "năm":
        yield "time", count * 365 * 1_440


def kind_of(text: str) -> str:
    """What an option is, so that all of an item can be compared: “thời hạn (ngày)”, “cơ quan”, “điều khoản”, “chữ”."""
    text = text.strip(" “”\"'.;:,")
    if PLACE.match(text):
        return "điều khoản"
    first = next(iter(values_in(text)), None)
    rest = QUALIFIERS.sub("", text[: first.start] + text[first.end :]) if first else text
    if first and len(NOT_WORDS.sub(" ", rest).split()) <= 2:
        return first.kind
    count = COUNT.match(text)
    if count and len(text.split()) <= 5:
        return f"số lượng ({count['noun'].casefold()})"
    if re.match(rf"{DOCUMENT.pattern} (?:số|{CAPITAL}|\d)", text):
        return "văn bản"
    organises = re.match(r"Tổ chức (?!\w+$)", text) and len(text.split()) > 6  # a verb: “Tổ chức tập huấn, hướng dẫn …”
    if WHO.match(text) and len(text.split()) <= 25 and not DOES.search(text) and not organises:
        return "cơ quan, người"
    return "chữ"


def bare(text: str) -> str:
    """Words alone: lower case, no diacritics, no punctuation, figures without leading noughts, abbreviations whole."""
    words = NOT_WORDS.sub(" ", without_accents(write_out(text, keep=False))).split()
    return " ".join(word.lstrip("0") or "0" if word.isdigit() else word for word in words)


def same(one: str, other: str) -> bool:
    """Whether two options say the same: letter by letter, as a fact, as an abbreviation, or but for a lesser word."""
    if bare(one) == bare(other):
        return True
    mine, theirs = values_in(one), values_in(other)
    if len(mine) == 1 and len(theirs) == 1:
        rests = [_rest(one, mine[0]), _rest(other, theirs[0])]
        return bool(mine[0].equals & theirs[0].equals) and rests[0] == rests[1]
    if _is_short_for(one, other) or _is_short_for(other, one):
        return True
    words, others = (NOT_WORDS.sub(" ", text.casefold()).split() for text in (one, other))
    if min(len(words), len(others)) < 6:
        return False
    return [w for w in words if w not in LESSER] == [w for w in others if w not in LESSER]


def _rest(text: str, value: Value) -> str:
    return bare(QUALIFIERS.sub(" ", text[: value.start] + " " + text[value.end :]))


def _is_short_for(short: str, long: str) -> bool:
    """Whether words in capitals are the first letters of others in their place: “Bộ KH&CN” for “Bộ Khoa học và …”."""
    words, others = short.split(), long.split()
    capitals = [word for word in words if len(word) > 1 and re.fullmatch(r"[A-ZĐ]{2,}(?:&[A-ZĐ]+)?", word)]
    if len(capitals) != 1:
        return False
    place = words.index(capitals[0])
    after = len(words) - place - 1
    if others[:place] != words[:place] or others[len(others) - after :] != words[place + 1 :]:
        return False
    middle = [word for word in others[place : len(others) - after] if word.casefold() != "và"]
    return without_accents("".join(w[0] for w in middle)) == without_accents(capitals[0].replace("&", ""))
