"""A document as it is read: outline, links, meanings, tables."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.ask import Assistant
from assistant.evidence import Evidence
from assistant.reading import Piece, Reading, reading_of


def read(demo: Assistant, number: str, on: date = date(2026, 11, 22)) -> Reading:
    (document,) = [d for d in demo.catalogue.by_number(number) if "Ngàn Phố" not in d.issuer]
    return reading_of(document, demo.catalogue.best_copy(document.id), Evidence(demo.catalogue, on))


def pieces(reading: Reading, key: str = "") -> list[Piece]:
    blocks = [block for block in reading.blocks if not key or block.key == key]
    return [piece for block in blocks for part in block.parts for piece in part if isinstance(piece, Piece)]


@pytest.mark.parametrize("number", ["9012/2021/TT-BKNS", "9001/QĐ-BKNS", "9034/2023/TT-BKNS", "9020/2022/NQ-HĐND"])
def test_nothing_of_the_text_is_lost(demo: Assistant, number: str) -> None:
    reading = read(demo, number)
    shown = []
    for block in reading.blocks:
        for part in block.parts:
            shown += [piece.text if isinstance(piece, Piece) else " | ".join(piece) + "\n" for piece in part]
    assert "".join(shown).split() == reading.copy.text.split()


def test_the_outline_names_parts_chapters_and_articles(demo: Assistant) -> None:
    names = [(entry.depth, entry.name) for entry in read(demo, "9012/2021/TT-BKNS").outline]
    assert names[:2] == [(0, "Chương I. QUY ĐỊNH CHUNG"), (1, "Điều 1. Phạm vi điều chỉnh")]
    assert (1, "Mục 1. CUNG CẤP DỊCH VỤ") in names
    assert (2, "Điều 4. Yêu cầu đối với dịch vụ công trực tuyến") in names


@pytest.mark.parametrize(
    ("number", "words", "leads_to", "key"),
    [
        (
            "9034/2023/TT-BKNS",
            "điểm b khoản 1 Điều 7 Thông tư số 9012/2021/TT-BKNS",
            "9012/2021/TT-BKNS",
            "article:7/clause:1/point:b",
        ),
        ("9012/2021/TT-BKNS", "khoản 3 Điều 4", "9012/2021/TT-BKNS", "article:4/clause:3"),
        ("9210/QĐ-BKNS", "khoản 1 Điều 3", "9210/QĐ-BKNS", "attachment:1/article:3/clause:1"),
        ("9044/QĐ-UBND", "9001/QĐ-BKNS", "9001/QĐ-BKNS", ""),
    ],
)
def test_references_are_links(demo: Assistant, number: str, words: str, leads_to: str, key: str) -> None:
    (document,) = demo.catalogue.by_number(leads_to)
    assert Piece(words, document.id, key) in pieces(read(demo, number))


def test_a_document_that_is_not_here_is_told_and_an_amended_place_is_not_ones_own(demo: Assistant) -> None:
    found = pieces(read(demo, "9034/2023/TT-BKNS"))
    (document,) = demo.catalogue.by_number("9034/2023/TT-BKNS")
    assert any(piece.missing == "9990/2017/NĐ-KNS" and not piece.document for piece in found)
    assert not any(piece.document == document.id and "khoản 6" in piece.text for piece in found)
    assert not any(
        piece.text == "Điều 1" and piece.document == document.id
        for piece in pieces(read(demo, "9034/2023/TT-BKNS"), "article:1")
    )


def test_defined_terms_tell_their_meaning_but_not_where_they_are_defined(demo: Assistant) -> None:
    reading = read(demo, "9012/2021/TT-BKNS")
    assert [d.term for d in reading.definitions][-1] == "Mã hồ sơ"
    meanings = {piece.text.casefold(): piece.meaning for piece in pieces(reading) if piece.meaning}
    assert "là" in meanings["biểu mẫu tương tác"]
    defining = next(d for d in reading.definitions if d.term == "Biểu mẫu tương tác").provision
    assert not any(piece.text == "Biểu mẫu tương tác" and piece.meaning for piece in pieces(reading, defining.key))


def test_a_table_is_rows_of_cells(demo: Assistant) -> None:
    reading = read(demo, "9020/2022/NQ-HĐND")
    (block,) = [block for block in reading.blocks if block.key == "appendix:1"]
    tables = [part for part in block.parts if not isinstance(part[0], Piece)]
    assert len(tables) == 1
    assert len({len(row) for row in tables[0]}) == 1
    assert len(tables[0]) > 2


def test_what_had_changed_by_the_day_is_told_where_it_applies(demo: Assistant) -> None:
    before = read(demo, "9012/2021/TT-BKNS", date(2023, 7, 31))
    assert not any(block.changes or block.ended for block in before.blocks)
    after = {block.key: block for block in read(demo, "9012/2021/TT-BKNS", date(2023, 8, 1)).blocks}
    assert after["article:7/clause:1/point:b"].ended
    assert not after["article:7/clause:1/point:a"].ended
    told = {key: [change.text for change in block.changes] for key, block in after.items() if block.changes}
    assert set(told) == {
        "article:5/clause:2", "article:5", "article:4/clause:1/point:c", "article:7/clause:1/point:b", "article:7/clause:5", "article:6/clause:4",
    }  # fmt: skip
    assert told["article:5"] == ["Điều 5a được bổ sung theo khoản 2 Điều 1 Thông tư số 9034/2023/TT-BKNS, từ 01/8/2023"]
    assert after["article:5/clause:2"].changes[0].wording.startswith("2. Hồ sơ thiếu thành phần")
