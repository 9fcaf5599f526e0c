"""The charts of a report with what stands beside them: how to read one, and its figures as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from corpus.dates import day
from eval import charts
from eval.measures import DEPTHS
from eval.names import CATEGORIES, MODES, measure_name
from eval.runs import ALL, Row, Run
from eval.scorecard import Score, latency, risk


@dataclass(frozen=True)
class Figure:
    """A chart as SVG, a line on how to read it, and its figures: a row for each of `rows` under `head`."""

    svg: str
    note: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def figures(run: Run, scores: Sequence[Score]) -> list[Figure]:
    """The charts of a run: those of its kind for which it has figures."""
    if not run.rows:
        return []
    found = [_shares(run, scores)]
    if run.about["kind"] == "retrieval":
        found += _recall(scores)
    else:
        found += _confidence(run.rows)
    return [*found, _latency(run.rows)]


def _shares(run: Run, scores: Sequence[Score]) -> Figure:
    name = _share_name(run.measure)
    chosen = [score for score in scores if score.measure == run.measure]
    title = f"{'Tỷ lệ đúng' if run.measure == 'right' else name} theo loại câu hỏi"
    return Figure(
        charts.shares(chosen, CATEGORIES, title, name),
        "Trong ngoặc là số câu. Vạch ngang là khoảng tin cậy 95 %: hai khoảng trùm lên nhau thì chưa chắc khác nhau.",
        ("Loại câu hỏi", "Số câu", name, "Khoảng 95 %"),
        tuple(
            (CATEGORIES.get(s.category, s.category), str(s.questions), f"{s.mean:.3f}", f"{s.low:.3f}–{s.high:.3f}")
            for s in chosen
        ),
    )


def _share_name(measure: str) -> str:
    return "tỷ lệ đúng" if measure == "right" else measure_name(measure)


def _confidence(rows: Sequence[Row]) -> list[Figure]:
    found = risk(rows)
    if not found.points:
        return []
    between = charts.reliability_intervals(found)
    return [
        Figure(
            charts.reliability(found),
            "Các câu trả lời tìm được bằng tìm kiếm, chia thành các phần bằng nhau theo độ tin cậy. Điểm trên đường "
            "gạch: hệ thống dè dặt hơn thực tế; dưới đường gạch: tự tin quá mức.",
            ("Độ tin cậy", "Tỷ lệ đúng", "Khoảng 95 %", "Số câu"),
            tuple(
                (f"{confidence:.3f}", f"{right:.3f}", f"{low:.3f}–{high:.3f}", str(questions))
                for (confidence, right, questions), (low, high) in zip(found.reliability, between, strict=True)
            ),
        ),
        Figure(
            charts.risk_coverage(found),
            f"Chỉ trả lời những câu chắc nhất thì sai bao nhiêu phần. Rủi ro trung bình (AURC): {found.area:.3f}.",
            ("Độ phủ", "Tỷ lệ sai"),
            tuple((f"{covered:.3f}", f"{wrong:.3f}") for covered, wrong in charts.thinned(found.points, 20)),
        ),
    ]


def _recall(scores: Sequence[Score]) -> list[Figure]:
    means = {score.measure: score.mean for score in scores if score.category == ALL}
    lines = {
        name: [means[f"{prefix}recall@{depth}"] for depth in DEPTHS]
        for prefix, name in MODES.items()
        if all(f"{prefix}recall@{depth}" in means for depth in DEPTHS)
    }
    if not lines:
        return []
    return [
        Figure(
            charts.recall_by_depth(lines),
            "Phần điều đúng nằm trong k kết quả đầu, theo cách tìm. Trục đứng không bắt đầu từ 0.",
            ("k", *lines),
            tuple(
                (str(depth), *(f"{values[place]:.3f}" for values in lines.values()))
                for place, depth in enumerate(DEPTHS)
            ),
        )
    ]


def _latency(rows: Sequence[Row]) -> Figure:
    time = latency(rows)
    return Figure(
        charts.latency([row.milliseconds for row in rows]),
        f"Một nửa số câu xong trong {time['p50']:g} ms (p50); p95 {time['p95']:g} ms, p99 {time['p99']:g} ms.",
        ("Từ", "Đến dưới", "Số câu"),
        tuple(
            (charts.duration(low), charts.duration(high), str(count))
            for low, high, count in charts.times([row.milliseconds for row in rows])
        ),
    )


def history_figures(rows: Sequence[Mapping[str, Any]]) -> list[Figure]:
    """A chart for each set of a history and each measure of it, in the order in which they come."""
    sets = dict.fromkeys((row["set"], row.get("split", ""), row["measure"]) for row in rows)
    found = []
    for of in sets:
        name, split, measure = of[0], of[1], _share_name(of[2])
        chosen = [row for row in rows if (row["set"], row.get("split", ""), row["measure"]) == of]
        chosen.sort(key=lambda row: str(row["date"]))
        found.append(
            Figure(
                charts.history(chosen, f"{name} {split}".strip() + f": {measure}", measure),
                "Mỗi đường là một bản dựng trên một trạng thái của bộ câu hỏi: bộ đổi nội dung thì đường mới bắt đầu.",
                ("Ngày", "Bản dựng", "Mã nguồn", "SHA-256 của bộ", "Số câu", measure, "Khoảng 95 %"),
                tuple(
                    (
                        day(date.fromisoformat(r["date"])),
                        str(r["build"]),
                        str(r["code"]),
                        str(r["set_sha256"])[:12],
                        str(r["questions"]),
                        f"{r['mean']:.3f}",
                        f"{r['low']:.3f}–{r['high']:.3f}",
                    )
                    for r in chosen
                ),
            )
        )
    return found
