"""What search costs: opening, memory, and the time of a question alone and with seven others beside it.

Measured in a process of its own, which has loaded nothing before.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from assistant.settings import PROJECT
from corpus.errors import Misconfigured
from eval.memory import megabytes_now, peak_megabytes

AT_ONCE = 8


def cost(folder: Path, questions: Sequence[str], vectors: str = "") -> dict[str, float]:
    """The figures of the index in a folder, or where `vectors` says: seconds, milliseconds, megabytes.

    Misconfigured, with what the process said, when it fails.
    """
    command = [sys.executable, "-m", "eval.cost", str(folder)]
    env = os.environ | {"CANCU_VECTORS": vectors}  # not an argument: it may hold a password
    done = subprocess.run(
        command, input=json.dumps(list(questions)), capture_output=True, text=True, check=False, cwd=PROJECT, env=env
    )
    if done.returncode:
        raise Misconfigured(f"Không đo được chi phí tìm kiếm: {(done.stderr.strip().splitlines() or ['?'])[-1]}")
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def measure(folder: Path, questions: Sequence[str]) -> dict[str, float]:
    """The same in this process."""
    from index.search import Searcher

    began = time.perf_counter()
    searcher = Searcher.open(folder, vectors=os.environ.get("CANCU_VECTORS", ""))
    opened = time.perf_counter() - began
    searcher.search("làm nóng")
    first = time.perf_counter() - began

    def milliseconds(question: str) -> float:
        began = time.perf_counter()
        searcher.search(searcher.respelled(question))
        return 1000 * (time.perf_counter() - began)

    alone = [milliseconds(question) for question in questions]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        # A blank more makes another text of each: vectors of questions are kept.
        together = list(pool.map(milliseconds, [f"{question} " for question in questions]))
    figures = {"open_seconds": opened, "first_answer_seconds": first}
    for name, times in (("alone", alone), ("eight", together)):
        figures[f"{name}_p50"], figures[f"{name}_p95"] = (float(x) for x in np.percentile(times, [50, 95]))
    figures |= {"megabytes": megabytes_now(), "peak_megabytes": peak_megabytes()}
    return {name: round(value, 2) for name, value in figures.items()}


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), json.loads(sys.stdin.read()))))
