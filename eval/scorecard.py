"""A run in figures: per category and measure with intervals, refusals, risk against coverage, time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from eval.measures import interval
from eval.names import CATEGORIES, NAMES
from eval.runs import ALL, Row, Run

# What a table shows of each kind of run; all measures are in the data.
SHOWN = {
    "answers": (
        "right", "facts", "precision_article", "recall_article", "f1_article", "f1_clause", "f1_point",
        "verbatim", "figures", "warned", "status", "refused", "answered",
    ),
    "retrieval": ("recall@1", "recall@10", "MRR@10", "nDCG@10", "MAP", "lexical nDCG@10", "dense nDCG@10"),
}  # fmt: skip


@dataclass(frozen=True)
class Score:
    """The mean of a measure over the `questions` of a category that it applies to, with its 95 % interval."""

    category: str
    measure: str
    questions: int
    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Refusals:
    """The confusion matrix of answering: `false` are refusals of what could be answered, `unsafe` answers to what could
    not; the rates come with Wilson's upper bounds.
    """

    answered: int
    false: int
    refused: int
    unsafe: int
    false_rate: tuple[float, float]
    unsafe_rate: tuple[float, float]


@dataclass(frozen=True)
class Risk:
    """Selective answering: of the questions answered with the most confidence, how many are wrong.

    `points` are (coverage, risk) from the surest question on; `area` is the mean risk over them (Geifman and El-Yaniv
    2017); `reliability` has (confidence, share right, questions) of equal parts of the questions.
    """

    points: tuple[tuple[float, float], ...]
    area: float
    reliability: tuple[tuple[float, float, int], ...]


def scores(run: Run, split: str = "") -> list[Score]:
    """Every measure of every category, ALL first."""
    found = []
    for category in run.categories():
        values: dict[str, list[float]] = defaultdict(list)
        for row in run.of(category, split):
            for measure, value in row.values.items():
                values[measure].append(value)
        for measure, numbers in values.items():
            low, high = interval(numbers)
            mean = sum(numbers) / len(numbers)
            found.append(Score(category, measure, len(numbers), round(mean, 4), round(low, 4), round(high, 4)))
        families = consistency(run.of(category, split))
        if families:
            low, high = interval(families)
            mean = sum(families) / len(families)
            found.append(Score(category, "consistent", len(families), round(mean, 4), round(low, 4), round(high, 4)))
    return found


def consistency(rows: Sequence[Row]) -> list[float]:
    """For each family (one question at several dates): 1 when it is answered right at every date, else 0."""
    families: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.family:
            families[row.family].append(row)
    return [float(all(row.values["right"] for row in dates)) for dates in families.values() if len(dates) > 1]


def refusals(rows: Sequence[Row]) -> Refusals:
    """How often the build refused what it should have answered, and answered what it should not have."""
    could = [row.values["answered"] for row in rows if "answered" in row.values]
    could_not = [row.values["refused"] for row in rows if "refused" in row.values]
    false = sum(value == 0 for value in could)
    unsafe = sum(value == 0 for value in could_not)
    return Refusals(
        answered=len(could) - false,
        false=false,
        refused=len(could_not) - unsafe,
        unsafe=unsafe,
        false_rate=_rate(false, len(could)),
        unsafe_rate=_rate(unsafe, len(could_not)),
    )


def _rate(count: int, of: int) -> tuple[float, float]:
    if not of:
        return 0.0, 1.0
    return count / of, interval([1.0] * count + [0.0] * (of - count))[1]


def risk(rows: Sequence[Row], bins: int = 5) -> Risk:
    """Risk against coverage over the questions whose answers were searched for and given."""
    sure = sorted(
        ((row.confidence, row.values["right"], row.id) for row in rows if row.confidence is not None and _given(row)),
        key=lambda r: (-r[0], r[2]),
    )
    if not sure:
        return Risk((), 0.0, ())
    wrong = np.cumsum([1 - right for _, right, _ in sure])
    counts = np.arange(1, len(sure) + 1)
    risks = wrong / counts
    asked = sum(row.confidence is not None for row in rows)
    points = tuple((round(float(n / asked), 4), round(float(r), 4)) for n, r in zip(counts, risks, strict=True))
    parts = np.array_split(np.arange(len(sure)), min(bins, len(sure)))
    reliability = tuple(
        (
            round(float(np.mean([sure[i][0] for i in part])), 4),
            round(float(np.mean([sure[i][1] for i in part])), 4),
            len(part),
        )
        for part in parts
    )
    return Risk(points, round(float(risks.mean()), 4), reliability)


def _given(row: Row) -> bool:
    return row.values.get("answered") == 1 or row.values.get("refused") == 0


def latency(rows: Sequence[Row]) -> dict[str, float]:
    """p50, p95 and p99 of a question's time, in milliseconds, and the peak memory of a process, in megabytes."""
    times = [row.milliseconds for row in rows] or [0.0]
    p50, p95, p99 = np.percentile(times, [50, 95, 99])
    most = max((row.megabytes for row in rows), default=0)
    return {"p50": round(float(p50), 1), "p95": round(float(p95), 1), "p99": round(float(p99), 1), "megabytes": most}


def tokens(rows: Sequence[Row]) -> dict[str, int]:
    """What a language model read and wrote, in its own tokens; zeros without one."""
    used = [row.detail.get("trace", {}).get("model") or {} for row in rows]
    return {name: sum(int(u.get(name, 0)) for u in used) for name in ("input_tokens", "output_tokens")}


def as_data(run: Run, split: str = "") -> dict[str, Any]:
    """The scorecard as data."""
    rows = run.of(ALL, split)
    data: dict[str, Any] = {"about": run.about, "scores": [vars(score) for score in scores(run, split)]}
    data["latency"] = latency(rows)
    if run.about["kind"] == "answers":
        data |= {"refusals": vars(refusals(rows)), "risk": vars(risk(rows)), "tokens": tokens(rows)}
    return data


def as_table(run: Run, split: str = "") -> str:
    """The scorecard in Markdown: a row per category, a column per measure that is shown, with intervals."""
    found = {(score.category, score.measure): score for score in scores(run, split)}
    shown = [m for m in (*SHOWN[run.about["kind"]], "consistent", "reproduced") if (ALL, m) in found]
    about = run.about
    rows = run.of(ALL, split)
    part = f"phần {split}, " if split else ""
    lines = [
        f"{about['set']} (sha256 {about['set_sha256'][:12]}), {part}bản dựng {about['build']}, "
        f"{about['date']}, {about['machine']}, mã nguồn {about['code']}; `{about['command']}`",
        "",
        "| loại câu hỏi | câu | " + " | ".join(NAMES.get(m, m) for m in shown) + " |",
        "|---|---|" + "---|" * len(shown),
    ]
    for category in run.categories():
        cells = [_cell(found.get((category, measure))) for measure in shown]
        lines.append(
            f"| {CATEGORIES.get(category, category)} | {len(run.of(category, split))} | " + " | ".join(cells) + " |"
        )
    time = latency(rows)
    lines += [
        "",
        f"Mỗi câu: p50 {time['p50']} ms, p95 {time['p95']} ms, p99 {time['p99']} ms; bộ nhớ {time['megabytes']} MB.",
    ]
    if about["kind"] == "answers":
        matrix = refusals(rows)
        lines.append(
            f"Từ chối nhầm {matrix.false}/{matrix.answered + matrix.false} (trên 95 %: {matrix.false_rate[1]:.3f}); "
            f"trả lời khi không nên {matrix.unsafe}/{matrix.refused + matrix.unsafe} (trên 95 %: "
            f"{matrix.unsafe_rate[1]:.3f})."
        )
    return "\n".join(lines) + "\n"


def _cell(score: Score | None) -> str:
    if score is None:
        return "–"
    return f"{score.mean:.3f} ({score.low:.2f}–{score.high:.2f})"


def lost(run: Run, split: str = "", most: int = 1_000) -> list[str]:
    """The questions that are not right, a line each with what they lack."""
    rows = [row for row in run.of(ALL, split) if row.failures]
    return [
        f"{row.id} ({CATEGORIES.get(row.category, row.category)}) {row.question}: {'; '.join(row.failures)}"
        for row in rows[:most]
    ]
