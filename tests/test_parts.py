"""What is measured of search by itself: its parts, careless typing, its cost, its growth; on invented articles."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus.errors import Misconfigured
from eval import cost, parts, scale
from eval.datasets import Dataset
from index.embed import BundledEmbeddings
from index.search import Searcher
from index.types import Entry
from index.update import index_entries

ENTRIES = [
    Entry("a", "Quy chế một", "Điều 1. Sao lưu dữ liệu", "Dữ liệu được sao lưu hằng tuần, giữ chín mươi ngày.", "1"),
    Entry("b", "Quy chế một", "Điều 2. Phản ánh, kiến nghị", "Phản ánh của dân được trả lời trong 15 ngày.", "1"),
    Entry("c", "Quy chế hai", "Điều 4. Học phí", "Học phí thu theo học kỳ. " * 90 + "Con voi đi học.", "2"),
]
QUESTIONS = {
    "1": "Sao lưu dữ liệu được thực hiện hằng tuần hay hằng tháng?",
    "2": "Phản ánh của người dân được trả lời trong bao nhiêu ngày?",
    "3": "con voi đi đâu",
}
DATASET = Dataset(
    "invented",
    ENTRIES,
    QUESTIONS,
    {"1": frozenset("a"), "2": frozenset("b"), "3": frozenset("c")},
    dict.fromkeys(QUESTIONS, ""),
    "0" * 64,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index")
    index_entries(folder, ENTRIES, BundledEmbeddings())
    return folder


def test_parts_are_measured_each_by_itself(folder: Path) -> None:
    embeddings = BundledEmbeddings()
    lines = list(parts.contributions(DATASET, Searcher.open(folder, embeddings), folder, embeddings))
    by_name = {line.name: line.values["MRR@10"] for line in lines}
    assert by_name["**fused**"] == (1, 1, 1)
    # Only passages beyond the first tell of the elephant.
    assert by_name["dense, all passages"][2] == 1
    assert by_name["dense, first passage of each article"][2] < 1
    table = parts.as_table(lines)
    assert table.count("\n") == 2 + len(lines)
    assert "| **fused** | 1.000 (" in table


def test_careless_typing_is_compared_with_the_question_as_asked(folder: Path) -> None:
    lines = list(parts.typed(DATASET, Searcher.open(folder)))
    assert len(lines) == 12
    against = parts.against_as_asked(lines)
    assert against["fused, without diacritics"] == "fused, as asked"
    assert len(against) == 9
    lost = {**lines[1].values, "MRR@10": (0.5, 0.5, 0.5)}
    table = parts.as_table([lines[0], parts.Line(lines[1].name, lost)], against)
    right = sum(lines[0].values["MRR@10"]) / 3
    assert f"| 0.500 (0.500–0.500) {0.5 - right:+.3f} |" in table


def test_the_cost_is_measured_in_a_process_of_its_own(folder: Path) -> None:
    figures = cost.cost(folder, list(QUESTIONS.values()))
    assert set(figures) >= {"open_seconds", "first_answer_seconds", "alone_p95", "eight_p95", "megabytes"}
    assert 0 < figures["open_seconds"] <= figures["first_answer_seconds"]
    assert 0 < figures["megabytes"] <= figures["peak_megabytes"] + 1


def test_a_measurement_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=r"eval\.cost"):
        cost.cost(tmp_path, ["?"])


def test_growth_is_measured_over_segments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scale, "SEGMENT", 400)
    chance = np.random.default_rng(1)
    vectors = chance.standard_normal((300, 32), np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    blocks = list(scale.perturbed(vectors, 1000))
    assert [(offset, len(block)) for offset, block in blocks] == [(0, 400), (400, 400), (800, 200)]
    assert np.allclose(blocks[0][1][:300], vectors, atol=1e-6)
    assert np.allclose(np.linalg.norm(blocks[2][1], axis=1), 1, atol=1e-5)
    copy = blocks[1][1][0]
    assert 0.85 < float(copy @ vectors[400 % 300]) < 0.99
    assert scale.scale(vectors, vectors[:20], 405, tmp_path / "short", lambda _: None)["recall"] == 1.0
    found = scale.scale(vectors, vectors[:20], 1000, tmp_path / "scale", lambda _: None)
    assert (found["rows"], found["recall"]) == (1000, 1.0)
    assert not (tmp_path / "scale").exists()
    assert "| 1,000 | 0.0 h |" in scale.as_table([found], 50)
