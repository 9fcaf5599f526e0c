"""A fault planted in a build is found by comparison and by the gate, each in its category."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from planted import NOW, PLANTED

from assistant.settings import Settings
from corpus.errors import NotFound
from eval import gate
from eval.answering import Build, run
from eval.compare import as_table, compare
from eval.questions import AnswerSet, Question, as_line, load
from eval.runs import Run, read
from eval.scorecard import scores

DAY = "2026-11-23"


@pytest.fixture(scope="module")
def invented_set(tmp_path_factory: pytest.TempPathFactory) -> AnswerSet:
    """Up to six shipped questions a category on the invented regulations, as a set of their own."""
    folder = tmp_path_factory.mktemp("sets") / "invented"
    folder.mkdir()
    rows: list[Question] = []
    for question in load("shipped").all():
        if question.corpus == "documents" and sum(q.category == question.category for q in rows) < 6:
            rows.append(question)
    (folder / "dev.jsonl").write_text("".join(as_line(q) + "\n" for q in rows), encoding="utf-8")
    described = {"name": "invented", "version": 1, "title": "Giả định", "splits": {"dev": "dev.jsonl"}}
    (folder / "set.json").write_text(json.dumps(described), encoding="utf-8")
    return load("invented", folder)


@pytest.fixture(scope="module")
def measure(
    invented_set: AnswerSet, demo_settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Build], Run]:
    """Run a build over the set; the corpus is the one that the other tests indexed."""
    base = Settings(tmp_path_factory.mktemp("data"))
    (base.data / "eval").mkdir()
    (base.data / "eval" / "documents").symlink_to(demo_settings.data)
    known: dict[str, Run] = {}

    def measured(build: Build) -> Run:
        if build.name not in known:
            known[build.name] = run(
                invented_set,
                build,
                base,
                base.data / "runs" / build.name,
                processes=0,
                as_of=date.fromisoformat(DAY),
                again=5,
            )
        return known[build.name]

    return measured


@pytest.fixture(scope="module")
def bars(measure: Callable[[Build], Run], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bars")
    gate.record(measure(NOW), folder)
    return folder


def test_the_build_as_it_is_passes_its_own_bars(measure: Callable[[Build], Run], bars: Path) -> None:
    assert gate.below(measure(NOW), bars) == []


@pytest.mark.parametrize(
    ("fault", "category", "measures", "untouched"),
    [
        ("wrong_weight", "content", {"right"}, "validity"),
        ("no_validity", "validity", {"right", "status"}, "unanswerable"),
        ("shifted", "lookup", {"right", "f1_article"}, "unanswerable"),
        ("no_refusals", "unanswerable", {"right", "refused"}, "lookup"),
    ],
)
def test_a_planted_fault_is_found_in_its_category(
    fault: str, category: str, measures: set[str], untouched: str, measure: Callable[[Build], Run], bars: Path
) -> None:
    faulty = measure(PLANTED[fault])
    fallen = gate.below(faulty, bars)
    assert measures <= {item.measure for item in fallen if item.category == category}
    assert not [item for item in fallen if item.category == untouched]
    found = compare(measure(NOW), faulty)
    by_category = {difference.category: difference for difference in found.differences}
    assert by_category[category].losses > by_category[category].wins
    assert by_category[untouched].losses == 0
    lost = {one.id for one, _ in found.lost if one.category == category}
    assert lost
    table = as_table(found)
    assert all(f"### {question} (" in table for question in sorted(lost)[:3])


@pytest.mark.parametrize("fault", ["no_validity", "shifted"])
def test_a_planted_fault_is_told_from_chance(fault: str, measure: Callable[[Build], Run]) -> None:
    everything = compare(measure(NOW), measure(PLANTED[fault])).differences[0]
    assert everything.verdict == "kém hơn"
    assert everything.high < 0


def test_the_same_build_twice_is_told_apart_by_nothing(measure: Callable[[Build], Run]) -> None:
    found = compare(measure(NOW), measure(NOW))
    assert {difference.verdict for difference in found.differences} == {"như nhau ở mọi câu"}
    assert found.lost == found.won == ()


def test_equal_tokens_gave_equal_answers(measure: Callable[[Build], Run]) -> None:
    (score,) = [s for s in scores(measure(NOW)) if s.measure == "reproduced" and s.category == "tất cả"]
    assert score.questions >= 5
    assert score.mean == 1.0


def test_an_interrupted_run_goes_on(
    invented_set: AnswerSet, demo_settings: Settings, tmp_path: Path, measure: Callable[[Build], Run]
) -> None:
    base = Settings(tmp_path)
    (tmp_path / "eval").mkdir()
    (tmp_path / "eval" / "documents").symlink_to(demo_settings.data)

    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done == 3:
            raise Stopped

    options = {"processes": 0, "as_of": date.fromisoformat(DAY), "again": 0}
    with pytest.raises(Stopped):
        run(invented_set, NOW, base, tmp_path / "run", progress=stop, **options)  # type: ignore[arg-type]
    with (tmp_path / "run" / "rows.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id": "half a li')
    assert len(read(tmp_path / "run").rows) == 3
    asked = []
    whole = run(
        invented_set,
        NOW,
        base,
        tmp_path / "run",
        progress=lambda done, total: asked.append(total),
        **options,  # type: ignore[arg-type]
    )
    assert asked[0] == len(invented_set.all()) - 3
    before = {row.id: row.failures for row in measure(NOW).rows}
    assert {row.id: row.failures for row in whole.rows} == before


def test_bars_of_another_state_of_the_set_are_refused(measure: Callable[[Build], Run], bars: Path) -> None:
    now = measure(NOW)
    changed = Run(now.about | {"set_sha256": "0" * 64}, now.rows)
    with pytest.raises(NotFound, match="--record"):
        gate.below(changed, bars)
    with pytest.raises(NotFound, match="chưa có mốc"):
        gate.below(now, bars / "nowhere")
