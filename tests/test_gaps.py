"""Numbers that are missing or there twice are told with their place."""

from __future__ import annotations

import pytest

from corpus.clean import clean
from corpus.gaps import numbering_remarks
from corpus.parse import parse
from corpus.types import Reading


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("Điều 1. Một\nĐiều 2. Hai\nĐiều 2a. Hai a\nĐiều 3. Ba", ()),
        ("Điều 1. Một\nĐiều 4. Bốn", ("Thiếu Điều 2, 3 (sau Điều 1).",)),
        ("Điều 5. Năm\nĐiều 6. Sáu", ("Thiếu Điều 1, 2, 3, 4 (trước Điều 5).",)),
        ("Điều 1. Một\n1. A\n3. B", ("Thiếu khoản 2 (sau khoản 1 Điều 1).",)),
        ("Điều 1. Một\n2. B", ("Thiếu khoản 1 (trước khoản 2 Điều 1).",)),
    ],
)
def test_the_remarks(text: str, remarks: tuple[str, ...]) -> None:
    assert numbering_remarks(parse("x", clean(Reading(text, "docx")))) == remarks
