"""What is asked of a document in words that no rule foresees; phrasings here are not among those learnt from."""

from __future__ import annotations

import json

import pytest

from assistant.asks import Ask, asks_of
from assistant.phrasing import FILE, features, learnt_asks
from eval.phrasing import PHRASES, Phrase, agreement, fit, phrases, sha256


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Thông tư 815/2018 còn được viện dẫn nữa không, hay coi như bỏ?", Ask.STATUS),
        ("nd 815/2018 da bi ai dung vao, sua nhung gi", Ask.AMENDED_BY),
        ("Người đặt bút ký Quyết định 815/QĐ-BKV là vị nào?", Ask.SIGNER),
        ("Nghị định 815/2018/NĐ-CP dựa trên cơ sở pháp lý nào để ra đời?", Ask.BASIS),
    ],
)
def test_what_is_asked(question: str, asked: Ask) -> None:
    assert asked in learnt_asks(question, ())


@pytest.mark.parametrize(
    "question",
    [
        "Theo Nghị định 815/2018/NĐ-CP, thiết bị hỏng được thay thế trong thời hạn bao lâu?",
        "Điều kiện cấp giấy phép theo Thông tư 815/2018 gồm những gì?",
        "Theo QĐ 815/QĐ-BKV thì kho phải kiểm kê mấy lần một năm?",
        "x" * 500,
    ],
)
def test_what_texts_say_is_no_fact_of_a_document(question: str) -> None:
    assert learnt_asks(question, ()) == ()


def test_the_name_of_a_document_does_not_count() -> None:
    one, other = "Nghị định 815/2018/NĐ-CP còn dùng không", "Thông tư số 77/2020/TT-BKV còn dùng không"
    assert features(one) == features(other)
    named = "Luật Kho vận còn dùng không"
    assert features(named, [(0, len("Luật Kho vận"))]) == features(one)


def test_what_ships_was_fitted_on_what_ships() -> None:
    fitted = json.loads(FILE.read_text(encoding="utf-8"))["fitted"]
    assert fitted["on"] == sha256(PHRASES)
    assert fitted["labelled"] == len(phrases())


def test_every_label_is_a_fact_that_can_be_asked_for() -> None:
    assert {label for one in phrases() for label in one.asks} <= {ask.value for ask in Ask}
    assert len({one.question for one in phrases()}) == len(phrases())


def test_agreement_by_hand() -> None:
    none: frozenset[str] = frozenset()
    a, b = frozenset({"a"}), frozenset({"b"})
    told = agreement([(a, a), (a, none), (none, b), (none, none)])
    assert (told.count, told.same, told.plain, told.misread) == (4, 2, 2, 1)
    assert told.of == {"a": (2, 1, 1), "b": (0, 1, 0)}


def test_fitting_tells_two_wordings_apart() -> None:
    rows = [Phrase(f"VB {n} do ai ký", frozenset({"signer"})) for n in range(6)]
    rows += [Phrase(f"VB {n} thay gì", frozenset({"replaces"})) for n in range(6)]
    weights = fit(rows)
    assert weights.of["ky"]["signer"] > 0 > weights.of["ky"]["replaces"]


def test_the_rules_come_first() -> None:
    assert asks_of("Nghị định 815/2018/NĐ-CP do ai ký?") == (Ask.SIGNER,)
