"""A measurement in a process of its own, which has loaded nothing before; and the times that several of them take."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from assistant.settings import PROJECT
from corpus.errors import Misconfigured

AT_ONCE = 8
T = TypeVar("T")


def measured(module: str, folder: Path, given: object = None, environment: Mapping[str, str] | None = None) -> Any:
    """What `python -m module folder` prints as JSON, `given` as JSON on its input.

    Misconfigured, with the last of what the process said, when it fails.
    """
    done = subprocess.run(
        [sys.executable, "-m", module, str(folder)],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
        cwd=PROJECT,
        env={**os.environ, **(environment or {})},
    )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["không rõ lý do"])[-1]
        raise Misconfigured(f"Phép đo trong tiến trình riêng ({module}) không xong: {said}")
    return json.loads(done.stdout)


def milliseconds(work: Callable[[T], object], alone: Sequence[T], together: Sequence[T]) -> dict[str, float]:
    """The median and the 95th percentile of work done one at a time, and eight at once."""

    def timed(item: T) -> float:
        began = time.perf_counter()
        work(item)
        return 1000 * (time.perf_counter() - began)

    one_by_one = [timed(item) for item in alone]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        at_once = list(pool.map(timed, together))
    figures = {}
    for name, times in (("alone", one_by_one), ("eight", at_once)):
        figures[f"{name}_p50"], figures[f"{name}_p95"] = (float(x) for x in np.percentile(times, [50, 95]))
    return figures
