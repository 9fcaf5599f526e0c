"""Handouts as DOCX and PDF, read back by other readers."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import docx
import pytest
from docx.shared import Mm

from assistant.export import printable
from assistant.workshop.marking import basis_order, shown
from assistant.workshop.printing.grounds import validity
from assistant.workshop.printing.handout import NO_BASIS, TITLE, TRAINERS_TITLE, handout, handout_docx, handout_pdf
from assistant.workshop.printing.printed import WIDTH, Block, Grid, Lines, Style, parts, together
from assistant.workshop.printing.printed_item import right_of
from assistant.workshop.types import Form, Item, Lesson, Pair
from tests.made_lessons import BASIS, DIGEST, hostile, lesson
from tests.papers_read import docx_text, inside, pages, pdf_text, squeezed

DAY = date(2026, 11, 30)
PLAIN = lesson()
COPIES = pytest.mark.parametrize("key", [False, True], ids=["participants", "trainers"])


READERS = pytest.mark.parametrize(
    ("write", "read"), [(handout_docx, docx_text), (handout_pdf, pdf_text)], ids=["docx", "pdf"]
)


def parts_of(item: Item) -> list[str]:
    pairs = [text for pair in item.pairs for text in (pair.term, pair.meaning)]
    return [item.ask.partition("[…]")[0], *[option.text for option in item.options], *pairs, *item.steps, *item.bases]


@READERS
@COPIES
def test_both_copies_have_all_that_is_asked(
    write: Callable[..., bytes], read: Callable[[bytes], str], key: bool
) -> None:
    text = squeezed(read(write(PLAIN, DAY, key)))
    told = [PLAIN.title, PLAIN.summary, *PLAIN.notes.split("\n\n"), *(objective.text for objective in PLAIN.objectives)]
    told += [exercise.task for exercise in PLAIN.exercises] + [question.ask for question in PLAIN.questions]
    told += [part for item in PLAIN.items for part in parts_of(item)]
    told += ["lập ngày 30/11/2026", TRAINERS_TITLE if key else TITLE, "I. MỤC TIÊU", "Câu 7.", "xét tại ngày 01/5/2020"]
    assert [one for one in told if squeezed(one) not in text] == []


@READERS
def test_the_key_is_in_the_trainers_copy_only(write: Callable[..., bytes], read: Callable[[bytes], str]) -> None:
    participants, trainers = (squeezed(read(write(PLAIN, DAY, key))) for key in (False, True))
    keys = [f"Đáp án: {right_of(item, PLAIN.id)}" for item in PLAIN.items]
    keys += [item.key for item in PLAIN.items if item.key] + [exercise.solution for exercise in PLAIN.exercises]
    keys += [f"“{item.basis.quote}”" for item in PLAIN.items if item.basis is not DIGEST]
    keys += ["Hiệu lực: còn hiệu lực (xét tại ngày 22/11/2026)", "hết hiệu lực một phần (xét tại ngày 22/11/2026)"]
    keys += ["Thay đổi: sửa đổi bởi 907/2026/NĐ-CP", NO_BASIS, "Phương án B lấy từ: khoản 2 Điều 7", DIGEST.quote]
    assert [one for one in keys if squeezed(one) not in trainers] == []
    assert [one for one in keys if squeezed(one) in participants] == []
    assert "Hiệulực" not in participants
    assert "Căncứ,ghichú:" in participants


@READERS
def test_a_digest_is_named_and_not_quoted(write: Callable[..., bytes], read: Callable[[bytes], str]) -> None:
    text = squeezed(read(write(PLAIN, DAY, True)))
    assert squeezed(f"Tóm lược: {DIGEST.quote}") in text
    assert (
        squeezed("Căn cứ: Mục III.2 hồ sơ tóm lược Quyết định số 9105/QĐ-BKNS (tóm lược, không phải văn bản gốc)")
        in text
    )
    assert squeezed(f"“{DIGEST.quote}") not in text


@READERS
@COPIES
def test_texts_that_could_act_are_shown_as_they_are(
    write: Callable[..., bytes], read: Callable[[bytes], str], key: bool
) -> None:
    made = hostile()
    text = squeezed(read(write(made, DAY, key)))
    seen = [one for item in made.items for one in parts_of(item)] + [made.title, *made.notes.split("\n\n")]
    lacking = [one for one in seen if squeezed(printable(one)) not in text]
    # a font without a letter leaves it out of the text of a PDF
    assert [one for one in lacking if write is handout_docx or "𝕏" not in one] == []


@pytest.mark.parametrize(
    ("status", "written"),
    [
        ("còn hiệu lực", "còn hiệu lực (xét tại ngày 22/11/2026)"),
        ("còn hiệu lực.", "còn hiệu lực (xét tại ngày 22/11/2026)"),
        (
            "còn hiệu lực (theo kho cập nhật đến 20/11/2026)",
            "còn hiệu lực (theo kho cập nhật đến 20/11/2026; xét tại ngày 22/11/2026)",
        ),
        ("", "còn hiệu lực (xét tại ngày 22/11/2026)"),
    ],
)
def test_a_status_is_told_with_its_day(status: str, written: str) -> None:
    assert validity(replace(BASIS, status_text=status)) == written


def test_options_are_mixed_alike_on_both_copies() -> None:
    assert right_of(PLAIN.items[0], PLAIN.id) == (
        f"{'ABCD'[shown(PLAIN.items[0], PLAIN.id).index(0)]}. 12 ngày; căn cứ số {basis_order(PLAIN.items[0], PLAIN.id).index(0) + 1}"
    )
    for item in PLAIN.items:
        copies = [
            [
                piece.text
                for piece in handout(PLAIN, DAY, key).pieces
                if isinstance(piece, Block) and piece.style is Style.OPTION
            ]
            for key in (False, True)
        ]
        options = {option.text for option in item.options}
        first, second = ([text for text in texts if text in options] for texts in copies)
        assert first == second


@pytest.mark.parametrize(
    ("item", "right"),
    [
        (PLAIN.items[1], "B. Sai"),
        (PLAIN.items[2], "1 – A; 2 – B; 3 – C"),
        (PLAIN.items[3], "C → B → A → D"),
        (PLAIN.items[4], "12 ngày / mười hai ngày"),
        (PLAIN.items[6], "B. Sổ tay được lập trong 30 ngày."),
    ],
)
def test_the_right_answer_by_its_letters(item: Item, right: str) -> None:
    assert right_of(item, "so-tay") == right
    if item.steps:  # the letters name the steps as they are shown
        order = shown(item, "so-tay")
        assert [item.steps[order["ABCD".index(letter)]] for letter in right.split(" → ")] == list(item.steps)


def many() -> Lesson:
    """Enough items that several would be parted by a page's end."""
    items = [replace(item, id=f"{item.id}-{turn}") for turn in range(4) for item in PLAIN.items]
    return replace(PLAIN, items=tuple(items))


@COPIES
def test_no_question_is_parted_from_its_options_in_the_pdf(key: bool) -> None:
    made = many()
    read = [squeezed(page) for page in pages(handout_pdf(made, DAY, key))]
    assert len(read) > 4
    for number, item in enumerate(made.items, start=1):
        (page,) = (text for text in read if f"Câu{number}." in text)
        _, _, after = page.partition(f"Câu{number}.")
        after, _, _ = after.partition(f"Câu{number + 1}.")
        assert all(squeezed(part) in after for part in parts_of(item)), item.id
        assert not key or "Đápán:" in after


@COPIES
def test_each_question_is_a_row_that_is_not_parted_in_the_docx(key: bool) -> None:
    document = docx.Document(io.BytesIO(handout_docx(many(), DAY, key)))
    rows = [row for table in document.tables for row in table.rows if row.cells[0].text.startswith("Câu ")]
    assert len(rows) == 28
    for row, item in zip(rows, many().items, strict=True):
        assert row._tr.trPr.xpath("w:cantSplit")
        text = squeezed("\n".join(inside(row.cells[0])))
        assert all(squeezed(part) in text for part in parts_of(item))


def test_a_docx_is_on_a4_with_the_margins_of_papers() -> None:
    document = docx.Document(io.BytesIO(handout_docx(PLAIN, DAY)))
    (section,) = document.sections
    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [210, 297]
    assert round((section.page_width - section.left_margin - section.right_margin) / Mm(1)) == WIDTH
    assert document.core_properties.title == TITLE.capitalize()


@COPIES
def test_an_empty_lesson_and_one_without_ends_can_be_printed(key: bool) -> None:
    assert "MỤC TIÊU" not in pdf_text(handout_pdf(Lesson(title="Trống"), DAY, key))
    bare = Lesson(
        title="Trần", items=(Item("a", Form.GAP, "[…] là gì?", replace(BASIS, quote="", as_of=None), answers=("x",)),)
    )
    text = docx_text(handout_docx(bare, DAY, key))
    assert "………………… là gì?" in text
    assert ("chưa rõ xét tại ngày nào" in text) is key
    assert "Trích" not in text


def test_a_question_longer_than_a_page_is_printed_whole() -> None:
    long = replace(PLAIN.items[0], ask="\n".join(f"Dòng {number}." for number in range(120)))
    made = replace(PLAIN, items=(long,))
    for text in (pdf_text(handout_pdf(made, DAY, True)), docx_text(handout_docx(made, DAY, True))):
        assert "Dòng 0." in text
        assert "Dòng 119." in text
        assert "12 ngày" in text


def test_the_same_lesson_gives_the_same_pdf() -> None:
    assert handout_pdf(PLAIN, DAY) == handout_pdf(PLAIN, DAY)


def test_pieces_kept_together_and_parts_numbered() -> None:
    kept = list(together([Block(Style.TEXT, "a"), Lines(1), Grid((), (("b",),), (10,))]))
    assert [piece.keep for piece in kept] == [True, True, False]
    numbered = list(parts(("A", [Lines(1)]), ("B", []), ("C", [Lines(2)])))
    assert [piece.text for piece in numbered if isinstance(piece, Block)] == ["I. A", "II. C"]


def test_a_meaning_longer_than_a_page_is_printed_whole() -> None:
    long = " ".join(f"chữ{number}" for number in range(1_500))
    match = next(item for item in PLAIN.items if item.pairs)
    made = replace(PLAIN, items=(replace(match, pairs=(Pair("Một", long), Pair("Hai", "ngắn"))),))
    text = squeezed(pdf_text(handout_pdf(made, DAY, key=True)))
    assert all(word in text for word in ("chữ0", "chữ749", "chữ1499"))
