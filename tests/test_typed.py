"""Places as people type them, found in the invented regulations."""

from __future__ import annotations

import pytest

from assistant.ask import Assistant
from assistant.naming import name_of
from assistant.typed import typed_places
from corpus.errors import Misconfigured, NotFound

LOCAL = "Quyết định số 9105/QĐ-UBND của Ủy ban nhân dân tỉnh Ngàn Phố"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("khoản 1 Điều 5 9012/2021/TT-BKNS", ["khoản 1 Điều 5 Thông tư số 9012/2021/TT-BKNS"]),
        ("diem đ k1 d4 tt 9012/2021", ["điểm đ khoản 1 Điều 4 Thông tư số 9012/2021/TT-BKNS"]),
        (
            "Thông tư 9012/2021/TT-BKNS ngày 10 tháng 9 năm 2021, Điều 5 khoản 1, 2",
            ["khoản 1 Điều 5 Thông tư số 9012/2021/TT-BKNS", "khoản 2 Điều 5 Thông tư số 9012/2021/TT-BKNS"],
        ),
        ("9012/2021/TT-BKNS", [" Thông tư số 9012/2021/TT-BKNS"]),
        ("mục II.3 9001/QĐ-BKNS", ["mục II.3 Khung ban hành kèm theo Quyết định số 9001/QĐ-BKNS"]),
        # Of equal numbers the decision's own, unless the text says otherwise or only the attached one has the rest.
        ("Điều 3 9105/QĐ-UBND tỉnh Ngàn Phố", [f"Điều 3 {LOCAL}"]),
        (
            "Điều 3 Quy chế kèm theo 9105/QĐ-UBND ngày 03/8/2022 của tỉnh Ngàn Phố",
            [f"Điều 3 Quy chế ban hành kèm theo {LOCAL}"],
        ),
        ("khoản 2 Điều 3 9105/QĐ-UBND Ngàn Phố", [f"khoản 2 Điều 3 Quy chế ban hành kèm theo {LOCAL}"]),
    ],
)
def test_what_is_typed_is_found(demo: Assistant, typed: str, found: list[str]) -> None:
    places = typed_places(typed, demo.catalogue)
    assert [f"{p.citation if p else ''} {name_of(document)}" for document, p in places] == found


@pytest.mark.parametrize(
    ("typed", "error", "told"),
    [
        ("khoảm 1 Điều 5 9012/2021/TT-BKNS", Misconfigured, "Chưa hiểu “khoảm 1”"),
        ("điiều 5 9012/2021/TT-BKNS", Misconfigured, "Chưa hiểu “điiều 5”"),
        ("Điều 5", Misconfigured, "Chưa thấy số hiệu văn bản"),
        ("trang đầu", Misconfigured, "Chưa thấy điều khoản nào"),
        ("Điều 5 9012/2021/TTBKNS", NotFound, "Kho chưa có văn bản 9012/2021/TTBKNS"),
        ("khoản 19 Điều 5 9012/2021/TT-BKNS", NotFound, "Không thấy khoản 19 Điều 5"),
        ("Điều 3 9105/QĐ-UBND", Misconfigured, "Hãy nêu thêm cơ quan ban hành"),
        ("mục II.1 9105/QĐ-UBND tỉnh Sông Lam", Misconfigured, "có thể là mục II.1 Phần I"),
    ],
)
def test_what_cannot_be_found_is_told(demo: Assistant, typed: str, error: type[Exception], told: str) -> None:
    with pytest.raises(error, match=told):
        typed_places(typed, demo.catalogue)
