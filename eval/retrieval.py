"""Retrieval on a labelled set: lexical, dense and fused search, question by question."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path

from assistant.settings import Settings
from assistant.tuning import Tuning
from corpus.errors import NotFound
from eval.datasets import Dataset
from eval.measures import per_question
from eval.runs import Row, Run, RunFile, code, command_of, grading, machine, read, today
from eval.splits import Splits
from index.embed import load_embeddings
from index.milvus_server import under
from index.search import Mode, Searcher
from index.update import index_entries

MODES: tuple[Mode, ...] = ("fused", "lexical", "dense")  # fused first: a question's vector is kept, its time must count
DEPTH = 100
BLOCK = 50  # questions searched and measured between two writes


def run(
    dataset: Dataset,
    build: str,
    tuning: Tuning,
    settings: Settings,
    folder: Path,
    splits: Splits | None = None,
    split: str = "",
    progress: Callable[[int, int, str], None] | None = None,
) -> Run:
    """Index a set's corpus under the data folder (once), search for each of its questions in every mode.

    `splits` tells the split of each question; `split` keeps one.
    """
    searcher = open_searcher(dataset, settings, progress)
    of = splits.of_bench(dataset.name, dataset.sha256, list(dataset.questions)) if splits else {}
    chosen = [q for q in dataset.questions if not split or of.get(q) == split]
    if not chosen:
        raise NotFound(f"Bộ “{dataset.name}” không có câu nào ở phần “{split}”: bỏ --split, hoặc chọn bộ khác.")
    about = {
        "kind": "retrieval",
        "set": dataset.name,
        "set_sha256": dataset.sha256,
        "split": split,
        "build": build,
        "tuning": asdict(tuning),
        "model": searcher.model,
        "articles": len(dataset.entries),
        "code": code(),
        "grading": grading(),
        "command": command_of(dataset.name, build, split, tuning),
        "machine": machine(),
        "date": today(),
    }
    with RunFile(folder, about) as file:
        left = [q for q in chosen if q not in file.done]
        for start in range(0, len(left), BLOCK):
            for row in _rows(left[start : start + BLOCK], dataset, searcher, tuning, of):
                file.add(row)
            if progress:
                progress(min(start + BLOCK, len(left)), len(left), "Tìm kiếm")
    order = {question: place for place, question in enumerate(chosen)}
    return Run(about, tuple(sorted(read(folder).rows, key=lambda row: order[row.id])))


def open_searcher(
    dataset: Dataset, settings: Settings, progress: Callable[[int, int, str], None] | None = None
) -> Searcher:
    """The searcher over a set's corpus, built when the set or the model is not the one indexed before."""
    folder = settings.data / "bench" / dataset.name
    vectors = under(settings.vectors, f"bench_{dataset.name}")
    embeddings = load_embeddings(settings.embedder)
    if not Searcher.is_current(folder, dataset.sha256, embeddings.revision, vectors):
        index_entries(folder, dataset.entries, embeddings, progress, dataset.sha256, vectors)
    return Searcher.open(folder, embeddings, vectors)


def _rows(
    questions: list[str], dataset: Dataset, searcher: Searcher, tuning: Tuning, splits: dict[str, str]
) -> Iterable[Row]:
    searcher.search("làm nóng", DEPTH)  # loads what loads once
    rankings: dict[str, dict[str, list[str]]] = {}
    times: dict[str, dict[str, float]] = {}
    for mode in MODES:
        rankings[mode], times[mode] = {}, {}
        for key in questions:
            began = time.perf_counter()
            question = searcher.respelled(dataset.questions[key])
            hits = searcher.search(question, DEPTH, mode, weight=tuning.dense_weight)
            times[mode][key] = 1000 * (time.perf_counter() - began)
            rankings[mode][key] = [hit.entry for hit in hits]
    qrels = {key: dataset.qrels[key] for key in questions}
    values = {mode: per_question(rankings[mode], qrels) for mode in MODES}
    for key in questions:
        own = dict(values["fused"][key])
        for mode in ("lexical", "dense"):
            own |= {f"{mode} {name}": value for name, value in values[mode][key].items()}
        found = rankings["fused"][key]
        best = min((found.index(item) + 1 for item in dataset.qrels[key] if item in found), default=None)
        lost = () if best and best <= 10 else (f"điều đúng ở hạng {best}" if best else f"điều đúng ngoài {DEPTH} hạng",)
        detail = {
            "rankings": {mode: rankings[mode][key] for mode in MODES},
            "relevant": sorted(dataset.qrels[key]),
            "times": {mode: round(times[mode][key], 2) for mode in MODES},
        }
        category = dataset.groups[key] or dataset.name
        split = splits.get(key, "")
        yield Row(
            id=key,
            category=category,
            split=split,
            question=dataset.questions[key],
            values=own,
            failures=lost,
            milliseconds=round(times["fused"][key], 2),
            megabytes=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
            detail=detail,
        )
