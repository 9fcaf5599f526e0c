"""Everyday words and what the law calls them: the table is sound, and questions find its words."""

from __future__ import annotations

from collections import Counter

import pytest

from index.everyday import FILE, everyday_in, in_law
from index.tokens import syllables


@pytest.mark.parametrize(
    ("question", "law"),
    [
        ("Sếp quên pass thì phải báo ai?", {"người đứng đầu", "thủ trưởng cơ quan", "mật khẩu", "cấp lại mật khẩu"}),
        (
            "sep quen pass thi phai bao ai",
            {"mat khau", "cap lai mat khau"},
        ),  # “sep” may be any of many syllables, “pass” is none
        ("Người đứng đầu và sếp ký thay thế nào?", {"thủ trưởng cơ quan"}),  # what stands there is not added
        ("Thẻ kho có giá trị trong mấy năm?", set()),
    ],
)
def test_words_of_the_law_for_everyday_words(question: str, law: set[str]) -> None:
    assert set(in_law(question)) == law


def test_the_longest_everyday_words_count() -> None:
    assert [set(said) for said in everyday_in("nghỉ việc", plain=False)] == [
        {"thôi việc", "chấm dứt hợp đồng lao động"}
    ]
    (longer,) = everyday_in("bị đuổi việc", plain=False)
    assert "buộc thôi việc" in longer


def test_without_diacritics_the_law_s_words_have_none_either() -> None:
    found = in_law("toi muon xin nghi viec thi phai bao truoc")
    assert "thoi viec" in found
    assert all(word.isascii() for word in found)


def test_every_line_of_the_table_says_something_of_its_own() -> None:
    sides = [line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines()]
    assert all(len(side) == 2 for side in sides)
    read = [[[" ".join(syllables(one)) for one in side.split("|")] for side in line] for line in sides]
    twice = [word for word, times in Counter(word for everyday, _ in read for word in everyday).items() if times > 1]
    assert twice == []
    assert [everyday for everyday, law in read if set(everyday) & set(law)] == []
    assert all(word for line in read for side in line for word in side)
