"""One example by hand for every measure, and the sets where they are present."""

import json
import math
from pathlib import Path

import pytest

from corpus.errors import NotFound
from eval import answers, datasets, retrieval
from eval.measures import interval, ndcg, recall, reciprocal_rank

RANKING = ["d3", "d1", "d9", "d2"]


def test_recall_by_hand() -> None:
    assert recall(RANKING, {"d1", "d2"}, 2) == 0.5
    assert recall(RANKING, {"d1", "d2"}, 4) == 1.0


def test_reciprocal_rank_by_hand() -> None:
    assert reciprocal_rank(RANKING, {"d2", "d9"}) == pytest.approx(1 / 3)
    assert reciprocal_rank(RANKING, {"d2"}, 3) == 0.0


def test_ndcg_by_hand() -> None:
    gain = 1 / math.log2(3) + 1 / math.log2(5)  # ranks 2 and 4
    best = 1 + 1 / math.log2(3)
    assert ndcg(RANKING, {"d1", "d2"}) == pytest.approx(gain / best)


def test_an_interval_holds_the_mean_and_repeats() -> None:
    values = [0.0, 1.0, 1.0, 1.0] * 25
    low, high = interval(values)
    assert low < 0.75 < high
    assert interval(values) == (low, high)


def test_a_missing_set_says_where_it_was_looked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CANCU_BENCH", str(tmp_path))
    with pytest.raises(NotFound, match="CANCU_BENCH"):
        datasets.load("alqac25")


def test_a_small_set_end_to_end(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import gzip

    folder = tmp_path / "bench" / "mini"
    folder.mkdir(parents=True)
    rows = [
        {
            "id": "L::1",
            "title": "Điều 1. Sao lưu",
            "text": "Sao lưu hằng tuần.",
            "law_id": "Luật mẫu",
            "article_id": "1",
        },
        {
            "id": "L::2",
            "title": "Điều 2. Học phí",
            "text": "Học phí thu theo kỳ.",
            "law_id": "Luật mẫu",
            "article_id": "2",
        },
    ]
    with gzip.open(folder / "corpus.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(json.dumps(row) for row in rows))
    questions = [{"id": "q1", "text": "Sao lưu bao lâu một lần?", "group": "g"}, {"id": "q2", "text": "không có nhãn"}]
    (folder / "queries.jsonl").write_text("\n".join(json.dumps(q) for q in questions), encoding="utf-8")
    (folder / "qrels.tsv").write_text("q1\tL::1\t1\n", encoding="utf-8")
    monkeypatch.setenv("CANCU_BENCH", str(tmp_path / "bench"))
    monkeypatch.setenv("CANCU_DATA", str(tmp_path / "data"))
    result = retrieval.run("mini")
    assert [(row.mode, row.group, row.questions) for row in result.rows] == [
        (mode, group, 1) for mode in ("lexical", "dense", "fused") for group in ("", "g")
    ]
    assert result.rows[-1].figures["nDCG@10"] == 1.0
    saved = json.loads(retrieval.save(result, tmp_path).read_text(encoding="utf-8"))
    assert saved["set_sha256"] == result.set_sha256
    assert "| fused | all | 1 |" in retrieval.as_table(result)


@pytest.mark.parametrize(
    ("expected", "lacks"),
    [
        ({"kind": "answer", "says": ["15  NGÀY"], "cites": [{"document": "A", "article": "9"}]}, []),
        ({"kind": "refusal"}, ["kind: answer, expected refusal"]),
        ({"kind": "answer", "says": ["20 ngày"], "never": ["15 ngày"]}, ["does not say “20 ngày”", "says “15 ngày”"]),
        (
            {"kind": "answer", "cites": [{"document": "A", "article": "10"}]},
            ["does not cite {'document': 'A', 'article': '10'}"],
        ),
        ({"kind": "answer", "cites": [{"document": "A"}], "status": "ended"}, ["status: ['in_force'], expected ended"]),
        ({"kind": "answer", "warns": True}, ["does not warn"]),
    ],
)
def test_checks_of_an_answer(expected: dict[str, object], lacks: list[str]) -> None:
    answer = {
        "kind": "answer", "text": "trong 15 ngày [1]", "choices": [], "warnings": [],
        "citations": [{"document": "A", "article": "9", "status": "in_force"}],
    }  # fmt: skip
    assert answers.failures(expected, answer) == lacks


def test_the_shipped_set_is_large_enough_and_its_parts_never_mix() -> None:
    rows = {
        path.stem: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for path in (answers.SETS / "shipped").glob("*.jsonl")
    }
    assert set(rows) == {"library_dev", "library_test", "documents_dev", "documents_test"}
    asked = {name: {(row["question"], row["as_of"]) for row in part} for name, part in rows.items()}
    assert sum(map(len, rows.values())) >= 60
    assert not (asked["library_dev"] | asked["documents_dev"]) & (asked["library_test"] | asked["documents_test"])
    ids = [row["id"] for part in rows.values() for row in part]
    assert len(ids) == len(set(ids))
