"""The report of a lesson held and the sheets to take home, as files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date

from assistant.export import printable
from assistant.holdings import safe_cell
from assistant.workshop.printing.grounds import cited
from assistant.workshop.printing.printed_docx import docx_of
from assistant.workshop.printing.printed_pdf import pdf_of
from assistant.workshop.reporting.report_paper import counted, report_paper, sheet_paper
from assistant.workshop.reporting.results import Chosen, Report, Sheet

ITEM_COLUMNS = ("câu", "mã", "dạng", "mục tiêu", "lời hỏi", "căn cứ", "tham dự", "trả lời", "đúng", "đúng, sai căn cứ")
FIGURE_COLUMNS = ("điểm trung bình", "tỷ lệ đạt", "độ phân biệt", "vì sao không có độ phân biệt", "số giây (trung vị)")
WRONG_COLUMNS = ("lựa chọn sai", "căn cứ nhầm")


def report_docx(report: Report, made_on: date) -> bytes:
    """The report as a DOCX file in the layout of administrative papers."""
    return docx_of(report_paper(report, made_on))


def report_pdf(report: Report, made_on: date) -> bytes:
    """The report as a PDF file in the same layout."""
    return pdf_of(report_paper(report, made_on))


def sheet_docx(report: Report, sheet: Sheet) -> bytes:
    """A participant's sheet as DOCX; `report.sheet(id)` has it."""
    return docx_of(sheet_paper(report, sheet))


def sheet_pdf(report: Report, sheet: Sheet) -> bytes:
    """A participant's sheet as PDF."""
    return pdf_of(sheet_paper(report, sheet))


def report_csv(report: Report) -> bytes:
    """The report as CSV in UTF-8 with the mark by which spreadsheets know it: tables below each other, a blank line
    between, each with its name, its columns and its rows. Shares are in [0, 1], with a decimal point.
    """
    file = io.StringIO()
    writer = csv.writer(file)
    for row in _rows(report):
        writer.writerow([cell if isinstance(cell, int | float) else safe_cell(printable(cell or "")) for cell in row])
    return f"\ufeff{file.getvalue()}".encode()


def _rows(report: Report) -> Iterator[Sequence[str | float | None]]:
    yield ("BUỔI HỌC",)
    yield ("bài", "ngày", "số phút", "tham dự", "câu hỏi của lớp")
    yield (report.lesson.title, report.held.isoformat(), report.minutes, len(report.sheets), report.asked)
    yield ()
    yield ("TỪNG CÂU",)
    yield (*ITEM_COLUMNS, *FIGURE_COLUMNS, *WRONG_COLUMNS)
    for one in report.items:
        item = one.item
        yield (
            *(one.number, item.id, item.form.value, item.objective, item.ask, cited(item.basis)),
            *(one.present, one.answered, one.right, one.half),
            *(_rounded(one.mean), _rounded(one.difficulty), _rounded(one.discrimination), one.why),
            *(_rounded(one.seconds), _lines(one.wrong), _lines(one.wrong_bases)),
        )
    yield ()
    yield ("MỤC TIÊU",)
    yield ("mã", "mục tiêu", "số câu", "lượt trả lời", "điểm đạt")
    for objective in report.objectives:
        counts = (objective.items, objective.answers, _rounded(objective.share))
        yield (objective.id, objective.text, *counts)
    yield ()
    yield ("NGƯỜI THAM DỰ",)
    yield ("tên gọi", "số câu trả lời", "điểm")
    for sheet in report.sheets:
        yield (sheet.name, sheet.answered, _rounded(sheet.points))
    yield ()
    yield ("CÂU HỎI CHƯA TRẢ LỜI ĐƯỢC",)
    yield ("câu hỏi", "loại", "vì sao", "số lượt")
    for question in report.unanswered:
        yield (question.text, question.kind, question.why, question.times)


def _lines(chosen: Sequence[Chosen]) -> str:
    return "\n".join(map(counted, chosen))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
