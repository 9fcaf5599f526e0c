"""Where questions are turned to: the map by hand, its file, and what ships."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from index import aim
from index.aim import Aim, load_aim, save_aim
from index.embed import MODEL, BundledEmbeddings


def test_by_hand() -> None:
    """(3, 4)/5 + ½ · (4, 3)/5 + (0, .1), made of length 1."""
    turned = Aim(np.array([[0, 0.5], [0.5, 0]], np.float32), np.array([0, 0.1], np.float32))
    (found,) = turned.of(np.array([[0.6, 0.8]], np.float32))
    assert found == pytest.approx(np.array([1.0, 1.2]) / np.hypot(1.0, 1.2))


def test_it_is_read_as_it_was_written(tmp_path: Path) -> None:
    chance = np.random.default_rng(1)
    kept = Aim(chance.standard_normal((4, 4)).astype(np.float16).astype(np.float32), np.ones(4, np.float32))
    save_aim(kept, tmp_path / aim.FILE)
    read = load_aim(tmp_path / aim.FILE)
    assert (read.turn == kept.turn).all()
    assert (read.shift == kept.shift).all()


def test_questions_are_turned_and_passages_are_not() -> None:
    turned, plain = BundledEmbeddings(), BundledEmbeddings(aimed=False)
    texts = ["Thẻ kho có giá trị mấy năm?"]
    assert (turned.embed(texts, "passage") == plain.embed(texts, "passage")).all()
    assert not np.allclose(turned.embed(texts, "query"), plain.embed(texts, "query"), atol=0.1)
    (turned_states,), (plain_states,) = turned.states(texts, "query") or (), plain.states(texts, "query") or ()
    assert (turned_states == plain_states).all()  # the turn is of the vector alone
    assert turned.revision == plain.revision  # an index stays as it is
    assert (turned.asking != "", plain.asking) == (True, "")


def test_a_model_without_a_map_reads_questions_as_they_are(tmp_path: Path) -> None:
    shutil.copytree(MODEL, tmp_path / "model")
    (tmp_path / "model" / aim.FILE).unlink()
    described = json.loads((tmp_path / "model" / "model.json").read_text(encoding="utf-8"))
    del described["sha256"][aim.FILE]
    (tmp_path / "model" / "model.json").write_text(json.dumps(described), encoding="utf-8")
    bare = BundledEmbeddings(tmp_path / "model")
    assert bare.asking == ""
    plain = BundledEmbeddings(aimed=False)
    assert (bare.embed(["Thẻ kho"], "query") == plain.embed(["Thẻ kho"], "query")).all()


def test_a_story_is_turned_toward_the_rule_away_from_what_shares_its_words() -> None:
    model = BundledEmbeddings()
    (question,) = model.embed(["Nick của em bị hack thì phải báo ai?"], "query")
    passages = model.embed(
        [
            "Người sử dụng phát hiện tài khoản bị xâm nhập phải thông báo ngay cho đơn vị quản lý hệ thống.",
            "Hộp thư được cấp theo đề nghị của cơ quan.",
            "Mật khẩu có ít nhất 12 ký tự.",
            "Báo cáo được lập hằng quý.",
        ],
        "passage",
    )
    near = passages @ question
    assert near[0] == near.max()
    low, high = model.usual
    assert all(low - 0.1 < cosine < high for cosine in near)
