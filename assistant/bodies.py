"""Bodies and places that a text names and that are no longer so: what they are on the day asked about, by which act.

The quotation keeps the words of its text; the reader is told beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.types import Citation
from corpus.dates import day

TOLD = 3  # notes beside one answer


@dataclass(frozen=True)
class Change:
    """From a day on `before` (a pattern of the words of texts) is `now`, as the act says."""

    before: re.Pattern[str]
    now: str
    since: date
    act: str


_GOVERNMENT = "Nghị quyết số 176/2025/QH15"  # of 18/02/2025, on the structure of the Government
_DEPARTMENTS = "Nghị định số 45/2025/NĐ-CP"  # of 28/02/2025, on the bodies of provincial People's Committees
_PROVINCES = "Nghị quyết số 202/2025/QH15"  # of 12/6/2025, on the arrangement of provinces
_LOCAL = "Luật số 72/2025/QH15"  # of 16/6/2025, on local government
_MINISTRIES = {
    "Bộ Thông tin và Truyền thông": "Bộ Khoa học và Công nghệ (riêng an toàn thông tin mạng: Bộ Công an; "
    "báo chí, xuất bản: Bộ Văn hóa, Thể thao và Du lịch)",
    "Bộ Kế hoạch và Đầu tư": "Bộ Tài chính",
    "Bộ Giao thông vận tải": "Bộ Xây dựng",
    "Bộ Tài nguyên và Môi trường": "Bộ Nông nghiệp và Môi trường",
    "Bộ Nông nghiệp và Phát triển nông thôn": "Bộ Nông nghiệp và Môi trường",
    "Bộ Lao động - Thương binh và Xã hội": "Bộ Nội vụ (lao động, người có công) và các bộ khác theo lĩnh vực",
}
_OFFICES = {
    "Sở Thông tin và Truyền thông": "Sở Khoa học và Công nghệ (riêng báo chí, xuất bản: sở quản lý văn hóa)",
    "Sở Kế hoạch và Đầu tư": "Sở Tài chính",
    "Sở Giao thông vận tải": "Sở Xây dựng",
    "Sở Tài nguyên và Môi trường": "Sở Nông nghiệp và Môi trường",
    "Sở Nông nghiệp và Phát triển nông thôn": "Sở Nông nghiệp và Môi trường",
}
_MERGED = {
    "tỉnh Tuyên Quang": ("Hà Giang",),
    "tỉnh Lào Cai": ("Yên Bái",),
    "tỉnh Thái Nguyên": ("Bắc Kạn",),
    "tỉnh Phú Thọ": ("Vĩnh Phúc", "Hòa Bình", "Hoà Bình"),
    "tỉnh Bắc Ninh": ("Bắc Giang",),
    "tỉnh Hưng Yên": ("Thái Bình",),
    "thành phố Hải Phòng": ("Hải Dương",),
    "tỉnh Ninh Bình": ("Hà Nam", "Nam Định"),
    "tỉnh Quảng Trị": ("Quảng Bình",),
    "thành phố Đà Nẵng": ("Quảng Nam",),
    "tỉnh Quảng Ngãi": ("Kon Tum",),
    "tỉnh Gia Lai": ("Bình Định",),
    "tỉnh Khánh Hòa": ("Ninh Thuận",),
    "tỉnh Lâm Đồng": ("Đắk Nông", "Bình Thuận"),
    "tỉnh Đắk Lắk": ("Phú Yên",),
    "Thành phố Hồ Chí Minh": ("Bình Dương", "Bà Rịa - Vũng Tàu"),
    "tỉnh Đồng Nai": ("Bình Phước",),
    "tỉnh Tây Ninh": ("Long An",),
    "thành phố Cần Thơ": ("Sóc Trăng", "Hậu Giang"),
    "tỉnh Vĩnh Long": ("Bến Tre", "Trà Vinh"),
    "tỉnh Đồng Tháp": ("Tiền Giang",),
    "tỉnh Cà Mau": ("Bạc Liêu",),
    "tỉnh An Giang": ("Kiên Giang",),
}


def _named(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)".replace(r"\ ", r"\s+"), re.IGNORECASE)


CHANGES = (
    *(Change(_named(was), now, date(2025, 3, 1), _GOVERNMENT) for was, now in _MINISTRIES.items()),
    *(Change(_named(was), now, date(2025, 3, 1), _DEPARTMENTS) for was, now in _OFFICES.items()),
    *(
        Change(_named(f"tỉnh {was}"), now, date(2025, 7, 1), _PROVINCES)
        for now, merged in _MERGED.items()
        for was in merged
    ),
)
NO_DISTRICT = Change(
    re.compile(r"(?<!\w)(?:(?:cấp|ủy ban nhân dân|uỷ ban nhân dân|ubnd)\s+(?:quận|huyện))(?!\w)", re.IGNORECASE),
    "không còn cấp huyện; thẩm quyền nay của cấp xã hoặc cấp tỉnh theo văn bản phân định thẩm quyền",
    date(2025, 7, 1),
    _LOCAL,
)


def changed_bodies(citations: Sequence[Citation], as_of: date) -> list[str]:
    """What has become of the bodies and places that the quotations of earlier texts name, in Vietnamese."""
    return list(dict.fromkeys(_changed(citations, as_of)))[:TOLD]


def _changed(citations: Sequence[Citation], as_of: date) -> Iterator[str]:
    for citation in citations:
        issued = citation.document.issued or citation.document.effective
        for change in (*CHANGES, NO_DISTRICT):
            if change.since > as_of or (issued and issued >= change.since):
                continue
            match = change.before.search(citation.quote.text)
            if match and change is NO_DISTRICT:
                yield f"Từ {day(change.since)} {change.now} ({change.act})."
            elif match:
                was = " ".join(match[0].split())
                yield f"“{was}” từ {day(change.since)} là {change.now} ({change.act})."
