"""A run: what was asked of which build, row by row, as it lies on the disk.

A run is a folder with `run.json` (what was measured with what) and `rows.jsonl` (a line per question, written as it is
answered, so that an interrupted run goes on where it stopped).
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from assistant.settings import PROJECT, Settings
from assistant.tuning import SHIPPED, Tuning
from corpus.errors import Misconfigured, NotFound
from corpus.files import write_whole
from corpus.lines import append_line, whole_lines

ALL = "tất cả"
RESULTS = PROJECT / "eval" / "results"


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
    family: str = ""  # one question at several dates
    megabytes: int = 0  # the peak memory of the process that answered
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
    """A run's folder, being written: by one process at a time, from `with` on."""

    def __init__(self, folder: Path, about: dict[str, Any]) -> None:
        """Go on with the run in `folder` when it is of the same things, else begin anew.

        Misconfigured when another process is writing there.
        """
        from filelock import FileLock, Timeout

        self._rows = folder / "rows.jsonl"
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(folder / "lock")
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise Misconfigured(
                f"Lần chạy ở “{folder}” đang được một tiến trình khác ghi: hãy đợi nó xong, hoặc đặt tên bản dựng khác."
            ) from error
        described = folder / "run.json"
        lasting = {key: value for key, value in about.items() if key != "date"}
        before = json.loads(described.read_text(encoding="utf-8")) if described.exists() else {}
        if {key: value for key, value in before.items() if key != "date"} != lasting:
            self._rows.unlink(missing_ok=True)
            write_whole(described, json.dumps(about, ensure_ascii=False, indent=1) + "\n")
        self.done = {row.id for row in _rows(self._rows)}

    def add(self, row: Row) -> None:
        """Keep a row; one that was kept before under its id is replaced."""
        append_line(self._rows, json.dumps(asdict(row), ensure_ascii=False))
        self.done.add(row.id)

    def __enter__(self) -> RunFile:
        """The run, locked."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let others write."""
        self._lock.release()


def read(folder: Path) -> Run:
    """A run from its folder, or from one JSON file as `write_result` writes it; NotFound when there is none."""
    if folder.is_file():
        try:
            saved = json.loads(folder.read_text(encoding="utf-8"))
            return Run(saved["about"], tuple(_row(row) for row in saved["rows"]))
        except (ValueError, TypeError, KeyError) as error:
            raise Misconfigured(
                f"“{folder}” không phải kết quả của một lần chạy: hãy cho tệp ở eval/results/runs/ hoặc BỘ/BẢN DỰNG."
            ) from error
    if not (folder / "run.json").exists():
        raise NotFound(f"Không thấy lần chạy nào ở “{folder}”: hãy chạy “cancu eval run” trước.")
    about = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    rows = {row.id: row for row in _rows(folder / "rows.jsonl")}
    return Run(about, tuple(rows.values()))


def find(name: str, runs: Path) -> Path:
    """A run by the path of its folder or file, or as SET/BUILD under the data folder or the committed results."""
    set_name, _, build = name.partition("/")
    places = [Path(name), runs / name, RESULTS / "runs" / f"{set_name}--{build}.json"]
    for place in places:
        if place.is_file() or (place / "run.json").exists():
            return place
    here = sorted(f"{path.parent.parent.name}/{path.parent.name}" for path in runs.glob("*/*/run.json"))
    raise NotFound(f"Không thấy lần chạy “{name}”. Đang có: {', '.join(here) or 'chưa có lần nào'}.")


def _rows(path: Path) -> Iterator[Row]:
    """The whole lines of a file; what follows the last line break was being written when the run was stopped."""
    for number, line in enumerate(whole_lines(path), start=1):
        try:
            yield _row(json.loads(line))
        except (ValueError, TypeError) as error:
            raise Misconfigured(f"Dòng {number} của “{path}” bị hỏng: hãy xóa thư mục này rồi chạy lại.") from error


def _row(data: dict[str, Any]) -> Row:
    return Row(**(data | {"failures": tuple(data.get("failures", ()))}))


def write_result(run: Run, folder: Path) -> Path:
    """The run as a file to commit: values without answers or rankings, of the test split without what failed.

    The questions of sets that are not ours are left out.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{stem(run)}.json"
    rows = []
    for row in run.rows:
        kept = {k: v for k, v in asdict(row).items() if k != "detail"} | {"values": _rounded(row.values)}
        if run.about["kind"] == "retrieval":
            kept["question"] = ""
        if row.split == "test":
            kept["failures"] = ()
        rows.append(json.dumps(kept, ensure_ascii=False))
    about = json.dumps(run.about, ensure_ascii=False, indent=1)
    write_whole(path, f'{{"about": {about},\n"rows": [\n' + ",\n".join(rows) + "\n]}\n")
    return path


def stem(run: Run) -> str:
    """What a run's files are called: “egov--now-dev”."""
    return f"{run.about['set']}--{run.name}" + (f"-{run.about['split']}" if run.about.get("split") else "")


def runs_folder(settings: Settings) -> Path:
    """Where runs lie under a data folder."""
    return settings.data / "eval" / "runs"


def folder_of(runs: Path, name: str, build: str, split: str = "") -> Path:
    """The folder of a run; Misconfigured for a build's name that cannot be a folder's."""
    if not re.fullmatch(r"\w[\w.+ -]{0,39}", build) or "--" in build or build.endswith(("-dev", "-test", ".", " ")):
        raise Misconfigured(
            f"Tên bản dựng “{build}” không dùng được: tối đa 40 chữ, số, dấu chấm, gạch; bắt đầu bằng chữ hoặc số, "
            "không kết thúc bằng -dev hay -test."
        )
    return runs / name / (f"{build}-{split}" if split else build)


def _rounded(values: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in values.items()}


def command_of(name: str, build: str, split: str, tuning: Tuning) -> str:
    """The command that makes a run: what differs from the defaults is said."""
    said = [f"--{key.replace('_', '-')} {value}" for key, value in vars(tuning).items() if value != vars(SHIPPED)[key]]
    return " ".join([f"cancu eval run --set {name} --build {build}", *([f"--split {split}"] if split else []), *said])


def machine() -> str:
    """What a figure was measured on."""
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"


def today() -> str:
    """The day of a run."""
    return date.today().isoformat()


@cache
def code() -> str:
    """A hash of the program's own source, so that runs of different code are never taken for one."""
    return _hash(path for package in ("corpus", "index", "assistant") for path in (PROJECT / package).rglob("*.py"))


@cache
def grading() -> str:
    """A hash of the rules by which rows are graded, so that rows graded by others are not kept."""
    names = ("grades", "texts", "answering", "measures", "retrieval")
    return _hash(Path(__file__).with_name(f"{name}.py") for name in names)


def _hash(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
