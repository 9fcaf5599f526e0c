"""The corpus as a shelf: found by words and numbers, narrowed by facets."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.ask import Assistant
from assistant.evidence import Evidence
from assistant.shelf import FACETS, Row, counts, narrowed, rows_of


@pytest.fixture(scope="module")
def rows(demo: Assistant) -> list[Row]:
    return rows_of(Evidence(demo.catalogue, date(2026, 11, 22)))


def test_the_newest_stand_first_and_every_facet_has_its_value(rows: list[Row]) -> None:
    issued = [row.document.issued for row in rows if row.document.issued]
    assert issued == sorted(issued, reverse=True)
    assert all(set(row.facets) == set(FACETS) for row in rows)


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("9012", ["9012/2021/TT-BKNS", "9034/2023/TT-BKNS"]),
        ("9012/2021", ["9012/2021/TT-BKNS", "9034/2023/TT-BKNS"]),
        ("an toan cap do", ["9058/2022/TT-BKNS"]),
        ("An toàn  cấp độ", ["9058/2022/TT-BKNS"]),
        ("chữ ký số", ["9210/QĐ-BKNS"]),
        ("qđ-bkns 9001", ["9001/QĐ-BKNS"]),
        ("không có từ này", []),
    ],
)
def test_words_with_and_without_diacritics(rows: list[Row], words: str, numbers: list[str]) -> None:
    assert [row.document.number for row in narrowed(rows, words, {})] == numbers


def test_facets_narrow_and_count_what_is_left(rows: list[Row]) -> None:
    ended = narrowed(rows, "", {"status": ("ended",)})
    assert {row.document.number for row in ended} == {"9001/QĐ-BKNS", "9044/QĐ-UBND", "9077/2024/QĐ-UBND"}
    assert counts(rows, "", {"status": ("ended",)}, "kind") == {"Quyết định": 3}
    # What is chosen of a facet does not hide its other values.
    assert set(counts(rows, "", {"status": ("ended",)}, "status")) == {
        "ended",
        "in_force",
        "not_yet",
        "partly_ended",
        "unknown",
    }
    assert narrowed(rows, "", {"status": ("ended",), "issuer": ("Bộ Kết nối số",)})[0].document.number == "9001/QĐ-BKNS"
