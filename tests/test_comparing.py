"""Comparisons: pairs of provisions, words added and removed, and the files made of them."""

from __future__ import annotations

import io
from datetime import date

import pytest

from assistant.ask import Assistant
from assistant.comparing import Mark, Pair, Unit, Words, compared, counted, differences, units_of, units_on
from assistant.evidence import Evidence
from assistant.export_tables import comparison_docx, comparison_xlsx
from corpus.errors import Misconfigured


@pytest.fixture(scope="module")
def evidence(demo: Assistant) -> Evidence:
    return Evidence(demo.catalogue, date(2026, 11, 22))


def marked(words: tuple[Words, ...]) -> str:
    signs = {Mark.ADDED: "+", Mark.REMOVED: "-", Mark.SAME: ""}
    return "".join(f"[{signs[w.mark]}{w.text}]" if signs[w.mark] else w.text for w in words)


@pytest.mark.parametrize(
    ("left", "right", "one", "other"),
    [
        ("trong 12 ngày làm việc", "trong 10 ngày làm việc", "trong [-12] ngày làm việc", "trong [+10] ngày làm việc"),
        ("hai bộ hồ sơ gốc nộp tại sở", "hồ sơ nộp tại sở", "[-hai bộ ]hồ sơ[- gốc] nộp tại sở", "hồ sơ nộp tại sở"),
        ("a  b\nc", "a b c", "a  b\nc", "a b c"),
        ("một hai ba bốn", "năm sáu bảy tám", "[-một hai ba bốn]", "[+năm sáu bảy tám]"),
    ],
)
def test_words(left: str, right: str, one: str, other: str) -> None:
    assert tuple(map(marked, differences(left, right))) == (one, other)


def unit(name: str, text: str) -> Unit:
    return Unit(name.replace("Điều ", "article:"), name, f"{name}. {text}")


def shape(pairs: list[Pair]) -> list[tuple[str, str, str]]:
    return [(p.mark.value, p.left.name if p.left else "", p.right.name if p.right else "") for p in pairs]


def test_provisions_are_paired_by_what_they_say_and_the_rest_keeps_its_place() -> None:
    left = [
        unit("Điều 1", "Phạm vi điều chỉnh của quy chế quản lý trạm quan trắc"),
        unit("Điều 2", "Trưởng trạm ghi nhật ký vận hành hằng ngày"),
        unit("Điều 3", "Kinh phí lấy từ ngân sách tỉnh"),
    ]
    right = [
        unit("Điều 1", "Phạm vi điều chỉnh của quy chế quản lý trạm quan trắc"),
        unit("Điều 2", "Đoàn kiểm tra gồm năm người do sở cử"),
        unit("Điều 3", "Trưởng trạm ghi nhật ký vận hành hằng tuần"),
    ]
    assert shape(compared(left, right, same_text=False)) == [
        ("same", "Điều 1", "Điều 1"),
        ("added", "", "Điều 2"),
        ("changed", "Điều 2", "Điều 3"),
        ("removed", "Điều 3", ""),
    ]


def test_two_days_of_one_document(evidence: Evidence) -> None:
    (document,) = evidence.catalogue.by_number("9012/2021/TT-BKNS")
    before, after = (units_on(document, on, evidence) for on in (date(2022, 1, 1), date(2024, 1, 1)))
    pairs = compared(before, after, same_text=True)
    became = {(p.right or p.left).name: p.mark for p in pairs if p.left or p.right}  # type: ignore[union-attr]
    assert became["Điều 5a"] is Mark.ADDED
    assert {name for name, mark in became.items() if mark is Mark.CHANGED} == {"Điều 4", "Điều 5", "Điều 6", "Điều 7"}
    assert became["Điều 1"] is Mark.SAME
    for pair in pairs:
        assert "".join(w.text for w in pair.left_words) == (pair.left.text if pair.left else "")
        assert "".join(w.text for w in pair.right_words) == (pair.right.text if pair.right else "")


@pytest.mark.parametrize("number", ["9001/QĐ-BKNS", "9210/QĐ-BKNS", "9150/KH-UBND"])
def test_what_is_issued_with_a_document_is_there_on_every_day(evidence: Evidence, number: str) -> None:
    (document,) = evidence.catalogue.by_number(number)
    whole = units_of(evidence.best_copy(document), evidence)
    assert [unit.key for unit in units_on(document, date(2026, 11, 22), evidence)] == [unit.key for unit in whole]


def test_versions_of_a_framework(evidence: Evidence) -> None:
    one, other = (evidence.best_copy(evidence.catalogue.by_number(n)[0]) for n in ("9001/QĐ-BKNS", "9002/QĐ-BKNS"))
    pairs = compared(units_of(one, evidence), units_of(other, evidence), same_text=False)
    assert dict(counted(pairs))[Mark.CHANGED] >= 2
    # What is issued with the decision is compared too, though it has no articles.
    names = [pair.right.name for pair in pairs if pair.right]
    assert names[:3] == ["Điều 1", "Điều 2", "Điều 3"]
    assert len(names) > 10
    assert sum(count for _, count in counted(pairs)) == len(pairs)


def test_a_text_that_holds_amendments_already_is_not_put_back_in_time(library: Assistant) -> None:
    evidence = Evidence(library.catalogue, date(2026, 11, 22))
    (document,) = library.catalogue.by_number("2323/QĐ-BTTTT")
    with pytest.raises(Misconfigured, match="không có bản gốc"):
        units_on(document, date(2020, 1, 1), evidence)


PAIRS = [
    Pair(
        Mark.CHANGED,
        unit("Điều 1", "=1+1"),
        unit("Điều 1", "=2"),
        (Words("trong ", Mark.SAME), Words("=12", Mark.REMOVED), Words(" ngày", Mark.SAME)),
        (Words("trong ", Mark.SAME), Words("10", Mark.ADDED), Words(" ngày", Mark.SAME)),
    ),
    Pair(Mark.REMOVED, unit("Điều 2", "x"), None, (Words("=HYPERLINK(1)", Mark.REMOVED),)),
]


def test_the_docx_reads_back_with_its_marks() -> None:
    import docx

    document = docx.Document(io.BytesIO(comparison_docx("A", "B", PAIRS, date(2026, 11, 22))))
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == ["A", "B"]
    left, right = table.rows[1].cells
    assert [run.text for p in left.paragraphs for run in p.runs if run.font.strike] == ["=12"]
    assert [run.text for p in right.paragraphs for run in p.runs if run.font.underline] == ["10"]
    section = document.sections[0]
    assert section.page_width > section.page_height


def test_the_workbook_holds_the_words_and_no_formula() -> None:
    import zipfile

    book = zipfile.ZipFile(io.BytesIO(comparison_xlsx("A", "B", PAIRS)))
    strings, sheet = (book.read(f"xl/{name}").decode() for name in ("sharedStrings.xml", "worksheets/sheet1.xml"))
    assert "=HYPERLINK(1)" in strings
    assert "có thay đổi" in strings
    assert "<strike/>" in strings
    assert "<f>" not in sheet
