"""The laws of a labelled set read as documents, and whether answers hold a set's words."""

from __future__ import annotations

from pathlib import Path

from assistant.ask import Assistant
from assistant.features import OF_UNIT
from assistant.settings import Settings
from eval import laws
from eval.datasets import Dataset
from eval.examples import of_laws
from eval.spans import as_table, ask_all
from index.types import Entry

LAW = "Luật Kho tàng"
FERRIES = "Luật Phà"


def invented() -> Dataset:
    """Two invented laws of two articles each, with a question about one of them."""
    entries = [
        Entry(f"{LAW}::1", LAW, "Điều 1. Thẻ kho", "1. Thẻ kho có giá trị 03 năm.\n2. Thẻ kho do thủ kho cấp.", LAW),
        Entry(f"{LAW}::2", LAW, "Điều 2. Mất thẻ", "Người mất thẻ kho báo thủ kho trong 05 ngày.", LAW),
        Entry(f"{FERRIES}::1", FERRIES, "Điều 1. Vé phà", "Vé phà được bán tại bến trước giờ chạy 10 phút.", FERRIES),
        Entry(f"{FERRIES}::2", FERRIES, "Điều 2. Trẻ em", "Trẻ em dưới 06 tuổi đi phà không phải mua vé.", FERRIES),
    ]
    questions = {"q1": "Thẻ kho có giá trị mấy năm?"}
    return Dataset("invented", entries, questions, {"q1": frozenset({f"{LAW}::1"})}, {"q1": ""}, "0" * 64)


def test_laws_are_read_as_documents_and_asked(tmp_path: Path) -> None:
    dataset = invented()
    ready = laws.prepare(dataset, Settings(tmp_path))
    assert sorted(ready.law_of.values()) == sorted([LAW, FERRIES])
    again = laws.prepare(dataset, Settings(tmp_path))
    assert again == ready
    (held,) = ask_all(dataset, {"q1": "03 năm"}, {"q1": "test"}, ready)
    assert held.answered
    assert held.holds
    assert held.right_article
    assert held.quoted < 200
    assert "| test | 1 | 1.000" in as_table([held])


def test_examples_of_laws_say_which_units_answer(tmp_path: Path) -> None:
    dataset = invented()
    ready = laws.prepare(dataset, Settings(tmp_path))
    with_law, without = of_laws(dataset, ["q1"], {"q1": "03 năm"}, ready, Assistant.open(ready.settings))
    assert with_law.kind == "invented"
    assert with_law.answer.sum() == 1  # the clause, not the article around it
    assert with_law.rows.shape == (len(with_law.answer), len(OF_UNIT))
    assert without.kind == "without"
    assert not without.answer.any()
