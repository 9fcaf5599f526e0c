"""What the corpus holds, who checked it, and what is only named."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from assistant.evidence import Evidence
from assistant.holdings import as_csv, holdings, named_only
from corpus.add import add_file
from corpus.catalogue import Catalogue
from corpus.corrections import correct, undo

DOCUMENTS = Path(__file__).parent / "documents"
TODAY = date(2026, 11, 22)


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    for name in ("9001-qd-bkns.docx", "9012-2021-tt-bkns.docx", "9012-2021-tt-bkns.pdf"):
        add_file(DOCUMENTS / name, catalogue)
    return catalogue


def test_every_copy_with_who_checked_it(catalogue: Catalogue) -> None:
    held = holdings(Evidence(catalogue, TODAY))
    assert [
        (one.document.number, Path(one.copy.source).suffix, one.checked_by)
        for one in held
        if "9001" in one.document.number
    ] == [("9001/QĐ-BKNS", ".docx", ())]
    assert sum(one.document.number == "9012/2021/TT-BKNS" for one in held) == 2
    (document,) = catalogue.by_number("9001/QĐ-BKNS")
    (made,) = correct(catalogue, document, {"signer": "Trần Thị Sửa"}, "văn thư A", "bản giấy")
    assert [one.checked_by for one in holdings(Evidence(catalogue, TODAY)) if one.document.id == document.id] == [
        ("văn thư A",)
    ]
    undo(catalogue, made.id, "văn thư B")
    assert {one.checked_by for one in holdings(Evidence(catalogue, TODAY))} == {()}


def test_what_is_named_and_not_here(catalogue: Catalogue) -> None:
    named = {one.number: one.by for one in named_only(Evidence(catalogue, TODAY))}
    assert set(named) == {"9990/2017/NĐ-KNS", "9005/2016/TT-BKNS"}
    assert named["9990/2017/NĐ-KNS"] == ("Quyết định số 9001/QĐ-BKNS", "Thông tư số 9012/2021/TT-BKNS")


@pytest.mark.parametrize("signs", ["=1+1", " =1+1", "@x", "-2", "\t=1"])
def test_the_csv_reads_back_and_holds_no_formula(catalogue: Catalogue, signs: str) -> None:
    (document,) = catalogue.by_number("9001/QĐ-BKNS")
    correct(catalogue, document, {"title": f"{signs} tên"}, "=văn thư", "bản giấy")
    text = as_csv(holdings(Evidence(catalogue, TODAY)))
    assert text.startswith("\ufeffnumber,")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    row = next(row for row in rows if row["number"] == "9001/QĐ-BKNS")
    assert row["title"].startswith("'")
    assert row["checked_by"] == "'=văn thư"


def test_a_state_is_of_one_connection(catalogue: Catalogue, tmp_path: Path) -> None:
    before = catalogue.written()
    assert catalogue.written() == before
    other = Catalogue(tmp_path / "catalogue.sqlite")
    assert other.written() != before  # what one connection counted means nothing to another
    add_file(DOCUMENTS / "9002-qd-bkns.docx", other)
    assert catalogue.written() != before
