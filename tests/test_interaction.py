"""The network that reads a question and a unit together: its numbers, its file, and what it makes of plain pairs."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import Literal

import numpy as np
import pytest

from assistant.interaction import Member, interaction, load_members, save_members
from index.embed import BundledEmbeddings, States

H, D, C, K = 6, 4, 3, 2


@pytest.fixture(scope="module")
def member() -> Member:
    chance = np.random.default_rng(1)

    def drawn(*shape: int) -> np.ndarray:
        return chance.standard_normal(shape).astype(np.float16).astype(np.float32)

    return Member(
        proj=drawn(H, D),
        proj_bias=drawn(D),
        gate=drawn(H),
        compare=drawn(4 * D, C),
        compare_bias=drawn(C),
        sharpness=np.float32(2),
        hidden=drawn(2 * C + 4, K),
        hidden_bias=drawn(K),
        out=drawn(K),
        out_bias=np.float32(0.5),
    )


def states(seed: int, pieces: int) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((pieces, H)).astype(np.float32)


def test_a_text_is_judged_by_itself(member: Member) -> None:
    question, texts = states(2, 3), [states(3, 5), states(4, 2), states(5, 9)]
    together = member.score(question, texts)
    assert together.shape == (3,)
    assert together == pytest.approx([member.score(question, [text])[0] for text in texts])


def test_where_the_words_stand_does_not_count(member: Member) -> None:
    question, text = states(2, 3), states(3, 5)
    assert member.score(question[::-1], [text[::-1]]) == pytest.approx(member.score(question, [text]), rel=1e-5)


def test_by_hand() -> None:
    """One piece each, the same: likeness 1, nothing differs; the numbers are summed by hand."""
    one = Member(
        proj=np.eye(2, dtype=np.float32),
        proj_bias=np.zeros(2, np.float32),
        gate=np.zeros(2, np.float32),
        compare=np.vstack([np.zeros((4, 1)), np.ones((2, 1)), np.full((2, 1), -7)]).astype(np.float32),
        compare_bias=np.full(1, 0.25, np.float32),
        sharpness=np.float32(1),
        hidden=np.ones((6, 1), np.float32),
        hidden_bias=np.zeros(1, np.float32),
        out=np.full(1, 2.0, np.float32),
        out_bias=np.float32(-1),
    )
    piece = np.array([[3.0, 4.0]], np.float32)  # projected to (.6, .8): shared .36 + .64 = 1
    # summed: 1.25 by the gate, 1.25 at most, and four likenesses of 1
    assert one.score(piece, [piece]) == pytest.approx([2 * (1.25 + 1.25 + 4) - 1])
    across = np.array([[-4.0, 3.0]], np.float32)  # likeness 0, shared (−.48, .48), differing (1.4, .2)
    assert one.score(piece, [across]) == pytest.approx([-1.0])


def test_members_are_read_as_they_were_written(member: Member, tmp_path: Path) -> None:
    path = tmp_path / "members.npz"
    save_members([member, replace(member, out_bias=np.float32(2))], path)
    read = load_members(path)
    assert [float(one.out_bias) for one in read] == [0.5, 2.0]
    assert all((getattr(read[0], part.name) == getattr(member, part.name)).all() for part in fields(Member))


@pytest.mark.parametrize(
    ("question", "answer", "others"),
    [
        (
            "Nghỉ việc rồi thì bao lâu phải trả lại thẻ kho?",
            "Người thôi việc trả lại thẻ kho trong thời hạn 05 ngày kể từ ngày có quyết định thôi việc.",
            ["Người giữ kho bảo quản tài liệu theo quy chế.", "Kho tư liệu mở cửa từ 8 giờ đến 17 giờ."],
        ),
    ],
)
def test_what_ships_tells_an_answer_from_what_is_near(question: str, answer: str, others: list[str]) -> None:
    model = BundledEmbeddings()
    (asked,) = read(model, [question], "query")
    scores = interaction(asked, read(model, [answer, *others], "passage"))
    assert scores[0] == max(scores)


def test_it_tells_what_the_vectors_do_not() -> None:
    """Of three sentences the two that share the question's words are nearer by their vectors."""
    model = BundledEmbeddings()
    question = ["Giấy phép vận hành trạm dùng được mấy năm?"]
    texts = [
        "Giấy phép có thời hạn 05 năm, được gia hạn một lần.",
        "Giấy phép vận hành trạm do Giám đốc Sở cấp.",
        "Giấy phép vận hành trạm gồm 03 bản.",
    ]
    cosines = model.embed(texts, "passage") @ model.embed(question, "query")[0]
    (asked,) = read(model, question, "query")
    scores = interaction(asked, read(model, texts, "passage"))
    assert cosines[0] == min(cosines)
    assert scores[0] == max(scores)


def test_states_are_of_every_piece() -> None:
    model = BundledEmbeddings()
    texts = ["Điều 5. Thẻ kho", "Thẻ kho có giá trị 02 năm. " * 60]
    short, long = read(model, texts, "passage")
    assert len(short) == model.count_tokens([f"passage: {texts[0]}"])[0]
    assert len(long) == model.max_tokens
    assert short.shape[1] == long.shape[1] == 384


def read(model: BundledEmbeddings, texts: list[str], prefix: Literal["query", "passage"]) -> list[States]:
    states = model.states(texts, prefix)
    assert states is not None
    return states
