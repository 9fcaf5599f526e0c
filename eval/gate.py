"""Bars: the lowest mean that each category may have, recorded in the set's `bars.json`; below one, the gate fails.

A bar is a mean that was once reached, so a set that changes loses its bars: they are recorded again for the new one.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import CanCuError, NotFound
from corpus.files import write_whole
from eval.names import CATEGORIES, measure_name
from eval.questions import SETS
from eval.runs import ALL, Run
from eval.scorecard import scores

# What has a bar: a build may trade one citation more for one less, not rightness, support or warnings.
BARRED = {
    "answers": (
        "right", "facts", "verbatim", "figures", "warned", "status", "refused", "answered", "precision_article",
        "f1_article", "f1_clause", "f1_point", "consistent", "reproduced",
    ),
    "retrieval": ("recall@10", "MRR@10", "nDCG@10"),
}  # fmt: skip
SAMPLED = "reproduced"  # of few questions: it has a bar over all of them only
SLACK = 0.0005  # rounding of recorded figures


class GateClosed(CanCuError):
    """Some category is below its bar."""

    exit_code = 6


@dataclass(frozen=True)
class Below:
    """A category that fell: `mean` is under `bar`."""

    category: str
    measure: str
    bar: float
    mean: float | None

    def __str__(self) -> str:
        """The fall in Vietnamese."""
        now = "không còn đo được" if self.mean is None else f"nay {self.mean:.3f}"
        return (
            f"{CATEGORIES.get(self.category, self.category)} · {measure_name(self.measure)}: mốc {self.bar:.3f}, {now}"
        )


def file_of(run: Run, folder: Path | None = None) -> Path:
    """Where the bars of a run's set lie."""
    name = str(run.about["set"])
    return (folder or SETS / name) / "bars.json"


def day_of(name: str) -> str | None:
    """The day on which the bars of a set were recorded: the gate asks at that day, or statuses would drift."""
    path = SETS / name / "bars.json"
    if not path.exists():
        return None
    found: str | None = json.loads(path.read_text(encoding="utf-8"))["about"].get("as_of")
    return found


def record(run: Run, folder: Path | None = None) -> Path:
    """Take what the run reached as the bars of its set."""
    path = file_of(run, folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    barred = BARRED[run.about["kind"]]
    bars: dict[str, dict[str, float]] = {}
    for score in scores(run):
        if score.measure in barred and (score.measure != SAMPLED or score.category == ALL):
            bars.setdefault(score.category, {})[score.measure] = score.mean
    about = {
        name: run.about[name]
        for name in ("set", "set_sha256", "split", "build", "as_of", "code", "date", "machine")
        if name in run.about
    }
    write_whole(path, json.dumps({"about": about, "bars": bars}, ensure_ascii=False, indent=1) + "\n")
    return path


def below(run: Run, folder: Path | None = None) -> list[Below]:
    """The categories that fell below their bars.

    NotFound when the set has no bars, or only those of an earlier state of it.
    """
    path = file_of(run, folder)
    if not path.exists():
        raise NotFound(f"Bộ “{run.about['set']}” chưa có mốc ({path}): ghi bằng “cancu eval gate --record”.")
    recorded = json.loads(path.read_text(encoding="utf-8"))
    for name in ("set_sha256", "split"):
        if recorded["about"][name] != run.about[name]:
            raise NotFound(
                f"Mốc ở “{path}” được ghi cho trạng thái khác của bộ câu hỏi: hãy ghi lại bằng “cancu eval gate "
                "--record” sau khi xem các câu đã đổi."
            )
    means = {(score.category, score.measure): score.mean for score in scores(run)}
    return [
        Below(category, measure, bar, means.get((category, measure)))
        for category, bars in recorded["bars"].items()
        for measure, bar in bars.items()
        if means.get((category, measure), -1.0) < bar - SLACK
    ]


def as_message(fallen: Sequence[Below], run: Run) -> str:
    """What fell, in Vietnamese, with what to do."""
    listed = "\n".join(f"  {item}" for item in fallen)
    return (
        f"Bộ “{run.about['set']}”, bản dựng “{run.name}”: {len(fallen)} mốc không đạt\n{listed}\n"
        "Xem từng câu: “cancu eval compare”, “cancu eval why MÃ_CÂU”."
    )
