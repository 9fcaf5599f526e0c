"""The charts of a report, each as SVG text: alone a picture, inside a page part of it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from eval.drawing import drawn, empty, ticks
from eval.measures import DEPTHS, interval
from eval.scorecard import Risk, Score

LONGEST = 28  # characters of a label beside a bar
MOST = 200  # points of a line
DAYS = 5  # labels under a history
LINES = 8  # of a history, the newest: as many as templates/chart.css tells apart
EDGES = [figure * 10**power for power in range(-1, 7) for figure in (1, 2, 5)]  # milliseconds


def shares(scores: Sequence[Score], names: Mapping[str, str], title: str, measure: str) -> str:
    """One measure by category, in [0, 1]: bars with whiskers for the 95 % intervals. `names` are the categories'."""
    found = list(reversed(scores))  # the first on top
    chart = empty("HorizontalBar", title, measure, height=100 + 26 * len(found))
    labels = [f"{names.get(score.category, score.category)} ({score.questions})" for score in found]
    chart.x_labels = [label if len(label) <= LONGEST else label[: LONGEST - 1] + "…" for label in labels]
    chart.y_labels, chart.range = ticks(0, 1), (0, 1)
    chart.add(title, [{"value": s.mean, "ci": {"low": s.low, "high": s.high}} for s in found])
    return drawn(chart)


def reliability(risk: Risk) -> str:
    """How often answers are right by the confidence they were given with; on the diagonal the two are equal."""
    chart = empty("XY", "Độ tin cậy và tỷ lệ đúng", "độ tin cậy của câu trả lời", "tỷ lệ đúng", legend=3)
    points = [(confidence, right) for confidence, right, _ in risk.reliability]
    chart.x_labels = ticks(min(points)[0], max(points)[0])
    first, last = chart.x_labels[0], chart.x_labels[-1]
    chart.xrange, chart.range, chart.y_labels = (first, last), (0, 1), ticks(0, 1)
    whiskers: list[tuple[float | None, float | None]] = []
    for (confidence, _), (low, high) in zip(points, reliability_intervals(risk), strict=True):
        whiskers += [(confidence, low), (confidence, high), (None, None)]
    chart.add("đo được", points, dots_size=4)
    chart.add("nếu độ tin cậy bằng tỷ lệ đúng", [(first, first), (last, last)], show_dots=False)
    chart.add("khoảng 95 %", whiskers, show_dots=False, allow_interruptions=True)
    return drawn(chart, whiskers=2)


def reliability_intervals(risk: Risk) -> list[tuple[float, float]]:
    """The 95 % interval of the share right of each part of `risk.reliability` (Wilson)."""
    counted = [(round(right * questions), questions) for _, right, questions in risk.reliability]
    return [interval([1.0] * right + [0.0] * (questions - right)) for right, questions in counted]


def risk_coverage(risk: Risk) -> str:
    """The share wrong among the surest answers, by how many of the questions they answer."""
    chart = empty("XY", "Rủi ro theo độ phủ", "độ phủ, câu chắc nhất trước", "tỷ lệ sai", legend=2)
    points = thinned(risk.points)
    chart.x_labels, chart.y_labels = ticks(0, 1), ticks(0, max(0.1, *(wrong for _, wrong in points)))
    chart.xrange, chart.range = (0, 1), (0, chart.y_labels[-1])
    chart.add("xếp theo độ tin cậy", points, show_dots=len(points) == 1)
    last = points[-1]
    chart.add("nếu độ tin cậy không nói gì", [(0, last[1]), last], show_dots=False)
    return drawn(chart)


def thinned(points: Sequence[tuple[float, float]], most: int = MOST) -> list[tuple[float, float]]:
    """Up to about `most` points, spread evenly, the first and the last among them."""
    kept = list(points[:: max(1, math.ceil(len(points) / most))])
    return kept if kept[-1] == points[-1] else [*kept, points[-1]]


def recall_by_depth(lines: Mapping[str, Sequence[float]]) -> str:
    """Recall at each of measures.DEPTHS, a line for each way of searching; `lines` are by their Vietnamese names."""
    chart = empty(
        "Line", "Tìm thấy căn cứ trong k kết quả đầu", "k (số kết quả được xem)", "recall@k", legend=len(lines)
    )
    chart.x_labels = [str(depth) for depth in DEPTHS]
    chart.y_labels = ticks(min(0.9, *(value for values in lines.values() for value in values)), 1)
    chart.range = (chart.y_labels[0], 1)
    for name, values in lines.items():
        chart.add(name, list(values))
    return drawn(chart)


def latency(milliseconds: Sequence[float]) -> str:
    """How many questions took how long: a histogram over times that grow by 1, 2, 5, 10 …"""
    chart = empty("Histogram", "Thời gian trả lời", "mili giây một câu (thang lôgarit)", "số câu hỏi")
    bins = times(milliseconds)
    edges = [bins[0][0], *(high for _, high, _ in bins)]
    chart.x_labels = [
        {
            "value": math.log10(edge),
            "label": duration(edge).removesuffix(" ms") if len(edges) < 14 or math.log10(edge) % 1 == 0 else "",
        }
        for edge in edges
    ]
    chart.min_scale, chart.max_scale = 2, 6
    chart.formatter = lambda bar: f"{duration(10 ** bar[1])} – {duration(10 ** bar[2])}: {bar[0]:.0f} câu"
    chart.add("số câu hỏi", [(count, math.log10(low), math.log10(high)) for low, high, count in bins])
    return drawn(chart)


def duration(milliseconds: float) -> str:
    """“20 ms”, “1 s”."""
    return f"{milliseconds / 1000:g} s" if milliseconds >= 999.5 else f"{milliseconds:.3g} ms"


def times(milliseconds: Sequence[float]) -> list[tuple[float, float, int]]:
    """(from, up to, questions) of the bins of `latency`, from the first to the last that any question is in."""
    placed = [min(max(value, EDGES[0]), EDGES[-2]) for value in milliseconds]
    bins = [(low, high, sum(low <= value < high for value in placed)) for low, high in pairwise(EDGES)]
    filled = [place for place, (_, _, count) in enumerate(bins) if count]
    return bins[filled[0] : filled[-1] + 1]


def history(rows: Sequence[Mapping[str, Any]], title: str, measure: str) -> str:
    """The main measure of one set from run to run, a line for each build on each state of the set."""
    days = list(dict.fromkeys((row["date"], row["code"]) for row in rows))
    lines = list(dict.fromkeys((row["build"], row["set_sha256"]) for row in rows))[-LINES:]
    chart = empty("Line", title, "ngày chạy", measure, legend=len(lines))
    step = math.ceil(len(days) / DAYS)
    chart.x_labels = [f"{day[8:10]}/{day[5:7]}" if place % step == 0 else "" for place, (day, _) in enumerate(days)]
    chart.y_labels = ticks(min(0.9, *(row["low"] for row in rows)), 1)
    chart.range = (chart.y_labels[0], 1)
    for build, state in lines:
        of = {(r["date"], r["code"]): r for r in rows if (r["build"], r["set_sha256"]) == (build, state)}
        values = [
            {"value": of[day]["mean"], "ci": {"low": of[day]["low"], "high": of[day]["high"]}} if day in of else None
            for day in days
        ]
        chart.add(f"{build} (bộ {state[:8]})", values, dots_size=4)
    return drawn(chart)
