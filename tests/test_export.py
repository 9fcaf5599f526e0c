"""What is exported is read back by the tools it is for, or checked field by field."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any, get_args
from urllib.parse import unquote

import ir_measures
import pytest

from assistant.ask import Assistant
from corpus.errors import Misconfigured, NotFound
from eval.export import Form, export, trec_id
from eval.measures import NAMES, per_question
from eval.questions import Place, Question
from eval.runs import Row, Run

TODAY = date(2026, 11, 23)
PLACE = Place("9012/2021/TT-BKNS", article="9", clause="1", words="trong thời hạn 15 ngày")
QUESTIONS = {
    "a": Question(
        "a", "thời hạn", "Phản ánh, kiến nghị phải được trả lời trong bao lâu?", "answer", "documents",
        history=("Phản ánh gửi qua đâu?",), gold=((PLACE, PLACE),), facts=(("15 ngày", "mười lăm ngày"), ("kể từ ngày nhận",)),
    ),
    "r": Question("r", "ngoài kho", "Thủ đô của Pháp là gì?", "refuse", "documents"),
    "c": Question("c", "mơ hồ", "Ai ký Quyết định 9105/QĐ-UBND?", "clarify", "documents"),
}  # fmt: skip


@pytest.fixture(scope="module")
def answers(demo: Assistant) -> Run:
    """An answer, a refusal and a question back, as the assistant gives them."""
    rows = [
        Row(q.id, q.category, "dev", q.question, {}, detail={"answer": demo.ask(q.question, as_of=TODAY).as_dict()})
        for q in QUESTIONS.values()
    ]
    return Run({"kind": "answers", "set": "mini", "build": "now", "split": "dev"}, tuple(rows))


RELEVANT = {"q 1": ["Luật Giáo dục::1"], "q2": ["Luật Giáo dục::2", "50% lệ phí"], "q3": ["không ai tìm ra"]}
RANKINGS = {
    "lexical": {
        "q 1": ["khác", "Luật Giáo dục::1", "a\u00a0b"],
        "q2": ["50% lệ phí", "khác", "Luật Giáo dục::2"],
        "q3": [],
    },
    "fused": {"q 1": ["Luật Giáo dục::1", "a\tb", "khác"], "q2": ["a b", "a%20b", "50% lệ phí"], "q3": ["khác"]},
}
RETRIEVAL = Run(
    {"kind": "retrieval", "set": "nhỏ", "build": "now", "split": ""},
    tuple(
        Row(q, "g", "", q, {}, detail={"rankings": {m: r[q] for m, r in RANKINGS.items()}, "relevant": RELEVANT[q]})
        for q in RELEVANT
    ),
)


def test_trec_files_measure_the_same_elsewhere(tmp_path: Path) -> None:
    files = export(RETRIEVAL, {}, "trec", tmp_path / "new")
    assert [file.name for file in files] == ["nhỏ--now--lexical.run", "nhỏ--now--fused.run", "nhỏ--now.qrels"]
    qrels = list(ir_measures.read_trec_qrels(str(files[-1])))
    measures = {ir_measures.parse_measure(theirs): ours for ours, theirs in NAMES.items()}
    for file, mode in zip(files, RANKINGS, strict=False):
        run = list(ir_measures.read_trec_run(str(file)))
        found = {
            (unquote(metric.query_id), measures[metric.measure]): metric.value
            for metric in ir_measures.iter_calc(list(measures), qrels, run)
        }
        expected = {
            (question, name): value
            for question, values in per_question(RANKINGS[mode], RELEVANT).items()
            for name, value in values.items()
        }
        assert found == pytest.approx(expected, abs=1e-9)
        assert any(0 < value < 1 for value in found.values())


def test_trec_lines(tmp_path: Path) -> None:
    lexical, _, qrels = (file.read_text("utf-8").splitlines() for file in export(RETRIEVAL, {}, "trec", tmp_path))
    assert lexical[:3] == [
        "q%201 Q0 khác 1 3 now-lexical",
        "q%201 Q0 Luật%20Giáo%20dục::1 2 2 now-lexical",
        "q%201 Q0 a%C2%A0b 3 1 now-lexical",
    ]
    assert qrels == [
        "q%201 0 Luật%20Giáo%20dục::1 1",
        "q2 0 Luật%20Giáo%20dục::2 1",
        "q2 0 50%25%20lệ%20phí 1",
        "q3 0 không%20ai%20tìm%20ra 1",
    ]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Luật Giáo dục::1", "Luật%20Giáo%20dục::1"),
        ("a%20b", "a%2520b"),
        ("a\tb\nc\r", "a%09b%0Ac%0D"),
        ("a\u00a0b\u2028c\u3000d", "a%C2%A0b%E2%80%A8c%E3%80%80d"),
        ("73/2019/NĐ-CP", "73/2019/NĐ-CP"),
    ],
)
def test_ids_are_escaped_and_come_back(text: str, written: str) -> None:
    assert trec_id(text) == written
    assert len(written.split()) == 1
    assert unquote(written) == text


def test_ragas(answers: Run, tmp_path: Path) -> None:
    (file,) = export(answers, QUESTIONS, "ragas", tmp_path)
    assert file.name == "mini--now-dev.ragas.jsonl"
    answer, refusal, clarify = map(json.loads, file.read_text("utf-8").splitlines())
    given: list[dict[str, Any]] = [row.detail["answer"] for row in answers.rows]
    assert answer == {
        "user_input": "Phản ánh gửi qua đâu?\nPhản ánh, kiến nghị phải được trả lời trong bao lâu?",
        "retrieved_contexts": [citation["quote"] for citation in given[0]["citations"]],
        "response": given[0]["text"],
        "reference": "15 ngày; kể từ ngày nhận",
        "reference_contexts": ["trong thời hạn 15 ngày"],
    }
    assert any("trong thời hạn 15 ngày" in quote for quote in answer["retrieved_contexts"])
    assert refusal == {
        "user_input": "Thủ đô của Pháp là gì?",
        "retrieved_contexts": [citation["quote"] for citation in given[1]["nearest"]],
        "response": given[1]["refusal"]["text"],
        "reference": "",
        "reference_contexts": [],
    }
    assert refusal["retrieved_contexts"]
    assert clarify["response"].splitlines() == given[2]["choices"]


def test_deepeval(answers: Run, tmp_path: Path) -> None:
    (samples,) = export(answers, QUESTIONS, "ragas", tmp_path)
    (file,) = export(answers, QUESTIONS, "deepeval", tmp_path)
    assert file.name == "mini--now-dev.deepeval.json"
    cases = json.loads(file.read_text("utf-8"))
    assert len(cases) == len(QUESTIONS)
    for case, line, question in zip(cases, samples.read_text("utf-8").splitlines(), QUESTIONS.values(), strict=True):
        sample = json.loads(line)
        assert case == {
            "input": sample["user_input"],
            "actual_output": sample["response"],
            "expected_output": sample["reference"],
            "context": sample["reference_contexts"],
            "retrieval_context": sample["retrieved_contexts"],
            "name": question.id,
            "additional_metadata": {
                "category": question.category,
                "split": "dev",
                "expect": question.expect,
                "kind": {"answer": "answer", "refuse": "refusal", "clarify": "clarify"}[question.expect],
                "build": "now",
            },
        }


def bare(kind: str) -> Run:
    """A run as it is committed: without answers and rankings."""
    return Run({"kind": kind, "set": "s", "build": "b"}, (Row("a", "x", "", "?", {}),))


@pytest.mark.parametrize(
    ("run", "form", "words"),
    [
        (RETRIEVAL, "ragas", "không có câu trả lời"),
        (RETRIEVAL, "deepeval", "không có câu trả lời"),
        (bare("answers"), "trec", "chỉ có cho lần chạy tìm kiếm"),
        (bare("answers"), "ragas", "lưu gọn"),
        (bare("retrieval"), "trec", "lưu gọn"),
    ],
)
def test_what_cannot_be_exported_says_why(run: Run, form: Form, words: str, tmp_path: Path) -> None:
    assert form in get_args(Form)
    with pytest.raises(Misconfigured, match=words):
        export(run, QUESTIONS, form, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_question_that_the_set_lacks(answers: Run, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="không có câu a"):
        export(answers, {}, "ragas", tmp_path)


def test_a_file_where_a_folder_is_needed(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("", "utf-8")
    with pytest.raises(Misconfigured, match="thư mục"):
        export(RETRIEVAL, {}, "trec", tmp_path / "out")
