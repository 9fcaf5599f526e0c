"""Abbreviations that officials type and texts use, written out so that questions and texts meet."""

from __future__ import annotations

import re

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
_BY_FOLDED = {without_accents(short): long for short, long in WRITTEN_OUT.items()}
_WORD = re.compile(
    r"(?<![\w/.-])(?:" + "|".join(sorted(map(re.escape, _BY_FOLDED), key=len, reverse=True)) + r")(?![\w/-])"
)


def write_out(text: str, keep: bool = True) -> str:
    """A text with each abbreviation followed (or replaced, when `keep` is false) by what it stands for.

    Numbers such as 2323/QĐ-BTTTT stay whole; a text typed without diacritics gets words without them.
    """
    folded = without_accents(text)
    plain = folded == text.lower()
    pieces = []
    end = 0
    for match in _WORD.finditer(folded):
        long = _BY_FOLDED[match[0]]
        pieces.append(text[end : match.end() if keep else match.start()])
        pieces.append(f" {without_accents(long) if plain else long}")
        end = match.end()
    return "".join([*pieces, text[end:]])
