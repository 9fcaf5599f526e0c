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
from assistant.ui.frame import begin_page, end_sidebar
from assistant.ui.literal import literal
from assistant.ui.opening import opened
from assistant.ui.words import say
from eval import corpora, datasets, questions
from eval.runs import ALL, RESULTS, Run, folder_of, read, runs_folder

if TYPE_CHECKING:
    from assistant.ask import Assistant
    from eval.scorecard import Score

EVERY = "2s"  # how often a run on its way is looked at


def evaluation_page() -> None:
    """Draw the page."""
    begin_page(say("page.evaluation"))
    st.title(say("page.evaluation"), anchor=False)
    names = [say(f"evaluation.{name}") for name in ("run", "results", "try")]
    run_tab, results_tab, try_tab = st.tabs(names)
    settings = Settings.from_environment()
    with run_tab, edge():
        _run(settings)
    with results_tab, edge():
        _results(settings)
    with try_tab, edge():
        _try()
    end_sidebar()


@st.cache_resource
def _running() -> dict[str, subprocess.Popen[bytes]]:
    """The runs on their way, for every tab of this server."""
    return {}


def _run(settings: Settings) -> None:
    st.text(say("evaluation.run_note"))
    here = [name for name in questions.names() if all(corpora.is_here(q.corpus) for q in questions.load(name).all())]
    here += [name for name in datasets.NAMES if (datasets.folder_of(name) / "qrels.tsv").exists()]
    left, right = st.columns(2, gap="large")
    with left:
        sets = st.multiselect(say("evaluation.sets"), here, default=["shipped"], key="eval-sets")
        build = st.text_input(say("evaluation.build"), "now", key="eval-build", max_chars=40)
        split = st.radio(
            say("evaluation.split"),
            ["", "dev", "test"],
            format_func=lambda split: split or say("evaluation.split_all"),
            horizontal=True,
            key="eval-split",
        )
    with right:
        tuning = _tuning("eval-run")
    if st.button(say("evaluation.run"), key="eval-start", type="primary", disabled=not sets or not build.strip()):
        for name in sets:
            _start(settings, name, build.strip(), split, tuning)
    _progress(str(runs_folder(settings)))


def _tuning(key: str) -> Tuning:
    """The controls of a tuning, at what ships until moved."""
    return Tuning(
        dense_weight=st.slider(
            say("evaluation.dense_weight"), 0.0, 1.0, SHIPPED.dense_weight, 0.05, key=f"{key}-weight"
        ),
        hits=st.slider(say("evaluation.hits"), 1, 50, SHIPPED.hits, key=f"{key}-hits"),
        most=st.slider(say("evaluation.most"), 1, 10, SHIPPED.most, key=f"{key}-most"),
        near=st.slider(say("evaluation.near"), 0.0, 1.0, SHIPPED.near, 0.05, key=f"{key}-near"),
        most_doubt=st.slider(say("evaluation.most_doubt"), 0.0, 1.0, SHIPPED.most_doubt, 0.05, key=f"{key}-doubt"),
    )


def _start(settings: Settings, name: str, build: str, split: str, tuning: Tuning) -> None:
    """Begin a run in a process of its own, as the command line would; its words go into a log beside its rows."""
    label = f"{name}/{build}" + (f"-{split}" if split else "")
    known = _running().get(label)
    if known and known.poll() is None:
        st.warning(literal(say("evaluation.is_running", label=label)))
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
            told = say("evaluation.progress", label=label, done=done)
            st.caption(f":material/hourglass_top: {literal(told)}")
        elif code == 0:
            st.caption(f":material/check_circle: {literal(say('evaluation.finished', label=label))}")
        else:
            log = (Path(folder) / label / "log.txt").read_text(encoding="utf-8", errors="replace")
            st.error(literal(say("evaluation.failed", label=label, log=" ".join(log.split())[-400:])))


def _results(settings: Settings) -> None:
    found = _runs(settings)
    if not found:
        st.info(say("evaluation.no_runs"))
        return
    first, second = st.columns(2)
    with first:
        name = st.selectbox(say("evaluation.which"), list(found), key="eval-result")
    with second:
        others = [n for n in found if n != name and n.split("/")[0] == name.split("/")[0]]
        base = st.selectbox(
            say("evaluation.against"),
            ["", *others],
            format_func=lambda name: name or say("evaluation.against_none"),
            key="eval-base",
        )
    measured, scored = _measured(found[name])
    if not measured.rows:
        st.info(say("evaluation.unfinished"))
        return
    _scorecard(measured, scored)
    if base:
        _comparison(_measured(found[base])[0], measured)
    _questions(settings, measured)
    st.download_button(
        say("evaluation.report"),
        lambda: _report(measured),
        f"{name.replace('/', '-')}.html",
        "text/html",
        key="eval-report",
    )


def _runs(settings: Settings) -> dict[str, Path]:
    """Runs by name, the newest first: those of the data folder, then those that are committed."""
    folder = runs_folder(settings)
    own = sorted(folder.glob("*/*/run.json"), key=lambda path: -path.stat().st_mtime)
    found = {f"{path.parent.parent.name}/{path.parent.name}": path.parent for path in own}
    for path in sorted((RESULTS / "runs").glob("*.json")):
        found.setdefault(say("evaluation.published", name=path.stem.replace("--", "/")), path)
    return found


def _measured(place: Path) -> tuple[Run, list[Score]]:
    """A run and its scores; read and reckoned again only when it has changed."""
    rows = place if place.is_file() else place / "rows.jsonl"
    with st.spinner(say("evaluation.reckoning")):
        return _scored(str(place), rows.stat().st_mtime if rows.exists() else 0.0)


@st.cache_resource(max_entries=6, show_spinner=False)
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
            say(
                "evaluation.about",
                set=about["set"],
                sha256=about["set_sha256"][:12],
                date=about["date"],
                code=about["code"],
                machine=about["machine"],
            )
        )
    )
    shown = [*SHOWN[about["kind"]], "consistent", "reproduced"]
    table: dict[str, dict[str, Any]] = {
        c: {say("evaluation.count"): len(measured.of(c))} for c in measured.categories()
    }
    for score in found:
        if score.measure in shown:
            table[score.category][measure_name(score.measure)] = f"{score.mean:.3f} ({score.low:.2f}–{score.high:.2f})"
    columns = dict.fromkeys(name for cells in table.values() for name in cells)
    st.dataframe(
        [
            {say("evaluation.category"): CATEGORIES.get(category, category)} | dict.fromkeys(columns, "–") | cells
            for category, cells in table.items()
        ],
        width="stretch",
        hide_index=True,
    )
    time = latency(measured.of(ALL))
    line = say("evaluation.times", p50=time["p50"], p95=time["p95"])
    if about["kind"] == "answers":
        matrix = refusals(measured.of(ALL))
        told = {
            "false": matrix.false,
            "answered": matrix.false + matrix.answered,
            "unsafe": matrix.unsafe,
            "refused": matrix.unsafe + matrix.refused,
        }
        line += " " + say("evaluation.refusals", **told)
    st.caption(literal(line))
    from eval.figures import figures

    with st.container(horizontal=True, gap="medium"):
        for figure in figures(measured, found):
            st.image(figure.svg, width=520, caption=figure.note)


def _comparison(base: Run, measured: Run) -> None:
    from eval.compare import compare, shown

    found = compare(base, measured)
    st.subheader(say("evaluation.comparison"), anchor=False)
    rows = [
        {
            say("evaluation.category"): d.category,
            say("evaluation.before"): round(d.a, 3),
            say("evaluation.now"): round(d.b, 3),
            say("evaluation.change"): f"{d.b - d.a:+.3f} ({d.low:+.3f} … {d.high:+.3f})",
            "p (Holm)": round(d.adjusted, 3),
            say("evaluation.counts"): f"{d.wins} / {d.losses} / {d.ties}",
            say("evaluation.verdict"): d.verdict,
        }
        for d in found.differences
    ]
    st.dataframe(rows, width="stretch", hide_index=True)
    for one, other in found.lost[:20]:
        with st.expander(literal(say("evaluation.lost", id=one.id, category=one.category, question=one.question))):
            left, right = st.columns(2)
            left.caption(say("evaluation.before").capitalize())
            left.text(shown(one, 1_500))
            right.caption(say("evaluation.now").capitalize())
            right.text(shown(other, 1_500))
            right.text("\n".join(other.failures))


def _questions(settings: Settings, measured: Run) -> None:
    """One question of the run: what was asked, answered and found, and where the right provision was lost."""
    from eval.compare import shown

    st.subheader(say("evaluation.one_by_one"), anchor=False)
    category = st.selectbox(say("evaluation.which_category"), measured.categories(), key="eval-category")
    wrong = st.checkbox(say("evaluation.only_wrong"), value=True, key="eval-wrong")
    # Test questions are looked at only when asked for: rules must not be written for them.
    test = st.checkbox(say("evaluation.with_test"), value=False, key="eval-test")
    rows = [r for r in measured.of(category) if (r.failures or not wrong) and (test or r.split != "test")]
    if not rows:
        st.caption(say("evaluation.no_questions"))
        return
    by_label = {f"{row.id} · {row.question}": row for row in rows}
    row = by_label[st.selectbox(say("evaluation.question"), list(by_label), key="eval-question")]
    st.text(row.question)
    for failure in row.failures:
        st.caption(f":material/close: {literal(failure)}")
    st.text(shown(row, 3_000))
    if measured.about["kind"] == "answers" and st.button(say("evaluation.why"), key="eval-why"):
        from assistant.ask import Assistant
        from eval.why import as_text, why

        asked = next((q for q in questions.load(measured.about["set"]).all() if q.id == row.id), None)
        if asked is None:
            st.caption(say("evaluation.gone"))
            return
        with st.spinner(say("evaluation.following")):
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
    st.text(say("evaluation.try_note"))
    assistant = opened()
    left, right = st.columns([1, 1.4], gap="large")
    with left:
        question = st.text_area(say("evaluation.question"), key="eval-try-question", max_chars=2_000)
        day = st.date_input(say("bar.ask_day"), None, format="DD/MM/YYYY", key="eval-try-day")
        number = st.text_input(
            say("evaluation.only_number"), key="eval-try-number", placeholder=say("evaluation.whole")
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
    st.caption(
        literal(
            say("evaluation.answered", kind=SAID[answer.kind], milliseconds=answer.milliseconds, token=answer.token)
        )
    )
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
            say("evaluation.place"): place,
            say("evaluation.provision"): row.citation,
            say("evaluation.score"): row.score,
            say("evaluation.lexical"): row.parts.get("lexical"),
            say("evaluation.dense"): row.parts.get("dense"),
        }
        for place, row in enumerate(ranking(tuned, text, tuning.hits, only=only), 1)
    ]
    st.dataframe(rows, width="stretch", hide_index=True)
    with st.expander(say("evaluation.trace")):
        st.json(answer.trace)
