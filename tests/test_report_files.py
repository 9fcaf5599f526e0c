"""The report of a lesson held as DOCX, PDF and CSV, read back by other readers."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from assistant.workshop.reporting.report import report_of
from assistant.workshop.reporting.report_files import report_csv, report_docx, report_pdf, sheet_docx, sheet_pdf
from assistant.workshop.reporting.report_paper import TITLE, figure, percent, points
from assistant.workshop.reporting.results import Report
from assistant.workshop.types import Asked, Given, Participant, Response, SessionRecord
from tests.made_lessons import DIGEST, HOSTILE, hostile, lesson
from tests.papers_read import docx_text, pdf_text, squeezed

DAY = date(2026, 11, 30)
LESSON = lesson()
CHOICE, TRUE_FALSE, MATCH, *_ = LESSON.items
ASKED = (
    Asked("Ai ký sổ tay khi vắng?", "p1", "refusal", refusal="kho không có quy định này"),
    Asked("Ai lập?", "p2", "answer"),
)


def held(count: int = 12) -> Report:
    """Twelve people: the first half right on a right basis, the others wrong; one pair right of a matching."""
    people = [Participant(f"p{number}", f"Biệt danh {number}") for number in range(count)]
    given = []
    for place, who in enumerate(people):
        right = place < count // 2
        given += [
            Given(who.id, CHOICE.id, Response(option=0 if right else 1, basis=0 if right else 1), 10.0 + place),
            Given(who.id, TRUE_FALSE.id, Response(option=int(right)), 5.0),
            Given(who.id, MATCH.id, Response(order=(0, 2, 1)), 20.0),
        ]
    items = tuple(item.id for item in LESSON.items[:4])
    return report_of(SessionRecord("s", "4711", LESSON, 1.8e9, 1.8e9 + 5400, tuple(people), items, tuple(given), ASKED))


@pytest.mark.parametrize(("write", "read"), [(report_docx, docx_text), (report_pdf, pdf_text)], ids=["docx", "pdf"])
def test_the_report_on_paper(write: Callable[[Report, date], bytes], read: Callable[[bytes], str]) -> None:
    text = read(write(held(), DAY))
    told = [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "ngày 30 tháng 11 năm 2026",
        TITLE,
        LESSON.title,
        "90 phút; 12 người tham dự; 4 câu đã hỏi; 2 câu hỏi của lớp cho trợ lý",
        "Nêu được ai lập sổ tay kết nối và trong thời hạn nào.",
        "12/12",
        "50%",
        "Chọn sai: 15 ngày (6 lượt; khoản 2 Điều 7 Nghị định số 411/2019/NĐ-CP, đã hết hiệu lực)",
        "Căn cứ nhầm: Điều 3 Nghị định số 905/2025/NĐ-CP (6 lượt)",
        "Không tính độ phân biệt của câu 3: mọi người được điểm như nhau ở câu này.",
        "Không tính độ phân biệt của câu 4: dưới 10 người trả lời.",
        "1. Ai ký sổ tay khi vắng?",
        "kho không trả lời được; kho không có quy định này",
        "Biệt danh 11",
        "không xếp hạng",
    ]
    assert [one for one in told if squeezed(one) not in squeezed(text)] == []
    assert "p11" not in text  # ids are not told
    assert "Ai lập?" not in text


@pytest.mark.parametrize(("write", "read"), [(sheet_docx, docx_text), (sheet_pdf, pdf_text)], ids=["docx", "pdf"])
def test_a_sheet_to_take_home(write: Callable[..., bytes], read: Callable[[bytes], str]) -> None:
    report = held()
    sheet = report.sheet("p7")
    assert sheet
    text = squeezed(read(write(report, sheet)))
    told = [
        "Biệt danh 7",
        "Điểm: 0,33 trên 4 câu; đã trả lời 3 câu.",
        "Bạn trả lời: 15 ngày",
        "Bạn chọn căn cứ: Điều 3 Nghị định số 905/2025/NĐ-CP",
        "Kết quả: chưa đúng, căn cứ chưa đúng: 0 điểm",
        "Kết quả: đúng một phần: 0,33 điểm",
        "Bạn trả lời: không trả lời",
        "Đáp án: 12 ngày",
        f"“{CHOICE.basis.quote}”",
        "Căn cứ: khoản 1 Điều 2 Nghị định số 905/2025/NĐ-CP",
        "Hiệu lực: còn hiệu lực (xét tại ngày 22/11/2026)",
        f"Tóm lược: {DIGEST.quote}",
    ]
    assert [one for one in told if squeezed(one) not in text] == []
    assert "Biệtdanh8" not in text  # nothing of others


def tables(data: bytes) -> dict[str, list[dict[str, str]]]:
    """The tables of a CSV file by their names."""
    assert data.startswith(b"\xef\xbb\xbf")
    found: dict[str, list[dict[str, str]]] = {}
    block: list[list[str]] = []
    for row in [*csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")), []]:
        if row:
            block.append(row)
        else:
            (name,), columns, *rows = block
            found[name] = [dict(zip(columns, one, strict=True)) for one in rows]
            block = []
    return found


def test_the_csv_has_every_figure() -> None:
    report = held()
    read = tables(report_csv(report))
    assert list(read) == ["BUỔI HỌC", "TỪNG CÂU", "MỤC TIÊU", "NGƯỜI THAM DỰ", "CÂU HỎI CHƯA TRẢ LỜI ĐƯỢC"]
    first, second, third, fourth = read["TỪNG CÂU"]
    assert (first["mã"], first["trả lời"], first["đúng"], first["tỷ lệ đạt"]) == ("thoi-han", "12", "6", "0.5")
    assert float(first["độ phân biệt"]) == pytest.approx(1)  # who is right here is right in the other, and only they
    assert first["số giây (trung vị)"] == "15.5"
    assert second["lựa chọn sai"] == "Đúng (6 lượt)"
    assert (third["tỷ lệ đạt"], third["độ phân biệt"]) == ("0.3333", "")
    assert (fourth["tỷ lệ đạt"], fourth["vì sao không có độ phân biệt"]) == ("", "dưới 10 người trả lời")
    assert [row["điểm đạt"] for row in read["MỤC TIÊU"]] == ["0.5", ""]
    assert read["NGƯỜI THAM DỰ"][0] == {"tên gọi": "Biệt danh 0", "số câu trả lời": "3", "điểm": "2.3333"}
    assert read["CÂU HỎI CHƯA TRẢ LỜI ĐƯỢC"][0]["vì sao"] == "kho không có quy định này"


def test_no_cell_is_a_formula_and_hostile_texts_can_be_printed() -> None:
    made = hostile()
    people = tuple(Participant(str(place), name) for place, name in enumerate(HOSTILE))
    given = tuple(Given(who.id, "5", Response(text=who.name), 1.0) for who in people)
    asked = tuple(Asked(text, "0", "refusal", refusal=text) for text in HOSTILE)
    report = report_of(SessionRecord("s", "1", made, 1.8e9, None, people, ("1", "5"), given, asked))
    data = report_csv(report)
    cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")) for cell in row]
    assert not [cell for cell in cells if cell.strip()[:1] in {"=", "+", "-", "@"}]
    assert f"'{HOSTILE[1]}" in cells
    for text in (docx_text(report_docx(report, DAY)), pdf_text(report_pdf(report, DAY))):
        assert squeezed(HOSTILE[1]) in squeezed(text)
    assert sheet_docx(report, report.sheets[0])
    assert sheet_pdf(report, report.sheets[0])


def test_an_empty_session_can_be_printed() -> None:
    report = report_of(SessionRecord("s", "1", replace(LESSON, objectives=()), 1.8e9, None, (), (), (), ()))
    assert "0 người tham dự" in docx_text(report_docx(report, DAY))
    assert report_pdf(report, DAY)
    assert tables(report_csv(report))["TỪNG CÂU"] == []


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (figure(0.3333), "0,33"),
        (figure(-0.5), "-0,50"),
        (figure(29.5, 0), "30"),
        (figure(None), "–"),
        (percent(0.666), "67%"),
        (percent(None), "–"),
        (points(1), "1"),
        (points(0.5), "0,5"),
        (points(1 / 3), "0,33"),
        (points(10.0), "10"),
        (points(0), "0"),
    ],
)
def test_figures_as_they_are_written(written: str, text: str) -> None:
    assert written == text
