"""Số hiệu: found in any text, brought to one form, and compared without case, diacritics and spaces."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from corpus.accents import without_accents

# Kinds by the words, in full or short and without diacritics, that people put before a number.
KINDS = {
    "quyet dinh": "Quyết định",
    "qd": "Quyết định",
    "nghi dinh": "Nghị định",
    "nd": "Nghị định",
    "nd-cp": "Nghị định",
    "thong tu": "Thông tư",
    "tt": "Thông tư",
    "thong tu lien tich": "Thông tư liên tịch",
    "cong van": "Công văn",
    "cv": "Công văn",
    "nghi quyet": "Nghị quyết",
    "nq": "Nghị quyết",
    "chi thi": "Chỉ thị",
    "ke hoach": "Kế hoạch",
    "quy dinh": "Quy định",
    "bo luat": "Bộ luật",
    "luat": "Luật",
    "phap lenh": "Pháp lệnh",
    "van ban hop nhat": "Văn bản hợp nhất",
}
_KIND = r"(?P<kind>" + "|".join(sorted(map(re.escape, KINDS), key=len, reverse=True)) + r")"
# The sign after the last stroke: NĐ-CP, QĐ-BTTTT, QH15, BTTTT-THH, BKHCN-CĐSQG, TT-BKHCN, QĐ/BCĐTW (Party documents).
_SIGN = r"[a-z]{1,8}\d{0,2}(?:\s?[-–]\s?[a-z]{2,12}\d{0,2}){0,3}"
_FULL = re.compile(
    r"(?:(?<![\w/.-])|(?<=\bqd)|(?<=\bnd)|(?<=\btt)|(?<=\bnq)|(?<=\bcv))"  # “NĐ73/2019/NĐ-CP”
    r"(?P<digits>\d{1,5}(?:\.\d|[a-z])?)(?:"
    rf"\s?/\s?(?P<year>(?:19|20)\d\d)\s?/\s?(?P<sign>{_SIGN})"
    rf"|\s?/\s?(?P<plain>(?=[a-z&-]*[a-z]{{2}}){_SIGN})"
    r"|\s?[-–]\s?(?P<party>(?:qd|nq|ct|kl|tb|qc|kh|hd|qdi)/(?:tw|bcdtw|tu|bcd|bbt|ubktw))"
    r")(?![\w/])"
)
_PART = re.compile(
    rf"(?<!\w){_KIND}(?:\s+so)?[:\s]*(?P<digits>(?!(?:19|20)\d\d\s?[_-])\d{{1,5}}(?:\.\d)?)(?:\s?[/_-]\s?(?P<year>(?:19|20)\d\d))?(?![\w/.,-]{{0,60}}\d)(?!\s?[/-]\s?[a-z])"
)


@dataclass(frozen=True)
class NumberMatch:
    """A số hiệu in a text at [start, end). `kind` is the Vietnamese kind that stands before it, "" when none does.

    `whole` is false for a number typed in part, such as "Quyết định 2323" or "Luật 20/2023".
    """

    number: str
    start: int
    end: int
    kind: str = ""
    whole: bool = True


def fold(number: str) -> str:
    """The key by which numbers are compared: no case, diacritics, spaces or leading zeros."""
    return re.sub(r"\s+", "", without_accents(number)).replace("–", "-").lstrip("0")


def find_numbers(text: str) -> list[NumberMatch]:
    """The numbers in a text, in order: whole ones, then those typed in part after their kind."""
    folded = without_accents(text)
    found: list[NumberMatch] = []
    for match in _FULL.finditer(folded):
        if match["plain"] and _is_fraction(match["plain"]):
            continue
        number = re.sub(r"\s+", "", text[match.start() : match.end()]).replace("–", "-")
        number = number if number.lower() != number else number.upper()
        before = re.search(rf"(?<!\w){_KIND}(?:\s+so)?[:\s]*$", folded[max(0, match.start() - 30) : match.start()])
        kind = KINDS[before["kind"]] if before else ""
        found.append(NumberMatch(number, match.start(), match.end(), kind))
    whole = [0, *(known.end for known in found)]  # both go from left to right, and neither overlaps itself
    starts = [*(known.start for known in found), len(text)]
    for match in _PART.finditer(folded):
        place = bisect_right(whole, match.start()) - 1
        if starts[place] < match.end():
            continue
        number = match["digits"] + (f"/{match['year']}" if match["year"] else "")
        kind = KINDS[match["kind"]]
        if kind in {"Quy định", "Kế hoạch", "Thông tư"} and not match["year"] and match["kind"] != "thong tu":
            continue
        found.append(NumberMatch(number, match.start("digits"), match.end(), kind, whole=False))
    return sorted(found, key=lambda number: number.start)


def _is_fraction(sign: str) -> bool:
    """ "10/ngày", "24/7": a rate, not a number's sign. A sign has a stroke, a digit, or is a short one like QH15."""
    return "-" not in sign and "–" not in sign and not re.fullmatch(r"qh\d{1,2}|[a-z]{2,6}\d{1,2}", sign)
