"""Learn the network that reads a question and a unit together (`assistant/interaction.npz`). Needs torch.

Each member is learnt jointly with a linear part over the other figures, so that it learns what they do not tell, by the
likelihood of `eval.fit`. Its outputs then count as one more figure of the scorer: of an example those of members that
have not seen its question (five folds), since of seen ones they are too good.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.features import OF_NONE, likeliest, likeness, outstanding
from assistant.interaction import Member
from assistant.scorer import ALIKE, INTERACTION, set_looked_at
from eval.examples import Example
from eval.fit import FOLDS, fit, fold_of

MEMBERS = 3  # averaged, each from another seed
EPOCHS = 5
BATCH, POOL = 16, 8  # examples in a step; batches drawn from examples of like length
RATE, LINEAR_RATE = 5e-3, 1.5e-3
DECAY, DROPPED = 0.05, 0.3
WIDTH = 128  # principal components of the states, and the width they are projected to
COMPARED, HIDDEN = 64, 32
SAMPLE = 4_000  # texts whose states give the components
NONE_NEAR = tuple(OF_NONE.index(name) for name in ("alike", "stands_out", "likest_first"))
NONE_LOOKS, NONE_STANDS_OUT = OF_NONE.index("interaction"), OF_NONE.index("answers_most")
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Basis:
    """The principal components of states: `mean` (h,), `axes` (h, WIDTH), divided by their usual size."""

    mean: NDArray[np.float32]
    axes: NDArray[np.float32]

    def of(self, states: NDArray[np.floating]) -> NDArray[np.float32]:
        """States (pieces, h) by the components, float32 (pieces, WIDTH)."""
        return np.asarray((np.asarray(states, np.float32) - self.mean) @ self.axes, np.float32)


def with_interaction(examples: Sequence[Example], tell: Tell) -> tuple[list[Example], list[Member]]:
    """The examples with the figures of members that have not seen their questions; the members learnt from all."""
    folds = [fold_of(one.question) for one in examples]
    basis = basis_of(examples)
    seen = [[one for one, fold in zip(examples, folds, strict=True) if fold != held] for held in range(FOLDS)]
    learnt = learn([*seen, examples], basis, MEMBERS, tell)
    read = [read_by(learnt[fold], one) for one, fold in zip(examples, folds, strict=True)]
    return read, learnt[-1]


def read_by(members: Sequence[Member], example: Example) -> Example:
    """The example with what members make of the units that were looked at, and what that says of “none of them”."""
    looked = example.looked
    rows, none = example.rows.copy(), example.none.copy()
    told = np.mean([member.score(looked.question, looked.texts) for member in members], axis=0) if looked.texts else []
    set_looked_at(rows, INTERACTION, looked.places, told)
    none[NONE_LOOKS] = likeliest(rows[:, INTERACTION])
    none[NONE_STANDS_OUT] = outstanding(rows[:, INTERACTION])
    return replace(example, rows=rows, none=none)


def basis_of(examples: Sequence[Example]) -> Basis:
    """The principal components of the states of a sample of the examples' texts."""
    texts = [text for one in examples for text in one.looked.texts]
    sample = [text[::4] for text in random.Random(0).sample(texts, min(SAMPLE, len(texts)))]
    states = np.concatenate(sample).astype(np.float32)
    mean = states.mean(axis=0)
    values, vectors = np.linalg.eigh(np.cov(states - mean, rowvar=False))
    axes = vectors[:, ::-1][:, :WIDTH] / np.sqrt(values[::-1][:WIDTH]).mean()
    return Basis(mean, np.ascontiguousarray(axes, np.float32))


def by_components(examples: Iterable[Example], basis: Basis) -> dict[int, Example]:
    """For each example, by its identity, the same as a member is learnt from: its states by the components.

    What examples share is held once.
    """
    known: dict[int, NDArray[np.float32]] = {}

    def read(states: NDArray[np.floating]) -> NDArray[np.float32]:
        if id(states) not in known:
            known[id(states)] = basis.of(states)
        return known[id(states)]

    reduced = {}
    for one in examples:
        texts = tuple(map(read, one.looked.texts))
        looked = replace(one.looked, question=read(one.looked.question), texts=texts)
        reduced[id(one)] = replace(one, looked=looked)
    return reduced


def learn(lessons: Sequence[Sequence[Example]], basis: Basis, members: int, tell: Tell) -> list[list[Member]]:
    """Members learnt from each lesson, as many at once as there are cores, each in one thread."""
    import torch

    torch.set_num_threads(1)
    reduced = by_components({id(one): one for lesson in lessons for one in lesson}.values(), basis)
    told = [[reduced[id(one)] for one in lesson] for lesson in lessons]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        linear = list(pool.map(fit, told))
        tell("Học mạng tương tác")
        jobs = [
            pool.submit(_learnt, examples, (start.of_unit, start.of_none), seed, network_of_components(seed))
            for examples, start in zip(told, linear, strict=True)
            for seed in range(members)
        ]
        made = []
        for number, job in enumerate(jobs, start=1):
            made.append(member_of(job.result(), basis))
            tell(f"Học mạng tương tác, {number}/{len(jobs)}")
    return [made[start : start + members] for start in range(0, len(made), members)]


def network_of_components(seed: int) -> Any:
    """The network of `Member`, over components instead of states; the seed gives its beginning and what is dropped."""
    import torch
    from torch import nn

    torch.manual_seed(seed)
    chance = torch.Generator().manual_seed(seed)  # its own: others are learnt at the same time

    class Network(nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.proj = nn.Linear(WIDTH, WIDTH)
            self.gate = nn.Linear(WIDTH, 1, bias=False)
            self.compare = nn.Linear(4 * WIDTH, COMPARED)
            self.hidden = nn.Linear(2 * COMPARED + 4, HIDDEN)
            self.out = nn.Linear(HIDDEN, 1)
            self.sharpness = nn.Parameter(torch.tensor(10.0))
            nn.init.orthogonal_(self.proj.weight)
            nn.init.zeros_(self.proj.bias)
            nn.init.zeros_(self.gate.weight)
            nn.init.normal_(self.out.weight, std=0.02)
            nn.init.zeros_(self.out.bias)

        def drop(self, values: Any) -> Any:
            if not self.training:
                return values
            kept = torch.rand(values.shape, generator=chance) >= DROPPED
            return values * kept / (1 - DROPPED)

        def forward(self, asked: Any, asked_there: Any, text: Any, text_there: Any) -> Any:
            gate = torch.softmax(self.gate(asked).squeeze(-1).masked_fill(~asked_there, -1e4), -1)
            one, other = (nn.functional.normalize(self.proj(states), dim=-1) for states in (asked, text))
            alike = (one @ other.transpose(1, 2)).masked_fill(~text_there[:, None, :], -1e4)
            beside = torch.softmax(alike * self.sharpness, -1) @ other
            both = torch.cat([one, beside, one * beside, (one - beside).abs()], -1)
            compared = self.drop(torch.relu(self.compare(both)))
            best = alike.max(-1).values
            back = alike.masked_fill(~asked_there[:, :, None], -1e4).max(1).values.masked_fill(~text_there, 0).sum(1)
            told = [
                (gate * best).sum(1),
                best.masked_fill(~asked_there, 2).min(1).values,
                back / text_there.sum(1),
                (gate * best**2).sum(1),
            ]
            most = compared.masked_fill(~asked_there[..., None], 0).max(1).values
            summed = torch.cat([(gate[..., None] * compared).sum(1), most, torch.stack(told, -1)], -1)
            return self.out(self.drop(torch.relu(self.hidden(summed)))).squeeze(-1)

    return Network()


def _learnt(
    examples: Sequence[Example], linear: tuple[NDArray[np.float64], NDArray[np.float64]], seed: int, network: Any
) -> Any:
    """The network after EPOCHS over the examples, in an order that the seed gives."""
    import torch
    from torch import nn

    of_unit, of_none = (nn.Parameter(torch.tensor(part, dtype=torch.float32)) for part in linear)
    of_best = nn.Parameter(torch.zeros(2))  # of the largest and the mean output, for “none of them”
    rates = [RATE, LINEAR_RATE]
    optimiser = torch.optim.AdamW(
        [
            {"params": [*network.parameters(), of_best], "lr": RATE, "weight_decay": DECAY},
            {"params": [of_unit, of_none], "lr": LINEAR_RATE, "weight_decay": 0.0},
        ]
    )
    batches = len(list(_batches(examples, random.Random(seed))))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rates, total_steps=EPOCHS * batches, pct_start=0.1)
    order = list(range(len(examples)))
    shuffled = random.Random(seed)
    network.train()
    for _ in range(EPOCHS):
        shuffled.shuffle(order)
        for chosen in _batches([examples[place] for place in order], shuffled):
            told = network(*padded(chosen)).split([len(one.looked.texts) for one in chosen])
            losses = [_loss(one, scores, of_unit, of_none, of_best) for one, scores in zip(chosen, told, strict=True)]
            optimiser.zero_grad()
            torch.stack(losses).mean().backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
    return network


def _batches(examples: Sequence[Example], shuffled: random.Random) -> Iterator[Sequence[Example]]:
    """Examples by BATCH, those of like length together: they are padded to the longest of them."""
    for start in range(0, len(examples), POOL * BATCH):
        pool = sorted(examples[start : start + POOL * BATCH], key=lambda one: len(one.looked.question))
        batches = [pool[place : place + BATCH] for place in range(0, len(pool), BATCH)]
        shuffled.shuffle(batches)
        yield from batches


def _loss(example: Example, told: Any, of_unit: Any, of_none: Any, of_best: Any) -> Any:
    """The negative logarithm of the chance of any unit that answers, or of “none” where none does."""
    import torch

    scores = torch.from_numpy(example.rows.astype(np.float32)) @ of_unit
    none = torch.from_numpy(example.none.astype(np.float32)) @ of_none
    if len(told):
        unread = torch.ones(len(scores), dtype=torch.bool)
        unread[torch.from_numpy(example.looked.places)] = False
        scores = scores.index_add(0, torch.from_numpy(example.looked.places), told) + unread * told.min().detach()
        none = none + of_best[0] * told.max() + of_best[1] * told.mean()
    right = torch.from_numpy(np.append(example.answer, not example.answer.any()))
    every = torch.cat([scores, none[None]])
    return torch.logsumexp(every, 0) - torch.logsumexp(every[right], 0)


def padded(examples: Sequence[Example]) -> Iterator[Any]:
    """Questions and texts of examples by components, pair by pair, each with which of the pieces are there."""
    import torch

    pairs = [(one.looked.question, text) for one in examples for text in one.looked.texts]
    for side in zip(*pairs, strict=True):
        longest = max(map(len, side))
        states = np.zeros((len(side), longest, WIDTH), np.float32)
        there = np.zeros((len(side), longest), bool)
        for place, one in enumerate(side):
            states[place, : len(one)], there[place, : len(one)] = one, True
        yield torch.from_numpy(states)
        yield torch.from_numpy(there)


def member_of(network: Any, basis: Basis) -> Member:
    """The network over states: the components are put into its first layers."""
    own = {name: value.detach().numpy() for name, value in network.named_parameters()}
    proj = basis.axes @ own["proj.weight"].T
    return Member(
        proj=proj,
        proj_bias=own["proj.bias"] - basis.mean @ proj,
        gate=basis.axes @ own["gate.weight"][0],
        compare=own["compare.weight"].T,
        compare_bias=own["compare.bias"],
        sharpness=own["sharpness"],
        hidden=own["hidden.weight"].T,
        hidden_bias=own["hidden.bias"],
        out=own["out.weight"][0],
        out_bias=own["out.bias"][0],
    )


def without_states(example: Example) -> Example:
    """The example as for a model that shows no states: what is nearest counts instead of what the network tells."""
    rows, none = example.rows.copy(), example.none.copy()
    rows[:, INTERACTION] = none[NONE_LOOKS] = none[NONE_STANDS_OUT] = 0.0
    set_looked_at(rows, ALIKE, example.looked.places, example.looked.near)
    none[list(NONE_NEAR)] = likeness(rows)
    return replace(example, rows=rows, none=none)
