"""Abbreviations that officials type and texts use, written out so that questions and texts meet."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.accents import without_accents

WRITTEN_OUT = {
    "ATTT": "an toàn thông tin",
    "ATTTM": "an toàn thông tin mạng",
    "ANM": "an ninh mạng",
    "BTTTT": "Bộ Thông tin và Truyền thông",
    "CBCC": "cán bộ, công chức",
    "CCVC": "công chức, viên chức",
    "CĐS": "chuyển đổi số",
    "CNTT": "công nghệ thông tin",
    "CPĐT": "Chính phủ điện tử",
    "CPS": "Chính phủ số",
    "CQĐT": "Chính quyền điện tử",
    "CQNN": "cơ quan nhà nước",
    "CQS": "Chính quyền số",
    "CSDL": "cơ sở dữ liệu",
    "CSDLQG": "cơ sở dữ liệu quốc gia",
    "DLCN": "dữ liệu cá nhân",
    "DVC": "dịch vụ công",
    "DVCQG": "Dịch vụ công quốc gia",
    "DVCTT": "dịch vụ công trực tuyến",
    "GDĐT": "giao dịch điện tử",
    "HĐND": "Hội đồng nhân dân",
    "HTTT": "hệ thống thông tin",
    "KH&CN": "Khoa học và Công nghệ",
    "KHCN": "khoa học và công nghệ",
    "NSNN": "ngân sách nhà nước",
    "QLNN": "quản lý nhà nước",
    "TSLCD": "truyền số liệu chuyên dùng",
    "TT&TT": "Thông tin và Truyền thông",
    "TTHC": "thủ tục hành chính",
    "UBND": "Ủy ban nhân dân",
    "VBĐT": "văn bản điện tử",
    "VPCP": "Văn phòng Chính phủ",
}
# In texts these may as well be something else: giáo dục và đào tạo, cơ quan điều tra, khách hàng cá nhân, …
AMBIGUOUS = frozenset({"GDĐT", "CQĐT", "KHCN", "CPS", "CQS", "DVC"})
_BY_FOLDED = {without_accents(short): long for short, long in WRITTEN_OUT.items()}


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Any of some words, standing by itself: not in a number such as 2323/QĐ-BTTTT, nor in an address."""
    return re.compile(
        r"(?<![\w/.@–-])(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + r")(?![\w/@–-])"
    )


_ASKED = _pattern(_BY_FOLDED)
_WRITTEN = _pattern(WRITTEN_OUT.keys() - AMBIGUOUS)


def write_out(question: str, keep: bool = True) -> str:
    """A question with each abbreviation followed (or replaced, when `keep` is false) by what it stands for.

    A question typed without diacritics gets words without them. What follows already is not written again.
    """
    folded = without_accents(question)
    plain = folded == question.lower()
    pieces = []
    end = 0
    for match in _ASKED.finditer(folded):
        long = _BY_FOLDED[match[0]]
        if keep and folded.startswith(f" {without_accents(long)}", match.end()):
            continue
        pieces.append(question[end : match.end() if keep else match.start()])
        pieces.append(f" {without_accents(long) if plain else long}")
        end = match.end()
    return "".join([*pieces, question[end:]])


def spell_out(text: str) -> str:
    """A text with each abbreviation written in capitals followed by what it stands for.

    Left alone are those that often stand for something else, and “(UBND)” after its own words.
    """
    pieces = []
    end = 0
    for match in _WRITTEN.finditer(text):
        long = WRITTEN_OUT[match[0]]
        before = without_accents(text[max(0, match.start() - len(long) - 2) : match.start()])
        if before.rstrip(" (") == without_accents(long):
            continue
        pieces += [text[end : match.end()], f" {long}"]
        end = match.end()
    return "".join([*pieces, text[end:]])
