"""The page Đánh giá: run sets, look at results, go down to one question, ask what would be if. No code needed.

It lives here, not with the other pages, because nothing but the entry may import `eval`. Runs are processes of their
own whose rows lie on the disk: a refresh, a second tab or a click elsewhere loses nothing.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from assistant.settings import PROJECT, Settings
from assistant.tuning import SHIPPED, Tuning
from assistant.ui.edge import edge
from assistant.ui.literal import literal
from assistant.ui.look import ICON, apply_look
from assistant.ui.opening import opened
from eval import corpora, datasets, questions
from eval.runs import ALL, RESULTS, Run, folder_of, read, runs_folder

if TYPE_CHECKING:
    from assistant.ask import Assistant
    from eval.scorecard import Score

EVERY = "2s"  # how often a run on its way is looked at


def evaluation_page() -> None:
    """Draw the page."""
    st.set_page_config(page_title="Căn Cứ · Đánh giá", page_icon=ICON, layout="wide")
    apply_look(wide=True)
    st.title("Đánh giá", anchor=False)
    run_tab, results_tab, try_tab = st.tabs(["Chạy", "Kết quả", "Thử một câu"])
    settings = Settings.from_environment()
    with run_tab, edge():
        _run(settings)
    with results_tab, edge():
        _results(settings)
    with try_tab, edge():
        _try()


@st.cache_resource
def _running() -> dict[str, subprocess.Popen[bytes]]:
    """The runs on their way, for every tab of this server."""
    return {}


def _run(settings: Settings) -> None:
    st.text(
        "Chọn bộ câu hỏi và đặt tên bản dựng. Mỗi lần chạy là một tiến trình riêng: có thể đóng trang rồi quay lại."
    )
    here = [name for name in questions.names() if all(corpora.is_here(q.corpus) for q in questions.load(name).all())]
    here += [name for name in datasets.NAMES if (datasets.folder_of(name) / "qrels.tsv").exists()]
    left, right = st.columns(2, gap="large")
    with left:
        sets = st.multiselect("Bộ câu hỏi", here, default=["shipped"], key="eval-sets")
        build = st.text_input("Tên bản dựng", "now", key="eval-build", max_chars=40)
        split = st.radio("Phần", ["tất cả", "dev", "test"], horizontal=True, key="eval-split")
    with right:
        tuning = _tuning("eval-run")
    if st.button("Chạy", key="eval-start", type="primary", disabled=not sets or not build.strip()):
        for name in sets:
            _start(settings, name, build.strip(), "" if split == "tất cả" else split, tuning)
    _progress(str(runs_folder(settings)))


def _tuning(key: str) -> Tuning:
    """The controls of a tuning, at what ships until moved."""
    return Tuning(
        dense_weight=st.slider("Trọng số ngữ nghĩa", 0.0, 1.0, SHIPPED.dense_weight, 0.05, key=f"{key}-weight"),
        hits=st.slider("Số mục được tìm (k)", 1, 50, SHIPPED.hits, key=f"{key}-hits"),
        most=st.slider("Số trích dẫn nhiều nhất", 1, 10, SHIPPED.most, key=f"{key}-most"),
        near=st.slider("Trích dẫn thêm so với tốt nhất", 0.0, 1.0, SHIPPED.near, 0.05, key=f"{key}-near"),
        most_doubt=st.slider("Ngưỡng nghi không có căn cứ", 0.0, 1.0, SHIPPED.most_doubt, 0.05, key=f"{key}-doubt"),
    )


def _start(settings: Settings, name: str, build: str, split: str, tuning: Tuning) -> None:
    """Begin a run in a process of its own, as the command line would; its words go into a log beside its rows."""
    label = f"{name}/{build}" + (f"-{split}" if split else "")
    known = _running().get(label)
    if known and known.poll() is None:
        st.warning(literal(f"{label} đang chạy: hãy đợi xong, hoặc đặt tên bản dựng khác."))
        return
    options = [f"--{key.replace('_', '-')}={value}" for key, value in vars(tuning).items()]
    command = [sys.executable, "-m", "cancu", "eval", "run", "--set", name, "--build", build, "--no-lost", *options]
    command += ["--split", split] if split else []
    folder = folder_of(runs_folder(settings), name, build, split)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "log.txt").open("wb") as log:
        _running()[label] = subprocess.Popen(command, cwd=PROJECT, stdout=log, stderr=log)


@st.fragment(run_every=EVERY)
def _progress(folder: str) -> None:
    for label, process in list(_running().items()):
        code = process.poll()
        rows = Path(folder) / label / "rows.jsonl"
        done = rows.read_bytes().count(b"\n") if rows.exists() else 0
        if code is None:
            st.caption(f":material/hourglass_top: {literal(label)}: đang chạy, đã xong {done} dòng")
        elif code == 0:
            st.caption(f":material/check_circle: {literal(label)}: xong, xem ở “Kết quả”")
        else:
            log = (Path(folder) / label / "log.txt").read_text(encoding="utf-8", errors="replace")
            st.error(literal(f"{label}: dừng vì lỗi. {' '.join(log.split())[-400:]}"))


def _results(settings: Settings) -> None:
    found = _runs(settings)
    if not found:
        st.info("Chưa có lần chạy nào: hãy chạy một bộ ở thẻ “Chạy”.")
        return
    first, second = st.columns(2)
    with first:
        name = st.selectbox("Lần chạy", list(found), key="eval-result")
    with second:
        others = [n for n in found if n != name and n.split("/")[0] == name.split("/")[0]]
        base = st.selectbox("So với", ["(không so)", *others], key="eval-base")
    measured, scored = _measured(found[name])
    if not measured.rows:
        st.info("Lần chạy này chưa có câu nào xong: hãy quay lại sau.")
        return
    _scorecard(measured, scored)
    if base != "(không so)":
        _comparison(_measured(found[base])[0], measured)
    _questions(settings, measured)
    st.download_button(
        "Tải báo cáo HTML", lambda: _report(measured), f"{name.replace('/', '-')}.html", "text/html", key="eval-report"
    )


def _runs(settings: Settings) -> dict[str, Path]:
    """Runs by name, the newest first: those of the data folder, then those that are committed."""
    folder = runs_folder(settings)
    own = sorted(folder.glob("*/*/run.json"), key=lambda path: -path.stat().st_mtime)
    found = {f"{path.parent.parent.name}/{path.parent.name}": path.parent for path in own}
    for path in sorted((RESULTS / "runs").glob("*.json")):
        found.setdefault(f"{path.stem.replace('--', '/')} (đã công bố)", path)
    return found


def _measured(place: Path) -> tuple[Run, list[Score]]:
    """A run and its scores; read and reckoned again only when it has changed."""
    rows = place if place.is_file() else place / "rows.jsonl"
    return _scored(str(place), rows.stat().st_mtime if rows.exists() else 0.0)


@st.cache_resource(max_entries=6, show_spinner="Đang tính khoảng tin cậy…")
def _scored(place: str, changed: float) -> tuple[Run, list[Score]]:
    from eval.scorecard import scores

    measured = read(Path(place))
    return measured, scores(measured)


def _scorecard(measured: Run, found: list[Score]) -> None:
    from eval.names import CATEGORIES, measure_name
    from eval.scorecard import SHOWN, latency, refusals

    about = measured.about
    st.caption(
        literal(
            f"{about['set']} (sha256 {about['set_sha256'][:12]}) · {about['date']} · mã nguồn {about['code']} · "
            f"{about['machine']}"
        )
    )
    shown = [*SHOWN[about["kind"]], "consistent", "reproduced"]
    table: dict[str, dict[str, Any]] = {c: {"câu": len(measured.of(c))} for c in measured.categories()}
    for score in found:
        if score.measure in shown:
            table[score.category][measure_name(score.measure)] = f"{score.mean:.3f} ({score.low:.2f}–{score.high:.2f})"
    columns = dict.fromkeys(name for cells in table.values() for name in cells)
    st.dataframe(
        [
            {"loại câu hỏi": CATEGORIES.get(category, category)} | dict.fromkeys(columns, "–") | cells
            for category, cells in table.items()
        ],
        width="stretch",
        hide_index=True,
    )
    time = latency(measured.of(ALL))
    line = f"Mỗi câu: p50 {time['p50']} ms, p95 {time['p95']} ms."
    if about["kind"] == "answers":
        matrix = refusals(measured.of(ALL))
        line += (
            f" Từ chối nhầm {matrix.false}/{matrix.false + matrix.answered}, "
            f"trả lời khi không nên {matrix.unsafe}/{matrix.unsafe + matrix.refused}."
        )
    st.caption(literal(line))
    from eval.figures import figures

    with st.container(horizontal=True, gap="medium"):
        for figure in figures(measured, found):
            st.image(figure.svg, width=520, caption=figure.note)


def _comparison(base: Run, measured: Run) -> None:
    from eval.compare import compare, shown

    found = compare(base, measured)
    st.subheader("So với bản trước", anchor=False)
    rows = [
        {
            "loại câu hỏi": d.category,
            "trước": round(d.a, 3),
            "nay": round(d.b, 3),
            "thay đổi (95 %)": f"{d.b - d.a:+.3f} ({d.low:+.3f} … {d.high:+.3f})",
            "p (Holm)": round(d.adjusted, 3),
            "được / mất / hòa": f"{d.wins} / {d.losses} / {d.ties}",
            "kết luận": d.verdict,
        }
        for d in found.differences
    ]
    st.dataframe(rows, width="stretch", hide_index=True)
    for one, other in found.lost[:20]:
        with st.expander(literal(f"Mất: {one.id} ({one.category}) {one.question}")):
            left, right = st.columns(2)
            left.caption("Trước")
            left.text(shown(one, 1_500))
            right.caption("Nay")
            right.text(shown(other, 1_500))
            right.text("\n".join(other.failures))


def _questions(settings: Settings, measured: Run) -> None:
    """One question of the run: what was asked, answered and found, and where the right provision was lost."""
    from eval.compare import shown

    st.subheader("Từng câu", anchor=False)
    category = st.selectbox("Loại câu hỏi", measured.categories(), key="eval-category")
    wrong = st.checkbox("Chỉ các câu chưa đúng", value=True, key="eval-wrong")
    # Test questions are looked at only when asked for: rules must not be written for them.
    test = st.checkbox("Cả các câu phần test", value=False, key="eval-test")
    rows = [r for r in measured.of(category) if (r.failures or not wrong) and (test or r.split != "test")]
    if not rows:
        st.caption("Không có câu nào.")
        return
    by_label = {f"{row.id} · {row.question}": row for row in rows}
    row = by_label[st.selectbox("Câu hỏi", list(by_label), key="eval-question")]
    st.text(row.question)
    for failure in row.failures:
        st.caption(f":material/close: {literal(failure)}")
    st.text(shown(row, 3_000))
    if measured.about["kind"] == "answers" and st.button("Giải phẫu câu này", key="eval-why"):
        from assistant.ask import Assistant
        from eval.why import as_text, why

        asked = next((q for q in questions.load(measured.about["set"]).all() if q.id == row.id), None)
        if asked is None:
            st.caption("Bộ câu hỏi nay không còn câu này.")
            return
        with st.spinner("Đang lần lại từng bước…"):
            ready = corpora.prepare(asked.corpus, settings)
            ready = replace(ready, model="", tuning=Tuning(**measured.about["tuning"]))
            day = date.fromisoformat(measured.about["as_of"])
            st.code(as_text(why(asked, Assistant.open(ready), day)), language=None, wrap_lines=True)


def _report(measured: Run) -> bytes:
    import tempfile

    from eval.history import read_history
    from eval.report import write

    with tempfile.TemporaryDirectory() as folder:
        path = write([measured], Path(folder) / "report.html", None, read_history(RESULTS / "history.jsonl"))
        return path.read_bytes()


def _try() -> None:
    st.text("Đổi k, trọng số, ngưỡng hoặc ngày rồi xem câu trả lời và thứ hạng tìm kiếm thay đổi thế nào.")
    assistant = opened()
    left, right = st.columns([1, 1.4], gap="large")
    with left:
        question = st.text_area("Câu hỏi", key="eval-try-question", max_chars=2_000)
        day = st.date_input("Hỏi tại ngày", None, format="DD/MM/YYYY", key="eval-try-day")
        number = st.text_input(
            "Chỉ xếp hạng trong văn bản có số hiệu", key="eval-try-number", placeholder="để trống: cả kho"
        )
        tuning = _tuning("eval-try")
    with right:
        if question.strip():
            _tried(assistant, question.strip(), day, number.strip(), tuning)


def _tried(assistant: Assistant, question: str, day: date | None, number: str, tuning: Tuning) -> None:
    from assistant.ask import Assistant as Asks
    from assistant.ranking import ranking
    from corpus.errors import NotFound
    from eval.grades import SAID

    tuned = Asks(replace(assistant.settings, tuning=tuning), assistant.catalogue, assistant.searcher)
    answer = tuned.ask(question, as_of=day)
    st.caption(literal(f"{SAID[answer.kind]} · {answer.milliseconds} ms · mã tái lập {answer.token}"))
    st.text(answer.text or "\n".join(answer.choices))
    for citation in answer.citations:
        st.caption(literal(f"[{citation.mark}] {citation.citation} — {citation.status_text}"))
    text = answer.trace.get("searched", {}).get("text", question)
    only = None
    if number:
        documents = assistant.catalogue.by_number(number)
        if not documents:
            raise NotFound(f"Kho không có văn bản {number}: hãy kiểm tra số hiệu ở ô “Chỉ xếp hạng trong văn bản”.")
        only = {document.id for document in documents}
    rows = [
        {
            "hạng": place,
            "điều khoản": row.citation,
            "điểm": row.score,
            "từ vựng": row.parts.get("lexical"),
            "ngữ nghĩa": row.parts.get("dense"),
        }
        for place, row in enumerate(ranking(tuned, text, tuning.hits, only=only), 1)
    ]
    st.dataframe(rows, width="stretch", hide_index=True)
    with st.expander("Dấu vết"):
        st.json(answer.trace)
