"""Question sets: what ships is sound, frozen files stay, nothing crosses development and test."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.settings import Settings
from assistant.tuning import SHIPPED
from corpus.errors import Misconfigured, NotFound
from eval import checks, corpora, datasets, overlaps, questions, retrieval
from eval.overlaps import name_key
from eval.scorecard import as_data, as_table
from eval.splits import Splits, write


def test_the_sets_that_ship() -> None:
    assert questions.names() == ["egov", "shipped"]
    egov = questions.load("egov")
    assert len(egov.all()) >= 80
    wanted = {
        "provision", "definition", "who", "how_long", "list", "condition", "situation", "validity", "dated",
        "relation", "comparison", "two_provisions", "follow_up", "false_premise", "not_in_corpus", "injection",
        "near_topic", "other_law", "no_such", "off_topic", "advice", "invent",
    }  # fmt: skip
    for split in ("dev", "test"):
        assert {q.category for q in egov.all(split)} == wanted  # type: ignore[arg-type]
    assert sum(question.expect == "refuse" for question in egov.all("test")) >= 60
    assert "test" in egov.frozen


def test_no_document_is_in_development_and_in_the_test() -> None:
    sides: dict[str, set[str]] = {"dev": set(), "test": set()}
    for name in questions.names():
        for split, rows in questions.load(name).questions.items():
            sides[split] |= {document for q in rows for document in q.documents}
    assert sides["dev"] & sides["test"] == set()


def test_the_shipped_questions_stand_in_the_texts(library: Assistant, demo: Assistant) -> None:
    of = {"library": library.catalogue, "documents": demo.catalogue}
    assert checks.faults_of(questions.load("shipped"), lambda corpus: of[corpus]) == {}


def test_the_real_questions_stand_in_the_real_texts(raw: Path, tmp_path: Path) -> None:
    assert raw == corpora.RAW
    catalogue = corpora.catalogue("egov", Settings(tmp_path))
    assert checks.faults_of(questions.load("egov"), lambda _: catalogue) == {}


@pytest.mark.usefixtures("shared")
def test_nothing_crosses_any_sets() -> None:
    found = overlaps.find(*overlaps.gather())
    assert found.crossing == ()
    shipped = Splits.load()
    for name in datasets.NAMES:
        dataset = datasets.load(name)
        assert shipped.of_bench(name, dataset.sha256, list(dataset.questions)) == found.splits[name]


def copied(tmp_path: Path) -> Path:
    folder = tmp_path / "egov"
    shutil.copytree(questions.SETS / "egov", folder)
    return folder


def test_a_frozen_file_refuses_to_change_without_a_new_version(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    version = questions.load("egov", folder).version
    with (folder / "test.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id": "new", "category": "c", "question": "?", "expect": "refuse"}\n')
    with pytest.raises(Misconfigured, match="đóng băng"):
        questions.load("egov", folder)
    with pytest.raises(Misconfigured, match="phải lớn hơn"):
        questions.freeze("egov", version, folder)
    questions.freeze("egov", version + 1, folder)
    assert questions.load("egov", folder).version == version + 1


def test_two_questions_of_one_id_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"id": "a", "category": "c", "question": "?", "expect": "refuse"}\n' * 2, encoding="utf-8")
    with pytest.raises(Misconfigured, match="a có hai lần"):
        questions.read_questions(path)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Luật Điện ảnh 2022", "luat dien anh"),
        ("Luật số 24/2018/QH14 An ninh mạng", "luat an ninh mang"),
        ("Bộ luật dân sự", "luat dan su"),
    ],
)
def test_a_law_has_one_name_in_every_set(name: str, key: str) -> None:
    assert name_key(name) == key


def test_questions_on_one_law_and_their_near_duplicates_go_to_one_side() -> None:
    asked = [
        overlaps.Asked("ours", "1", "Thời hạn sao lưu là bao lâu?", "test", frozenset({"x"})),
        overlaps.Asked("bench", "2", "Ai sao lưu?", "", frozenset({"x"})),
        overlaps.Asked("bench", "3", "Ai sao lưu", "", frozenset({"y"})),
        overlaps.Asked("ours", "4", "thoi han sao luu la bao lau", "dev", frozenset({"z"})),
        overlaps.Asked("bench", "5", "Sao lưu theo 9/2020/TT-X?", "", frozenset({"v"})),
        overlaps.Asked("ours", "6", "Sao lưu theo 8/2020/TT-X?", "dev", frozenset({"w"})),
    ]
    found = overlaps.find(asked, overlaps.Links())
    assert found.splits["bench"]["2"] == found.splits["bench"]["3"]
    assert [(one.id, other.id) for one, other, _ in found.near] == [("1", "4"), ("2", "3")]
    (crossing,) = found.crossing
    assert "ours 1" in crossing
    assert "ours 4" in crossing
    assert "Crossing development and test: 1" in overlaps.as_report(found, "x")


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> datasets.Dataset:
    folder = tmp_path / "bench" / "mini"
    folder.mkdir(parents=True)
    rows = [
        {"id": "L::1", "title": "Điều 1. Sao lưu", "text": "Sao lưu hằng tuần.", "law_id": "Luật mẫu"},
        {"id": "L::2", "title": "Điều 2. Học phí", "text": "Học phí thu theo kỳ.", "law_id": "Luật mẫu"},
    ]
    with gzip.open(folder / "corpus.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(json.dumps(row) for row in rows))
    asked = [{"id": "q1", "text": "Sao lưu bao lâu một lần?", "group": "g"}, {"id": "q2", "text": "không có nhãn"}]
    (folder / "queries.jsonl").write_text("\n".join(json.dumps(q) for q in asked), encoding="utf-8")
    (folder / "qrels.tsv").write_text("q1\tL::1\t1\n", encoding="utf-8")
    monkeypatch.setenv("CANCU_BENCH", str(tmp_path / "bench"))
    return datasets.load("mini")


def test_a_small_retrieval_set_end_to_end(small: datasets.Dataset, tmp_path: Path) -> None:
    write({"mini": {"q1": "test"}}, {"mini": small.sha256}, tmp_path / "splits.json")
    splits = Splits.load(tmp_path / "splits.json")
    found = retrieval.run(small, "now", SHIPPED, Settings(tmp_path), tmp_path / "run", splits)
    (row,) = found.rows
    assert (row.id, row.category, row.split, row.failures) == ("q1", "g", "test", ())
    assert row.values["nDCG@10"] == row.values["lexical MRR@10"] == 1.0
    assert row.detail["relevant"] == ["L::1"]
    assert "| tất cả | 1 |" in as_table(found)
    assert as_data(found)["about"]["set_sha256"] == small.sha256
    other = Splits({"mini": {"sha256": "other", "test": []}})
    with pytest.raises(Misconfigured, match="overlaps --write"):
        other.of_bench("mini", small.sha256, ["q1"])


def test_a_missing_set_says_where_it_was_looked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CANCU_BENCH", str(tmp_path))
    with pytest.raises(NotFound, match="CANCU_BENCH"):
        datasets.load("alqac25")
    with pytest.raises(NotFound, match="egov, shipped"):
        questions.load("nothing")
