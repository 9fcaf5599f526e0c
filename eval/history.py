"""The main figure of each run that was kept, a line each: `eval/results/history.jsonl`, committed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from corpus.errors import Misconfigured
from corpus.files import write_whole
from eval.measures import interval
from eval.runs import Run

# A run of the same things on the same day takes the place of the one before.
KEY = ("set", "split", "set_sha256", "build", "code", "model", "tuning", "as_of", "date")


def history_row(run: Run) -> dict[str, Any]:
    """The run's main measure over all its questions, with its 95 % interval, and of what it is.

    Misconfigured for a run without a question that the measure applies to.
    """
    values = [row.values[run.measure] for row in run.rows if run.measure in row.values]
    if not values:
        raise Misconfigured(f"Lần chạy “{run.about['set']}/{run.name}” chưa có câu nào được chấm: hãy chạy lại.")
    low, high = interval(values)
    return {
        "date": run.about["date"],
        "set": run.about["set"],
        "split": run.about.get("split", ""),
        "set_sha256": run.about["set_sha256"],
        "build": run.name,
        "code": run.about["code"],
        "model": run.about.get("model", ""),
        "tuning": run.about.get("tuning", {}),
        "as_of": run.about.get("as_of", ""),
        "measure": run.measure,
        "mean": round(sum(values) / len(values), 4),
        "low": round(low, 4),
        "high": round(high, 4),
        "questions": len(values),
    }


def read_history(path: Path) -> list[dict[str, Any]]:
    """The rows of a history, oldest first; none where there is no file. Misconfigured for a line that is not one."""
    if not path.exists():
        return []
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line:
            continue
        try:
            row = json.loads(line)
            missing = [name for name in (*KEY, "measure", "mean", "low", "high", "questions") if name not in row]
        except (ValueError, TypeError) as error:
            raise Misconfigured(f"Dòng {number} của “{path}” không phải JSON: hãy xóa hoặc sửa dòng này.") from error
        if missing:
            raise Misconfigured(f"Dòng {number} của “{path}” thiếu “{missing[0]}”: hãy xóa hoặc sửa dòng này.")
        rows.append(row)
    return sorted(rows, key=lambda row: str(row["date"]))


def append_history(run: Run, path: Path) -> None:
    """Add a run's row; one of the same set, build, code and day is replaced."""
    new = history_row(run)
    kept = [row for row in read_history(path) if any(row[name] != new[name] for name in KEY)]
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in [*kept, new]))
