"""Learning where questions are turned to: ranks by hand, and a turn that is learnt from examples and holds for others."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus.errors import Misconfigured
from eval import aiming
from eval.aiming import Questions, as_table, ranks, unseen

SIZE = 24


def unit(rows: np.ndarray) -> np.ndarray:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def made(count: int, seed: int) -> Questions:
    """Each question is its passage turned by one and the same turn, and slightly moved."""
    chance = np.random.default_rng(seed)
    turn, _ = np.linalg.qr(np.random.default_rng(7).standard_normal((SIZE, SIZE)))
    passages = unit(chance.standard_normal((count, SIZE)))
    vectors = unit(passages @ turn + chance.standard_normal((count, SIZE)) * 0.02)
    return Questions([f"{number}" for number in range(count)], vectors, passages, [np.array([n]) for n in range(count)])


def test_ranks_by_hand() -> None:
    passages = np.array([[1, 0], [0, 1], [0.6, 0.8]], np.float32)
    asked = np.array([[1, 0], [0.6, 0.8]], np.float32)
    questions = Questions(["a", "b"], asked, passages, [np.array([2]), np.array([1, 2])])
    assert ranks(questions, asked) == [2, 1]  # the nearest of several passages that answer counts
    assert as_table({"few": ([2, 1], [1, 1])}).splitlines()[-2:] == [
        "| few | 2 | as read | 0.500 | 1.000 | 1.000 | 0.750 |",
        "| few | 2 | turned | 1.000 | 1.000 | 1.000 | 1.000 |",
    ]


def test_a_map_that_was_not_made_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="fit-questions"):
        unseen(tmp_path, 0)


@pytest.mark.models
def test_a_turn_that_questions_share_is_learnt_from_others(tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="needs the extra [models]")
    ((before, after),) = aiming.held_out([made(400, 1)], tmp_path)
    assert len(before) == len(after) == 400  # each question once, by the map that has not seen it
    assert {path.name for path in tmp_path.iterdir()} == {f"{fold}.npz" for fold in range(5)}
    assert np.mean([rank == 1 for rank in before]) < 0.1
    assert np.mean([rank == 1 for rank in after]) > 0.9


@pytest.mark.models
def test_what_is_written_is_read_with_its_checksum(tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="needs the extra [models]")
    (tmp_path / "model.json").write_text('{"sha256": {}}', encoding="utf-8")
    learnt = aiming.learn([made(50, 2)])
    aiming.save(learnt, tmp_path)
    kept = aiming.load_aim(tmp_path / aiming.FILE)
    assert np.abs(kept.turn - learnt.turn).max() < 1e-2
    assert aiming.FILE in (tmp_path / "model.json").read_text(encoding="utf-8")
