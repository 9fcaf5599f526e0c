"""The character error rate by hand."""

from __future__ import annotations

import pytest

from eval.ocr import distance, rate


@pytest.mark.parametrize(
    ("expected", "read", "anywhere", "errors"),
    [
        ("phố", "phó", False, 1),
        ("kitten", "sitting", False, 3),
        ("", "abc", False, 3),
        ("abc", "", False, 3),
        ("phố", "Thành phó Hà Nội", True, 1),
        ("Hà Nội", "Thành phố Hà Nội", True, 0),
    ],
)
def test_distance(expected: str, read: str, anywhere: bool, errors: int) -> None:
    assert distance(expected, read, anywhere) == errors


def test_the_order_of_lines_counts_in_one_rate_only() -> None:
    page = rate("a", "Điều thứ nhất\nĐiều thứ hai", "Điều thứ hai\nĐiều thứ nhất")
    assert page.lines == 0
    assert page.whole > 0
    lost = rate("a", "Điều thứ nhất\nLý Thường Kiệt ký", "Điều thứ nhứt")
    assert (lost.lines, lost.not_found) == (1 / 13, ("Lý Thường Kiệt ký",))
