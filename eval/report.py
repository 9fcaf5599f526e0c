"""Runs as one HTML file that opens anywhere without a network: figures, charts, and the questions that went wrong.

The page is `templates/report.html` with autoescape on: what documents, questions and models say is text, never markup.
Its Content-Security-Policy lets nothing be fetched and no script run but our own.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.dates import day
from corpus.errors import Misconfigured
from corpus.files import write_whole
from eval.compare import Comparison
from eval.figures import Figure, figures, history_figures
from eval.grades import SAID
from eval.names import CATEGORIES, measure_name
from eval.runs import ALL, Row, Run
from eval.said import SHORT, Said, said, short
from eval.scorecard import SHOWN, Refusals, Score, latency, refusals, scores, tokens

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).with_name("templates")
LARGEST = 3_000_000  # bytes of a report
DETAILED = (200, 100, 50, 20, 5, 0)  # questions shown in detail of each run, fewer until the report is small enough


@dataclass(frozen=True)
class Section:
    """What the report says of one run, its questions apart."""

    run: Run
    title: str
    about: tuple[tuple[str, str], ...]
    main: Score | None
    measures: tuple[str, ...]
    table: tuple[tuple[str, int, tuple[Score | None, ...]], ...]
    refusals: Refusals | None
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Lost:
    """The questions of a run that are not right: by category in detail, the rest by id; `count` of all."""

    count: int
    groups: Mapping[str, Sequence[tuple[Row, Said]]]
    rest: Sequence[str]


def write(
    runs: Sequence[Run], out: Path, comparison: Comparison | None = None, history: Sequence[dict[str, Any]] = ()
) -> Path:
    """Write the report of runs, with a comparison and the history of committed runs where given; its path.

    Misconfigured without runs, or when even without a question in detail it would be larger than LARGEST.
    """
    if not runs:
        raise Misconfigured("Báo cáo cần ít nhất một lần chạy: hãy nêu BỘ/BẢN DỰNG, như “shipped/now”.")
    sections = [_section(run) for run in runs]
    drawn = history_figures(history)
    for most in DETAILED:
        page = _page(sections, comparison, drawn, most)
        if len(page.encode("utf-8")) <= LARGEST:
            break
    else:
        raise Misconfigured(f"Báo cáo lớn hơn {LARGEST // 1_000_000} MB: hãy nêu ít lần chạy hơn.")
    out.parent.mkdir(parents=True, exist_ok=True)
    write_whole(out, page)
    return out


def _page(sections: Sequence[Section], comparison: Comparison | None, drawn: Sequence[Figure], most: int) -> str:
    script = (TEMPLATES / "report.js").read_text(encoding="utf-8")
    return (
        _environment()
        .get_template("report.html")
        .render(
            sections=sections,
            lost=[_lost(section.run, most) for section in sections],
            comparison=comparison,
            regressions=[(a, said(a), b, said(b)) for a, b in islice(comparison.lost, most)] if comparison else [],
            history=drawn,
            most=most,
            style=(TEMPLATES / "report.css").read_text(encoding="utf-8"),
            script=script,
            script_hash=base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii"),
        )
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "named": lambda name: CATEGORIES.get(name, name),
        "measure": measure_name,
        "short": short,
        "begin": _begin,
        "signed": _signed,
        "day": _day,
    }
    environment.globals |= {"ALL": ALL, "KINDS": SAID, "SHORT": SHORT}
    return environment


def _begin(text: str) -> str:
    """A text with a capital first: Jinja's own filter makes the rest small."""
    return text[:1].upper() + text[1:]


def _day(iso: str) -> str:
    return day(date.fromisoformat(iso)) if iso else ""


def _signed(change: float) -> str:
    return f"{change:+.3f}".replace("-", "−") if abs(change) >= 0.0005 else "0.000"


def _section(run: Run) -> Section:
    found = scores(run)
    by_place = {(score.category, score.measure): score for score in found}
    wanted = (*SHOWN[run.about["kind"]], "consistent", "reproduced")
    shown = tuple(measure for measure in wanted if (ALL, measure) in by_place)
    split = run.about.get("split", "")
    return Section(
        run=run,
        title=f"bộ {run.about['set']}{' ' + split if split else ''}, bản dựng {run.name}",
        about=tuple(_about(run)),
        main=by_place.get((ALL, run.measure)),
        measures=shown,
        table=tuple(
            (category, len(run.of(category)), tuple(by_place.get((category, measure)) for measure in shown))
            for category in run.categories()
        ),
        refusals=refusals(run.rows) if run.about["kind"] == "answers" else None,
        figures=tuple(figures(run, found)),
    )


def _about(run: Run) -> list[tuple[str, str]]:
    """What was measured with what, in Vietnamese; what a run does not say is left out."""
    about, time, used = run.about, latency(run.rows), tokens(run.rows)
    answers = about["kind"] == "answers"
    no_model = "không dùng: câu trả lời là trích dẫn" if answers else ""
    part = f"phần {about['split']}" if about.get("split") else "cả bộ"
    version = f", phiên bản {about['version']}" if "version" in about else ""
    said = {
        "Bộ câu hỏi": f"{about['set']}{version}, {part}, {len(run.rows)} câu",
        "SHA-256 của bộ": about["set_sha256"],
        "Bản dựng": run.name,
        "Mã nguồn": about["code"],
        "Tham số": ", ".join(f"{name} {value}" for name, value in about.get("tuning", {}).items()),
        "Mô hình ngôn ngữ" if answers else "Mô hình nhúng": about.get("model") or no_model,
        "Kho văn bản": "; ".join(f"{name}: {made_by}" for name, made_by in about.get("corpora", {}).items()),
        "Số điều trong kho": about.get("articles", ""),
        "Hỏi tại ngày": _day(about.get("as_of", "")),
        "Ngày chạy": _day(about["date"]),
        "Máy": about["machine"],
        "Lệnh": about["command"],
        "Thời gian một câu": f"p50 {time['p50']:g} ms, p95 {time['p95']:g} ms, p99 {time['p99']:g} ms",
        "Bộ nhớ một tiến trình": f"{time['megabytes']:g} MB" if time["megabytes"] else "",
        "Mô hình đọc và viết": f"{used['input_tokens']} và {used['output_tokens']} token" if any(used.values()) else "",
    }
    return [(name, str(value)) for name, value in said.items() if value]


def _lost(run: Run, most: int) -> Lost:
    """The questions with failures, or not right, in the order of the categories."""
    order = {category: place for place, category in enumerate(run.categories())}
    wrong = [row for row in run.rows if row.failures or row.values.get("right", 1) < 1]
    wrong.sort(key=lambda row: order[row.category])
    groups: dict[str, list[tuple[Row, Said]]] = {}
    for row in wrong[:most]:
        groups.setdefault(row.category, []).append((row, said(row)))
    return Lost(len(wrong), groups, [row.id for row in wrong[most:]])
