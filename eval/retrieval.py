"""Retrieval on a labelled set: lexical, dense and fused search, as a table and as data."""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from assistant.settings import Settings
from eval.datasets import Dataset, load
from eval.measures import MEASURES, interval
from index.embed import load_embeddings
from index.fuse import DENSE
from index.search import Mode, Searcher

MODES: tuple[Mode, ...] = ("lexical", "dense", "fused")
WHOLE_UP_TO = 10_000  # articles; of larger sets only each article's first passage is embedded


@dataclass(frozen=True)
class Row:
    """One mode on one group of questions: the means, the interval of nDCG@10 and the time of a search."""

    mode: str
    group: str
    questions: int
    figures: dict[str, float]
    ndcg_interval: tuple[float, float]
    milliseconds_p50: float
    milliseconds_p95: float


@dataclass(frozen=True)
class Result:
    """A run: what was measured on what, with what, when and how."""

    set: str
    set_sha256: str
    command: str
    date: str
    machine: str
    model: str
    dense_weight: float
    passages: str
    rows: tuple[Row, ...]

    def as_dict(self) -> dict[str, Any]:
        """The run as data."""
        return asdict(self)


def run(name: str, progress: Callable[[int, int, str], None] | None = None) -> Result:
    """Index a set's corpus under the data folder (once) and search for each of its questions in every mode."""
    settings = Settings.from_environment()
    dataset = load(name)
    searcher = open_searcher(dataset, settings, progress)
    rows = []
    for mode in MODES:
        rankings, times = _rankings(searcher, dataset, mode)
        groups = sorted(set(dataset.groups.values()) - {""})
        for group in ["", *groups]:
            chosen = [q for q in dataset.questions if not group or dataset.groups[q] == group]
            rows.append(_row(mode, group, chosen, rankings, dataset, times))
    return Result(
        set=name,
        set_sha256=dataset.sha256,
        command=f"cancu eval retrieval --set {name}",
        date=date.today().isoformat(),
        machine=f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        model=searcher.revision,
        dense_weight=DENSE,
        passages="whole" if len(dataset.entries) <= WHOLE_UP_TO else "first",
        rows=tuple(rows),
    )


def open_searcher(
    dataset: Dataset, settings: Settings, progress: Callable[[int, int, str], None] | None = None
) -> Searcher:
    """The searcher over a set's corpus, built when the set or the model is not the one indexed before."""
    folder = settings.data / "bench" / dataset.name
    embeddings = load_embeddings(settings.embedder)
    if Searcher.is_current(folder, dataset.sha256, embeddings.revision):
        return Searcher.open(folder, embeddings)
    whole = len(dataset.entries) <= WHOLE_UP_TO
    return Searcher.build(folder, dataset.entries, embeddings, progress, dataset.sha256, whole_passages=whole)


def _rankings(searcher: Searcher, dataset: Dataset, mode: Mode) -> tuple[dict[str, list[str]], dict[str, float]]:
    searcher.search("làm nóng", 10, mode)  # loads what loads once
    rankings: dict[str, list[str]] = {}
    times: dict[str, float] = {}
    for key, question in dataset.questions.items():
        began = time.perf_counter()
        hits = searcher.search(question, 10, mode)
        times[key] = 1000 * (time.perf_counter() - began)
        rankings[key] = [hit.entry for hit in hits]
    return rankings, times


def _row(
    mode: str,
    group: str,
    chosen: Sequence[str],
    rankings: dict[str, list[str]],
    dataset: Dataset,
    times: dict[str, float],
) -> Row:
    values = {name: [measure(rankings[q], dataset.qrels[q]) for q in chosen] for name, measure in MEASURES.items()}
    p50, p95 = np.percentile([times[q] for q in chosen], [50, 95])
    return Row(
        mode=mode,
        group=group,
        questions=len(chosen),
        figures={name: round(float(np.mean(v)), 4) for name, v in values.items()},
        ndcg_interval=tuple(round(x, 4) for x in interval(values["nDCG@10"])),  # type: ignore[arg-type]
        milliseconds_p50=round(float(p50), 1),
        milliseconds_p95=round(float(p95), 1),
    )


def as_table(result: Result) -> str:
    """The run as a Markdown table."""
    head = ["mode", "group", "questions", *MEASURES, "nDCG@10 95 %", "p50 ms", "p95 ms"]
    lines = [
        f"{result.set} (sha256 {result.set_sha256[:12]}), {result.date}, {result.machine}, {result.model}, "
        f"w {result.dense_weight}, passages {result.passages}",
        "| " + " | ".join(head) + " |",
        "|" + "---|" * len(head),
    ]
    for row in result.rows:
        low, high = row.ndcg_interval
        cells = [row.mode, row.group or "all", str(row.questions), *(f"{v:.4f}" for v in row.figures.values())]
        cells += [f"{low:.3f}–{high:.3f}", f"{row.milliseconds_p50:.1f}", f"{row.milliseconds_p95:.1f}"]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def save(result: Result, folder: Path) -> Path:
    """Write the run as `retrieval_<set>.json` under `folder`."""
    path = folder / f"retrieval_{result.set}.json"
    path.write_text(json.dumps(result.as_dict(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path
