"""A lesson's items as tables: CSV for spreadsheets and scripts, XLSX as Kahoot imports it.

Kahoot's template has the titles of its columns in row 8, from column B on, and a question a row below them; a question
that its limits do not allow is left out, never cut.
"""

from __future__ import annotations

import csv
import io

from assistant.export import printable
from assistant.holdings import safe_cell
from assistant.workshop.exchange.exported import Exported, file_name, line
from assistant.workshop.exchange.rows import questions_of
from assistant.workshop.marking import shown
from assistant.workshop.printing.grounds import cited, quotation, validity
from assistant.workshop.types import Item, Lesson

TITLES = ("Mã", "Dạng", "Mục tiêu", "Lời hỏi", "Phương án", "Đáp án", "Đáp án khác", "Giải thích")
BASIS_TITLES = ("Trích dẫn", "Căn cứ", "Hiệu lực", "Căn cứ nhiễu", "Độ khó")
KAHOOT_TITLES = (
    "Question - max 120 characters",
    *(f"Answer {number} - max 75 characters" for number in range(1, 5)),
    "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
    "Correct answer(s) - choose at least one",
)
KAHOOT_ROW = 7  # of the titles, counted from 0
LONGEST_QUESTION, LONGEST_ANSWER, MOST_ANSWERS = 120, 75, 4
SECONDS = (20, 30, 60, 90, 120, 240)  # that Kahoot allows (it has 5 and 10 too: too short to read a provision)
READ_A_SECOND = 12  # characters: slow enough for a hall, with time to think


def csv_table(lesson: Lesson) -> Exported:
    """All items as CSV in UTF-8 with the mark by which spreadsheets know it, an item a row, its parts on lines."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow((*TITLES, *BASIS_TITLES))
    for item in lesson.items:
        writer.writerow([safe_cell(printable(text)) for text in _row(item)])
    return Exported(f"\ufeff{file.getvalue()}".encode(), file_name(lesson, ".csv"))


def kahoot(lesson: Lesson) -> Exported:
    """The items with two to four short options as a workbook for Kahoot's import of spreadsheets."""
    import xlsxwriter

    file, left_out = io.BytesIO(), []
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet, bold = book.add_worksheet("Sheet1"), book.add_format({"bold": True, "text_wrap": True})
        sheet.set_column(1, 1, 70)
        sheet.set_column(2, 7, 24)
        sheet.write_string(1, 1, printable(lesson.title), bold)
        for column, title in enumerate(KAHOOT_TITLES, start=1):
            sheet.write_string(KAHOOT_ROW, column, title, bold)
        row = KAHOOT_ROW
        for item in questions_of(lesson):
            reason = _reason(item)
            if reason:
                left_out.append((item.id, reason))
                continue
            row += 1
            order = shown(item, lesson.id)
            sheet.write_number(row, 0, row - KAHOOT_ROW)
            sheet.write_string(row, 1, line(item.ask))
            for column, place in enumerate(order, start=2):
                sheet.write_string(row, column, line(item.options[place].text))
            sheet.write_number(row, 6, seconds_for(item))
            sheet.write_number(row, 7, order.index(item.right) + 1)
    return Exported(file.getvalue(), file_name(lesson, "-kahoot.xlsx"), (*left_out,))


def seconds_for(item: Item) -> int:
    """The time to read a question and its options and to choose, the next that Kahoot allows."""
    needed = 10 + sum(len(text) for text in (item.ask, *(option.text for option in item.options))) / READ_A_SECOND
    return next((seconds for seconds in SECONDS if seconds >= needed), SECONDS[-1])


def _row(item: Item) -> tuple[str, ...]:
    pairs = [f"{pair.term} = {pair.meaning}" for pair in item.pairs]
    parts = [option.text for option in item.options] or pairs or list(item.steps)
    first, *others = item.answers or (item.answer,)
    texts = (item.id, item.form.value, item.objective, item.ask, "\n".join(parts), first, "\n".join(others), item.key)
    basis = (quotation(item.basis), cited(item.basis), validity(item.basis), "\n".join(item.bases))
    return (*texts, *basis, "" if item.difficulty is None else f"{item.difficulty:g}")


def _reason(item: Item) -> str:
    if not item.options:
        return "Kahoot chỉ nhập được câu có phương án để chọn"
    if len(item.options) > MOST_ANSWERS:
        return f"có {len(item.options)} phương án, Kahoot nhận nhiều nhất {MOST_ANSWERS}"
    if _length(item.ask) > LONGEST_QUESTION:
        return f"lời hỏi dài {_length(item.ask)} ký tự, Kahoot nhận nhiều nhất {LONGEST_QUESTION}"
    longest = max(_length(option.text) for option in item.options)
    return (
        f"có phương án dài {longest} ký tự, Kahoot nhận nhiều nhất {LONGEST_ANSWER}" if longest > LONGEST_ANSWER else ""
    )


def _length(text: str) -> int:
    """The length as JavaScript counts it: a sign beyond the basic plane is two."""
    return len(line(text).encode("utf-16-le")) // 2
