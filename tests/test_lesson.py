"""Lessons as files: they come back as they were, and a broken one is told where."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.workshop.lesson import as_yaml, identifier, lesson_from, read_lesson
from assistant.workshop.marking import mark, offered_bases, shown
from assistant.workshop.shelf import SHIPPED, LessonShelf
from assistant.workshop.types import Basis, Form, Item, Option, Pair, Response
from corpus.errors import Misconfigured, NotFound
from tests.made_lessons import lesson


def one(item: str) -> str:
    """A lesson of one item on Điều 1."""
    return f"title: x\nitems:\n- {{id: a, ask: x, basis: {{citation: Điều 1}}, {item}}}"


BASIS = Basis("khoản 1 Điều 5 Thông tư số 9012/2021/TT-BKNS")


def test_a_lesson_comes_back_as_it_was() -> None:
    made = lesson()
    assert lesson_from(as_yaml(made).encode(), f"{made.id}.yaml") == made


def test_figures_and_days_of_a_text_stay_text() -> None:
    told = "title: 2323\nitems:\n- {id: 1, form: gap, ask: Bao lâu, answers: [05, 2019-12-31], basis: {citation: Điều 1}}\n"
    item = lesson_from(told.encode(), "x.yaml").items[0]
    assert (item.id, item.answers) == ("1", ("05", "2019-12-31"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [", "dòng 1, cột 5"),
        ("- 1", "không phải bài tập huấn"),
        ("summary: x", "“title”: thiếu trường này"),
        ("title: x\nitem: 2", "“item”: không có trường nào tên như vậy"),
        ("title: x\nminutes: lâu", "“minutes”: cần một số nguyên"),
        ("title: x\nwritten: 30/11/2026", "cần một ngày viết như 2026-11-30"),
        ("title: &a x\nsummary: *a", "bí danh"),
        ("title: x\nitems:\n- {id: 1, form: quiz, ask: x, basis: {citation: x}}", "items.1.form"),
        (
            "title: x\nitems:\n- {id: 1, form: choice, ask: x, basis: {citation: x}, options: [{text: a}, {text: b}]}",
            "đúng một phương án đúng",
        ),
        ("title: x\nitems:\n- {id: 1, form: gap, ask: x, basis: {citation: x}}", "cần từ 1 đến 20 đáp án"),
        (
            "title: x\nitems:\n- &i {id: 1, form: gap, ask: x, answers: [a], basis: {citation: x}}\n"
            "- {id: 1, form: gap, ask: y, answers: [a], basis: {citation: x}}",
            "mã này có hai lần",
        ),
        (
            "title: x\nitems:\n- {id: 1, form: gap, ask: x, answers: [a], objective: m, basis: {citation: x}}",
            "mục tiêu “m”",
        ),
        ("title: " + "x" * 30_000, "quá 20000 ký tự"),
        ("title: " + "[" * 3000, "không"),
        ("title: x\ntitle: y", "trường “title” có hai lần"),
        ("title: x\nminutes: 0", "thời lượng"),
        ('title: "\\uD800"', "ký tự không phải chữ"),
        (one("form: gap, answers: [a], options: [{text: a, right: true}, {text: b}]"), "không dùng options"),
        (one("form: gap, answers: [a, '']"), "có chỗ để trống"),
        (one("form: gap, answers: [a], difficulty: .nan"), "difficulty”: cần một số"),
        (one("form: gap, answers: [a], difficulty: 7"), "độ khó"),
        (one("form: gap, answers: [a], bases: [Điều 1]"), "hai chỗ giống nhau: “điều 1”"),
        (one("form: match, pairs: [{term: a, meaning: x}, {term: b, meaning: X}]"), "hai chỗ giống nhau"),
        (one("form: order, steps: [a, b, a]"), "hai chỗ giống nhau"),
        (one("form: choice, options: [{text: a, right: true}, {text: ''}]"), "để trống"),
    ],
)
def test_a_broken_file_is_told_where(text: str, said: str) -> None:
    with pytest.raises(Misconfigured, match=r"“bai\.yaml”") as told:
        lesson_from(text.encode(), "bai.yaml")
    assert said in str(told.value)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(Misconfigured, match="UTF-8"):
        lesson_from(b"\xff\xfe\x00", "bai.yaml")


def test_one_s_own_lesson_takes_the_place_of_one_that_ships_and_gives_it_back(tmp_path: Path) -> None:
    shelf = LessonShelf(tmp_path)
    shipped = next(iter(sorted(SHIPPED.glob("*.yaml"))), None)
    kept = shelf.save(replace(lesson(), id=""))
    assert kept.id == identifier(lesson().title)
    assert shelf.save(replace(lesson(), id="")).id == f"{kept.id}-2"
    assert [h.id for h in shelf.headings() if not h.ships] == [kept.id, f"{kept.id}-2"]
    if shipped:
        changed = replace(read_lesson(shipped), title="Đã sửa")
        shelf.save(changed)
        assert shelf.read(changed.id).title == "Đã sửa"
        shelf.delete(changed.id)
        assert shelf.read(changed.id) == read_lesson(shipped)
    with pytest.raises(NotFound, match="khong-co"):
        shelf.read("khong-co")
    with pytest.raises(Misconfigured):
        shelf.delete("../x")


def test_a_broken_lesson_stands_in_the_list_with_its_fault(tmp_path: Path) -> None:
    (tmp_path / "hong.yaml").write_text("title: [", encoding="utf-8")
    heading = next(h for h in LessonShelf(tmp_path).headings() if h.id == "hong")
    assert "không đúng cú pháp YAML" in heading.fault
    with pytest.raises(Misconfigured):
        LessonShelf(tmp_path).add("hong2.yaml", b"title: [")


CHOICE = Item("a", Form.CHOICE, "x", BASIS, (Option("30 ngày", True), Option("15 ngày")), bases=("Điều 6",))
MATCH = Item("m", Form.MATCH, "x", BASIS, pairs=(Pair("a", "1"), Pair("b", "2"), Pair("c", "3"), Pair("d", "4")))
ORDER = Item("o", Form.ORDER, "x", BASIS, steps=("một", "hai", "ba"))
GAP = Item("g", Form.GAP, "x", BASIS, answers=("05 ngày làm việc",))


@pytest.mark.parametrize(
    ("item", "response", "points", "right", "basis_right"),
    [
        (CHOICE, Response(option=0, basis=0), 1, True, True),
        (CHOICE, Response(option=0, basis=1), 0.5, True, False),
        (CHOICE, Response(option=0), 0.5, True, None),
        (CHOICE, Response(option=1, basis=0), 0, False, True),
        (CHOICE, Response(option=7, basis=0), 0, False, True),
        (MATCH, Response(order=(0, 1, 2, 3)), 1, True, None),
        (MATCH, Response(order=(0, 1, 3, 2)), 0.5, False, None),
        (MATCH, Response(order=(0,)), 0, False, None),
        (ORDER, Response(order=(0, 1, 2)), 1, True, None),
        (ORDER, Response(order=(0, 2, 1)), 0, False, None),
        (GAP, Response(text=" 5 ngay lam viec."), 1, True, None),
        (GAP, Response(text="5 ngày"), 0, False, None),
        (replace(GAP, answers=("01/7/2024",)), Response(text="ngày 1-7-2024"), 1, True, None),
        (replace(GAP, answers=("ngày 01 tháng 7 năm 2024",)), Response(text="1.7.2024"), 1, True, None),
        (replace(GAP, answers=("01/7/2024",)), Response(text="02/7/2024"), 0, False, None),
        (replace(GAP, answers=("bốn lớp",)), Response(text="4 lop"), 1, True, None),
        (GAP, Response(), 0, False, None),
        (GAP, Response(text="."), 0, False, None),
        (replace(GAP, answers=("1.500.000 đồng",)), Response(text="1500000 dong"), 1, True, None),
        (replace(GAP, answers=("30%",)), Response(text="30 %"), 1, True, None),
        (replace(GAP, answers=("0,5%",)), Response(text="0.5 %"), 1, True, None),
        (replace(GAP, answers=("12 ngày",)), Response(text="“12ngày”;"), 1, True, None),
        (replace(GAP, answers=("12 ngày",)), Response(text="1 2 ngày"), 0, False, None),
        (replace(GAP, answers=("04 (bốn) bản",)), Response(text="bốn bản"), 1, True, None),
        (replace(GAP, answers=("bốn bản",)), Response(text="bon ban"), 1, True, None),
        (replace(GAP, answers=("15 ngày",)), Response(text="mười lăm ngày"), 1, True, None),
        (replace(GAP, answers=("01/7/2024",)), Response(text="1 tháng 7 năm 2024"), 1, True, None),
        (replace(GAP, answers=("Sáu",)), Response(text="sau khi"), 0, False, None),
    ],
)
def test_marking(item: Item, response: Response, points: float, right: bool, basis_right: bool | None) -> None:
    given = mark(item, response)
    assert (given.points, given.right, given.basis_right) == (points, right, basis_right)


def test_options_are_mixed_alike_everywhere_and_steps_never_stand_right() -> None:
    for seed in map(str, range(50)):
        assert sorted(shown(CHOICE, seed)) == [0, 1]
        assert shown(CHOICE, seed) == shown(CHOICE, seed)
        assert shown(ORDER, seed) != [0, 1, 2]
    assert {tuple(shown(replace(MATCH, pairs=MATCH.pairs[:2]), str(seed))) for seed in range(50)} == {(0, 1), (1, 0)}
    assert {tuple(shown(CHOICE, str(seed))) for seed in range(50)} == {(0, 1), (1, 0)}
    assert offered_bases(CHOICE) == (BASIS.citation, "Điều 6")
    assert offered_bases(replace(CHOICE, form=Form.PLACE)) == ()


def test_what_cannot_be_read_back_is_not_written(tmp_path: Path) -> None:
    shelf = LessonShelf(tmp_path)
    kept = shelf.save(lesson())
    for broken in (replace(kept, notes="x" * 30_000), replace(kept, summary="\ud800"), replace(kept, minutes=-5)):
        with pytest.raises(Misconfigured):
            shelf.save(broken)
        assert shelf.read(kept.id) == kept
    with pytest.raises(Misconfigured, match="lớn hơn"):
        shelf.add("to.yaml", b"title: x\nnotes: " + b"x " * 2_000_000)
