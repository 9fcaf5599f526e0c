"""The report of a lesson held and the sheet of a participant, as what stands on paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assistant.export import MADE_BY
from assistant.workshop.marking import offered_bases
from assistant.workshop.printing.grounds import cited, validity
from assistant.workshop.printing.printed import Block, Grid, Paper, Piece, Style, parts, together
from assistant.workshop.printing.printed_item import basis_told
from assistant.workshop.reporting.figures import FEWEST
from assistant.workshop.reporting.report import told
from assistant.workshop.reporting.results import Chosen, ItemResult, Line, Report, Sheet
from assistant.workshop.types import Item, Mark
from corpus.dates import day
from corpus.types import StatusValue

TITLE, SHEET_TITLE = "BÁO CÁO KẾT QUẢ BUỔI TẬP HUẤN", "PHIẾU KẾT QUẢ CÁ NHÂN"
NAMES_ONLY = "Người tham dự chỉ có tên gọi tự chọn, xếp theo tên, không xếp hạng; ai yêu cầu thì được xóa khỏi báo cáo."
READING = (
    "Tỷ lệ đạt là phần điểm mà những người trả lời đạt được: càng cao câu càng dễ. Độ phân biệt là tương quan giữa "
    "điểm của câu và tổng điểm các câu còn lại, từ -1 đến 1: từ 0,2 trở lên là câu phân biệt được người nắm bài; "
    f"âm thì cần xem lại câu hỏi. Dưới {FEWEST} người trả lời thì không tính; dưới 30 người chỉ để tham khảo."
)
KINDS = {"refusal": "kho không trả lời được", "clarify": "câu hỏi chưa đủ rõ"}
NONE = "–"
ITEM_HEAD = ("Câu", "Lời hỏi", "Trả lời", "Đúng", "Sai căn cứ", "Điểm TB", "Tỷ lệ đạt", "Phân biệt", "Giây")
ITEM_WIDTHS = (13.0, 44.0, 17.0, 16.0, 15.0, 15.0, 14.0, 17.0, 14.0)


def report_paper(report: Report, made_on: date) -> Paper:
    """The report as an administrative paper."""
    lasted = f", {report.minutes} phút" if report.minutes is not None else ""
    facts = (
        f"Ngày học {day(report.held)}{lasted}; {len(report.sheets)} người tham dự; {len(report.items)} câu đã hỏi; "
        f"{report.asked} câu hỏi của lớp cho trợ lý."
    )
    body = parts(
        ("KẾT QUẢ THEO MỤC TIÊU", [*_objectives(report)]),
        ("KẾT QUẢ TỪNG CÂU", [*_items(report)]),
        ("LỰA CHỌN SAI VÀ CĂN CỨ NHẦM", [piece for result in report.items for piece in _wrong(result)]),
        ("CÂU HỎI CHO BUỔI SAU", [*_open(report)]),
        ("NGƯỜI THAM DỰ", [*_people(report)]),
    )
    return Paper(TITLE, (report.lesson.title, facts), tuple(body), made_on)


def sheet_paper(report: Report, sheet: Sheet) -> Paper:
    """What a participant takes home: each item, the own answer, the right one, the basis and its validity."""
    reached = f"Điểm: {points(sheet.points)} trên {len(sheet.lines)} câu; đã trả lời {sheet.answered} câu."
    held = f"{report.lesson.title} · ngày học {day(report.held)}"
    lines = [piece for line in sheet.lines for piece in _line(line)]
    return Paper(SHEET_TITLE, (sheet.name, held, reached, MADE_BY), tuple(lines))


def figure(value: float | None, places: int = 2) -> str:
    """A figure with a comma, as it is written in Vietnamese; a dash for none."""
    return NONE if value is None else f"{value:.{places}f}".replace(".", ",")


def points(value: float) -> str:
    """Points as they are written in Vietnamese, without noughts at the end: 1; 0,5; 0,33."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def percent(share: float | None) -> str:
    """A share as a percentage without decimals; a dash for none."""
    return NONE if share is None else f"{100 * share:.0f}%"


def counted(chosen: Chosen) -> str:
    """“15 ngày (2 lượt; khoản 2 Điều 7 …)”."""
    return f"{chosen.text} ({chosen.times} lượt{f'; {chosen.source}' if chosen.source else ''})"


def _objectives(report: Report) -> Iterator[Piece]:
    rows = tuple((one.text, str(one.items), str(one.answers), percent(one.share)) for one in report.objectives)
    if rows:
        yield Grid(("Mục tiêu", "Số câu", "Lượt trả lời", "Điểm đạt"), rows, (95, 20, 27, 23))


def _items(report: Report) -> Iterator[Piece]:
    if report.items:
        yield Grid(ITEM_HEAD, tuple(map(_item_row, report.items)), ITEM_WIDTHS)
        for why in dict.fromkeys(result.why for result in report.items if result.why):
            numbers = ", ".join(str(result.number) for result in report.items if result.why == why)
            yield Block(Style.SMALL, f"Không tính độ phân biệt của câu {numbers}: {why}.")
        yield Block(Style.SMALL, READING)


def _item_row(result: ItemResult) -> tuple[str, ...]:
    return (
        str(result.number),
        " ".join(result.item.ask.split()),
        f"{result.answered}/{result.present}",
        str(result.right),
        str(result.half) if offered_bases(result.item) else NONE,
        figure(result.mean),
        percent(result.difficulty),
        figure(result.discrimination),
        figure(result.seconds, 0),
    )


def _wrong(result: ItemResult) -> Iterator[Piece]:
    """What was chosen wrongly, beside what is right; nothing where all was right."""
    wrong = [("Chọn sai", chosen) for chosen in result.wrong]
    if result.wrong_bases != result.wrong:
        wrong += [("Căn cứ nhầm", chosen) for chosen in result.wrong_bases]
    if wrong:
        item = result.item
        yield from together(
            [
                Block(Style.QUESTION, item.ask, label=f"Câu {result.number}."),
                *(Block(Style.TOLD, counted(chosen), label=f"{name}:") for name, chosen in wrong),
                Block(Style.TOLD, item.answer, label="Đáp án:"),
                Block(Style.TOLD, cited(item.basis), label="Căn cứ:"),
                *([Block(Style.TOLD, validity(item.basis), label="Hiệu lực:")] if _is_old(item) else []),
                *([Block(Style.TOLD, item.key, label="Giải thích:")] if item.key else []),
            ]
        )


def _is_old(item: Item) -> bool:
    """Whether a reader must be told that the words behind the key no longer hold, or hold in part."""
    return item.basis.status is not StatusValue.IN_FORCE or bool(item.basis.changes)


def _open(report: Report) -> Iterator[Piece]:
    for number, one in enumerate(report.unanswered, start=1):
        why = "; ".join(part for part in (KINDS.get(one.kind, one.kind), one.why) if part)
        times = f", {one.times} lượt" if one.times > 1 else ""
        yield from together([Block(Style.QUESTION, one.text, label=f"{number}."), Block(Style.TOLD, f"{why}{times}")])


def _people(report: Report) -> Iterator[Piece]:
    if report.sheets:
        rows = tuple(
            (sheet.name, f"{sheet.answered}/{len(sheet.lines)}", points(sheet.points)) for sheet in report.sheets
        )
        yield Grid(("Biệt danh", "Đã trả lời", "Điểm"), rows, (105, 32, 28))
        yield Block(Style.SMALL, NAMES_ONLY)


def _line(line: Line) -> Iterator[Piece]:
    item, response, mark = line.item, line.response, line.mark
    answer = told(item, response) if response else ""
    told_lines: list[Piece] = [Block(Style.TOLD, answer or "không trả lời", label="Bạn trả lời:")]
    bases = offered_bases(item)
    if bases and response:
        chosen = "không chọn" if response.basis is None else bases[response.basis]
        told_lines.append(Block(Style.TOLD, chosen, label="Bạn chọn căn cứ:"))
    if mark:
        told_lines.append(Block(Style.TOLD, _judged(mark, bool(bases)), label="Kết quả:"))
    told_lines.append(Block(Style.TOLD, item.answer, label="Đáp án:"))
    if item.key:
        told_lines.append(Block(Style.TOLD, item.key, label="Giải thích:"))
    yield from together(
        [Block(Style.QUESTION, item.ask, label=f"Câu {line.number}."), *told_lines, *basis_told(item.basis)]
    )


def _judged(mark: Mark, basis_asked: bool) -> str:
    """“đúng, căn cứ chưa đúng: 0,5 điểm”."""
    said = "đúng" if mark.right else "đúng một phần" if mark.points else "chưa đúng"
    basis = f", căn cứ {'đúng' if mark.basis_right else 'chưa đúng'}" if basis_asked else ""
    return f"{said}{basis}: {points(mark.points)} điểm"
