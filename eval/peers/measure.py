"""All peers on one set in one run, each in a process of its own: quality, indexing, queries, memory, disk."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant.settings import PROJECT
from eval.datasets import Dataset, load
from eval.measures import interval, per_question
from eval.memory import megabytes_now, peak_megabytes
from eval.peers import open_peer
from eval.peers.subset import subset
from eval.runs import code, machine, today

DEPTH = 10
SHOWN = ("nDCG@10", "MRR@10", "recall@10", "hit@1")


def compare(name: str, articles: int, data: Path, peers: Sequence[str], tell: Callable[[str], None]) -> dict[str, Any]:
    """Measure each peer on a set, or on `articles` of its articles, and put the figures together.

    What a peer keeps lies under `data/peers`; one that cannot run here is named with its reason.
    """
    measured = {}
    for peer in peers:
        tell(f"Đo {peer}")
        command = [sys.executable, "-m", "eval.peers.measure", peer, name, str(articles), str(data)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=PROJECT)
        lines = done.stdout.strip().splitlines()
        if done.returncode:
            reason = (done.stderr.strip().splitlines() or ["không rõ lý do"])[-1]
            measured[peer] = {"name": peer, "failed": reason}
        else:
            measured[peer] = json.loads(lines[-1])
    dataset = subset(load(name), articles)
    return {
        "set": dataset.name,
        "set_sha256": dataset.sha256,
        "articles": len(dataset.entries),
        "questions": len(dataset.questions),
        "code": code(),
        "machine": machine(),
        "date": today(),
        "command": f"cancu eval peers --set {name} --articles {articles}",
        "peers": measured,
    }


def measure(peer: str, dataset: Dataset, folder: Path) -> dict[str, Any]:
    """The figures of one peer in this process: seconds, milliseconds, megabytes; quality with 95 % intervals."""
    folder.mkdir(parents=True, exist_ok=True)
    before = megabytes_now()
    system = open_peer(peer, folder)
    if not hasattr(system, "spent"):
        shutil.rmtree(folder)  # what an earlier run left would make indexing look faster than it is
        folder.mkdir()
    began = time.monotonic()
    system.index(dataset.entries)
    # A peer that keeps vectors between interrupted runs counts by itself the time that they took.
    indexing = max(time.monotonic() - began, getattr(system, "spent", 0.0))
    system.search("làm nóng", DEPTH)
    rankings: dict[str, list[str]] = {}
    times = []
    for key, question in dataset.questions.items():
        began = time.perf_counter()
        rankings[key] = system.search(question, DEPTH)
        times.append(1000 * (time.perf_counter() - began))
    values = per_question(rankings, dataset.qrels)
    quality = {}
    for name in SHOWN:
        numbers = [values[key][name] for key in dataset.questions]
        quality[name] = [round(float(np.mean(numbers)), 4), *(round(x, 4) for x in interval(numbers))]
    p50, p95 = np.percentile(times, [50, 95])
    return {
        "name": system.name,
        "quality": quality,
        "index_seconds": round(indexing, 1),
        "query_p50": round(float(p50), 2),
        "query_p95": round(float(p95), 2),
        "megabytes": round(peak_megabytes() - before),
        "disk_megabytes": round(sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) / 1e6, 1),
    }


def as_table(found: dict[str, Any]) -> str:
    """The figures in Markdown, costs also as multiples of ours."""
    ours = found["peers"].get("ours", {})
    lines = [
        f"## {found['set']}: {found['articles']:,} articles, {found['questions']} questions",
        "",
        f"sha256 {found['set_sha256'][:12]}, {found['date']}, {found['machine']}, code {found['code']}; "
        f"`{found['command']}`. Costs in brackets are multiples of ours.",
        "",
        "| | " + " | ".join(SHOWN) + " | index s | query p50 ms | query p95 ms | memory MB | disk MB |",
        "|---|" + "---|" * (len(SHOWN) + 5),
    ]
    for figures in found["peers"].values():
        if "failed" in figures:
            lines.append(f"| {figures['name']} | not measured: {figures['failed']} |" + " |" * (len(SHOWN) + 4))
            continue
        quality = [f"{m:.3f} ({low:.3f}–{high:.3f})" for m, low, high in (figures["quality"][name] for name in SHOWN)]
        costs = [
            f"{figures[key]:g} ({figures[key] / ours[key]:.2g})" if ours.get(key) else f"{figures[key]:g}"
            for key in ("index_seconds", "query_p50", "query_p95", "megabytes", "disk_megabytes")
        ]
        lines.append(f"| {figures['name']} | " + " | ".join([*quality, *costs]) + " |")
    return "\n".join(lines) + "\n"


def main(peer: str, name: str, articles: str, data: str) -> None:
    """Measure one peer and print its figures as a line of JSON."""
    dataset = subset(load(name), int(articles))
    try:
        print(json.dumps(measure(peer, dataset, Path(data) / "peers" / dataset.name / peer), ensure_ascii=False))
    except ModuleNotFoundError as error:
        sys.exit(f"cần gói {error.name}: cài bằng “pip install -e .[models]”")


if __name__ == "__main__":
    main(*sys.argv[1:])
