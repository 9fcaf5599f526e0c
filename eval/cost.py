"""What search costs: opening, memory, and the time of a question alone and with seven others beside it."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from eval.child import measured, milliseconds
from eval.memory import megabytes_now, peak_megabytes


def cost(folder: Path, questions: Sequence[str], vectors: str = "") -> dict[str, float]:
    """The figures of the index in a folder, or where `vectors` says: seconds, milliseconds, megabytes."""
    # `vectors` goes by the environment, not as an argument: it may hold a password.
    figures: dict[str, float] = measured("eval.cost", folder, list(questions), {"CANCU_VECTORS": vectors})
    return figures


def measure(folder: Path, questions: Sequence[str]) -> dict[str, float]:
    """The same in this process."""
    from index.search import Searcher

    began = time.perf_counter()
    searcher = Searcher.open(folder, vectors=os.environ.get("CANCU_VECTORS", ""))
    opened = time.perf_counter() - began
    searcher.search("làm nóng")
    first = time.perf_counter() - began
    # A blank more makes another text of each: vectors of questions are kept.
    times = milliseconds(lambda q: searcher.search(searcher.respelled(q)), questions, [f"{q} " for q in questions])
    figures = {"open_seconds": opened, "first_answer_seconds": first} | times
    figures |= {"megabytes": megabytes_now(), "peak_megabytes": peak_megabytes()}
    return {name: round(value, 2) for name, value in figures.items()}


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), json.loads(sys.stdin.read()))))
