"""The page Đánh giá: results of a run, one question down, what-if; and a run started from the page."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from invented import build
from made_runs import answers
from streamlit.testing.v1 import AppTest

from assistant.ui.literal import literal
from corpus.files import write_whole
from eval.runs import RunFile

PAGE = """
from eval.page import evaluation_page
evaluation_page()
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented regulations, and a run beside them."""
    folder = build(tmp_path_factory.mktemp("invented")).data
    made = answers()
    with RunFile(folder / "eval" / "runs" / made.about["set"] / made.name, made.about) as kept:
        for row in made.rows:
            kept.add(row)
    return folder


@pytest.fixture
def page(data: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("CANCU_DATA", str(data))
    monkeypatch.setenv("CANCU_LIBRARY", "0")
    return AppTest.from_string(PAGE, default_timeout=120).run()


def test_results_show_categories_with_intervals_and_the_questions_lost(page: AppTest) -> None:
    assert not page.exception
    assert not page.error
    made = answers()
    table = page.dataframe[0].value
    assert next(iter(table["câu"])) == len(made.rows)
    assert all("(" in str(cell) for cell in table["đúng"])
    wrong = [row for row in made.rows if row.failures]
    assert [f"{row.id} · {row.question}" for row in wrong] == list(page.selectbox(key="eval-question").options)
    assert wrong[0].question in [text.value for text in page.text]


def test_what_if_answers_with_other_settings(page: AppTest) -> None:
    page.text_area(key="eval-try-question").set_value("Sổ tay kết nối được ghi bằng mực gì?").run()
    page.slider(key="eval-try-hits").set_value(3).run()
    assert not page.error
    ranked = page.dataframe[-1].value
    assert len(ranked) == 3
    assert list(ranked["hạng"]) == [1, 2, 3]


def test_what_if_over_a_document_that_is_not_here_says_so(page: AppTest) -> None:
    page.text_area(key="eval-try-question").set_value("Sổ tay kết nối được ghi bằng mực gì?").run()
    page.text_input(key="eval-try-number").set_value("1/1900/QĐ-X").run()
    assert [error.value for error in page.error] == [
        literal("Kho không có văn bản 1/1900/QĐ-X: hãy kiểm tra số hiệu ở ô “Chỉ xếp hạng trong văn bản”.")
    ]


def test_a_broken_run_is_a_message_not_a_trace(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = data / "eval" / "runs" / "broken" / "now"
    broken.mkdir(parents=True)
    write_whole(broken / "run.json", json.dumps({"kind": "answers", "set": "broken", "build": "now"}))
    (broken / "rows.jsonl").write_text("{no row}\n", encoding="utf-8")
    monkeypatch.setenv("CANCU_DATA", str(data))
    monkeypatch.setenv("CANCU_LIBRARY", "0")
    try:
        page = AppTest.from_string(PAGE, default_timeout=120).run()
        page.selectbox(key="eval-result").select("broken/now").run()
        assert not page.exception
        assert "bị hỏng" in page.error[0].value
    finally:
        shutil.rmtree(broken.parent)
