"""Amendments read from invented regulations, and the text as it stood on a day."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.amend import amendments_of
from corpus.clean import clean
from corpus.parse import parse
from corpus.standing import as_it_stood
from corpus.types import Amendment, Change, Document, Level, Provision, Reading, Step
from corpus.validity import place

LAW = """Điều 3. Giải thích từ ngữ
1. Nền tảng là hệ thống dùng chung.
2. Đơn vị là cơ quan, tổ chức sử dụng nền tảng.
Điều 5. Kết nối
1. Đơn vị kết nối theo lộ trình sau:
a) Năm thứ nhất kết nối dữ liệu;
b) Năm thứ hai kết nối dịch vụ.
2. Sở chủ quản phê duyệt lộ trình.
3. Sở chủ quản công bố kết quả.
Điều 6. Hiệu lực
Quyết định này có hiệu lực từ ngày 01 tháng 01 năm 2020."""
TITLE = "Sửa đổi, bổ sung một số điều của Quyết định số 9001/2020/QĐ-BKNS"


def provisions_of(text: str, document: str) -> tuple[str, tuple[Provision, ...]]:
    cleaned = clean(Reading(text, "docx"))
    return cleaned.text, parse(document, cleaned)


def amending(body: str, effective: date = date(2022, 7, 1)) -> tuple[Amendment, ...]:
    document = Document("b", "9002/2022/QĐ-BKNS", TITLE, "Quyết định", "Bộ Kết nối số", date(2022, 6, 1), effective)
    text = f"Điều 1. {TITLE}\n{body}\nĐiều 2. Hiệu lực\nQuyết định này có hiệu lực từ ngày 01 tháng 7 năm 2022."
    cleaned, provisions = provisions_of(text, "b")
    return amendments_of(document, provisions, cleaned)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("1. Sửa đổi, bổ sung khoản 2 Điều 5 như sau:\n“2. Bộ phê duyệt lộ trình.”.",
         [("reworded", "khoản 2 Điều 5", "2. Bộ phê duyệt lộ trình.")]),
        ("1. Sửa đổi khoản 2 và khoản 3 Điều 5 như sau:\n“2. Bộ phê duyệt.\n3. Bộ công bố.”",
         [("reworded", "khoản 2 Điều 5", "2. Bộ phê duyệt."), ("reworded", "khoản 3 Điều 5", "3. Bộ công bố.")]),
        ("1. Bổ sung Điều 5a vào sau Điều 5 như sau:\n“Điều 5a. Kiểm tra\nBộ kiểm tra.”",
         [("added", "Điều 5a", "Điều 5a. Kiểm tra\nBộ kiểm tra.")]),
        ("1. Bổ sung điểm c vào sau điểm b khoản 1 Điều 5 như sau:\n“c) Năm thứ ba kết nối liên tỉnh.”",
         [("added", "điểm c khoản 1 Điều 5", "c) Năm thứ ba kết nối liên tỉnh.")]),
        ("1. Sửa đổi, bổ sung Điều 5 như sau:\na) Sửa đổi khoản 2 như sau:\n“2. Bộ phê duyệt.”;\nb) Bãi bỏ khoản 3.",
         [("reworded", "khoản 2 Điều 5", "2. Bộ phê duyệt."), ("repealed", "khoản 3 Điều 5", "")]),
        ("1. Sửa đổi điểm a khoản 1, bổ sung khoản 4 vào Điều 5 như sau:\n“a) Năm đầu;”\n“4. Báo cáo hằng năm.”",
         [("added", "khoản 4 Điều 5", "4. Báo cáo hằng năm."), ("reworded", "điểm a khoản 1 Điều 5", "a) Năm đầu;")]),
        ("1. Thay thế cụm từ “Sở chủ quản” bằng cụm từ “Sở Kết nối số” tại khoản 2, khoản 3 Điều 5.",
         [("swapped", "khoản 2 Điều 5", "Sở chủ quản → Sở Kết nối số"),
          ("swapped", "khoản 3 Điều 5", "Sở chủ quản → Sở Kết nối số")]),
        ("1. Bỏ cụm từ “, tổ chức” tại khoản 2 Điều 3.", [("dropped", "khoản 2 Điều 3", ", tổ chức → ")]),
        ("1. Bãi bỏ điểm b khoản 1 Điều 5.", [("repealed", "điểm b khoản 1 Điều 5", "")]),
        # words that say what was done to others earlier, or to be done later, change nothing
        ("1. Đơn vị đề nghị sửa đổi, bổ sung khoản 2 Điều 5 khi cần thiết.", []),
    ],
)  # fmt: skip
def test_what_is_done_to_which_place(said: str, expected: list[tuple[str, str, str]]) -> None:
    found = [
        (a.change.value, place(a.target_path), a.wording or (f"{a.old_words} → {a.new_words}" if a.old_words else ""))
        for a in amending(said)
    ]
    assert found == expected
    assert {(a.target_number, a.on) for a in amending(said)} <= {("9001/2020/QĐ-BKNS", date(2022, 7, 1))}


def path(*labels: str) -> tuple[Step, ...]:
    return tuple(map(Step, (Level.ARTICLE, Level.CLAUSE, Level.POINT), labels))


AMENDED = amending(
    "1. Sửa đổi, bổ sung khoản 2 Điều 5 như sau:\n“2. Sở chủ quản trình Bộ phê duyệt:\na) Lộ trình;\nb) Kinh phí.”.\n"
    "2. Bổ sung khoản 2a vào sau khoản 2 Điều 5 như sau:\n“2a. Bộ phê duyệt trong 10 ngày.”.\n"
    "3. Bãi bỏ khoản 3 Điều 5.\n4. Bổ sung Điều 5a vào sau Điều 5 như sau:\n“Điều 5a. Kiểm tra\nBộ kiểm tra.”"
) + amending("1. Thay thế cụm từ “Sở chủ quản” bằng cụm từ “Sở Kết nối số” tại Điều 5.", date(2024, 1, 1))


@pytest.mark.parametrize(
    ("where", "on", "words"),
    [
        (path("5", "2"), date(2022, 6, 30), "2. Sở chủ quản phê duyệt lộ trình."),
        (path("5", "2"), date(2022, 7, 1), "2. Sở chủ quản trình Bộ phê duyệt:\na) Lộ trình;\nb) Kinh phí."),
        (path("5", "2"), date(2024, 1, 1), "2. Sở Kết nối số trình Bộ phê duyệt:\na) Lộ trình;\nb) Kinh phí."),
        (path("5", "2", "b"), date(2024, 1, 1), "b) Kinh phí."),
        (path("5", "2a"), date(2022, 7, 1), "2a. Bộ phê duyệt trong 10 ngày."),
        (path("5", "3"), date(2022, 7, 1), ""),
        (path("5a"), date(2022, 7, 1), "Điều 5a. Kiểm tra\nBộ kiểm tra."),
        (path("6"), date(2024, 1, 1), "Điều 6. Hiệu lực\nQuyết định này có hiệu lực từ ngày 01 tháng 01 năm 2020."),
    ],
)
def test_the_text_as_it_stood(where: tuple[Step, ...], on: date, words: str) -> None:
    standing = as_it_stood(provisions_of(LAW, "a")[1], where, AMENDED, on)
    assert standing is not None
    assert standing.text == words
    assert not standing.unplaced


def test_the_whole_article_with_what_changed_it() -> None:
    standing = as_it_stood(provisions_of(LAW, "a")[1], path("5"), AMENDED, date(2024, 1, 1))
    assert standing is not None
    assert [line.split(" ")[0] for line in standing.text.split("\n")] == [
        "Điều",
        "1.",
        "a)",
        "b)",
        "2.",
        "a)",
        "b)",
        "2a.",
    ]
    assert [change.change.value for change in standing.changes] == ["reworded", "added", "repealed", "swapped"]
    assert "3. Sở chủ quản công bố" in standing.original
    before = as_it_stood(provisions_of(LAW, "a")[1], path("5"), AMENDED, date(2020, 1, 1))
    assert before is not None
    assert (before.changes, len(before.later)) == ((), 4)


def test_a_place_that_never_was_is_not_made_up() -> None:
    assert as_it_stood(provisions_of(LAW, "a")[1], path("9"), AMENDED, date(2024, 1, 1)) is None
    assert as_it_stood(provisions_of(LAW, "a")[1], path("5a"), AMENDED, date(2021, 1, 1)) is None


def test_words_that_are_not_there_are_told() -> None:
    swap = amending("1. Thay thế cụm từ “Cục chủ quản” bằng cụm từ “Bộ” tại Điều 5.")
    standing = as_it_stood(provisions_of(LAW, "a")[1], path("5"), swap, date(2024, 1, 1))
    assert standing is not None
    assert [amendment.old_words for amendment in standing.unplaced] == ["Cục chủ quản"]


def test_words_swapped_in_the_whole_document_need_not_stand_in_each_article() -> None:
    swap = Amendment(Change.SWAPPED, "b", "9001/2020/QĐ-BKNS", (), date(2022, 7, 1), "", "", "Sở chủ quản", "Bộ")
    provisions = provisions_of(LAW, "a")[1]
    third, fifth = (as_it_stood(provisions, path(label), (swap,), date(2024, 1, 1)) for label in ("3", "5"))
    assert third is not None
    assert (third.changes, third.unplaced) == ((), ())
    assert fifth is not None
    assert "Bộ phê duyệt lộ trình" in fifth.text
