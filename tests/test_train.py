"""Training the bundled model, on random weights and invented texts."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from test_make_model import PIECES, TEXTS, tokenizer_json, weight_file
from tokenizers import Tokenizer

from index.make_graph import Merging, write_graph
from index.make_weights import Weights, parse_weights
from index.train.encoder import from_torch, take_layers, to_torch
from index.train.texts import samples
from index.types import Entry

ENTRIES = [
    Entry("a", "Quy chế", "Điều 12. Sao lưu dữ liệu", "Dữ liệu được sao lưu hằng tuần; giữ chín mươi ngày.", "1"),
    Entry("b", "Quy chế", "Điều 3", "Phản ánh của dân được trả lời trong 15 ngày.", "1"),
]
IDS = [[0, 8, 13, 9, 12, 2], [0, 14, 15, 14, 15, 2], [0, 9, 13, 2], [0, 11, 8, 12, 14, 2], [0, 10, 11, 9, 13, 15, 2]]
pytestmark = pytest.mark.models
torch = pytest.importorskip("torch", reason="needs the extra [models]")


@pytest.fixture(scope="module")
def weights() -> Weights:
    return parse_weights(weight_file(layers=4))


def test_the_encoder_in_torch_is_the_encoder_that_ships(weights: Weights, tmp_path: Path) -> None:
    import onnxruntime

    write_graph(weights, range(weights.vocabulary), tmp_path / "float32.onnx")
    session = onnxruntime.InferenceSession(str(tmp_path / "float32.onnx"))
    ids = [0, 8, 13, 9, 12, 2]
    shipped = session.run(None, {"input_ids": np.array([ids], np.int64)})[0][0]
    with torch.inference_mode():
        mean = to_torch(weights).eval()(torch.tensor([ids])).last_hidden_state.mean(1)[0].numpy()
    assert mean / np.linalg.norm(mean) == pytest.approx(shipped, abs=1e-4)


def test_weights_come_back_from_torch(weights: Weights) -> None:
    chosen = take_layers(weights, [1, 3])
    assert chosen.layers == 2
    assert np.array_equal(chosen.tensors["l0.q.w"], weights.tensors["l1.q.w"])
    back = from_torch(to_torch(chosen), chosen)
    assert set(back.tensors) == set(chosen.tensors)
    assert all(np.array_equal(back.tensors[name], value) for name, value in chosen.tensors.items())


def test_texts_to_learn_from_are_passages_and_short_texts() -> None:
    drawn = list(itertools.islice(samples(ENTRIES, seed=1), 200))
    assert {sample.text.partition(":")[0] for sample in drawn} == {"query", "passage"}
    short = {sample.meant for sample in drawn if sample.text.startswith("query")}
    assert "query: Sao lưu dữ liệu" in short  # the heading without its number
    assert "query: giữ chín mươi ngày" in short
    plain = [sample for sample in drawn if sample.text != sample.meant]
    assert plain
    assert all(sample.text.isascii() and not sample.meant.isascii() for sample in plain)
    assert drawn == list(itertools.islice(samples(ENTRIES, seed=1), 200))


def test_long_texts_in_torch_merge_as_in_the_graph_that_ships(weights: Weights, tmp_path: Path) -> None:
    import onnxruntime

    from index.train.encode import encode, together

    merging = Merging(0.4, above=6, first=1)
    write_graph(weights, range(weights.vocabulary), tmp_path / "float32.onnx", merging=merging)
    session = onnxruntime.InferenceSession(str(tmp_path / "float32.onnx"))
    model = to_torch(weights).eval()
    for ids in ([0, *range(4, 18), 8, 9, 12, 13, 2], [0, 8, 13, 9, 2]):
        shipped = session.run(None, {"input_ids": np.array([ids], np.int64)})[0][0]
        with torch.inference_mode():
            encoded = encode(model, ids, merging)
        vector = encoded.vector.numpy()
        assert vector / np.linalg.norm(vector) == pytest.approx(shipped, abs=1e-4)
        lengths = [len(state) for state in encoded.states]
        assert lengths == sorted(lengths, reverse=True)
        assert (lengths[-1] < len(ids)) is (len(ids) > 6)
        # Every piece is in one of those left, and the mean over those is the mean over all.
        last = encoded.of[-1]
        assert sorted(set(last.tolist())) == list(range(lengths[-1]))
        assert torch.bincount(last).float() @ encoded.states[-1] / len(ids) == pytest.approx(vector, abs=1e-4)
        assert together(torch.arange(len(ids)).float()[:, None], last).shape == (lengths[-1], 1)


@pytest.mark.parametrize(
    ("layers", "merging", "rate"), [([1, 3], None, 2e-3), ([0, 1, 2, 3], Merging(0.5, above=4, first=1), 1e-4)]
)
def test_a_cheaper_encoder_learns_to_give_what_the_whole_one_gives(
    weights: Weights, layers: list[int], merging: Merging | None, rate: float
) -> None:
    from index.train.distil import loss_of, steps_of
    from index.train.likeness import likeness, vectors_of
    from index.train.texts import Sample

    torch.manual_seed(1)
    tokenizer = Tokenizer.from_str(tokenizer_json().decode())
    teacher = to_torch(weights).eval()
    student = to_torch(take_layers(weights, layers))
    known = [*TEXTS[:2], "Điều 5", "hồ sơ a", "khoản 1 điểm a", "điểm a khoản 5 Điều 1"]
    texts = next(steps_of((Sample(text, text) for text in itertools.cycle(known)), tokenizer))[: len(known)]
    seen = [ids for ids, _ in texts]
    wanted = vectors_of(teacher, seen)
    before = likeness(vectors_of(student, seen, merging), wanted)
    optimizer = torch.optim.AdamW(student.parameters(), lr=rate)
    losses = []
    for _ in range(30):
        optimizer.zero_grad()
        loss = torch.stack([loss_of(teacher, student, text, layers, 1.0, merging) for text in texts]).mean()
        loss.backward()
        optimizer.step()
        losses.append(float(loss.detach()))
    assert losses[-1] < 0.7 * losses[0]
    assert likeness(vectors_of(student, seen, merging), wanted) > before
    assert likeness(wanted, wanted) == pytest.approx(1.0, abs=1e-5)


def test_layers_go_that_matter_least(weights: Weights) -> None:
    from index.train.prune import fewer_layers

    # A layer that gives back what it gets: nothing is lost with it.
    idle = {name: np.zeros_like(value) for name, value in weights.tensors.items() if name.startswith("l2.")}
    idle |= {f"l2.{norm}.w": weights.tensors["l1.oln.w"] * 0 + 1 for norm in ("aln", "oln")}
    plain = {f"l1.oln.{part}": np.full(64, value, np.float32) for part, value in (("w", 1.0), ("b", 0.0))}
    tensors = weights.tensors | plain | idle
    assert fewer_layers(replace(weights, tensors=tensors), 3, IDS) == [0, 1, 3]


def test_fewer_neurons_give_nearly_the_same(weights: Weights) -> None:
    from index.train.likeness import likeness, vectors_of
    from index.train.prune import narrower

    whole = vectors_of(to_torch(weights).eval(), IDS)
    alike = [likeness(vectors_of(to_torch(narrower(weights, n, IDS)).eval(), IDS), whole) for n in (128, 96, 16)]
    assert alike[0] > 0.999
    assert alike[0] > alike[1] > alike[2]
    assert narrower(weights, 96, IDS).tensors["l3.fo.w"].shape == (64, 96)


def test_the_encoder_keeps_its_pieces(weights: Weights) -> None:
    assert weights.vocabulary == len(PIECES)
    fewer = replace(weights, vocabulary=5, tensors=weights.tensors | {"emb.word": weights.tensors["emb.word"][:5]})
    assert to_torch(fewer).embeddings.word_embeddings.weight.shape == (5, 64)
