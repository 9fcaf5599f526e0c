"""The matrix: each cell quotes a sentence with all words of the requirement, or says that there is none."""

from __future__ import annotations

import io
from datetime import date

import pytest

from assistant.ask import Assistant
from assistant.evidence import Evidence
from assistant.export_tables import NOT_RULED, matrix_docx, matrix_xlsx
from assistant.matrix import by_province, matrix


@pytest.fixture(scope="module")
def evidence(demo: Assistant) -> Evidence:
    return Evidence(demo.catalogue, date(2026, 11, 22))


def test_provinces_with_their_documents(evidence: Evidence) -> None:
    places = {place: [d.number for d in documents] for place, documents in by_province(evidence).items()}
    assert set(places) == {"Ngàn Phố", "Sông Lam"}
    assert places["Ngàn Phố"] == ["9105/QĐ-UBND"]
    assert set(by_province(evidence, "kien truc")) == {"Sông Lam"}


def test_a_cell_holds_the_words_and_comes_from_what_is_in_force(evidence: Evidence) -> None:
    lines = matrix(by_province(evidence), ["nền tảng tích hợp", "xe điện"], evidence)
    assert [line.name for line in lines] == ["Ngàn Phố", "Sông Lam"]
    for line in lines:
        ruled, not_ruled = line.cells
        assert not_ruled.citation is None
        assert ruled.citation is not None
        assert "nền tảng" in ruled.citation.quote.text.casefold()
        assert "tích hợp" in ruled.citation.quote.text.casefold()
        assert ruled.citation.status.value.value == "in_force"
        text = evidence.copy_of(ruled.citation.quote.provision).text
        assert text[ruled.citation.quote.start : ruled.citation.quote.end] == ruled.citation.quote.text


def test_two_words_that_never_stand_in_one_sentence_rule_nothing(evidence: Evidence) -> None:
    (line, *_) = matrix(by_province(evidence), ["nền tảng quan trắc bút chì"], evidence)
    assert line.cells[0].citation is None


def test_files(evidence: Evidence) -> None:
    import zipfile

    import docx

    wanted = ["nền tảng tích hợp", "xe điện"]
    lines = matrix(by_province(evidence), wanted, evidence)
    (table,) = docx.Document(io.BytesIO(matrix_docx(wanted, lines, date(2026, 11, 22)))).tables
    assert [cell.text for cell in table.rows[0].cells] == ["", *wanted]
    assert table.rows[1].cells[2].text == NOT_RULED
    assert "Quyết định số 9105/QĐ-UBND ngày" in table.rows[1].cells[1].text
    strings = zipfile.ZipFile(io.BytesIO(matrix_xlsx(wanted, lines))).read("xl/sharedStrings.xml").decode()
    assert NOT_RULED in strings
    assert "Căn cứ: xe điện" in strings
