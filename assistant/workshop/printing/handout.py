"""The handout of a lesson: the participants' copy to write on, the trainer's copy with the key. As DOCX and PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from assistant.export import MADE_BY
from assistant.workshop.printing.printed import Block, Lines, Paper, Piece, Style, parts, together
from assistant.workshop.printing.printed_docx import docx_of
from assistant.workshop.printing.printed_item import asked, basis_told, key_of
from assistant.workshop.printing.printed_pdf import pdf_of
from assistant.workshop.types import Basis, Lesson
from corpus.dates import day

TITLE, TRAINERS_TITLE = "PHIẾU HỌC TẬP", "TÀI LIỆU GIẢNG VIÊN (CÓ ĐÁP ÁN)"
NO_BASIS = "chưa ghi trong bài"
CHECK_AGAIN = "Hiệu lực ghi theo ngày xét tại từng câu ({days}); trước buổi học cần kiểm tra lại trong Căn Cứ."


def handout_docx(lesson: Lesson, made_on: date, key: bool = False) -> bytes:
    """The participants' copy, or with `key` the trainer's, as DOCX."""
    return docx_of(handout(lesson, made_on, key))


def handout_pdf(lesson: Lesson, made_on: date, key: bool = False) -> bytes:
    """The participants' copy, or with `key` the trainer's, as PDF."""
    return pdf_of(handout(lesson, made_on, key))


def handout(lesson: Lesson, made_on: date, key: bool = False) -> Paper:
    """What stands on the handout. Options are mixed as the lesson's id decides: alike on both copies."""
    facts = (lesson.author, f"{lesson.minutes} phút", f"lập ngày {day(made_on)}")
    below = [lesson.title, " · ".join(fact for fact in facts if fact), MADE_BY]
    if key and (days := sorted({basis.as_of for basis in _bases(lesson) if basis.as_of})):
        below.append(CHECK_AGAIN.format(days=", ".join(map(day, days))))
    name: list[Piece] = [] if key else [Lines(1, "Họ và tên, đơn vị (không bắt buộc):")]
    summary = [Block(Style.TEXT, lesson.summary)] if lesson.summary else []
    body = parts(
        ("MỤC TIÊU", [Block(Style.OPTION, objective.text, label="–") for objective in lesson.objectives]),
        ("TRA CỨU CÙNG CẢ LỚP", [*_questions(lesson, key)]),
        ("CÂU HỎI", [*_items(lesson, key)]),
        ("BÀI TẬP", [*_exercises(lesson, key)]),
        ("ĐIỀU CẦN NHỚ", [Block(Style.TEXT, text) for text in _paragraphs(lesson.notes)]),  # answers stand in it
        ("GHI CHÚ", [Lines(8)]),
    )
    return Paper(TRAINERS_TITLE if key else TITLE, tuple(below), (*name, *summary, *body))


def _items(lesson: Lesson, key: bool) -> Iterator[Piece]:
    for number, item in enumerate(lesson.items, start=1):
        first, *others = [*key_of(item, lesson.id), Lines(1, "Ghi chú:")] if key else [Lines(2, "Căn cứ, ghi chú:")]
        yield from together([*asked(number, item, lesson.id, key), first])
        yield from others


def _questions(lesson: Lesson, key: bool) -> Iterator[Piece]:
    for number, question in enumerate(lesson.questions, start=1):
        when = f" (xét tại ngày {day(question.as_of)})" if question.as_of else ""
        yield from together(
            [
                Block(Style.QUESTION, f"{question.ask}{when}", label=f"{number}."),
                *(_expected(question.expected) if key else [Lines(2, "Trả lời, căn cứ:")]),
            ]
        )


def _expected(basis: Basis | None) -> Sequence[Piece]:
    if basis is None:
        return [Block(Style.TOLD, NO_BASIS, label="Căn cứ mong đợi:")]
    return [Block(Style.TOLD, "câu trả lời cần dẫn quy định sau.", label="Mong đợi:"), *basis_told(basis)]


def _exercises(lesson: Lesson, key: bool) -> Iterator[Piece]:
    for number, exercise in enumerate(lesson.exercises, start=1):
        solution = [Block(Style.TOLD, exercise.solution, label="Gợi ý:")] if exercise.solution else []
        basis = basis_told(exercise.basis) if exercise.basis else ()
        yield from together(
            [
                Block(Style.QUESTION, exercise.task, label=f"Bài {number}."),
                *((*solution, *basis) if key else [Lines(6)]),
            ]
        )


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n\n") if part.strip()]


def _bases(lesson: Lesson) -> Iterator[Basis]:
    yield from (item.basis for item in lesson.items)
    yield from (question.expected for question in lesson.questions if question.expected)
    yield from (exercise.basis for exercise in lesson.exercises if exercise.basis)
