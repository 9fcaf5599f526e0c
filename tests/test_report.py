"""The report as a file, its charts as pictures, and the history of runs."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from made_runs import SCRIPT, SHA, answer, answers, retrieval, row
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from corpus.errors import Misconfigured
from eval import charts, report
from eval.compare import compare
from eval.drawing import ticks
from eval.figures import figures, history_figures
from eval.history import append_history, history_row, read_history
from eval.names import measure_name
from eval.runs import Run, read, write_result
from eval.said import said
from eval.scorecard import Risk, Score, scores

RISK = Risk(((0.2, 0.0), (0.4, 0.5), (0.6, 0.3333)), 0.28, ((0.95, 0.9, 10), (0.7, 0.5, 10)))
HISTORY = [history_row(answers()) | {"date": f"2026-11-{day}", "code": f"c{day}"} for day in (10, 12, 24)]


@pytest.fixture
def written(tmp_path: Path) -> HTMLParser:
    """The report of two runs of answers, compared, one of retrieval, and a history."""
    a, b = answers("cũ"), answers("mới", wrong=("q4", "d2"))
    path = report.write([a, b, retrieval()], tmp_path / "deep" / "bao-cao.html", compare(a, b), HISTORY)
    return HTMLParser(path.read_text(encoding="utf-8"))


def words(page: HTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text(separator=" ").split()) for node in page.css(selector)]


DRAWN = {
    "shares": charts.shares([Score("<b>&", "right", 9, 0.9, 0.7, 0.97)], {}, "Đúng <b>", "đúng"),
    "reliability": charts.reliability(RISK),
    "reliability of one part": charts.reliability(Risk(((1.0, 0.0),), 0.0, ((0.8, 1.0, 1),))),
    "risk": charts.risk_coverage(RISK),
    "risk of one answer": charts.risk_coverage(Risk(((1.0, 1.0),), 1.0, ((0.8, 0.0, 1),))),
    "recall": charts.recall_by_depth({"kết hợp": [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1], "từ vựng": [0.4] * 7}),
    "recall, all found": charts.recall_by_depth({"kết hợp": [1.0] * 7}),
    "latency": charts.latency([0.0, 3.0, 14.0, 15.0, 1_300.0]),
    "latency, all alike": charts.latency([20.0]),
    "latency, wide": charts.latency([0.2, 9_000_000.0]),
    "history": charts.history(HISTORY, "made: đúng", "đúng"),
    "history of one run": charts.history(HISTORY[:1], "made: đúng", "đúng"),
}


@pytest.mark.parametrize("svg", DRAWN.values(), ids=DRAWN)
def test_a_chart_is_a_picture_that_runs_and_fetches_nothing(svg: str) -> None:
    root = ElementTree.fromstring(svg)
    names = [node.tag.partition("}")[2] for node in root.iter()]
    assert svg.startswith("<svg ")  # what st.image takes for a picture
    assert root.get("role") == "img"
    assert root.findtext("{*}title") == root.get("aria-label") != ""
    assert "script" not in names
    assert "image" not in names
    assert not any("href" in name or name == "id" for node in root.iter() for name in node.attrib)
    assert re.findall(r"(?:https?:)?//[^\"\s]*|url\([^)]*\)|@import", svg) == [
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    ]
    assert "NaN" not in svg
    assert "@media screen and (prefers-color-scheme: dark)" in svg


def test_a_chart_draws_what_it_is_given() -> None:
    bars = ElementTree.fromstring(DRAWN["shares"])
    assert "<b>& (9)" in [node.text for node in bars.iterfind(".//{*}text")]
    assert len(list(bars.iterfind(".//*[@class='ci']"))) == 1
    history = ElementTree.fromstring(DRAWN["history"])
    assert len([node for node in history.iter() if node.get("class", "").startswith("dot ")]) == 3


def test_a_history_starts_a_new_line_when_the_set_changes() -> None:
    changed = [*HISTORY, HISTORY[-1] | {"date": "2026-11-25", "set_sha256": "beef" * 16}]
    said_beside = [
        node.text for node in ElementTree.fromstring(charts.history(changed, "made", "đúng")).iterfind(".//{*}text")
    ]
    assert [text for text in said_beside if text and "bộ" in text] == ["now (bộ 5e700000)", "now (bộ beefbeef)"]
    of_sets = history_figures([*HISTORY, HISTORY[0] | {"set": "bench", "measure": "nDCG@10"}])
    assert [figure.head[-2] for figure in of_sets] == ["tỷ lệ đúng", "nDCG@10"]
    assert [len(figure.rows) for figure in of_sets] == [3, 1]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (0.61, 0.963, [0.6, 0.7, 0.8, 0.9, 1]),
        (0.9, 1, [0.9, 0.92, 0.94, 0.96, 0.98, 1]),
        (1, 1, [0.92, 0.94, 0.96, 0.98, 1]),
        (0, 0, [0, 0.02, 0.04, 0.06, 0.08]),
    ],
)
def test_ticks(low: float, high: float, expected: list[float]) -> None:
    assert ticks(low, high) == expected


def test_times_are_counted_in_bins_that_grow() -> None:
    assert charts.times([3, 14, 15, 60]) == [(2, 5, 1), (5, 10, 0), (10, 20, 2), (20, 50, 0), (50, 100, 1)]
    assert [charts.duration(time) for time in (0.5, 20, 1_000, 2_000_000)] == ["0.5 ms", "20 ms", "1 s", "2000 s"]


def test_a_line_keeps_its_ends_when_it_is_thinned() -> None:
    points = [(place / 1_000, 0.0) for place in range(1, 1_001)]
    kept = charts.thinned(points, 10)
    assert (kept[0], kept[-1]) == (points[0], points[-1])
    assert len(kept) <= 12


def test_reliability_intervals_are_wilsons() -> None:
    # 9 of 10 by Wilson, z = 1.96: (0.9 + 0.192 ± 1.96 · √(0.009 + 0.0096)) / 1.384 = 0.789 ± 0.193
    low, high = charts.reliability_intervals(RISK)[0]
    assert low == pytest.approx(0.596, abs=0.001)
    assert high == pytest.approx(0.982, abs=0.001)


@pytest.mark.parametrize(
    ("measure", "name"),
    [("right", "đúng"), ("nDCG@10", "nDCG@10"), ("lexical nDCG@10", "nDCG@10 từ vựng"), ("dense MAP", "MAP ngữ nghĩa")],
)
def test_measures_have_vietnamese_names(measure: str, name: str) -> None:
    assert measure_name(measure) == name


def test_what_was_measured_stands_at_the_head(written: HTMLParser) -> None:
    about = dict(zip(words(written, "#run1 dt"), words(written, "#run1 dd"), strict=True))
    assert about == {
        "Bộ câu hỏi": "made, phiên bản 3, cả bộ, 8 câu",
        "SHA-256 của bộ": SHA,
        "Bản dựng": "cũ",
        "Mã nguồn": "0123456789ab",
        "Tham số": "hits 8",
        "Mô hình ngôn ngữ": "không dùng: câu trả lời là trích dẫn",
        "Kho văn bản": "documents: c0ffee.i1.e5s",
        "Hỏi tại ngày": "24/11/2026",
        "Ngày chạy": "24/11/2026",
        "Máy": "2 cores, x86_64, Python 3.11.7",
        "Lệnh": "cancu eval run --set made --build cũ",
        "Thời gian một câu": "p50 12.5 ms, p95 849.4 ms, p99 1209.9 ms",
        "Bộ nhớ một tiến trình": "300 MB",
    }


def test_scores_refusals_consistency_and_reproduction(written: HTMLParser) -> None:
    head = words(written, "#run2 table.scores th[scope=col]")
    all_ = written.css_first("#run2 table.scores tr.all")
    cells = dict(zip(head[1:], [" ".join(cell.text().split()) for cell in all_.css("td")], strict=True))
    assert cells["Số câu"] == "8"
    assert cells["đúng"] == "0.750 0.41–0.93"  # 6 of 8
    assert cells["nhất quán theo ngày"] == "0.000 0.00–0.79"  # one family, wrong at one of two dates
    assert words(written, "#run2 table.scores tbody th") == ["tất cả", "nội dung", "hỏi tại một ngày", "<b>lạ</b>"]
    refusals = words(written, "#run2 .wide:not(:has(.scores)) tbody tr")[:2]
    assert refusals == [
        "có căn cứ để trả lời 7 ✓ 0 ✗ từ chối nhầm 0.000 0.354",
        "không nên trả lời 0 ✗ trả lời liều 1 ✓ 0.000 0.793",
    ]
    said_below = " ".join(words(written, "#run2 > p"))
    assert "0 trong 1 nhóm câu hỏi" in said_below
    assert "7 trong 7 câu được hỏi lần hai" in said_below


def test_charts_of_each_kind_with_their_figures_as_tables(written: HTMLParser) -> None:
    titles = {run: words(written, f"#{run} figure svg > title") for run in ("run1", "run3", "history")}
    assert titles == {
        "run1": ["Tỷ lệ đúng theo loại câu hỏi", "Độ tin cậy và tỷ lệ đúng", "Rủi ro theo độ phủ", "Thời gian trả lời"],
        "run3": ["nDCG@10 theo loại câu hỏi", "Tìm thấy căn cứ trong k kết quả đầu", "Thời gian trả lời"],
        "history": ["made: tỷ lệ đúng"],
    }
    assert words(written, "#history tbody tr")[0] == "10/11/2026 now c10 5e7000000000 8 0.875 0.529–0.978"
    assert len(written.css("figure")) == len(written.css("figure details table")) == 4 + 4 + 3 + 1


def test_the_comparison_shows_what_was_lost_side_by_side(written: HTMLParser) -> None:
    rows = words(written, "#comparison table.scores tbody tr")
    assert rows[0].startswith("tất cả 8 0.875 0.750 −0.125")
    assert rows[0].endswith("1 / 2 / 5 ≈ chưa phân biệt được")
    lost = written.css("#comparison article")
    assert [article.css_first("h4").text() for article in lost] == [
        f"d2 · {SCRIPT} Còn hiệu lực không?",
        "q4 · Sổ tay số q4 ghi bằng gì?",
    ]
    a, b = lost[1].css(".sides > div")
    assert a.css_first("p").text() == "A 1.000"
    assert b.css_first("p").text() == "B 0.000"
    assert b.css_first(".failures").text() == "✗ không nêu “mực xanh”"
    assert "mực xanh. [1]" in a.css_first(".said").text()
    assert "mực xanh. [1]" in b.css_first(".said").text()
    assert words(written, "#comparison .wide:not(:has(.scores)) tbody tr") == [
        "q3 Sổ tay số q3 ghi bằng gì? 0.000 1.000"
    ]


def test_the_questions_that_are_not_right_by_category(written: HTMLParser) -> None:
    assert words(written, "#lost h3") == [
        "Bộ made, bản dựng cũ: 1 câu",
        "Bộ made, bản dựng mới: 2 câu",
        "Bộ bench, bản dựng now: 1 câu",
    ]
    assert words(written, "#lost h4") == ["Nội dung (1)", "Nội dung (1)", "Hỏi tại một ngày (1)", "Bench (1)"]
    first, *_, searched = written.css("#lost article")
    assert first.css_first("details blockquote").text().startswith("Sổ tay kết nối được ghi")
    assert "điều đúng: law-1" in searched.css_first("details").text()
    assert "từ vựng: law-0; law-1" in searched.css_first("details").text()


def test_text_is_never_markup_and_nothing_else_may_run(written: HTMLParser) -> None:
    scripts = written.css("script")
    assert len(scripts) == 1
    digest = base64.b64encode(hashlib.sha256(scripts[0].text().encode("utf-8")).digest()).decode("ascii")
    policy = written.css_first("meta[http-equiv=Content-Security-Policy]").attributes["content"] or ""
    assert policy.startswith("default-src 'none'; ")
    assert f"script-src 'sha256-{digest}'" in policy
    assert f"Đã hết hiệu lực. {SCRIPT}" in " ".join(words(written, "#lost .said"))
    assert written.css("h1 b, th b, h5 *, svg b") == []
    fetched = [
        value
        for node in written.css("*")
        for name, value in node.attributes.items()
        if name in {"src", "href", "srcset", "data", "action", "poster"} and not (value or "").startswith("#")
    ]
    assert fetched == []


def test_headings_go_down_one_at_a_time_and_headers_say_of_what(written: HTMLParser) -> None:
    levels = [int(node.tag[1]) for node in written.css("h1, h2, h3, h4, h5")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert written.css_first("html").attributes["lang"] == "vi"
    assert all(node.attributes.get("scope") in {"col", "row"} for node in written.css("th"))
    ids = [node.attributes["id"] for node in written.css("[id]")]
    assert len(ids) == len(set(ids))
    assert {link.attributes["href"] for link in written.css("a")} <= {f"#{id_}" for id_ in ids}


def test_many_questions_are_named_and_the_file_stays_small(tmp_path: Path) -> None:
    long = {"answer": answer(text="Điều lệ " * 2_000), "expect": "answer"}
    run = answers(rows=tuple(row(f"m{number}", False, detail=long) for number in range(1_200)))
    some = replace(run, rows=tuple(replace(row, detail={}) for row in run.rows))
    assert said(run.rows[0]).text.endswith("…")
    for of, shown in ((some, 200), (run, 200)):
        path = report.write([of], tmp_path / "nhieu.html")
        page = HTMLParser(path.read_text(encoding="utf-8"))
        assert len(page.css("#lost article")) == shown
        assert path.stat().st_size < report.LARGEST
        assert "… và 1000 câu nữa, không nêu chi tiết: m200, m201" in page.css_first("#lost").text()
    other = replace(run, about=run.about | {"build": "b"}, rows=tuple(row(r.id, True, detail=long) for r in run.rows))
    path = report.write([run, other, run], tmp_path / "nhieu.html", compare(other, run))
    assert path.stat().st_size < report.LARGEST
    assert 0 < len(HTMLParser(path.read_text(encoding="utf-8")).css("#comparison article")) < 200


def test_a_report_too_large_even_without_detail_is_refused(tmp_path: Path) -> None:
    run = answers(rows=tuple(row(f"{number}" * 400, False) for number in range(10_000, 10_400)))
    with pytest.raises(Misconfigured, match="hãy nêu ít lần chạy hơn"):
        report.write([run] * 5, tmp_path / "bao-cao.html")
    with pytest.raises(Misconfigured, match="ít nhất một lần chạy"):
        report.write([], tmp_path / "bao-cao.html")
    assert list(tmp_path.iterdir()) == []


def test_a_committed_run_and_an_empty_one_are_reported(tmp_path: Path) -> None:
    kept = read(write_result(answers(), tmp_path))
    page = HTMLParser(report.write([kept], tmp_path / "a.html").read_text(encoding="utf-8"))
    assert words(page, "#lost details") == ["Câu trả lời Lần chạy này không lưu câu trả lời."]
    empty = Run(answers().about, ())
    page = HTMLParser(report.write([empty], tmp_path / "b.html").read_text(encoding="utf-8"))
    assert figures(empty, scores(empty)) == []
    assert "Chưa có câu nào." in page.css_first("#lost").text()


def test_the_same_runs_give_the_same_file(tmp_path: Path) -> None:
    first = report.write([answers()], tmp_path / "a.html", history=HISTORY).read_bytes()
    assert report.write([answers()], tmp_path / "b.html", history=HISTORY).read_bytes() == first


def test_history_keeps_a_row_for_each_state_and_day(tmp_path: Path) -> None:
    path = tmp_path / "results" / "history.jsonl"
    assert read_history(path) == []
    append_history(answers(), path)
    append_history(answers(wrong=()), path)  # the same set, build, code and day
    append_history(answers("other"), path)
    append_history(retrieval(), path)
    rows = read_history(path)
    assert [(r["set"], r["build"], r["measure"], r["mean"], r["questions"]) for r in rows] == [
        ("made", "now", "right", 1.0, 8),
        ("made", "other", "right", 0.875, 8),
        ("bench", "now", "nDCG@10", 0.525, 6),
    ]
    assert list(rows[0]) == [
        "date", "set", "split", "set_sha256", "build", "code", "model", "tuning", "as_of", "measure", "mean", "low", "high", "questions",
    ]  # fmt: skip
    assert (rows[1]["low"], rows[1]["high"]) == (0.5291, 0.9776)  # Wilson, 7 of 8


@pytest.mark.parametrize(
    ("line", "message"),
    [("{", "Dòng 2 .* không phải JSON"), (json.dumps({"set": "made"}), "Dòng 2 .* thiếu “split”")],
)
def test_a_broken_history_names_its_line(line: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    append_history(answers(), path)
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    with pytest.raises(Misconfigured, match=message):
        read_history(path)


def test_an_empty_run_has_no_history() -> None:
    with pytest.raises(Misconfigured, match="chưa có câu nào được chấm"):
        history_row(Run(answers().about, ()))
