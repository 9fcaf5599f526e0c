"""Diacritics of questions typed without them, on what the invented regulations hold."""

import pytest

from assistant.ask import Assistant
from corpus.accents import without_accents
from corpus.syllables import is_syllable
from index.restore import forms_of, restored


@pytest.mark.parametrize(
    "question",
    [
        "Phản ánh, kiến nghị phải được trả lời trong bao lâu?",
        "Hồ sơ đề xuất cấp độ gồm những gì",
        "Cơ quan nào tiếp nhận hồ sơ trực tuyến",
    ],
)
def test_what_the_texts_hold_comes_back(demo: Assistant, question: str) -> None:
    assert demo.searcher.restored(without_accents(question).capitalize()) == question
    assert demo.searcher.restored(question) == question


def test_numbers_and_abbreviations_stay(demo: Assistant) -> None:
    assert "9012/2021/TT-BKNS" in demo.searcher.restored("thong tu 9012/2021/TT-BKNS noi gi ve CSDL")
    assert demo.searcher.restored("xyzzy 2323 CSDL") == "xyzzy 2323 CSDL"


def test_forms() -> None:
    assert set(forms_of("hoc")) == {"hoc", "hóc", "học", "hốc", "hộc"}
    assert "đường" in forms_of("duong")
    assert is_syllable("học")
    assert restored("", lambda tokens, _: [0] * len(tokens)) == ""


def test_a_question_without_diacritics_finds_by_meaning_too(demo: Assistant) -> None:
    asked = "Phản ánh, kiến nghị phải được trả lời trong bao lâu?"
    hits = demo.searcher.search(without_accents(asked), 5)
    assert hits[0].entry == demo.searcher.search(asked, 5)[0].entry
    assert {name for name, _ in hits[0].from_} == {"lexical", "dense"}
