"""Answers as files, read back by a reader."""

from __future__ import annotations

import io
from datetime import date

import docx
import pytest

from assistant.ask import Assistant
from assistant.export import TITLE, as_docx, as_markdown
from assistant.export_pdf import as_pdf
from assistant.types import Answer

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def answers(demo: Assistant) -> list[Answer]:
    asked = (
        "Quyết định 9001/QĐ-BKNS còn hiệu lực không?",
        "Phản ánh, kiến nghị phải được trả lời trong bao lâu?",
        "Thuế giá trị gia tăng của vàng miếng là bao nhiêu?",
    )
    return [demo.ask(question, as_of=TODAY) for question in asked]


def paragraphs(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def test_a_docx_has_every_sentence_basis_status_and_token(answers: list[Answer]) -> None:
    text = "\n".join(paragraphs(as_docx(answers, TODAY)))
    assert TITLE in text
    for number, answer in enumerate(answers, start=1):
        assert f"{number}. {answer.question}" in text
        assert f"Mã tái lập: {answer.token}" in text
        for claim in answer.claims:
            assert all(line in text for line in claim.text.splitlines())
        for citation in (*answer.citations, *answer.nearest):
            assert f"[{citation.mark}] " in text
            assert citation.status_text in text
        for warning in answer.beside:
            assert f"Lưu ý: {warning}" in text
    assert answers[2].refusal
    assert answers[2].refusal.text in text
    assert "khoản 2 Điều 2 Quyết định số 9002/QĐ-BKNS ngày 15/6/2021 của Bộ Kết nối số (bản " in text


def test_a_docx_is_laid_out_as_an_administrative_paper(answers: list[Answer]) -> None:
    document = docx.Document(io.BytesIO(as_docx(answers[:1], TODAY)))
    (section,) = document.sections
    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [210, 297]
    assert [round(margin.mm) for margin in (section.left_margin, section.right_margin, section.top_margin)] == [
        30,
        15,
        20,
    ]
    assert document.styles["Normal"].font.name == "Times New Roman"
    cells = [cell.text for cell in document.tables[0].rows[0].cells]
    assert cells[1].splitlines() == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "........, ngày 23 tháng 11 năm 2026",
    ]
    assert 'w:instr="PAGE"' in section.header._element.xml


def test_markdown_shows_signs_as_they_are(answers: list[Answer]) -> None:
    text = as_markdown(answers, TODAY)
    assert text.startswith(f"# {TITLE}\n")
    assert "> “" in text
    assert "[1]" in text
    hostile = Answer("<b>*gì*</b> [mẫu](http://x)", TODAY, "answer", token="t")
    assert "## 1. \\<b\\>\\*gì\\*\\</b\\> \\[mẫu\\](http://x)" in as_markdown([hostile], TODAY)


def test_control_characters_do_not_break_the_file() -> None:
    odd = Answer("Hỏi\x00 \x0b\x1f lạ", TODAY, "answer", token="t")
    assert "1. Hỏi  lạ" in paragraphs(as_docx([odd], TODAY))


def pdf_text(data: bytes) -> str:
    """What a reader of PDF files finds in one, words with single blanks between."""
    import pypdfium2 as pdfium

    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(data)).split())


def test_a_pdf_has_every_sentence_basis_status_and_token(answers: list[Answer]) -> None:
    data = as_pdf(answers, TODAY)
    text = pdf_text(data)
    for number, answer in enumerate(answers, start=1):
        assert f"{number}. {answer.question}" in text
        assert answer.token.replace("-", "") in text.replace("-", "").replace(" ", "")
        for claim in answer.claims:
            assert all(" ".join(line.split()) in text for line in claim.text.splitlines())
        for citation in (*answer.citations, *answer.nearest):
            assert citation.status_text in text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert as_pdf(answers, TODAY) == data  # the same answers make the same file


def test_a_pdf_numbers_its_pages_and_takes_signs_as_they_are(answers: list[Answer]) -> None:
    import pypdfium2 as pdfium

    odd = Answer("<b>gì</b> & ]]> \x00 ● ☐", TODAY, "answer", token="t")
    many = as_pdf([odd, *answers * 4], TODAY)
    assert "1. <b>gì</b> & ]]>" in pdf_text(many)
    pages = [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(many)]
    assert len(pages) > 2
    assert pages[1].split()[0] == "2"
    assert [round(side / 72 * 25.4) for side in pdfium.PdfDocument(many)[0].get_size()] == [210, 297]
