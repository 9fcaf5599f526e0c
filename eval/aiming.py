"""Learn where questions are turned to (`index/model/question.npz`). Needs torch.

Of a labelled question the passages of what answers it are to be nearer than all other passages of its corpus: the
likelihood is a softmax over them (InfoNCE, van den Oord et al. 2018, arXiv 1807.03748). The map is a sum of few
directions, so that a few thousand questions do not learn it by heart; two beginnings are averaged.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.ask import Assistant
from corpus.abbreviations import write_out
from corpus.errors import Misconfigured
from corpus.files import write_whole
from eval.checks import provisions_of
from eval.datasets import Dataset
from eval.fit import FOLDS, fold_of
from eval.questions import Question
from index.aim import FILE, Aim, load_aim, save_aim
from index.embed import MODEL, BundledEmbeddings
from index.local import LocalStore
from index.search import Searcher

Array = NDArray[np.float32]
RANK = 128
SEEDS = 2
STEPS, BATCH = 150, 128  # of each corpus
RATE, DECAY = 3e-3, 1e-2
OURS = 2.0  # what ours, asked as people ask, weigh beside the others
MOST = 12  # entries that answer a question
SHARPNESS = 50.0  # of cosines
HARD = 200  # nearest passages of each question, which are held against all of them
AGAINST = 12_000  # of these at most
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Questions:
    """Questions of one corpus: `vectors` (questions, h) as the model reads them; the rows of `passages` (passages, h)
    that answer each; how heavily they count.
    """

    ids: Sequence[str]
    vectors: Array
    passages: Array
    answers: Sequence[NDArray[np.int64]]
    weight: float = 1.0

    def among(self, chosen: Sequence[int]) -> Questions:
        """Some of them."""
        return Questions(
            [self.ids[place] for place in chosen],
            self.vectors[list(chosen)],
            self.passages,
            [self.answers[place] for place in chosen],
            self.weight,
        )


def of_dataset(dataset: Dataset, chosen: Sequence[str], searcher: Searcher, store: LocalStore) -> Questions:
    """Chosen questions of a labelled set over its articles."""
    asked = [(key, dataset.questions[key], set(dataset.qrels[key])) for key in chosen]
    return _questions(asked, searcher, store, 1.0)


def of_ours(questions: Sequence[Question], assistant: Assistant, store: LocalStore) -> Questions:
    """Our own questions over their corpus; those that follow another, or are answered from much, are left out."""
    catalogue = assistant.catalogue
    spans: dict[str | None, list[tuple[int, int, str]]] = {}
    for entry in dict.fromkeys(store.passages()[1]):
        provision = catalogue.provision(entry)
        if provision is not None:
            spans.setdefault(catalogue.copy_id_of(entry), []).append((provision.start, provision.extent, entry))
    asked = []
    for question in questions:
        gold = [p for need in question.gold for place in need for p in provisions_of(place, catalogue)]
        answering = {
            entry
            for provision in gold
            for start, end, entry in spans.get(catalogue.copy_id_of(provision.id), [])
            if start < provision.extent and provision.start < end
        }
        if len(answering) <= MOST and not question.history:
            asked.append((question.id, question.question, answering))
    return _questions(asked, assistant.searcher, store, OURS)


def _questions(
    asked: Sequence[tuple[str, str, set[str]]], searcher: Searcher, store: LocalStore, weight: float
) -> Questions:
    """Questions by id, words and answering entries, as the model reads them; those that nothing answers left out."""
    passages, owners = store.passages()
    rows: dict[str, list[int]] = {}
    for row, entry in enumerate(owners):
        rows.setdefault(entry, []).append(row)
    right = [np.array(sorted(row for entry in answering for row in rows.get(entry, ()))) for _, _, answering in asked]
    kept = [place for place, answers in enumerate(right) if len(answers)]
    texts = [searcher.restored(write_out(searcher.respelled(asked[place][1]))) for place in kept]
    return Questions(
        ids=[asked[place][0] for place in kept],
        vectors=BundledEmbeddings(aimed=False).embed(texts, "query"),
        passages=passages / np.linalg.norm(passages, axis=1, keepdims=True),
        answers=[right[place] for place in kept],
        weight=weight,
    )


def learn(sets: Sequence[Questions], tell: Tell = lambda _: None) -> Aim:
    """The map under which what answers the questions is nearest."""
    held = [_against(questions) for questions in sets]
    turns, shifts = [], []
    for seed in range(SEEDS):
        tell(f"Học hướng câu hỏi, lần {seed + 1}/{SEEDS}")
        turn, shift = _learnt(sets, held, seed)
        turns.append(turn)
        shifts.append(shift)
    return Aim(np.mean(turns, axis=0, dtype=np.float32), np.mean(shifts, axis=0, dtype=np.float32))


def held_out(sets: Sequence[Questions], folder: Path, tell: Tell = lambda _: None) -> list[tuple[list[int], list[int]]]:
    """For each set the ranks, from 1, of the first passage that answers: as the model reads questions, and as a map
    turns them that has not seen them (five folds). The maps are written into `folder`, for `unseen`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found: list[tuple[list[int], list[int]]] = [([], []) for _ in sets]
    for number in range(FOLDS):
        tell(f"Kiểm chéo hướng câu hỏi, phần {number + 1}/{FOLDS}")
        folds = [[fold_of(id_) == number for id_ in questions.ids] for questions in sets]
        seen = [q.among([k for k, away in enumerate(of) if not away]) for q, of in zip(sets, folds, strict=True)]
        aim = learn(seen)
        save_aim(aim, folder / f"{number}.npz")
        for questions, of, (before, after) in zip(sets, folds, found, strict=True):
            tested = questions.among([k for k, away in enumerate(of) if away])
            before += ranks(tested, tested.vectors)
            after += ranks(tested, aim.of(tested.vectors))
    return found


def unseen(folder: Path, fold: int) -> BundledEmbeddings:
    """The model with the map that has not seen the questions of a fold; Misconfigured before `held_out` made it."""
    try:
        return BundledEmbeddings(aim=load_aim(folder / f"{fold}.npz"))
    except OSError as error:
        raise Misconfigured(f"Chưa có “{error.filename}”: hãy chạy “cancu eval fit-questions” trước.") from error


def ranks(questions: Questions, vectors: Array) -> list[int]:
    """The rank, from 1, of the nearest passage that answers each question, read by the given vectors."""
    found = []
    for vector, right in zip(vectors, questions.answers, strict=True):
        near = questions.passages @ vector
        found.append(1 + int(np.count_nonzero(near > near[right].max())))
    return found


def _against(questions: Questions) -> tuple[Array, NDArray[np.bool_]]:
    """The passages held against every question, and which of them answer which: (questions, passages)."""
    near: set[int] = set()
    for start in range(0, len(questions.ids), BATCH):
        cosines = questions.vectors[start : start + BATCH] @ questions.passages.T
        nearest = np.argpartition(-cosines, min(HARD, cosines.shape[1] - 1), axis=1)[:, :HARD]
        near |= set(map(int, nearest.ravel()))
    drawn = np.random.default_rng(0).permutation(sorted(near))[:AGAINST]
    rows = sorted({*map(int, drawn), *(int(row) for right in questions.answers for row in right)})
    place = {row: number for number, row in enumerate(rows)}
    answers = np.zeros((len(questions.ids), len(rows)), bool)
    for number, right in enumerate(questions.answers):
        answers[number, [place[int(row)] for row in right]] = True
    return questions.passages[rows], answers


def _learnt(
    sets: Sequence[Questions], held: Sequence[tuple[Array, NDArray[np.bool_]]], seed: int
) -> tuple[Array, Array]:
    import torch
    from torch import nn

    torch.manual_seed(seed)
    size = sets[0].vectors.shape[1]
    down, up = nn.Linear(size, RANK, bias=False), nn.Linear(RANK, size)
    nn.init.zeros_(up.weight)
    nn.init.zeros_(up.bias)
    optimiser = torch.optim.AdamW([*down.parameters(), *up.parameters()], lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.0, STEPS)
    told = [
        (torch.from_numpy(q.vectors), torch.from_numpy(passages), torch.from_numpy(answers), q.weight)
        for q, (passages, answers) in zip(sets, held, strict=True)
    ]
    for _ in range(STEPS):
        optimiser.zero_grad()
        for vectors, passages, answers, weight in told:
            chosen = torch.randperm(len(vectors))[:BATCH]
            turned = nn.functional.normalize(vectors[chosen] + up(down(vectors[chosen])), dim=1)
            near = SHARPNESS * turned @ passages.T
            right = near.masked_fill(~answers[chosen], -1e4)
            (weight * (torch.logsumexp(near, 1) - torch.logsumexp(right, 1)).mean()).backward()
        optimiser.step()
        schedule.step()
    turn = (up.weight @ down.weight).detach().numpy()
    return turn, up.bias.detach().numpy().copy()


def save(aim: Aim, folder: Path = MODEL) -> None:
    """Write what ships, and its checksum into `model.json`."""
    save_aim(aim, folder / FILE)
    described = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    described["sha256"][FILE] = hashlib.sha256((folder / FILE).read_bytes()).hexdigest()
    write_whole(folder / "model.json", json.dumps(described, ensure_ascii=False, indent=2) + "\n")


def as_table(found: dict[str, tuple[list[int], list[int]]]) -> str:
    """Recall at 1, 10 and 50 and the mean reciprocal rank of passages, before and after."""
    lines = ["| set | questions | | R@1 | R@10 | R@50 | MRR |", "|---|---|---|---|---|---|---|"]
    for name, both in found.items():
        for which, held in zip(("as read", "turned"), both, strict=True):
            ranked = np.array(held)
            shares = " | ".join(f"{(ranked <= k).mean():.3f}" for k in (1, 10, 50))
            lines.append(f"| {name} | {len(held)} | {which} | {shares} | {(1 / ranked).mean():.3f} |")
    return "\n".join(lines) + "\n"
