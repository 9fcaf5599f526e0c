"""A run: what was asked of which build, row by row, as it lies on the disk.

A run is a folder with `run.json` (what was measured with what) and `rows.jsonl` (a line per question, written as it is
answered, so that an interrupted run goes on where it stopped).
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from assistant.settings import PROJECT
from corpus.errors import Misconfigured, NotFound
from corpus.files import write_whole

ALL = "tất cả"


@dataclass(frozen=True)
class Row:
    """One question in a run: its values by measure, why it is not right, how long it took.

    `detail` is what was answered or found.
    """

    id: str
    category: str
    split: str
    question: str
    values: dict[str, float]
    failures: tuple[str, ...] = ()
    milliseconds: float = 0.0
    confidence: float | None = None  # the build's own, in [0, 1], of answers found by search
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Run:
    """`about` says of what the run is: set and its SHA-256, build, tuning, model, corpora, code, machine, date."""

    about: dict[str, Any]
    rows: tuple[Row, ...]

    @property
    def name(self) -> str:
        """The build that was measured."""
        return str(self.about["build"])

    @property
    def measure(self) -> str:
        """The measure by which builds are compared."""
        return "nDCG@10" if self.about["kind"] == "retrieval" else "right"

    def categories(self) -> list[str]:
        """The categories in the order in which they first come, all of them first."""
        return [ALL, *dict.fromkeys(row.category for row in self.rows)]

    def of(self, category: str, split: str = "") -> list[Row]:
        """The rows of a category, ALL for every one, and of a split where one is named."""
        return [r for r in self.rows if category in (ALL, r.category) and split in ("", r.split)]


class RunFile:
    """A run's folder, being written."""

    def __init__(self, folder: Path, about: dict[str, Any]) -> None:
        """Go on with the run in `folder` when it is of the same things, else begin anew."""
        self._rows = folder / "rows.jsonl"
        folder.mkdir(parents=True, exist_ok=True)
        described = folder / "run.json"
        lasting = {key: value for key, value in about.items() if key != "date"}
        before = json.loads(described.read_text(encoding="utf-8")) if described.exists() else {}
        if {key: value for key, value in before.items() if key != "date"} != lasting:
            self._rows.unlink(missing_ok=True)
            write_whole(described, json.dumps(about, ensure_ascii=False, indent=1) + "\n")
        elif self._rows.exists() and not self._rows.read_bytes().endswith(b"\n"):
            # The line that was being written when the run was stopped.
            write_whole(self._rows, self._rows.read_text(encoding="utf-8").rpartition("\n")[0] + "\n")
        self.done = {row.id for row in _rows(self._rows)}

    def add(self, row: Row) -> None:
        """Keep a row; one that was kept before under its id is replaced."""
        line = json.dumps(asdict(row), ensure_ascii=False)
        with self._rows.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
        self.done.add(row.id)


def read(folder: Path) -> Run:
    """A run from its folder, or from one JSON file as `write_result` writes it; NotFound when there is none."""
    if folder.is_file():
        saved = json.loads(folder.read_text(encoding="utf-8"))
        return Run(saved["about"], tuple(_row(row) for row in saved["rows"]))
    if not (folder / "run.json").exists():
        raise NotFound(f"Không thấy lần chạy nào ở “{folder}”: hãy chạy “cancu eval run” trước.")
    about = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    rows = {row.id: row for row in _rows(folder / "rows.jsonl")}
    return Run(about, tuple(rows.values()))


def find(name: str, runs: Path) -> Path:
    """A run by the path of its folder or file, or as SET/BUILD under the data folder or the committed results."""
    set_name, _, build = name.partition("/")
    places = [Path(name), runs / name, PROJECT / "eval" / "results" / "runs" / f"{set_name}--{build}.json"]
    for place in places:
        if place.is_file() or (place / "run.json").exists():
            return place
    raise NotFound(f"Không thấy lần chạy “{name}”. Hãy cho đường dẫn, hoặc dạng BỘ/BẢN DỰNG như “shipped/now”.")


def _rows(path: Path) -> Iterator[Row]:
    """The whole lines of a file; what follows the last line break was being written when the run was stopped."""
    if not path.exists():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n")[:-1], start=1):
        try:
            if line:
                yield _row(json.loads(line))
        except (ValueError, TypeError) as error:
            raise Misconfigured(f"Dòng {number} của “{path}” bị hỏng: hãy xóa thư mục này rồi chạy lại.") from error


def _row(data: dict[str, Any]) -> Row:
    return Row(**(data | {"failures": tuple(data.get("failures", ()))}))


def write_result(run: Run, folder: Path) -> Path:
    """The run as a file to commit: values and failures without any text of answers or rankings."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{run.about['set']}--{run.name}.json"
    rows = [
        json.dumps(
            {k: v for k, v in asdict(row).items() if k != "detail"} | {"values": _rounded(row.values)},
            ensure_ascii=False,
        )
        for row in run.rows
    ]
    about = json.dumps(run.about, ensure_ascii=False, indent=1)
    write_whole(path, f'{{"about": {about},\n"rows": [\n' + ",\n".join(rows) + "\n]}\n")
    return path


def _rounded(values: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in values.items()}


def machine() -> str:
    """What a figure was measured on."""
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"


def today() -> str:
    """The day of a run."""
    return date.today().isoformat()


@cache
def code() -> str:
    """A hash of the program's own source, so that runs of different code are never taken for one."""
    digest = hashlib.sha256()
    for package in ("corpus", "index", "assistant"):
        for path in sorted((PROJECT / package).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def mean(rows: Sequence[Row], measure: str) -> float | None:
    """The mean of a measure over the rows it applies to; None where it applies to none."""
    values = [row.values[measure] for row in rows if measure in row.values]
    return sum(values) / len(values) if values else None
