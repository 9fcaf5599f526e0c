"""Rows that follow each other are a table with a head."""

from __future__ import annotations

from corpus.tables import tables_in

TEXT = "Điều 1. Biểu\nSTT | Mục | Hạn\n1 | Tên |\n2 | Số | 05 ngày\nHết.\nTM. | KT. BỘ TRƯỞNG\nĐiều 2."


def test_the_tables_of_a_text() -> None:
    (table,) = tables_in(TEXT)
    assert table.head == ("STT", "Mục", "Hạn")
    assert table.rows == (("1", "Tên", ""), ("2", "Số", "05 ngày"))
    assert TEXT[table.start : table.end] == "STT | Mục | Hạn\n1 | Tên |\n2 | Số | 05 ngày"


def test_a_text_without_tables() -> None:
    assert tables_in("Điều 1.\nA | B\nC") == []
